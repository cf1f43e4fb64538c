"""From a folder of facts to all that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from builder.checks import running
from builder.checks.settings import Settings, read_settings
from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.facts.loading import load
from builder.facts.passages import Passages, SourceText, locate
from builder.files.layout import DOCS_DIR, Configuration, own_files
from builder.files.problems import Location, Problem, in_order
from builder.machinery.garbage import nothing_to_collect
from builder.pages import addresses
from builder.pages.plan import Plan, plan


@dataclass(frozen=True)
class Checked:
    """A briefing that was read and checked; `facts` is none where there was nothing to check."""

    facts: Facts | None
    settings: Settings
    problems: tuple[Problem, ...]


def check(root: Path, *, drafts: bool = False, configuration: Configuration | None = None) -> Checked:
    """Read the briefing in a folder and find everything that is wrong with it.

    Its settings are those of `configuration` (none: those in the folder). With `drafts`, drafts are shown as
    well, so that what is published may refer to them.
    """
    with nothing_to_collect():
        settings, problems = read_settings(configuration or Configuration.of(root))
        briefing, more = load(root)
        found = [*problems, *more]
        if briefing is None:
            return Checked(None, settings, in_order(found))
        facts = Facts(briefing, passages_of(briefing))
        found += taken_pages(root, facts)
        severities = dict(settings.severities)
        if drafts:
            severities["draft-reference"] = None
        return Checked(facts, settings, in_order([*found, *running.run(facts, severities)]))


def planned(facts: Facts) -> Plan:
    """The plan of a briefing's pages."""
    return facts.kept.made("plan", lambda: plan(facts.briefing, kept=facts.kept))


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
    """Every page of the editors' own that would have the address of one made from the facts."""
    shown_at = {path: addresses.shown_at(path) for path in own_files(root)}
    doubtful = {path: place for path, place in shown_at.items() if place and addresses.may_be_made(place)}
    made = {addresses.shown_at(page): page for page in planned(facts).pages} if doubtful else {}
    return [
        Problem(
            "page-taken",
            Location(f"{DOCS_DIR}/{path}"),
            f"a page made from the facts, {made[place]}, has the same address",
            "Give your own page another name.",
        )
        for path, place in doubtful.items()
        if place in made
    ]
