"""Register the fonts of the stand-ins with reportlab; must not look for fonts on the machine."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_DIR = Path(__file__).parent / "fonts"

# (family, regular, bold, italic): a family without an italic of its own reuses its regular.
_FAMILIES = (
    ("Spectral", "Spectral-Regular", "Spectral-Bold", "Spectral-Italic"),
    ("Fira", "FiraSans-Regular", "FiraSans-SemiBold", "FiraSans-Regular"),
    ("Barlow", "Barlow-Regular", "Barlow-Bold", "Barlow-Regular"),
)
_VERA = ("Vera", "VeraBd", "VeraIt")  # shipped with reportlab


@cache
def register_fonts() -> None:
    """Register every family once, under its file names, with bold and italic mapped."""
    for family, *names in _FAMILIES:
        for name in dict.fromkeys(names):
            pdfmetrics.registerFont(TTFont(name, str(FONT_DIR / f"{name}.ttf")))
        _map_family(family, *names)
    for name in _VERA:
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    _map_family("Vera", *_VERA)


def _map_family(family: str, regular: str, bold: str, italic: str) -> None:
    """Let <b> and <i> find the faces of a family, also when its regular is named."""
    for alias in (family, regular):
        pdfmetrics.registerFontFamily(
            alias, normal=regular, bold=bold, italic=italic, boldItalic=bold
        )
