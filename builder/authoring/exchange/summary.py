"""What an import or an export did, in words for a terminal."""

from collections.abc import Iterable, Mapping

from builder.authoring.exchange.importing import Imported
from builder.authoring.exchange.ledger import Ledger, Places
from builder.model import base, kinds, records


def of_import(done: Imported, name: str) -> str:
    """What became of each entry of a file and of their values, and what was written."""
    ledger = done.ledger
    parts = [
        (ledger.carried, "imported"),
        (ledger.there, "there already, left as they are"),
        (ledger.changes, "there already, but not as the file has them"),
        (ledger.outside, "not asked for"),
        (ledger.dropped, "with nothing that a briefing holds"),
        (ledger.refusals, "not readable"),
    ]
    told = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    lines = [*([done.remark] if done.remark else []), *map(str, ledger.refused)]
    if ledger.refusals > len(ledger.refused):
        lines.append(f"… and {ledger.refusals - len(ledger.refused):,} more that are not readable")
    lines += map(str, ledger.changed)
    if ledger.changes > len(ledger.changed):
        lines.append(f"… and {ledger.changes - len(ledger.changed):,} more that are not as the file has them")
    lines.append(f"{name}: {done.title}: {_counted(ledger.entries, 'entry', 'entries')}: {told}.")
    lines += _values(ledger)
    lines += listed(ledger.remarks)
    made = ", ".join(
        _counted(count, *_words(kind)) for kind, count in done.counts.items() if kind is not records.Overview
    )
    recorded = sum(count for kind, count in done.counts.items() if kind is not records.Overview)
    made_of = "They" if done.drafts == recorded else f"{done.drafts:,} of them"
    drafts = f" {made_of} are drafts: look at each, then remove `draft: true`." if done.drafts else ""
    if done.files:
        lines.append(f"Written: {made or 'the overview'}, in {_files(done.files)}.{drafts}")
        if done.begun:
            lines.append("The briefing had no content/briefing.yml: one is begun. Write its bottom line.")
    else:
        lines.append("Nothing was written.")
    return "\n".join(lines)


def listed(reasons: Mapping[str, Places]) -> list[str]:
    """Reasons with how often and where, the most frequent first."""
    order = sorted(reasons.items(), key=lambda each: (-each[1].count, each[0]))
    return [f"  {places.count:,} × {reason} ({places})" for reason, places in order]


def _values(ledger: Ledger) -> list[str]:
    left = ledger.values - ledger.values_carried
    if not left:
        return [f"  Of {ledger.values:,} values all are carried."] if ledger.values else []
    are = "is" if left == 1 else "are"
    told = f"  Of {ledger.values:,} values {ledger.values_carried:,} are carried, {left:,} {are} not:"
    return [told, *(f"  {line}" for line in listed(ledger.left))]


def _words(kind: type[base.Model]) -> tuple[str, str]:
    assert issubclass(kind, records.Record)
    return kind.kind_name, kinds.of_model(kind).plural


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _files(files: Iterable[str]) -> str:
    names = list(files)
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more files" if len(names) > 6 else "")
