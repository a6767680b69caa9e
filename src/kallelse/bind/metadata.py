"""What the pack says of itself: Info and XMP in step, catalog, page labels, claims.

It must not read a clock.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from kallelse.bind import archive
from kallelse.bind.values import integer
from kallelse.standards import UA, identification

_PRODUCER = "kallelse"
_LONGEST_XMP = 2_000_000
_PART = re.compile(rb"(pdfuaid|pdfaid):part(?:\s*=\s*[\"']|\s*>)\s*(\d)")
_LEVEL = re.compile(rb"pdfaid:conformance(?:\s*=\s*[\"']|\s*>)\s*([ABUabu])")
_escape = functools.partial(html.escape, quote=False)  # xml.sax brings all of urllib


@dataclass(frozen=True)
class Metadata:
    """The pack's metadata; `created` is the date of the file, `claims` what it may call itself."""

    title: str
    author: str
    subject: str
    language: str
    created: dt.datetime
    claims: tuple[str, ...]


def claims_of(pdf: Pdf) -> tuple[str, ...]:
    """Return what a PDF calls itself in its XMP: PDF/UA-1, PDF/A-2A; nothing is checked."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream) or (integer(stream.get("/Length")) or 0) > _LONGEST_XMP:
        return ()
    try:
        xmp = stream.read_bytes()[:_LONGEST_XMP]
    except Exception:  # noqa: BLE001 - any filter may fail in its own way, and no claim is lost by it
        return ()
    parts = {kind: number.decode() for kind, number in reversed(_PART.findall(xmp))}
    level = _LEVEL.search(xmp)
    found = []
    if b"pdfuaid" in parts:
        found.append(f"PDF/UA-{parts[b'pdfuaid']}")
    if b"pdfaid" in parts:
        found.append(f"PDF/A-{parts[b'pdfaid']}{level[1].decode().upper() if level else ''}")
    return tuple(found)


def claims(parts: Sequence[tuple[bool, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return what the pack may call itself, from whether each part is tagged and what it claims.

    A pack is PDF/UA-1 only where every part is (ISO 14289-1).
    """
    return (UA,) if all(tagged and UA in claimed for tagged, claimed in parts) else ()


def write(out: Pdf, metadata: Metadata) -> None:
    """Write catalog, Info and XMP (ISO 32000-1, 14.3); the outline is shown on opening."""
    root = out.Root
    root["/Lang"] = String(metadata.language)
    root["/PageMode"] = Name.UseOutlines
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    date = _info_date(metadata.created)
    out.trailer["/Info"] = out.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String(_PRODUCER),
            Producer=String(_PRODUCER),
            CreationDate=String(date),
            ModDate=String(date),
        )
    )
    if archive.level_of(metadata.claims):
        archive.write_intent(out)
    root["/Metadata"] = out.make_stream(_xmp(metadata), Type=Name.Metadata, Subtype=Name.XML)


def _info_date(moment: dt.datetime) -> str:
    zone = moment.strftime("%z")
    if not zone:
        return f"D:{moment:%Y%m%d%H%M%S}"
    suffix = "Z" if zone == "+0000" else f"{zone[:3]}'{zone[3:5]}'"
    return f"D:{moment:%Y%m%d%H%M%S}{suffix}"


def _xmp(metadata: Metadata) -> bytes:
    date = metadata.created.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    level = archive.level_of(metadata.claims)
    standards = identification(accessible=UA in metadata.claims, level=level)

    def alternative(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escape(text)}</rdf:li></rdf:Alt>'

    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <dc:format>application/pdf</dc:format>
   <dc:title>{alternative(metadata.title)}</dc:title>
   <dc:creator><rdf:Seq><rdf:li>{_escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:description>{alternative(metadata.subject)}</dc:description>
   <dc:language><rdf:Bag><rdf:li>{_escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>
   <pdf:Producer>{_PRODUCER}</pdf:Producer>
  </rdf:Description>{standards}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
