"""What is put around a page's own content: the pack's stamps, and a tag where it has none.

It must not alter that content.

The content is enclosed in q and Q, so that stamps start from the page's initial state; what it
leaves open is closed, and operators that end nothing, which readers ignore, are blanked. What is
the same around many pages is stored once: little more than the number itself is a page's own.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Pdf, Stream

from kallelse.bind import content
from kallelse.bind.content import Content
from kallelse.bind.documents import PageStamp
from kallelse.bind.geometry import Box, Matrix, View
from kallelse.bind.sheet import Sheet, joined, streams
from kallelse.choices import Corner
from kallelse.pack import StampSheet


@dataclass(frozen=True)
class Placed:
    """A stamp with its place in the page's own coordinates."""

    stamp: PageStamp
    matrix: Matrix
    area: Box


class Stamper:
    """Puts stamps on pages."""

    def __init__(self, out: Pdf, sheet: StampSheet) -> None:
        self.out = out
        self._sheet = Sheet(out, sheet)
        self._streams: dict[bytes, Stream] = {}

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Return the widths and heights of the texts, in points."""
        return self._sheet.sizes

    def place(self, stamps: Sequence[PageStamp], view: View) -> list[Placed]:
        """Find the stamps' places: equal insets as seen, whatever a page's rotation and boxes."""
        return [self._placed(stamp, view) for stamp in stamps]

    def _placed(self, stamp: PageStamp, view: View) -> Placed:
        width, height = self._sheet.sizes[stamp.sheet]
        s = view.scale
        inset = (stamp.inset_x * s, stamp.inset_y * s)
        place = view.place(width * s, height * s, stamp.corner, inset)
        upright = Matrix(s, 0, 0, s, place.x0, place.y0)
        return Placed(stamp, view.matrix.after(upright), view.matrix.bounds(place))

    def dress(
        self,
        page: Dictionary,
        placed: Sequence[Placed],
        found: Content,
        tag: bytes = b"",
        before: bytes = b"",
    ) -> None:
        """Enclose a page's content and add the stamps, each an artifact (ISO 32000-1, 14.8.2.2).

        `found` is what the content leaves open; `tag` opens the marked content that all of it
        becomes, and `before` moves it.
        """
        own = streams(page)
        if found.stray:
            own = [self.out.make_stream(content.blanked(joined(own), found.stray))]
        after = [b"\n".join([b"", *found.closers, *([b"EMC"] if tag else []), b"Q", b""])]
        if placed:
            prefix = self._sheet.add_fonts(page)
            for one in placed:
                first, *more = self._show(one, prefix)
                after[-1] += first
                after += more
        head, *tail = self._shared([b"q\n" + before + tag, *after])
        page["/Contents"] = Array([head, *own, *tail])

    def _shared(self, contents: Iterable[bytes]) -> list[Stream]:
        """Return streams of a page with those contents, the same for all pages that have them.

        No stream stands twice on a page: veraPDF then loses the order of what is around it.
        """
        times: Counter[bytes] = Counter()
        streams = []
        for data in contents:
            streams.append(self._stream(data + b"\n" * times[data]))
            times[data] += 1
        return streams

    def _stream(self, data: bytes) -> Stream:
        if data not in self._streams:
            self._streams[data] = self.out.make_stream(data)
        return self._streams[data]

    def _show(self, placed: Placed, prefix: str) -> list[bytes]:
        """Return the operators that knock out the background and show the stamp, in pieces."""
        stamp = placed.stamp
        before = _before(placed.matrix, self._sheet.sizes[stamp.sheet], stamp.corner)
        pieces = self._sheet.text(stamp.sheet, prefix)
        pieces[0] = before + pieces[0]
        pieces[-1] += b"Q\nEMC\n"
        return pieces


@functools.lru_cache(maxsize=256)  # most pages are alike
def _before(matrix: Matrix, size: tuple[float, float], corner: Corner) -> bytes:
    """Write what comes before a stamp's text is shown."""
    at_top = corner.value.startswith("top")
    kind, edge = ("Header", "Top") if at_top else ("Footer", "Bottom")
    return (
        f"/Artifact <</Type /Pagination /Subtype /{kind} /Attached [/{edge}]>> BDC\n"
        f"q {_numbers(*matrix)} cm q 1 g 0 0 {_numbers(*size)} re f Q\n"
    ).encode("ascii")


def _numbers(*values: float) -> str:
    """Write numbers as content streams take them, far finer than any printer."""
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)
