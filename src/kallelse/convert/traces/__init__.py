"""Everything that a file says, in whatever form, read in the worker. It must not judge it.

It serves the comparison of what is published with what is withheld, so it reads far more than a
reader shows: properties, names, layers, files in files, objects that nothing leads to, and what
earlier revisions of a file have left in it. Only fonts, colour profiles and character maps are left
out, for they are tools and tell nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kallelse.convert.traces.files import examine
from kallelse.convert.traces.found import Found


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in `source`: the texts of its pages, strings, sums of streams, sizes.

    `strings` are kind, page and text, `sums` kind, page and SHA-256; page 0 is none or unknown.
    `sizes` are those of pictures. With `sizes` in the request, only `pictures` of those sizes are
    returned: page, and sums of bytes and pixels. The first `past` of them are left out, and `next`
    is what to ask for then, if there are more. With `cut`, not all of it could be held; `locked`
    has a password that we do not know. A damaged file gives what can be read; it is `unread` where
    nobody can open it.

    Raises:
        OSError: the file cannot be read.
    """
    sizes = frozenset((int(width), int(height)) for width, height in request.get("sizes") or ())
    source = Path(request["source"])
    past, careful = int(request.get("past") or 0), bool(request.get("careful"))
    found = Found(sizes, int(request["max_stream"]), past=past, careful=careful)
    examine(source.read_bytes(), source.name, found, password=str(request["password"]))
    return found.plain()
