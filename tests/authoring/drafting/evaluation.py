"""How much of what an editor would draft is drafted, and how much of what is drafted an editor would keep.

Run by itself, `python -m tests.drafting.evaluation` prints what was missed and what was wrong, and a table.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from builder.authoring.drafting.knownnames import name_words
from builder.authoring.drafting.proposing import Proposal, propose
from builder.facts.briefing import Briefing
from builder.facts.loading import load
from builder.facts.passages import SourceText, Span
from builder.model import base, records
from builder.pipeline.check import passages_of

ARTICLES = Path(__file__).parent / "articles"
SEED = Path(__file__).parents[3]
NAMES = sorted(path.stem for path in ARTICLES.glob("*.yml"))
SEED_SOURCE = "hostilities"


@dataclass
class Score:
    """Of one kind: what was found, missed and wrong, each in words."""

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was proposed that is right."""
        proposed = len(self.found) + len(self.wrong)
        return len(self.found) / proposed if proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of what there was that was proposed."""
        there = len(self.found) + len(self.missed)
        return len(self.found) / there if there else 1.0


@dataclass(frozen=True)
class Drafts:
    """A proposal with what it takes to compare it: its models, names of records by id, and the text."""

    proposal: Proposal
    text: SourceText
    names: dict[str, str]

    def of(self, kind: type[records.Record]) -> list[Any]:
        """The drafted records of one kind."""
        return [draft.model for draft in self.proposal.drafts if draft.kind is kind]

    def spans(self, model: base.Model) -> list[Span]:
        """Where the quotes in a record stand."""
        return [
            span
            for _, part in base.parts(model)
            if isinstance(part, records.Citation) and part.quote
            for place in self.text.find(part.quote, part.prefix or "", part.suffix or "")[:1]
            for span in place
        ]

    def rests_on(self, model: base.Model, quote: str) -> bool:
        """Whether a record rests on the words of an expected one."""
        wanted = [span for place in self.text.find(quote)[:1] for span in place]
        assert wanted, f"“{quote}” does not stand in the article"
        return any(a.start < b.end and b.start < a.end for a in wanted for b in self.spans(model))

    def name(self, record: str | None) -> str:
        """What a record is compared by."""
        return _key(self.names.get(record or "", record or ""))


def truth(name: str) -> dict[str, Any]:
    """What an editor would draft from an article."""
    expected: dict[str, Any] = yaml.load((ARTICLES / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    return expected


def write(root: Path, name: str) -> Path:
    """A briefing that holds nothing but an article, and the actors and places that are given with it."""
    expected = truth(name)
    known = expected.get("known", {})
    language = expected["source"]["language"]
    files: dict[str, Any] = {
        "briefing": {"title": "Nothing yet", "language": language, "bottom_line": [{"note": "Nothing yet."}]},
        "sources": {name: {**expected["source"], "text": f"seeds/{name}.txt"}},
        **known,
    }
    (root / "content" / "pages").mkdir(parents=True)
    (root / "seeds").mkdir()
    for file, content in files.items():
        data = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (root / "content" / f"{file}.yml").write_text(data, encoding="utf-8")
    (root / "seeds" / f"{name}.txt").write_bytes((ARTICLES / f"{name}.txt").read_bytes())
    (root / "mkdocs.yml").write_text(
        "site_name: Nothing yet\ntheme: briefing\ndocs_dir: content/pages\nplugins: [briefing]\n", "utf-8"
    )
    return root


def drafts(root: Path, source: str) -> Drafts:
    """What is drafted from a source of a briefing."""
    briefing, problems = load(root)
    assert briefing is not None, problems
    assert problems == ()
    passages = passages_of(briefing)
    proposal = propose(briefing, passages, briefing.sources[source])
    named = {draft.id: draft.model for draft in proposal.drafts} | dict(briefing.records)
    return Drafts(proposal, passages.texts[source], {key: model.heading for key, model in named.items()})


def compare(drafted: Drafts, expected: dict[str, Any]) -> dict[str, Score]:
    """Drafts beside what was expected, kind by kind."""
    scores = {
        "actors": _named(
            {_key(actor.name): actor.kind for actor in drafted.of(records.Actor)}, expected["actors"]
        ),
        "places": _named(
            {_key(place.name): place.precision for place in drafted.of(records.Place)}, expected["places"]
        ),
    }
    scores |= _events(drafted, expected["events"])
    scores["positions"] = _positions(drafted, expected["disputes"])
    scores["views"] = _views(drafted, expected["views"])
    scores["figures"] = _figures(drafted, expected["figures"])
    return scores


def _key(name: str) -> str:
    return " ".join(word.key for word in name_words(name))


def _named(found: dict[str, str], expected: dict[str, str]) -> Score:
    """Names with their kinds; one of another kind is wrong."""
    wanted = {_key(name): kind for name, kind in expected.items()}
    score = Score()
    for name, kind in found.items():
        fits = wanted.get(name) == kind
        (score.found if fits else score.wrong).append(f"{name} ({kind})")
    score.missed = [f"{name} ({kind})" for name, kind in wanted.items() if found.get(name) != kind]
    return score


def _events(drafted: Drafts, expected: Iterable[dict[str, str]]) -> dict[str, Score]:
    scores = {key: Score() for key in ("events", "event dates", "event places", "event actors")}
    rest = drafted.of(records.Event)
    for wanted in expected:
        match = next(
            (
                event
                for event in rest
                if event.kind == wanted["kind"] and drafted.rests_on(event, wanted["quote"])
            ),
            None,
        )
        if match is None:
            scores["events"].missed.append(wanted["quote"])
            continue
        rest.remove(match)
        scores["events"].found.append(match.id)
        given = {
            "event dates": str(match.date or ""),
            "event places": drafted.name(match.place),
            "event actors": drafted.name(match.by[0]) if match.by else "",
        }
        for kind, key in (("event dates", "date"), ("event places", "place"), ("event actors", "by")):
            value = wanted.get(key, "")
            right = value if key == "date" else _key(value)
            if given[kind] and given[kind] == right:
                scores[kind].found.append(f"{match.id}: {right}")
            else:
                if given[kind]:
                    scores[kind].wrong.append(f"{match.id}: {given[kind]} instead of {right or 'none'}")
                if right:
                    scores[kind].missed.append(f"{match.id}: {right}")
    scores["events"].wrong = [f"{event.id}: {event.title}" for event in rest]
    return scores


def _positions(drafted: Drafts, expected: Iterable[dict[str, str]]) -> Score:
    score = Score()
    rest = [position for dispute in drafted.of(records.Dispute) for position in dispute.positions]
    for wanted in expected:
        match = next(
            (
                position
                for position in rest
                if drafted.rests_on(position, wanted["quote"])
                and drafted.name(position.by) == _key(wanted["by"])
                and position.stance == wanted["stance"]
            ),
            None,
        )
        if match is None:
            score.missed.append(f"{wanted['by']}: {wanted['quote']}")
        else:
            rest.remove(match)
            score.found.append(f"{wanted['by']}: {wanted['quote']}")
    score.wrong = [f"{position.by} {position.stance}: {position.text}" for position in rest]
    return score


def _views(drafted: Drafts, expected: Iterable[dict[str, str]]) -> Score:
    score = Score()
    rest = drafted.of(records.View)
    for wanted in expected:
        match = next(
            (
                view
                for view in rest
                if drafted.rests_on(view, wanted["quote"])
                and drafted.name(view.analyst) == _key(wanted["analyst"])
            ),
            None,
        )
        if match is None:
            score.missed.append(wanted["quote"])
        else:
            rest.remove(match)
            score.found.append(wanted["quote"])
    score.wrong = [view.title for view in rest]
    return score


def _amounts(drafted: Drafts) -> Iterator[tuple[base.Model, str, tuple[int | None, ...]]]:
    for event in drafted.of(records.Event):
        for figure in event.figures:
            yield figure, figure.measure, (figure.low, figure.best, figure.high)
    for dispute in drafted.of(records.Dispute):
        for position in dispute.positions:
            amount = (position.low, position.best, position.high)
            if any(value is not None for value in amount):
                yield position, dispute.measure, amount


def _figures(drafted: Drafts, expected: Iterable[dict[str, str]]) -> Score:
    score = Score()
    rest = list(_amounts(drafted))
    for wanted in expected:
        amount = tuple(int(wanted[key]) if key in wanted else None for key in ("low", "best", "high"))
        match = next(
            (
                each
                for each in rest
                if each[1:] == (wanted["measure"], amount) and drafted.rests_on(each[0], wanted["quote"])
            ),
            None,
        )
        if match is None:
            score.missed.append(wanted["quote"])
        else:
            rest.remove(match)
            score.found.append(wanted["quote"])
    score.wrong = [f"{measure} {amount}" for _, measure, amount in rest]
    return score


def article(name: str) -> dict[str, Score]:
    """How an article of the tests is drafted."""
    with tempfile.TemporaryDirectory() as folder:
        return compare(drafts(write(Path(folder), name), name), truth(name))


def seed() -> dict[str, Score]:
    """How the first briefing's article is drafted from nothing, beside what its editor made of it by hand."""
    briefing, _ = load(SEED)
    assert briefing is not None
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "content" / "pages").mkdir(parents=True)
        (root / "seeds").mkdir()
        source = briefing.sources[SEED_SOURCE]
        (root / (source.text or "")).write_bytes((SEED / (source.text or "")).read_bytes())
        content = root / "content"
        (content / "briefing.yml").write_text("title: T\nbottom_line: [{note: Nothing yet.}]\n", "utf-8")
        data = {
            SEED_SOURCE: {"title": source.title, "kind": source.kind, "text": source.text, "language": "en"}
        }
        (content / "sources.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
        return compare(drafts(root, SEED_SOURCE), _by_hand(briefing))


def _by_hand(briefing: Briefing) -> dict[str, Any]:
    """What the editor of a briefing made of its article, as a test expects it."""

    def quote(model: base.Model) -> str:
        return next(part.quote or "" for _, part in base.parts(model) if isinstance(part, records.Citation))

    def name(record: str | None) -> str:
        return briefing.records[record].heading if record else ""

    figures = [
        {"quote": position.cites[0].quote or "", "measure": dispute.measure or ""}
        | {
            key: str(value)
            for key in ("low", "best", "high")
            if (value := getattr(position, key)) is not None
        }
        for dispute in briefing.disputes.values()
        for position in dispute.positions
        if position.best is not None
    ]
    return {
        "actors": {actor.name: actor.kind for actor in briefing.actors.values()},
        "places": {place.name: place.precision for place in briefing.places.values()},
        "events": [
            {
                "quote": quote(event),
                "kind": event.kind,
                "date": str(event.date or ""),
                "place": name(event.place),
                "by": name(event.by[0]) if event.by else "",
            }
            for event in briefing.events.values()
        ],
        "disputes": [
            {"quote": position.cites[0].quote or "", "by": name(position.by), "stance": position.stance}
            for dispute in briefing.disputes.values()
            for position in dispute.positions
            if position.cites
        ],
        "views": [
            {"quote": view.cites[0].quote or "", "analyst": name(view.analyst)}
            for view in briefing.views.values()
        ],
        "figures": figures,
    }


def main() -> None:
    """Print what was missed, what was wrong, and a table."""
    total: dict[str, Score] = {}
    for name in (*NAMES, "the seed"):
        scores = seed() if name == "the seed" else article(name)
        print(f"\n== {name}")  # noqa: T201 - this is what it is run for
        for kind, score in scores.items():
            for word, items in (("missed", score.missed), ("wrong", score.wrong)):
                for item in items:
                    print(f"{kind} {word}: {item}")  # noqa: T201
            if name != "the seed":
                sum_ = total.setdefault(kind, Score())
                sum_.found += score.found
                sum_.missed += score.missed
                sum_.wrong += score.wrong
            else:
                total[f"seed: {kind}"] = score
    print(f"\n{'':24} found missed wrong precision recall")  # noqa: T201
    for kind, score in total.items():
        counts = f"{len(score.found):5} {len(score.missed):6} {len(score.wrong):5}"
        print(f"{kind:24} {counts} {score.precision:9.2f} {score.recall:6.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
