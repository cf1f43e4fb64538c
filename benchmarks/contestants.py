"""Who is measured: this builder on a briefing, and other programs on the Markdown that it writes.

Each of the others has a plain template that prints a page's title, its content, and links to a few pages.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import edits
from benchmarks.edits import Edit
from benchmarks.peers import ELEVENTY, HUGO, MKDOCS, PROPERDOCS, ZENSICAL, Peer

OURS = "briefing-builder"
DIRTY = "MkDocs --dirty"

PORT = "{port}"
"""Stands in a command for the port of a server."""


@dataclass(frozen=True)
class Contestant:
    """A program in a folder of its own: how it builds and serves, where its site goes, what it keeps for
    later builds, and what the edits are there."""

    name: str
    folder: Path
    build: tuple[str, ...]
    serve: tuple[str, ...]
    output: Path
    kept: tuple[Path, ...]
    edits: dict[str, Edit]

    def clean(self) -> None:
        """Remove what earlier builds made and kept."""
        for folder in (self.output, *self.kept):
            shutil.rmtree(folder, ignore_errors=True)


def ours(root: Path, marked: dict[str, Edit]) -> Contestant:
    """This builder, on the facts of a briefing."""
    mkdocs = (sys.executable, "-m", "mkdocs")
    return Contestant(
        OURS,
        root,
        (*mkdocs, "build", "--quiet"),
        (*mkdocs, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{PORT}"),
        root / "site",
        (root / ".cache",),
        marked,
    )


def peer(name: str, program: Peer, markdown: Path, folder: Path) -> Contestant:
    """Another program, on a copy of Markdown pages."""
    shutil.rmtree(folder, ignore_errors=True)
    return _PEERS[name](program.command, markdown, folder)


def dirty(mkdocs: Contestant) -> Contestant:
    """MkDocs as it serves when told to render only what was edited itself."""
    return replace(mkdocs, name=DIRTY, serve=(*mkdocs.serve, "--dirty"))


def _mkdocs(command: tuple[str, ...], markdown: Path, folder: Path) -> Contestant:
    serve = (*command, "serve", "--quiet", "--watch-theme", "--dev-addr", f"127.0.0.1:{PORT}")
    return _like_mkdocs(MKDOCS, (*command, "build", "--quiet"), serve, markdown, folder)


def _properdocs(command: tuple[str, ...], markdown: Path, folder: Path) -> Contestant:
    config = ("--config-file", "mkdocs.yml", "--quiet")
    serve = (*command, "serve", *config, "--watch-theme", "--dev-addr", f"127.0.0.1:{PORT}")
    return _like_mkdocs(PROPERDOCS, (*command, "build", *config), serve, markdown, folder)


def _zensical(command: tuple[str, ...], markdown: Path, folder: Path) -> Contestant:
    serve = (*command, "serve", "--dev-addr", f"127.0.0.1:{PORT}")
    return _like_mkdocs(ZENSICAL, (*command, "build"), serve, markdown, folder)


def _like_mkdocs(
    name: str, build: tuple[str, ...], serve: tuple[str, ...], markdown: Path, folder: Path
) -> Contestant:
    docs, theme = folder / "docs", folder / "theme"
    _copy(markdown, docs)
    _write(folder / "mkdocs.yml", _MKDOCS_YML)
    _write(theme / "main.html", _template("{{ page.title }}", "{{ page.content }}"))
    _write(theme / "css" / "site.css", edits.style_rule())
    marked = edits.in_markdown(docs, theme / "css" / "site.css", theme / "main.html")
    return Contestant(name, folder, build, serve, folder / "site", (folder / ".cache",), marked)


def _hugo(command: tuple[str, ...], markdown: Path, folder: Path) -> Contestant:
    content, style, frame = folder / "content", folder / "static/css/site.css", folder / "layouts/all.html"
    _copy(markdown, content, _titled)
    for index in sorted(content.rglob("index.md")):
        index.rename(index.with_name("_index.md"))  # the page of a folder that has others beside it
    _write(folder / "hugo.toml", _HUGO_TOML)
    _write(frame, _template("{{ .Title }}", "{{ .Content }}"))
    _write(style, edits.style_rule())
    return Contestant(
        HUGO,
        folder,
        (*command, "--quiet"),
        (*command, "server", "--quiet", "--bind", "127.0.0.1", "--port", PORT),
        folder / "public",
        (folder / "resources",),
        edits.in_markdown(content, style, frame),
    )


def _eleventy(command: tuple[str, ...], markdown: Path, folder: Path) -> Contestant:
    content, style, frame = folder / "content", folder / "css/site.css", folder / "_includes/page.liquid"
    _copy(markdown, content, _titled)
    _write(folder / "eleventy.config.cjs", _ELEVENTY_CONFIG)
    _write(frame, _template("{{ title }}", "{{ content }}"))
    _write(style, edits.style_rule())
    return Contestant(
        ELEVENTY,
        folder,
        (*command, "--quiet"),
        (*command, "--serve", "--incremental", "--quiet", f"--port={PORT}"),
        folder / "site",
        (),
        edits.in_markdown(content, style, frame),
    )


_PEERS: dict[str, Callable[[tuple[str, ...], Path, Path], Contestant]] = {
    MKDOCS: _mkdocs,
    PROPERDOCS: _properdocs,
    ZENSICAL: _zensical,
    HUGO: _hugo,
    ELEVENTY: _eleventy,
}


def _titled(text: str) -> str:
    """A page with its first heading as its title, for programs that want to be told."""
    heading = re.search(r"(?m)^# (.*?)(?: *\{.*\})?$", text)
    title = json.dumps(heading[1] if heading else "", ensure_ascii=False)
    return f"---\ntitle: {title}\n---\n\n{text}"


def _copy(markdown: Path, folder: Path, change: Callable[[str], str] = str) -> None:
    """Copy a folder of Markdown pages, each as it is or changed."""
    for file in sorted(markdown.rglob("*.md")):
        _write(folder / file.relative_to(markdown), change(file.read_text(encoding="utf-8")))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _template(title: str, content: str) -> str:
    """The frame of a page, with what a program replaces by the page's title and content."""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="/css/site.css">
</head>
<body>
<nav><a href="/">Front page</a> <a href="/timeline/">Timeline</a> <a href="/actors/">Actors</a></nav>
<main>
{content}
</main>
<p>{edits.word(edits.FRAME, 0)}</p>
</body>
</html>
"""


_MKDOCS_YML = """\
site_name: A briefing made up for measuring
site_url: https://example.org/
theme:
  name: null
  custom_dir: theme
plugins: []
markdown_extensions:
  - attr_list
  - md_in_html
"""
_HUGO_TOML = """\
title = "A briefing made up for measuring"
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]

[markup.goldmark.renderer]
unsafe = true
"""
_ELEVENTY_CONFIG = """\
module.exports = (config) => {
  config.addGlobalData("layout", "page.liquid");
  config.addPassthroughCopy("css");
  return {
    dir: { input: "content", includes: "../_includes", output: "site" },
    markdownTemplateEngine: false,
  };
};
"""
