"""Records as other files hold them, checked as those in `content/` are."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from builder.authoring.exchange.ledger import UnreadableError
from builder.authoring.exchange.proposals import Proposal
from builder.facts.faults import faults
from builder.model import base, records


def validated(proposal: Proposal) -> base.Model:
    """The model of a proposal; raises `UnreadableError` where it is none."""
    key = {} if proposal.kind is records.Overview else {"id": proposal.id}
    try:
        return proposal.kind.model_validate({**key, **proposal.fields})
    except ValidationError as error:
        found = faults(error, proposal.kind)
        said = [f"{_at(fault.path)}{fault.message}" for fault in found[:5]]
        more = f"; and {len(found) - 5} more" if len(found) > 5 else ""
        raise UnreadableError("; ".join(said) + more, found[0].hint) from None


def fields_of(model: base.Model) -> dict[str, Any]:
    """A model's fields as plain values, without the id and what is as if left out.

    A list that must be there stays, though it be empty.
    """
    fields: dict[str, Any] = model.model_dump(mode="json", exclude_defaults=True)
    fields.pop("id", None)
    return fields


def checked(kind: type[base.Model], record_id: str, fields: Mapping[str, Any]) -> Proposal:
    """A record of a file of our own, as it would stand in `content/`; raises `UnreadableError`."""
    return Proposal(kind, record_id, fields_of(validated(Proposal(kind, record_id, fields))))


def _at(path: base.Path) -> str:
    """Where in a record something is, where its message does not say so by itself."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    return f"at `{'.'.join(steps)}`: " if len(steps) > 1 else ""
