"""Letters, office files and texts with a secret in one corner. It must not import kallelse."""

from __future__ import annotations

import email.message
import io
import zipfile
from collections.abc import Mapping

from tests.leaks.corners import Plant, page_text
from tests.leaks.pictured import jpeg_exif, png_text


def letter_text(secret: str) -> bytes:
    return _letter(body=f"Hej!\n\n{secret}\n")


def letter_subject(secret: str) -> bytes:
    return _letter(subject=secret)


def letter_page(secret: str) -> bytes:
    return _letter(html=f"<p>Hej <b>{secret}</b></p>")


def letter_enclosure(secret: str) -> bytes:
    return _letter(enclosed=page_text(secret))


def letter_enclosure_name(secret: str) -> bytes:
    return _letter(enclosed=b"\0...", named=f"{secret}.bin")


def _letter(
    body: str = "Hej!",
    subject: str = "Hej",
    html: str = "",
    enclosed: bytes = b"",
    named: str = "bilaga.pdf",
) -> bytes:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.se", "b@example.se", subject
    made.set_content(body, cte="base64")
    if html:
        made.add_alternative(html, subtype="html")
    if enclosed:
        made.add_attachment(enclosed, "application", "octet-stream", filename=named)
    return bytes(made)


def word_text(secret: str) -> bytes:
    """Return a text document in which a word is set in two pieces."""
    runs = f"<w:r><w:t>{secret[:4]}</w:t></w:r><w:r><w:t>{secret[4:]}</w:t></w:r>"
    return _office({"word/document.xml": f"<w:p>{runs}</w:p><w:p><w:r><w:t>Hej</w:t></w:r></w:p>"})


def word_properties(secret: str) -> bytes:
    return _office({"docProps/core.xml": f"<dc:creator>{secret}</dc:creator>"})


def word_comment_author(secret: str) -> bytes:
    return _office({"word/comments.xml": f'<w:comment w:author="{secret}"/>'})


def sheet_text(secret: str) -> bytes:
    return _office({"xl/sharedStrings.xml": f"<si><t>Hej</t></si><si><t>{secret}</t></si>"})


def word_picture(secret: str) -> bytes:
    return _office({"word/media/bild1.png": png_text(secret)})


def _office(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": "<Types/>", **members}.items():
            archive.writestr(name, content)
    return made.getvalue()


def old_word(secret: str) -> bytes:
    return b"\xd0\xcf\x11\xe0" + bytes(64) + secret.encode("utf-16-le") + bytes(64)


def rich_text(secret: str) -> bytes:
    return rb"{\rtf1\ansi Hej \b " + secret.encode("cp1252").replace(b"\xf6", rb"\'f6") + rb"\par}"


def markdown(secret: str) -> bytes:
    return f"## Bakgrund\n\n*{secret}* är hemlig.\n".encode()


def latin_text(secret: str) -> bytes:
    return f"{secret}\n".encode("latin-1")


def data(secret: str) -> bytes:
    return (
        b'{"parts": [{"title": "'
        + secret.encode("unicode_escape").replace(b"\\x", b"\\u00")
        + b'"}]}'
    )


OTHERS: Mapping[str, tuple[str, Plant]] = {
    **{one.__name__: (".jpg", one) for one in (jpeg_exif,)},
    **{one.__name__: (".png", one) for one in (png_text,)},
    **{
        one.__name__: (".eml", one)
        for one in (
            letter_text, letter_subject, letter_page, letter_enclosure, letter_enclosure_name,
        )
    },
    **{
        one.__name__: (".docx", one)
        for one in (word_text, word_properties, word_comment_author, word_picture)
    },
    "sheet_text": (".xlsx", sheet_text),
    "old_word": (".doc", old_word),
    "rich_text": (".rtf", rich_text),
    "markdown": (".md", markdown),
    "latin_text": (".txt", latin_text),
    "data": (".json", data),
}  # fmt: skip
