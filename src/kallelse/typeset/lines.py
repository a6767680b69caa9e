"""Choose where the lines of a paragraph end. It must not paint."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from kallelse.i18n import _
from kallelse.typeset.problems import TypesetError
from kallelse.typeset.words import (
    COST_LETTER,
    SPACES,
    WHOLE,
    Break,
    Piece,
    Run,
    pieces,
    shorten,
)

_FUZZ = 1e-6
# Lines may fall short by this share of the width before hyphens are tried to even them out.
_RAGGED = 0.15
# Ends of a line farther back than this share of the width are not worth weighing.
_WINDOW = 0.4
_RUNT, _COST_RUNT = 0.12, 3.0


class Segment(NamedTuple):
    """A stretch of a line that comes from one run; `x` counts from the line's left end."""

    run: Run
    text: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """A line as it is painted. `width` leaves out the space that it may end in."""

    segments: tuple[Segment, ...]
    width: float


def break_lines(runs: Sequence[Run], width: float) -> tuple[Line, ...]:
    """Return the lines of collapsed runs in a column of that width, in points.

    The ends are chosen for the paragraph as a whole, so that the right edge is as even as it can
    be. Words are hyphenated only when the lines would be too uneven without. Nothing is ever wider
    than the column, save a single letter that is.
    """
    if runs and width < max(run.size for run in runs):
        raise TypesetError(
            "no-room",
            _("the column is too narrow for this: {value}").format(
                value="".join(run.text for run in runs)[:60]
            ),
            _("Take away a column or a level of lists."),
        )
    whole = _Choice(_fitted(pieces(runs, hyphenate=False), width), width)
    if whole.shortfall <= _RAGGED or not any(run.hyphenate for run in runs):
        return whole.lines()
    return _Choice(_fitted(pieces(runs, hyphenate=True), width), width).lines()


def content_widths(runs: Sequence[Run]) -> tuple[float, float]:
    """Return the widths of the longest word and of the longest line, in points."""
    word = longest_word = line = longest_line = 0.0
    for piece in pieces(runs, hyphenate=False):
        word += piece.width
        line += piece.width
        longest_word, longest_line = max(longest_word, word), max(longest_line, line)
        line = 0.0 if piece.after is Break.FORCED else line + piece.space
        word = word + piece.space if piece.after in WHOLE else 0.0
    return longest_word, longest_line


def _fitted(parts: Sequence[Piece], width: float) -> list[Piece]:
    """Divide the words that are wider than the column."""
    fitted: list[Piece] = []
    for word in _words(parts):
        inside = sum(piece.space for piece in word[:-1])
        if sum(piece.width for piece in word) + inside + word[-1].hyphen <= width + _FUZZ:
            fitted += word
            continue
        if inside:  # what belongs together is parted where there is no room for it
            fitted += _fitted([_freed(piece) for piece in word], width)
            continue
        for piece in word:
            fitted += shorten(piece, width)
            if fitted[-1].after is Break.NONE:  # where the looks change within the word
                fitted[-1] = fitted[-1]._replace(after=Break.PLAIN, cost=COST_LETTER)
    return fitted


def _freed(piece: Piece) -> Piece:
    return piece._replace(after=Break.SPACE) if piece.after is Break.BOUND else piece


def _words(parts: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the stretches of pieces that no line may end within."""
    word: list[Piece] = []
    for piece in parts:
        word.append(piece)
        if piece.after not in WHOLE:
            yield word
            word = []
    if word:
        yield word


class _Choice:
    """The best line ends of one paragraph, by dynamic programming over all that are possible.

    The cost of a line is the square of its shortfall, in hundredths of the width's square, plus the
    cost of the break that it ends with. The last line is free unless it is a runt.
    """

    def __init__(self, parts: Sequence[Piece], width: float) -> None:
        self._parts = parts
        self._width = width
        self._spaces = [piece.space for piece in parts]
        self._hyphens = [piece.hyphen for piece in parts]
        widths = (piece.width + space for piece, space in zip(parts, self._spaces, strict=True))
        self._starts = [0.0, *accumulate(widths)]
        self._ends = self._best_ends()

    def _best_ends(self) -> list[int]:
        """Return the line ends, each as the number of pieces up to it."""
        count = len(self._parts)
        forced = self._forced_ends()
        costs, origins = [0.0] + [inf] * count, [0] * (count + 1)
        for start in range(count):
            if costs[start] == inf:
                continue
            for end, shortfall in self._candidates(start, forced[start]):
                cost = costs[start] + self._cost(end, shortfall)
                if cost < costs[end]:
                    costs[end], origins[end] = cost, start
        ends = [count] if count else []
        while ends and origins[ends[-1]]:
            ends.append(origins[ends[-1]])
        return ends[::-1]

    def _forced_ends(self) -> list[int]:
        """Return for each piece where a line that begins with it must end at the latest."""
        ends, latest = [], len(self._parts)
        for number in range(len(self._parts) - 1, -1, -1):
            if self._parts[number].after is Break.FORCED:
                latest = number + 1
            ends.append(latest)
        return ends[::-1]

    def _candidates(self, start: int, latest: int) -> list[tuple[int, float]]:
        """Return the ends that a line from `start` may have, and its shortfall, as a share.

        There is always one: where no line is narrow enough, the narrowest.
        """
        parts, width, count = self._parts, self._width, len(self._parts)
        origin = self._starts[start]
        # The space that a line ends in hangs over its edge, so one piece more may fit.
        fitting = bisect_right(self._starts, origin + width + _FUZZ, start + 1)
        found: list[tuple[int, float]] = []
        for end in range(min(max(fitting, start + 1), latest), start, -1):
            if parts[end - 1].after in WHOLE and end < count:
                continue
            natural = self._starts[end] - origin - self._spaces[end - 1]
            if end < count:
                natural += self._hyphens[end - 1]
            shortfall = (width - natural) / width
            if natural > width + _FUZZ:
                continue
            if found and shortfall > _WINDOW:
                break
            found.append((end, shortfall))
        if not found:
            ends = (n for n in range(start + 1, latest) if parts[n - 1].after not in WHOLE)
            found.append((next(ends, latest), 0.0))
        return found

    def _cost(self, end: int, shortfall: float) -> float:
        last = self._parts[end - 1]
        if end == len(self._parts):
            return _COST_RUNT if 1 - shortfall < _RUNT else 0.0
        if last.after is Break.FORCED:
            return 0.0
        return 100 * shortfall * shortfall + last.cost

    @cached_property
    def shortfall(self) -> float:
        """By what share of the width the worst line is short; last and forced ones do not count."""
        worst = 0.0
        for start, end in pairwise([0, *self._ends[:-1]]):
            if self._parts[end - 1].after is not Break.FORCED:
                natural = self._starts[end] - self._starts[start] - self._spaces[end - 1]
                worst = max(worst, 1 - natural / self._width)
        return worst

    def lines(self) -> tuple[Line, ...]:
        """Return the lines."""
        bounds = pairwise([0, *self._ends])
        return tuple(self._line(start, end) for start, end in bounds)

    def _line(self, start: int, end: int) -> Line:
        segments: list[Segment] = []
        first = start
        for stop in range(start + 1, end + 1):
            if stop == end or self._parts[stop].run is not self._parts[first].run:
                segments.append(self._segment(start, first, stop, end))
                first = stop
        return Line(tuple(segments), segments[-1].x + segments[-1].width)

    def _segment(self, start: int, first: int, stop: int, end: int) -> Segment:
        """Return the pieces from `first` to `stop`, all of one run, of a line."""
        parts = self._parts[first:stop]
        texts = [piece.text + " " if piece.after in SPACES else piece.text for piece in parts]
        width = self._starts[stop] - self._starts[first]
        if stop == end:
            last = end == len(self._parts)
            texts[-1] = parts[-1].text if last else parts[-1].line_end
            width += (0.0 if last else self._hyphens[end - 1]) - self._spaces[end - 1]
        x = self._starts[first] - self._starts[start]
        return Segment(parts[0].run, "".join(texts), x, width)
