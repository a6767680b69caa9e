"""Find the theme's faces and measure text in them.

It must not look for fonts outside the theme's two ways.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.i18n import _
from kallelse.typeset.problems import FontError

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

    from kallelse import theme

_STYLES = {
    "regular": (400, "normal"),
    "bold": (700, "normal"),
    "italic": (400, "italic"),
    "bold_italic": (700, "italic"),
}
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_SOFT_HYPHEN = 0xAD
# Never drawn as a glyph of their own: white space, U+00A0 (drawn as a space), U+200B (where a line
# may end).
_INVISIBLE = frozenset("\n\t\r\f\u00a0\u200b")


@dataclass(frozen=True)
class FontFiles:
    """The four TrueType files of a family, and of those that are asked for what it lacks."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    fallback: tuple[FontFiles, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return all files, those of the fallbacks too."""
        own = (self.regular, self.bold, self.italic, self.bold_italic)
        return own + tuple(path for family in self.fallback for path in family.paths)


def find_fonts(fonts: theme.Fonts, folder: Path | None) -> FontFiles:
    """Return the files of the family's four styles.

    A key with a path wins over the family; paths are relative to `folder`, the project's templates.
    The family is looked for among the installed packages that `fontpkg` knows. Raises FontError.
    """
    regular, bold, italic, bold_italic = (_find(fonts, key, folder) for key in _STYLES)
    others = tuple(_fallback(one, folder) for one in fonts.fallback)
    return FontFiles(regular, bold, italic, bold_italic, others)


def missing_glyphs(text: str, fonts: FontFiles) -> str:
    """Return the characters that no font has in its regular style, each once, in their order."""
    return load_face(fonts).missing(text)


def _find(fonts: theme.Fonts, key: str, folder: Path | None) -> Path:
    written: str | None = getattr(fonts, key)
    if written is not None and folder is not None:
        path, named = folder / written, key
    elif fonts.family is not None:
        path, named = _installed(fonts.family, *_STYLES[key]), "family"
    else:
        raise FontError(
            _("the theme has no {key} font").format(key=key),
            key,
            _("Give the family, or all four of regular, bold, italic and bold_italic."),
        )
    return _checked(path, written or fonts.family or "", named)


def _fallback(written: str, folder: Path | None) -> FontFiles:
    """Return the files of a font that is asked second; one file serves for all styles."""
    if not written.lower().endswith(".ttf"):
        found = (_installed(written, *style, "fallback") for style in _STYLES.values())
        regular, bold, italic, bold_italic = (_checked(one, written, "fallback") for one in found)
        return FontFiles(regular, bold, italic, bold_italic)
    path = _checked((folder or Path()) / written, written, "fallback")
    return FontFiles(path, path, path, path)


def _checked(path: Path, written: str, named: str) -> Path:
    """Return the path of a font; raise FontError for what is no font that can be embedded."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise FontError(
            _("the font cannot be read: {written} ({reason})").format(
                written=written, reason=error.strerror
            ),
            named,
            _("Check the file's name and place."),
        ) from error
    if magic not in _TRUETYPE:
        raise FontError(
            _("not a TrueType font: {name}").format(name=path.name),
            named,
            _("Use a .ttf file with TrueType outlines; others cannot be embedded as a subset."),
        )
    return path


def _installed(family: str, weight: int, style: str, key: str = "family") -> Path:
    import fontpkg  # type: ignore[import-untyped]
    from fontpkg.errors import FontpkgError  # type: ignore[import-untyped]

    try:
        return Path(fontpkg.path(family, weight, style))
    except FontpkgError as error:
        raise FontError(
            _("the font family is not installed: {family}").format(family=family),
            key,
            _("Install its package: pip install fontpkg-{family}").format(
                family="-".join(family.lower().split())
            ),
        ) from error


class Face:
    """One style of the family: measures text, and knows which characters it has.

    Lengths are in points. The drawing library keeps fonts in a table of the whole process, by
    `name`. What the face lacks is set in the first of its fallbacks that has it, and those are
    loaded when they are first needed.
    """

    def __init__(self, font: TTFont, others: Sequence[Path] = (), line: Face | None = None) -> None:
        codes = (code for code in font.face.charToGlyph if code <= sys.maxunicode)
        self._characters = _INVISIBLE.union(map(chr, codes))
        self._advances: dict[int, float] = font.face.charWidths
        self._widths: dict[str, float] = {}
        self._others = others
        self.name: str = font.fontName
        # A face that helps out must not move the line that it helps in.
        self.ascent: float = line.ascent if line else font.face.ascent / 1000
        self.descent: float = line.descent if line else -font.face.descent / 1000

    @cached_property
    def _fallbacks(self) -> tuple[Face, ...]:
        return tuple(
            Face(_load(one, "fallback", *_changed(one)), line=self) for one in self._others
        )

    def has(self, char: str) -> bool:
        """Tell whether it draws a character itself, or nobody need draw it."""
        return char in self._characters

    def width(self, text: str, size: float) -> float:
        """Return the width of a text; words come again, so each is measured once."""
        unit = self._widths.get(text)
        if unit is None:
            unit = sum(face.advance(char) for face, part in self.split(text) for char in part)
            self._widths[text] = unit
        return unit * size

    def advance(self, char: str) -> float:
        """Return how wide a character of its own is, in sizes of the text."""
        return self._advances.get(ord(char), 0.0) / 1000

    def split(self, text: str) -> list[tuple[Face, str]]:
        """Return a text as stretches with the face that each is set in; one at least."""
        if self._characters.issuperset(text):
            return [(self, text)]
        drawn = ((self._face_of(char), char) for char in text)
        stretches = itertools.groupby(drawn, key=lambda one: one[0])
        return [(face, "".join(char for _, char in group)) for face, group in stretches]

    def _face_of(self, char: str) -> Face:
        return next((face for face in (self, *self._fallbacks) if face.has(char)), self)

    def missing(self, text: str) -> str:
        """Return the characters that would be empty boxes (ISO 14289-1, 7.21.8), each once."""
        if self._characters.issuperset(text):
            return ""
        lacking = dict.fromkeys(char for char in text if not self.has(char))
        return "".join(char for char in lacking if not self._face_of(char).has(char))


@dataclass(frozen=True)
class Faces:
    """The four styles, loaded."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def pick(self, *, bold: bool, italic: bool) -> Face:
        """Return the style that is that heavy and that slanted."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


def load_faces(files: FontFiles) -> Faces:
    """Load the four styles; each file is read once in a process."""
    return Faces(**{key: load_face(files, key) for key in _STYLES})


def load_face(files: FontFiles, key: str = "regular") -> Face:
    """Load one style. Raises FontError for a file that only looks like a font."""
    others = tuple(getattr(one, key) for one in files.fallback)
    path: Path = getattr(files, key)
    return _face(path, others, key, _changed(path, *others))


@lru_cache(maxsize=32)
def _face(path: Path, others: tuple[Path, ...], key: str, changed: tuple[int, ...]) -> Face:
    return Face(_load(path, key, changed[0]), others)


def _changed(*paths: Path) -> tuple[int, ...]:
    """Return when the files were changed: a font that was is read again."""
    return tuple(path.stat().st_mtime_ns for path in paths)


@lru_cache(maxsize=32)
def _load(path: Path, key: str, _moment: int) -> TTFont:
    from reportlab.pdfbase import pdfmetrics

    name = f"kallelse-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"
    try:
        font = _subset_font(name, path)
    except Exception as error:  # damaged tables make the library raise anything
        raise FontError(
            _("the font is damaged: {name} ({reason})").format(name=path.name, reason=error),
            key,
            _("Fetch the file again."),
        ) from error
    # A word that is broken ends in U+00AD, so that it is read as one word (ISO 32000-1,
    # 14.8.2.2.3). Many fonts give that character no glyph, or an empty one: it is drawn as the
    # hyphen it looks like.
    face = font.face
    if ord("-") not in face.charToGlyph:
        raise FontError(
            _("the font has no letters: {name}").format(name=path.name),
            key,
            _("Use a font for text."),
        )
    face.charToGlyph[_SOFT_HYPHEN] = face.charToGlyph[ord("-")]
    face.charWidths[_SOFT_HYPHEN] = face.charWidths[ord("-")]
    pdfmetrics.registerFont(font)
    return font


def _subset_font(name: str, path: Path) -> TTFont:
    from reportlab.pdfbase.ttfonts import TTFont

    class SubsetFont(TTFont):
        """A font whose subsets carry a tag of their own.

        The library calls the first subset of every font AAAAAA. Different subsets in one file must
        have different tags (ISO 32000-1, 9.6.4), and our documents meet in one pack: the tag is
        made from the characters of the subset.
        """

        def addObjects(self, doc):  # type: ignore[no-untyped-def]  # noqa: N802
            subsets = [list(codes) for codes in self.state[doc].subsets]
            names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
            super().addObjects(doc)
            written = doc.idToObject["BasicFonts"].dict
            for internal, codes in zip(names, subsets, strict=True):
                font = written[internal]
                tagged = f"{_tag(codes)}+{font.BaseFont.partition('+')[2]}"
                doc.idToObject[font.FontDescriptor.name].dict["FontName"] = f"/{tagged}"
                font.BaseFont = tagged

    return SubsetFont(name, str(path), asciiReadable=False)


def _tag(codes: list[int]) -> str:
    digest = hashlib.sha256(repr(codes).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in itertools.islice(digest, 6))
