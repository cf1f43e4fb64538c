"""The command `briefing`: a group of the commands in `builder/commands/`."""

import click

from builder.commands.add_source import add_source
from builder.commands.build import build
from builder.commands.check import check
from builder.commands.coverage import coverage
from builder.commands.draft import draft
from builder.commands.explain import explain
from builder.commands.export import export
from builder.commands.fix import fix
from builder.commands.import_ import import_
from builder.commands.new import new
from builder.commands.pdf import print_pdf
from builder.commands.rename import rename
from builder.commands.schema import schema
from builder.commands.where import where


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-builder", prog_name="briefing")
def main() -> None:
    """Publish briefings that can be trusted: facts in YAML, checked against their sources.

    Write facts in content/, keep source texts in seeds/. `mkdocs serve` shows the site while you write.
    """


for command in (
    add_source,
    build,
    check,
    coverage,
    draft,
    explain,
    export,
    fix,
    import_,
    new,
    print_pdf,
    rename,
    schema,
    where,
):
    main.add_command(command)
