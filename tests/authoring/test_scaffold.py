"""The files of a new briefing."""

import datetime
import json
import posixpath
import re
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from builder.authoring import scaffold, schemas
from builder.files import yaml_reader

TODAY = datetime.date(2026, 11, 23)
BUILDER = scaffold.Builder("briefing-builder==1.2.3")
EXAMPLES = Path(__file__).parents[2] / "templates" / "new" / "example"


def test_a_title_is_tidied() -> None:
    """White space, line ends too, becomes single spaces."""
    assert scaffold.title("  The ford\n and\tthe bridge ") == "The ford and the bridge"


@pytest.mark.parametrize("text", ["", " \n", "a\x1b[31m", "a\x00", "a\ud800", "a\x9b", "a\ufeff"])
def test_what_is_no_title(text: str) -> None:
    """Nothing, and what terminals and YAML cannot carry."""
    with pytest.raises(ValueError, match="the title"):
        scaffold.title(text)


@given(st.text(min_size=1) | st.text("'\"\\:#&*!%@`{}[]|>-?,\n \t\u2028\x85😀سلام$~0", min_size=1))
def test_any_title_is_written_right(text: str) -> None:
    """Whatever a title holds, MkDocs and the builder both read it as it was given."""
    try:
        title = scaffold.title(text)
    except ValueError:
        return
    with mock.patch.object(schemas, "files", dict):  # no title stands in these, and they take long
        files = scaffold.files(title, "en-GB", TODAY, BUILDER)
    # The tag `!ENV` is MkDocs' own; the base loader leaves tags alone.
    assert yaml.load(files["mkdocs.yml"], yaml.BaseLoader)["site_name"] == title
    overview = yaml_reader.read_yaml(files["content/briefing.yml"], "content/briefing.yml").value
    assert isinstance(overview, yaml_reader.Mapping)
    assert overview["title"] == title


def test_a_title_says_nothing_else_in_markdown() -> None:
    """In the README it is text: no link, no list, no heading within the heading."""
    readme = scaffold.files("# [a](b) <i> *c*", "en", TODAY, BUILDER)["README.md"]
    assert readme.startswith(r"# \# \[a\](b) &#60;i&#62; \*c\*")


@pytest.mark.parametrize(
    ("given", "usual"),
    [
        ("fa", "fa"),
        ("FA", "fa"),
        ("en-gb", "en-GB"),
        ("en_GB", "en-GB"),
        (" ur-PK ", "ur-PK"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("sr-Latn", "sr-Latn"),
        ("zh-TW", "zh-TW"),
    ],
)
def test_languages(given: str, usual: str) -> None:
    """A tag is written in the usual way, whichever way it was given."""
    assert scaffold.language(given) == usual


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Persian", "Persian is fa"),
        ("urdu", "urdu is ur"),
        ("xx", "Persian fa"),
        ("", "Persian fa"),
        ("en-GB-oed-x", "Persian fa"),
        ("فارسی", "Persian fa"),
        ("../../fa", "Persian fa"),
    ],
)
def test_what_is_no_language(given: str, said: str) -> None:
    """A name in place of the tag is told the tag."""
    with pytest.raises(ValueError, match=said):
        scaffold.language(given)


@pytest.mark.parametrize(
    ("direct_url", "requirement"),
    [
        (None, "briefing-builder==1.2.3"),
        (
            {
                "url": "https://example.org/b.git",
                "vcs_info": {"vcs": "git", "commit_id": "abc", "requested_revision": "main"},
            },
            "briefing-builder @ git+https://example.org/b.git@abc",
        ),
        (
            {"url": "https://example.org/b-1.2.3.whl", "archive_info": {}},
            "briefing-builder @ https://example.org/b-1.2.3.whl",
        ),
    ],
)
def test_where_others_get_the_builder(direct_url: object, requirement: str) -> None:
    """From where it came: the package index, a commit in a repository, a file on the web."""
    text = json.dumps(direct_url) if direct_url else None
    assert scaffold.builder_from("1.2.3", text, "https://example.org/b") == scaffold.Builder(requirement)
    assert Requirement(requirement).name == scaffold.DISTRIBUTION  # as pip reads it


def test_a_builder_that_others_cannot_reach() -> None:
    """From a folder of this computer, its own repository is named, with a remark that this is a guess."""
    folder = json.dumps({"url": "file:///home/me/b", "dir_info": {"editable": True}})
    builder = scaffold.builder_from("1.2.3", folder, "https://example.org/b")
    assert builder.requirement == "briefing-builder @ git+https://example.org/b"
    requirements = scaffold.files("A", "en", TODAY, builder)["requirements.txt"]
    *remark, last = requirements.splitlines()
    assert last == builder.requirement
    assert remark
    assert all(line.startswith("# ") for line in remark)
    assert " ".join(line.removeprefix("# ") for line in remark) == builder.remark


def test_the_running_builder_is_found() -> None:
    """What is installed here has an origin."""
    assert scaffold.installed_builder().requirement.startswith("briefing-builder")


def test_names_that_begin_with_a_dot() -> None:
    """Settings of editors, of Git and of GitHub go to where these look; no template is left as it was."""
    files = scaffold.files("A", "en", TODAY, BUILDER)
    assert {".gitignore", ".editorconfig", ".vscode/settings.json", ".github/workflows/check.yml"} <= {*files}
    assert not [path for path in files if "dot." in path or path.endswith(".jinja")]
    assert not [path for path, text in files.items() if "{%" in text or not text.endswith("\n")]
    for path in files:
        if path.endswith(".json"):
            json.loads(files[path])


def test_editors_find_the_schemas() -> None:
    """Each file of facts names its schema, for editors that do not read VS Code's settings."""
    files = scaffold.files("A", "en", TODAY, BUILDER)
    facts = [path for path in files if path.startswith("content/") and path.endswith(".yml")]
    assert len(facts) == len(schemas.NAMES)
    for path in facts:
        [named] = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", files[path], flags=re.MULTILINE)
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), named)) in files


@pytest.mark.parametrize("example", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_examples_are_alike(example: Path) -> None:
    """The example in each language has the same files."""
    paths = {path.relative_to(example) for path in example.rglob("*") if path.is_file()}
    english = EXAMPLES / "en"
    assert paths == {path.relative_to(english) for path in english.rglob("*") if path.is_file()}
