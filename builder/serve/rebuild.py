"""A briefing's site made again and again while it is edited: only what has changed is made anew.

What comes out is what would be made from the beginning, byte for byte. Files, records, what the rules find
in each record, pages and pieces of the search are kept, each with what it was made from (`dependencies`).
"""

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

from builder.checks import running
from builder.checks.settings import read_settings
from builder.facts.briefing import Briefing, Mention, mentions_in
from builder.facts.facts import Facts
from builder.facts.loading import ContentFile, load
from builder.facts.passages import Passages, SourceText, Use, uses_in
from builder.files.layout import Configuration
from builder.files.problems import ContentError, has_errors, in_order
from builder.machinery.garbage import nothing_to_collect
from builder.machinery.grouping import Grouping
from builder.machinery.results import Dependencies
from builder.model.base import Model
from builder.pages.published import Site
from builder.pipeline.build import made
from builder.pipeline.check import passages_of, source_texts, taken_pages


class Rebuilding:
    """Makes one briefing's site, with its drafts, as often as its facts change, and keeps what it has made.

    `edit_base` is the address below which files are edited, `folders` whether pages are published as folders.
    """

    def __init__(self, configuration: Configuration, edit_base: str, folders: bool) -> None:
        self.settings = configuration, edit_base, folders
        self._files: dict[str, ContentFile] = {}
        self._texts: dict[str, SourceText] = {}
        self._mentions: Grouping[Model, str, Mention] = Grouping(mentions_in)
        self._uses: Grouping[Model, str, Use] = Grouping(uses_in)
        self._kept = Dependencies()
        # What everything depends on.
        self._frame: object = None

    @property
    def root(self) -> Path:
        """The briefing's folder."""
        return self.settings[0].root

    def build(self) -> Site:
        """The site as the facts are now; raises `ContentError` when they have errors."""
        configuration, edit_base, folders = self.settings
        with nothing_to_collect():
            settings, problems = read_settings(configuration)
            briefing, more = load(self.root, self._files)
            found = [*problems, *more]
            if briefing is None:
                raise ContentError(found)
            severities = dict(settings.severities) | {"draft-reference": None}
            if briefing.broken or briefing.unread:
                # A record that could not be read is missing to many others. What is found now will not hold.
                facts = Facts(briefing, passages_of(briefing))
                found += taken_pages(self.root, facts)
                raise ContentError([*found, *running.run(facts, severities)])
            facts = self._tracked(briefing, frozenset(severities.items()))
            found += taken_pages(self.root, facts)
            found += running.run_again(facts, severities)
            if has_errors(found):
                raise ContentError(found)
            return made(facts, in_order(found), self.root, edit_base, folders=folders)

    def _tracked(self, briefing: Briefing, severities: Hashable) -> Facts:
        """The facts, so that whoever looks something up in them is noted."""
        briefing = replace(briefing, known_mentions=self._mentions.of(briefing.owners))
        frame = briefing.language, briefing.only_outlet, briefing.areas, severities
        if frame != self._frame:
            self._kept, self._frame = Dependencies(), frame
        self._texts = source_texts(briefing, self._texts)
        passages = Passages(self._texts, self._uses.of(briefing.owners))
        return Facts(briefing.tracked(self._kept), passages.tracked(self._kept), self._kept)
