"""Drafts as text in the files of `content/`, behind what editors have written there.

Where a kind of record has a folder, the drafts of a source go into a file of their own there,
`content/<kind>/draft-<source>.yml`; where it has one file, they are added at its end.
"""

import datetime
from collections.abc import Iterable
from pathlib import Path

from builder.authoring.drafting.drafts import Drafted
from builder.authoring.drafting.proposing import Proposal
from builder.files import saving, yaml_editing, yaml_nodes, yaml_writer
from builder.model.kinds import KINDS, Kind


def rewrites(root: Path, proposal: Proposal, day: datetime.date) -> list[saving.Rewrite]:
    """The files of a briefing with the drafts added; raises `ContentError` where one cannot be edited."""
    found = []
    for kind in KINDS:
        drafts = [draft for draft in proposal.drafts if draft.kind is kind.model]
        if not drafts:
            continue
        name = f"content/{kind.folder}.yml"
        if (root / "content" / kind.folder).is_dir():
            name = f"content/{kind.folder}/draft-{proposal.source.id}.yml"
        before = saving.read(root, name) if (root / name).exists() else None
        addition = "\n".join((_heading(kind, proposal, day), *map(_as_text, drafts)))
        after = yaml_editing.appended(yaml_nodes.read(before or "", name), addition)
        found.append(saving.Rewrite(name, before, after))
    return found


def _heading(kind: Kind, proposal: Proposal, day: datetime.date) -> str:
    lines = (
        f"Drafted from {proposal.source.id}, {day.isoformat()}.",
        "Check each draft, put it into your own words, and remove its line `draft: true`.",
        "What you delete is proposed again, unless the source lists its words in `left_out`.",
        kind.draft_hint,
    )
    return _comment(lines)


def _as_text(draft: Drafted) -> str:
    return _comment(draft.comments) + yaml_writer.as_yaml(draft.id, draft.fields)


def _comment(lines: Iterable[str]) -> str:
    return "".join(f"# {line}\n" for line in lines)
