"""Makes up briefings of any size, for measuring: the same numbers give the same bytes.

A briefing has sources whose texts hold every quote, events with and without a day, actors and places
with Persian names among them, disputes with figures, views, questions and background, and references
between all of these. It checks without an error. Of 10,000 records, 500 are sources, and they are
cited 20,000 times.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FILE_OF = 200
"""Records in one YAML file."""

# What of all records is of a kind, in hundredths; events are the rest.
_SHARES = {"sources": 5, "actors": 9, "places": 6, "disputes": 6, "views": 3, "questions": 2, "background": 4}
# How many sentences a record of a kind cites.
_CITED = {"actors": 2, "events": 2, "disputes": 4, "views": 4, "questions": 2, "background": 4}

_SENTENCES_A_PARAGRAPH = 4

_FIRST = date(2015, 1, 1)
_DAYS = 3600
_LAST = _FIRST + timedelta(days=_DAYS)

_SYLLABLES = (
    "ka",
    "ra",
    "mo",
    "shi",
    "da",
    "ne",
    "tu",
    "ba",
    "ri",
    "zo",
    "la",
    "fe",
    "gu",
    "ha",
    "ti",
    "pa",
    "so",
)
_PERSIAN = ("کرمان", "زاهدان", "سراوان", "خاش", "چابهار", "ایرانشهر", "نیک‌شهر", "پنجگور", "تربت", "گوادر")
_VERBS = {
    "shelling": "shelled",
    "raid": "raided",
    "clash": "fought in",
    "air-strike": "bombed",
    "attack": "attacked",
    "movement": "moved troops to",
    "diplomacy": "sent envoys to",
    "protest": "held a rally in",
}
_ACTOR_KINDS = ("armed-group", "state", "government-body", "organisation", "person")
_PRECISIONS = ("town", "district", "province", "point")


@dataclass(frozen=True)
class Workload:
    """What was made: how many records, files, quotes and sources."""

    records: int
    files: int
    quotes: int
    sources: int


class _Sentence(NamedTuple):
    """A sentence of a source's text: what it tells, in words that stand nowhere else in the text."""

    source: str
    text: str
    actor: int
    place: int
    kind: str
    day: date
    dead: int


def write(root: Path, records: int, *, seed: int = 1) -> Workload:
    """Write a briefing with so many records (20 at least) into an empty folder."""
    return _Writing(root, records, random.Random(seed)).run()


def _name(number: int) -> str:
    """A made-up name, another one for each number."""
    syllables = []
    number += len(_SYLLABLES)
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[rest])
    return "".join(syllables).capitalize()


class _Writing:
    """The writing of one briefing."""

    def __init__(self, root: Path, records: int, rng: random.Random) -> None:
        self.root = root
        self.rng = rng
        self.count = {kind: max(1, records * share // 100) for kind, share in _SHARES.items()}
        self.count["actors"] = max(3, self.count["actors"])
        self.count["events"] = max(1, records - sum(self.count.values()))
        self.quotes = 0
        self.files = 0
        self.sentences: list[_Sentence] = []
        self.next = 0

    def run(self) -> Workload:
        for folder in ("content/pages", "seeds"):
            (self.root / folder).mkdir(parents=True)
        needed = sum(self.count[kind] * cited for kind, cited in _CITED.items())
        each = max(8, needed // self.count["sources"] + 2)
        self.kind("sources", (self.source(number, each) for number in range(self.count["sources"])))
        self.rng.shuffle(self.sentences)
        self.kind("actors", (self.actor(number) for number in range(self.count["actors"])))
        self.kind("places", (self.place(number) for number in range(self.count["places"])))
        self.kind("events", (self.event(number) for number in range(self.count["events"])))
        self.kind("disputes", (self.dispute(number) for number in range(self.count["disputes"])))
        self.kind("views", (self.view(number) for number in range(self.count["views"])))
        self.kind("questions", (self.question(number) for number in range(self.count["questions"])))
        self.kind("background", (self.topic(number) for number in range(self.count["background"])))
        self.file("content/briefing.yml", self.overview())
        self.file("mkdocs.yml", _MKDOCS)
        self.file("content/pages/about.md", "# About\n\nA briefing made up for measuring.\n")
        return Workload(sum(self.count.values()), self.files, self.quotes, self.count["sources"])

    def file(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def kind(self, kind: str, records: Iterable[str]) -> None:
        """One file for the records of a kind or, where they are many, a folder of files."""
        records = list(records)
        for start in range(0, len(records), FILE_OF):
            name = kind if len(records) <= FILE_OF else f"{kind}/{start // FILE_OF + 1:03}"
            self.file(f"content/{name}.yml", "\n".join(records[start : start + FILE_OF]))
            self.files += 1

    def one(self, kind: str) -> int:
        """Some record of a kind, the first ones more often, as in real briefings."""
        return int(self.count[kind] * self.rng.random() ** 2)

    # Texts

    def source(self, number: int, sentences: int) -> str:
        id_ = f"source-{number}"
        told = [self.sentence(id_, index) for index in range(sentences)]
        self.sentences += told
        title = f"Report {number} from {_name(self.one('places'))}"
        paragraphs = [
            " ".join(sentence.text for sentence in told[start : start + _SENTENCES_A_PARAGRAPH])
            for start in range(0, sentences, _SENTENCES_A_PARAGRAPH)
        ]
        self.file(f"seeds/{id_}.txt", "\n\n".join([title, *paragraphs]) + "\n")
        return (
            f"{id_}:\n  title: {title}\n  kind: article-newspaper\n  text: seeds/{id_}.txt\n"
            f"  publisher: The {_name(number % 50)} Post\n  published: {_LAST}\n"
            f"  reliability: {'ABCDEF'[number % 6]}\n"
        )

    def sentence(self, source: str, index: int) -> _Sentence:
        actor, place = self.one("actors"), self.one("places")
        kind = self.rng.choice(list(_VERBS))
        day = _FIRST + timedelta(days=self.rng.randrange(_DAYS))
        dead = self.rng.randrange(2, 400)
        text = (
            f"On {day.day} {day:%B %Y} the {_name(actor)} group {_VERBS[kind]} {_name(place)}, "
            f"and {dead} people were killed there, witnesses told the {index + 1}th of our correspondents."
        )
        return _Sentence(source, text, actor, place, kind, day, dead)

    def told(self) -> _Sentence:
        """The next sentence that nothing rests on yet; from the first again when they are used up."""
        sentence = self.sentences[self.next % len(self.sentences)]
        self.next += 1
        return sentence

    def cites(self, sentence: _Sentence, indent: int) -> str:
        self.quotes += 1
        space = " " * indent
        return f'{space}cites:\n{space}  - source: {sentence.source}\n{space}    quote: "{sentence.text}"\n'

    def statement(self, sentence: _Sentence, indent: int = 4) -> str:
        space = " " * indent
        actor = f"[{_name(sentence.actor)} group][actor-{sentence.actor}]"
        place = f"[{_name(sentence.place)}][place-{sentence.place}]"
        return (
            f"{space}- text: >-\n{space}    The {actor} was in {place}, and\n"
            f"{space}    {sentence.dead} people were killed there, as the *report* says.\n"
            f"{self.cites(sentence, indent + 2)}"
        )

    def statements(self, count: int) -> str:
        return "".join(self.statement(self.told()) for _ in range(count))

    # Records

    def actor(self, number: int) -> str:
        part_of = f"  part_of: actor-{number // 10}\n" if number >= 10 else ""
        return (
            f"actor-{number}:\n  name: {_name(number)} group\n  kind: {_ACTOR_KINDS[number % 5]}\n{part_of}"
            f"  aliases: [{_PERSIAN[number % len(_PERSIAN)]} {number}]\n"
            f"  about:\n{self.statements(2)}"
        )

    def place(self, number: int) -> str:
        return (
            f"place-{number}:\n  name: {_name(number)}\n"
            f"  location: [{25 + number * 7919 % 1300 / 100:g}, {52 + number * 104729 % 1700 / 100:g}]\n"
            f"  precision: {_PRECISIONS[number % 4]}\n"
            f"  aliases: [{_PERSIAN[number % len(_PERSIAN)]} {number}]\n"
        )

    def event(self, number: int) -> str:
        first, second = self.told(), self.told()
        title = f"{first.kind.replace('-', ' ').capitalize()} {number} in {_name(first.place)}"
        # One in ten has no day, only its place among others.
        dated = f"date: {first.day}" if number % 10 or not number else f"after: [event-{number - 1}]"
        return (
            f"event-{number}:\n  title: {title}\n  kind: {first.kind}\n  {dated}\n"
            f"  place: place-{first.place}\n  by: [actor-{first.actor}]\n  against: [actor-{second.actor}]\n"
            f"  account:\n{self.statement(first)}{self.statement(second)}"
            f"  note: One of those that the [{_name(second.actor)}][actor-{second.actor}] group knows of.\n"
        )

    def dispute(self, number: int) -> str:
        about = number * 7 % self.count["events"]
        positions = [
            f"    - by: actor-{sentence.actor}\n      best: {sentence.dead}\n"
            f"      text: That {sentence.dead} people were killed there.\n{self.cites(sentence, 6)}"
            for sentence in (self.told() for _ in range(4))
        ]
        return (
            f"dispute-{number}:\n  question: How many people were killed in event {number}?\n"
            f"  about: [event-{about}]\n  measure: deaths\n  positions:\n{''.join(positions)}"
        )

    def view(self, number: int) -> str:
        sentence = self.told()
        return (
            f"view-{number}:\n  title: It will go on, says view {number}\n  analyst: actor-{sentence.actor}\n"
            f"  judgement: It is likely that the fighting goes on.\n  kind: forecast\n  likelihood: likely\n"
            f"  rests_on: [event-{number * 11 % self.count['events']}]\n{self.cites(sentence, 2)}"
            f"  reasons:\n{self.statements(3)}"
        )

    def question(self, number: int) -> str:
        return (
            f"question-{number}:\n  question: Will the fighting reach place {number}?\n  kind: watch\n"
            f"  why:\n{self.statements(2)}  indicators:\n    - Troops on the road.\n"
        )

    def topic(self, number: int) -> str:
        return (
            f"topic-{number}:\n  title: What came before, part {number}\n  statements:\n{self.statements(4)}"
        )

    def overview(self) -> str:
        ids = list(self.some_events())
        key_points = "".join(
            f"  - text: The fighting of [{record}] went on.\n    rests_on: [{record}]\n" for record in ids
        )
        return (
            "title: A briefing made up for measuring\nlanguage: en-GB\nas_of: 2024-12-31\n"
            "status: unchanged\nbottom_line:\n  - text: The fighting went on.\n    rests_on: [event-0]\n"
            f"key_points:\n{key_points}"
            "sides:\n  - label: One side\n    actors: [actor-0, actor-1]\n"
            "  - label: Other side\n    actors: [actor-2]\n"
        )

    def some_events(self) -> Iterator[str]:
        step = max(1, self.count["events"] // 6)
        return (f"event-{number}" for number in range(0, self.count["events"], step))


_MKDOCS = """\
site_name: A briefing made up for measuring
site_url: https://example.org/
docs_dir: content/pages
theme: briefing
plugins:
  - briefing
validation:
  links:
    anchors: warn
    unrecognized_links: warn
"""
