"""References that lead nowhere, to the wrong kind, to a draft, or in a circle."""

from collections.abc import Callable, Mapping

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
OfStatement = Callable[..., list[Problem]]
CITES = "cites: [{source: report, quote: carried out an air strike in Iran}]"


def test_the_nearest_id_of_the_right_kind(found: Found) -> None:
    """A place is not suggested where an actor is needed."""
    files = {
        "content/actors.yml": """
            iran: {name: Iran, kind: state, part_of: south-wes}
            pakistan: {name: Pakistan, kind: state, part_of: irann}
            """
    }
    first, second = found("unknown-reference", files)
    assert (first.message, first.hint) == (
        "there is no actor `south-wes`",
        "Correct the id, or add a record that has it to content/actors.yml.",
    )
    assert (second.message, second.hint) == ("there is no actor `irann`", "Did you mean `iran`?")
    assert str(second.location) == "content/actors.yml:2:50"


def test_texts(of_statement: OfStatement) -> None:
    """A label that can only be a reference; other brackets are left alone."""
    statement = f"text: '[irann] and [it][pakistn], [Sic], [the minister] and \\[sic\\]'\n{CITES}"
    first, second = of_statement("unknown-reference", statement)
    assert "`irann`" in first.message
    assert first.hint.splitlines() == [
        "Did you mean `iran`?",
        r"To show the brackets as they are, write `\[irann\]`.",
    ]
    assert "`pakistn`" in second.message


def test_what_could_not_be_read_is_no_unknown_reference(found: Found) -> None:
    """One broken record, or one broken file, is one problem."""
    broken_record = {"content/places.yml": "south-west: {name: South-west Pakistan, precision: huge}\n"}
    assert found("unknown-reference", broken_record) == []
    broken_file = {"content/places.yml": "south-west: {name: South-west Pakistan\n"}
    assert found("unknown-reference", broken_file) == []
    misnamed = {"content/place.yml": "x: 1\n", "content/places.yml": "other: {name: A, precision: town}\n"}
    assert found("unknown-reference", misnamed) == []


def test_another_kind_is_still_checked_beside_a_broken_file(found: Found) -> None:
    """Only what may stand in the broken file is passed over."""
    files = {
        "content/places.yml": "a: [\n",
        "content/actors.yml": """
            iran: {name: Iran, kind: state, part_of: irann}
            pakistan: {name: Pakistan, kind: state}
            """,
    }
    assert [problem.record for problem in found("unknown-reference", files)] == ["iran"]


def test_drafts_may_refer_to_drafts(found: Found) -> None:
    """Only what is published must not; a text counts like a field."""
    files = {
        "content/places.yml": """
            south-west: {name: South-west Pakistan, precision: province}
            town: {name: A town, precision: town, draft: true, part_of: village}
            village:
              name: A village
              precision: town
              draft: true
              note: "Near [town]."
            """,
        "content/questions.yml": """
            where:
              question: Where was it?
              kind: unknown
              note: "In [town], perhaps."
            """,
    }
    [problem] = found("draft-reference", files)
    assert (problem.record, str(problem.location)) == ("where", "content/questions.yml:4:9")


def test_each_circle_of_wholes_once(found: Found) -> None:
    """A chain that leads into a circle is not a second one."""
    files = {
        "content/places.yml": """
            south-west: {name: A, precision: town, part_of: b}
            b: {name: B, precision: town, part_of: c}
            c: {name: C, precision: town, part_of: b}
            d: {name: D, precision: town, part_of: d}
            """
    }
    assert [problem.message for problem in found("part-of-cycle", files)] == [
        "`b` is part of itself: b → c → b",
        "`d` is part of itself: d → d",
    ]


def test_unused(found: Found) -> None:
    """A record that only refers to itself is unused; a draft may be."""
    files = {
        "content/places.yml": """
            south-west: {name: South-west Pakistan, precision: province}
            town: {name: A town, precision: town, note: "[town] is small."}
            village: {name: A village, precision: town, draft: true}
            """,
        "content/sources.yml": """
            report: {title: Strikes across the border, kind: report, text: seeds/report.txt, publisher: A}
            agency: {title: Calls for restraint, kind: report, text: seeds/agency.txt, publisher: B}
            third: {title: Nothing, kind: report}
            """,
    }
    assert [problem.record for problem in found("unused-record", files)] == ["town", "third"]


def test_unused_is_not_looked_for_beside_broken_records(found: Found) -> None:
    """What seems unused may be used in the record that could not be read."""
    unused = "south-west: {name: A, precision: town}\nb: {name: B, precision: town}\n"
    assert len(found("unused-record", {"content/places.yml": unused})) == 1
    broken = {"content/places.yml": unused + "c: {name: C}\n"}
    assert found("unused-record", broken) == []
    assert found("unused-record", {"content/places.yml": unused, "content/views.yml": "a: [\n"}) == []
