"""Writing: data to stdout, the rest to stderr. It must not know what it is that is said.

Text from files reaches the terminal without its control characters, and never as rich markup.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from kallelse.errors import KallelseError
from kallelse.i18n import _

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def data(text: str) -> None:
    """Write data to stdout, at once, so that a full disk is noticed while we can still say so.

    Raises:
        KallelseError: stdout cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = io.StringIO()  # or Python tries once more at its end, and fails again
        if isinstance(error, BrokenPipeError):
            raise
        raise KallelseError(
            _("cannot write the output: {reason}").format(reason=error.strerror),
            _("Check the disk or the file that the output is sent to, then try again."),
        ) from error


def path(made: Path) -> None:
    """Write the path of what was made, from the current folder where it lies below that."""
    data(shown(made))


def shown(made: Path) -> str:
    """Return a path as the user sees it: from the current folder where it lies below that."""
    here = Path.cwd()
    return str(made.relative_to(here) if made.is_relative_to(here) else made)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Write rows, the first one the headings, in columns as wide as their widest cell."""
    cells = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    data("\n".join(_row(row, widths) for row in cells))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def visible(text: str) -> str:
    """Return a text in which what would steer a terminal is written out instead."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def say(*lines: str) -> None:
    """Write lines for eyes to stderr."""
    for line in lines:
        sys.stderr.write(f"{visible(line)}\n")
    sys.stderr.flush()


def is_watched() -> bool:
    """Tell whether somebody sees what is said: stderr is a terminal."""
    return sys.stderr.isatty()
