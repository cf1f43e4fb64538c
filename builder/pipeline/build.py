"""The line from a folder of facts to Markdown pages, on one screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.facts.passages import locate
from builder.files import journal, saving
from builder.files.layout import DOCS_DIR, Configuration, own_files, own_pages
from builder.files.problems import ContentError, Problem, has_errors
from builder.machinery.progress import steps
from builder.model import dates
from builder.model.translation import counter_style, direction, translations
from builder.pages import addresses, search_entries
from builder.pages.published import Helper, Masthead, Site, all_pages
from builder.pages.renderer import Renderer
from builder.pipeline.check import check, planned


@dataclass(frozen=True)
class Written:
    """What `write` did: how many files the site has, how many were written, how many removed."""

    files: int
    changed: int
    removed: int


def build(
    root: Path,
    *,
    drafts: bool = False,
    configuration: Configuration | None = None,
    edit_base: str | None = None,
    folders: bool = True,
    helper: Helper | None = None,
) -> Site:
    """Check a briefing and write its pages as Markdown; raises `ContentError` when it has errors.

    Its settings are those of `configuration` (`None`: those in the folder); `edit_base` is the address below
    which files are edited (`None`: as in the settings); `folders` whether
    pages are published as folders; `helper` is given each page as soon as it is written.
    """
    if helper:
        helper.begin(root)
    facts, problems, base = _to_publish(root, configuration, drafts=drafts)
    base = base if edit_base is None else edit_base
    return made(facts, problems, root, base, folders=folders, helper=helper)


def _to_publish(
    root: Path, configuration: Configuration | None, *, drafts: bool
) -> tuple[Facts, tuple[Problem, ...], str]:
    """The facts that are published, what was found in them, and the address below which they are edited.

    Nothing that only the check needed is held any more.
    """
    checked = check(root, drafts=drafts, configuration=configuration)
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
    plan = planned(facts).tracked(kept)
    renderer = Renderer(briefing, passages, plan, root, edit_base, folders=folders, kept=kept)
    markdown = {}
    for page in steps(all_pages(plan.sections), "Writing pages"):
        markdown[page.path] = renderer.render(page)
        if helper:
            helper.take(page.path, markdown[page.path])
    searched = search_entries.pieces(briefing, passages, plan.addresses, kept, folders=folders)
    return Site(masthead(briefing), plan.sections, markdown, own_pages(root), tuple(searched), problems)


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
        how_to_read=addresses.HOW_TO_READ,
    )


def write(made: Site, root: Path, folder: Path) -> Written:
    """Write a site's Markdown into a folder, with the editors' own pages and what lies beside them.

    Only files that changed are written. Files of an earlier run that are no longer part of the site are
    removed; the list of them is kept in the folder. Nothing else there is touched. Raises `ContentError`
    where the files cannot be written; those that were there stay.
    """
    journal.recover(folder)
    files = {path: text.encode() for path, text in made.markdown.items()}
    own = root / DOCS_DIR
    files |= {path: (own / path).read_bytes() for path in own_files(root)}
    # Lists what was written before, so that nothing else is removed.
    manifest = folder / journal.LISTING
    earlier = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    inside = [path for path in earlier if ".." not in Path(path).parts and not Path(path).is_absolute()]
    gone = [path for path in inside if path not in files and (folder / path).is_file()]
    changed = [path for path, data in files.items() if not _holds(folder / path, data)]
    # What was written before stays listed until it is removed, also where this is cut short.
    saving.put(folder, _listing(folder, {**files, **dict.fromkeys(gone)}))
    saving.put(folder, {path: files[path] for path in changed})
    for path in gone:
        (folder / path).unlink()
    saving.put(folder, _listing(folder, files))
    return Written(len(files), len(changed), len(gone))


def _listing(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The list of files as a file, where it says something else than the one that is there."""
    data = "".join(f"{path}\n" for path in paths).encode()
    return {} if _holds(folder / journal.LISTING, data) else {journal.LISTING: data}


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data
