"""Cut text into pieces between which a line may be broken. It must not know how wide a line is."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kallelse.typeset.fonts import Face
from kallelse.typeset.structure import Elem

if TYPE_CHECKING:
    from pyphen import Pyphen  # type: ignore[import-untyped]

_SHY = "\u00ad"


@dataclass(frozen=True)
class Run:
    """Text with one look that is content of one element.

    `language` is the BCP 47 tag that words are hyphenated in; `hyphenate` lets them be so for the
    sake of a better line, not only where they do not fit. `href` is where the text leads and
    `label` the whole text that leads there. `underline` is a colour. `anchor` is the id of an
    inline element.
    """

    text: str
    elem: Elem
    face: Face
    size: float
    colour: str
    language: str
    hyphenate: bool
    href: str | None = None
    label: str = ""
    underline: str | None = None
    anchor: str | None = None


class Break(enum.Enum):
    """What stands between a piece and the next, and what becomes of it at the end of a line.

    No line ends at NONE, nor at BOUND, a space between what belongs together.
    """

    NONE = "none"
    BOUND = "bound"
    SPACE = "space"
    SOFT = "soft"
    PLAIN = "plain"
    FORCED = "forced"


SPACES = frozenset({Break.SPACE, Break.BOUND})
WHOLE = frozenset({Break.NONE, Break.BOUND})


class Piece(NamedTuple):
    """Text that is never divided. `cost` is how bad it is to end a line after it."""

    run: Run
    text: str
    after: Break
    cost: float = 0.0

    @property
    def width(self) -> float:
        """Return its width in points, without what follows."""
        return self.run.face.width(self.text, self.run.size)

    @property
    def space(self) -> float:
        """Return the width of the space after it, when the line goes on."""
        return self.run.face.width(" ", self.run.size) if self.after in SPACES else 0.0

    @property
    def hyphen(self) -> float:
        """Return the width of the hyphen that it gets at the end of a line."""
        return self.run.face.width(_SHY, self.run.size) if self.after is Break.SOFT else 0.0

    @property
    def line_end(self) -> str:
        """Return its text as the last of a line that is not the last of its paragraph.

        A space that a line ends at is written all the same, and a word that is broken ends in
        U+00AD: a reader of the file's text must find the words as they were (ISO 32000-1, 14.8.2.5
        and 14.8.2.2.3).
        """
        ends = {**dict.fromkeys(SPACES, " "), Break.FORCED: " ", Break.SOFT: _SHY}
        return self.text + ends.get(self.after, "")


_SPACES = re.compile(r"[ \t\r\n\f]+")
_STRETCH = re.compile(r"\n|[ ]|[^\n ]+")
_ADDRESS = re.compile(r"://|www\.|\w@\w|\w\.\w+/")
# After these a long address may be broken, before anything that is not one of them.
_ADDRESS_PARTS = re.compile(r"[^/.?&=_#@:-]*[/.?&=_#@:-]+|[^/.?&=_#@:-]+")
# A break is allowed after a hyphen or a slash that has two letters or more on both sides, and after
# a dash.
_JOINT = re.compile(r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})|(?<=[–—])(?=[^\W\d_]{2})|\u200b")
_WORD = re.compile(r"[^\W\d_]+")
# The spaces that no line ends at: within 12 569 and 5 %, and in § 4, kl. 9.00, s. 5, Bilaga 6.1,
# dnr RS 2023-01234.
_BOUND = re.compile(
    r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)(?: (?=(?:%|(?:[tm]|mn)?kr)(?!\w)))?"
    r"|\d (?=(?:[%‰]|(?:[tm]|mn)?kr)(?!\w))"
    r"|§ (?=\d)"
    r"|(?<!\w)(?:kl\.?|klockan|s\.|sid\.|sidan|nr\.?|bilaga|ärende) (?=\d)"
    r"|(?<!\w)(?:dnr|diarienummer):? (?:[a-zåäö]{1,6} (?=\d)|(?=[\w]*\d))",
    re.IGNORECASE,
)

_COST_JOINT, _COST_SOFT, _COST_ADDRESS, COST_LETTER = 1.0, 4.0, 3.0, 60.0
_SHORTEST = 6


def collapse(runs: Sequence[Run]) -> list[Run]:
    """Treat white space as HTML does: each stretch is one space, none at the ends of a line.

    U+00A0 and its kin stay. A line break is the character U+000A in a run of its own.
    """
    kept: list[Run] = []
    open_space = False
    for run in runs:
        if run.text == "\n":
            _trim(kept)
            kept.append(run)
            open_space = False
            continue
        text = _SPACES.sub(" ", run.text)
        if not open_space:
            text = text.removeprefix(" ")
        if text:
            open_space = not text.endswith(" ")
        if text or run.anchor:
            kept.append(replace(run, text=text))
    while kept and (kept[-1].text in {"", " ", "\n"}) and not kept[-1].anchor:
        kept.pop()
    _trim(kept)
    return kept


def _trim(runs: list[Run]) -> None:
    """Take the space from the end of what was read last."""
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.removesuffix(" "))


def pieces(runs: Sequence[Run], *, hyphenate: bool) -> list[Piece]:
    """Return collapsed runs as pieces; with `hyphenate` words are divided in syllables too."""
    found: list[Piece] = []
    bound, start = _bound_spaces("".join(run.text for run in runs)), 0
    for run in runs:
        if not run.text:
            found.append(Piece(run, "", Break.NONE))
        for stretch in _STRETCH.finditer(run.text):
            text = stretch[0]
            if text in {" ", "\n"}:
                space = Break.BOUND if start + stretch.start() in bound else Break.SPACE
                kind = space if text == " " else Break.FORCED
                if found and found[-1].after is Break.NONE and found[-1].run is run:
                    found[-1] = found[-1]._replace(after=kind, cost=0.0)
                else:
                    found.append(Piece(run, "", kind))
            else:
                found += _divide(run, text, hyphenate=hyphenate)
        start += len(run.text)
    return found


def _bound_spaces(text: str) -> frozenset[int]:
    """Return where the spaces are that hold together what belongs together."""
    return frozenset(
        match.start() + position
        for match in _BOUND.finditer(text)
        for position, char in enumerate(match[0])
        if char == " "
    )


def _divide(run: Run, text: str, *, hyphenate: bool) -> Iterator[Piece]:
    """Yield one text between spaces, in the parts that an ordinary line may be broken between."""
    if _ADDRESS.search(text):
        yield from _join(run, _ADDRESS_PARTS.findall(text), Break.PLAIN, _COST_ADDRESS)
        return
    parts = _JOINT.split(text)
    for number, part in enumerate(parts, start=1):
        syllables = part.split(_SHY)
        if len(syllables) == 1 and hyphenate and run.hyphenate and not part[:1].isupper():
            syllables = syllabify(part, run.language)
        divided = list(_join(run, syllables, Break.SOFT, _COST_SOFT))
        if number < len(parts):
            divided[-1] = divided[-1]._replace(after=Break.PLAIN, cost=_COST_JOINT)
        yield from divided


def _join(run: Run, parts: Sequence[str], kind: Break, cost: float) -> Iterator[Piece]:
    for part in parts[:-1]:
        yield Piece(run, part, kind, cost)
    yield Piece(run, parts[-1], Break.NONE)


def shorten(piece: Piece, width: float) -> list[Piece]:
    """Divide a piece of a word that is wider than the line: in syllables, or between letters."""
    parts = _join(piece.run, syllabify(piece.text, piece.run.language), Break.SOFT, _COST_SOFT)
    short: list[Piece] = []
    for part in parts:
        if part.width + part.hyphen <= width:
            short.append(part)
        else:
            letters = (Piece(piece.run, one, Break.PLAIN, COST_LETTER) for one in part.text)
            short += letters
    last = short[-1]._replace(after=piece.after, cost=piece.cost)
    if last.after is Break.SOFT and last.width + last.hyphen > width:
        last = last._replace(after=Break.PLAIN)
    return [*short[:-1], last]


def syllabify(text: str, language: str) -> list[str]:
    """Return the parts of a text between which a hyphen may stand: words of six letters or more."""
    cuts = [
        match.start() + position
        for match in _WORD.finditer(text)
        if match.end() - match.start() >= _SHORTEST
        for position in _hyphens(match[0], language)
    ]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@lru_cache(maxsize=20_000)
def _hyphens(word: str, language: str) -> tuple[int, ...]:
    """Return where a word may be broken; never in a language whose rules we do not have."""
    patterns = _patterns(language)
    if patterns is None:
        return ()
    return tuple(int(position) for position in patterns.positions(word.lower()))


@lru_cache
def _patterns(language: str) -> Pyphen | None:
    import pyphen

    code = pyphen.language_fallback(language.replace("-", "_"))
    # At least two letters stay on the line and three go on, as Swedish typography has it.
    return None if code is None else pyphen.Pyphen(lang=code, left=2, right=3)
