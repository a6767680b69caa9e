"""What must never come along from an attachment, taken out and named.

It must not touch what is seen.

The readers of annotations, fields and outlines keep what they know to be harmless; here is the
rest: what hangs on the document as a whole, and a last look at every object that was copied.
"""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from kallelse.bind.actions import REMOVED, Actions
from kallelse.bind.notes import refuse_all
from kallelse.bind.parts import Source
from kallelse.bind.structure import Structure
from kallelse.bind.values import dictionary, discard, entries, spelled

_NAMES = {"/JavaScript": "javascript", "/EmbeddedFiles": "embedded-file", "/Renditions": "media"}
_EXTERNAL = frozenset({"/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref"})
_EMBEDDED = frozenset({"/AF", "/EF", "/RF"})
_SCRIPT = frozenset({"/AA", "/JS"})
_UNSEEN = frozenset({"/PieceInfo"})
_PLACE = frozenset({"/StructParent", "/StructParents"})
_IN_STREAM = _EXTERNAL | _EMBEDDED | _UNSEEN | _PLACE
_IN_DICTIONARY = _EMBEDDED | _SCRIPT | _UNSEEN


def name_catalog(source: Source, actions: Actions, removed: set[str]) -> None:
    """Name what hangs on a part's catalog and stays behind, for the catalog is not copied."""
    root = source.pdf.Root
    names = dictionary(root, "/Names") or Dictionary()
    removed.update(word for key, word in _NAMES.items() if key in names)
    if "/AF" in root or "/Collection" in root:
        removed.add("embedded-file")
    if "/Perms" in root:
        removed.add("signature")
    if "/XFA" in (dictionary(root, "/AcroForm") or Dictionary()):
        removed.add("xfa")
    refuse_all(root.get("/AA"), actions)
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != "/GoTo":
        actions.refuse(opening)


def last_look(out: Pdf, numbers: Iterable[int], structure: Structure, removed: set[str]) -> None:
    """Take out of the copied objects with those numbers what no other reader came across."""
    for number in numbers:
        value = out.get_object(number, 0)
        if isinstance(value, Stream):
            if found := value.keys() & _IN_STREAM:
                _clean_stream(value, found, structure, removed)
        elif isinstance(value, Dictionary):
            keys = value.keys()
            if found := keys & _IN_DICTIONARY:
                _clean_dictionary(value, found, removed)
            if "/S" in keys and (word := REMOVED.get(spelled(value.S))):
                removed.add(word)
                discard(value, keys)
            elif "/A" in keys:
                _clean_action(value, removed)


def _clean_stream(stream: Stream, found: set[str], structure: Structure, removed: set[str]) -> None:
    """Leave a stream what it holds itself; its /F is an outside file (ISO 32000-1, 7.3.8.2)."""
    if stream.objgen in structure.streams:
        found -= _PLACE
    if found & _EXTERNAL:
        removed.add("external-stream")
    if found & _EMBEDDED:
        removed.add("embedded-file")
    discard(stream, found)


def _clean_dictionary(holder: Dictionary, found: set[str], removed: set[str]) -> None:
    if "/AF" in found or (found & _EMBEDDED and entries(holder.get("/EF"))):
        removed.add("embedded-file")
    if found & _SCRIPT:
        removed.add("javascript")
    discard(holder, found)


def _clean_action(holder: Object, removed: set[str]) -> None:
    action = holder["/A"]
    if isinstance(action, (Array, Stream)) or not isinstance(action, Dictionary):
        return
    if word := REMOVED.get(spelled(action.get("/S"))):
        removed.add(word)
        del holder["/A"]
