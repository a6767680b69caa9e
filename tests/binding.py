"""What the tests of the binder share: a pack around attachments, and the file read back."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, String

from kallelse.bind import Bound, Document, PageStamp, bind
from kallelse.fields import TimeSpan
from kallelse.model import Organisation
from kallelse.pack import (
    Called,
    Entry,
    MeetingView,
    Pack,
    Part,
    PartKind,
    Place,
    StampSheet,
    paginate,
)
from kallelse.theme import Corner, Ink
from tests import pdfs

CREATED = dt.datetime(2024, 3, 1, 9, 0, tzinfo=dt.UTC)
STAMP = (90.0, 12.0)  # width and height of every stamp, in points
INSET = (20.0, 14.0)


def memo(label: str, *links: str, tagged: bool = False) -> bytes:
    """Return a document of ours with a link to each anchor."""
    pdf = pikepdf.open(io.BytesIO(pdfs.tagged(label) if tagged else pdfs.text(1, label)))
    page = pdf.pages[0].obj
    if tagged:
        del pdf.pages[1]
        del page["/Annots"]
    made = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([60, 300 - 20 * n, 200, 315 - 20 * n]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(f"Till {anchor}"),
                A=Dictionary(S=Name.GoTo, D=String(anchor)),
            )
        )
        for n, anchor in enumerate(links)
    ]
    if made:
        page.Annots = Array(made)
    return pdfs.data(pdf)


@functools.cache
def sheet(texts: tuple[str, ...]) -> StampSheet:
    """Return a sheet of stamps: each a red frame around its text."""
    width, height = STAMP
    frame = f"1 0 0 RG 1 0 0 rg 1 1 {width - 2} {height - 2} re S BT /F1 8 Tf 4 3 Td"
    contents = [(f"{frame} ".encode(), f"({text}) Tj ET\n".encode("latin-1")) for text in texts]
    return StampSheet(pdfs.data(pdfs.new(b"")), tuple(contents), (STAMP,) * len(texts))


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def make_pack(attachments: Sequence[bytes], counts: Mapping[str, int] | None = None) -> Pack:
    """Return a pack: notice, agenda, and an item with a memo for each attachment."""
    parts = [
        Part("notice", PartKind.NOTICE, "Kallelse"),
        Part("agenda", PartKind.AGENDA, "Dagordning"),
    ]
    entries = [Entry("1", 0, "Upprop"), Entry(None, 0, "Ärenden för beslut")]
    pages = {"notice": 1, "agenda": 1}
    for number, pdf in enumerate(attachments, 2):
        own = Part(f"item-{number}-memo", PartKind.MEMO, "Tjänsteskrivelse", item=str(number))
        attachment = Part(
            f"item-{number}-1",
            PartKind.ATTACHMENT,
            f"Underlag {number}",
            item=str(number),
            label=f"Bilaga {number}.1",
        )
        parts += [own, attachment]
        entries.append(Entry(str(number), 1, f"Ärende {number}", parts=(own.id, attachment.id)))
        pages |= {
            own.id: 1,
            attachment.id: page_count(pdf) if counts is None else counts[attachment.id],
        }
    meeting = MeetingView(
        "2024-03-01",
        "Direktionen",
        "Kallelse till sammanträde & mer",
        dt.date(2024, 3, 1),
        TimeSpan(dt.time(9)),
        "Lilla Navet",
        Called((), (), ()),
        (),
    )
    return paginate(
        Pack(
            meeting,
            "public",
            Organisation(
                name="Boråsregionen", short_name=None, website=None, email=None, contact=None
            ),
            tuple(entries),
            tuple(parts),
        ),
        pages,
    )


@dataclass(frozen=True)
class Made:
    """A bound pack and its file."""

    pack: Pack
    bound: Bound
    data: bytes

    @functools.cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.data))

    def pages(self, part_id: str) -> list[pikepdf.Object]:
        part = self.pack.part(part_id)
        return [self.pdf.pages[n].obj for n in range(part.first_page - 1, part.last_page)]

    def page_number(self, page: pikepdf.Object) -> int:
        """Return the number of a page object, from 1."""
        return [one.obj.objgen for one in self.pdf.pages].index(page.objgen) + 1

    def links(self, page: int) -> Iterator[tuple[pikepdf.Object, int | None]]:
        """Yield the links of a page, from 1, each with the page that it leads to."""
        for one in self.pdf.pages[page - 1].obj.get("/Annots", []):
            if one.get("/Subtype") == Name.Link:
                goal = one.get("/Dest", one.get("/A", Dictionary()).get("/D"))
                yield one, None if goal is None else self.page_number(goal[0])


def documents(
    pack: Pack, attachments: Sequence[bytes], own: Mapping[str, bytes] | None = None
) -> list[Document]:
    """Return the documents of such a pack; `own` replaces what we typeset, by part id."""
    files = iter(attachments)
    made = []
    anchors = {
        entry.anchor: Place(1, 60, 700 - 20 * n)
        for n, entry in enumerate(pack.entries)
        if entry.number
    }
    for part in pack.parts:
        if part.kind is PartKind.ATTACHMENT:
            made.append(Document(part, next(files)))
            continue
        pdf = (own or {}).get(part.id) or memo(part.title)
        made.append(Document(part, pdf, anchors if part.id == "agenda" else {}, typeset=True))
    return made


def stamps(
    pack: Pack, corner: Corner = Corner.BOTTOM_RIGHT
) -> tuple[dict[int, list[PageStamp]], StampSheet]:
    """Return a stamp with its number for each page, linked to the agenda."""
    texts = tuple(f"s. {n} ({pack.pages})" for n in range(1, pack.pages + 1))
    placed = {n + 1: [PageStamp(n, corner, *INSET, link="agenda")] for n in range(pack.pages)}
    return placed, sheet(texts)


def bound(
    *attachments: bytes,
    own: Mapping[str, bytes] | None = None,
    stamped: bool = True,
    corner: Corner = Corner.BOTTOM_RIGHT,
    linearize: bool = False,
    ink: Ink = Ink.OVER,
) -> Made:
    """Bind a pack around these attachments and check the file's syntax."""
    pack = make_pack(attachments)
    placed, texts = stamps(pack, corner)
    out = io.BytesIO()
    found = bind(
        pack,
        documents(pack, attachments, own),
        placed if stamped else {},
        texts,
        language="sv-SE",
        created=CREATED,
        target=out,
        linearize=linearize,
        ink=ink,
    )
    return Made(pack, found, out.getvalue())


def only(attachment: bytes, **how: object) -> tuple[Made, pikepdf.Object]:
    """Bind a pack with one attachment; return it with that attachment's first page."""
    made = bound(attachment, **how)  # type: ignore[arg-type]
    return made, made.pages("item-2-1")[0]


def rendered(
    data: bytes, page: int, scale: float = 1.0, *, forms: bool = True
) -> pypdfium2.PdfBitmap:
    """Draw a page, from 1, with its annotations and, unless they are not wanted, form fields."""
    document = pypdfium2.PdfDocument(data)
    if forms:
        document.init_forms()
    return document[page - 1].render(scale=scale, may_draw_forms=True)
