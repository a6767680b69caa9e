"""A program of its own: tell how much ink stands in some places of some pages of a PDF.

It must not import kallelse: it starts fast, and what it opens may be made to end it (PDFium aborts
on some hostile files). It reads one request a line and answers each page with one line, both JSON.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from typing import Any

_SCALE = 0.5  # 36 dots an inch
_MOST_DOTS = 1500  # a side; enough for any paper, and no page can be large enough to do harm
_NEARLY = 24  # shades of grey that a compressed picture of one colour wavers by
_MEMORY = 2_000_000_000


def _limit(seconds: float) -> None:
    """Hold this process to its memory, and to so many seconds more than it has taken until now."""
    try:
        import resource
    except ImportError:  # not on Windows: there the one who asked stops waiting
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    wanted = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, math.ceil(used + seconds)))
    for kind, most in wanted:
        # Only the soft limit: what is left of the hard one is for the files to come.
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def _shares(page: Any, places: list[list[float]]) -> list[float]:
    """Return which share of each place is not its ground; places are shares of the page seen."""
    width, height = page.get_size()
    scale = min(_SCALE, _MOST_DOTS / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = [
        bytes(bitmap.buffer[at * bitmap.stride : at * bitmap.stride + bitmap.width])
        for at in range(bitmap.height)
    ]
    found = []
    for left, bottom, right, top in places:
        columns = slice(round(left * bitmap.width), round(right * bitmap.width))
        chosen = slice(round((1 - top) * bitmap.height), round((1 - bottom) * bitmap.height))
        dots = b"".join(row[columns] for row in rows[chosen])
        counted = Counter(dots)
        if not dots:
            found.append(0.0)
            continue
        ground = counted.most_common(1)[0][0]
        inked = sum(many for dot, many in counted.items() if abs(dot - ground) > _NEARLY)
        found.append(inked / len(dots))
    return found


def main() -> None:
    """Answer until the input ends."""
    import pypdfium2  # type: ignore[import-untyped]

    for line in sys.stdin:
        request = json.loads(line)
        _limit(request["seconds"])
        try:
            document = pypdfium2.PdfDocument(request["file"])
            document.init_forms()
            for number, places in request["pages"]:
                found = _shares(document[number], places)
                sys.stdout.write(json.dumps([number, found]) + "\n")
        except Exception as error:  # noqa: BLE001 - the pages that are left stay unknown
            sys.stderr.write(f"{type(error).__name__}\n")
        sys.stdout.write("null\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
