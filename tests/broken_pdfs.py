"""PDFs that are damaged, or made to harm: a function for each class. All bytes are our own.

It must not say what is to become of them: the tests do.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping, Sequence

import pypdf

TEXT = b"BT /F1 24 Tf 72 720 Td (Sida %d) Tj ET"


def write(bodies: Sequence[bytes], trailer: bytes = b"", root: int = 1) -> bytes:
    """Write objects, numbered from 1, with a classical cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def stream(data: bytes, keys: bytes = b"", length: int | None = None) -> bytes:
    """Write a stream object's body."""
    size = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (size, keys, data)


def packed(data: bytes) -> bytes:
    """Write a stream object's body, packed."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def bodies(pages: int = 2, page: bytes = b"") -> list[bytes]:
    """Return the objects of a sound document: catalog, page tree, font, pages and contents."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * one) for one in range(pages))
    found = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for one in range(pages):
        found.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> %s >>" % (5 + 2 * one, page)
        )
        found.append(stream(TEXT % (one + 1)))
    return found


def sound(pages: int = 2) -> bytes:
    """A document that nothing is wrong with."""
    return write(bodies(pages))


def with_object_streams(filling: bytes = b"", pages: int = 2) -> bytes:
    """A sound document whose pages lie in an object stream that ends with `filling`."""
    inner = bodies(pages)
    outside = [one for one in range(1, len(inner) + 1) if b"stream" in inner[one - 1]]
    inside = [one for one in range(1, len(inner) + 1) if one not in outside]
    texts = [inner[one - 1] for one in inside]
    places = [sum(len(text) + 1 for text in texts[:index]) for index in range(len(texts))]
    head = b" ".join(b"%d %d" % pair for pair in zip(inside, places, strict=True)) + b"\n"
    data = head + b"\n".join(texts) + b"\n" + filling
    holder, table = len(inner) + 1, len(inner) + 2
    keys = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(inside), len(head))
    out = bytearray(b"%PDF-1.7\n")
    rows = {0: (0, 0, 65535)}
    for one in outside:
        rows[one] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (one, inner[one - 1])
    rows[holder] = (1, len(out), 0)
    out += b"%d 0 obj\n%s\nendobj\n" % (holder, stream(zlib.compress(data, 9), keys))
    for index, one in enumerate(inside):
        rows[one] = (2, holder, index)
    start = len(out)
    rows[table] = (1, start, 0)
    packed_rows = b"".join(
        kind.to_bytes(1) + second.to_bytes(4) + third.to_bytes(2)
        for kind, second, third in (rows[one] for one in range(table + 1))
    )
    keys = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Filter /FlateDecode" % (table + 1)
    out += b"%d 0 obj\n%s\nendobj\n" % (table, stream(zlib.compress(packed_rows), keys))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


# Broken in transit, or by the program that wrote them.


def offsets_wrong() -> bytes:
    return re.sub(
        rb"\n(\d{10}) 00000 n", lambda found: b"\n%010d 00000 n" % (int(found[1]) + 7), sound()
    )


def xref_lost() -> bytes:
    data = sound()
    return data[: data.index(b"xref\n")] + data[data.index(b"trailer") :]


def startxref_lost() -> bytes:
    data = sound()
    return data[: data.index(b"startxref")]


def startxref_beyond() -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n99999999", sound())


def startxref_unreadable() -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\nhej", sound())


def truncated_tail() -> bytes:
    return sound(9)[:-200]


def change_cut() -> bytes:
    """A change was added at the end, and that end is missing."""
    data = sound()
    changed = stream(TEXT % 7)
    return data + b"5 0 obj\n%s\nendobj\nxref\n5 1\n%010d 00000 n \ntrai" % (changed, len(data))


def half_cut() -> bytes:
    data = sound(9)
    return data[: len(data) // 2]


def header_only() -> bytes:
    return b"%PDF-1.7\n"


def no_header() -> bytes:
    return sound().removeprefix(b"%PDF-1.7\n")


def mail_header_in_front() -> bytes:
    return b"Content-Type: application/pdf\r\nX: y\r\n" * 8 + b"\r\n" + sound()


def html_appended() -> bytes:
    return sound() + b"<html><body>Tack f\xf6r bes\xf6ket</body></html>\n" * 60


def zeros_in_the_middle() -> bytes:
    data = sound(9)
    place = data.index(b"6 0 obj")
    return data[:place] + bytes(60) + data[place + 60 :]


def line_ends_changed() -> bytes:
    return sound(3).replace(b"\n", b"\r\n")


def length_too_small() -> bytes:
    made = bodies()
    made[4] = stream(TEXT % 1, length=5)
    return write(made)


def length_too_large() -> bytes:
    made = bodies()
    made[4] = stream(TEXT % 1, length=500)
    return write(made)


def length_beyond_file() -> bytes:
    made = bodies()
    made[4] = stream(TEXT % 1, length=9_999_999_999)
    return write(made)


def length_is_itself() -> bytes:
    made = bodies()
    made[4] = b"<< /Length 5 0 R >>\nstream\n%s\nendstream" % (TEXT % 1)
    return write(made)


def endobj_missing() -> bytes:
    return sound().replace(b"\nendobj\n", b"\n", 4)


def endstream_missing() -> bytes:
    return sound().replace(b"\nendstream", b"", 1)


def hybrid() -> bytes:
    """A classical table and a cross-reference stream beside it (ISO 32000-1, 7.5.8.4): sound."""
    made = bodies()
    extra = len(made) + 1
    rows = bytes(7)
    keys = b"/Type /XRef /Size %d /W [1 4 2] /Index [0 1] /Root 1 0 R" % (extra + 1)
    made.append(stream(rows, keys))
    place = write(made).index(b"%d 0 obj" % extra)
    return write(made, b"/XRefStm %d" % place)


def prev_loop() -> bytes:
    data = sound()
    return data.replace(b"/Root", b"/Prev %d /Root" % data.index(b"xref\n"))


def root_lost() -> bytes:
    return sound().replace(b"/Root 1 0 R", b"")


def page_tree_loop() -> bytes:
    made = bodies()
    made[1] = b"<< /Type /Pages /Count 2 /Kids [4 0 R 2 0 R] >>"
    return write(made)


def page_tree_no_array() -> bytes:
    made = bodies()
    made[1] = b"<< /Type /Pages /Count 2 /Kids << /A 4 0 R >> >>"
    return write(made)


def page_tree_lost() -> bytes:
    """The catalog is not where the trailer says, and there is nothing where the page tree was."""
    made = bodies()
    made[1] = b" R/ID[<5ED9><5ED9>] >>"
    made.append(made[0])
    made[0] = b"<< /Producer (Nej) >>"
    return write(made)


def catalog_lost() -> bytes:
    made = bodies()
    made[0] = b"null"
    data = write(made)
    return data[: data.index(b"xref\n")]


def one_line() -> bytes:
    data = xref_lost()
    return data.replace(b"\nendobj\n", b" endobj ")


def numbers_too_high() -> bytes:
    """The numbers of the objects are far higher than the file is long; there is no index."""
    data = xref_lost()
    for number in range(7, 0, -1):
        data = re.sub(rb"\b%d 0 (obj|R)" % number, rb"9000%d 0 \1" % number, data)
    return data


def lock_lost() -> bytes:
    """The trailer says that it is encrypted, and there is nothing that says how."""
    return write([*bodies(), b"null"], b"/Encrypt 8 0 R /ID [<00><00>]")


def reference_to_itself() -> bytes:
    made = bodies()
    made[1] = made[1].replace(b"/Count 2", b"/Count 8 0 R")
    return write([*made, b"8 0 R"])


def number_without_end() -> bytes:
    return write(bodies(page=b"/Tal " + b"0" * 200 + b"1"))


def keys_repeated() -> bytes:
    """A page names each of its pictures and fonts many times over, as some programs do."""
    made = bodies()
    for place in (3, 5):
        made[place] = made[place].replace(b"/F1 3 0 R", b"/F1 3 0 R " * 40)
    return write(made)


def stream_without_end() -> bytes:
    """The content of a page has a wrong length, and no keyword where it ends."""
    made = bodies()
    made[6] = stream(TEXT % 2, length=9).replace(b"\nendstream", b"")
    return write(made)


def metadata_undecodable() -> bytes:
    made = bodies()
    made[0] = made[0].replace(b"/Pages", b"/Metadata 8 0 R /Pages")
    made.append(stream(b"\xb1\xb1", b"/Type /Metadata /Subtype /XML /Filter /ASCII85Decode"))
    data = write(made)
    return data[: data.index(b"xref\n")] + data[data.index(b"trailer") :]


def zero_pages() -> bytes:
    return write([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"])


def no_page_tree() -> bytes:
    return write([b"<< /Type /Catalog >>"])


def count_too_high() -> bytes:
    made = bodies()
    made[1] = made[1].replace(b"/Count 2", b"/Count 12")
    return write(made)


def count_too_low() -> bytes:
    made = bodies()
    made[1] = made[1].replace(b"/Count 2", b"/Count 1")
    return write(made)


def kid_missing() -> bytes:
    made = bodies(3)
    made[5] = b"null"
    return write(made)


def mediabox_missing() -> bytes:
    made = bodies()
    made[5] = made[5].replace(b"/MediaBox [0 0 595 842]", b"")
    return write(made)


def resources_missing() -> bytes:
    made = bodies()
    made[5] = re.sub(rb"/Resources.*>> >>", b"", made[5])
    return write(made)


def content_undecodable() -> bytes:
    made = bodies()
    made[6] = stream(b"\x78\x9c" + b"inte packat" * 9, b"/Filter /FlateDecode")
    return write(made)


def content_filter_unknown() -> bytes:
    made = bodies()
    made[6] = stream(b"BT ET", b"/Filter /KommunDecode")
    return write(made)


# Closed, and signed.


def password(user: str = "", owner: str = "chef", algorithm: str = "AES-256") -> bytes:
    """A document that is encrypted; without `user` only its permissions ask for a password."""
    writer = pypdf.PdfWriter(io.BytesIO(sound()))
    writer.encrypt(user, owner, algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def asks_for_password() -> bytes:
    return password("hemlig")


def files_locked() -> bytes:
    """A document in which nothing is encrypted but the files that hang on it."""
    lock = (
        b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <%s> /U <%s> /EFF /StdCF"
        b" /CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen >> >> /StmF /Identity /StrF /Identity >>"
    ) % (b"41" * 32, b"42" * 32)
    return write([*bodies(), lock], b"/Encrypt 8 0 R /ID [<00><00>]")


def for_certificate() -> bytes:
    """A document that only those can open who have the key to a certificate."""
    lock = (
        b"<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /R 4 /Length 128 /P -4"
        b" /CF << /DefaultCryptFilter << /CFM /AESV2 /Recipients [<00>] >> >>"
        b" /StmF /DefaultCryptFilter /StrF /DefaultCryptFilter >>"
    )
    return write([*bodies(), lock], b"/Encrypt 8 0 R /ID [<00><00>]")


def signed() -> bytes:
    """A document with a signature field that bears a signature (no valid one: nobody checks it)."""
    made = bodies()
    field, value = len(made) + 1, len(made) + 2
    made[0] = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [%d 0 R] >> >>" % field
    )
    made.append(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signatur) /Rect [0 0 0 0] /V %d 0 R >>"
        % value
    )
    made.append(
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached"
        b" /ByteRange [0 1 2 3] /Contents <00> >>"
    )
    return write(made)


# Made to harm; `size` is in bytes once unpacked.


def object_stream_bomb(size: int = 50_000_000) -> bytes:
    return with_object_streams(b" " * size)


def xref_bomb(size: int = 50_000_000) -> bytes:
    data = packed(bytes(size)).replace(
        b"/Filter", b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Filter" % (size // 7)
    )
    return b"%PDF-1.7\n1 0 obj\n" + data + b"\nendobj\nstartxref\n9\n%%EOF\n"


def content_bomb(size: int = 50_000_000) -> bytes:
    made = bodies()
    made[4] = packed(b"0 g\n" * (size // 4))
    return write(made)


def nested_bomb(size: int = 160_000_000) -> bytes:
    """A picture that is packed twice, small both times."""
    made = bodies()
    twice = zlib.compress(zlib.compress(bytes(size), 1), 9)
    keys = b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    made.append(stream(twice, keys + b" /Filter [/FlateDecode /FlateDecode]"))
    made[3] = made[3].replace(b"/Font", b"/XObject << /Im0 %d 0 R >> /Font" % len(made))
    return write(made)


def nested_content_bomb(size: int = 160_000_000) -> bytes:
    """A page whose content is packed twice."""
    made = bodies()
    twice = zlib.compress(zlib.compress(bytes(size), 1), 9)
    made[4] = stream(twice, b"/Filter [/FlateDecode /FlateDecode]")
    return write(made)


def run_length_bomb(runs: int = 1000) -> bytes:
    """A page whose content is packed three times as runs, each of which is 64 times as long."""
    made = bodies()
    filters = b"/Filter [/RunLengthDecode /RunLengthDecode /RunLengthDecode]"
    made[4] = stream(b"\x81\x81" * runs + b"\x80", filters)
    return write(made)


def packed_run_length_bomb(size: int = 1_000_000) -> bytes:
    """A page whose content is packed as runs, and these as is common."""
    made = bodies()
    filters = b"/Filter [/FlateDecode /RunLengthDecode /RunLengthDecode]"
    made[4] = stream(zlib.compress(b"\x81" * size, 9), filters)
    return write(made)


def nested_arrays(depth: int = 50_000) -> bytes:
    return write(bodies(page=b"/Djup " + b"[" * depth + b"]" * depth))


def forms_nested(depth: int = 20_000) -> bytes:
    """A page that shows a form, which shows a form, and so on."""
    made = bodies(1)
    first = len(made) + 1
    made[3] = made[3].replace(b"/Font", b"/XObject << /Fm %d 0 R >> /Font" % first)
    for one in range(depth):
        last = one == depth - 1
        below = b"" if last else b"/Resources << /XObject << /Fm %d 0 R >> >>" % (first + one + 1)
        shown = b"0 0 9 9 re f" if last else b"/Fm Do"
        made.append(stream(shown, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] " + below))
    return write(made)


def forms_shared(count: int = 40) -> bytes:
    """A page that shows forms, each of which has the page's resources: itself and all others."""
    made = bodies(1)
    first = len(made) + 1
    forms = b" ".join(b"/Fm%d %d 0 R" % (one, first + one) for one in range(count))
    made[3] = re.sub(rb"/Resources.*>> >>", b"/Resources %d 0 R" % (first + count), made[3])
    keys = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %d 0 R" % (first + count)
    made += [stream(b"0 0 9 9 re f", keys)] * count
    made.append(b"<< /Font << /F1 3 0 R >> /XObject << %s >> >>" % forms)
    return write(made)


def page_tree_deep(depth: int = 2_000) -> bytes:
    made = bodies(1)
    first = len(made) + 1
    made[1] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % first
    for one in range(depth):
        kid = b"4" if one == depth - 1 else b"%d" % (first + one + 1)
        made.append(b"<< /Type /Pages /Count 1 /Kids [%s 0 R] >>" % kid)
    return write(made)


def page_tree_laughs(levels: int = 12) -> bytes:
    """A page tree whose nodes have their one child ten times: 10 to the power of `levels` pages."""
    made = bodies(1)
    first = len(made) + 1
    made[1] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % first
    for one in range(levels):
        kid = b"4" if one == levels - 1 else b"%d" % (first + one + 1)
        made.append(b"<< /Type /Pages /Count 1 /Kids [%s] >>" % (b"%s 0 R " % kid * 10))
    return write(made)


def outline_loop() -> bytes:
    made = bodies()
    made[0] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R >>"
    made.append(b"<< /First 9 0 R /Last 9 0 R >>")
    made.append(b"<< /Title (A) /Next 9 0 R /First 9 0 R /Parent 8 0 R /Dest [4 0 R /Fit] >>")
    return write(made)


def huge_page_count() -> bytes:
    made = bodies()
    made[1] = made[1].replace(b"/Count 2", b"/Count 2000000000")
    return write(made)


DAMAGED: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        offsets_wrong, xref_lost, startxref_lost, startxref_beyond, startxref_unreadable,
        truncated_tail, change_cut, half_cut, header_only, no_header, mail_header_in_front,
        html_appended, zeros_in_the_middle, line_ends_changed, length_too_small, length_too_large,
        length_beyond_file, length_is_itself, endobj_missing, endstream_missing, hybrid, prev_loop,
        root_lost, page_tree_loop, page_tree_no_array, page_tree_lost, catalog_lost, one_line,
        numbers_too_high, lock_lost, reference_to_itself, number_without_end, keys_repeated,
        metadata_undecodable, stream_without_end, files_locked, for_certificate, zero_pages,
        no_page_tree, count_too_high, count_too_low, kid_missing, mediabox_missing,
        resources_missing, content_undecodable, content_filter_unknown, asks_for_password, password,
        signed, outline_loop, huge_page_count,
    )
}  # fmt: skip
BOMBS: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        object_stream_bomb, xref_bomb, content_bomb, nested_bomb, nested_content_bomb,
        run_length_bomb, packed_run_length_bomb, nested_arrays, page_tree_deep, page_tree_laughs,
    )
}  # fmt: skip
