"""What the commands say of a record that is not there."""

import sys
from typing import NoReturn

from builder.authoring import references
from builder.checks.marked_line import visible
from builder.commands.terminal import say
from builder.facts.briefing import Briefing


def no_such_record(record_id: str, briefing: Briefing) -> NoReturn:
    """Say that there is no such record, and which ones may have been meant; stop with exit status 1."""
    say(f"There is no record `{visible(record_id)}`.", err=True)
    for record in references.alike(record_id, briefing):
        say(f"Did you mean `{record.id}` ({record.kind_name}: {visible(record.heading)})?", err=True)
    sys.exit(1)
