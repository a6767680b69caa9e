"""The withheld against the output, and what of both is public. It must not tell a secret."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.files import sha256
from kallelse.leaks import pictures, secrets
from kallelse.leaks.known import LONGEST, Known
from kallelse.leaks.materials import Material
from kallelse.leaks.pictures import Place
from kallelse.leaks.secrets import Secrets
from kallelse.leaks.tracing import Said, Traces, closed, traces
from kallelse.leaks.words import Gram, Words, grams, words, written

if TYPE_CHECKING:
    from kallelse.convert import Workshop


@dataclass(frozen=True, order=True)
class Hit:
    """A trace of a withheld source in a file of the output; it never tells which words.

    `kind` says what it is found in: text, image, metadata, outline, link … `pages` are those of the
    file, none where it stands on no page.
    """

    material: str
    kind: str
    file: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A text of the output, in words."""

    said: Said
    words: Words


@dataclass(frozen=True)
class _Output:
    """A file of the output: its name, what it says, and what else it holds."""

    path: Path
    traces: Traces
    lines: tuple[_Line, ...]


def compare(
    withheld: Sequence[Material],
    public: Sequence[Material],
    output: Sequence[Path],
    workshop: Workshop,
    *,
    keep_going: bool = False,
) -> tuple[Hit, ...]:
    """Return every trace of withheld sources in the output that public sources do not have too.

    Public sources that the program writes itself (`vocabulary`) may stand between any others. To
    `keep_going` is to read what is left of withheld files that are damaged.

    Raises:
        KallelseError: a file cannot be read, or not gone through within the limits; or one that is
            withheld cannot be opened.
    """
    if not withheld:
        return ()
    found = {one: _secrets(one, workshop, keep_going=keep_going) for one in withheld}
    files = [_read(path, workshop) for path in output]
    said = [(one, _traces(one, workshop)) for one in public]
    pages = max((said.page for one in files for said in one.traces.texts), default=0)
    known = _known(said, pages)
    shown = pictures.shown(found, dict(said), {one.path: one.traces for one in files}, workshop)
    public_sums = pictures.public_sums(dict(said), shown)
    hits: set[Hit] = set()
    for file in files:
        places = _texts(file, found, known)
        for material, place in pictures.same(file.path, file.traces, found, public_sums, shown):
            places.setdefault(material, set()).add(place)
        for material, where in places.items():
            hits.update(_hits(material.name, file.path.name, where))
    return tuple(sorted(hits))


def _hits(name: str, file: str, places: Collection[Place]) -> Iterator[Hit]:
    for kind in sorted({kind for kind, _page in places}):
        pages = sorted({page for one, page in places if one == kind and page})
        yield Hit(name, kind, file, tuple(pages))


def _traces(material: Material, workshop: Workshop) -> Traces | None:
    if material.file is None:
        return None
    return traces(material.file, material.name, workshop, material.password)


def _secrets(material: Material, workshop: Workshop, *, keep_going: bool) -> Secrets:
    digest = sha256(material.file) if material.file is not None else ""
    said = _traces(material, workshop)
    # What nobody can open tells nobody anything in the output; here, nothing would be looked for.
    if said is not None and (said.locked or (said.unread and not keep_going)):
        raise closed(material.name, locked=said.locked)
    return secrets.of(material, said, digest)


def _read(path: Path, workshop: Workshop) -> _Output:
    said = traces(path, path.name, workshop)
    named = Said("file-name", 0, path.name)
    lines = tuple(_Line(one, words(one.text)) for one in (named, *said.texts))
    return _Output(path, said, lines)


def _known(said: Sequence[tuple[Material, Traces | None]], pages: int) -> Known:
    ours: list[Words] = []
    public: list[Words] = []
    for material, found in said:
        texts = [*map(written, material.texts), *map(words, material.names)]
        texts += [words(one.text) for one in found.texts] if found else []
        (ours if material.written_by_us else public).extend(texts)
    return Known(public, ours, pages)


def _texts(
    file: _Output, found: Mapping[Material, Secrets], known: Known
) -> dict[Material, set[Place]]:
    """Return where words and runs of words of withheld sources stand in a file."""
    wanted = frozenset(chain.from_iterable(one.words for one in found.values()))
    leaked = _leaked_words(file, wanted, known)
    for length in range(2, LONGEST + 1):
        runs = frozenset(one for held in found.values() for one in held.runs if len(one) == length)
        leaked.update(_leaked_runs(file, runs, length, known))
    places: dict[Material, set[Place]] = {}
    for material, held in found.items():
        own = [one for one in leaked if one in held.words or one in held.runs]
        for one in own:
            places.setdefault(material, set()).update(leaked[one])
    return places


def _leaked_words(
    file: _Output, wanted: frozenset[str], known: Known
) -> dict[str | Gram, set[Place]]:
    """Return the words of withheld sources in a file that are not public, with their places."""
    seen: set[str] = set()
    for line in file.lines:
        seen.update(wanted.intersection(line.words.all))
        seen.update(wanted.intersection(piece for piece, _whole in line.words.pieces))
    unknown = known.unknown_words(seen - known.words)
    leaked: dict[str | Gram, set[Place]] = {}
    if not unknown:
        return leaked
    for line in file.lines:
        for word in _unexplained(line.words, unknown, known):
            leaked.setdefault(word, set()).add((line.said.kind, line.said.page))
    return leaked


def _unexplained(line: Words, unknown: Collection[str], known: Known) -> Iterator[str]:
    """Yield those unknown words of a text that are no parts of public words."""
    all_words = ("", *line.all, "")
    for before, word, after in zip(all_words, all_words[1:], all_words[2:], strict=False):
        if word in unknown:
            joined = (before + word, word + after, before + word + after)
            if not any(one in known.words for one in joined):
                yield word
    for piece, whole in line.pieces:
        if piece in unknown and whole not in known.words:
            yield piece


def _leaked_runs(
    file: _Output, wanted: frozenset[Gram], length: int, known: Known
) -> dict[str | Gram, set[Place]]:
    """Return the runs of words of withheld sources in a file that are not public."""
    at: dict[Gram, set[Place]] = {}
    for line in file.lines:
        for run in wanted.intersection(grams(line.words.all, length)):
            at.setdefault(run, set()).add((line.said.kind, line.said.page))
    unknown = known.unknown_runs(set(at), length)
    return {run: at[run] for run in unknown}
