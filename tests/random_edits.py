"""Random edits to a whole briefing, one upon the other, as an editor might make them in any order."""

import random
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from builder.model.kinds import FOLDERS

KINDS = tuple(sorted(FOLDERS))
TEMPLATES = ("actor", "disputes", "front", "source", "timeline", "_statements")

Content = dict[str, Any]
Edit = Callable[["Editor"], None]


class Editor:
    """Edits the briefing in a folder; the same `seed` makes the same edits."""

    def __init__(self, root: Path, seed: int = 1) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.number = 0
        self.before: dict[Path, bytes] = {}

    def edit(self) -> str:
        """Make one edit; what it was."""
        self.number += 1
        self.before = self.everything()
        name = self.random.choice([*EDITS])
        EDITS[name](self)
        return name

    def take_back(self) -> None:
        """Take the last edit back, as one that was a mistake."""
        for path in self.everything().keys() - self.before:
            path.unlink()
        for path, data in self.before.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def everything(self) -> dict[Path, bytes]:
        """Every file of the briefing, apart from what builds keep."""
        files = (path for path in self.root.rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {path: path.read_bytes() for path in files}

    def files(self, *kinds: str) -> list[Path]:
        """The YAML files of some kinds."""
        content = self.root / "content"
        found = [path for kind in kinds for path in (content / f"{kind}.yml", *content.glob(f"{kind}/*.yml"))]
        return sorted(path for path in found if path.is_file())

    def read(self, file: Path) -> Content:
        """What a file holds, every value as text."""
        return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader) or {}

    def write(self, file: Path, content: Content) -> None:
        """Write a file anew."""
        file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")

    def some_record(self, *kinds: str) -> tuple[Path, Content, str]:
        """A record: its file, what that holds, and the id."""
        file = self.random.choice([file for file in self.files(*kinds) if self.read(file)])
        content = self.read(file)
        return file, content, self.random.choice([*content])

    def every_text(self, value: Any) -> Iterator[tuple[Any, str]]:
        """Every `text` below a value: what holds it, and its key."""
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "text" and isinstance(inner, str) and not inner.startswith("seeds/"):
                    yield value, key
                yield from self.every_text(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from self.every_text(inner)


def statement(editor: Editor) -> None:
    """A statement gets one more word, sometimes one that must be escaped."""
    file, content, record = editor.some_record("events", "actors", "disputes", "background", "views")
    texts = list(editor.every_text(content[record]))
    if texts:
        holder, key = editor.random.choice(texts)
        holder[key] += editor.random.choice((" indeed", " <b>", " *so*", " \\[x]", " é"))
        editor.write(file, content)


def name(editor: Editor) -> None:
    """A record is called something else, on every page that names it."""
    file, content, record = editor.some_record(*KINDS)
    for key in ("title", "name", "question"):
        if key in content[record]:
            content[record][key] += editor.random.choice(("!", " II", " [x]", " (so called)"))
    editor.write(file, content)


def date(editor: Editor) -> None:
    """An event was on another day, or on none."""
    file, content, record = editor.some_record("events")
    content[record]["date"] = f"20{editor.random.randint(10, 29)}-0{editor.random.randint(1, 9)}"
    content[record]["date_note"] = "The editor’s guess."
    editor.write(file, content)


def event(editor: Editor) -> None:
    """A new event, beside another one."""
    file, content, record = editor.some_record("events")
    before = {"title": f"Event {editor.number}", "kind": "other", "after": [record]}
    content[f"event-{editor.number}"] = {
        **before,
        "account": [{"text": f"It followed [this][{record}].", "rests_on": [record]}],
    }
    editor.write(file, content)


def actor(editor: Editor) -> None:
    """A new actor, part of another one; nothing refers to it."""
    file, content, record = editor.some_record("actors")
    content[f"actor-{editor.number}"] = {"name": "New", "kind": "organisation", "part_of": record}
    editor.write(file, content)


def removal(editor: Editor) -> None:
    """A record goes; others may still name it, which is a mistake."""
    file, content, record = editor.some_record("events", "actors", "views", "questions")
    for key in content:
        if key.startswith(("event-", "actor-")):
            record = key
    del content[record]
    editor.write(file, content or {})


def draft(editor: Editor) -> None:
    """A record becomes a draft, or is one no longer."""
    file, content, record = editor.some_record("events", "actors", "views", "questions")
    if content[record].pop("draft", None) is None:
        content[record]["draft"] = "true"
    editor.write(file, content)


def order(editor: Editor) -> None:
    """A file's records stand in another order."""
    file, content, _ = editor.some_record(*KINDS)
    keys = [*content]
    editor.random.shuffle(keys)
    editor.write(file, {key: content[key] for key in keys})


def moved(editor: Editor) -> None:
    """A record moves down by a line, with all that follow it."""
    file = editor.random.choice(editor.files(*KINDS))
    file.write_text(f"# Remark {editor.number}\n{file.read_text('utf-8')}", encoding="utf-8")


def file_of_its_own(editor: Editor) -> None:
    """A record moves to another file of its kind."""
    file, content, record = editor.some_record("events", "actors", "places")
    kind = file.stem if file.parent.name == "content" else file.parent.name
    target = editor.root / "content" / kind / f"more-{editor.number % 3}.yml"
    if target != file and len(content) > 1:
        other = editor.read(target) if target.is_file() else {}
        target.parent.mkdir(exist_ok=True)
        editor.write(target, {**other, record: content.pop(record)})
        editor.write(file, content)


def source_text(editor: Editor) -> None:
    """A stored text goes on, so that all that is cited stays."""
    file = editor.random.choice(sorted((editor.root / "seeds").glob("*.txt")))
    more = f"This was added as number {editor.number}."
    file.write_text(f"{file.read_text('utf-8')}\n\n{more}\n", encoding="utf-8")


def source_text_above(editor: Editor) -> None:
    """A stored text begins otherwise, so that every passage is at another place."""
    file = editor.random.choice(sorted((editor.root / "seeds").glob("*.txt")))
    file.write_text(f"Correction {editor.number}.\n\n{file.read_text('utf-8')}", encoding="utf-8")


def overview(editor: Editor) -> None:
    """The overview says more, or has another title, or rests on more."""
    file = editor.root / "content" / "briefing.yml"
    content = editor.read(file)
    content[editor.random.choice(("title", "description"))] = f"Number {editor.number}"
    content["note"] = f"Note {editor.number}."
    editor.write(file, content)


def template(editor: Editor) -> None:
    """A template of pages is the site's own, or changes, or goes again."""
    name = f"{editor.random.choice(TEMPLATES)}.md.jinja"
    file = editor.root / "templates" / "pages" / name
    if file.is_file() and editor.random.random() < 0.4:
        file.unlink()
        return
    packaged = (resources.files("builder.templates") / "pages" / name).read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    more = "" if name.startswith("_") else f"\n\nNumber {editor.number}\n"
    file.write_text(
        f"{packaged.replace('Mentioned in', f'Named in {editor.number}')}{more}", encoding="utf-8"
    )


def style(editor: Editor) -> None:
    """A style of the theme is the site's own, or changes."""
    file = editor.root / "templates" / "theme" / "css" / "facts.css"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"i {{ margin: {editor.number}px }}\n", encoding="utf-8")


def frame(editor: Editor) -> None:
    """A part of the theme is the site's own, or changes, or goes again."""
    name = editor.random.choice(("footer", "breadcrumb"))
    file = editor.root / "templates" / "theme" / "partials" / f"{name}.html"
    if file.is_file() and editor.random.random() < 0.4:
        file.unlink()
        return
    packaged = (resources.files("builder.templates") / "theme" / "partials" / f"{name}.html").read_text(
        "utf-8"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{packaged}<p>Number {editor.number}</p>\n", encoding="utf-8")


def own_page(editor: Editor) -> None:
    """A page in the editors' own words comes, changes, or goes."""
    file = editor.root / "content" / "pages" / f"own-{editor.number % 2}.md"
    if file.is_file() and editor.random.random() < 0.5:
        file.unlink()
    else:
        file.write_text(f"# Own {editor.number}\n\n[Timeline](timeline.md)\n", encoding="utf-8")


def settings(editor: Editor) -> None:
    """The site has another name, other addresses, or other rules."""
    file = editor.root / "mkdocs.yml"
    content = editor.read(file)
    which = editor.random.choice(("site_name", "use_directory_urls", "plugins", "edit_uri"))
    content[which] = {
        "site_name": f"Site {editor.number}",
        "use_directory_urls": editor.random.random() < 0.5,
        "plugins": [{"briefing": {"severities": {"single-source": editor.random.choice(("off", "info"))}}}],
        "edit_uri": f"edit/branch-{editor.number}/",
    }[which]
    content.setdefault("repo_url", "https://github.com/example/briefing")
    for flag in ("use_directory_urls", "strict"):
        if isinstance(content.get(flag), str):
            content[flag] = content[flag] == "true"
    editor.write(file, content)


def broken_yaml(editor: Editor) -> None:
    """A file is not YAML."""
    file = editor.random.choice(editor.files(*KINDS))
    file.write_bytes(file.read_bytes() + b"\nx: [\n")


def wrong_quote(editor: Editor) -> None:
    """A quote is not in its source."""
    file = editor.random.choice(editor.files("events", "disputes", "actors"))
    file.write_bytes(file.read_bytes().replace(b"quote: ", b"quote: Never said, ", 1))


def gone(editor: Editor) -> None:
    """A file is gone."""
    file = editor.random.choice(editor.files("disputes", "places", "views"))
    file.unlink()


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        *(statement, statement, name, date, event, actor, removal, draft, order, moved, file_of_its_own),
        *(source_text, source_text_above, overview, template, style, frame, own_page, settings),
        *(broken_yaml, wrong_quote, gone),
    )
}
