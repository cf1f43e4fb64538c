"""The command `briefing`: a group of the commands in `builder/commands/`."""

import sys
from importlib import import_module
from typing import Any

import click

from builder import commands
from builder.machinery import streams

# Where each command is, below `builder.commands`.
_PLACES = {
    "add-source": "add_source.add_source",
    "build": "build.build",
    "check": "check.check",
    "coverage": "coverage.coverage",
    "draft": "draft.draft",
    "explain": "explain.explain",
    "export": "export.export",
    "fix": "fix.fix",
    "import": "import_.import_",
    "new": "new.new",
    "pdf": "pdf.print_pdf",
    "rename": "rename.rename",
    "schema": "schema.schema",
    "where": "where.where",
}


class _Commands(click.Group):
    """Commands of which only the one that is asked for is loaded."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command, with streams on which it can print anything."""
        streams.make_safe()
        if sys.flags.optimize > 1:
            why = "Python was started with -OO, which takes the texts of help and of rules out of programs."
            raise SystemExit(f"{why} Start it without, or with -O.")
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all."""
        return [*_PLACES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that goes by a name."""
        if cmd_name not in _PLACES:
            return None
        module, name = _PLACES[cmd_name].split(".")
        command = getattr(import_module(f"{commands.__name__}.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that arguments begin with; of one that there is not, the nearest is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from builder.machinery.similar_words import did_you_mean  # only where somebody has mistyped

            said = f"{error.message} {did_you_mean(args[0], _PLACES)}".rstrip()
            raise click.UsageError(said, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses of an argument is told without control characters."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            from builder.commands.terminal import made_visible  # only where something is wrong

            made_visible(error)
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-builder", prog_name="briefing")
def main() -> None:
    """Publish briefings that can be trusted: facts in YAML, checked against their sources.

    Write facts in content/, keep source texts in seeds/. `mkdocs serve` shows the site while you write.
    """
