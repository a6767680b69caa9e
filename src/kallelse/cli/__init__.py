"""The shell: command line in, exit code out. It must not compute anything itself.

Whatever is not needed for `--help` is imported inside the command that needs it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from kallelse.cli.a11y import a11y
from kallelse.cli.app import app
from kallelse.cli.build import build
from kallelse.cli.check import check, explain, status
from kallelse.cli.meetings import init, list_, new, show
from kallelse.cli.schema import schema
from kallelse.cli.speech import run as run_app
from kallelse.cli.verify import verify
from kallelse.cli.watch import watch
from kallelse.endings import end_in_order
from kallelse.outcome import outcome

COMMANDS: Mapping[str, Callable[..., None]] = {
    "build": build,
    "check": check,
    "watch": watch,
    "list": list_,
    "show": show,
    "a11y": a11y,
    "status": status,
    "verify": verify,
    "explain": explain,
    "new": new,
    "init": init,
    "schema": schema,
}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def run() -> NoReturn:
    """Run the command line and end the process with one of our exit codes."""
    sys.stdout = sys.stdout or io.StringIO()  # Python has none where the shell has closed it
    sys.stderr = sys.stderr or io.StringIO()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a file's name may fit no encoding
        sys.stdout.reconfigure(errors="backslashreplace")
    end_in_order()
    sys.exit(outcome(lambda: run_app(app), _command_name()))


def _command_name() -> str:
    """Return which command was run, and nothing else of the command line, which may name people."""
    return next((word for word in sys.argv[1:] if word in COMMANDS), "none")
