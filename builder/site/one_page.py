"""Reading and writing one page as MkDocs does in a build of everything, by the same public means."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from builder.site.mkdocs_insides import context, get_build_timestamp, is_error_template

_SITEMAP = "sitemap.xml"


def read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page's text and convert it; plugins and hooks see it as always."""
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def write_page(
    page: Page, served: Sequence[File], config: MkDocsConfig, nav: Navigation, env: Environment
) -> None:
    """Put a page into the theme and write it; plugins and hooks see it as always."""
    plugins = config.plugins
    page.active = True
    try:
        known = context(nav, served, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        known = plugins.on_page_context(known, page=page, config=config, nav=nav)
        output = plugins.on_post_page(template.render(known), page=page, config=config)
    finally:
        page.active = False
    if output.strip():
        utils.write_file(output.encode(errors="xmlcharrefreplace"), page.file.abs_dest_path)
    else:
        Path(page.file.abs_dest_path).unlink(missing_ok=True)


def write_template(name: str, env: Environment, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
    """Write what the theme makes of its own, such as the page for an address that does not exist."""
    address = urlsplit(config.site_url or "/").path
    base = address if is_error_template(name) else utils.get_relative_url(".", name)
    output = env.get_template(name).render(context(nav, files, config, base_url=base))
    target = Path(config.site_dir, name)
    if not output.strip():
        target.unlink(missing_ok=True)
        return
    utils.write_file(output.encode(), str(target))
    if name == _SITEMAP:
        made = [file.page for file in files.documentation_pages() if file.page]
        packed = f"{target}.gz"
        with (
            Path(packed).open("wb") as file,
            gzip.GzipFile(packed, "wb", fileobj=file, mtime=get_build_timestamp(pages=made)) as archive,
        ):
            archive.write(output.encode())
