"""Quotes as people copy them: what is accepted, and what comes close and is refused."""

import pytest

from builder.facts.passages import SourceText
from tests import altered_quotes

# The source, the quote.
ACCEPTED = [
    # Brackets of an editor.
    ("He said that the pier was shut.", "[T]he pier was shut"),
    ("The pier was shut.", "[t]he pier was shut"),
    ("Now a ship sank there.", "[A] ship sank"),
    ("It sank. élan was there.", "[É]lan was there"),
    ("The pier was shut on Monday. The ship left.", "The pier was shut […] The ship left"),
    ("The pier was shut on Monday. The ship left.", "The pier was shut (…) The ship left"),
    ("The pier was shut on Monday. The ship left.", "The pier was shut (...) [t]he ship left"),
    ("The pier was shut on Monday. The ship left.", "The pier was shut [. . .] The ship left"),
    ("The pier was shut on Monday. The ship left.", "[t]he pier … ship left."),
    ("He wrote “[T]he pier” there.", "[T]he pier"),
    # Footnote marks.
    ("Nobody was hurt on the pier² when it sank.", "Nobody was hurt on the pier"),
    ("Nobody was hurt on the pier² when it sank.", "on the pier when it sank"),
    ("Nobody was hurt on the pier² when it sank.", "on the pier² when it sank"),
    ("Nobody was hurt.¹² The pier was shut.", "Nobody was hurt. The pier was shut"),
    ("Nobody was hurt.[3][4] The pier was shut.", "Nobody was hurt. The pier was shut"),
    ("Nobody was hurt on the pier[12] when it sank.", "on the pier when it sank"),
    ("Some 51[3] people were hurt.", "Some 51 people were hurt"),
    ("Nobody was hurt on the pier* when it sank.", "on the pier when it sank"),
    ("Nobody was hurt on the pier† when it sank.", "on the pier when it sank"),
    ("Nobody was hurt on the pierᵃ when it sank.", "on the pier when it sank"),
    ("The café² was shut.", "The café was shut"),
    ("He said “no”.¹ The pier was shut.", "He said “no”. The pier was shut"),
    ("Nobody was hurt,¹,² he said.", "Nobody was hurt, he said"),
    ("The pier¹ and the quay² were shut.", "The pier and the quay² were shut"),
    # Lines of PDFs.
    ("The har-\nbour was closed.", "The harbour was closed"),
    ("The har-\nbour was closed.", "The har-bour was closed"),
    ("The harbour was closed.", "The har- bour was closed"),
    ("The harbour was closed.", "The har-\n  bour was closed"),
    ("The harbour was closed.", "The har\u00ad\nbour was closed"),
    ("The har\u00ad\nbour was closed.", "The harbour was closed"),
    ("The har\u00adbour was closed.", "The harbour was closed"),
    ("The anti-\nHouthi forces came to the har-\nbour.", "The anti-Houthi forces came to the harbour"),
    ("The anti-\nwar forces came to the har-\nbour.", "The anti-war forces came to the harbour"),
    ("The anti-war forces came.", "The anti- war forces came"),
    ("COVID-\n19 came to the town.", "COVID-19 came to the town"),
    ("Pre- and post-war ships came.", "Pre- and post-war ships"),
    ("La séré-\nnité fut grande.", "La sérénité fut grande"),
    # Typography.
    ("The minister said: “We will not stop,” and left.", "said: 'We will not stop,' and left"),
    ("The minister said: ‘We will not stop,’ and left.", 'said: "We will not stop," and left'),
    ("Le ministre a dit : « Non. »", 'Le ministre a dit : " Non. "'),
    ("The pier -- closed since May -- was opened.", "The pier — closed since May — was opened"),
    ("The pier—closed since May—was opened.", "The pier – closed since May – was opened"),
    ("was closed . . . for five days", "was closed … for five days"),
    ("Ta`izz and Sanaʿa were hit.", "Ta'izz and Sana'a were hit"),
    ("It was half (½) of it.", "It was half (½) of it"),
    ("The ﬁnal oﬃce was shut.", "The final office was shut"),
    ("1\u202f000 people were there.", "1 000 people were there"),
    ("It was 5’10” long.", "It was 5'10\" long"),
    # Persian and Arabic.
    ("او می‌گوید که می‌رود.", "او میگوید که میرود"),
    ("او می‌گوید که می‌رود.", "او می گوید که می رود"),
    ("او می گوید که می رود.", "او می‌گوید که می‌رود"),
    ("کتاب علی اینجا بود.", "كتاب علي اينجا بود"),
    ("كتاب چاپي علي اينجا بود.", "کتاب چاپی علی اینجا بود"),
    ("وقال الوزيــر ذلك اليوم.", "وقال الوزير ذلك"),
    ("وقال الوزير ذلك اليوم.", "وقال الوزيـر ذلك"),
    # Scripts without spaces, and Korean.
    ("德黑兰发动了空袭。", "发动了空袭"),
    ("「攻撃した」と発表した。", "“攻撃した”と発表"),
    ("ตำรวจจับผู้ชาย", "จับผู้ชาย"),
    ("រដ្ឋាភិបាលបាននិយាយ", "បាននិយាយ"),
    ("이란이 공격했다고 밝혔다.", "이란이 공격했다"),
    ("이란은 공격했다.", "이란"),
    ("정부에서는 말했다.", "정부"),
    ("NATO는 말했다.", "NATO"),
    ("རྒྱལ་པོ་བྱོན།", "པོ་བྱོན"),
]

REFUSED = [
    # Other numbers.
    ("The strike killed 5¹ people there.", "killed 51 people"),
    ("The strike killed 5¹ people there.", "killed 5 people"),
    ("The strike killed 5¹ people there.", "The strike killed 5"),
    ("It is over 10⁶ square metres.", "over 106 square metres"),
    ("It is over 10⁶ square metres.", "over 10 square metres"),
    ("There were 3② of them.", "There were 32 of them"),
    ("It was half (½) of it.", "It was half (1/2) of it"),
    ("It was 5½ metres long.", "It was 51/2 metres long"),
    ("It was 5½ metres long.", "It was 5"),
    ("Chapter Ⅳ was read.", "Chapter IV was read"),
    ("Some 1.5 people fled.", "5 people fled"),
    ("Some 12,500 people fled.", "500 people fled"),
    ("Some 12\u00a0500 people fled.", "500 people fled"),
    ("There fled 12,500 people.", "There fled 12"),
    ("It was −5 degrees there.", "5 degrees there"),
    ("It was at 10:30 in the night.", "It was at 10"),
    ("It cost 5 km² of land.", "It cost 5 km"),
    ("It cost 5 km² of land.", "It cost 5 km of land"),
    ("It has 5 metres² of land.", "It has 5 metres of land"),
    ("It has CO₂ in it there.", "It has CO2 in it"),
    ("It has Ca²⁺ in it there.", "It has Ca in it"),
    ("It is 5′ long and more.", "It is 5″ long"),
    ("Some 51[3] people were hurt.", "Some 513 people were hurt"),
    ("Some 51* people were hurt.", "Some 51 people were hurt"),
    # Footnote marks that are another's, or no footnote marks.
    ("Nobody was hurt on the pier² then.", "on the pier¹ then"),
    ("Nobody was hurt on the pier² then.", "on the pier2 then"),
    ("Nobody was hurt on the pier then.", "on the pier² then"),
    ("Nobody was hurt on the pier then.", "on the pier[2] then"),
    ("The weapon[s] were found there.", "The weapon were found"),
    ("It is (a + b)² in all.", "It is (a + b) in all"),
    ("The sh**t was heard there.", "The sht was heard"),
    ("He met Mᵐᵉ Brun there.", "He met M Brun"),
    # Brackets of an editor that change more than a case.
    ("The pier was shut.", "[T]he pier was shut"),
    ("He said that the pier was shut.", "[A] pier was shut"),
    ("He said that the pier was shut.", "[The] pier was shut"),
    ("He said that the pier was shut.", "the [old] pier was shut"),
    ("He said that the pier was shut.", "the pier was [not] shut"),
    ("He said that they came.", "[H]ey came"),
    ("He said that the pier was shut.", "the p[I]er was shut"),
    ("He said that the pier was shut.", "the pier […] ship"),
    ("He said that the pier was shut.", "was shut […] the pier"),
    # Hyphens that are part of a word, words that are parted.
    ("The anti-war forces came.", "The antiwar forces came"),
    ("The antiwar forces came.", "The anti-war forces came"),
    ("The harbour was closed.", "The har bour was closed"),
    ("The har\u00ad\nbour was closed.", "har was closed"),
    ("COVID-\n19 came to the town.", "COVID19 came to the town"),
    ("He was re-elected there.", "He was reelected"),
    # Apostrophes and marks.
    ("He can’t come there.", "He can"),
    ("He can’t come there.", "He cant come"),
    ("The Houthis’ ships came.", "The Houthis ships came"),
    ("He said: “We know”, and left.", "He said: We know, and left"),
    ("It was closed … for five days.", "It was closed for five days"),
    ("It was closed, for five days.", "It was closed … five nights"),
    # Letters.
    ("The café was shut.", "The cafe was shut"),
    ("مَدْرَسَة كبيرة", "مدرسة كبيرة"),
    ("ذهب إلى على هناك", "ذهب إلى علي هناك"),
    ("او نمی‌رود امروز.", "رود امروز"),
    ("او نمی‌رود امروز.", "می‌رود امروز"),
    ("کتاب‌ها اینجا بود.", "کتاب"),
    ("در سال ۱۴۰۲ بود.", "در سال ١٤٠٢ بود"),
    ("한국어 학교", "국어 학교"),
    ("한국어 학교", "한국"),
    ("이란은 공격했다.", "란은 공격했다"),
    ("확인하지 않았다.", "확인"),
    ("The office was shut.", "The ofﬁce was shot"),
]


@pytest.mark.parametrize(("source", "quote"), ACCEPTED)
def test_what_is_copied_is_accepted(source: str, quote: str) -> None:
    """Only typography differs, or an editor's bracket; the place is found once."""
    assert len(SourceText(f"Before. {source} After.").find(quote)) == 1


@pytest.mark.parametrize(("source", "quote"), REFUSED)
def test_what_comes_close_is_refused(source: str, quote: str) -> None:
    """A number, a letter, a mark or a word differs."""
    assert SourceText(f"Before. {source} After.").find(quote) == []


def test_the_tables_are_long_enough() -> None:
    """Sixty quotes as people copy them, and as many that come close."""
    assert min(len(ACCEPTED), len(REFUSED)) >= 60


@pytest.mark.parametrize(("source", "quote"), [*ACCEPTED, *REFUSED])
def test_what_is_found_is_the_text_of_the_source(source: str, quote: str) -> None:
    """A footnote mark at the edge is no part of it; and what `fix` offers is in the source."""
    text = SourceText(f"Before. {source} After.")
    for place in text.find(quote):
        for span in place:
            assert text.text[span.start : span.end].strip() == text.text[span.start : span.end]
    own = text.same_words(quote)
    assert own is None or text.find(own)


@pytest.mark.parametrize("seed", range(4))
def test_no_altered_quote_is_found(seed: int) -> None:
    """One letter, digit, mark or word of a quote of any briefing here is altered."""
    assert [*altered_quotes.false_accepts(1_000, seed)] == []


def test_every_true_quote_is_found() -> None:
    """Those of all briefings here."""
    quotes = altered_quotes.true_quotes()
    assert len(quotes) > 150
    assert [each.quote for each in quotes if not each.text.find(each.quote, each.prefix, each.suffix)] == []
