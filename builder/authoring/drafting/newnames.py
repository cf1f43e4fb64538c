"""Names of actors and places that the briefing does not know yet, proposed where the text says what they are.

In scripts with capitals, a name is a run of capitalised words, and it is proposed only with evidence of its
kind beside it: “province”, “Ministry”, a title, a verb of saying. In others only the names of states are
found, in the words of Babel; they are found in every language.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from builder.authoring.drafting.words import Word, joined, key, word_set, words
from builder.model.vocabulary import ActorKind, Precision


@dataclass(frozen=True)
class NewName:
    """A name that the briefing does not know.

    As an actor it has a `kind`, as a place a `precision`, as a state's both; `sure` is whether words beside
    it say which. `seen` is where it stands first, as it stands there.
    """

    name: str
    kind: ActorKind | None = None
    precision: Precision | None = None
    sure: bool = True
    aliases: tuple[str, ...] = ()
    seen: int = 0


class Run(NamedTuple):
    """A run of capitalised words in a text, without what a sentence's first word gives away nothing of."""

    words: tuple[Word, ...]
    # Whether it begins a sentence, where any word has a capital.
    first: bool

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end


_GOVERNMENT = word_set(
    "ministry army military parliament police navy force forces guards corps government court department ",
    "council office command cabinet senate congress assembly coastguard presidency directorate",
)
_ORGANISATION = word_set(
    "nations group union committee organisation organization institute university centre center foundation ",
    "agency association watch bank company observatory crescent cross party league monitor network "
    "programme ",
    "program society authority commission federation initiative trust hospital times post project fund",
    "forum metals oil energy steel airlines airways media press news radio television",
)
_ARMED = word_set(
    "front brigade brigades militia militias jaish jaysh lashkar battalion battalions mujahideen taliban"
)
_OF = frozenset({"of", "for"})
_TITLES = word_set(
    "president minister general gen lt lieutenant col colonel maj major capt captain brigadier "
    "admiral marshal ",
    "commander ambassador secretary dr mr mrs ms prof professor sheikh ayatollah imam king queen "
    "prince senator ",
    "governor mayor judge chancellor spokesman spokeswoman spokesperson sir lord chief prime vice "
    "deputy foreign ",
    "defence defense interior premier sergeant sgt inspector director",
)
# Titles that are parts of other names unless a title that stands alone follows: Foreign Minister.
_ONLY_BEFORE_TITLES = word_set("prime vice deputy foreign defence defense interior chief secretary director")
_LINKS = word_set("al ul ad el bin ibn de la van von und der da dos das du")
_ROLES = (
    ""
    "analyst|researcher|expert|fellow|spokesman|spokeswoman|spokesperson|minister|commander|director|head|chief"
    ""
    "|professor|officer|mayor|governor|leader|resident|doctor|lawyer|coordinator|activist|journalist|president"
    "|engineer|baker|miner|pilot|driver|soldier|priest|pastor|cleric|student|mother|father|sister|brother|widow"
    "|chairman|chairwoman|chair|secretary|farmer|trader|shopkeeper|fisherman|surgeon|judge|critic|author|writer"
    "|ambassador|diplomat|adviser|advisor|historian|economist|lecturer|scholar|farmer|teacher|nurse|official"
)
_ROLE_BEFORE = re.compile(
    rf"\b(?:(?:{_ROLES})(?:\s+(?:of|for|at)\s+[^,.;]{{1,40}},|,)?|\d+-year-old)\s+$", re.IGNORECASE
)
# `People’s` begins a name, where another possessive ends one.
_POSSESSIVES = word_set("people peoples women workers farmers teachers children doctors")
_SAID_BEFORE = re.compile(r"[,”\"’?!]\s*(?:said|says)\s+$")
_ROLE_AFTER = re.compile(
    rf"\s*,\s+(?:(?:an?|the|its|their)\s+(?:[\w’'-]+\s+){{0,4}})?(?:{_ROLES})\b"
    r"|\s+(?:of|from|at)\s+the\s+(?:[A-Z][\w-]*\s+)*(?:Centre|Center|Institute|University|Forum|Foundation)\b"
)
_AGE_AFTER = re.compile(r"\s*,\s+(?:1\d|[2-9]\d)\s*,")
_ARMED_AFTER = re.compile(
    r"\s+(?:armed\s+)?(?:group|militants?|fighters?|rebels?|militia|insurgents?|gunmen|guerrillas?)\b"
)
_CLAIMED = re.compile(
    r"\s*,?\s*(?:which\s+|who\s+)?(?:has\s+|have\s+|had\s+|later\s+)?claimed\s+responsibility\b"
)
_PLACE_WORDS: dict[str, Precision] = {
    "province": "province",
    "region": "province",
    "governorate": "province",
    "peninsula": "province",
    "district": "district",
    "county": "district",
    "valley": "district",
    "city": "town",
    "town": "town",
    "village": "town",
}
# Last words of names that stand for one spot.
_SPOTS = word_set("pass crossing airport bridge camp base dam square")
_PLACE_AFTER = re.compile(rf"\s+({'|'.join(_PLACE_WORDS)})\b", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    rf"\b({'|'.join(_PLACE_WORDS)})s?\s+of\s+$|\b(village|town|city)\s+$|\b(?:villages|towns|cities)\s+of\s+$",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:of|in|from|at|near|to|with|by|against|for)\s+(?:the\s+)?$", re.IGNORECASE)
# Names of waters and heights, for which there is no precision.
_LAND_AFTER = re.compile(
    r"\s+(?:straits?|sea|river|mountains?|hills?|gulf|bay|lake|ridge|islands?|desert|coast|border|plain)\b",
    re.IGNORECASE,
)
_PLACE_BESIDE = re.compile(
    rf",\s+(?:an?|the)\s+(?:[a-z-]+\s+){{0,2}}?({'|'.join(_PLACE_WORDS)}|port|capital|suburb|hamlet)\b"
)
_IN = re.compile(r"\b(?:(?:in|near|outside|around|towards?)|at\s+nearby)\s+$", re.IGNORECASE)
_DIRECTION = re.compile(
    r"\b((?:north|south|east|west|central)(?:ern)?(?:[- ]?(?:east|west)(?:ern)?)?)[\s-]+$", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s*[,.;:)]|\s+[a-z(]|\s*$")
# What may stand in a place that is none: `in Parliament`, `in World War`, `in Operation`.
_NOT_IN = word_set(
    "parliament congress world operation ramadan muharram islam arabic english persian heaven god christmas ",
    "army court war",
)
_MAX_PLACE_WORDS = 3
_CODE = re.compile("[A-Z]{2}")
# Areas, unions and codes for tests among the codes of territories.
_NO_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AQ"})
# Names of states that are other words as well, in scripts without capitals: financial, full, I.
_OTHER_WORDS = frozenset({("مالی",), ("پرو",), ("من",), ("جرسی",)})
_OTHER_STATE_NAMES = {
    "en": {
        "Turkey": "TR",
        "Burma": "MM",
        "Britain": "GB",
        "Palestine": "PS",
        "Ivory Coast": "CI",
        "North Macedonia": "MK",
        "Congo": "CG",
        "United States of America": "US",
    }
}


class _State(NamedTuple):
    code: str
    name: str


@lru_cache(maxsize=16)
def states(language: str) -> dict[tuple[str, ...], _State]:
    """The states and territories of the world in a language, by the keys of their names' words."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    names = {
        name: code
        for code, full in locale.territories.items()
        if _CODE.fullmatch(code) and code not in _NO_STATES
        for name in (re.sub(r"\s*\(.*\)", "", full), *re.findall(r"\((.*)\)", full))
    }
    names |= _OTHER_STATE_NAMES.get(language.split("-")[0], {})
    return {tuple(word.key for word in words(name)): _State(code, name) for name, code in names.items()}


def state_name(code: str) -> str:
    """The English name of a state."""
    return next((state.name for state in states("en").values() if state.code == code), code)


def has_capitals(language: str) -> bool:
    """Whether names are told from other words by capitals, in a language whose other words are read."""
    return language.split("-")[0] == "en"


def runs(text: str, starts: Iterable[int]) -> list[Run]:
    """The runs of capitalised words in a text; `starts` are where its sentences begin."""
    tokens = words(text)
    begins = set(starts)
    found: list[Run] = []
    position = 0
    while position < len(tokens):
        if not tokens[position].capital:
            position += 1
            continue
        end = position + 1
        while end < len(tokens) and joined(text, tokens[end - 1], tokens[end]):
            if (
                text[tokens[end - 1].end : tokens[end].start].strip() in ("'", "’", "ʼ")
                and len(tokens[end].key) == 1
            ):
                if tokens[end - 1].key not in _POSSESSIVES or not (
                    end + 1 < len(tokens) and tokens[end + 1].capital
                ):
                    break
                end += 2
                continue
            if "\n" in text[tokens[end - 1].end : tokens[end].start] or _ends(
                text, tokens[end - 1], tokens[end]
            ):
                break
            if tokens[end].capital:
                end += 1
            elif tokens[end].key in _LINKS | _OF and end + 1 < len(tokens) and tokens[end + 1].capital:
                if tokens[end].key in _OF and tokens[end - 1].key not in _GOVERNMENT | _ORGANISATION:
                    break
                if not joined(text, tokens[end], tokens[end + 1]):
                    break
                end += 2
            else:
                break
        found.append(Run(tuple(tokens[position:end]), tokens[position].start in begins))
        position = end
    return found


def _ends(text: str, left: Word, right: Word) -> bool:
    """Whether a full stop between two words ends a sentence: it does not after `Gen.` or an initial."""
    between = text[left.end : right.start]
    return "." in between and left.key not in _TITLES and len(left.key) > 1


def find(text: str, sentences: Iterable[int], language: str, speakers: Iterable[int] = ()) -> list[NewName]:
    """The names in a text for which there is evidence, by where they are seen first.

    `sentences` are where its sentences begin; `speakers` where a word stands that somebody says something by:
    a name right before it acts.
    """
    return list(_Finder(text, list(sentences), language, frozenset(speakers)).all())


_BODIES = ("organisation", "armed-group", "government-body")


class _Sighting(NamedTuple):
    name: str
    kind: ActorKind | None
    precision: Precision | None
    sure: bool
    seen: int


class _Finder:
    def __init__(self, text: str, sentences: list[int], language: str, speakers: frozenset[int]) -> None:
        self.text = text
        self.language = language
        self.speakers = speakers
        self.states = states(language)
        self.english = language.split("-")[0] == "en"
        self.runs = runs(text, sentences)
        # Words that have a capital where no sentence begins.
        self.names = Counter(word.key for run in self.runs for word in run.words[1 if run.first else 0 :])

    def all(self) -> Iterator[NewName]:
        sightings: dict[str, list[_Sighting]] = {}
        for sighting in self.sightings():
            sightings.setdefault(" ".join(word.key for word in words(sighting.name)), []).append(sighting)
        surnames = Counter(
            key(found[0].name.split()[-1])
            for found in sightings.values()
            if any(each.kind == "person" for each in found) and len(found[0].name.split()) > 1
        )
        surnames += Counter(
            key(found[0].name.split()[-1])
            for found in sightings.values()
            if len(found[0].name.split()) > 2 and any(each.kind in _BODIES for each in found)
        )
        for name, found in sightings.items():
            # `Brew said`, `the Fund warned`: a short name for what was named in full.
            if surnames[name] and len(found[0].name.split()) == 1:
                continue
            yield self.one(found, surnames)

    def one(self, found: list[_Sighting], surnames: Counter[str]) -> NewName:
        """One name from all its sightings: what is sure counts first, then what is seen first."""
        kinds = sorted((each for each in found if each.kind), key=lambda each: not each.sure)
        precisions = sorted((each for each in found if each.precision), key=lambda each: not each.sure)
        # A name is a place or an actor; only states are both, and cities that stand for their government.
        kind = kinds[0] if kinds else None
        place = precisions[0] if precisions else None
        if kind and place and kind.kind != "state":
            if kind.sure:
                place = None
            elif place.sure or len(precisions) >= len(kinds):
                kind = None
            else:
                place = None
        first = min(found, key=lambda each: each.seen)
        aliases = [self.acronym(each) for each in found]
        surname = first.name.split()[-1]
        if (
            kind
            and kind.kind in ("person", *_BODIES)
            and surnames[key(surname)] == 1
            and self.stands_alone(key(surname))
        ):
            aliases.append(surname)
        return NewName(
            name=first.name,
            kind=kind.kind if kind else None,
            precision=place.precision if place else None,
            sure=all(each.sure for each in (kind, place) if each),
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
            seen=first.seen,
        )

    def stands_alone(self, surname: str) -> bool:
        """Whether the last word of a name stands for it somewhere in the text."""
        return any(len(run.words) == 1 and run.words[0].key == surname for run in self.runs)

    def acronym(self, sighting: _Sighting) -> str:
        """The initials in brackets behind a name: Balochistan Liberation Army (BLA)."""
        end = sighting.seen + len(sighting.name)
        match = re.compile(r"\s?\(([A-Z]{2,6})\)").match(self.text, end)
        initials = "".join(word.key[0] for word in words(sighting.name) if word.capital).upper()
        return match[1] if match and match[1] == initials else ""

    def sightings(self) -> Iterator[_Sighting]:
        if not self.english:
            yield from self.states_in_text()
            return
        for run in self.runs:
            for part in self.parts(run):
                yield from self.judged(part)

    def states_in_text(self) -> Iterator[_Sighting]:
        """The names of states, where letters say nothing of names."""
        tokens = words(self.text)
        lengths = sorted({len(keys) for keys in self.states}, reverse=True)
        firsts = {keys[0] for keys in self.states if keys}
        cased = self.language.split("-")[0] not in ("fa", "ar", "ur", "he", "ps")
        for position, token in enumerate(tokens):
            if token.key not in firsts or (cased and not token.capital):
                continue
            for length in lengths:
                keys = tuple(word.key for word in tokens[position : position + length])
                if keys in self.states and (cased or keys not in _OTHER_WORDS):
                    yield _Sighting(self.states[keys].name, "state", None, True, token.start)
                    break

    def parts(self, run: Run) -> Iterator[Run]:
        """A run without the first word of its sentence, unless that is a name; parted at titles."""
        tokens = list(run.words)
        if run.first:
            while tokens and tokens[0].key in _FUNCTION_WORDS:
                tokens = tokens[1:]
                run = Run(tuple(tokens), False)
        part: list[Word] = []
        for position, token in enumerate(tokens):
            after = tokens[position + 1].key if position + 1 < len(tokens) else ""
            title = token.key in _TITLES and (
                token.key not in _ONLY_BEFORE_TITLES or after in _TITLES or after == "general"
            )
            if title:
                if part:
                    yield Run(tuple(part), run.first and part[0] is run.words[0])
                part = []
            else:
                part.append(token)
        if part:
            yield Run(tuple(part), run.first and part[0] is run.words[0])

    def judged(self, run: Run) -> Iterator[_Sighting]:
        """What the words in a name and beside it say that it is."""
        keys = tuple(word.key for word in run.words)
        if any(each in _CALENDAR for each in keys):
            return
        name = " ".join(self.text[run.start : run.end].split())
        before, after = self.text[max(0, run.start - 60) : run.start], self.text[run.end : run.end + 120]
        if keys in self.states:
            yield from self.state(self.states[keys].name, run, before, after)
            return
        for start in range(1, len(keys)):
            # `Iran Human Rights` is no state, `Islamic Republic of Iran` neither.
            if keys[:start] in self.states and re.search(r"[-–]", self.text[run.start : run.end]):
                return
        # Any word has a capital where a sentence begins: only what it does can tell.
        acts = self.speaks(run) and len(keys[0]) > 3 and keys[0] not in _COMMON_SPEAKERS
        acts = acts and not keys[0].endswith("s")
        if len(keys) == 1 and run.first and not self.names[keys[0]] and not acts:
            return
        if region := self.region(run, before):
            yield region
            return
        kind, sure = self.actor_kind(run, keys, before, after)
        if kind:
            yield _Sighting(name, kind, None, sure, run.start)
            return
        precision, sure = self.place_precision(run, keys, before, after)
        if precision:
            yield _Sighting(name, None, precision, sure, run.start)

    def state(self, name: str, run: Run, before: str, after: str) -> Iterator[_Sighting]:
        """A state that acts, and where it is where things happen, a place."""
        if region := self.region(run, before):
            yield region
        elif _IN.search(before) and not after.startswith(("’s", "'s")):
            yield _Sighting(name, None, "country", True, run.start)
        yield _Sighting(name, "state", None, True, run.start)

    def region(self, run: Run, before: str) -> _Sighting | None:
        """A part of a country: in northern Karsin."""
        direction = _DIRECTION.search(before)
        if not direction or not _IN.search(before[: direction.start()]):
            return None
        start = run.start - len(before) + direction.start()
        return _Sighting(" ".join(self.text[start : run.end].split()), None, "province", True, start)

    def speaks(self, run: Run) -> bool:
        """Whether a verb of saying follows, whose subject this is: not in `fishermen in Lusk said`."""
        if _OF_SOMEBODY.search(self.text, max(0, run.start - 30), run.start):
            return False
        gap = re.compile(
            r"\s*(?:,\s+(?:which|who)\s+)?\s*(?:(?:has|have|had|also|later|on \w+day)\s+)*"
        ).match(self.text, run.end)
        return gap is not None and gap.end() in self.speakers and gap.end() > run.end

    def actor_kind(
        self, run: Run, keys: tuple[str, ...], before: str, after: str
    ) -> tuple[ActorKind | None, bool]:
        several = len(keys) > 1
        if _CLAIMED.match(after) or (_ARMED_AFTER.match(after) and not self.is_of_a_people(keys)):
            return "armed-group", True
        head = (
            keys[-1]
            if not any(each in _OF for each in keys)
            else keys[min(i for i, each in enumerate(keys) if each in _OF) - 1]
        )
        if several and (keys[0] in _ARMED or head in _ARMED or keys[-2:] == ("liberation", "army")):
            return "armed-group", True
        if several and (head in _GOVERNMENT or keys[0] == "ministry"):
            return "government-body", True
        if several and head in _ORGANISATION:
            return "organisation", True
        if 2 <= len(keys) <= 4 and not re.search(r"\bthe\s+$", before, re.IGNORECASE):
            titled = self.titled(run)
            if titled or _ROLE_BEFORE.search(before) or _ROLE_AFTER.match(after) or _AGE_AFTER.match(after):
                return "person", True
            if self.speaks(run) or _SAID_BEFORE.search(before):
                return "person", False
        if len(keys) == 1 and self.titled(run) and self.speaks(run):
            return "person", True
        if self.speaks(run) and not self.is_of_a_people(keys):
            return "organisation", False
        return None, False

    def titled(self, run: Run) -> bool:
        """Whether a title stands right before."""
        before = words(self.text[max(0, run.start - 30) : run.start])
        if not before or not before[-1].capital:
            return False
        gap = self.text[max(0, run.start - 30) + before[-1].end : run.start]
        return before[-1].key in _TITLES and gap.strip(". ") == ""

    def is_of_a_people(self, keys: tuple[str, ...]) -> bool:
        """Whether a single word is of a state's people or of a creed: Pakistani, Turkish, Islamist."""
        if len(keys) > 1 or len(keys[0]) < 5:
            return False
        return keys[0].endswith(("ist", "ists", "ian", "ish", "ese", "ic")) or (
            any(state[0][:4] == keys[0][:4] for state in self.states) and keys not in self.states
        )

    def place_precision(
        self, run: Run, keys: tuple[str, ...], before: str, after: str
    ) -> tuple[Precision | None, bool]:
        if len(keys) > _MAX_PLACE_WORDS or any(each in _NOT_IN for each in keys):
            return None, False
        if len(keys) > 1 and keys[-1] in _PLACE_WORDS:
            return _PLACE_WORDS[keys[-1]], True
        if len(keys) > 1 and (keys[-1] in _SPOTS or keys[0] == "camp"):
            return "point", True
        if self.is_of_a_people(keys) or _LAND_AFTER.match(after):
            return None, False
        if len(keys) > 1 and keys[0] == "port":
            return "town", True
        if match := _PLACE_AFTER.match(after):
            return _PLACE_WORDS[match[1].lower()], True
        if match := _PLACE_BESIDE.match(after):
            return _PLACE_WORDS.get(match[1], "town"), True
        if match := _PLACE_BEFORE.search(before):
            word = (match[1] or match[2] or "town").lower()
            return _PLACE_WORDS[word], True
        if (
            _IN.search(before)
            and _GOES_ON.match(after)
            and keys[-1] not in _GOVERNMENT | _ORGANISATION | _ARMED
        ):
            return "town", False
        return None, False


_FUNCTION_WORDS = word_set(
    "the a an in on at after before since until during while when as with by for from of to and but "
    "or so if ",
    "although though because despite following according among amid both some many most more several "
    "two three ",
    "this that these those it its he his she her they their we our there here what who which how why no not ",
    "all one another other each every now then later earlier meanwhile however still also even only yet",
)
_COMMON_SPEAKERS = word_set(
    "officials analysts experts witnesses residents police authorities observers diplomats sources doctors ",
    "rescuers activists medics monitors researchers critics reporters media villagers neighbours neighbors ",
    "survivors militants rebels everyone nobody others people someone they both neither",
)
_CALENDAR = word_set(
    "january february march april may june july august september october november december monday tuesday ",
    "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec",
)
