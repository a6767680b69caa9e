"""Text set in the box of a form field: its frame, its size and its lines.

It must not know of fields' values.

Boxes are upright, with the lower left corner as origin; the matrix of the frame turns them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Name

from kallelse.bind.geometry import Matrix, box
from kallelse.bind.typefaces import Face, each
from kallelse.bind.values import Value, entries, integer, items, number

# Sizes to choose from where a field has none; PDFium has the same, and fewer for many lines.
_ONE_LINE = (4, 6, 8, 9, 10, 12, 14, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90, 100)
_MANY_LINES = (4, 6, 8, 9, 10, 12)
# Of Helvetica, in ems: the top of the box around its letters, the height of that box, and how far
# its ascenders rise less how far its descenders hang.
TOP, LEADING, _MIDDLE = 0.931, 1.156, 0.511
_LARGEST = 20_000.0  # points; no page is larger (ISO 32000-1, annex C)
_MARK = b"0.6 0.757 0.855 rg"  # Acrobat's light blue


@dataclass(frozen=True)
class Frame:
    """A field's box, and what is drawn around and behind the text.

    `edge` is how wide the border is, and `stroke` sets its colour, empty where none is drawn.
    """

    width: float
    height: float
    matrix: Matrix
    edge: float
    stroke: bytes
    drawn: bytes

    @property
    def margin(self) -> float:
        """Return how far from the sides text keeps."""
        return 2 * max(1.0, self.edge)

    @property
    def inner_width(self) -> float:
        """Return how wide a line may be."""
        return self.width - 2 * self.margin

    def holds(self, high: float) -> bool:
        """Tell whether a line of that size fits between the borders."""
        return high * LEADING <= self.height - 2 * self.edge

    def start(self, wide: float, alignment: int) -> float:
        """Return where a line starts; one that is too long shows its beginning."""
        left = max(0.0, self.inner_width - wide)
        return self.margin + left * {1: 0.5, 2: 1.0}.get(alignment, 0.0)

    def base(self, size: float) -> float:
        """Return the baseline of a single line."""
        return (self.height - _MIDDLE * size) / 2


@dataclass(frozen=True)
class Text:
    """Letters to be set: `size` 0 is chosen to fit, `alignment` is left, middle or right."""

    letters: bytes
    face: Face
    size: float
    alignment: int


@dataclass(frozen=True)
class Setting:
    """Text as it is set: lines, where the baseline of each starts, and what is drawn behind."""

    size: float
    lines: Sequence[tuple[float, float, bytes]]
    behind: bytes = b""


def frame(widget: Dictionary) -> Frame:
    """Read a widget's box, border and background (ISO 32000-1, 12.5.4 and 12.5.6.19).

    Raises ValueError for a widget that has no place on a page.
    """
    place = box(widget.get("/Rect"))
    if place is None or max(map(abs, place)) > _LARGEST:
        raise ValueError("a field without a place")
    width, height = place.x1 - place.x0, place.y1 - place.y0
    looks, border = entries(widget.get("/MK")), entries(widget.get("/BS"))
    turn = (integer(looks.get("/R")) or 0) % 360
    matrix = {
        90: Matrix(0, 1, -1, 0, width, 0),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, -1, 1, 0, 0, height),
    }.get(turn, Matrix(1, 0, 0, 1, 0, 0))
    if turn in (90, 270):
        width, height = height, width
    old = items(widget.get("/Border"))
    asked = number(border.get("/W") if border else old[2] if len(old) > 2 else None)
    line = max(0.0, min(1.0 if asked is None else asked, width / 4, height / 4))
    fill, stroke = _colour(looks.get("/BG"), "g rg k"), b""
    if line:
        stroke = _colour(looks.get("/BC"), "G RG K")
    style = border.get("/S")
    drawn = [fill, operation(0, 0, width, height, "re f")] if fill else []
    if stroke:
        drawn += [stroke, operation(line, "w"), *_border(style, width, height, line)]
    if drawn:
        drawn = [b"q", *drawn, b"Q"]
    edge = line * 2 if style in (Name.B, Name.I) else line
    return Frame(width, height, matrix, edge, stroke, b"\n".join(drawn))


def _border(style: Value, width: float, height: float, line: float) -> list[bytes]:
    if style == Name.U:
        return [operation(0, line / 2, "m"), operation(width, line / 2, "l S")]
    around = operation(line / 2, line / 2, width - line, height - line, "re S")
    return [b"[3] 0 d", around] if style == Name.D else [around]


def one_line(frame: Frame, text: Text) -> Setting:
    """Set a line half-way up the box."""
    wide = text.face.width(text.letters)
    size = text.size or _largest(
        _ONE_LINE, lambda size: frame.holds(size) and size * wide <= frame.inner_width
    )
    line = (frame.start(wide * size, text.alignment), frame.base(size), text.letters)
    return Setting(size, [line])


def comb(frame: Frame, text: Text, cells: int) -> Setting:
    """Set each letter in the middle of its cell, with lines between the cells if it has a border.

    There must be as many cells as letters.
    """
    cell = frame.width / cells
    widest = max(map(text.face.width, each(text.letters)), default=0.0)
    size = text.size or _largest(
        _ONE_LINE, lambda size: frame.holds(size) and size * widest <= cell
    )
    free = cells - len(text.letters)
    first = {1: free // 2, 2: free}.get(text.alignment, 0)
    lines = [
        ((n + 0.5) * cell - text.face.width(letter) * size / 2, frame.base(size), letter)
        for n, letter in enumerate(each(text.letters), first)
    ]
    bars = [frame.stroke]
    for n in range(1, cells):
        bars += [operation(n * cell, 0, "m"), operation(n * cell, frame.height, "l S")]
    return Setting(size, lines, b"\n".join(bars) if frame.stroke else b"")


def many_lines(frame: Frame, text: Text) -> Setting:
    """Set text from the top of the box, broken where a line is full."""
    high = frame.height - 2 * frame.margin

    def broken(size: float) -> list[bytes]:
        return _broken(text, frame.inner_width / size)

    size = text.size or _largest(
        _MANY_LINES, lambda size: len(broken(size)) * LEADING * size <= high
    )
    top = frame.height - frame.margin - TOP * size
    lines = [
        (frame.start(text.face.width(line) * size, text.alignment), top - n * LEADING * size, line)
        for n, line in enumerate(broken(size))
    ]
    return Setting(size, lines)


def listed(frame: Frame, text: Text, marked: Sequence[int]) -> Setting:
    """Set lines one below the other, with bars behind some of them."""
    step, width = LEADING * text.size, frame.width - 2 * frame.edge
    rows = text.letters.split(b"\n")
    tops = [frame.height - frame.edge - n * step for n in range(len(rows))]
    lines = [
        (
            frame.start(text.face.width(row) * text.size, text.alignment),
            top - TOP * text.size,
            row,
        )
        for top, row in zip(tops, rows, strict=True)
    ]
    bars = [operation(frame.edge, tops[n] - step, width, step, "re f") for n in marked]
    return Setting(text.size, lines, b"\n".join((_MARK, *bars)) if bars else b"")


def _broken(text: Text, room: float) -> list[bytes]:
    """Break text between words, and within a word that is longer than a line."""
    lines: list[bytes] = []
    face = text.face
    space = face.width(b" ")
    for paragraph in text.letters.split(b"\n"):
        line: list[bytes] = []
        used = 0.0
        for whole in paragraph.split(b" "):
            word, wide = whole, face.width(whole)
            if line and used + space + wide > room:
                lines.append(b" ".join(line))
                line, used = [], 0.0
            while wide > room and len(word) > 1:
                part = word[: _fitting(face, word, room)]
                lines.append(part)
                word, wide = word[len(part) :], wide - face.width(part)
            used += wide + (space if line else 0.0)
            line.append(word)
        lines.append(b" ".join(line))
    return lines


def _fitting(face: Face, word: bytes, room: float) -> int:
    """Return how many letters of a word fit: at least one, and not all."""
    used = 0.0
    for n in range(len(word) - 1):
        used += face.width(word[n : n + 1])
        if used > room:
            return max(1, n)
    return len(word) - 1


def _largest(sizes: Sequence[int], fits: Callable[[float], bool]) -> float:
    """Return the largest size that fits, or else the smallest."""
    return float(next((size for size in reversed(sizes) if fits(size)), sizes[0]))


def _colour(value: Value, operators: str) -> bytes:
    """Return what sets a colour of one, three or four parts; nothing for anything else."""
    parts = [number(one) for one in items(value)]
    known = [max(0.0, min(part, 1.0)) for part in parts if part is not None]
    if len(known) != len(parts) or len(parts) not in (1, 3, 4):
        return b""
    gray, red_green_blue, ink = operators.split()
    return operation(*known, {1: gray, 3: red_green_blue, 4: ink}[len(parts)])


def shown(letters: bytes) -> bytes:
    """Return what shows letters (ISO 32000-1, 9.4.3)."""
    return b"(" + re.sub(rb"([\\()])", rb"\\\1", letters) + b") Tj"


def operation(*values: float | str) -> bytes:
    """Return numbers and their operator as content."""
    return " ".join(
        value if isinstance(value, str) else f"{value:.3f}".rstrip("0").rstrip(".")
        for value in values
    ).encode("ascii")
