"""What a page says of itself: in schema.org's JSON-LD, in its meta tags, and in elements that are named."""

import email.utils
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from builder.authoring.intake.bylines import authors_of, begins_byline, is_list_of_names
from builder.authoring.intake.heading import day_of, is_archive, original_of
from builder.authoring.intake.page_blocks import key_of
from builder.authoring.intake.page_tree import Element, brief, lines, words_of
from builder.model.dates import parse

# schema.org types, with the CSL types of which they are.
_KINDS = {
    "AdvertiserContentArticle": "webpage",
    "AnalysisNewsArticle": "article-newspaper",
    "Article": "webpage",
    "AskPublicNewsArticle": "article-newspaper",
    "BackgroundNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "DiscussionForumPosting": "post",
    "LiveBlogPosting": "article-newspaper",
    "NewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "Report": "report",
    "ReportageNewsArticle": "article-newspaper",
    "ReviewNewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "SocialMediaPosting": "post",
    "TechArticle": "webpage",
}
# Meta tags that give the day of publication, the most telling first.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "published_time",
    "published-date",
    "publish_date",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "datecreated",
    "dc.date",
    "date",
)
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "creator",
)
_PUBLISHERS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
)
_TITLES = ("og:title", "twitter:title", "citation_title", "parsely-title", "dc.title", "dcterms.title")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?=$|[T\s]))?(?=$|[T\s]))?(?=$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
# Years of the Solar and the lunar Hijri calendar, which look like years of long ago.
_FIRST_YEAR = 1500
# What browsers and SingleFile write at the top of the pages that they save.
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(https?://\S{1,2000})")
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})\s{1,9}"
    r"saved date:\s{0,9}(?:\w+ )?(.{11,15}\d{4})"
)
_TITLE_PARTS = re.compile(r"\s+[-–—|•·:»«‹›]+\s+|\s*[|｜»«]\s*|_(?=[^_]*$)")
_LONGEST_OUTLET = 5  # words
_MOST_VALUES = 50_000
_MOST_ARTICLES = 200
_MOST_NAMES = 50
_LONGEST_FIELD = 1000  # characters
_MOST_BYLINES = 20
_LONGEST_BYLINE = 200
_ASIDE = "related recommended comments comment sidebar aside footer teaser card promo more"
_AROUND = frozenset(_ASIDE.split())
_BYLINES = frozenset({"byline", "author", "authors", "autor", "auteur", "yazar", "avtor"})
_NO_BYLINES = frozenset(
    {"bio", "box", "image", "photo", "avatar", "related", "comment", "comments", "time", "date"}
)


@dataclass
class PageFacts:
    """What a page says of itself, as found; empty is what it does not say."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    things: list[dict[str, Any]] = field(default_factory=list)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    times: list[tuple[str, str, bool]] = field(default_factory=list)
    properties: dict[str, list[str]] = field(default_factory=dict)
    bylines: dict[Element, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    title_tag: str = ""
    html_language: str = ""
    canonical: str = ""
    base: str = ""
    saved_from: str = ""
    accessed: str = ""

    def field(self, name: str) -> str:
        """What the article in the JSON-LD has for a field, where that is text."""
        given = (thing[name] for thing in self.things if isinstance(thing.get(name), str))
        return next((_plain(text[:_LONGEST_FIELD]) for text in given), "")

    @property
    def kind(self) -> str:
        """The CSL type."""
        return next((_KINDS[name] for thing in self.things for name in _types(thing)), "webpage")

    @property
    def title(self) -> str:
        """The headline, without the site's name."""
        candidates = [self.field("headline"), *map(self._meta, _TITLES), self.title_tag]
        candidates = [text for text in map(_plain, candidates) if text]
        for heading in self.headings:
            key = key_of(heading).casefold()
            if len(key) >= 4 and any(key in key_of(text).casefold() for text in candidates):
                return heading
        if not candidates:
            return self.headings[0] if len(self.headings) == 1 else ""
        return self._without_outlet(candidates[0])

    @property
    def publisher(self) -> str:
        """Who published it: in the data, the meta tags, or behind the headline in the window's title."""
        for thing in self.things:
            named = self._name(thing.get("publisher"))
            if named:
                return named
        for name in _PUBLISHERS:
            if named := _plain(self._meta(name)):
                return named
        return self._outlet_in_title()

    @property
    def description(self) -> str:
        given = [self._meta("og:description"), self._meta("description"), self.field("description")]
        return max(map(_plain, given), key=len)

    @property
    def body(self) -> str:
        """The article's text as the JSON-LD gives it, if it does."""
        bodies = [thing["articleBody"] for thing in self.things if isinstance(thing.get("articleBody"), str)]
        return max(bodies, key=len, default="")

    def author(self, publisher: str) -> tuple[str, ...]:
        """Who wrote it; the more exact place goes first, and only one of them is asked."""
        outlets = [publisher, self._meta("og:site_name"), urlsplit(self.url[0]).hostname or ""]
        outlets += [outlet.removeprefix("www.") for outlet in outlets]
        data = [name for thing in self.things[:1] for name in self._people(thing)]
        places = [data, [value for name in _AUTHORS for value in self.meta.get(name, [])]]
        places += [self.properties.get("author", []), self._bylines()]
        return next(filter(None, (authors_of(map(_plain, given), outlets) for given in places)), ())

    def published(self, language: str) -> str:
        """The day of publication in EDTF, no more exact than it is given."""
        given = [self.field("datePublished"), *map(self._meta, _PUBLISHED)]
        given += self.properties.get("datepublished", [])[:1]
        for text in filter(None, given):
            if date := date_of(text, language):
                return date
        if date := date_of(self.field("dateCreated"), language):
            return date
        return self._dated_element(language)

    def _dated_element(self, language: str) -> str:
        """The day that the page's time elements give; of several, the one before the text."""
        for before_text in (True, False):
            days = {
                date_of(machine, language) or day_of(shown, language)
                for machine, shown, early in self.times
                if early or not before_text
            } - {""}
            if len(days) == 1:
                return days.pop()
        return ""

    @property
    def url(self) -> tuple[str, str]:
        """The page's address and that of its archived copy."""
        main = next((thing.get("mainEntityOfPage") for thing in self.things), "")
        main = main.get("@id") if isinstance(main, dict) else main
        given = [self.canonical, self._meta("og:url"), self.field("url"), main, self._meta("twitter:url")]
        known = [self._absolute(text) for text in given if isinstance(text, str) and text.strip()]
        known = [url for url in [*known, self.saved_from] if _is_address(url)]
        archived = [url for url in known if is_archive(url)]
        live = [url for url in known if not is_archive(url)]
        # An address without a path is that of the whole site.
        live.sort(key=lambda url: urlsplit(url).path in ("", "/"))
        of = [original for url in archived if (original := original_of(url))]
        return next(iter([*live, *of]), ""), next(iter(archived), "")

    @property
    def language(self) -> str:
        """The language that the page says it is in, if that can be one."""
        given = [self.html_language, self.field("inLanguage"), self._meta("content-language")]
        given += [self._meta("og:locale"), self._meta("dc.language")]
        usual = (tag.strip().replace("_", "-") for tag in given)
        known = (tag for tag in usual if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag))
        tag = next(known, "")
        return tag[:3].lower() + tag[3:] if tag else ""

    @property
    def is_free(self) -> bool:
        """Whether the page does not say that one has to pay for it."""
        given = {str(thing.get("isAccessibleForFree", "")).lower() for thing in self.things}
        return "false" not in given and self._meta("article:content_tier") not in ("locked", "metered")

    def _meta(self, name: str) -> str:
        return next(iter(self.meta.get(name, [])), "")

    def _absolute(self, address: str) -> str:
        try:
            return urljoin(self.base or self.saved_from, address.strip())
        except ValueError:
            return ""

    def _name(self, value: Any) -> str:
        """The name of a person or an organisation, however it is given."""
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            named = value.get("name")
            if not named and isinstance(value.get("@id"), str):
                named = self.by_id.get(value["@id"], {}).get("name")
            value = named[0] if isinstance(named, list) and named else named
        text = value[:_LONGEST_FIELD] if isinstance(value, str) else ""
        return "" if _is_address(text) else _plain(text)

    def _people(self, thing: dict[str, Any]) -> list[str]:
        given = thing.get("author") or thing.get("creator")
        return [self._name(each) for each in (given[:_MOST_NAMES] if isinstance(given, list) else [given])]

    def _bylines(self) -> list[str]:
        """The bylines of the page; where some begin as bylines do, these."""
        plain = [text for text in self.bylines.values() if begins_byline(text)]
        return plain or list(self.bylines.values())

    def _outlets(self) -> set[str]:
        names = [self._meta(name) for name in (*_PUBLISHERS, "twitter:site", "twitter:creator")]
        names += [self._name(thing.get("publisher")) for thing in self.things]
        hosts = [urlsplit(url).hostname or "" for url in self.url]
        names += [part for host in hosts for part in (host, host.removeprefix("www.").split(".")[0])]
        return {key_of(name).casefold() for name in names} - {""}

    def _without_outlet(self, title: str) -> str:
        """A title without the parts at its end, or its beginning, that name the site."""
        outlets = self._outlets()
        parts = _TITLE_PARTS.split(title)
        first, last = 0, len(parts)
        while last - first > 1 and key_of(parts[last - 1]).casefold() in outlets:
            last -= 1
        while last - first > 1 and key_of(parts[first]).casefold() in outlets:
            first += 1
        if (first, last) == (0, len(parts)):
            # `Headline | Section | Outlet`, where nothing else names the outlet.
            piped = re.split(r"\s+[|»]\s+", title)
            return piped[0] if len(piped) > 1 and len(piped[0].split()) > _LONGEST_OUTLET - 2 else title
        start = title.index(parts[first]) if first else 0
        end = title.rindex(parts[last]) if last < len(parts) else len(title)
        return re.sub(r"[\s\-–—|｜•·:»«‹›_]+$", "", title[start:end]) if last < len(parts) else title[start:]

    def see_headline(self, texts: Iterable[str]) -> None:
        """Where no heading is one, take the line of the text that the window's title has as a part."""
        title = _plain(self.title_tag)
        whole = key_of(title).casefold()
        if any(key_of(heading).casefold() in whole for heading in self.headings):
            return
        parts = {key_of(part): part for part in _TITLE_PARTS.split(title) if len(part.split()) > 2}
        found = next((parts[key] for text in texts if (key := key_of(text)) in parts), "")
        self.headings += [found] if found else []

    def _outlet_in_title(self) -> str:
        """What stands beside the headline in the window's title: `The pier is open – Harbour News`."""
        title = _plain(self.title_tag)
        for heading in self.headings:
            if (
                title.endswith(heading)
                and len(parts := _TITLE_PARTS.split(title)) > 1
                and parts[-1] == heading
            ):
                return parts[0] if len(parts[0].split()) <= _LONGEST_OUTLET else ""
            if title.startswith(heading) and len(title) > len(heading):
                rest = re.sub(r"^[\s\-–—|｜•·:»«‹›_]+", "", title[len(heading) :])
                parts = [part for part in _TITLE_PARTS.split(rest) if part]
                if parts and len(parts[-1].split()) <= _LONGEST_OUTLET and title[len(heading)] in " -–—|｜_":
                    return parts[-1]
        return ""


def facts_of(root: Element) -> PageFacts:
    """What the tree of a page, with all that is in it, says of it."""
    facts = PageFacts(html_language=root.get("lang") or root.get("xml:lang") or "")
    early = True
    scripts: list[str] = []
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            _read_comment(facts, element.text or "")
        elif tag == "meta":
            name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").strip()
            content = (element.get("content") or "").strip()
            content = content[:_LONGEST_FIELD]
            if name and content:
                _add(facts.meta, name.lower().replace("dc:", "dc."), content)
            if (prop := element.get("itemprop")) and content:
                _add(facts.properties, prop.lower(), content)
                _add(facts.meta, prop.lower(), content)
        elif tag == "title" and not facts.title_tag:
            facts.title_tag = brief(element, 1000)
        elif tag == "link":
            rels = (element.get("rel") or "").lower().split()
            if "canonical" in rels and not facts.canonical:
                facts.canonical = element.get("href") or ""
        elif tag == "base" and not facts.base:
            facts.base = element.get("href") or ""
        elif tag == "h1" and len(facts.headings) < _MOST_NAMES:
            if text := brief(element, 500):
                facts.headings.append(text)
        elif tag == "script":
            if (element.get("type") or "").lower().startswith("application/ld+json"):
                scripts.append(element.text or "")
        elif tag == "p" and early and len(brief(element).split()) > 25:
            early = False
        if isinstance(tag, str):
            _read_named(facts, element, early)
    for script in scripts:
        _read_data(facts, script)
    _sort_things(facts)
    return facts


def date_of(text: str, language: str = "") -> str:
    """A date as machines write it, or else as a line shows it, in EDTF; empty if it is none."""
    text = text.strip().translate(_DIGITS)
    match = _ISO.match(text) or _COMPACT.fullmatch(text[:8])
    if match:
        year, month, day = match.groups()
        if int(year) < _FIRST_YEAR:
            # Only in Persian is it plain which calendar that is.
            is_solar = language.split("-")[0] == "fa" and month and day
            return day_of(f"{year}/{month}/{day}", "fa") if is_solar else ""
        date = "-".join(part.zfill(2) for part in (year, month, day) if part)
    else:
        try:
            date = email.utils.parsedate_to_datetime(text).date().isoformat()
        except (ValueError, IndexError):
            return day_of(text, language) if len(text) < 80 else ""
    try:
        return parse(date).text
    except ValueError:
        return ""


def _add(fields: dict[str, list[str]], name: str, value: str) -> None:
    values = fields.setdefault(name, [])
    if len(values) < _MOST_NAMES:
        values.append(value)


def _read_comment(facts: PageFacts, text: str) -> None:
    if facts.saved_from:
        return
    if match := _SAVED_FROM.search(text[:4000]):
        facts.saved_from = match[1]
    elif match := _SINGLE_FILE.search(text[:4000]):
        facts.saved_from = match[1]
        facts.accessed = _email_date(f"{match[2]} 00:00:00") or _email_date(_day_first(match[2]))


def _read_named(facts: PageFacts, element: Element, early: bool) -> None:
    """Take what elements of the page say that are named for it: times, authors."""
    prop = (element.get("itemprop") or "").lower()
    if element.tag == "time" and len(facts.times) < _MOST_NAMES:
        words = words_of(element) + " " + " ".join(map(words_of, _around(element)))
        if (
            not _AROUND & set(re.findall(r"[a-z]+", words))
            and "updated" not in words
            and "modified" not in prop
        ):
            facts.times.append((element.get("datetime") or "", brief(element, 100), early))
    if "datepublished" in prop.split():
        value = element.get("datetime") or element.get("content") or brief(element, 100)
        _add(facts.properties, "datepublished", value)
    elif "author" in prop.split() and element.tag != "meta":
        names = [each for each in islice(element.iter(), 50) if each.get("itemprop") == "name"] or [element]
        for each in names[:_MOST_BYLINES]:
            _add(facts.properties, "author", each.get("content") or brief(each, _LONGEST_BYLINE))
    elif len(facts.bylines) < _MOST_BYLINES and _names_author(element):
        text, pieces = brief(element, _LONGEST_BYLINE + 1), lines(element)
        listed = is_list_of_names(pieces)
        inner = any(map(_names_author, islice(element.iter(), 1, _MOST_BYLINES)))
        around = list(_around(element))
        if (
            len(text) <= _LONGEST_BYLINE
            and (listed or not inner)
            and not any(each in facts.bylines for each in around)
            and not any(_AROUND & set(re.findall(r"[a-z]+", words_of(each))) for each in around)
        ):
            facts.bylines[element] = "; ".join(pieces) if listed else text


def _names_author(element: Element) -> bool:
    """Whether an element is named as one that says who wrote the article."""
    if element.tag in ("html", "body", "article", "main", "script", "meta", "link"):
        return False
    words = set(re.findall(r"[a-z]+", words_of(element)))
    return bool(_BYLINES & words) and not _NO_BYLINES & words


def _around(element: Element) -> Iterator[Element]:
    for number, each in enumerate(element.iterancestors()):
        if number >= 6 or each.tag in ("body", "main", "article"):
            return
        yield each


def _read_data(facts: PageFacts, script: str) -> None:
    """Take the articles in a script of JSON-LD, wherever in it, and what they refer to."""
    script = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$|;\s*$", "", script.strip())
    try:
        waiting = deque([json.loads(script, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(each for each in value if isinstance(each, dict | list))
        elif isinstance(value, dict):
            if next(_types(value), None) and len(facts.things) < _MOST_ARTICLES:
                facts.things.append(value)
            if isinstance(value.get("@id"), str) and value.get("name"):
                facts.by_id.setdefault(value["@id"], value)
            waiting.extend(each for each in value.values() if isinstance(each, dict | list))


def _sort_things(facts: PageFacts) -> None:
    """Put the article of this page before those of others that it names."""
    keys = [key_of(text).casefold() for text in (*facts.headings, *facts.meta.get("og:title", []))]

    def is_other(thing: dict[str, Any]) -> bool:
        headline = thing.get("headline") or thing.get("name")
        key = key_of(_plain(headline[:_LONGEST_FIELD])).casefold() if isinstance(headline, str) else ""
        return not key or not any(key in other or other in key for other in keys if other)

    if any(not is_other(thing) for thing in facts.things):
        facts.things.sort(key=is_other)


def _email_date(text: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (ValueError, IndexError):
        return ""


def _day_first(date: str) -> str:
    """`Jan 18 2024`, as JavaScript writes a date, in the order of e-mail: `18 Jan 2024`."""
    month, day, year = [*date.split(), "", "", ""][:3]
    return f"{day} {month} {year} 00:00:00 +0000"


def _types(thing: dict[str, Any]) -> Iterator[str]:
    given = thing.get("@type")
    for name in given if isinstance(given, list) else [given]:
        if isinstance(name, str) and name.rpartition("/")[2] in _KINDS:
            yield name.rpartition("/")[2]


def _plain(text: str) -> str:
    """A text of data in one line, without markup; many pages have entities of HTML in it."""
    return " ".join(re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", unescape(text)).split())


def _is_address(text: str) -> bool:
    try:
        return text.startswith(("https://", "http://")) and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def every_heading(facts: PageFacts) -> Iterable[str]:
    """What may stand as the headline of the page's text."""
    return filter(None, (facts.title, *facts.headings))
