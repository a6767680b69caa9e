"""Typer's help and complaints in the language of the one who reads them. It must know no command.

What Typer passes through gettext is found in our catalogue; the rest is translated here.
"""

from __future__ import annotations

import gettext
import inspect
import os
import re
from collections.abc import Iterator
from typing import Any

import typer
from typer.main import get_command

from kallelse import i18n
from kallelse.i18n import N_, _

# Typer exports neither the classes of its commands nor what all its complaints have in common.
Command = Any
_Complaint: Any = typer.BadParameter.__bases__[0]

_THROUGH_GETTEXT = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
)
_HELP = (
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
_COMPLAINTS = (
    N_("No such command {name}. Did you mean {near}?"),
    N_("No such command {name}."),
    N_("No such option: {name} (Possible options: {near})"),
    N_("No such option: {name}"),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Missing command."),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({name})"),
    N_("Invalid value for {name}: {reason}"),
    N_("{value} is not one of {choices}."),
    N_("{value} is not a valid integer."),
    N_("Input should be greater than or equal to {least}"),
)


_TheirFormatter: Any = typer.Context.formatter_class


class _Formatter(_TheirFormatter):  # type: ignore[misc]  # not exported either
    """Begins the line of usage in our language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write a line of usage."""
        super().write_usage(prog, args, prefix or _("Usage: "))


class _Context(typer.Context):
    """What Typer knows of a command while it runs."""

    formatter_class = _Formatter


def run(app: typer.Typer) -> None:
    """Run the command that the command line asks for.

    Raises:
        SystemExit: it asked wrongly, or a command ended with a code of its own.
    """
    # The domain, for Typer's own sentences; English ones are those that it does not find.
    gettext.bindtextdomain("kallelse", i18n.LOCALES)
    gettext.textdomain("kallelse")
    os.environ["LANGUAGE"] = i18n.language()
    try:
        code = _translated(get_command(app))(prog_name="kallelse", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _Complaint as complaint:
        _say(complaint)
        raise SystemExit(complaint.exit_code) from None
    if isinstance(code, int) and code:
        raise SystemExit(code)


def _translated(command: Command) -> Command:
    command.context_class = _Context
    command.help = _(_plain(command.help)) or None
    command.epilog = _(_plain(command.epilog)) or None
    context = _Context(command, help_option_names=["--help", "-h"])
    for option in (*command.params, command.get_help_option(context)):
        if getattr(option, "help", None):
            option.help = _(_plain(option.help))
    for one in getattr(command, "commands", {}).values():
        _translated(one)
    return command


def texts(command: Command) -> Iterator[str]:
    """Yield the help texts of a command and of its commands, as they are written."""
    yield from filter(None, (_plain(command.help), _plain(command.epilog)))
    yield from (_plain(one.help) for one in command.params if getattr(one, "help", None))
    for one in getattr(command, "commands", {}).values():
        yield from texts(one)


def _plain(text: str | None) -> str:
    return inspect.cleandoc(text or "")


def _say(complaint: Any) -> None:
    context, message = complaint.ctx, complaint.format_message()
    if context is not None:
        if complaint.message == context.get_help():
            typer.echo(message, err=True)
            return
        typer.echo(context.get_usage(), err=True)
        hint = _("Try '{command} {option}' for help.")
        hint = hint.format(command=context.command_path, option=context.help_option_names[0])
        typer.echo(f"{hint}\n", err=True)
    typer.echo(_("Error: {message}").format(message=in_our_words(message)), err=True)


def in_our_words(message: str) -> str:
    """Return what Typer complains of in our language, as it is where it is not known."""
    message = message.removeprefix("Value error, ")
    for known in _COMPLAINTS:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(known))
        if found := re.fullmatch(pattern, message, re.DOTALL):
            values = found.groupdict()
            if "reason" in values:
                values["reason"] = in_our_words(values["reason"])
            return _(known).format(**values)
    return message
