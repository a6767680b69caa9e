"""What people call the kinds of places where something is found. It must not look for anything."""

from __future__ import annotations

from collections.abc import Mapping

from kallelse.i18n import N_, _

# Those of `convert/traces/found`; a test holds the two together.
WORDS: Mapping[str, str] = {
    "text": N_("text"),
    "metadata": N_("properties"),
    "outline": N_("bookmarks"),
    "file-name": N_("a file's name"),
    "link": N_("a link"),
    "destination": N_("where a link leads"),
    "annotation": N_("a comment"),
    "field": N_("a form field"),
    "alternative-text": N_("a description for those who listen"),
    "layer": N_("a layer"),
    "page-label": N_("a page's label"),
    "structure": N_("tags"),
    "name": N_("a name within the file"),
    "string": N_("a text that no page shows"),
    "data": N_("data"),
    "comment": N_("a comment of the program that made it"),
    "remnant": N_("remains of an earlier version"),
    "stream": N_("packed data"),
    "image": N_("a picture"),
    "embedded": N_("an embedded file"),
    "file": N_("the file itself"),
}


def told(kind: str) -> str:
    """Return what people call a kind of place."""
    return _(WORDS[kind])
