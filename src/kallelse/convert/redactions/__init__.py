"""What a redacted PDF still holds of what was removed from it. It runs in the worker.

It answers with kinds of findings and their pages, and never with the words. It must not judge how
serious they are.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pikepdf import Pdf

from kallelse.convert import pdf, problems
from kallelse.convert.pdf import LimitError, LockedError
from kallelse.convert.problems import RefusedError
from kallelse.convert.redactions import (
    beside,
    covered,
    leftovers,
    original,
    remarks,
    removed,
    visible,
)
from kallelse.convert.redactions.removed import Shown

_TITLES = frozenset(("metadata",))


@dataclass
class Findings:
    """Kinds of findings, and the pages of each, from 1; 0 stands for the file as a whole."""

    pages: dict[str, set[int]] = field(default_factory=dict)

    def add(self, kind: str, pages: Iterable[int]) -> None:
        """Note what was found on pages, if any."""
        numbers = set(pages)
        if numbers:
            self.pages.setdefault(kind, set()).update(numbers)

    def plain(self) -> list[dict[str, Any]]:
        """Return them as JSON can hold them."""
        return [
            {"kind": kind, "pages": sorted(numbers - {0})} for kind, numbers in self.pages.items()
        ]


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the findings in the redacted file of a request, compared with its original.

    Raises:
        RefusedError: it cannot be opened, or takes more than it may.
        Exception: whatever a damaged file makes the libraries raise.
    """
    source, name = Path(request["source"]), str(request["name"])
    try:
        pdf.facts(source, "", request)
    except LimitError as error:
        raise RefusedError(problems.too_costly(name)) from error
    except LockedError as error:
        raise RefusedError(problems.locked(name)) from error
    path = request["original"]
    before = original.read(Path(path) if path is not None else None, request)
    data = source.read_bytes()
    found = Findings()
    with pdfium.PdfDocument(data) as document:
        texts = _texts(document, found, before)
    with pikepdf.open(io.BytesIO(data)) as opened:
        seen = "\n".join((*(one.seen for one in texts), *remarks.values(opened)))
        shown = removed.shown(seen)
        gone = removed.removed(before.text, shown)
        _of_texts(found, texts, gone)
        _of_remarks(found, opened)
        walk = beside.walk(opened)
        _of_traces(found, walk, gone)
        _of_bytes(found, data, opened, shown, walk)
    return {"findings": found.plain(), "compared": gone is not None}


def _texts(
    document: pdfium.PdfDocument, found: Findings, before: original.Original
) -> list[visible.PageText]:
    texts = []
    if document.get_formtype():
        document.init_forms()  # or the fields would not be drawn
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        text = visible.text_of(page)
        texts.append(text)
        if covered.covers(page, text.seen):
            found.add("picture", [number])
        if covered.crops(page):
            width, height = page.get_size()
            larger = any(wide > width + 1 or high > height + 1 for wide, high in before.sizes)
            found.add("cropped" if larger else "cropped-perhaps", [number])
        page.close()
    return texts


def _of_texts(found: Findings, texts: list[visible.PageText], gone: frozenset[str] | None) -> None:
    for number, text in enumerate(texts, 1):
        if text.hidden:
            found.add("hidden", [number])
        if text.astray:
            found.add("astray", [number])
        if text.beyond and gone is None:
            found.add("beyond-perhaps", [number])
        elif gone and gone & removed.words("\n".join(text.beyond)):
            found.add("beyond", [number])


def _of_remarks(found: Findings, opened: Pdf) -> None:
    found.add("marked", remarks.with_marks(opened))
    found.add("comment", remarks.with_remarks(opened))
    found.add("field", remarks.with_hidden_values(opened))
    found.add("layer", remarks.with_hidden_layers(opened))


def _of_traces(found: Findings, walk: beside.Walk, gone: frozenset[str] | None) -> None:
    for one in walk.kept:
        found.add(one.kind, [one.page])
    for one in walk.traces:
        said = removed.words(one.text)
        if gone is None:
            if one.kind in _TITLES and said:
                found.add("metadata-perhaps", [one.page])
        elif said & gone:
            found.add(one.kind, [one.page])


def _of_bytes(found: Findings, data: bytes, opened: Pdf, shown: Shown, walk: beside.Walk) -> None:
    versions = leftovers.versions(data)
    # What a title or a field of the file says is told of in its own right.
    told = removed.shown("\n".join(one.text for one in walk.traces))
    known = Shown(shown.words | told.words, shown.text + told.text)
    pictures = leftovers.pictures_of(opened, walk.reached) if versions else frozenset()
    earlier = [leftovers.version(one, known, pictures) for one in versions]
    reached = frozenset[tuple[int, int]]().union(*(one.reached for one in earlier))
    if any(one.tells_more for one in earlier):
        found.add("revision", [0])
    elif earlier and leftovers.is_signed(opened):
        found.add("signed", [0])
    if leftovers.has_unreachable(opened, walk.reached, reached) or leftovers.has_strays(
        data, versions
    ):
        found.add("unreachable", [0])
