"""Read the marked content of a page: its text by MCID, and whether its operators nest.

It must not import kallelse, as its users are to prove what that writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pikepdf

_SHOW = frozenset(("Tj", "TJ", "'", '"'))
_PATHS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_PAINT = _SHOW | _PATHS | {"Do", "sh", "INLINE IMAGE"}
_OPENERS = {"Q": "q", "ET": "BT", "EMC": "BDC"}


@dataclass
class Page:
    """What one page's content holds: its text by MCID, and what is wrong in it."""

    texts: dict[int, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_page(page: pikepdf.Page) -> Page:
    """Return what a page holds; nesting and stray painting are among its problems."""
    read = Page()
    fonts = {name: _decoder(font) for name, font in page.resources.get("/Font", {}).items()}
    decode: Callable[[bytes], str] = _latin
    stack: list[tuple[str, int | None]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in {"q", "BT", "BDC", "BMC"}:
            mcid = _mcid(page, operands) if name == "BDC" else None
            if name in {"BDC", "BMC"} and any(one[0] == "BDC" for one in stack):
                kind = str(operands[0])
                inner = mcid is not None or kind == "/Artifact"
                if inner and any(one[1] is not None or one[0] == "BDC" for one in stack):
                    read.problems.append(f"{kind} inside other marked content")
            if mcid is not None:
                if mcid in read.texts:
                    read.problems.append(f"MCID {mcid} is used twice")
                read.texts[mcid] = ""
            artifact = name in {"BDC", "BMC"} and str(operands[0]) == "/Artifact"
            stack.append(("BDC" if name == "BMC" else name, -1 if artifact else mcid))
        elif name in _OPENERS:
            if not stack or stack[-1][0] != _OPENERS[name]:
                read.problems.append(f"{name} does not close what was opened last")
            else:
                stack.pop()
        elif name == "Tf":
            decode = fonts.get(str(operands[0]), _latin)
        elif name in _PAINT:
            marked = next((one[1] for one in reversed(stack) if one[1] is not None), None)
            if marked is None:
                read.problems.append(f"{name} outside of elements and artifacts")
            elif marked >= 0 and name in _SHOW:
                read.texts[marked] += "".join(decode(part) for part in _strings(operands))
    read.problems += [f"{name} is never closed" for name, _ in stack]
    return read


def _mcid(page: pikepdf.Page, operands: list[pikepdf.Object]) -> int | None:
    properties = operands[1]
    if isinstance(properties, pikepdf.Name):
        properties = page.resources.Properties[str(properties)]
    found = properties.get("/MCID")
    return None if found is None else int(found)


def _strings(operands: list[pikepdf.Object]) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(list(operand))
        elif isinstance(operand, pikepdf.String | str | bytes):
            yield bytes(operand) if not isinstance(operand, str) else operand.encode("latin-1")


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


def _decoder(font: pikepdf.Object) -> Callable[[bytes], str]:
    """Return how a font's codes become text, by its ToUnicode map (ISO 32000-1, 9.10.3)."""
    if "/ToUnicode" not in font:
        return _latin
    cmap = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    width = 1 if font.get("/Subtype") != "/Type0" else 2
    table: dict[int, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", section):
            table[int(code, 16)] = _utf16(text)
    for section in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        ranges = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[.*?\]|<[^>]*>)", section)
        for low, high, target in ranges:
            texts = re.findall(r"<([0-9A-Fa-f]*)>", target)
            for offset, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                if target.startswith("["):
                    table[code] = _utf16(texts[offset])
                else:
                    first = _utf16(texts[0]) or "\ufffd"
                    table[code] = first[:-1] + chr(ord(first[-1]) + offset)

    def decode(data: bytes) -> str:
        codes = (int.from_bytes(data[n : n + width], "big") for n in range(0, len(data), width))
        return "".join(table.get(code, "\ufffd") for code in codes)

    return decode


def _utf16(text: str) -> str:
    even = text + "0" * (len(text) % 2)
    return bytes.fromhex(even).decode("utf-16-be", "replace")
