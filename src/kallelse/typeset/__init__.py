"""HTML of a closed vocabulary becomes tagged PDF.

It must not know templates, meetings or the pack's numbers.

The drawing library takes a tenth of a second to load, so it is loaded with the first document, not
with this.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kallelse.pack import StampSheet
from kallelse.typeset.fonts import FontFiles, find_fonts, missing_glyphs
from kallelse.typeset.problems import FontError, TypesetError
from kallelse.typeset.results import Typeset

if TYPE_CHECKING:
    from kallelse.theme import Stamp, Theme

__all__ = [
    "FontError",
    "FontFiles",
    "StampSheet",
    "Typeset",
    "TypesetError",
    "find_fonts",
    "missing_glyphs",
    "stamps",
    "typeset",
]


def typeset(
    html: str,
    theme: Theme,
    fonts: FontFiles,
    *,
    title: str,
    author: str,
    created: dt.datetime,
    images: Mapping[str, bytes],
) -> Typeset:
    """Make a tagged PDF (ISO 14289-1) of one `<article>` in the closed vocabulary.

    `created` is the only date in the file, and the same arguments give the same bytes. `images`
    maps what `src` says to PNG or JPEG; the one that is called `logo` gets the theme's height for
    it. Raises TypesetError for HTML that cannot be typeset and FontError for a font that cannot be
    used.
    """
    from kallelse.typeset.document import make_document

    return make_document(
        html, theme, fonts, title=title, author=author, created=created, images=images
    )


def stamps(
    texts: Sequence[tuple[str, Stamp]], theme: Theme, fonts: FontFiles, created: dt.datetime
) -> StampSheet:
    """Typeset the texts of stamps, all with one embedded font.

    Nothing in them is marked content: the binder puts each inside an artifact of the page that it
    is stamped on. Raises TypesetError for a character that the font lacks.
    """
    from kallelse.typeset.sheet import make_stamps

    return make_stamps(texts, theme, fonts, created)
