"""The program itself, and what is said before a command. It must not know the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kallelse import __version__
from kallelse.cli.options import Verbose

app = typer.Typer(
    help="Make the meeting packs of a municipal body: from text to one numbered PDF.",
    epilog="Exit codes: 0 done, 1 errors in the files, 2 wrong usage, 3 trouble with the computer, "
    "70 a bug in kallelse, 130 interrupted, 143 told to end.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


class Settings(NamedTuple):
    """What is said before the command: in which folder, and whether to show timings."""

    folder: Path
    verbose: bool


def _print_version(asked: bool) -> None:
    if asked:
        from kallelse import report

        report.data(f"kallelse {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="Work in this folder.", show_default=False)
    ] = Path(),
    verbose: Verbose = False,
    version: Annotated[  # noqa: ARG001 - the option ends the command by itself
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Remember the settings for the command that follows."""
    context.obj = Settings(directory, verbose)
