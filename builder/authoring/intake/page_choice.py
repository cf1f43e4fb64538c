"""Which blocks of a page are its article.

Trafilatura says which blocks it takes for the main text; where it has no vote, the element that holds most
text does. Around these, what is often missed is taken too: the paragraph that leads in, and paragraphs
between two of the article. What is often taken too much is left out: boxes that ask for money or an address,
rules for comments, links to other articles. Where a page's data hold the article's text, that decides. Every
longer paragraph near the article that is left out is named.
"""

import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import lxml.html
from lxml import etree

from builder.authoring.intake.bylines import begins_byline, without_beginning
from builder.authoring.intake.heading import day_of
from builder.authoring.intake.page_blocks import Block, Container, key_of
from builder.authoring.intake.page_facts import PageFacts, every_heading
from builder.authoring.intake.page_tree import Element
from builder.authoring.intake.page_words import BOXES, ELSEWHERE, LEADS, TAIL

_TAGS = frozenset({"nav", "aside", "footer", "form", "figcaption", "menu", "dialog", "button", "select"})
# Trafilatura's work grows faster than the page. Larger and deeper pages go without its vote, and it sees no
# elements within a line, of which there may be thousands.
_MOST_BLOCKS = 3000
_MOST_ELEMENTS = 12_000
_DEEPEST = 100
_WITHIN_LINES = """
b i em strong span font u small big sup sub mark abbr cite q code kbd samp var time data ins bdi bdo tt dfn
nobr ruby rb
"""
_INLINE = frozenset(_WITHIN_LINES.split())
_SENTENCE_END = re.compile(r"[.!?…。！？۔؟।:][\"”’»)\]」』“‘]*$")
# A year or a time of day, as lines about the article have them.
_DATED = re.compile(r"\b(?:1[34]|20)\d\d\b|\b\d{1,2}[:h]\d\d\b")
_LONG = 30  # letters and digits: a sentence, in any script
_LINKED = 0.6
_LONGEST_TAIL = 400
_MOST_TAIL = 12  # blocks
_BEFORE = 60  # blocks before the article, in which a lead is looked for
_LONGEST_AROUND = 160  # characters of a byline or a date
_IN_BODY = 0.8
_LONGEST_BODY = 200_000  # letters
_SHOWN = 8  # words
_SHOWN_LETTERS = 40


@dataclass(frozen=True)
class Choice:
    """The blocks that are the article, in order, and the longer ones beside it that are not."""

    taken: list[Block]
    left_out: list[str]


def choose(
    root: Element, blocks: Sequence[Block], containers: Sequence[Container], facts: PageFacts, language: str
) -> Choice:
    """The article among a page's blocks; `root` is the tree that they come from."""
    return _Chooser(blocks, containers, facts, language).choose(_voted(root, blocks))


def _voted(root: Element, blocks: Sequence[Block]) -> set[int]:
    """The numbers of the blocks that Trafilatura takes for the main text."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # else it writes to the terminal
    etree.strip_tags(root, *_INLINE)
    if len(blocks) > _MOST_BLOCKS or _is_too_much(root):
        return set()
    # Written and read again, so that each text is one node.
    page = lxml.html.document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
    document: Any = trafilatura.bare_extraction(page, include_comments=False, fast=True)
    text = (document.text if document else "") or ""
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        places.setdefault(block.key, []).append(number)
    voted: set[int] = set()
    at = 0
    for line in text.splitlines():
        if found := places.get(key_of(line)):
            # Of blocks that say the same, the next one.
            at = found[bisect_left(found, at) % len(found)]
            voted.add(at)
    return voted


def _is_too_much(root: Element) -> bool:
    """Whether there are more elements, or deeper ones, than on pages that people write."""
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        count += event == "start"
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or count > _MOST_ELEMENTS


class _Chooser:
    """What is known of a page's blocks, and the steps of choosing among them."""

    def __init__(
        self, blocks: Sequence[Block], containers: Sequence[Container], facts: PageFacts, language: str
    ) -> None:
        self.blocks = blocks
        self.containers = containers
        self.facts = facts
        self.language = language
        self.keys = [block.key for block in blocks]
        self.body = _Body(key_of(facts.body))
        self.description = key_of(facts.description)
        authors = facts.author(facts.publisher)
        self.around = {key_of(text) for text in (*authors, *(shown for _, shown, _ in facts.times))} - {""}
        headings = {key_of(text) for text in every_heading(facts)}
        self.headline = next(
            (
                number
                for number, block in enumerate(blocks)
                if block.kind == "h1" and self.keys[number] in headings
            ),
            next((number for number, key in enumerate(self.keys) if key in headings), -1),
        )

    def choose(self, voted: set[int]) -> Choice:
        voted = {number for number in voted if len(self.keys[number]) >= _LONG} or self._densest()
        if not voted:
            return Choice([], [])
        weights = self._weights(voted)
        whole = sum(len(self.keys[number]) for number in voted)
        self.boxed = [self._is_boxed(block, weights, whole / 2) for block in self.blocks]
        core = {number for number in voted if not self.boxed[number]} or voted
        if self.headline >= 0 and any(number > self.headline for number in core):
            core = {number for number in core if number > self.headline}
        first, last = min(core), max(core)
        main = self._main(core)
        taken = {number for number in range(first, last + 1) if self._belongs(number, core)}
        taken |= self._lead(first, main)
        taken |= self._ending(last)
        taken = self._without_tail(taken)
        taken |= self._in_data(taken, main)
        taken = self._without_bare_headings(taken)
        near = range(self.headline + 1 if 0 <= self.headline < first else first, last + 1)
        around = self._main(core, outermost=True)
        beside = sorted(
            {*near, *(number for number in range(len(self.blocks)) if self._within(number, around))}
        )
        return Choice(
            [self.blocks[number] for number in self._once(sorted(taken))],
            [_beginning(self.blocks[number].text) for number in self._worth_naming(beside, taken)],
        )

    def _densest(self) -> set[int]:
        """Where nothing was voted for: the longer blocks in the element that directly holds most of them."""
        held: Counter[int] = Counter()
        longer = [number for number, key in enumerate(self.keys) if len(key) >= _LONG]
        for number in longer:
            block = self.blocks[number]
            if block.linked < len(self.keys[number]) * _LINKED:
                around = self._chain(block.container)
                for weight, container in zip((4, 3, 2), around, strict=False):
                    held[container] += len(self.keys[number]) * weight
        if not held:
            return set(longer)
        best = held.most_common(1)[0][0]
        return {number for number in longer if best in self._chain(self.blocks[number].container)[:3]} or set(
            longer
        )

    def _chain(self, container: int) -> list[int]:
        """The elements around a place, from the innermost, as far as sixty."""
        chain: list[int] = []
        while container >= 0 and len(chain) < 60:
            chain.append(container)
            container = self.containers[container].around
        return chain

    def _weights(self, voted: Iterable[int]) -> Counter[int]:
        """How many letters of the main text each element holds."""
        weights: Counter[int] = Counter()
        for number in voted:
            for container in self._chain(self.blocks[number].container):
                weights[container] += len(self.keys[number])
        return weights

    def _is_boxed(self, block: Block, weights: Counter[int], most: float) -> bool:
        """Whether a block stands in a box that is no part of the article."""
        for number in self._chain(block.container):
            container = self.containers[number]
            if weights[number] > most:
                return False
            named = container.words & BOXES and not container.words & LEADS
            if named or container.tag in _TAGS:
                return True
        return False

    def _main(self, core: set[int], outermost: bool = False) -> int:
        """The number of the smallest `article`, `main` or other element around most of the core.

        Outermost: the largest `article` or `main`, which may hold comments and other articles as well.
        """
        weights = self._weights(core)
        whole = sum(len(self.keys[number]) for number in core)
        holding = [number for number, weight in weights.items() if weight >= whole * 0.9]
        named = [number for number in holding if self.containers[number].tag in ("article", "main")]
        if outermost and named:
            return min(named)
        return max(named or holding, default=-1)

    def _within(self, number: int, container: int) -> bool:
        return container >= 0 and container in self._chain(self.blocks[number].container)

    def _belongs(self, number: int, core: set[int]) -> bool:
        """Whether a block between two of the core is a part of the article."""
        if number in core:
            return not self._leads_elsewhere(number)
        block = self.blocks[number]
        if self.boxed[number] or self._leads_elsewhere(number):
            return False
        return (
            block.is_heading
            or block.kind in ("li", "tr", "pre")
            or self._is_prose(number)
            or (block.linked == 0 and len(self.keys[number]) > 3 and not self._says_around(number))
        )

    def _says_around(self, number: int) -> bool:
        """Whether a line that is no paragraph says who wrote the article, or when, as its data do."""
        text = self.blocks[number].text
        if len(text) > _LONGEST_AROUND or self.containers[self.blocks[number].container].tag == "p":
            return False
        return bool({key_of(text), key_of(without_beginning(text))} & self.around)

    def _leads_elsewhere(self, number: int) -> bool:
        """Whether a block is a link to another article, or a line such as “Advertisement”."""
        block, letters = self.blocks[number], len(self.keys[number])
        if self.keys[number] in self.body:
            return False
        if ELSEWHERE.match(block.text) and (letters < _LONG or block.linked > letters * 0.3):
            return True
        return block.linked > letters * _LINKED and (letters < 4 * _LONG) and block.kind != "tr"

    def _is_prose(self, number: int) -> bool:
        return len(self.keys[number]) >= _LONG and _SENTENCE_END.search(self.blocks[number].text) is not None

    def _is_about(self, text: str) -> bool:
        """Whether a line is a byline, a date or a time of reading, and nothing else."""
        if len(text) > _LONGEST_AROUND:
            return False
        known = {key_of(text), key_of(without_beginning(text))} & self.around
        return bool(known) or begins_byline(text) or bool(day_of(text, self.language))

    def _lead(self, first: int, main: int) -> set[int]:
        """The blocks before the first of the core that lead in."""
        start = self.headline + 1 if 0 <= self.headline < first else None
        found: set[int] = set()
        for number in range(max(0, first - _BEFORE), first):
            block, key = self.blocks[number], self.keys[number]
            if key == self.keys[first] or number == self.headline:
                continue
            described = len(key) >= _LONG and (self.description.startswith(key[:60]) or key in self.body)
            named = any(self.containers[each].words & LEADS for each in self._chain(block.container)[:2])
            after_headline = start is not None and number >= start
            if described and (after_headline or self._within(number, main)):
                found.add(number)
            elif self.boxed[number] or self._leads_elsewhere(number):
                continue
            elif self._is_about(block.text):
                # A byline that is a paragraph as any other can be quoted as any other.
                if after_headline and self.containers[block.container].tag == "p" and not block.linked:
                    found.add(number)
            elif after_headline:
                if (
                    named
                    or block.kind == "tr"
                    or self._is_prose(number)
                    or (block.is_heading and (len(key) >= _LONG or number == first - 1))
                    or (len(key) >= _LONG and not block.linked and not _DATED.search(block.text))
                ):
                    found.add(number)
            elif self._within(number, main) and (self._is_prose(number) or (named and len(key) >= _LONG)):
                found.add(number)
        return found

    def _ending(self, last: int) -> set[int]:
        """The sentences behind the last of the core that stand beside it, such as a short last paragraph."""
        beside = self._parent(last)
        found: set[int] = set()
        for number in range(last + 1, len(self.blocks)):
            block = self.blocks[number]
            is_sentence = _SENTENCE_END.search(block.text) is not None and not block.linked
            if (
                self._parent(number) != beside
                or not is_sentence
                or self.boxed[number]
                or self._is_about(block.text)
            ):
                break
            found.add(number)
        return found

    def _parent(self, number: int) -> int:
        """The element around the one that directly holds a block."""
        return self.containers[self.blocks[number].container].around

    def _without_tail(self, taken: set[int]) -> set[int]:
        """What was taken, without the lines beneath the article that speak of something else."""
        ordered = sorted(taken)
        end = len(ordered)
        for place in range(len(ordered) - 1, max(0, len(ordered) - 1 - _MOST_TAIL), -1):
            number = ordered[place]
            block = self.blocks[number]
            in_body = self.keys[number] in self.body
            if in_body or len(block.text) > _LONGEST_TAIL:
                break
            if TAIL.search(block.text) or self._is_missing_in_data(number, ordered[:place]):
                end = place
            elif not (block.is_heading or len(self.keys[number]) < _LONG or block.kind == "li"):
                break
        return set(ordered[:end])

    def _is_missing_in_data(self, number: int, others: Sequence[int]) -> bool:
        """Whether the data hold nearly all of the article, and not this block."""
        if self.keys[number] in self.body:
            return False
        whole = sum(len(self.keys[each]) for each in others)
        held = sum(len(self.keys[each]) for each in others if self.keys[each] in self.body)
        return held > 0 and held >= whole * _IN_BODY

    def _in_data(self, taken: set[int], main: int) -> set[int]:
        """Longer blocks of the page's main part that stand in the article as its data give it."""
        held = {self.keys[number] for number in taken}
        return {
            number
            for number, key in enumerate(self.keys)
            if len(key) >= _LONG and key not in held and key in self.body and self._within(number, main)
        }

    def _without_bare_headings(self, taken: set[int]) -> set[int]:
        """What was taken, without headings at the end that nothing of the article follows."""
        ordered = sorted(taken)
        while ordered and (
            self.blocks[ordered[-1]].is_heading
            or (TAIL.search(self.blocks[ordered[-1]].text[:30]) and len(self.keys[ordered[-1]]) < _LONG)
        ):
            ordered.pop()
        return set(ordered)

    def _once(self, ordered: list[int]) -> list[int]:
        """Blocks without those that say what the one before them says."""
        ordered = [number for number in ordered if number != self.headline]
        kept = ordered[:1]
        kept += [after for before, after in pairwise(ordered) if self.keys[before] != self.keys[after]]
        return kept

    def _worth_naming(self, beside: Sequence[int], taken: set[int]) -> list[int]:
        """Blocks that were left out and are sentences that stand nowhere in what was taken."""
        held = {self.keys[number] for number in taken}
        return [
            number
            for number in beside
            if number not in taken
            and number != self.headline
            and self.keys[number] not in held
            and len(self.keys[number]) >= _LONG
            and self.blocks[number].linked < len(self.keys[number]) * _LINKED
            and (len(self.keys[number]) >= 2 * _LONG or _SENTENCE_END.search(self.blocks[number].text))
            and self.keys[number] not in self.around
        ]


class _Body:
    """The article's text as the page's data give it, by its letters, to look longer pieces up in."""

    def __init__(self, key: str) -> None:
        self._key = key[:_LONGEST_BODY]
        ends = range(_LONG, len(self._key) + 1)
        self._places = {self._key[end - _LONG : end]: end - _LONG for end in reversed(ends)}

    def __contains__(self, key: str) -> bool:
        place = self._places.get(key[:_LONG])
        return place is not None and self._key.startswith(key, place)


def _beginning(text: str) -> str:
    words = text.split()
    shown = " ".join(words[:_SHOWN])
    return shown if len(words) > 3 else shown[:_SHOWN_LETTERS]
