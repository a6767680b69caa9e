"""The job, done by one library in a process of its own: merge, stamp every page, outline, write.

Usage: python benchmarks/jobs.py LIBRARY TARGET FILE...

It must not load a library that the chosen one does not need. Each way is what the library's own
documentation shows, without tuning.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def kallelse(target: Path, files: Sequence[Path]) -> None:
    """Bind with this tool, as `kallelse build` does once it has its documents and page counts."""
    import datetime as dt
    from types import SimpleNamespace

    import pikepdf

    from kallelse.bind import Document, PageStamp, bind
    from kallelse.choices import Corner
    from kallelse.pack import Called, Entry, MeetingView, Pack, Part, PartKind, paginate
    from kallelse.typeset import find_fonts, stamps

    counts = {}
    for path in files:
        with pikepdf.open(path) as pdf:
            counts[path.stem] = int(pdf.Root.Pages.Count)
    parts = tuple(Part(one, PartKind.ATTACHMENT, f"Bilaga {one}", item=one) for one in counts)
    entries = tuple(Entry(one, 0, f"Ärende {one}", parts=(one,)) for one in counts)
    day = dt.date(2024, 3, 1)
    hours = SimpleNamespace(start=dt.time(9), end=None)
    about = MeetingView(str(day), "Nämnden", "Möte", day, hours, "Salen", Called((), (), ()), ())
    # All that binding and stamps ask of the records that a build has read by then.
    organisation = SimpleNamespace(name="Exempel")
    theme = SimpleNamespace(
        language="sv-SE",
        page=SimpleNamespace(width=595.28, height=841.89),
        colours={"muted": "#56616b"},
    )
    family = SimpleNamespace(
        family="Atkinson Hyperlegible",
        fallback=("Inter",),
        **dict.fromkeys(("regular", "bold", "italic", "bold_italic")),
    )
    stamp = SimpleNamespace(
        size=8,
        colour="muted",
        background=None,
        corner=Corner.BOTTOM_RIGHT,
        inset_x=34,
        inset_y=25.5,
    )
    pack = paginate(Pack(about, "public", organisation, entries, parts), counts)
    created = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    texts = [(f"Sida {page} ({pack.pages})", stamp) for page in range(1, pack.pages + 1)]
    placed = {
        page: [PageStamp(page - 1, stamp.corner, stamp.inset_x, stamp.inset_y, link=parts[0].id)]
        for page in range(1, pack.pages + 1)
    }
    with target.open("wb+") as out:
        bind(
            pack,
            [Document(part, path) for part, path in zip(pack.parts, files, strict=True)],
            placed,
            stamps(texts, theme, find_fonts(family, None), created),
            language="sv-SE",
            created=created,
            target=out,
        )


def _sheet(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    """Return a page for each page, empty but for its number at the foot."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, size)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(size[0] - 20, 14, f"Sida {page} ({pages})")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pikepdf_overlay(target: Path, files: Sequence[Path]) -> None:
    """Merge with pikepdf's add_pages_from, stamp with its add_overlay."""
    import pikepdf

    with pikepdf.new() as out:
        starts = []
        for path in files:
            starts.append(len(out.pages))
            with pikepdf.open(path) as pdf:
                out.add_pages_from(pdf)
        pages = list(out.pages)
        with pikepdf.open(io.BytesIO(_sheet(len(pages)))) as sheet:
            for page, stamp in zip(pages, list(sheet.pages), strict=True):
                page.add_overlay(stamp)
        with out.open_outline() as outline:
            outline.root[:] = [
                pikepdf.OutlineItem(path.stem, start)
                for path, start in zip(files, starts, strict=True)
            ]
        out.save(target)


def pypdf_merge(target: Path, files: Sequence[Path]) -> None:
    """Merge with pypdf's append, stamp with its merge_page."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for path in files:
        writer.append(path, outline_item=path.stem)
    sheet = PdfReader(io.BytesIO(_sheet(len(writer.pages))))
    for page, stamp in zip(writer.pages, sheet.pages, strict=True):
        page.merge_page(stamp)
    writer.write(target)


def pymupdf(target: Path, files: Sequence[Path]) -> None:
    """Merge with PyMuPDF's insert_pdf, stamp with its insert_text."""
    import pymupdf as mupdf

    out = mupdf.open()
    contents = []
    for path in files:
        contents.append([1, path.stem, len(out) + 1])
        with mupdf.open(path) as pdf:
            out.insert_pdf(pdf)
    for page in out:
        page.insert_text((500, 828), f"Sida {page.number + 1} ({len(out)})", fontsize=9)
    out.set_toc(contents)
    out.save(target)


def sheet(target: Path, files: Sequence[Path]) -> None:
    """Write the stamps for as many pages as the files have together; for the command lines."""
    import pikepdf

    pages = 0
    for path in files:
        with pikepdf.open(path) as pdf:
            pages += int(pdf.Root.Pages.Count)
    target.write_bytes(_sheet(pages))


JOBS: Mapping[str, Callable[[Path, Sequence[Path]], None]] = {
    one.__name__: one for one in (kallelse, pikepdf_overlay, pypdf_merge, pymupdf, sheet)
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])
