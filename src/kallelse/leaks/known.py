"""What everybody may know: the public sources, and how a pack puts them together.

It must not know what is secret.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import chain

from kallelse.leaks.words import Gram, Words, grams

LONGEST = 4  # words in a run that is compared
_HIGHEST_MINUTE = 60
_YEARS = range(1900, 2100)
_PLAIN_WORD = 5  # letters: shorter words of ours are everybody's


class Known:
    """The words of the public sources, and of what the program writes around them.

    `pages` is how many the output has: numbers up to it are the program's own.
    """

    def __init__(self, public: Iterable[Words], ours: Iterable[Words], pages: int) -> None:
        own = tuple(ours)
        self._texts = (*public, *own)
        self._own = own
        self._most = max(pages, _HIGHEST_MINUTE)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word of them, and every part of one with a hyphen."""
        pieces = (piece for one in self._texts for piece, _whole in one.pieces)
        return frozenset(chain(chain.from_iterable(one.all for one in self._texts), pieces))

    def unknown_runs(self, candidates: set[Gram], length: int) -> set[Gram]:
        """Return those runs of words that the public sources neither have nor lead to."""
        left = set(candidates)
        for one in self._texts:
            if not left:
                return left
            left.difference_update(grams(one.all, length))
        return {one for one in left if not self._is_put_together(one) and not self._is_set_so(one)}

    def unknown_words(self, candidates: Collection[str]) -> set[str]:
        """Return those words that the public sources do not have, split or joined either."""
        return {one for one in candidates if one not in self.words and not self._is_set_so((one,))}

    def is_free(self, word: str) -> bool:
        """Tell whether a word tells nothing: the program puts it between any others."""
        if word.isdigit():
            return len(word) < 5 and (int(word) <= self._most or int(word) in _YEARS)
        return len(word) == 1 or word in self._free

    @cached_property
    def _free(self) -> frozenset[str]:
        found: set[str] = set()
        for unit in chain.from_iterable(one.units for one in self._own):
            found.update(one for one in unit if len(unit) == 1 or len(one) >= _PLAIN_WORD)
        return frozenset(found)

    @cached_property
    def _units(self) -> tuple[frozenset[Gram], frozenset[Gram], frozenset[Gram]]:
        """Return the units, their beginnings and their ends, of as many words as a run has."""
        whole, first, last = set(), set(), set()
        for unit in set(chain.from_iterable(one.units for one in self._texts)):
            if len(unit) <= LONGEST:
                whole.add(unit)
            for length in range(1, min(len(unit), LONGEST - 1) + 1):
                first.add(unit[:length])
                last.add(unit[-length:])
        return frozenset(whole), frozenset(first), frozenset(last)

    def _is_put_together(self, run: Gram) -> bool:
        """Tell whether a run is units in a row, as a table or a list of facts puts them.

        It may begin within a unit and end within one. The numbers of items and pages, and the
        words of templates, may stand between them.
        """
        whole, first, last = self._units
        reached = {0}
        for start in range(len(run)):
            if start not in reached:
                continue
            if self.is_free(run[start]):
                reached.add(start + 1)
            for end in range(start + 1, len(run) + 1):
                piece = run[start:end]
                if (
                    piece in whole
                    or (start == 0 and piece in last)
                    or (end == len(run) and start > 0 and piece in first)
                ):
                    reached.add(end)
        return len(run) in reached

    @cached_property
    def _flat(self) -> str:
        return " ".join(chain(("",), *(one.all for one in self._texts), ("",)))

    def _is_set_so(self, run: Gram) -> bool:
        """Tell whether the public sources have the letters with other spaces between them."""
        letters = "".join(run)
        squashed = self._squashed
        if letters not in squashed:
            return False
        spaced = re.compile(" " + " ?".join(map(re.escape, letters)) + " ")
        return spaced.search(self._flat) is not None

    @cached_property
    def _squashed(self) -> str:
        return self._flat.replace(" ", "")
