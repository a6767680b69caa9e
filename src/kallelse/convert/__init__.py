"""An attachment's file → a PDF that can be bound, or an e-mail that can be typeset.

It must not know the meeting that the file belongs to.

What it offers is loaded when it is first asked for: the worker process is a module of this package
too, and would otherwise load all that only its parent needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kallelse.convert.kinds import SUFFIXES

if TYPE_CHECKING:
    from kallelse.convert.attachments import CONVERTERS, Converted, Mail, Workshop, convert
    from kallelse.convert.bench import Bench
    from kallelse.convert.cache import Cache
    from kallelse.convert.picture import picture
    from kallelse.convert.public_file import check_public_file

__all__ = [
    "CONVERTERS",
    "SUFFIXES",
    "Bench",
    "Cache",
    "Converted",
    "Mail",
    "Workshop",
    "check_public_file",
    "convert",
    "picture",
]

_HOMES = {
    **dict.fromkeys(("CONVERTERS", "Converted", "Mail", "Workshop", "convert"), "attachments"),
    "Bench": "bench",
    "Cache": "cache",
    "check_public_file": "public_file",
    "picture": "picture",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    found = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found  # also where a module bears the name of what it holds
    return found
