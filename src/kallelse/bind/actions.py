"""What may happen on a click: the few kinds of action that are carried over.

It must not decide where they sit.

Kept are GoTo, URI with a harmless scheme, turning pages and switching layers (ISO 32000-1, 12.6.4),
each made anew from the keys we know. Everything else is taken out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, String

from kallelse.bind.destinations import Destinations
from kallelse.bind.values import Value, identity, items, spelled

_LONGEST_CHAIN = 100
_SAFE_URI = re.compile(rb"(?:https?|mailto|tel):[^\x00-\x20\x7f]", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
REMOVED = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit-form",
    "/ResetForm": "reset-form",
    "/ImportData": "import-data",
    "/GoToR": "link-to-other-file",
    "/GoToE": "link-to-embedded-file",
    "/Thread": "article-thread",
    "/Hide": "hide-annotation",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}


class Actions:
    """Makes the actions of one PDF harmless; `removed` collects words for what was taken out."""

    def __init__(self, destinations: Destinations, removed: set[str]) -> None:
        self.destinations = destinations
        self._removed = removed

    def harmless(self, action: Value) -> Dictionary | None:
        """Return what is left of an action and of those that follow it (/Next).

        None when nothing is.
        """
        kept = [node for node in map(self._kept, _chain(action)) if node is not None]
        if not kept:
            return None
        first, *rest = kept
        if rest:
            first["/Next"] = Array(rest)
        return first

    def refuse(self, action: Value) -> None:
        """Name what an action that runs by itself would have done; none of those is kept."""
        for node in _chain(action):
            self._removed.add(REMOVED.get(spelled(node.get("/S")), "automatic-action"))

    def _kept(self, action: Dictionary) -> Dictionary | None:
        kind = spelled(action.get("/S"))
        make = {
            "/GoTo": self._go_to,
            "/URI": self._uri,
            "/Named": self._named,
            "/SetOCGState": _layers,
        }.get(kind)
        if make is None:
            self._removed.add(REMOVED.get(kind, "unknown-action"))
            return None
        return make(action)

    def _go_to(self, action: Dictionary) -> Dictionary | None:
        target = self.destinations.explicit(action.get("/D"))
        return None if target is None else Dictionary(S=Name.GoTo, D=target)

    def _uri(self, action: Dictionary) -> Dictionary | None:
        value = action.get("/URI")
        uri = bytes(value).strip() if isinstance(value, String) else b""
        if uri[:4].lower() == b"www.":
            uri = b"http://" + uri  # what viewers make of it
        if not _SAFE_URI.match(uri) or _CONTROL.search(uri):
            self._removed.add("unsafe-link")
            return None
        kept = Dictionary(S=Name.URI, URI=String(uri))
        if action.get("/IsMap") == True:  # noqa: E712 - pikepdf types it as an Object
            kept["/IsMap"] = True
        return kept

    def _named(self, action: Dictionary) -> Dictionary | None:
        kind = spelled(action.get("/N"))
        if kind in ("/NextPage", "/PrevPage"):
            return Dictionary(S=Name.Named, N=Name(kind))
        page = {"/FirstPage": 0, "/LastPage": len(self.destinations.pages) - 1}.get(kind)
        if page is None:
            self._removed.add("viewer-command")
            return None
        return Dictionary(S=Name.GoTo, D=self.destinations.explicit(Array([page, Name.Fit])))


def _layers(action: Dictionary) -> Dictionary | None:
    states = [
        state
        for state in items(action.get("/State"))
        if isinstance(state, Name)
        or (isinstance(state, Dictionary) and state.get("/Type") == Name.OCG and identity(state))
    ]
    return Dictionary(S=Name.SetOCGState, State=Array(states)) if states else None


def _chain(action: Value) -> Iterator[Dictionary]:
    seen = set()
    waiting = [action]
    for _ in range(_LONGEST_CHAIN):
        if not waiting:
            return
        node = waiting.pop()
        own = identity(node)
        if not isinstance(node, Dictionary) or own in seen:
            continue
        if own is not None:
            seen.add(own)
        yield node
        waiting.extend(reversed(items(node.get("/Next"))))
