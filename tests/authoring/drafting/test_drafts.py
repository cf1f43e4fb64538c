"""Texts, titles and ids of drafted records."""

from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.drafting.drafts import Ids, linked, title
from builder.authoring.drafting.knownnames import Mention
from builder.model import fields, prose


def test_the_first_mention_of_a_record_is_a_link() -> None:
    """The place where it happened, else the actor."""
    text = "Iran met Iran [again] in Iran."
    mentions = [Mention(0, 4, "iran", "iran-country"), Mention(9, 13, "iran", "iran-country")]
    assert linked(text, mentions) == "[Iran][iran] met Iran \\[again] in Iran."
    assert linked(text, mentions, places={"iran-country"}).startswith("[Iran][iran-country] met Iran")


@given(st.text(alphabet=" aé*_`[]()<>&\\!#~ن\u200c-.", max_size=40), st.integers(0, 40), st.integers(1, 10))
def test_a_linked_text_reads_as_the_sentence(text: str, start: int, length: int) -> None:
    """Whatever Markdown could make of its characters."""
    text = " ".join(text.split())
    mentions = [Mention(start, start + length, "iran")] if text[start : start + length].strip() else []
    mentions = [mention for mention in mentions if mention.end <= len(text)]
    written = linked(text, mentions)
    assert prose.plain(written, lambda _: "Iran") == " ".join(text.split())
    assert prose.references(written, {"iran"}) == ["iran"] * len(mentions)


def test_titles_are_short() -> None:
    """Cut between words; the dots say so."""
    assert title("“They left.”") == "They left"
    assert title(" ".join(["word"] * 20)) == f"{' '.join(['word'] * 12)} …"
    assert title("x" * 200) == f"{'x' * 80} …"


@given(st.lists(st.text(max_size=100), min_size=1, max_size=20))
def test_ids_are_new_and_well_formed(texts: list[str]) -> None:
    """Also where nothing of a text is left for one, and where they are kept for the site."""
    ids = Ids({"iran", "draft"})
    given_ids = [ids.new(text) for text in (*texts, *texts, "Iran", "index", "ایران")]
    assert len(set(given_ids)) == len(given_ids)
    assert not {"iran", "draft", "index"} & set(given_ids)
    assert [fields.check_id(each) for each in given_ids] == given_ids
