"""What stands around the code: how to cite it, how to report, what keeps it up to date, a release's notes."""

import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = runpy.run_path(str(ROOT / "scripts" / "changelog.py"))
notes: Callable[[str, str, str], str] = CHANGELOG["notes"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        (
            "vendor.github-issue-forms",
            [GITHUB / "ISSUE_TEMPLATE" / name for name in ("fault.yml", "wrong-fact.yml")],
        ),
    ],
)
def test_files_for_github_are_valid(schema: str, files: list[Path]) -> None:
    """GitHub, and whoever reads the citation, accepts them."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_citation_is_of_this_version() -> None:
    """What is cited is what pyproject.toml describes."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["title"] == PROJECT["name"]
    assert str(cited["version"]) == PROJECT["version"]
    assert cited["abstract"] == PROJECT["description"]
    assert cited["license"] == PROJECT["license"]
    assert cited["repository-code"] == PROJECT["urls"]["Source"]
    assert cited["authors"] == PROJECT["authors"]


def test_hooks_are_what_the_workflow_runs() -> None:
    """What passes before a commit passes in `.ci/run`: the same programs, of the same environment."""
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    hooks = repositories[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for hook in hooks:
        if hook["id"] != "briefing-check":  # which a workflow runs by itself
            assert f'step "{hook["name"]}' in run


def test_links_of_the_security_policy_lead_somewhere() -> None:
    """The form that it names is there, and the forms lead back to it."""
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    [form] = re.findall(r"\?template=([\w-]+\.yml)", policy)
    assert (GITHUB / "ISSUE_TEMPLATE" / form).is_file()
    assert "/SECURITY.md" in (GITHUB / "ISSUE_TEMPLATE" / "fault.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "docs/pages/architecture.md", "docs/pages/tests.md", "docs/pages/decisions"]
)
def test_what_is_named_for_developers_is_there(page: str) -> None:
    """Every file and folder that the text names stands in the repository or in the builder."""
    files = [ROOT / page] if page.endswith(".md") else sorted((ROOT / page).glob("*.md"))
    for file in files:
        text = file.read_text(encoding="utf-8")
        named = re.findall(r"`([\w.-]+/[\w./*-]*|[\w-]+\.(?:py|toml|lock|md|cff))`", text)
        named += re.findall(r"^  (\w+/\w+) {2,}", text, flags=re.MULTILINE)
        named += re.findall(r"\]\((?!https?:)([\w./-]+)\)", text)
        for name in named:
            places = (
                ROOT,
                ROOT / "builder",
                ROOT / "templates",
                file.parent,
                ROOT / "builder" / "authoring" / "exchange",
            )
            if name not in MADE:
                assert any(list(place.glob(each)) for place in places for each in (name, f"{name}.py")), (
                    f"{file.name}: {name}"
                )


# What a build leaves behind; a commit does not hold it.
MADE = {".cache/briefing.sqlite"}

TEXT = """\
# Changelog

## [0.3.0] – unreleased

### Added

- Not yet.

## [0.2.0] – 2027-02-03

### Mended

- A fault.

## [0.1.0] – 2026-12-31

- The first one, see [below].

[0.3.0]: https://example.org/3
[0.2.0]: https://example.org/2
"""


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.2.0", "### Mended\n\n- A fault.\n"),
        ("0.1.0", "- The first one, see [below].\n"),
    ],
)
def test_notes_are_the_section_of_the_version(version: str, expected: str) -> None:
    """From its heading to the next, or to the links at the end."""
    assert notes(f"v{version}", version, TEXT) == expected


@pytest.mark.parametrize(
    ("tag", "version", "text", "message"),
    [
        ("v0.2.1", "0.2.0", TEXT, "the tag is v0.2.1, and the version in pyproject.toml is 0.2.0"),
        ("0.2.0", "0.2.0", TEXT, "the tag is 0.2.0, and the version in pyproject.toml is 0.2.0"),
        ("v0.3.0", "0.3.0", TEXT, "dates 0.3.0 as “unreleased”"),
        ("v0.4.0", "0.4.0", TEXT, "has 0 headings `## [0.4.0] – date`"),
        ("v0.1.0", "0.1.0", TEXT + TEXT, "has 2 headings"),
        ("v1.0", "1.0", "## [1.0] – 2027-01-01\n\n[1.0]: https://example.org\n", "says nothing of 1.0"),
    ],
)
def test_what_cannot_be_released(tag: str, version: str, text: str, message: str) -> None:
    """The release stops and says what to mend."""
    with pytest.raises(CHANGELOG["NotReleasableError"], match=re.escape(message)):
        notes(tag, version, text)


def test_the_changelog_has_this_version() -> None:
    """The newest section of the changelog is that of pyproject.toml."""
    found = CHANGELOG["_HEADING"].search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found
    assert found["version"] == PROJECT["version"]


def test_the_script_stops_without_a_traceback() -> None:
    """On a wrong tag it says why, with exit status 1."""
    script = [sys.executable, str(ROOT / "scripts" / "changelog.py"), "v999"]
    done = subprocess.run(script, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("the tag is v999")
    assert done.stderr.count("\n") == 1
