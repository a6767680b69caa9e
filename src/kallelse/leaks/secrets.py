"""What of a withheld source must be nowhere. It must not know what is public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kallelse.leaks.known import LONGEST
from kallelse.leaks.materials import Material
from kallelse.leaks.tracing import Said, Size, Sum, Traces
from kallelse.leaks.words import Gram, Words, grams, tells, words, written

_SHORT = range(2, LONGEST)
# Short by nature, and whole: two or three words of it in a row are already the whole of it.
_TITLES = frozenset(
    ("metadata", "outline", "file-name", "link", "destination", "layer", "page-label", "structure")
)
_NAME = re.compile(
    r"(?<!\w)[^\W\d_a-zåäöéèüæø][\w'’-]{0,40}(?:[ \u00a0]{1,3}[^\W\d_a-zåäöéèüæø][\w'’-]{0,40})+"
)


@dataclass(frozen=True)
class Secrets:
    """The words, runs of words, and sums of one withheld source; never shown."""

    words: frozenset[str] = field(repr=False)
    runs: frozenset[Gram] = field(repr=False)
    sums: frozenset[str] = field(repr=False)
    sizes: frozenset[Size] = field(repr=False)


def of(material: Material, said: Traces | None, digest: str) -> Secrets:
    """Return the secrets of a source, from what was written and what its file says.

    `digest` is the sum of the file, empty without one; it tells whether one has the file.
    """
    texts = [(one, written(one)) for one in material.texts]
    titles = [words(one) for one in material.names]
    for one in said.texts if said else ():
        found = words(one.text)
        (titles.append(found) if _is_title(one) else texts.append((one.text, found)))
    short = [found for _text, found in texts if len(found.all) < LONGEST]
    everything = [*(found for _text, found in texts), *titles]
    names = chain.from_iterable(_names(text) for text, _found in texts)
    runs = chain(
        chain.from_iterable(grams(one.all, LONGEST) for one in everything),
        chain.from_iterable(_whole(one) for one in (*short, *titles)),
        names,
    )
    sums: tuple[Sum, ...] = said.sums if said else ()
    return Secrets(
        frozenset(_telling(everything)) | ({digest} if digest else frozenset()),
        frozenset(runs),
        frozenset(one.sha256 for one in sums),
        said.sizes if said else frozenset(),
    )


def _is_title(one: Said) -> bool:
    return one.kind in _TITLES


def _telling(texts: list[Words]) -> Iterator[str]:
    for one in texts:
        yield from filter(tells, one.all)
        yield from (piece for piece, _whole in one.pieces if tells(piece))


def _whole(one: Words) -> Iterator[Gram]:
    """Yield the units of two or three words: short titles."""
    yield from (unit for unit in one.units if len(unit) in _SHORT)


def _names(text: str) -> Iterator[Gram]:
    """Yield pairs of words with capitals, as people and places are called."""
    for match in _NAME.finditer(text):
        yield from grams(words(match[0]).all, 2)
