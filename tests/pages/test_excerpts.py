"""What a source's page shows of its text."""

from hypothesis import given
from hypothesis import strategies as st

from builder.facts.passages import Passages, SourceText, Span, Use, locate
from builder.model.records import Citation, Statement
from builder.pages import excerpts

WORDS = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay"]
TEXT = "Alpha beta gamma.\n\nDelta epsilon\nzeta eta. Theta iota.\n\nKappa.\n"


def passages(text: str, *quotes: str) -> Passages:
    """A source's text, each quote cited by a record of its own."""
    owners = {
        f"record-{number}": Statement(text="x", cites=(Citation(source="s", quote=quote),))
        for number, quote in enumerate(quotes, 1)
    }
    return locate(owners, {"s": SourceText(text)})


def cited(paragraph: excerpts.Paragraph) -> list[str]:
    """The cited passages of a paragraph, their segments parted by a bar."""
    return ["|".join(segment.text for segment in passage.segments) for passage in paragraph.passages]


def users(passage: excerpts.Passage) -> list[str]:
    """The records that rest on a passage."""
    return [use.record for use in passage.uses]


def test_paragraphs_are_numbered() -> None:
    """Every paragraph is there, from 1, and the cited ones have their passages."""
    paragraphs = excerpts.of_source(passages(TEXT, "beta gamma"), "s")
    assert [(paragraph.number, cited(paragraph)) for paragraph in paragraphs] == [
        (1, ["beta gamma"]),
        (2, []),
        (3, []),
    ]


def test_line_breaks_are_spaces() -> None:
    """A passage over two lines of the stored text is one line of the page."""
    [_, paragraph, _] = excerpts.of_source(passages(TEXT, "epsilon zeta"), "s")
    assert cited(paragraph) == ["epsilon zeta"]


def test_every_line_break_is_a_space() -> None:
    """Also those that only some programs know, so that nothing of a source begins a line of its page."""
    text = "Alpha\u2028# beta\x85- gamma\fdelta\u2029end.\n"
    [paragraph] = excerpts.of_source(passages(text, "beta"), "s")
    assert "".join(segment.text for segment in paragraph.segments) == "Alpha # beta - gamma delta end."


def test_citations_that_overlap_are_one_passage() -> None:
    """Overlapping citations make one passage, cut where each begins, with all that rests on it."""
    [_, paragraph, _] = excerpts.of_source(passages(TEXT, "Delta epsilon", "epsilon zeta eta", "iota"), "s")
    assert cited(paragraph) == ["Delta |epsilon zeta eta", "iota"]
    assert [users(passage) for passage in paragraph.passages] == [["record-1", "record-2"], ["record-3"]]


def test_where_a_passage_begins_and_ends() -> None:
    """A passage knows whether its paragraph begins or ends with it, so that the page can say if not."""
    first, second, third = excerpts.of_source(passages(TEXT, "Alpha", "eta. Theta iota.", "Kappa."), "s")
    ends = [(item.opens, item.closes) for paragraph in (first, second, third) for item in paragraph.passages]
    assert ends == [(True, False), (False, True), (True, True)]


def test_a_quote_over_two_paragraphs() -> None:
    """What is quoted across a break is shown in both paragraphs, and leads to the first."""
    first, second, _ = excerpts.of_source(passages(TEXT, "gamma. Delta"), "s")
    assert (cited(first), cited(second)) == (["gamma."], ["Delta"])
    assert users(first.passages[0]) == users(second.passages[0]) == ["record-1"]
    assert [segment.start for segment in second.segments] == [-1, -1]


def test_quotes_with_an_ellipsis() -> None:
    """Each part of a quote with an ellipsis is a passage."""
    _, second, _ = excerpts.of_source(passages(TEXT, "Delta … iota"), "s")
    assert cited(second) == ["Delta", "iota"]


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[str, Passages]:
    """A text, and quotes from anywhere in it."""
    words = draw(st.permutations(WORDS))
    text = "".join(word + draw(st.sampled_from([" ", "\n", ". ", "\n\n"])) for word in words)
    quotes = []
    for _ in range(draw(st.integers(0, 6))):
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        quotes.append(text[text.index(words[first]) : text.index(words[last]) + len(words[last])])
    return text, passages(text, *quotes)


@given(cited_texts())
def test_segments_are_the_text(made: tuple[str, Passages]) -> None:
    """The segments of a paragraph are its text, and those marked as cited are what citations found."""
    text, found = made
    source = found.texts["s"]
    paragraphs = excerpts.of_source(found, "s")
    spans = [span for span, _ in found.cited("s")]
    for paragraph, span in zip(paragraphs, source.paragraphs, strict=True):
        assert "".join(segment.text for segment in paragraph.segments) == text[slice(*span)].replace(
            "\n", " "
        )
        place = span.start
        for segment in paragraph.segments:
            inside = range(place, place + len(segment.text))
            # White space between two citations that touch counts as either.
            marked = {spot for spot in inside if any(start <= spot < end for start, end in spans)}
            assert marked == (set(inside) if segment.cited else set())
            assert segment.start in (-1, place)
            place += len(segment.text)


@given(cited_texts())
def test_every_citation_has_a_place_to_lead_to(made: tuple[str, Passages]) -> None:
    """Each passage that a citation names begins at an anchor, which is there once, with the way back."""
    _, found = made
    paragraphs = excerpts.of_source(found, "s")
    anchors = [
        segment.start for paragraph in paragraphs for segment in paragraph.segments if segment.start >= 0
    ]
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == {span.start for span, _ in found.cited("s")}
    for span, use in found.cited("s"):
        assert users_at(paragraphs, span, use)


def users_at(paragraphs: list[excerpts.Paragraph], span: Span, use: Use) -> bool:
    """Whether the passage that begins where a citation leads names what rests on it."""
    passages_there = [
        passage
        for paragraph in paragraphs
        for passage in paragraph.passages
        if any(segment.start == span.start for segment in passage.segments)
    ]
    return len(passages_there) == 1 and use in passages_there[0].uses
