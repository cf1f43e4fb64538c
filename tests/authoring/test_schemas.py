"""The JSON Schemas: they take what the checker takes, and refuse what one file alone shows to be wrong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from builder.authoring import schemas
from builder.cli import main
from builder.files import yaml_reader
from builder.files.problems import ContentError, Problem
from builder.model import dates
from builder.pipeline.check import check

ROOT = Path(__file__).parents[2]
CASES = sorted(path for path in (ROOT / "tests" / "content").iterdir() if path.is_dir())
VALIDATORS = {name: Draft7Validator(schemas.schema(name)) for name in schemas.NAMES}

# Problems that one file, read as plain YAML, shows by itself.
OF_FORM = {"unknown-key", "missing-key", "wrong-type", "id-invalid", "location-invalid", "term-not-standard"}
# Of these and others, what takes more than the shape of a text: the calendar, the languages that there are.
BEYOND = re.compile(r"not a day in the calendar|ends before it begins|cannot be placed|cannot write dates")


class Core(yaml.SafeLoader):
    """Reads YAML 1.2 as the language server does: a date is text, `yes` too, a year is a number."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), list(first))


def kind_of(file: Path) -> str:
    """The name of the schema for a content file, empty where no schema is for it."""
    parts = file.parts[file.parts.index("content") + 1 :]
    name = parts[0].removesuffix(".yml")
    return name if name in schemas.NAMES and file.suffix == ".yml" else ""


def content_files(root: Path) -> Iterator[Path]:
    """The content files of a briefing that are YAML and no more than that."""
    for file in sorted((root / "content").rglob("*.yml")):
        try:
            yaml_reader.read_yaml(yaml_reader.read_text(file, file.name), file.name)
        except ContentError:
            continue
        if kind_of(file):
            yield file


def errors(file: Path) -> list[ValidationError]:
    """Everything that a schema says of a content file."""
    value = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=Core)
    return list(VALIDATORS[kind_of(file)].iter_errors(value))


def lines(file: Path) -> set[int]:
    """The lines on which a schema finds something."""
    value = yaml_reader.read_yaml(yaml_reader.read_text(file, file.name), file.name).value
    found: set[int] = set()
    for error in errors(file):
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            assert isinstance(error.schema, dict)
            assert isinstance(error.instance, dict)
            extra = set(error.instance) - set(error.schema["properties"])
            found |= {yaml_reader.mark_of(value, [*path, key], key=True).line for key in extra}
        elif error.parent is None and error.validator in ("pattern", "maxLength") and not path:
            found.add(yaml_reader.mark_of(value, [str(error.instance)], key=True).line)
        else:
            found |= {yaml_reader.mark_of(value, path).line, yaml_reader.mark_of(value, path, key=True).line}
    return found


def seen(problem: Problem) -> bool:
    """Whether one file alone, without the calendar, shows a problem."""
    of_form = problem.rule in OF_FORM or problem.rule == "date-invalid"
    return of_form and not BEYOND.search(problem.message)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_schemas_are_schemas(name: str) -> None:
    """Each is valid in draft 7, which every release of the YAML language server reads."""
    document = schemas.schema(name)
    Draft7Validator.check_schema(document)
    assert document["$schema"] == Draft7Validator.META_SCHEMA["$schema"]


@pytest.mark.parametrize(
    "root",
    [ROOT, *(case for case in CASES if "error" not in (case / "expected.txt").read_text(encoding="utf-8"))],
    ids=lambda root: root.name,
)
def test_good_content_is_accepted(root: Path) -> None:
    """What the checker finds no error in, the schemas accept."""
    for file in content_files(root):
        assert errors(file) == [], file


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_content_is_refused(case: Path) -> None:
    """Each problem of form that one file shows is found on its line."""
    problems = [problem for problem in check(case).problems if seen(problem)]
    files = {f"content/{file.relative_to(case / 'content').as_posix()}": file for file in content_files(case)}
    missed = [
        str(problem)
        for problem in problems
        if problem.location.path in files and problem.location.line not in lines(files[problem.location.path])
    ]
    assert missed == []


def test_the_bad_cases_show_something() -> None:
    """The test above would be empty if the cases held nothing that a schema can see."""
    found = {problem.rule for case in CASES for problem in check(case).problems if seen(problem)}
    assert found >= OF_FORM | {"date-invalid"}


@given(st.text(alphabet="0123456789X-/.~?%[]{},YES ", max_size=24))
@example("2024")
@example("2024-01-16/..")
@example("../2024-01")
@example("[2024-01-16,2024-01-17]")
@example("{2024-01..2024-03}")
@example("2024-21")
@example("~2024-01-XX")
@example("-0044-03-15")
@example("Y-17E7")
@example("1950S2")
def test_every_date_has_the_shape_that_editors_are_told(text: str) -> None:
    """The expression refuses no date that the builder reads."""
    try:
        dates.parse(text)
    except ValueError:
        return
    assert re.search(dates.PATTERN, text)


@pytest.mark.parametrize("text", ["yesterday", "16 January 2024", "9 May", "16/01/2024x", "", "Jan 2024"])
def test_words_are_no_dates(text: str) -> None:
    """What is no date in EDTF at all is underlined."""
    accepted = text == ""  # an empty text is refused for being empty, by the checker
    assert bool(re.search(dates.PATTERN, text)) is accepted


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_field_is_described(name: str) -> None:
    """Whoever writes sees beside each key what it is for."""
    document = schemas.schema(name)
    objects = [each for each in [document, *document["definitions"].values()] if "properties" in each]
    assert objects
    for each in objects:
        assert each["additionalProperties"] is False
        assert [key for key, value in each["properties"].items() if not value.get("description")] == []


def test_the_files_of_this_folder_are_up_to_date() -> None:
    """After a change to the models, run `briefing schema`."""
    for path, text in schemas.files().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, path


def test_each_content_file_names_its_schema() -> None:
    """An editor without VS Code's settings finds the schema by the first line."""
    for file in (ROOT / "content").rglob("*.yml"):
        path = file.relative_to(ROOT).as_posix()
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first == schemas.modeline(path)
        assert (file.parent / first.partition("$schema=")[2]).resolve().is_file()


def test_the_comment_leads_up_from_folders() -> None:
    """The path in the comment is relative to the file."""
    expected = "# yaml-language-server: $schema=../../.briefing/schema/events.json"
    assert schemas.modeline("content/events/2024.yml") == expected
    for path in ("content/evnets.yml", "content/pages/about.yml", "seeds/events.yml", "mkdocs.yml"):
        with pytest.raises(KeyError):
            schemas.modeline(path)


def test_settings_name_every_schema() -> None:
    """VS Code is told which schema each kind's file and folder has."""
    settings = json.loads(schemas.files()[schemas.SETTINGS])
    assert [*settings["yaml.schemas"]] == [f"./{schemas.schema_path(name)}" for name in schemas.NAMES]


def test_the_command_writes_what_is_missing(tmp_path: Path) -> None:
    """An editor's own settings are left as they are; a schema that is out of date is drawn anew."""
    own = tmp_path / schemas.SETTINGS
    stale = tmp_path / schemas.schema_path("events")
    for file in (own, stale):
        file.parent.mkdir(parents=True)
        file.write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(main, ["schema", "--folder", str(tmp_path)])
    assert result.exit_code == 0
    assert f"{len(schemas.NAMES)} schemas" in result.output
    assert own.read_text(encoding="utf-8") == "{}"
    written = {path: text for path, text in schemas.files().items() if path != schemas.SETTINGS}
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in written} == written
    again = CliRunner().invoke(main, ["schema", "--folder", str(tmp_path)])
    assert "; 0 of" in again.output


def test_the_command_prints_one(tmp_path: Path) -> None:
    """With a kind, its schema goes to standard output, and nothing is written."""
    result = CliRunner().invoke(main, ["schema", "events", "--folder", str(tmp_path)])
    assert json.loads(result.output) == schemas.schema("events")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in schemas.NAMES if name != "briefing"])
def test_a_new_record_lacks_only_what_is_filled_in(name: str) -> None:
    """What editors offer for a new record has every key that it must have, and none that it cannot."""
    [snippet] = schemas.schema(name)["defaultSnippets"]
    blank = json.loads(json.dumps(snippet["body"]).replace("${1:new-id}", "new-id"))
    # A blank is no term, no id and no number yet.
    assert {error.validator for error in VALIDATORS[name].iter_errors(blank)} <= {"enum", "pattern", "type"}
    text = json.dumps(blank)
    blanks = [int(number) for number in re.findall(r'"\$(\d+)"', text)]
    assert blanks == list(range(2, 2 + len(blanks)))
