"""A saved web page: the article in it, and what the page says of itself.

Nothing of a page is run, fetched or kept as markup: its text is put together from the tree that lxml makes of
it, each block a paragraph, with a blank line between.
"""

import re
import textwrap
from dataclasses import replace
from urllib.parse import urlsplit

from builder.authoring.intake.article import LEAST_LETTERS, Article, UnusableError
from builder.authoring.intake.bylines import authors_of, begins_byline
from builder.authoring.intake.decoding import decode
from builder.authoring.intake.heading import heading_of
from builder.authoring.intake.language import language_of
from builder.authoring.intake.page_blocks import Block, blocks_of
from builder.authoring.intake.page_choice import Choice, choose
from builder.authoring.intake.page_facts import PageFacts, facts_of
from builder.authoring.intake.page_tree import parsed, shown
from builder.authoring.intake.plain import whole
from builder.facts.typography import fold

# Where a page names its encoding (HTML Standard: within the first 1024 bytes; many pages are later).
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_LOOKED_FOR_HEADLINE = 200  # blocks
_LOOKED_AT = 10  # blocks, from the headline
_LONGEST_BYLINE = 100  # characters
_NAMED = 5
_SHOWN_INSTEAD = 160
# A sentence's end with no space behind it: two paragraphs that a page's data run together.
_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_]{2}[.!?])(?=[\"“]?[A-ZÀ-ÞА-Я][^\W\d_]*\s)")
_NO_ARTICLE = (
    "Open the page, wait until the article is there, copy its text, and hand that over: "
    "`briefing add-source -`."
)


def read_page(data: bytes) -> Article:
    """The article of a page in HTML; raises `UnusableError`."""
    declared = _CHARSET.search(data[:8192])
    decoded = decode(data, declared[1].decode() if declared else "")
    root = parsed(decoded.text)
    facts = facts_of(root)
    tree = shown(root)
    blocks, containers = blocks_of(tree)
    facts.see_headline(block.text for block in blocks[:_LOOKED_FOR_HEADLINE])
    told = facts.language
    choice = choose(tree.root, blocks, containers, facts, told) if blocks else Choice([], [])
    text, remarks = _text(choice, facts, blocks)
    language = language_of(text) or told
    if told.split("-")[0] == language:
        language = told
    first_lines = _first_lines(blocks, choice)
    around = heading_of("\n\n".join(first_lines), language)
    bylines = [line for line in first_lines if len(line) <= _LONGEST_BYLINE and begins_byline(line)][:1]
    publisher = facts.publisher
    url, archived = facts.url
    article = Article(
        text=text,
        kind=facts.kind,
        title=facts.title or around.title,
        publisher=publisher,
        author=facts.author(publisher) or around.author or authors_of(bylines, [publisher]),
        published=facts.published(language) or around.published,
        url=url or around.url,
        archived_url=archived or around.archived_url,
        accessed=facts.accessed,
        language=language,
        remarks=(*decoded.remarks, *remarks, *tree.remarks),
    )
    return _with_headline(article, facts, choice)


def _text(choice: Choice, facts: PageFacts, blocks: list[Block]) -> tuple[str, list[str]]:
    """The article's text and how it came about; from the page's data where the page shows none."""
    try:
        text = whole("\n\n".join(map(_paragraph, choice.taken)))
        return text, ["Menus, notices, comments and captions were left out; each block is a paragraph."]
    except UnusableError:
        if sum(map(str.isalpha, facts.body)) >= LEAST_LETTERS:
            return whole("\n\n".join(_body_paragraphs(facts.body))), [
                "The page shows no article: the text is that of its data, where paragraphs may run together."
            ]
        if not blocks:
            raise UnusableError("the page holds no text; a script would fetch it", _NO_ARTICLE) from None
        holds = textwrap.shorten(
            " ".join(block.text for block in blocks[:20]), _SHOWN_INSTEAD, placeholder=" …"
        )
        raise UnusableError(f"no article was found in the page, only “{holds}”", _NO_ARTICLE) from None


def _paragraph(block: Block) -> str:
    return f"- {block.text}" if block.kind == "li" else block.text


def _body_paragraphs(body: str) -> list[str]:
    """The paragraphs of a text in a page's data, which may hold markup, or run sentences together."""
    marked = re.sub(r"\r\n|[\r\n\u2028\u2029]", "<br>", body)
    blocks, _ = blocks_of(shown(parsed(f"<body><div>{marked}</div></body>")))
    return [part for block in blocks for part in _RUN_TOGETHER.split(_paragraph(block))]


def _first_lines(blocks: list[Block], choice: Choice) -> list[str]:
    """The lines at the top of the article and before it, where bylines and dates stand."""
    first = next(
        (number for number, block in enumerate(blocks) if choice.taken and block is choice.taken[0]), 0
    )
    return [block.text for block in blocks[max(0, first - _LOOKED_AT) : first + _LOOKED_AT]]


def _with_headline(article: Article, facts: PageFacts, choice: Choice) -> Article:
    """The article with its headline as the first line of its text, and what the reader should look at."""
    text, remarks = article.text, list(article.remarks)
    first = text.split("\n", 1)[0]
    if article.title and not fold(first).startswith(fold(article.title)):
        text = f"{article.title}\n\n{text}"
    if missing := choice.left_out:
        count = f"{len(missing)} paragraphs" if len(missing) > 1 else "A paragraph"
        begin = "; ".join(f"“{beginning} …”" for beginning in missing[:_NAMED])
        more = f"; and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        remarks.append(f"{count} of the page's main part did not go into the text: {begin}{more}")
    if not facts.is_free:
        remarks.append("The page says that it is not free to read: look whether its text is whole.")
    return replace(article, text=text, remarks=tuple(remarks))


def host(url: str) -> str:
    """The name of the site that an address leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
