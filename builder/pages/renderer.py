"""Pages to Markdown, by the Jinja2 templates in `templates/pages/`.

Whatever a template prints is escaped as plain text, unless it comes from one of `PageFunctions`; so no
template can forget to.
"""

import re
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    meta,
)
from markupsafe import Markup

from builder.facts.briefing import Briefing
from builder.facts.passages import Passages
from builder.files.problems import ContentError, Location, Problem
from builder.machinery.results import Dependencies, Once
from builder.machinery.template_cache import Compiled
from builder.model import prose, vocabulary, wording
from builder.model.translation import (
    functions,
)
from builder.pages import addresses
from builder.pages.page_functions import PageFunctions
from builder.pages.plan import Plan
from builder.pages.published import Page

# What every environment of pages has been made of, whatever the briefing.
_COMPILED = Compiled()


class Renderer:
    """Renders the pages of one briefing, as planned.

    `root` is the briefing's folder, whose `templates/pages/` overrides the packaged templates file by
    file; `edit_base` is the address, ending in `/`, below which the repository's host edits files
    (empty: no edit links); `folders` is whether pages are published as folders, which only figures need
    to know: all other links are Markdown's, from file to file. In `kept` is what was made from the facts
    before, which then must be tracked ones.
    """

    def __init__(
        self,
        briefing: Briefing,
        passages: Passages,
        plan: Plan,
        root: Path,
        edit_base: str = "",
        *,
        folders: bool = True,
        kept: Dependencies | None = None,
    ) -> None:
        kept = kept or Once()
        self.briefing = briefing
        self.plan = plan
        self.kept = kept
        self.root = root.resolve()
        self.language = briefing.language
        self.functions = PageFunctions(briefing, passages, plan, kept, edit_base=edit_base, folders=folders)
        self._own_templates = kept.track("template", own_templates(root))
        self.environment = kept.made("environment", self._make_environment)
        self.environment.globals.update(
            {name: getattr(self.functions, name) for name in PageFunctions.names()},
            briefing=briefing,
            only_outlet=briefing.only_outlet,
            vocabulary=vocabulary,
            urls=addresses,
        )

    def render(self, page: Page) -> str:
        """One page as Markdown; raises `ContentError` for a mistake in a template."""
        return self.kept.made(("page", page.path), lambda: self._render(self.plan.pages[page.path]))

    def _render(self, page: Page) -> str:
        self._look_at(f"{page.template}.md.jinja")
        record = self.briefing.records.get(page.record)
        try:
            template = self.environment.get_template(f"{page.template}.md.jinja")
            markdown = template.render(
                page=page, record=record, drawings=self.functions.drawings(page, self.kept)
            )
        except TemplateError as error:
            raise ContentError([self._template_problem(error)]) from error
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", markdown)).strip() + "\n"

    def _look_at(self, template: str) -> None:
        """Note that a page is made with a template, and with all that this one names."""
        for name in self.kept.made(("templates", template), lambda: self._with_named(template)):
            self._own_templates.get(name)

    def _with_named(self, template: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting: list[str | None] = [template]
        while waiting:
            name = waiting.pop()
            if name is None:  # found out while rendering: any
                len(self._own_templates)
            if name is None or name in found:
                continue
            found[name] = None
            self._own_templates.get(name)
            assert self.environment.loader is not None
            with suppress(TemplateError):  # told when the page is rendered
                source, _, _ = self.environment.loader.get_source(self.environment, name)
                waiting += _named_in(source)
        return tuple(found)

    def _make_environment(self) -> Environment:
        len(self._own_templates)  # a template that comes to stand before a packaged one is not found again
        packaged = Path(str(resources.files("builder.templates") / "pages"))
        folders = dict.fromkeys(folder.resolve() for folder in (self.root / "templates" / "pages", packaged))
        environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        environment.globals.update(functions(self.language, Markup, _finalize))
        environment.filters.update(attribute=prose.attribute, capitalise=wording.capitalise)
        return environment

    def _template_problem(self, error: TemplateError) -> Problem:
        """Where a template went wrong: Jinja puts the template's own lines into the traceback."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [
            (frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(".jinja")
        ]
        if isinstance(error, TemplateSyntaxError) and error.filename:
            places.append((error.filename, error.lineno))
        file, line = places[-1] if places else ("templates/pages", 0)
        path = Path(file)
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
        hint = "Remove the file to go back to the packaged template of the same name."
        return Problem("template-invalid", Location(name, line, 1 if line else 0), f"{error}", hint)


def own_templates(root: Path) -> dict[str, str]:
    """The templates of pages that a briefing has of its own, by name."""
    folder = root / "templates" / "pages"
    files = sorted(path for path in folder.rglob("*.jinja") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace") for path in files}


@lru_cache(maxsize=1000)
def _named_in(source: str) -> Sequence[str | None]:
    """The templates that a template names (none: one that is only known while rendering)."""
    return [*meta.find_referenced_templates(Environment(trim_blocks=True, lstrip_blocks=True).parse(source))]


def _finalize(value: Any) -> Any:
    """What a template prints: Markdown from the functions here as it is, all else as plain text."""
    return value if isinstance(value, Markup) else prose.literal(str(value))
