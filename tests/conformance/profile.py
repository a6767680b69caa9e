"""The sRGB profile that is shipped, made from the standard's figures; a test holds the file to it.

Made anew with `python -m tests.conformance.profile`. It must not depend on a colour library, whose
next version would give other bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

FILE = Path(__file__).parents[2] / "src" / "kallelse" / "standards" / "srgb.icc"
_LICENCE = "CC0 1.0"
_NAME = "sRGB IEC61966-2.1"
_POINTS = 1024  # of the curve, as in the profiles of the ICC itself

# IEC 61966-2-1, 4.2: chromaticities of the primaries and of the white point D65.
_PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_WHITE = (0.3127, 0.3290)
# ICC.1:2001-04, 6.1.4: the white point D50 of the profile connection space.
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]


def profile() -> bytes:
    """Return an ICC profile of version 2.1 for displays: three primaries and a curve."""
    red, green, blue = zip(*_primaries(), strict=True)
    parts = {
        b"desc": _description(_NAME),
        b"cprt": b"text" + bytes(4) + f"{_LICENCE}\0".encode("ascii"),
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        b"rTRC": _curve(),
    }
    table, body = [], b""
    start = 128 + 4 + 12 * (len(parts) + 2)
    for name, data in parts.items():
        table.append((name, start + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    _, offset, size = table[-1]
    table += [(b"gTRC", offset, size), (b"bTRC", offset, size)]
    tags = struct.pack(">I", len(table)) + b"".join(struct.pack(">4sII", *one) for one in table)
    return _header(128 + len(tags) + len(body)) + tags + body


def _header(size: int) -> bytes:
    """Return the header (ICC.1:2001-04, 6.1); the date is fixed, so that the bytes are."""
    kinds = struct.pack(">4s4s4s", b"mntr", b"RGB ", b"XYZ ")
    date = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    start = struct.pack(">I4xI", size, 0x02100000) + kinds + date + b"acsp"
    return start.ljust(68, b"\0") + b"".join(map(_fixed, _D50)) + bytes(48)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(value: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, value))


def _description(text: str) -> bytes:
    """Return a text in ASCII, with the empty Unicode and Macintosh texts that the type has too."""
    ascii_ = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_)) + ascii_ + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    """Return the transfer function of IEC 61966-2-1, 5.2."""
    values = []
    for point in range(_POINTS):
        x = point / (_POINTS - 1)
        linear = x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4
        values.append(round(linear * 65535))
    return b"curv" + bytes(4) + struct.pack(f">I{_POINTS}H", _POINTS, *values)


def _primaries() -> Matrix:
    """Return the rows of the matrix from linear RGB to XYZ, adapted from D65 to D50."""
    columns = _transposed(tuple((x / y, 1.0, (1 - x - y) / y) for x, y in _PRIMARIES))
    x, y = _WHITE
    white = (x / y, 1.0, (1 - x - y) / y)
    scale = _times(_inverse(columns), white)
    matrix = tuple(tuple(v * s for v, s in zip(row, scale, strict=True)) for row in columns)
    source, target = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    ratio = [t / s for s, t in zip(source, target, strict=True)]
    adapted = tuple(tuple(v * r for v in row) for row, r in zip(_BRADFORD, ratio, strict=True))
    return _product(_inverse(_BRADFORD), _product(adapted, matrix))


def _transposed(matrix: Sequence[Sequence[float]]) -> Matrix:
    first, second, third = zip(*matrix, strict=True)
    return first, second, third


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _product(left: Sequence[Sequence[float]], right: Sequence[Sequence[float]]) -> Matrix:
    return _transposed([_times(left, column) for column in _transposed(right)])


def _inverse(matrix: Sequence[Sequence[float]]) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    cofactors = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    determinant = a * cofactors[0][0] + b * cofactors[1][0] + c * cofactors[2][0]
    return _transposed(_transposed([[v / determinant for v in row] for row in cofactors]))


if __name__ == "__main__":
    FILE.write_bytes(profile())
