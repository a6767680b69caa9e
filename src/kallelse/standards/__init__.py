"""PDF/UA-1 and PDF/A-2: what a file that claims them says of itself. It must not open a PDF.

`srgb.icc` is our own, made from the figures of IEC 61966-2-1 (tests/conformance/profile.py) and
free for any use (CC0 1.0): it becomes part of every pack.
"""

from __future__ import annotations

import functools
from importlib import resources

UA = "PDF/UA-1"
ARCHIVE = "PDF/A-2"
# The levels of PDF/A-2, from the strictest: tagged, all text as Unicode, looks alone.
LEVELS = ("A", "U", "B")
# What an output intent calls the colours of `srgb()` (ISO 32000-1, 14.11.5).
SRGB = "sRGB IEC61966-2.1"

_UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>"""
_ARCHIVE = """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
</rdf:Description>"""
# PDF/A explains every property that it does not know itself, and it does not know PDF/UA.
_EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def identification(*, accessible: bool, level: str | None) -> str:
    """Return the descriptions that a file's XMP packet has of the standards it conforms to.

    `accessible` is PDF/UA-1 (ISO 14289-1, clause 5), `level` that of PDF/A-2 (ISO 19005-2, 6.6.4)
    or None; with both, the first is explained in the second's terms (6.6.2.3.2).
    """
    parts = [
        _UA if accessible else "",
        _ARCHIVE.format(level=level) if level else "",
        _EXTENSION if accessible and level else "",
    ]
    return "".join(parts)


@functools.cache
def srgb() -> bytes:
    """Return the ICC profile of sRGB, the colours that we write."""
    return resources.files(__name__).joinpath("srgb.icc").read_bytes()
