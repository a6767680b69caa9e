"""The files that the benchmarks bind, made here and kept in build/benchmarks/.

It must not fetch anything: every run, anywhere, is on the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

FILES = 20
_TEXT = (
    "direktionen beslutar enligt förslaget och uppdrar åt förbundsdirektören att återkomma med en "
    "redovisning av kostnader för kollektivtrafik kulturskola och gymnasieskola inom regionen"
)
_WORDS = _TEXT.split()


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _photo(chance: random.Random, side: int, quality: int) -> bytes:
    """Return a JPEG of noise, which cannot be made smaller."""
    from PIL import Image

    noise = Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=quality)
    return out.getvalue()


def untagged(target: Path, number: int, pages: int) -> None:
    """Make a document of text with a small photo and a link on each page, and an outline."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(number)
    photo = ImageReader(io.BytesIO(_photo(chance, 60, 60)))
    canvas = Canvas(str(target), invariant=True)
    for page in range(pages):
        canvas.bookmarkPage(f"s{page}")
        if page % 10 == 0:
            canvas.addOutlineEntry(f"Avsnitt {page // 10 + 1}", f"s{page}", 0)
        canvas.setFont("Helvetica", 11)
        for line in range(38):
            canvas.drawString(72, 760 - 16 * line, _prose(chance, 11))
        canvas.drawImage(photo, 72, 60, 60, 60)
        canvas.linkRect("", f"s{(page + 1) % pages}", (72, 740, 200, 760), relative=1)
        canvas.showPage()
    canvas.save()


def in_object_streams(target: Path, number: int, pages: int) -> None:
    """Make the same with its objects in object streams, as most programs write them today."""
    untagged(target, number, pages)
    _modernise(target)


def _modernise(target: Path) -> None:
    import pikepdf

    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        modern = pikepdf.ObjectStreamMode.generate
        pdf.save(target, object_stream_mode=modern, static_id=True)


def photos(target: Path, number: int, pages: int) -> None:
    """Make a document of photos that fill their pages, a megabyte each."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(number)
    canvas = Canvas(str(target), invariant=True)
    for _ in range(pages):
        photo = ImageReader(io.BytesIO(_photo(chance, 1010, 80)))
        canvas.drawImage(photo, 40, 160, 515, 515)
        canvas.showPage()
    canvas.save()


def tagged(target: Path, number: int, pages: int) -> None:
    """Make a tagged document: headings, paragraphs, a list and a table on each page."""
    from kallelse.typeset import typeset

    theme, fonts = looks()
    chance = random.Random(number)
    body = []
    for page in range(pages):
        points = "".join(f"<li>{_prose(chance, 10)}</li>" for _ in range(5))
        rows = "".join(
            f"<tr><td>{_prose(chance, 3)}</td><td>{_prose(chance, 4)}</td></tr>" for _ in range(8)
        )
        paragraphs = "".join(f"<p>{_prose(chance, 60)}</p>" for _ in range(2))
        heading = "h1" if page == 0 else "h2"
        body.append(
            f"<{heading}>Avsnitt {page + 1}</{heading}>{paragraphs}<ul>{points}</ul>"
            f"<table><thead><tr><th>Vad</th><th>Hur</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    made = typeset(
        f'<article class="memo" title="Bilaga">{"".join(body)}</article>',
        theme,
        fonts,
        title=f"Bilaga {number}",
        author="Exempel",
        created=dt.datetime(2024, 3, 1, tzinfo=dt.UTC),
        images={},
    )
    target.write_bytes(made.pdf)


def tagged_in_object_streams(target: Path, number: int, pages: int) -> None:
    """Make the same with its objects in object streams, a hundred in each."""
    tagged(target, number, pages)
    _modernise(target)


def tagged_by_weasyprint(target: Path, number: int, pages: int) -> None:
    """Make such a document with WeasyPrint, which puts all objects into one object stream."""
    import weasyprint

    chance = random.Random(number)
    body = []
    for page in range(pages):
        points = "".join(f"<li>{_prose(chance, 10)}</li>" for _ in range(5))
        rows = "".join(
            f"<tr><td>{_prose(chance, 3)}</td><td>{_prose(chance, 4)}</td></tr>" for _ in range(8)
        )
        paragraphs = "".join(f"<p>{_prose(chance, 60)}</p>" for _ in range(2))
        heading = "h1" if page == 0 else "h2"
        body.append(
            f"<section id='s{page}'><{heading}>Avsnitt {page + 1}</{heading}>"
            f"<p><a href='#s{(page + 1) % pages}'>Till nästa avsnitt</a></p>{paragraphs}"
            f"<ul>{points}</ul><table><thead><tr><th>Vad</th><th>Hur</th></tr></thead>"
            f"<tbody>{rows}</tbody></table></section>"
        )
    html = (
        f"<html lang='sv'><head><title>Bilaga {number}</title><style>body {{font-size: 10.5pt}}"
        " section + section {break-before: page}</style></head>"
        f"<body>{''.join(body)}</body></html>"
    )
    weasyprint.HTML(string=html).write_pdf(target, pdf_variant="pdf/ua-1")


def looks():  # type: ignore[no-untyped-def]  # names types of the tool, loaded late
    """Return the theme that comes with the tool, and its fonts."""
    from importlib.resources import files

    import pydantic
    import yaml

    from kallelse.theme import Theme
    from kallelse.typeset import find_fonts

    written = (files("kallelse") / "templates" / "theme.yaml").read_text("utf-8")
    theme = pydantic.TypeAdapter(Theme).validate_python(yaml.load(written, yaml.CBaseLoader))
    return theme, find_fonts(theme.fonts, None)


_Maker = Callable[[Path, int, int], None]
SETS: Mapping[str, tuple[_Maker, int]] = {
    "text100": (untagged, 100),
    "text1000": (untagged, 1000),
    "text5000": (untagged, 5000),
    "objects1000": (in_object_streams, 1000),
    "photos200": (photos, 200),
    "tagged1000": (tagged, 1000),
    "tagged-objects1000": (tagged_in_object_streams, 1000),
    "tagged-weasyprint1000": (tagged_by_weasyprint, 1000),
}
NEEDS = {"tagged-weasyprint1000": "weasyprint"}  # what is not installed with the tool


def make(name: str, folder: Path) -> None:
    """Make the files of a set, each once."""
    maker, pages = SETS[name]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, FILES + 1):
        target = folder / f"{number:02}.pdf"
        if not target.exists():
            unfinished = target.with_suffix(".part")
            maker(unfinished, number, pages // FILES)
            unfinished.rename(target)


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
