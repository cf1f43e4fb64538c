"""The line from a folder of facts to Markdown pages, on one screen."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from builder import dates, pages, rules, search, urls
from builder.briefing import Briefing
from builder.loading import load
from builder.passages import Passages, SourceText, locate
from builder.problems import ContentError, Location, Problem, has_errors, in_order
from builder.progress import steps
from builder.renderer import Renderer
from builder.rules.rule import Facts
from builder.settings import DOCS_DIR, Settings, read_settings
from builder.translation import counter_style, direction, translations


@dataclass(frozen=True)
class Checked:
    """A briefing that was read and checked; `facts` is none where there was nothing to check."""

    facts: Facts | None
    settings: Settings
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Masthead:
    """What every page says at its top, and of itself.

    `direction` is `ltr` or `rtl`; `digits` is what CSS calls the digits of the language; `as_of` is in words;
    `status` is where the situation is going; `notice` is what holds for every page; `how_to_read` is the page
    that explains the site, as a path in it; `serving` is whether it is shown to those who write it.
    """

    title: str
    description: str
    language: str
    direction: str
    digits: str
    as_of: str
    status: str
    notice: str
    how_to_read: str
    serving: bool = False


@dataclass(frozen=True)
class Site:
    """What is to be published: the navigation, each page's Markdown by its path, the editors' own
    pages (paths below `content/pages/`), the pieces of the search index, and what the check found."""

    masthead: Masthead
    sections: tuple[pages.Section, ...]
    markdown: dict[str, str]
    own_pages: tuple[str, ...]
    searched: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Written:
    """What `write` did: how many files the site has, how many were written, how many removed."""

    files: int
    changed: int
    removed: int


class Helper(Protocol):
    """Somebody who does something with each page while others are still being written."""

    def begin(self, root: Path) -> None:
        """The briefing in a folder is going to be read and its pages written."""

    def take(self, path: str, markdown: str) -> None:
        """A page is written."""


# Lists what `write` wrote, so that it removes nothing else.
_MANIFEST = ".briefing-files"


def check(root: Path, *, drafts: bool = False) -> Checked:
    """Read the briefing in a folder and find everything that is wrong with it.

    With `drafts`, drafts are shown as well, so that what is published may refer to them.
    """
    with nothing_to_collect():
        settings, problems = read_settings(root)
        briefing, more = load(root)
        found = [*problems, *more]
        if briefing is None:
            return Checked(None, settings, in_order(found))
        facts = Facts(briefing, passages_of(briefing))
        found += taken_pages(root, facts)
        severities = dict(settings.severities)
        if drafts:
            severities["draft-reference"] = None
        return Checked(facts, settings, in_order([*found, *rules.run(facts, severities)]))


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """Spares Python's search for circles among the many objects of a briefing, which has none.

    The search would take longer than the reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def build(
    root: Path,
    *,
    drafts: bool = False,
    edit_base: str | None = None,
    folders: bool = True,
    helper: Helper | None = None,
) -> Site:
    """Check a briefing and write its pages as Markdown; raises `ContentError` when it has errors.

    `edit_base` is the address below which files are edited (`None`: as in `mkdocs.yml`); `folders` whether
    pages are published as folders; `helper` is given each page as soon as it is written.
    """
    if helper:
        helper.begin(root)
    facts, problems, base = _to_publish(root, drafts=drafts)
    base = base if edit_base is None else edit_base
    return made(facts, problems, root, base, folders=folders, helper=helper)


def _to_publish(root: Path, *, drafts: bool) -> tuple[Facts, tuple[Problem, ...], str]:
    """The facts that are published, what was found in them, and the address below which they are edited.

    Nothing that only the check needed is held any more.
    """
    checked = check(root, drafts=drafts)
    if checked.facts is None or has_errors(checked.problems):
        raise ContentError(checked.problems)
    briefing, passages, problems = checked.facts.briefing, checked.facts.passages, checked.problems
    if not drafts and (left_out := briefing.drafts()):
        # What is not published yet may be unfinished; `check` names it.
        problems = tuple(problem for problem in problems if problem.record not in left_out)
        briefing = briefing.published()
        passages = locate(briefing.owners, passages.texts)
    return Facts(briefing, passages), problems, checked.settings.edit_base


def made(
    facts: Facts,
    problems: tuple[Problem, ...],
    root: Path,
    edit_base: str,
    *,
    folders: bool,
    helper: Helper | None = None,
) -> Site:
    """The site of facts that have no errors; what was made before of the same facts is not made again."""
    briefing, passages, kept = facts.briefing, facts.passages, facts.kept
    plan = planned(facts).watched(kept)
    renderer = Renderer(briefing, passages, plan, root, edit_base, folders=folders, kept=kept)
    markdown = {}
    for page in steps(pages.all_pages(plan.sections), "Writing pages"):
        markdown[page.path] = renderer.render(page)
        if helper:
            helper.take(page.path, markdown[page.path])
    searched = search.pieces(briefing, passages, plan.addresses, kept, folders=folders)
    return Site(masthead(briefing), plan.sections, markdown, own_pages(root), tuple(searched), problems)


def planned(facts: Facts) -> pages.Plan:
    """The plan of a briefing's pages."""
    return facts.kept.made("plan", lambda: pages.plan(facts.briefing))


def masthead(briefing: Briefing) -> Masthead:
    """What every page of a briefing says at its top."""
    overview = briefing.overview
    _ = translations(overview.language).gettext
    return Masthead(
        title=overview.title,
        description=overview.description or "",
        language=overview.language,
        direction=direction(overview.language),
        digits=counter_style(overview.language),
        as_of=dates.in_words(overview.as_of, overview.language) if overview.as_of else "",
        status=overview.status or "",
        notice=_("Every statement here rests on one source.") if briefing.only_outlet else "",
        how_to_read=urls.HOW_TO_READ,
    )


def own_pages(root: Path) -> tuple[str, ...]:
    """The editors' own Markdown pages, by path below `content/pages/`."""
    return tuple(path for path in _own_files(root) if path.endswith(".md"))


def _own_files(root: Path) -> list[str]:
    """What editors keep in `content/pages/`; names that begin with a dot are left out, as MkDocs does."""
    folder = root / DOCS_DIR
    paths = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))


def passages_of(briefing: Briefing) -> Passages:
    """The stored texts of a briefing, and what is cited of them."""
    return locate(briefing.owners, source_texts(briefing))


def source_texts(
    briefing: Briefing, kept: Mapping[str, SourceText] = MappingProxyType({})
) -> dict[str, SourceText]:
    """The stored text of each source that has one; one that is as it was kept stays the same object."""
    texts = {}
    for source, text in briefing.texts.items():
        language = briefing.sources[source].language or briefing.language
        found = kept.get(source)
        if found is None or (found.text, found.language) != (text, language):
            found = SourceText(text, language)
        texts[source] = found
    return texts


def taken_pages(root: Path, facts: Facts) -> list[Problem]:
    """Every page of the editors' own that has the name of one made from the facts."""
    doubtful = [path for path in own_pages(root) if urls.may_be_made(path)]
    made = planned(facts).pages if doubtful else {}
    return [
        Problem(
            "page-taken",
            Location(f"{DOCS_DIR}/{path}"),
            f"a page made from the facts has the name {path} already",
            "Give your own page another name.",
        )
        for path in doubtful
        if path in made
    ]


def write(made: Site, root: Path, folder: Path) -> Written:
    """Write a site's Markdown into a folder, with the editors' own pages and what lies beside them.

    Only files that changed are written. Files of an earlier run that are no longer part of the site are
    removed; the list of them is kept in the folder. Nothing else there is touched.
    """
    files = {path: text.encode() for path, text in made.markdown.items()}
    own = root / DOCS_DIR
    files |= {path: (own / path).read_bytes() for path in _own_files(root)}
    manifest = folder / _MANIFEST
    earlier = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    inside = [path for path in earlier if ".." not in Path(path).parts and not Path(path).is_absolute()]
    gone = [path for path in inside if path not in files and (folder / path).is_file()]
    changed = [path for path, data in files.items() if not _holds(folder / path, data)]
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files[path])
    for path in gone:
        (folder / path).unlink()
    listing = "".join(f"{path}\n" for path in files)
    if not _holds(manifest, listing.encode()):
        manifest.write_bytes(listing.encode())
    return Written(len(files), len(changed), len(gone))


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data
