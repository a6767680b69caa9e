"""Markdown that cannot become pages, told where its file is named. It must not keep the pages.

A pack's own pages are laid out all together, and whatever stops them there is the template's. What
is wrong with a handed-in text has to be known before, as with any other attachment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kallelse.diagnostics import Diagnostic, Position
from kallelse.i18n import _
from kallelse.render.markdown import to_html
from kallelse.theme import Theme
from kallelse.typeset import FontFiles, TypesetError, typeset

_ANY_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def unsettable(
    text: str,
    name: str,
    position: Position,
    theme: Theme,
    fonts: FontFiles,
    images: Mapping[str, bytes],
) -> Diagnostic | None:
    """Say why a text has no room on a page, as a table of too many columns; None where it has.

    `name` is that of its file and `position` where it is named.
    """
    html = to_html(text, {})
    if "<table" not in html:  # what else people write has room wherever there is any
        return None
    html = f'<article class="document"><h1>1</h1>\n{html}</article>'
    try:
        typeset(html, theme, fonts, title="1", author="", created=_ANY_DAY, images=images)
    except TypesetError as error:
        told = _("{name} cannot be set: {reason}").format(name=name, reason=error.message)
        return Diagnostic(position, error.rule, told, error.remedy)
    return None
