"""Small PDFs, one function for each feature or defect, so that no foreign file is needed.

It must not import kallelse. Every function returns a file's bytes, the same each time.
"""

from __future__ import annotations

from tests.pdfs.damage import (
    broken_flate,
    broken_hex,
    broken_lzw,
    damaged,
    data_encrypted,
    encrypted,
    undecodable,
)
from tests.pdfs.forms import emptied_form, form, hidden_layer, orphan_widget, signed, undrawn_form
from tests.pdfs.harm import embedded, latin_names, scripts
from tests.pdfs.margins import inked, inked_everywhere, inked_links, slide
from tests.pdfs.notes import (
    COMMENTS,
    comments,
    links,
    named_destinations,
    outlined,
    undrawn_comment,
)
from tests.pdfs.pages import (
    A4,
    DIRTY,
    annotation,
    appearance,
    blank,
    content,
    data,
    dirty,
    heavy,
    image,
    new,
    run_lengths,
    scanned,
    split_content,
    text,
    turned,
    with_content,
    without_media_box,
)
from tests.pdfs.tags import deep_tags, tagged

__all__ = [
    "A4",
    "COMMENTS",
    "DIRTY",
    "annotation",
    "appearance",
    "blank",
    "broken_flate",
    "broken_hex",
    "broken_lzw",
    "comments",
    "content",
    "damaged",
    "data",
    "data_encrypted",
    "deep_tags",
    "dirty",
    "embedded",
    "emptied_form",
    "encrypted",
    "form",
    "heavy",
    "hidden_layer",
    "image",
    "inked",
    "inked_everywhere",
    "inked_links",
    "latin_names",
    "links",
    "named_destinations",
    "new",
    "orphan_widget",
    "outlined",
    "run_lengths",
    "scanned",
    "scripts",
    "signed",
    "slide",
    "split_content",
    "tagged",
    "text",
    "turned",
    "undecodable",
    "undrawn_comment",
    "undrawn_form",
    "with_content",
    "without_media_box",
]
