"""What `mkdocs.yml` says to the builder."""

from pathlib import Path

import pytest

from builder.checks.running import RULES
from builder.checks.settings import Settings, read_settings
from builder.files.layout import Configuration
from builder.files.problems import Problem, Severity

# The first rules that there are: any will do.
RULE = RULES[0].id
OTHER = RULES[1].id

START = "docs_dir: content/pages\n"


def read(root: Path, text: str | bytes) -> tuple[Settings, list[Problem]]:
    """What is read from a file, and what is wrong with it."""
    (root / "content" / "pages").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(Configuration.of(root))


def settings(root: Path, text: str) -> Settings:
    """What is read from a file with nothing wrong."""
    found, problems = read(root, text)
    assert problems == []
    return found


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins: [briefing]",
        "plugins: [search, briefing]",
        "plugins:\n  - search\n  - briefing\n",
        "plugins:\n  - briefing:\n",
        "plugins:\n  - briefing: {}\n",
        "plugins:\n  briefing: {}\n",
        "plugins:\n  briefing:\n    severities:\n",
        "plugins:\n  - briefing:\n      severities: {}\n",
    ],
)
def test_the_plugin_is_named_in_any_of_mkdocs_ways(tmp_path: Path, plugins: str) -> None:
    """However the plugin is named, nothing is set and nothing is wrong."""
    assert settings(tmp_path, START + plugins) == Settings()


@pytest.mark.parametrize("docs_dir", ["content/pages", "content/pages/", "./content/pages", "content//pages"])
def test_the_folder_of_pages(tmp_path: Path, docs_dir: str) -> None:
    """The folder of the editors' own pages may be written in any way that leads to it."""
    settings(tmp_path, f"docs_dir: {docs_dir}\nplugins: [briefing]\n")


@pytest.mark.parametrize("level", ["error", "warning", "info", '"off"', "off"])
def test_severities(tmp_path: Path, level: str) -> None:
    """A rule's severity is set, or the rule is switched off, with or without quotation marks."""
    text = f"{START}plugins:\n  - briefing:\n      severities:\n        {RULE}: {level}\n"
    expected = None if "off" in level else Severity(level)
    assert settings(tmp_path, text).severities == {RULE: expected}


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("repo_url: https://x.org/a/b\nedit_uri: edit/main/\n", "https://x.org/a/b/edit/main/"),
        ("repo_url: https://x.org/a/b/\nedit_uri: /edit/main\n", "https://x.org/a/b/edit/main/"),
        ("repo_url: https://x.org/a/b\n", ""),
        ("repo_url: javascript:x\nedit_uri: edit/main/\n", ""),
        ("repo_url: !ENV [REPO, x]\nedit_uri: edit/main/\n", ""),
    ],
)
def test_where_files_are_edited(tmp_path: Path, text: str, base: str) -> None:
    """Repository and path make the address of edit links; without either, or where MkDocs decides, none."""
    assert settings(tmp_path, f"{START}plugins: [briefing]\n{text}").edit_base == base


def test_what_else_is_in_the_file_is_left_to_mkdocs(tmp_path: Path) -> None:
    """Tags, other plugins' options and unknown keys are no concern of the builder's."""
    text = "site_url: !ENV URL\nhook: !!python/name:os.system\nplugins:\n  - briefing\n  - tags: {a: [b]}\n"
    settings(tmp_path, START + text)


def test_the_name_that_mkdocs_looks_for_next(tmp_path: Path) -> None:
    """MkDocs reads `mkdocs.yaml` where there is no `mkdocs.yml`."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    file = tmp_path / "mkdocs.yaml"
    file.write_text(f"{START}plugins: [briefing: {{severities: {{{RULE}: info}}}}]\n", encoding="utf-8")
    found, problems = read_settings(Configuration.of(tmp_path))
    assert (found.severities, problems) == ({RULE: Severity.INFO}, [])


def test_mkdocs_own_option(tmp_path: Path) -> None:
    """Every plugin can be switched off by `enabled`, which is MkDocs' to read."""
    settings(tmp_path, f"{START}plugins:\n  - briefing: {{enabled: false}}\n")


INHERITED = f"{START}plugins:\n  briefing:\n    severities: {{{RULE}: info, {OTHER}: error}}\n"


@pytest.mark.parametrize(
    ("parent", "child", "severities"),
    [
        pytest.param(INHERITED, "", {RULE: Severity.INFO, OTHER: Severity.ERROR}, id="all"),
        pytest.param(
            INHERITED,
            f"plugins: {{briefing: {{severities: {{{RULE}: off}}}}}}\n",
            {RULE: None, OTHER: Severity.ERROR},
            id="rule by rule",
        ),
        pytest.param(
            INHERITED,
            f"plugins:\n  - briefing: {{severities: {{{RULE}: error}}}}\n",
            {RULE: Severity.ERROR},
            id="a list takes the place of all",
        ),
        pytest.param(INHERITED, "plugins: [briefing]\n", {}, id="a list with nothing set"),
        pytest.param(
            f"{START}plugins:\n  - briefing: {{severities: {{{RULE}: info}}}}\n",
            "site_name: x\n",
            {RULE: Severity.INFO},
            id="a list inherited",
        ),
        pytest.param(INHERITED, "plugins: {briefing: {severities: }}\n", {}, id="nothing in its place"),
    ],
)
def test_what_is_inherited(
    tmp_path: Path, parent: str, child: str, severities: dict[str, Severity | None]
) -> None:
    """A file takes over what it inherits, from one that may inherit itself, and changes parts of it."""
    root = tmp_path / "briefing"
    root.mkdir()
    (tmp_path / "first.yml").write_text(parent + "repo_url: https://x.org/a\n", encoding="utf-8")
    (tmp_path / "base.yml").write_text("INHERIT: first.yml\nedit_uri: edit/\n", encoding="utf-8")
    found = settings(root, f"INHERIT: ../base.yml\n{child}")
    assert found.severities == severities
    assert found.edit_base == "https://x.org/a/edit/"


@pytest.mark.parametrize(
    ("base", "child", "rule", "place"),
    [
        (INHERITED.replace(RULE, "no-rule"), "", "settings-invalid", "../base.yml:4:18"),
        (INHERITED.replace("info", "fatal"), "site_name: x\n", "settings-invalid", None),
        ("docs_dir: docs\nplugins: [briefing]\n", "", "settings-invalid", "../base.yml:1:11"),
        (INHERITED, f"plugins: {{briefing: {{severities: {{{RULE}: x}}}}}}\n", "settings-invalid", None),
        (START, "", "settings-invalid", "mkdocs.yml:1:1"),
        ("a: b: c\n", "", "yaml-syntax", "../base.yml:1:5"),
        ("- a\n", "", "settings-invalid", "../base.yml:1:1"),
        ("INHERIT: briefing/mkdocs.yml\n", "", "settings-invalid", "../base.yml:1:10"),
        ("INHERIT: gone.yml\n", "", "settings-invalid", "../base.yml:1:10"),
        ("INHERIT: [base.yml]\n", "", "settings-invalid", "../base.yml:1:10"),
        (None, "", "settings-invalid", "mkdocs.yml:1:10"),
    ],
)
def test_mistakes_in_what_is_inherited(
    tmp_path: Path, base: str | None, child: str, rule: str, place: str | None
) -> None:
    """Each is told once, where it stands."""
    root = tmp_path / "briefing"
    root.mkdir()
    if base is not None:
        (tmp_path / "base.yml").write_text(base, encoding="utf-8")
    _, [problem] = read(root, f"INHERIT: ../base.yml\n{child}")
    assert problem.rule == rule
    assert place in (None, str(problem.location))
    assert problem.location.path == ("mkdocs.yml" if RULE in child else problem.location.path)


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("!ENV LEVEL", Severity.INFO),
        ("!ENV [GONE, LEVEL, error]", Severity.INFO),
        ("!ENV [GONE, error]", Severity.ERROR),
        ("!ENV [GONE, off]", None),
    ],
)
def test_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str, severity: Severity | None
) -> None:
    """A severity may stand in the environment, as MkDocs lets all settings."""
    monkeypatch.setenv("LEVEL", "info")
    text = f"{START}plugins:\n  - briefing:\n      severities: {{{RULE}: {level}}}\n"
    assert settings(tmp_path, text).severities == {RULE: severity}


def test_merge_keys(tmp_path: Path) -> None:
    """What YAML takes over with `<<` counts."""
    text = (
        f"extra: &all {{{RULE}: info}}\nplugins:\n  - briefing: {{severities: {{<<: *all, {OTHER}: off}}}}\n"
    )
    assert settings(tmp_path, START + text).severities == {RULE: Severity.INFO, OTHER: None}


def test_what_mkdocs_has_read_counts(tmp_path: Path) -> None:
    """Where MkDocs has read the options the file only says where they stand."""
    text = f"{START}plugins:\n  - briefing:\n      severities: {{{RULE}: error}}\n"
    read(tmp_path, text)
    file = tmp_path / "mkdocs.yml"
    found, problems = read_settings(Configuration(file, {"severities": {RULE: False, OTHER: "info"}}))
    assert (found.severities, problems) == ({RULE: None, OTHER: Severity.INFO}, [])
    _, [problem] = read_settings(Configuration(file, {"severities": {RULE: "fatal"}}))
    assert str(problem.location) == f"mkdocs.yml:4:{len(RULE) + 22}"
    _, [problem] = read_settings(Configuration(tmp_path / "-", {"severities": {"no-rule": "info"}}))
    assert str(problem.location) == "-"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("docs_dir: docs\nplugins: [briefing]\n", "1:11"),
        ("docs_dir: ../content/pages\nplugins: [briefing]\n", "1:11"),
        ("docs_dir: [content/pages]\nplugins: [briefing]\n", "1:11"),
        ("site_name: x\nplugins: [briefing]\n", "1:1"),
        ("docs_dir: content/pages\nplugins: [search]\n", "2:10"),
        ("docs_dir: content/pages\n", "1:1"),
        (f"{START}plugins:\n  - briefing: text\n", "3:15"),
        (f"{START}plugins:\n  - briefing:\n      severity: error\n", "4:7"),
        (f"{START}plugins:\n  - briefing:\n      severities: [a]\n", "4:19"),
        (f"{START}plugins:\n  - briefing:\n      severities:\n        no-rule: error\n", "5:9"),
        (
            f"{START}plugins:\n  - briefing:\n      severities:\n        {RULE}: fatal\n",
            f"5:{len(RULE) + 11}",
        ),
        (
            f"{START}plugins:\n  - briefing:\n      severities:\n        {RULE}: [off]\n",
            f"5:{len(RULE) + 11}",
        ),
    ],
)
def test_wrong_settings(tmp_path: Path, text: str, place: str) -> None:
    """Each mistake has its place and its cure, and nothing is set by it."""
    found, [problem] = read(tmp_path, text)
    assert (problem.rule, str(problem.location)) == ("settings-invalid", f"mkdocs.yml:{place}")
    assert problem.message
    assert found.severities == {}


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("a: b: c\n", "yaml-syntax", "mkdocs.yml:1:5"),
        ("a: \x07\n", "yaml-syntax", "mkdocs.yml:1:4"),
        ("- a\n", "settings-invalid", "mkdocs.yml:1:1"),
        ("", "settings-invalid", "mkdocs.yml"),
        (b"a: \xff", "not-utf-8", "mkdocs.yml:1:4"),
        ("- " * 100_000, "settings-invalid", "mkdocs.yml:1:81"),
        ("[" * 100_000, "settings-invalid", "mkdocs.yml:1:41"),
        ("site_name: é\nnav: " + "[" * 2_000, "settings-invalid", "mkdocs.yml:2:45"),
        ("a: *b\n", "yaml-syntax", "mkdocs.yml:1:4"),
    ],
)
def test_a_file_that_is_no_settings(tmp_path: Path, text: str | bytes, rule: str, place: str) -> None:
    """A file that is broken, empty, in another encoding or endlessly nested is one problem with its place."""
    found, [problem] = read(tmp_path, text)
    assert (problem.rule, str(problem.location)) == (rule, place)
    assert found == Settings()


def test_settings_that_hold_themselves(tmp_path: Path) -> None:
    """An alias to what it stands in does no harm."""
    found, problems = read(tmp_path, f"{START}plugins: &p [*p, briefing]\n")
    assert (found, problems) == (Settings(), [])


def test_no_settings_at_all(tmp_path: Path) -> None:
    """A folder without the file is told what to put into it."""
    found, [problem] = read_settings(Configuration.of(tmp_path))
    assert (problem.rule, str(problem.location)) == ("settings-invalid", "mkdocs.yml")
    assert "plugins: [briefing]" in problem.hint
    assert found == Settings()


def test_no_folder_of_pages(tmp_path: Path) -> None:
    """MkDocs asks for the folder, so its absence is told before MkDocs does."""
    (tmp_path / "mkdocs.yml").write_text(f"{START}plugins: [briefing]\n", encoding="utf-8")
    _, [problem] = read_settings(Configuration.of(tmp_path))
    assert str(problem.location) == "mkdocs.yml:1:11"


def test_a_mistyped_rule_has_the_nearest_as_hint(tmp_path: Path) -> None:
    """A rule that there is not is answered with one that there is."""
    text = f"{START}plugins:\n  - briefing:\n      severities:\n        {RULE}s: error\n"
    _, [problem] = read(tmp_path, text)
    assert problem.hint == f"Did you mean `{RULE}`?"
