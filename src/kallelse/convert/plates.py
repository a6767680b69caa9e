"""Pictures → a PDF with a page for each, tagged where it is said what they show.

It must not open a picture's file, and it runs in the worker.

A picture is never larger than A4 with some margin. Such a PDF is PDF/UA-1, and PDF/A-2a unless its
colours are those of a printing press: the file says of itself what its pages are fit for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String
from pikepdf import StreamDecodeLevel as Decode

from kallelse.bind import metadata
from kallelse.bind.parent_tree import ParentTree
from kallelse.standards import ARCHIVE, LEVELS, UA

A4 = (595.276, 841.89)
MARGIN = 34.0
INKS = "/DeviceCMYK"
CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, INKS: 4}

# A page's unit square for each EXIF orientation (CIPA DC-008, 4.6.5): a b c d e f, in parts of the
# width W shown and the height H shown.
PLACED = {
    1: "W 0 0 H 0 0",
    2: "-W 0 0 H W 0",
    3: "-W 0 0 -H W H",
    4: "W 0 0 -H 0 H",
    5: "0 -H -W 0 W H",
    6: "0 -H W 0 0 H",
    7: "0 H W 0 0 0",
    8: "0 H -W 0 W 0",
}
# What a profile is of (ICC.1:2010, 7.2.5): those that ISO 32000-1, 8.6.5.5 and ISO 19005-2, 6.2.4.2
# let colours of a page be explained with.
_DEVICES = (b"scnr", b"mntr", b"prtr", b"spac")
_SPACES = {"/DeviceGray": b"GRAY", "/DeviceRGB": b"RGB ", INKS: b"CMYK"}
_HEADER = 128  # bytes that a profile begins with
_NEWEST = 4  # version of profiles that PDF 1.7 knows
_NO_DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # the same picture gives the same bytes


@dataclass(frozen=True)
class Picture:
    """A picture as a PDF holds it: its bytes, how they are packed, and how large it is shown.

    `keys` are those of the stream, `size` is in dots, and `points` how large it is before it is
    turned.
    """

    data: bytes
    keys: Mapping[str, Any]
    space: str
    size: tuple[int, int]
    profile: bytes | None
    orientation: int
    points: tuple[float, float]


class Plates:
    """The PDF while pictures are added; `language` is that of what is said of them (BCP 47)."""

    def __init__(self, language: str) -> None:
        self._pdf = Pdf.new()
        self._language = language
        self._parents = ParentTree()
        self._tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._element("Document", self._tree)
        self._figures: list[Dictionary] = []
        self._said: list[str] = []
        self._for_print = False

    def add(self, picture: Picture, alt: str | None) -> None:
        """Add a page; with `alt`, what a voice reads, its picture is tagged as a figure."""
        width, height = picture.points if picture.orientation < 5 else picture.points[::-1]
        paper = A4 if width <= height else A4[::-1]
        scale = min(1.0, (paper[0] - 2 * MARGIN) / width, (paper[1] - 2 * MARGIN) / height)
        width, height = width * scale, height * scale
        left, bottom = (paper[0] - width) / 2, (paper[1] - height) / 2
        image = self._image(picture)
        page = self._pdf.add_blank_page(page_size=paper).obj
        page["/Resources"] = Dictionary(XObject=Dictionary(Im0=image))
        matrix = " ".join(_term(one, width, height) for one in PLACED[picture.orientation].split())
        drawn = f"q 1 0 0 1 {left:.3f} {bottom:.3f} cm {matrix} cm /Im0 Do Q"
        if alt is not None:
            self._describe(page, alt, (left, bottom, left + width, bottom + height))
            drawn = f"/Figure <</MCID 0>> BDC {drawn} EMC"
            self._for_print = self._for_print or image.get("/ColorSpace") == Name(INKS)
        page["/Contents"] = self._pdf.make_stream(drawn.encode())

    def _describe(self, page: Object, alt: str, area: Sequence[float]) -> None:
        layout = Dictionary(
            O=Name.Layout, Placement=Name.Block, BBox=Array([round(side, 3) for side in area])
        )
        more = {"/Pg": page, "/K": 0, "/Alt": String(alt), "/A": layout}
        figure = self._element("Figure", self._document, more)
        page["/StructParents"] = self._parents.add(Array([figure]))
        self._figures.append(figure)
        self._said.append(alt)

    def _element(self, kind: str, parent: Object, more: Mapping[str, Any] | None = None) -> Any:
        entries = {"/Type": Name.StructElem, "/S": Name(f"/{kind}"), "/P": parent, **(more or {})}
        return self._pdf.make_indirect(Dictionary(entries))

    def _image(self, picture: Picture) -> Stream:
        space: Object = Name(picture.space)
        if picture.profile and _fits(picture.profile, picture.space):
            profile = self._pdf.make_stream(picture.profile, N=CHANNELS[picture.space])
            space = Array([Name.ICCBased, profile])
        keys = {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": picture.size[0],
            "/Height": picture.size[1],
            "/ColorSpace": space,
            **picture.keys,
        }
        return self._pdf.make_stream(picture.data, keys)

    def write(self, target: Path) -> None:
        """Write the PDF; the same pictures give the same bytes."""
        if self._figures:
            self._write_tags()
        self._pdf.save(
            target,
            static_id=True,
            object_stream_mode=ObjectStreamMode.disable,
            stream_decode_level=Decode.none,  # the pictures stay packed as they came
            compress_streams=False,
            fix_metadata_version=False,
        )

    def _write_tags(self) -> None:
        """Write the structure tree, and what the file calls itself (ISO 14289-1, 7.1 and 7.3)."""
        self._document["/K"] = Array(self._figures)
        self._tree["/K"] = Array([self._document])
        self._parents.write(self._pdf, self._tree)
        root = self._pdf.Root
        root["/StructTreeRoot"] = self._tree
        root["/MarkInfo"] = Dictionary(Marked=True)
        title = " ".join(self._said[0].split())
        claims = (UA,) if self._for_print else (UA, ARCHIVE + LEVELS[0])
        told = metadata.Metadata(
            title=title,
            author="",
            subject="",
            language=self._language,
            created=_NO_DAY,
            claims=claims,
        )
        metadata.write(self._pdf, told)


def _term(term: str, width: float, height: float) -> str:
    value = {"W": width, "H": height, "0": 0.0}[term.lstrip("-")]
    return f"{-value if term.startswith('-') else value:.3f}"


def _fits(profile: bytes, space: str) -> bool:
    """Tell whether a colour profile is one that a PDF may have for a colour space.

    It is whole, of a device and not newer than PDF knows (ICC.1:2010, 7.2); without it the colours
    are those of a screen.
    """
    return (
        len(profile) > _HEADER
        and int.from_bytes(profile[:4], "big") == len(profile)
        and profile[8] <= _NEWEST
        and profile[12:16] in _DEVICES
        and profile[16:20] == _SPACES[space]
    )
