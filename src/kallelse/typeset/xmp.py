"""The document's metadata as an XMP packet.

It must not say anything that the Info dictionary contradicts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape

from kallelse.standards import LEVELS, identification

PRODUCER = "kallelse"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{created}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>{standards}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Metadata:
    """What a document says of itself; `language` is a BCP 47 tag, no zone in `created` is UTC."""

    title: str
    author: str
    language: str
    created: dt.datetime

    @property
    def moment(self) -> dt.datetime:
        """Return when it was made, with a zone."""
        return self.created if self.created.tzinfo else self.created.replace(tzinfo=dt.UTC)

    def pdf_date(self) -> str:
        """Return the moment as a date of ISO 32000-1, 7.9.4."""
        zone = f"{self.moment:%z}"
        return f"D:{self.moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"

    def packet(self) -> bytes:
        """Return the XMP packet, which says that the file is PDF/UA-1 and PDF/A-2a.

        Bytes, because the library's encoding of a str fails on the packet's mark U+FEFF.
        """
        return _PACKET.format(
            title=escape(self.title, quote=False),
            author=escape(self.author, quote=False),
            language=self.language,
            created=self.moment.isoformat(timespec="seconds"),
            producer=PRODUCER,
            standards=identification(accessible=True, level=LEVELS[0]),
        ).encode()
