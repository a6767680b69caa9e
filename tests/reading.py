"""A finished pack, read back with libraries and code other than those that made it.

It must not import kallelse: what it finds is evidence.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Link:
    """A link on a page (from 1) to a page or, with `uri`, out of the document; `area` in points."""

    page: int
    area: Box
    target: int | None = None
    uri: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Bookmark:
    """A line of the outline: its level from 0, and the page that it leads to."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True)
class Char:
    """A visible character with its box on the page as it is stored."""

    text: str
    box: Box


class Reading:
    """A PDF file that is open for reading, with pages counted from 1."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self._pdfium = pypdfium2.PdfDocument(path)
        self._numbers = {page.obj.objgen: n for n, page in enumerate(self.pdf.pages, 1)}

    def close(self) -> None:
        self._pdfium.close()
        self.pdf.close()

    def __len__(self) -> int:
        return len(self.pdf.pages)

    def lines(self, page: int) -> list[str]:
        """Return a page's text by line; a word broken at a line's end keeps its hyphen."""
        text = self._pdfium[page - 1].get_textpage().get_text_range()
        return [line.replace("\ufffe", "-").strip() for line in text.splitlines() if line.strip()]

    def chars(self, page: int) -> list[Char]:
        read = self._pdfium[page - 1].get_textpage()
        found = []
        for index in range(read.count_chars()):
            text, box = chr(pdfium.FPDFText_GetUnicode(read, index)), read.get_charbox(index)
            if text.strip() and box[2] > box[0]:
                found.append(Char(text, box))
        return found

    def text_in(self, page: int, area: Box) -> str:
        """Return the text whose characters have their middle in an area."""
        x0, y0, x1, y1 = area
        return "".join(
            one.text
            for one in self.chars(page)
            if x0 <= (one.box[0] + one.box[2]) / 2 <= x1
            and y0 <= (one.box[1] + one.box[3]) / 2 <= y1
        )

    def image(self, page: int, scale: float) -> Any:  # a PIL image, in colour
        shown = self._pdfium[page - 1].render(scale=scale, may_draw_forms=False)
        return shown.to_pil().convert("RGB")

    @property
    def labels(self) -> list[str]:
        """Return the page labels as a reader shows them."""
        return [self._pdfium.get_page_label(index) for index in range(len(self))]

    def number(self, page: pikepdf.Object) -> int:
        return self._numbers[page.objgen]

    @property
    def links(self) -> list[Link]:
        return [link for page in range(1, len(self) + 1) for link in self.links_on(page)]

    def links_on(self, page: int) -> Iterator[Link]:
        for one in self.pdf.pages[page - 1].get("/Annots", []):
            if one.get("/Subtype") != "/Link":
                continue
            x0, y0, x1, y1 = (float(value) for value in one.Rect)
            area = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            action, text = one.get("/A"), str(one.get("/Contents", ""))
            if action is not None and "/URI" in action:
                yield Link(page, area, uri=str(action.URI), text=text)
            else:
                yield Link(page, area, self._leads_to(one), text=text)

    def _leads_to(self, holder: pikepdf.Object) -> int | None:
        action = holder.get("/A")
        target = holder.get("/Dest", action.get("/D") if action is not None else None)
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        return self._numbers.get(target[0].objgen)

    @property
    def outline(self) -> list[Bookmark]:
        return list(self._bookmarks(self.pdf.Root.Outlines.get("/First"), 0))

    def _bookmarks(self, node: pikepdf.Object | None, level: int) -> Iterator[Bookmark]:
        while node is not None:
            yield Bookmark(level, str(node.Title), self._leads_to(node))
            yield from self._bookmarks(node.get("/First"), level + 1)
            node = node.get("/Next")

    @property
    def fonts(self) -> dict[str, bool]:
        """Return every font's name, without the tag of its subset, and whether it is embedded."""
        found: dict[str, bool] = {}
        for one in self.pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font":
                descendant = one.get("/DescendantFonts", [one])[0]
                held = descendant.get("/FontDescriptor")
                keys = () if held is None else held.keys()
                inside = any(key.startswith("/FontFile") for key in keys)
                found[str(one.get("/BaseFont", "/?"))[1:].split("+")[-1]] = inside
        return dict(sorted(found.items()))


def facts(reading: Reading) -> dict[str, Any]:
    """Return what a person would want to know of a pack that has changed, as JSON's types."""
    return {
        "title": str(reading.pdf.docinfo["/Title"]),
        "author": str(reading.pdf.docinfo["/Author"]),
        "subject": str(reading.pdf.docinfo["/Subject"]),
        "created": str(reading.pdf.docinfo["/CreationDate"]),
        "language": str(reading.pdf.Root.Lang),
        "opens_with": str(reading.pdf.Root.PageMode)[1:],
        "outline": outline_lines(reading),
        "fonts": reading.fonts,
        "pages": [_page_facts(reading, page) for page in range(1, len(reading) + 1)],
    }


def outline_lines(reading: Reading) -> list[str]:
    return [f"{'    ' * one.level}{one.title} → {one.page}" for one in reading.outline]


def _page_facts(reading: Reading, page: int) -> dict[str, Any]:
    held = reading.pdf.pages[page - 1]
    boxes = {key[1:]: _box(held.obj[key]) for key in ("/MediaBox", "/CropBox") if key in held}
    links = [f"{one.text} → {one.uri or one.target}" for one in reading.links_on(page)]
    return {
        "label": reading.labels[page - 1],
        **boxes,
        **({"Rotate": int(held.obj.Rotate)} if "/Rotate" in held else {}),
        "links": links,
        "text": reading.lines(page),
    }


def _box(array: Any) -> str:
    return " ".join(f"{float(one):g}" for one in array)


def tags(root: Any) -> list[str]:
    """Return the elements of each part of a structure tree, counted by type."""
    lines = []
    for part in (one for document in root.find("Document")[:1] for one in document.children):
        counted = Counter(_types(part))
        told = ", ".join(f"{count} {name}" for name, count in sorted(counted.items()))
        lines.append(f"{part.tag} {part.title or ''}: {told}")
    return lines


def _types(node: Any) -> Iterator[str]:
    for child in node.children:
        if not isinstance(child, str):
            yield child.tag
            yield from _types(child)


def overlaps(chars: Sequence[Char], share: float = 0.15) -> list[tuple[Char, Char]]:
    """Return characters that stand on each other by more than that share of the smaller one.

    Neighbours do not count: kerning pushes them together, and a ligature is two in one place.
    """
    from_left = sorted(enumerate(chars), key=lambda numbered: numbered[1].box[0])
    found = []
    for place, (number, one) in enumerate(from_left):
        _, bottom, right, top = one.box
        for other_number, other in itertools.islice(from_left, place + 1, None):
            if other.box[0] >= right:
                break
            if other.box[1] >= top or other.box[3] <= bottom or abs(number - other_number) == 1:
                continue
            if _common(one.box, other.box) > share * min(_area(one.box), _area(other.box)):
                found.append((one, other))
    return found


def _common(one: Box, other: Box) -> float:
    (x0, y0, x1, y1), (left, bottom, right, top) = one, other
    return _area((max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)))


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
