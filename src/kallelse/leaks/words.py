"""Text → the words it is compared by, however it is set. It must not know what is secret.

Ligatures, accents, capitals, soft hyphens and the ends of lines make no difference, nor does a
hyphen within a word: a line may end there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

Gram = tuple[str, ...]

_UNSEEN = dict.fromkeys(
    (0x00AD, 0x034F, 0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x2060, 0x2065))
)
# PDFium writes U+FFFE or U+0002 for a hyphen at the end of a line, and then no line end.
_HYPHENS = {0x2010: "-", 0x2011: "-", 0xFFFE: "-\n", 0x0002: "-\n", 0x2028: "\n", 0x2029: "\n"}
_TABLE = {**_UNSEEN, **_HYPHENS}
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
_LETTER = r"[^\W\d_]"
_LINE_END = re.compile(rf"(?<={_LETTER})-[ \t]*[\r\n]+[ \t]*(?={_LETTER})")
_HYPHEN = re.compile(rf"(?<={_LETTER})-(?={_LETTER})")
_COMPOUND = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?:-(?:[ \t]*+[\r\n]++[ \t]*+)?{_LETTER}++)++")
_PERSON = re.compile(r"(?<!\d)(\d{6}(?:\d\d)?)[-+](\d{4})(?!\d)")
_MOMENT = re.compile(r"(?<=\d)t(?=\d\d:\d\d)|(?<=:\d\d)z(?!\w)")
_PHONE = re.compile(r"(?<![\d.,])(?:\+\d{2}|0\d{1,3})[ -]?(?:\(0\))?\d(?:[ -]?\d){4,9}(?!\d)")
_QUOTED = re.compile(r"%[0-9A-Fa-f]{2}")
_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
_SEAM = re.compile(r"[\r\n|\t{}<>\0]+")
_LINKED = re.compile(r"\]\([^()\s]*\)")


@dataclass(frozen=True)
class Words:
    """The words of a text in their order, in units: what begins and ends by itself.

    A unit is a line, a cell or a whole short text. `pieces` are parts of words with hyphens, each
    with the whole word.
    """

    units: tuple[Gram, ...]
    pieces: tuple[tuple[str, str], ...]

    @cached_property
    def all(self) -> Gram:
        """Return all words, one after the other."""
        return tuple(chain.from_iterable(self.units))


def plain(text: str) -> str:
    """Return a text without what only its looks differ by; lines and hyphens stay."""
    if text.isascii():
        return text.replace("\x02", "-\n").lower()
    text = text.translate(_TABLE) if _ODD.search(text) else text
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> Words:
    """Return a text's words; in an address, what its percent signs stand for."""
    made = plain(unquote(text) if _QUOTED.search(text) else text)
    pieces = tuple(_pieces(made)) if "-" in made else ()
    if "-" in made:
        made = _HYPHEN.sub("", _LINE_END.sub("", made))
    if any(map(str.isdigit, made)):
        made = _MOMENT.sub(" ", made)
        made = _PHONE.sub(_joined, _PERSON.sub(r"\1\2", made))
    units = (tuple(_WORD.findall(one)) for one in _SEAM.split(made))
    return Words(tuple(one for one in units if one), pieces)


def written(text: str) -> Words:
    """Return the words of a text as an editor writes it: a link's address is not set in line."""
    found = words(text)
    if "](" not in text:
        return found
    without = words(_LINKED.sub("] ", text))
    return Words(found.units + without.units, found.pieces + without.pieces)


def grams(units: Gram, length: int) -> Iterator[Gram]:
    """Yield every run of so many words."""
    return zip(*(units[start:] for start in range(length)), strict=False)


def _joined(match: re.Match[str]) -> str:
    return _NOT_DIGIT.sub("", match[0])


def _pieces(made: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of words with hyphens, each with the word as `words` has it."""
    for match in _COMPOUND.finditer(made):
        parts = _WORD.findall(match[0])
        whole = "".join(parts)
        yield from ((one, whole) for one in parts)


def tells(word: str) -> bool:
    """Tell whether a word can give something away all by itself.

    So do four letters, letters with digits, and long numbers that are neither dates nor round.
    """
    if word.isalpha():
        return len(word) >= 4
    if word.isdigit():
        return len(word) >= 6 and not _is_date(word) and not word.endswith("000")
    letters = sum(map(str.isalpha, word))
    return letters >= 4 or (letters >= 2 and len(word) >= 5)


def _is_date(digits: str) -> bool:
    short = digits[2:] if len(digits) == 8 and digits[:2] in ("18", "19", "20", "21") else digits
    return len(short) == 6 and 1 <= int(short[2:4]) <= 12 and 1 <= int(short[4:]) <= 31
