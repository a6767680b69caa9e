"""Rules for what is said of pictures to those who do not see them. They must not open one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.rules.context import Context, Finding, attachments
from kallelse.rules.marks import withheld

SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")


def _is_picture(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def picture_without_alt(context: Context) -> Iterator[Finding]:
    """Report an attached picture of which nothing is said to those who do not see it.

    A voice can only call it a scanned page, and the whole pack cannot call itself PDF/UA then
    (lag 2018:1937; WCAG 1.1.1). Write `alt:` with what the picture tells in its place, as you would
    on the telephone: what it shows, and all words in it that matter. Where the picture is of a page
    of text, ask for the document instead, or write `ocr: true`.
    """
    is_withheld = withheld(context)
    for path, one in attachments(context):
        name = one.file or ""
        if path in context.facts:  # it is a document, whatever it is called
            continue
        if _is_picture(name) and not one.alt and not one.ocr and not is_withheld(path):
            message = _("a picture, and nothing tells what it shows: {name}")
            hint = _("Write `alt:` with what those who do not see it should hear.")
            yield Finding((*path, "file"), message.format(name=brief(name)), hint)


def alt_keys(context: Context) -> Iterator[Finding]:
    """Report an `alt` that nobody would hear: of what is no picture, or beside `ocr`.

    Only pictures are described; a document is read aloud by what stands in it. With `ocr: true` the
    text of a picture is read, so what is to be heard is one or the other. Remove `alt`, or `ocr`.
    """
    for path, one in attachments(context):
        if not one.alt or one.file is None:
            continue
        if not _is_picture(one.file):
            message = _("alt is for pictures, and not for {file}").format(file=brief(one.file))
            yield Finding((*path, "alt"), message, _("Remove alt, or name a picture."))
        elif one.ocr:
            message = _("a picture has both alt and ocr")
            hint = _("Keep one: alt tells what it shows, ocr reads the text in it.")
            yield Finding((*path, "alt"), message, hint)
