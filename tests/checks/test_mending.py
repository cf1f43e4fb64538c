"""`briefing fix` mends what has only one right answer, and leaves the rest."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builder.checks import mending
from builder.cli import main
from builder.facts.loading import load
from builder.facts.passages import SourceText
from builder.pipeline.check import check
from tests import briefings

ROOT = Path(__file__).parents[2]


def run(root: Path, *arguments: str) -> Result:
    """`briefing fix` in a folder."""
    return CliRunner().invoke(main, ["fix", *arguments, "--folder", str(root)])


def actors(fields: str) -> str:
    """`actors.yml` with more fields of the sailor."""
    return f"""\
# Who was there.
harbour-master: {{name: The harbour master, kind: person, aliases: [The master]}}
sailor:
  name: A sailor
{fields}"""


def events(fields: str) -> str:
    """`events.yml` with other fields of the event, and none that is missing."""
    return f"""\
departure:
  title: The ferry leaves
  kind: movement
{fields}
  account:
    - text: The ferry left the [old harbour][old-harbour] on 3 May 2021.
      cites: [{{source: gazette, quote: left the old harbour on 3 May 2021}}]
"""


MENDED = [
    # A quote with the letters of one passage: case, punctuation, spaces, accents; parts; its own lines.
    ("actors", "quote: nobody was HURT!", "quote: Nobody was hurt"),
    ("actors", "quote: Nobody was húrt.", "quote: Nobody was hurt."),
    ("actors", "quote: 'the  bellhad rung, twice'", "quote: 'the bell had rung twice'"),
    (
        "actors",
        "quote: the ferry anna … a sailor who gave no name",
        "quote: The ferry Anna … A sailor, who gave no name",
    ),
    (
        "actors",
        'quote: "a sailor, who gave\n        no name, said that \\u0074he bell"',
        'quote: "A sailor, who gave\n        no name, said that \\u0074he bell"',
    ),
    # Ids: a slip, case, another join, a name; in fields, lists and texts.
    ("events", "place: old-habour", "place: old-harbour"),
    ("events", "by: [Sailor, harbour_master]", "by: [sailor, harbour-master]"),
    ("events", "by: [the Harbour Master]", "by: [harbour-master]"),
    ("events", "by: sailor", "by: [sailor]"),
    ("events", "note: The [man][saylor], [Tom][sailr] and [man][saylor].",
               "note: The [man][sailor], [Tom][sailor] and [man][sailor]."),
    # Terms, keys.
    ("actors", "kind: Person", "kind: person"),
    ("actors", "kind: Government Body", "kind: government-body"),
    ("actors", "kind: organisatoin", "kind: organisation"),
    ("actors", "alaises: [Tom]", "aliases: [Tom]"),
    # Dates that can be read in one way.
    ("events", "date: 2021-5-3  # a Monday", "date: 2021-05-03  # a Monday"),
    ("events", "date: 3 May 2021", "date: 2021-05-03"),
    ("events", "date: 'May 3, 2021'", "date: '2021-05-03'"),
    ("events", "date: 13/05/2021", "date: 2021-05-13"),
    ("events", "date: 2021.05.03", "date: 2021-05-03"),
    ("events", "date: ۲۰۲۱-۰۵-۰۳", "date: 2021-05-03"),
]  # fmt: skip
LEFT = [
    ("actors", "quote: Somebody was hurt", "quote-not-found"),
    ("actors", "quote: the bell ha", "quote-not-found"),
    ("actors", "quote: the BELL had", "quote-not-found"),
    ("events", "place: harbour", "unknown-reference"),
    ("events", "by: [sailor-2]", "unknown-reference"),
    ("events", "by: [old-harbour]", "unknown-reference"),
    ("actors", "kind: somebody", "term-not-standard"),
    ("actors", "kind: state\n  kind: person", "duplicate-key"),
    ("actors", "nickname: Tom", "unknown-key"),
    ("actors", "naem: Tom", "unknown-key"),
    ("events", "date: 03/05/2021", "date-invalid"),
    ("events", "date: 2021-05-07/2021-05-03", "date-invalid"),
    ("events", "date: 2021-02-30", "date-invalid"),
]


def written(folder: Path, where: str, field: str) -> Path:
    """A briefing with one field in one of its records; what that needs beside it is right."""
    if field.startswith("quote"):
        statement = "text: He was there.\n      cites:\n      - source: gazette"
        field = f"kind: person\n  about:\n    - {statement}\n        {field}"
    elif where == "actors" and not field.startswith("kind"):
        field = f"kind: person\n  {field}"
    text = actors(f"  {field}\n") if where == "actors" else events(f"  {field}")
    return briefings.write(folder, {f"content/{where}.yml": text.encode()})


@pytest.mark.parametrize(("where", "before", "after"), MENDED)
def test_what_has_one_right_answer_is_mended(tmp_path: Path, where: str, before: str, after: str) -> None:
    """The words change that are wrong, nothing else does, and the problem is gone."""
    root = written(tmp_path, where, before)
    file = root / "content" / f"{where}.yml"
    newline = "\r\n" if "\n" in before else "\n"
    text = file.read_text().replace("\n", newline)
    file.write_bytes(text.encode())
    rules = {problem.rule for problem in check(root).problems if problem.remedy}
    assert len(rules) == 1
    result = run(root)
    assert "mended in 1 file." in result.stderr
    assert file.read_bytes().decode() == text.replace(
        before.replace("\n", newline), after.replace("\n", newline)
    )
    assert rules.isdisjoint(problem.rule for problem in check(root).problems)


def test_the_difference_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    """Nor does anything fail: it is only a question."""
    root = written(tmp_path, "actors", "kind: Person")
    before = (root / "content/actors.yml").read_bytes()
    result = run(root, "--diff")
    assert result.exit_code == 0
    assert result.output.splitlines()[-3:] == ["   name: A sailor", "-  kind: Person", "+  kind: person"]
    assert (root / "content/actors.yml").read_bytes() == before


@pytest.mark.parametrize(("where", "field", "rule"), LEFT)
def test_what_has_not_is_left(tmp_path: Path, where: str, field: str, rule: str) -> None:
    """Two answers, none, or one that is only likely: the problem is shown, and the file stays."""
    root = written(tmp_path, where, field)
    file = root / "content" / f"{where}.yml"
    before = file.read_bytes()
    result = run(root)
    assert result.exit_code == 1
    assert "No problems mended.\n" in result.stderr
    assert f": {rule}: " in result.stdout
    assert file.read_bytes() == before


def test_several_at_once_and_what_is_left(tmp_path: Path) -> None:
    """Each is told with its place; so is what remains."""
    text = events("  date: 3 May 2021\n  place: nowhere\n  by: [saylor]\n  note: It left.\n")
    root = briefings.write(tmp_path, {"content/events.yml": text})
    result = run(root)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "content/events.yml:4:9: date-invalid: `3 May 2021` is now `2021-05-03`",
        "content/events.yml:5:10: unknown-reference: there is no place `nowhere`",
        "    5 |   place: nowhere",
        "      |          ^^^^^^^",
        "    Correct the id, or add a record that has it to content/places.yml.",
        "content/events.yml:6:8: unknown-reference: there is no actor `saylor`",
        "    6 |   by: [saylor]",
        "      |        ^^^^^^",
        "    Did you mean `sailor`?",
    ]
    assert result.stderr.splitlines() == [
        "1 problem mended in 1 file.",
        "2 errors left, for you to decide:",
        "More can be mended now: run `briefing fix` again.",
    ]
    assert "6:8: unknown-reference: `saylor` is now `sailor`" in run(root).stdout


def test_a_value_used_in_several_places_is_left(tmp_path: Path) -> None:
    """One of its uses is right as it is; the reason is told."""
    text = """
        a: {name: A, kind: &k Person}
        sailor: {name: *k, kind: person}
        harbour-master: {name: H, kind: Person}
        """
    root = briefings.write(tmp_path, {"content/actors.yml": text})
    result = run(root)
    assert "3:33: term-not-standard: `Person` is now `person`" in result.stdout
    assert "1:20: not-edited: this value is repeated elsewhere" in result.stdout
    assert "{name: A, kind: &k Person}" in (root / "content/actors.yml").read_text()


def test_the_other_row_of_terms(tmp_path: Path) -> None:
    """The first term that is used sets the row."""
    view = "  title: V\n  analyst: sailor\n  judgement: So.\n  kind: forecast\n  rests_on: [departure]\n"
    text = f"a:\n{view}  likelihood: Very Likely\nb:\n{view}  likelihood: probable\n"
    root = briefings.write(tmp_path, {"content/views.yml": text})
    for _ in range(2):
        run(root)
    expected = text.replace("Very Likely", "very likely").replace("probable", "likely")
    assert (root / "content/views.yml").read_text() == expected


def test_text_with_a_colon_gets_its_quotation_marks(tmp_path: Path) -> None:
    """Line by line, until the file can be read; with Windows line ends and a byte order mark as well."""
    text = """\
# Who was there.
sailor:
  name: A sailor: the "first"
  kind: person
  about:
    - text: He said this: that the bell was silent: quite.
      note: No: really
      cites: [{source: gazette, quote: the bell had not rung at all}]

harbour-master: {name: The harbour master, kind: person}
"""
    right = text.replace('A sailor: the "first"', '"A sailor: the \\"first\\""')
    said = "He said this: that the bell was silent: quite."
    right = right.replace(said, f'"{said}"').replace("No: really", '"No: really"')
    for mark, newline in (("", "\n"), ("\ufeff", "\r\n")):
        files = {"content/actors.yml": (mark + text.replace("\n", newline)).encode()}
        root = briefings.write(tmp_path, files)
        result = run(root)
        assert result.stdout.splitlines()[0] == (
            'content/actors.yml:3:17: yaml-syntax: `name: A sailor: the "first"` '
            'is now `name: "A sailor: the \\"first\\""`'
        )
        assert "3 problems mended in 1 file." in result.stderr
        assert (root / "content/actors.yml").read_bytes().decode() == mark + right.replace("\n", newline)


@pytest.mark.parametrize(
    "line",
    [
        "name: A sailor kind: person",
        "name: A sailor: tall  # as it is",
        "name: 'A' sailor: tall",
        "name: A sailor: tall\n    and strong",
    ],
)
def test_a_colon_that_may_mean_something_else_is_left(tmp_path: Path, line: str) -> None:
    """A key on the same line, a comment, quotation marks, a text that goes on."""
    text = f"sailor:\n  {line}\nharbour-master: {{name: H, kind: person}}\n"
    root = briefings.write(tmp_path, {"content/actors.yml": text.encode()})
    result = run(root)
    assert result.exit_code == 1
    assert "yaml-syntax" in result.stdout
    assert (root / "content/actors.yml").read_text() == text


def test_the_check_says_what_can_be_mended(tmp_path: Path) -> None:
    """So that nobody mends by hand what is mended by one command."""
    root = written(tmp_path, "actors", "kind: Person")
    result = CliRunner().invoke(main, ["check", "--folder", str(root)])
    assert result.stderr.splitlines()[0] == "`briefing fix` mends 1 of these."


def test_the_path_of_a_source(tmp_path: Path) -> None:
    """Case, a slip, the folder left out."""
    for path in ("Seeds/gazette.txt", "seeds/gazzete.txt", "gazette.txt"):
        root = briefings.write(tmp_path)
        file = root / "content/sources.yml"
        right = file.read_text()
        file.write_text(right.replace("seeds/gazette.txt", path))
        run(root)
        assert file.read_text() == right


def test_a_briefing_that_cannot_be_loaded_is_mended_too(tmp_path: Path) -> None:
    """The overview has no id."""
    root = briefings.write(tmp_path)
    file = root / "content/briefing.yml"
    right = file.read_text().replace("as_of", "status: improving\nas_of")
    file.write_text(right.replace("improving", "Improving").replace("title", "titel"))
    run(root)
    assert file.read_text() == right


def test_nothing_to_mend() -> None:
    """The real content, and every case of the tests where only the editor can decide."""
    made = mending.mend(ROOT, check(ROOT).problems)
    assert made == ((), (), ())


@given(st.text("ab cdé.,“”-\n…12", max_size=40), st.data())
def test_the_same_words_are_words_of_the_text(text: str, data: st.DataObject) -> None:
    """Whatever a stretch is turned into that keeps its letters, what is found stands in the text."""
    source = SourceText(text)
    start = data.draw(st.integers(0, len(text)))
    stretch = text[start : data.draw(st.integers(start, len(text)))]
    found = source.same_words(stretch.upper())
    if found is not None:
        assert source.find(found)
        letters = [letter for letter in found.replace("é", "e") if letter.isalnum()]
        assert letters == [letter for letter in stretch.replace("é", "e") if letter.isalnum()]


def test_letters_that_keyboards_write_differently() -> None:
    """Arabic and Persian codes for one letter, vowel points; not marks that are letters of their own."""
    assert SourceText("گفت: کتابِ علی اینجا بود.").same_words("كتاب علي") == "کتابِ علی"
    assert SourceText("कि का").same_words("की") is None


def test_facts_are_loaded_with_their_remedies(tmp_path: Path) -> None:
    """A remedy is no part of what a problem is."""
    _, problems = load(written(tmp_path, "actors", "kind: Person"))
    (problem,) = problems
    assert problem.remedy is not None
    assert problem == problems[0]


@pytest.mark.parametrize("control", "\0\x1b\x1c\x7f\x93\ufdd0\ufffe\u2028\u2029\f\v\x85\ufeff")
@pytest.mark.parametrize(
    "quote", ["nobody WAS hurt", "nobody was … hurt", "bell had not rung at all nobody was"]
)
def test_a_control_character_in_a_source(tmp_path: Path, control: str, quote: str) -> None:
    """It is no reason to fail: what would have to be written with it is left to the editor."""
    root = written(tmp_path, "actors", f"quote: {quote}")
    text = briefings.GAZETTE.replace("Nobody was", f"Nobody{control} was {control}")
    (root / "seeds/gazette.txt").write_bytes(text.encode())
    for arguments in (["check"], ["fix", "--diff"], ["fix"]):
        result = CliRunner().invoke(main, [*arguments, "--folder", str(root)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert control not in "\0\x1b\x1c\x7f\x93" or control not in (root / "content/actors.yml").read_text()
