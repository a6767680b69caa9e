"""PDF values read leniently, as broken and hostile files demand.

It must not know what the values are for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

# What pikepdf raises over broken values. Not all of qpdf's errors become its own, and a message
# that quotes the file need not be text.
BROKEN = (pikepdf.PdfError, RuntimeError, ValueError)

# What content is unpacked from: of all the packings that are not for pictures alone, qpdf leaves
# run lengths (ISO 32000-1, 7.4.5) alone by itself.
CONTENT = pikepdf.StreamDecodeLevel.specialized

Value = Any  # a pikepdf Object, or the Python number, bool or None that it turns scalars into


def items(value: Value) -> list[Value]:
    """Return the items of an array, a lone value as a list of one, and nothing for nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def entries(value: Value) -> dict[str, Value]:
    """Return a dictionary's entries, in the order of their names; nothing for anything else.

    Names are bytes (ISO 32000-1, 7.3.5) and need not be UTF-8; here each byte is a letter.
    """
    if not isinstance(value, Dictionary):
        return {}
    return {_letters(key): held for key, held in sorted(value.items())}


def made(held: Mapping[str, Value]) -> Dictionary:
    """Return a dictionary with those entries, named as `entries` names them."""
    new = Dictionary()
    for name, value in held.items():
        new[key(name)] = value
    return new


def key(name: str) -> Name | str:
    """Return what to index a dictionary with for a name as `entries` gives it."""
    if name.isascii():
        return name
    found = Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in name[1:].encode("latin-1")))
    if not isinstance(found, Name):
        raise TypeError(name)
    return found


def _letters(name: str) -> str:
    if name.isascii():
        return name
    return name.encode("utf-8", "surrogateescape").decode("latin-1")


def spelled(value: Value) -> str:
    """Return a name as `entries` spells it, with its slash; an empty text for anything else."""
    return bytes(value).decode("latin-1") if isinstance(value, Name) else ""


def dictionaries(value: Value) -> Iterator[Dictionary]:
    """Yield those items of an array that are dictionaries."""
    return (item for item in items(value) if isinstance(item, Dictionary))


def dictionary(holder: Object, key: str) -> Dictionary | None:
    """Return the dictionary under a key; None for anything else."""
    value = holder.get(key)
    return value if isinstance(value, Dictionary) else None


def number(value: Value) -> float | None:
    """Return a number as a float; None for anything else."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value)
    return None


def integer(value: Value) -> int | None:
    """Return a whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text(value: Value) -> str:
    """Return a text string's text, '' for anything else; what is not text in it is left out."""
    if not isinstance(value, String):
        return ""
    try:
        decoded = str(value)
    except UnicodeDecodeError:
        decoded = bytes(value).decode("utf-8", "replace")
    return "".join(c for c in decoded if c.isprintable() or c in "\t\n").strip()


def discard(holder: Object, keys: Collection[str]) -> set[str]:
    """Delete those of the keys that a dictionary or stream has; return which it had."""
    found = set(holder.keys()) & set(keys)
    for name in found:
        del holder[key(_letters(name))]
    return found


def identity(value: Value) -> tuple[int, int] | None:
    """Return the object number of an indirect dictionary or stream; None for anything else."""
    if isinstance(value, (Dictionary, Stream)) and value.is_indirect:
        return value.objgen
    return None


def as_dictionary(value: Object) -> Dictionary:
    """Return a copied dictionary as one; it is one, but its type does not say so."""
    if not isinstance(value, Dictionary):
        raise TypeError(value)
    return value
