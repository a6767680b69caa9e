"""`kallelse schema`. It must not compute anything itself."""

from __future__ import annotations

import enum
from typing import Annotated

import typer


class Kind(enum.StrEnum):
    """The kinds of files that editors write."""

    AGENDA = "agenda"
    MEMBERS = "members"
    THEME = "theme"


def schema(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="agenda, members or theme.", show_default=False)
    ],
) -> None:
    """Print the JSON Schema of a kind of file, for an editor."""
    from kallelse import report
    from kallelse.outputs.schema import texts

    report.data(texts()[f"{kind}.json"].rstrip("\n"))
