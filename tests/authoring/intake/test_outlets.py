"""Pages in the manner of news sites, in many languages: every field, and the text to the letter."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from builder.authoring.intake.article import Article
from builder.authoring.intake.web import read_page

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


@cache
def article(name: str) -> Article:
    """The article of a page."""
    return read_page((PAGES / f"{name}.html").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_the_text(name: str) -> None:
    """Headline, lead and body are there, each block a paragraph, and nothing else is."""
    expected = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    assert article(name).text.split("\n\n") == expected.split("\n\n")


@pytest.mark.parametrize("field", ["title", "author", "published", "publisher", "url", "language"])
@pytest.mark.parametrize("name", NAMES)
def test_the_fields(name: str, field: str) -> None:
    """What the page says of itself is found as it was published."""
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))[field]
    found = getattr(article(name), field)
    assert (list(found) if field == "author" else found) == expected


@pytest.mark.parametrize("name", NAMES)
def test_no_false_alarm(name: str) -> None:
    """Only what is not part of the article is named as left out."""
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    for remark in article(name).remarks:
        if "did not go into the text" in remark:
            beginnings = [part.removesuffix(" …") for part in remark.split("“")[1:]]
            assert not [each for each in beginnings if each.split(" …”")[0] in text]


@pytest.mark.parametrize("name", NAMES)
def test_without_names(name: str) -> None:
    """Nothing of the article is lost where a page's classes, ids and data say nothing, as many do."""
    html = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", html, flags=re.DOTALL)
    html = re.sub(r' (?:class|id|role|itemprop|itemtype|data-[\w-]+)="[^"]*"', "", html)
    held = read_page(html.encode()).text.split("\n\n")
    expected = (PAGES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    assert [text for text in expected if text not in [each.rstrip("\n") for each in held]] == []
