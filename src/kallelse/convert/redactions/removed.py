"""Which words a document says that another one does not show. It runs in the worker.

Words never leave the worker: a message about what was removed must not repeat it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = 4  # of a word that can tell on somebody; shorter ones stand in every document
_DIGITS = 6  # of a number that can
_LONG = 6  # letters of a word that is looked for without regard to spaces
_ALIKE = 0.3  # of the words of a redacted document stand in its original as well
_FEW = 10  # words: too few to compare two documents by
_BROKEN = re.compile(r"(?<=\w)-?[\u00ad\u0002\ufffe]\s*|(?<=[^\W\d])-\s*\n\s*(?=[^\W\d])")
_NUMBER = re.compile(r"(?<=\d)[-–+/.: ](?=\d)")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> frozenset[str]:
    """Return the words and numbers of a text that can tell something, in one spelling.

    A number counts without what stands between its digits, so that 640823-3234 is one.
    """
    whole = _BROKEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    found = set(_WORD.findall(whole)) | set(_WORD.findall(_NUMBER.sub("", whole)))
    return frozenset(one for one in found if len(one) >= (_DIGITS if one.isdigit() else _LETTERS))


@dataclass(frozen=True)
class Shown:
    """What a document shows: its words, and its text without spaces."""

    words: frozenset[str]
    text: str

    def lacks(self, wanted: frozenset[str]) -> frozenset[str]:
        """Return the words that are not shown, also not where other spaces were read."""
        return frozenset(
            one for one in wanted - self.words if len(one) < _LONG or one not in self.text
        )


def shown(text: str) -> Shown:
    """Return what a document shows that has that text."""
    spelt = _BROKEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return Shown(words(text), re.sub(r"[\W_]+", "", spelt))


def removed(original: str, public: Shown) -> frozenset[str] | None:
    """Return the words of an original that its redacted version does not show.

    None where the two cannot be compared: one of them is a picture, or in letters that only its
    own fonts know.
    """
    before = words(original)
    if not before or not public.words:
        return None
    if len(public.words) > _FEW and len(public.words & before) < _ALIKE * len(public.words):
        return None
    return public.lacks(before)
