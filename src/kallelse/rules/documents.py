"""Rules for what was found inside attachments. They must not open one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.model import Attachment
from kallelse.rules.context import Context, Finding
from kallelse.rules.facts import Facts
from kallelse.rules.marks import seen
from kallelse.source import KeyPath

_MOST = 6
_TOLERANCE = 0.02


def _known(context: Context) -> Iterator[tuple[KeyPath, Attachment, Facts]]:
    for path, one in seen(context):
        if path in context.facts:
            yield (*path, "file"), one, context.facts[path]


def page_list(numbers: Sequence[int]) -> str:
    """Write page numbers for a message: `page 3`, `pages 1, 2, 5 …`."""
    shown = ", ".join(map(str, numbers[:_MOST])) + (" …" if len(numbers) > _MOST else "")
    return (
        _("page {pages}").format(pages=shown)
        if len(numbers) == 1
        else _("pages {pages}").format(pages=shown)
    )


def attachment_scanned(context: Context) -> Iterator[Finding]:
    """Report pages that are pictures of a text: nobody can search them or have them read aloud.

    Ask for the document as it was before it was printed. Where there is none, add `ocr: true` to
    the attachment, and the text is recognised when the pack is built.
    """
    for path, one, facts in _known(context):
        pages = [number for number, page in facts.pages if page.pictures and not page.text.strip()]
        if pages and not one.ocr:
            message = _("no text can be read on {pages}: {name}").format(
                pages=page_list(pages), name=brief(one.file or "")
            )
            yield Finding(path, message, _("Ask for the original, or add `ocr: true`."))


def page_format(context: Context) -> Iterator[Finding]:
    """Report pages whose shape is not that of A4, upright or across.

    Slides and magazines often have another one. They are bound as they are and print with broad
    margins; ask for A4 where the pack is read on paper.
    """
    for path, one, facts in _known(context):
        pages = [number for number, page in facts.pages if not _is_a(page.width, page.height)]
        if pages:
            shapes = {
                f"{page.width / 72 * 25.4:.0f} × {page.height / 72 * 25.4:.0f} mm"
                for number, page in facts.pages
                if number in pages[:1]
            }
            message = _("not the shape of A4 ({shape}) on {pages}: {name}").format(
                shape=", ".join(shapes), pages=page_list(pages), name=brief(one.file or "")
            )
            yield Finding(path, message, _("Nothing is lost; ask for A4 if it is read on paper."))


def _is_a(width: float, height: float) -> bool:
    """Tell whether the sides are as those of ISO 216: the longer is √2 times the shorter."""
    short, long = sorted((width, height))
    return short > 0 and abs(long / short - math.sqrt(2)) < _TOLERANCE


def fonts_not_embedded(context: Context) -> Iterator[Finding]:
    """Report a document that does not bring along the fonts it is set in.

    Every reader's computer then shows other letters, and some show none. Save it anew as PDF with
    fonts embedded (in Word: save as PDF/A), or ask its author to.
    """
    for path, one, facts in _known(context):
        lacking = facts.access.unembedded if facts.access else ()
        if lacking:
            fonts = ", ".join(brief(name, 30) for name in lacking[:_MOST])
            message = _("fonts are not embedded ({fonts}): {name}").format(
                fonts=fonts, name=brief(one.file or "")
            )
            yield Finding(path, message, _("Save it anew as PDF/A, or ask its author to."))
