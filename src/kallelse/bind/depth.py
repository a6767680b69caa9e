"""How deep a part's objects hold each other, found before qpdf copies them by recursion.

It must not recurse itself, and it changes nothing.

A chain of some ten thousand forms, each of which shows the next, would end the whole process. The
walk follows references as the copy does: each object once, depth first, in the order written.
"""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from kallelse.bind.documents import BindError, name
from kallelse.bind.parts import Source
from kallelse.i18n import _

# Far more than any document made in earnest needs, and a fifth of what was found to do harm.
_DEEPEST = 8_000
_DEEPEST_IN_ONE = 500  # qpdf reads no object that is nested deeper
# Bounded, for a number of a million digits would be read a million times.
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) (\d{1,5}) R\b")


def check(source: Source) -> None:
    """Raise BindError, naming the part, where copying its pages would go too deep."""
    seen: set[tuple[int, int]] = set()
    for page in source.pages:
        if not _is_shallow(source.pdf, page, seen):
            raise BindError(
                _("{name} cannot be bound: its parts are nested too deeply").format(
                    name=name(source.document.part)
                ),
                _("Open it in a PDF reader, print it to a new PDF, or ask for another copy."),
            )


def _is_shallow(pdf: Pdf, page: Object, seen: set[tuple[int, int]]) -> bool:
    waiting = [(page.objgen, 0)]
    while waiting:
        own, above = waiting.pop()
        if own in seen:
            continue
        seen.add(own)
        value = pdf.get_object(own)
        if not isinstance(value, (Array, Dictionary, Stream)):
            continue  # a number, or nothing at all
        written = (value.stream_dict if isinstance(value, Stream) else value).unparse(resolved=True)
        below = _REFERENCE.findall(written)
        if not below:
            continue
        depth = above + min(_DEEPEST_IN_ONE, written.count(b"<<") + written.count(b"["))
        if depth > _DEEPEST:
            return False
        waiting += [((int(number), int(generation)), depth) for number, generation in below[::-1]]
    return True
