"""What MkDocs and Python-Markdown do not promise and the builder rests on is there as it is used.

A release that changes one of these fails here first, by its name. ProperDocs is to have all of MkDocs', too.
"""

import ast
import importlib
import inspect
from pathlib import Path
from typing import Any

import markdown
import pytest
from markdown import blockprocessors, inlinepatterns, treeprocessors
from markdown.extensions import tables

from builder.site import fast_markdown, mkdocs_insides

BUILDER = Path(mkdocs_insides.__file__).parents[1]
HOSTS = ("mkdocs", "properdocs")

# Each thing that is used: its module below the host, its name there, and how it is called (none: not at all).
USED = [
    ("structure.pages", "Page", ["title", "file", "config"]),
    ("structure.pages", "Page.render", ["self", "config", "files"]),
    ("structure.pages", "Page.read_source", ["self", "config"]),
    ("structure.pages", "Page.present_anchor_ids", None),
    ("structure.pages", "Page.links_to_anchors", None),
    ("structure.pages", "Page.validate_anchor_links", ["self", "files", "log_level"]),
    ("structure.toc", "get_toc", ["toc_tokens"]),
    ("structure.toc", "AnchorLink", ["title", "id", "level"]),
    ("structure.files", "set_exclusions", ["files", "config"]),
    ("structure.files", "Files.src_uris", None),
    ("structure.files", "Files.get_file_from_path", ["self", "path"]),
    ("structure.files", "Files.documentation_pages", ["self", "inclusion"]),
    ("structure.files", "InclusionLevel.is_excluded", ["self"]),
    ("structure.files", "InclusionLevel.is_in_serve", ["self"]),
    ("structure.files", "File.generated", ["config", "src_uri", "content", "abs_src_path", "inclusion"]),
    ("structure.files", "File.content_string", None),
    ("structure.files", "File.copy_file", ["self", "dirty"]),
    ("commands.build", "get_context", ["nav", "files", "config", "page", "base_url"]),
    ("utils", "get_build_timestamp", ["pages"]),
    ("utils", "is_error_template", ["path"]),
    ("utils", "get_theme_dir", ["name"]),
    ("utils.meta", "get_data", ["doc"]),
    ("livereload", "LiveReloadServer.serve_request", ["self", "environ", "start_response"]),
    ("livereload", "LiveReloadServer.set_app", ["self", "application"]),
    ("livereload", "LiveReloadServer.watch", ["self", "path", "func", "recursive"]),
    ("livereload", "LiveReloadServer.unwatch", ["self", "path"]),
]
# What objects have once they are made.
ATTRIBUTES = {
    "page": ["_title_from_render", "content", "toc", "meta", "markdown", "active", "edit_url"],
    "file": ["page", "inclusion", "generated_by", "edit_uri", "dest_uri", "abs_dest_path"],
    "server": ["builder", "mount_path", "build_delay", "observer"],
    "theme": ["dirs", "static_templates"],
}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(("module", "name", "parameters"), USED, ids=lambda each: str(each))
def test_what_is_used_is_there(host: str, module: str, name: str, parameters: list[str] | None) -> None:
    """Each under its name, to be called as it is."""
    found: Any = importlib.import_module(f"{host}.{module}")
    for part in name.split("."):
        assert hasattr(found, part), f"{host} has no {module}.{name} any more; see site/mkdocs_insides.py"
        found = getattr(found, part)
    if parameters is not None:
        now = list(inspect.signature(found).parameters)
        assert [each for each in parameters if each not in now] == [], f"{host} calls {name} otherwise: {now}"


def settings_of(host: str, folder: Path) -> Any:
    """The settings of a small site, as a host has read them."""
    defaults = importlib.import_module(f"{host}.config.defaults")
    made = (getattr(defaults, "MkDocsConfig", None) or defaults.ProperDocsConfig)()
    (folder / "docs").mkdir()
    places = {"docs_dir": str(folder / "docs"), "site_dir": str(folder / "site")}
    made.load_dict({"site_name": "x", "theme": "briefing", "plugins": [], **places})
    assert made.validate()[0] == []
    return made


def files_of(host: str, config: Any, texts: dict[str, str]) -> Any:
    """The files of a site, by their paths and texts."""
    module = importlib.import_module(f"{host}.structure.files")
    found = []
    for path, text in texts.items():
        file = module.File(path, None, config.site_dir, config.use_directory_urls)
        file.content_string = text
        found.append(file)
    return module.Files(found)


@pytest.mark.parametrize("host", HOSTS)
def test_what_objects_have(host: str, tmp_path: Path) -> None:
    """Pages, files, the server of `serve` and the theme."""
    config = settings_of(host, tmp_path)
    file = files_of(host, config, {"a.md": "# A"}).get_file_from_path("a.md")
    page = importlib.import_module(f"{host}.structure.pages").Page(None, file, config)
    livereload = importlib.import_module(f"{host}.livereload")
    server = livereload.LiveReloadServer(str, "127.0.0.1", 0, str(tmp_path))
    try:
        objects = {"page": page, "file": file, "server": server, "theme": config.theme}
        missing = [
            f"{host}: {kind}.{name}"
            for kind, names in ATTRIBUTES.items()
            for name in names
            if not hasattr(objects[kind], name)
        ]
        assert missing == []
        assert list(server.observer.emitters) == []
        with pytest.raises(KeyError):
            server.unwatch(str(tmp_path))
    finally:
        server.server_close()
    assert isinstance(config.plugins.events, dict)
    assert all(isinstance(methods, list) for methods in config.plugins.events.values())
    assert set(mkdocs_insides.SETTINGS_OF_READING) <= set(config)
    assert isinstance(config.validation.links.anchors, int)


@pytest.mark.parametrize("host", HOSTS)
def test_a_conversion_can_be_put_back(host: str, tmp_path: Path) -> None:
    """What `Page.render` leaves in a page, put into another, makes the same page."""
    config = settings_of(host, tmp_path)
    texts = {"a.md": "# A *b*\n\n[there](b.md#c)\n\n## Two\n", "b.md": "# B\n\n## C\n"}
    files = files_of(host, config, texts)

    def page() -> Any:
        pages = importlib.import_module(f"{host}.structure.pages")
        found = pages.Page(None, files.get_file_from_path("a.md"), config)
        found.read_source(config)
        return found

    first, second = page(), page()
    first.render(config, files)
    mkdocs_insides.put_back(mkdocs_insides.converted(first), second, files)
    for name in ("content", "title", "present_anchor_ids", "links_to_anchors", "_title_from_render"):
        assert getattr(second, name) == getattr(first, name), name
    assert [str(item) for item in second.toc] == [str(item) for item in first.toc]
    assert first.links_to_anchors


def test_markdown_has_what_is_replaced() -> None:
    """The parts of Python-Markdown whose places quicker ones take, and what these use of them."""
    md = markdown.Markdown(extensions=["tables"])
    assert type(md.treeprocessors["inline"]) is treeprocessors.InlineProcessor
    assert type(md.inlinePatterns["link"]) is inlinepatterns.LinkInlineProcessor
    blocks = md.parser.blockprocessors
    for name, (_, usual, _) in fast_markdown._BLOCKS.items():
        assert type(blocks[name]) is usual, f"Python-Markdown's block `{name}` is another one now"
    assert type(table := blocks["table"]) is tables.TableProcessor
    assert hasattr(table, "config")
    for name in ("handleMatch", "getCompiledRegExp", "ANCESTOR_EXCLUDES"):
        assert hasattr(inlinepatterns.InlineProcessor, name), name
    for name in ("getText", "getLink", "unescape"):
        assert hasattr(inlinepatterns.LinkInlineProcessor, name), name
    assert {"run"} <= set(vars(treeprocessors.InlineProcessor))
    test = inspect.signature(blockprocessors.BlockProcessor.test)
    assert list(test.parameters) == ["self", "parent", "block"]
    assert md.ESCAPED_CHARS
    assert md.references == {}


# ---- Nothing else rests on what is private ----

ADAPTERS = [*(BUILDER / "site").glob("*.py"), *(BUILDER / "serve").glob("*.py"), BUILDER / "plugin.py"]
HAS_INSIDES = {"mkdocs_insides.py", "fast_markdown.py"}


@pytest.mark.parametrize("path", ADAPTERS, ids=lambda path: path.name)
def test_private_names_are_used_in_one_place(path: Path) -> None:
    """Elsewhere only a module's and a class's own private names are used."""
    if path.name in HAS_INSIDES:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    private = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
        and node.attr not in ("_asdict", "_replace", "_fields")
    ]
    assert private == []
