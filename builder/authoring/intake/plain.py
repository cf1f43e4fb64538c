"""Plain text and Markdown: kept as they are, to the letter."""

import re
from dataclasses import replace

import yaml

from builder.authoring.intake.article import LEAST_LETTERS, Article, UnusableError
from builder.authoring.intake.decoding import decode
from builder.authoring.intake.heading import Heading, heading_of, is_archive
from builder.authoring.intake.language import language_of

# What clipping programs and static sites put before a Markdown text.
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*\n+", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000  # characters


def read_text(data: bytes) -> Article:
    """A plain text; raises `UnusableError`."""
    decoded = decode(data)
    text = whole(decoded.text)
    return _article(text, heading_of(text, language_of(text)), decoded.remarks)


def read_markdown(data: bytes) -> Article:
    """A Markdown text; what stands in front matter describes it. Raises `UnusableError`."""
    decoded = decode(data)
    text, remarks = decoded.text, decoded.remarks
    fields: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER):
        fields = _front_matter(match[1])
        text = text[match.end() :]
        remarks += ("The lines between `---` at the top describe the text and are not part of it.",)
    text = whole(text)
    found = heading_of(text, language_of(text))
    if headline := _headline(text):
        found = replace(found, title=headline)
    url = fields.get("url") or fields.get("source") or ""
    address = re.fullmatch(r"https?://\S+", url) is not None
    article = _article(
        text,
        Heading(
            title=fields.get("title") or found.title,
            author=tuple(filter(None, [fields.get("author", "")])) or found.author,
            published=_day(fields.get("published") or fields.get("date") or "") or found.published,
            url=url if address and not is_archive(url) else found.url,
            archived_url=url if address and is_archive(url) else found.archived_url,
        ),
        remarks,
    )
    publisher = fields.get("publisher") or fields.get("site") or ""
    return replace(article, publisher=publisher or article.publisher)


def _headline(text: str) -> str:
    """The heading in the first line that holds something, if it is one."""
    line = text.lstrip().split("\n", 1)[0]
    if not re.match(r"#\s", line):
        return ""
    return line[1:].strip().rstrip("#").rstrip()


def whole(text: str) -> str:
    """A text with one line break at its end and none before it; raises `UnusableError` if it is too short."""
    letters = sum(character.isalpha() for character in text)
    if not letters:
        raise UnusableError("it is empty" if not text.strip() else "there is no word in it")
    if letters < LEAST_LETTERS:
        shown = " ".join(text.split())
        raise UnusableError(f"there is no article in it, only “{shown}”")
    return text.strip("\n").rstrip() + "\n"


def _article(text: str, heading: Heading, remarks: tuple[str, ...]) -> Article:
    return Article(
        text=text,
        kind="article",
        title=heading.title,
        author=heading.author,
        published=heading.published,
        url=heading.url,
        archived_url=heading.archived_url,
        language=language_of(text),
        remarks=remarks,
    )


def _front_matter(text: str) -> dict[str, str]:
    """Keys with one value each; of a list its first, without the brackets of a wiki link."""
    try:
        loaded = yaml.load(text, yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    values = {str(key).lower(): value for key, value in loaded.items()}
    first = {key: value[0] if isinstance(value, list) and value else value for key, value in values.items()}
    return {
        key: " ".join(re.sub(r"^\[\[|\]\]$", "", value).split())
        for key, value in first.items()
        if isinstance(value, str)
    }


def _day(text: str) -> str:
    match = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?![\d-])", text)
    return match[0] if match else ""
