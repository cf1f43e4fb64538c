"""From a source to drafts: every sentence once, every quote found, nothing twice."""

from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.drafting.proposing import not_read, propose
from builder.checks import running
from builder.facts.coverage import Coverage, coverage
from builder.facts.facts import Facts
from builder.facts.passages import State
from builder.files.problems import has_errors
from builder.model import records
from builder.model.dates import parse
from builder.pipeline.check import passages_of
from tests.authoring.drafting.briefings import SOURCE, briefing, draft, with_drafts

REPORT = (
    "Iran said on Tuesday that it had struck. Nine people were killed in Kerman, officials said. "
    "Pakistan denied it. Analysts believe that war is unlikely. The sky was grey."
)
PIECES = [
    "Iran said on Tuesday that it had struck.",
    "Pakistan denied it.",
    "“We won,” said Gregory Brew, an analyst.",
    "At least nine people were killed in Kerman, officials said.",
    "An explosion killed [9] *people* in `Kerman`.",
    "Gen. Ana Sorel accused Iran of war, and Iran claiming 12 were killed.",
    "<b>Police</b> arrested 4 men_.",
    "ایران گفت: «نه نفر کشته شدند».",
    "پلیس اعلام کرد که در ۱۳ دی در کرمان انفجاری رخ داد.",
    "He left.",
    "He left.",
    "\u200fترکیب\u200e",
    "日本です。",
    "e\u0301",
    "![x](javascript:y)",
    "[iran]",
    "\\",
    "…",
    "- item",
    "# no",
    "1. x: y",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u00a0",
    "\u00ad",
    "\ufeff",
    "{a}",
    "null",
    "true",
    "'",
    '"',
    "&amp;",
    "| x |",
    "~",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=15).map(" ".join).filter(str.strip)


@given(texts, st.sampled_from(["en", "fa", "de", "ja"]), st.sampled_from([None, "2024-01-18"]))
def test_every_quote_is_found_and_nothing_is_proposed_twice(
    text: str, language: str, published: str | None
) -> None:
    """Whatever the text: Markdown, YAML, odd typography, line ends, both directions."""
    before = briefing(text, language=language, published=published)
    proposal = propose(before, passages_of(before), before.sources[SOURCE])
    assert all(each.model.draft for each in proposal.drafts)
    after = with_drafts(before, proposal)
    assert {each.id: after.records[each.id] for each in proposal.drafts} == {
        each.id: each.model for each in proposal.drafts
    }
    assert len(after.records) == len(before.records) + len(proposal.drafts)
    passages = passages_of(after)
    for uses in passages.uses.values():
        assert {passages.match(use.citation).state for use in uses} == {State.FOUND}
    assert not has_errors(running.run(Facts(after, passages), {}))
    (report,) = coverage(after, passages)
    assert report.counts[Coverage.NOT_CITED] == proposal.unquotable
    assert propose(after, passages, after.sources[SOURCE]).drafts == ()


def test_one_home_for_each_sentence() -> None:
    """A side's word and its denial are a dispute, a judgement is a view, the rest is to be sorted."""
    proposal = draft(REPORT)
    assert (proposal.sentences, proposal.covered, proposal.unquotable) == (5, 0, 0)
    assert [(each.kind.kind_name, each.id) for each in proposal.drafts] == [
        ("actor", "iran"),
        ("place", "kerman"),
        ("actor", "pakistan"),
        ("actor", "officials"),
        ("actor", "analysts"),
        ("dispute", "claim-by-iran"),
        ("dispute", "number-of-deaths"),
        ("view", "view-of-analysts"),
        ("topic", "to-be-sorted-report"),
    ]
    claim = next(each.model for each in proposal.drafts if each.id == "claim-by-iran")
    assert isinstance(claim, records.Dispute)
    assert [(position.by, position.stance) for position in claim.positions] == [
        ("iran", "asserts"),
        ("pakistan", "denies"),
    ]


def test_what_is_known_is_not_proposed_again() -> None:
    """By name, by alias, and somebody unnamed by the same words."""
    known = [
        records.Actor(id="ir", name="The Islamic Republic", kind="state", aliases=("Iran",)),
        records.Actor(id="unnamed", name="Analysts (unnamed)", kind="people"),
        records.Place(id="town", name="Kerman", precision="town"),
    ]
    proposal = draft(REPORT, known)
    assert [each.id for each in proposal.drafts if each.kind in (records.Actor, records.Place)] == [
        "pakistan",
        "officials",
    ]
    view = next(each for each in proposal.drafts if each.kind is records.View)
    assert view.fields["analyst"] == "unnamed"


def test_what_is_cited_or_left_out_is_not_proposed() -> None:
    """Words of a sentence are enough; a draft's citation counts as well."""
    text = "The sky was grey. The sea was calm. The wind was cold."
    source = briefing(text).sources[SOURCE]
    left_out = records.LeftOut(quote="The sea was calm", reason="The weather is no matter of ours.")
    topic = records.Topic(
        id="weather",
        draft=True,
        title="The weather",
        statements=(
            records.Statement(
                text="It was grey.", cites=(records.Citation(source=SOURCE, quote="sky was grey"),)
            ),
        ),
    )
    before = briefing(text, [topic, source.model_copy(update={"left_out": (left_out,)})])
    proposal = propose(before, passages_of(before), before.sources[SOURCE])
    assert (proposal.sentences, proposal.covered) == (1, 2)
    (rest,) = proposal.drafts
    assert rest.model == records.Topic(
        id="to-be-sorted-report",
        draft=True,
        title="To be sorted: A title that stands nowhere",
        statements=(
            records.Statement(
                text="The wind was cold.",
                cites=(records.Citation(source=SOURCE, quote="The wind was cold."),),
            ),
        ),
    )


def test_an_event_beside_a_known_one_is_remarked_on() -> None:
    """It may be the same; only the editor knows."""
    known = records.Event(
        id="big-bang",
        title="A bang",
        kind="bombing",
        date=parse("2024-01-16"),
        account=(records.Statement(note="It was loud."),),
    )
    proposal = draft("Two bombs exploded on Tuesday.", [known], published="2024-01-18")
    (event,) = proposal.drafts
    assert event.comments == ("Perhaps the same as `big-bang`.",)


def test_sentences_about_one_event_are_one_record() -> None:
    """Alike in kind, day and place; a different day is a different event."""
    text = (
        "A bomb exploded in Kerman on Tuesday. The blast on Tuesday in Kerman tore through a market. "
        "A bomb exploded in Kerman on Monday."
    )
    proposal = draft(text, published="2024-01-18")
    events = [each.model for each in proposal.drafts if each.kind is records.Event]
    assert [(str(each.date), len(each.account)) for each in events if isinstance(each, records.Event)] == [
        ("2024-01-16", 2),
        ("2024-01-15", 1),
    ]


def test_figures_without_a_claimant_are_not_proposed() -> None:
    """A newspaper's own number is in the words; the number of a report that counts is its own."""
    text = "A bomb exploded in Kerman on Tuesday, killing nine people."
    (event,) = (each for each in draft(text).drafts if each.kind is records.Event)
    assert "figures" not in event.fields
    before = briefing(text)
    report = before.sources[SOURCE].model_copy(update={"kind": "report", "publisher": "Relief Desk"})
    before = briefing(text, [report])
    drafts = propose(before, passages_of(before), report).drafts
    (event,) = (each for each in drafts if each.kind is records.Event)
    assert event.fields["figures"] == [
        {
            "by": "relief-desk",
            "measure": "deaths",
            "low": 9,
            "best": 9,
            "high": 9,
            "cites": [{"source": SOURCE, "quote": text}],
        }
    ]


def test_what_is_not_read_in_a_language_is_said() -> None:
    """English is read best; Persian has no capitals; of other languages only names and dates are."""
    assert not_read("en-GB") == ()
    assert not_read("fa") == ("new names other than those of states",)
    assert len(not_read("de")) > 3
