r"""An id is used that no record has, or that belongs to a record of the wrong kind.

Records refer to each other by id, in fields (`place: south-west`) and in texts (`[Tehran][iran]`, or
`[iran]`, which shows the record's name). An id that leads nowhere is nearly always a slip of the pen.

Brackets that are meant as brackets need a backslash before the first and the last: `\[sic\]`. A capital
letter or a space inside, as in `[the minister]`, does without.

Fails, because the actor's id is `pakistan`:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      by: [pakistn]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Fails, because a place cannot act:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      by: [south-west]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      by: [pakistan]
      place: south-west
      account:
        - text: '[Islamabad][pakistan] carried out a strike \[sic\].'
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Container, Iterator
from functools import cache

from builder.checks.rule import Finding, Rule, listed
from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.files.changes import Edit, Reword, SetText
from builder.files.problems import Severity
from builder.machinery.similar_words import did_you_mean, sole
from builder.model import prose
from builder.model.base import Path, in_words, references
from builder.model.kinds import FOLDERS

_BRACKETS = r"To show the brackets as they are, write `\[{}\]`."


def check(facts: Facts) -> Iterator[Finding]:
    """Every id, in a field or in a text, that leads nowhere or to the wrong kind."""
    briefing = facts.briefing
    known = _Known(briefing)

    @cache
    def near(word: str, kinds: frozenset[str]) -> str:
        choices = [key for key, record in briefing.records.items() if not kinds or record.kind_name in kinds]
        return did_you_mean(word, choices)

    @cache
    def sole_record(word: str, kinds: frozenset[str]) -> str | None:
        fitting = {
            key: record for key, record in briefing.records.items() if not kinds or record.kind_name in kinds
        }
        # Somebody who wrote a name for the id meant that record.
        named = [
            key
            for key, record in fitting.items()
            if word.casefold() in map(str.casefold, (record.heading, *getattr(record, "aliases", ())))
        ]
        return sole(word, fitting) or (named[0] if len(named) == 1 else None)

    for owner, whole in facts.owners:
        for reference in references(whole):
            kind = briefing.kind_name(reference.id)
            if kind and (not reference.kinds or kind in reference.kinds):
                continue
            # What could not be read is reported already; whatever refers to it is not to blame.
            unread = reference.kinds & briefing.unread if reference.kinds else briefing.unread
            if not kind and (unread or reference.id in briefing.broken):
                continue
            meant = None if kind else sole_record(reference.id, reference.kinds)
            wanted = listed(sorted(reference.kinds), "or") or "record"
            message = f"there is no {wanted} `{reference.id}`"
            hint = near(reference.id, reference.kinds) or _add(reference.kinds)
            if kind:
                hint = ""
                message = f"`{reference.id}` is {in_words(kind)}; here {in_words(wanted)} is needed"
            yield Finding(
                briefing.locate(owner, reference.path),
                message,
                hint,
                owner,
                cause=reference.id,
                remedy=SetText(reference.path, meant) if meant else None,
            )
    for owner, text in facts.texts:
        if not text.inline or "[" not in text.text or briefing.unread:
            continue
        for label in prose.unknown_references(text.text, known):
            hints = [near(label, frozenset()) or "Correct the id, or add a record that has it."]
            if f"][{label}]" not in text.text:
                hints.append(_BRACKETS.format(label))
            yield Finding(
                briefing.locate(owner, text.path),
                f"the text refers to `{label}`, but there is no such record",
                "\n".join(hints),
                owner,
                words=f"[{label}]",
                cause=label,
                remedy=_relabelled(text.text, text.path, label, sole_record(label, frozenset())),
            )


class _Known(Container[str]):
    """The ids that there are, those of records that could not be read among them."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing

    def __contains__(self, key: object) -> bool:
        return key in self.briefing.ids or key in self.briefing.broken


def _relabelled(text: str, path: Path, label: str, meant: str | None) -> Reword | None:
    """The change that lets a text's references to one id go to another."""
    if meant is None:
        return None
    return Reword(path, tuple(Edit(*each) for each in prose.renamed(text, label, meant)))


def _add(kinds: frozenset[str]) -> str:
    """The hint where no id is like the one that is used."""
    folders = [kind.folder for kind in FOLDERS.values() if kind.kind_name in kinds]
    where = listed([f"content/{folder}.yml" for folder in folders], "or")
    return f"Correct the id, or add a record that has it{f' to {where}' if where else ''}."


RULE = Rule(id="unknown-reference", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
