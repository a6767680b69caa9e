"""Finish a stand-in: metadata, labels, boxes, names and reproducible bytes; must not draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

SUBJECT = "Exempelhandling: innehållet är påhittat och ersätter en annan myndighets handling"
_USUAL: Final = -1  # the level of packing that zlib chooses by itself


@dataclass(frozen=True)
class Origin:
    """What the file says about where it comes from."""

    title: str
    author: str
    creator: str
    producer: str
    made: str = "20240220101500"  # local time, YYYYMMDDHHMMSS


@dataclass(frozen=True)
class LabelRange:
    """Page labels from one page on: 0-based page, style (D, r, …), prefix, first number."""

    page: int
    style: str
    prefix: str = ""
    first: int = 1


def seal(
    pdf: Pdf,
    path: Path,
    origin: Origin,
    *,
    pages: int,
    labels: Sequence[LabelRange] = (),
    xmp: bool = False,
    compact: bool = True,
) -> None:
    """Write the file with fixed metadata and identifiers; a wrong page count raises ValueError."""
    if len(pdf.pages) != pages:
        raise ValueError(f"{path.name} got {len(pdf.pages)} pages, not {pages}")
    _set_information(pdf, origin)
    if labels:
        pdf.Root.PageLabels = _page_labels(pdf, labels)
    if xmp:
        _set_xmp(pdf, origin)
    pdf.remove_unreferenced_resources()
    streams = pikepdf.ObjectStreamMode
    pikepdf.settings.set_flate_compression_level(9)
    try:
        pdf.save(
            path,
            deterministic_id=True,
            compress_streams=True,
            recompress_flate=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=streams.generate if compact else streams.disable,
        )
    finally:  # the level holds for the whole process, in which packs are built after this
        pikepdf.settings.set_flate_compression_level(_USUAL)


def name_destinations(pdf: Pdf, prefix: str) -> None:
    """Let the internal links use named destinations instead of explicit ones."""
    tree = NameTree.new(pdf)
    names: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            target = annotation.get(Name.Dest)
            if not isinstance(target, Array):
                continue
            name = names.setdefault(target.objgen, f"{prefix}{len(names) + 1:05d}")
            tree[name] = target
            annotation.Dest = String(name)
    pdf.Root.Names = Dictionary(Dests=tree.obj)


def _set_information(pdf: Pdf, origin: Origin) -> None:
    """Replace the document information dictionary."""
    stamp = f"D:{origin.made}+01'00'"
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(origin.title),
            Author=String(origin.author),
            Subject=String(SUBJECT),
            Creator=String(origin.creator),
            Producer=String(origin.producer),
            CreationDate=String(stamp),
            ModDate=String(stamp),
        )
    )


def _page_labels(pdf: Pdf, labels: Sequence[LabelRange]) -> pikepdf.Object:
    """Build the number tree of page labels."""
    numbers = Array()
    for label in labels:
        entry = Dictionary(S=Name("/" + label.style), St=label.first)
        if label.prefix:
            entry.P = String(label.prefix)
        numbers.append(label.page)
        numbers.append(entry)
    return pdf.make_indirect(Dictionary(Nums=numbers))


def _set_xmp(pdf: Pdf, origin: Origin) -> None:
    """Add an XMP packet that says the same as the information dictionary."""
    day = origin.made
    date = f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}+01:00"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = origin.title
        metadata["dc:creator"] = [origin.author]
        metadata["dc:description"] = SUBJECT
        metadata["dc:language"] = ["sv-SE"]
        metadata["pdf:Producer"] = origin.producer
        metadata["xmp:CreatorTool"] = origin.creator
        metadata["xmp:CreateDate"] = date
        metadata["xmp:ModifyDate"] = date
