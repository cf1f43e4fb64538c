"""What a command would change, shown line by line."""

import difflib
from collections.abc import Iterable, Iterator

from builder.checks.marked_line import visible
from builder.commands.terminal import say
from builder.files.saving import Rewrite

# Files with more lines than this are compared in the quick way.
_LONG = 5_000


def show_difference(rewrites: Iterable[Rewrite]) -> None:
    """Print what would change in files, line by line, as `diff -u` and Git do."""
    for rewrite in rewrites:
        before, after = (text.splitlines() for text in (rewrite.before or "", rewrite.after))
        say(f"--- a/{rewrite.name}\n+++ b/{rewrite.name}")
        for line in _hunks(before, after):
            say(visible(line))


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    # Lines that many records have are noise to `difflib` unless it is told otherwise; then it takes longer.
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(after) > _LONG)
    for group in matcher.get_grouped_opcodes():
        _, old, _, new, _ = group[0]
        _, _, old_end, _, new_end = group[-1]
        yield f"@@ -{old + 1},{old_end - old} +{new + 1},{new_end - new} @@"
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from (f" {line}" for line in before[a:b])
            else:
                yield from (f"-{line}" for line in before[a:b])
                yield from (f"+{line}" for line in after[c:d])
