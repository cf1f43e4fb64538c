"""Briefings made up for measuring."""

from pathlib import Path

import pytest
import yaml

from benchmarks import workload
from benchmarks.workload import Workload
from builder.files.problems import Severity
from builder.pipeline.check import check


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Workload]:
    """A made-up briefing of 300 records."""
    root = tmp_path_factory.mktemp("workload") / "briefing"
    return root, workload.write(root, 300)


def test_it_checks_without_an_error(briefing: tuple[Path, Workload]) -> None:
    """Nor with a warning, and it has as many records as were asked for."""
    checked = check(briefing[0])
    assert [problem for problem in checked.problems if problem.severity is not Severity.INFO] == []
    assert checked.facts is not None
    assert len(checked.facts.briefing.records) == 300


def test_it_tells_what_was_made(briefing: tuple[Path, Workload]) -> None:
    """The numbers that are told are those of the files."""
    root, made = briefing
    files = [*root.glob("content/*.yml"), *root.glob("content/*/*.yml")]
    texts = [file.read_text(encoding="utf-8") for file in files if file.name != "briefing.yml"]
    assert made == Workload(records=300, files=len(texts), quotes=612, sources=15)
    assert sum(text.count("quote:") for text in texts) == made.quotes
    assert len(list(root.glob("seeds/*.txt"))) == made.sources


def test_it_has_every_kind_and_persian_names(briefing: tuple[Path, Workload]) -> None:
    """No part of the builder is left out."""
    content = briefing[0] / "content"
    kinds = {path.stem for path in content.iterdir() if path.name not in ("briefing.yml", "pages")}
    assert kinds == {
        "sources", "actors", "places", "events", "disputes", "views", "questions", "background",
    }  # fmt: skip
    places = yaml.safe_load((content / "places.yml").read_text(encoding="utf-8"))
    assert "زاهدان 1" in places["place-1"]["aliases"]


def test_many_records_of_a_kind_are_several_files(tmp_path: Path) -> None:
    """As in real briefings that have grown."""
    workload.write(tmp_path, 1000)
    events = sorted((tmp_path / "content" / "events").iterdir())
    sizes = [len(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)) for file in events]
    assert sizes == [200, 200, 200, 50]


def test_the_same_numbers_give_the_same_bytes(briefing: tuple[Path, Workload], tmp_path: Path) -> None:
    """Another seed gives other ones."""
    root, made = briefing

    def files(folder: Path) -> dict[str, bytes]:
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and ".cache" not in file.parts
        }

    assert workload.write(tmp_path / "again", 300) == made
    assert files(tmp_path / "again") == files(root)
    workload.write(tmp_path / "other", 300, seed=2)
    assert files(tmp_path / "other") != files(root)


def test_the_smallest_briefing_checks_as_well(tmp_path: Path) -> None:
    """Twenty records are enough for one of each kind."""
    assert workload.write(tmp_path, 20).records == 20
    assert not [problem for problem in check(tmp_path).problems if problem.severity is Severity.ERROR]
