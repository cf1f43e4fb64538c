"""Edits of several kinds that can be made again and again, and seen on the pages.

Each kind has a word that stands nowhere else and ends in three letters that count: an edit puts the next
one in its place. The words are put into a briefing before its pages are made, so they stand in the
Markdown of the pages as well, where the same edit can be made for programs that read nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

STATEMENT = "a statement’s text"
TITLE = "a title on many pages"
EVENT = "a new event"
SOURCE = "a source’s text"
PAGES = "the template of some pages"
STYLE = "the theme’s CSS"
FRAME = "the template of all pages"

KINDS = {
    STATEMENT: "statement",
    TITLE: "title",
    EVENT: "event",
    SOURCE: "source",
    PAGES: "pages",
    STYLE: "style",
    FRAME: "frame",
}
"""All kinds, with what their words begin with."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TITLED = 30  # actors on whose pages the title stands


@dataclass(frozen=True)
class Edit:
    """An edit: the files in which the word stands, and what is added to them, if it is not replaced."""

    kind: str
    files: tuple[Path, ...]
    added: str = ""

    def make(self, number: int) -> None:
        """Save the files with the word of this number."""
        new = word(self.kind, number)
        for file in self.files:
            text = file.read_text(encoding="utf-8")
            if self.added:
                text += self.added.replace(word(self.kind, 0), new)
            else:
                text = re.sub(f"{stem(self.kind)}[a-z]{{3}}", new, text)
            file.write_text(text, encoding="utf-8")


def word(kind: str, number: int) -> str:
    """The word of a kind of edit with its number."""
    letters = ""
    for _ in range(3):
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return stem(kind) + letters


def stem(kind: str) -> str:
    """What all words of a kind begin with."""
    return f"mark{KINDS[kind]}"


def mark(root: Path) -> dict[str, Edit]:
    """Put the words into a briefing, with an event and a source of their own; the edits of it."""
    events, sources = _last_of(root, "events"), _last_of(root, "sources")
    actors = [actor for file in _files_of(root, "actors") for actor in _ids(file)]
    step = -(-len(actors) // _TITLED)
    _append(events, _EVENT.format(by=", ".join(actors[::step])) + _NEW_EVENT)
    _append(sources, _SOURCE)
    seed = root / "seeds" / "mark-source.txt"
    seed.write_text(_SEED, encoding="utf-8")
    pages = _override(root, "pages/source.md.jinja", f"\n{word(PAGES, 0)}\n")
    style = _override(root, "theme/css/text.css", style_rule())
    frame = _override(root, "theme/partials/footer.html", f"<p>{word(FRAME, 0)}</p>\n")
    return {
        STATEMENT: Edit(STATEMENT, (events,)),
        TITLE: Edit(TITLE, (events,)),
        EVENT: Edit(EVENT, (events,), _NEW_EVENT),
        SOURCE: Edit(SOURCE, (seed,)),
        PAGES: Edit(PAGES, (pages,)),
        STYLE: Edit(STYLE, (style,)),
        FRAME: Edit(FRAME, (frame,)),
    }


def in_markdown(markdown: Path, style: Path, frame: Path) -> dict[str, Edit]:
    """The same edits in a folder of Markdown pages, a stylesheet and a template of all pages."""
    files: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for file in sorted(markdown.rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        for kind in KINDS:
            if word(kind, 0) in text:
                files[kind].append(file)
    edits = {kind: Edit(kind, tuple(found)) for kind, found in files.items()}
    edits[EVENT] = Edit(EVENT, tuple(files[EVENT]), _NEW_SECTION)
    edits[STYLE] = Edit(STYLE, (style,))
    edits[FRAME] = Edit(FRAME, (frame,))
    return edits


def style_rule() -> str:
    """A rule of a stylesheet that holds the word of its edit."""
    return f".{word(STYLE, 0)} {{ color: inherit }}\n"


def shown_on(markdown: Mapping[str, str], kind: str, most: int = 5) -> tuple[str, ...]:
    """The paths of pages on which an edit shows; some of them, where they are many.

    An event is looked for where it is told, under a heading: lists of events may leave some out.
    """
    seen = re.compile({FRAME: "", EVENT: f"(?m)^#.*{word(EVENT, 0)}"}.get(kind, word(kind, 0)))
    paths = [path for path, text in sorted(markdown.items()) if seen.search(text)]
    step = max(1, -(-len(paths) // most))
    return tuple(paths[::step])


def _files_of(root: Path, kind: str) -> list[Path]:
    """The files that hold the records of a kind."""
    single = root / "content" / f"{kind}.yml"
    return [single] if single.is_file() else sorted((root / "content" / kind).glob("*.yml"))


def _last_of(root: Path, kind: str) -> Path:
    return _files_of(root, kind)[-1]


def _ids(file: Path) -> list[str]:
    return list(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + f"\n\n{text}", encoding="utf-8")


def _override(root: Path, name: str, added: str) -> Path:
    """Give a briefing its own copy of a packaged template, with something added to it."""
    text = resources.files("builder.templates").joinpath(name).read_text(encoding="utf-8")
    file = root / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + added, encoding="utf-8")
    return file


_QUOTE = "On 1 June 2020 the envoys of all sides met in the old customs house"
_SEED = f"""\
The envoys meet

{_QUOTE}, our correspondent writes. They spoke of {word(SOURCE, 0)} until the evening.
"""
_SOURCE = """\
mark-source:
  title: The envoys meet
  kind: article-newspaper
  text: seeds/mark-source.txt
  rights: full
"""
_EVENT = f"""\
mark-event:
  title: Meeting of {word(TITLE, 0)}
  kind: diplomacy
  date: 2020-06-01
  by: [{{by}}]
  account:
    - text: The envoys of all sides met in the old customs house, and spoke of {word(STATEMENT, 0)}.
      cites:
        - source: mark-source
          quote: {_QUOTE}
"""
_NEW_EVENT = f"""
{word(EVENT, 0)}:
  title: Talks, {word(EVENT, 0)}
  kind: diplomacy
  date: 2020-06-01
  account:
    - text: The envoys of all sides met.
      cites:
        - source: mark-source
          quote: {_QUOTE}
"""
_NEW_SECTION = f"""

## Talks, {word(EVENT, 0)}

The envoys of all sides met.
"""
