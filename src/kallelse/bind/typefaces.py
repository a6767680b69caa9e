"""The fonts of form fields, and how wide their letters are.

It must not know what is written.

Letters are the codes of WinAnsiEncoding (ISO 32000-1, annex D), which are those of cp1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Pdf

from kallelse.bind.values import Value, entries, integer, items, number, spelled

_SUBSET = re.compile(r"/[A-Z]{6}\+")
_SYMBOLIC = 4  # font flag: its letters are not those of the encoding (ISO 32000-1, 9.8.2)
_WIDEST = 5000

# In thousandths of an em: the letters that are so wide, from Adobe's metrics of the fonts.
_HELVETICA = {
    191: "'", 222: "ijl‚‘’", 260: "|¦", 278: " !,./:;I[\\]ft·ÌÍÎÏìíîï",
    333: "()-`r„ˆ‹“”˜›¡¨¯²³´¸¹", 334: "{}", 350: "•", 355: '"', 365: "º", 370: "ª", 389: "*",
    400: "°", 469: "^", 500: "Jcksvxyzšžçýÿ", 537: "¶",
    556: "#$0123456789?L_abdeghnopqu€ƒ†‡–¢£¤¥§«µ»àáâãäåèéêëðñòóôõöùúûüþ", 584: "+<=>~¬±×÷",
    611: "FTZŽ¿ßø", 667: "&ABEKPSVXYŠŸÀÁÂÃÄÅÈÉÊËÝÞ", 722: "CDHNRUwÇÐÑÙÚÛÜ", 737: "©®",
    778: "GOQÒÓÔÕÖØ", 833: "Mm", 834: "¼½¾", 889: "%æ", 944: "Wœ", 1000: "…‰Œ—™Æ", 1015: "@",
}  # fmt: skip
_HELVETICA_BOLD = {
    238: "'", 278: " ,./I\\ijl‚‘’·ÌÍÎÏìíîï", 280: "|¦", 333: "!()-:;[]`ftˆ‹˜›¡¨¯²³´¸¹", 350: "•",
    365: "º", 370: "ª", 389: "*r{}", 400: "°", 474: '"', 500: "z„“”ž",
    556: "#$0123456789J_aceksvxy€ƒ†‡–š¢£¤¥§«¶»àáâãäåçèéêëýÿ", 584: "+<=>^~¬±×÷",
    611: "?FLTZbdghnopquŽµ¿ßðñòóôõöøùúûüþ", 667: "EPSVXYŠŸÈÉÊËÝÞ", 722: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ",
    737: "©®", 778: "GOQwÒÓÔÕÖØ", 833: "M", 834: "¼½¾", 889: "%mæ", 944: "Wœ", 975: "@",
    1000: "…‰Œ—™Æ",
}  # fmt: skip
_TIMES = {
    180: "'", 200: "|¦", 250: " ,.·", 276: "ª", 278: "/:;\\ijltìíîï", 300: "²³¹", 310: "º",
    333: "!()-I[]`fr‚ˆ‹‘’˜›¡¨¯´¸ÌÍÎÏ", 350: "•", 389: "Jsš", 400: "°", 408: '"',
    444: "?acez„“”ž¿àáâãäåçèéêë", 453: "¶", 469: "^", 480: "{}",
    500: "#$*0123456789_bdghknopquvxy€ƒ†‡–¢£¤¥§«µ»ßðñòóôõöøùúûüýþÿ", 541: "~", 556: "FPSŠÞ",
    564: "+<=>¬±×÷", 611: "ELTZŽÈÉÊË", 667: "BCRÇæ", 722: "ADGHKNOQUVXYwœŸÀÁÂÃÄÅÐÑÒÓÔÕÖØÙÚÛÜÝ",
    750: "¼½¾", 760: "©®", 778: "&m", 833: "%", 889: "MŒÆ", 921: "@", 944: "W", 980: "™",
    1000: "…‰—",
}  # fmt: skip
_TIMES_BOLD = {
    220: "|¦", 250: " ,.·", 278: "'/\\ilìíîï", 300: "ª²³¹", 330: "º",
    333: "!()-:;[]`fjt‚ˆ‹‘’˜›¡¨¯´¸", 350: "•", 389: "IsšÌÍÎÏ", 394: "{}", 400: "°",
    444: "cerzžçèéêë", 500: "#$*0123456789?J_agovxy€ƒ„†‡“”–¢£¤¥§«»¿àáâãäåðòóôõöøýÿ", 520: "~",
    540: "¶", 555: '"', 556: "SbdhknpquŠµßñùúûüþ", 570: "+<=>¬±×÷", 581: "^", 611: "FPÞ",
    667: "BELTZŽÈÉÊË", 722: "ACDNRUVXYwœŸÀÁÂÃÄÅÇÐÑÙÚÛÜÝæ", 747: "©®", 750: "¼½¾",
    778: "GHKOQÒÓÔÕÖØ", 833: "&m", 930: "@", 944: "M", 1000: "%W…‰Œ—™Æ",
}  # fmt: skip


def _by_code(letters: dict[int, str]) -> dict[int, float]:
    return {code: width for width, those in letters.items() for code in those.encode("cp1252")}


_EVEN = dict.fromkeys(_by_code(_HELVETICA), 600.0)
# Of the fonts that every reader has (ISO 32000-1, 9.6.2.2), those whose widths are known here.
_STANDARD = {
    "/Helvetica": _by_code(_HELVETICA),
    "/Helvetica-Oblique": _by_code(_HELVETICA),
    "/Helvetica-Bold": _by_code(_HELVETICA_BOLD),
    "/Helvetica-BoldOblique": _by_code(_HELVETICA_BOLD),
    "/Times-Roman": _by_code(_TIMES),
    "/Times-Bold": _by_code(_TIMES_BOLD),
    "/Courier": _EVEN,
    "/Courier-Bold": _EVEN,
    "/Courier-Oblique": _EVEN,
    "/Courier-BoldOblique": _EVEN,
}


@dataclass(frozen=True)
class Face:
    """A font, and the widths of its letters in thousandths of an em."""

    font: Object
    widths: dict[int, float]

    def width(self, letters: bytes) -> float:
        """Return how wide letters are at size 1."""
        return sum(map(self.widths.__getitem__, letters)) / 1000


class Faces:
    """The faces of one form's fields."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._standard: dict[str, Face] = {}

    def fitting(self, font: Dictionary | None, letters: bytes) -> Face:
        """Return a face for a font if it surely has the letters, otherwise Helvetica."""
        base = "" if font is None else spelled(font.get("/BaseFont"))
        if font is not None and base not in _STANDARD:
            widths = _own_widths(font)
            if widths.keys() >= {*b" ", *letters} - {*b"\n"}:
                return Face(font, widths)
        return self._made(base if base in _STANDARD else "/Helvetica")

    def _made(self, base: str) -> Face:
        if base not in self._standard:
            font = Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name(base),
                Encoding=Name.WinAnsiEncoding,
            )
            self._standard[base] = Face(self._pdf.make_indirect(font), _STANDARD[base])
        return self._standard[base]


def each(letters: bytes) -> Iterator[bytes]:
    """Yield letters one by one."""
    return (letters[n : n + 1] for n in range(len(letters)))


def _own_widths(font: Dictionary) -> dict[int, float]:
    """Return the widths of a font's letters; nothing unless it is whole and WinAnsi-encoded."""
    flags = integer(entries(font.get("/FontDescriptor")).get("/Flags")) or 0
    first = integer(font.get("/FirstChar"))
    if (
        font.get("/Subtype") not in (Name.TrueType, Name.Type1)
        or _encoding(font.get("/Encoding")) != Name.WinAnsiEncoding
        or _SUBSET.match(spelled(font.get("/BaseFont")))
        or flags & _SYMBOLIC
        or first is None
    ):
        return {}
    widths = enumerate(items(font.get("/Widths"))[:256], first)
    known = {code: number(width) or 0.0 for code, width in widths}
    return {code: width for code, width in known.items() if 0 < width <= _WIDEST}


def _encoding(value: Value) -> Value:
    if not isinstance(value, Dictionary):
        return value
    return None if "/Differences" in value else value.get("/BaseEncoding")
