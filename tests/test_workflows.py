"""The workflows for GitHub, and the script that says what must pass."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
OWN = ROOT / ".github" / "workflows"
# What `briefing new` writes for a site of its own.
NEW = ROOT / "templates" / "new" / "site" / "dot.github" / "workflows"
WORKFLOWS = [*sorted(OWN.glob("*.yml")), *sorted(NEW.glob("*.yml"))]
BIN = Path(sys.executable).parent


def load(path: Path) -> dict[str, Any]:
    """A workflow as plain values; YAML 1.1 would read the key `on` as true."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def steps(path: Path) -> list[dict[str, Any]]:
    """Every step of every job, in order."""
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


def commands(path: Path) -> list[str]:
    """Every line that a workflow runs."""
    return [line for step in steps(path) for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_workflows_are_valid(schema: str) -> None:
    """GitHub's own schema accepts them, and no job can hang for hours."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_workflows_ask_for_little(path: Path) -> None:
    """They may read by default, use few actions, and leave no token behind."""
    assert load(path)["permissions"] == {"contents": "read"}
    for step in steps(path):
        action = step.get("uses", "actions/none").partition("@")[0]
        assert re.fullmatch(r"actions/[a-z-]+|pypa/gh-action-pypi-publish", action)
        if action == "actions/checkout":
            assert step["with"] == {"persist-credentials": "false"}
        # An expression in a script would let a branch's name become a command.
        assert "${{" not in step.get("run", "")


def test_actions_are_named_by_their_commit() -> None:
    """What an action is cannot change here unnoticed; its version stands behind it, the same everywhere."""
    found: dict[str, set[str]] = {}
    for path in sorted(OWN.glob("*.yml")):
        for line in re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8")):
            action = re.fullmatch(r"([\w-]+/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
            assert action, f"{path.name}: {line}"
            found.setdefault(action[1], set()).add(action[2])
    assert {action: named for action, named in found.items() if len(named) > 1} == {}


def test_a_new_site_names_actions_by_their_version() -> None:
    """Often nobody looks after a new site's workflows, so they follow the releases of GitHub's actions."""
    majors = dict(
        re.findall(r"uses: (actions/[\w-]+)@[0-9a-f]+ # (v\d+)", "".join(map(_read, OWN.glob("*"))))
    )
    for path in sorted(NEW.glob("*.yml")):
        for action, version in re.findall(r"uses: *([^@]+)@(.*)", _read(path)):
            assert version == majors[action], path


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_pull_requests_are_checked() -> None:
    """The facts, the strict build, the tests and the linters, for pull requests and for main."""
    check = ROOT / ".github" / "workflows" / "check.yml"
    assert load(check)["on"] == {"pull_request": "", "push": {"branches": ["main"]}}
    for command in ("briefing check --format github", "mkdocs build --strict", "bash .ci/run"):
        assert command in commands(check)


@pytest.mark.parametrize("folder", [OWN, NEW], ids=["own", "new"])
def test_only_the_last_job_may_publish(folder: Path) -> None:
    """What has not been checked is not published, and no other job could publish it."""
    publish = load(folder / "publish.yml")
    build, deploy = publish["jobs"]["build"], publish["jobs"]["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert "write" not in build["permissions"].values()
    assert publish["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    order = [step.get("run") or step["uses"].partition("@")[0] for step in build["steps"]]
    positions = [
        order.index(needed)
        for needed in (
            "briefing check --format github",
            "mkdocs build --strict",
            "actions/upload-pages-artifact",
        )
    ]
    assert positions == sorted(positions)


def test_the_builder_is_tried_on_every_system() -> None:
    """Linux, macOS and Windows, with the lowest and the newest dependencies, on the lowest Python."""
    systems = load(OWN / "check.yml")["jobs"]["systems"]
    assert systems["strategy"]["matrix"] == {
        "system": ["ubuntu-latest", "macos-latest", "windows-latest"],
        "resolution": ["lowest-direct", "highest"],
    }
    project = tomllib.loads(_read(ROOT / "pyproject.toml"))["project"]
    assert project["requires-python"] == f">={systems['steps'][1]['with']['python-version']}"


def test_a_release_is_built_by_one_job_and_published_by_others() -> None:
    """The job that runs the tests' code can prove nothing to PyPI, and those that can run none of it."""
    release = load(OWN / "release.yml")
    assert release["on"] == {"push": {"tags": ["v*"]}}
    build, publish, announce = (release["jobs"][name] for name in ("build", "publish", "announce"))
    assert "permissions" not in build
    assert (publish["needs"], announce["needs"]) == ("build", "publish")
    assert publish["permissions"] == {"id-token": "write", "attestations": "write"}
    assert announce["permissions"] == {"contents": "write"}
    assert not [step for step in publish["steps"] if "run" in step]
    assert 'python scripts/changelog.py "$GITHUB_REF_NAME" > notes.md' in commands(OWN / "release.yml")


def test_a_new_site_is_published_as_this_one_is() -> None:
    """Its workflows are these, but for how the builder is installed and the branch of the “Edit” links."""
    install = {"name": "Install the builder", "run": "python -m pip install -r requirements.txt"}
    for name, job in (("check.yml", "facts"), ("publish.yml", "build")):
        own, new = load(OWN / name), load(NEW / name)
        assert new["jobs"][job]["steps"][2] == install
        own["jobs"][job]["steps"][2] = install
        for step in new["jobs"][job]["steps"]:
            step.get("env", {}).pop("EDIT_URI", None)
        own["jobs"] = {each: own["jobs"][each] for each in new["jobs"]}
        for step in (
            step for workflow in (own, new) for job in workflow["jobs"].values() for step in job["steps"]
        ):
            if "uses" in step:
                step["uses"] = step["uses"].partition("@")[0]
        assert new == own


def test_a_broken_quote_is_annotated_on_its_line(tmp_path: Path) -> None:
    """The step that checks the facts fails, and tells GitHub which line to mark."""
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    events = tmp_path / "content" / "events.yml"
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines, 1) if " quote: " in line)
    words = lines[number - 1].split()
    lines[number - 1] = lines[number - 1].replace(words[2], f"{words[2]}x", 1)
    events.write_text("".join(lines), encoding="utf-8")

    check = ROOT / ".github" / "workflows" / "check.yml"
    [command] = [command for command in commands(check) if command.startswith("briefing check")]
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        command.split(), cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 1, done.stdout + done.stderr
    [annotation] = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert f"file=content/events.yml,line={number}," in annotation
    assert "quote-not-found" in annotation
