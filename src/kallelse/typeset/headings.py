"""Hold headings to an order that can be heard: no level is skipped, and none is empty.

It must not know how a heading looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from kallelse.i18n import _
from kallelse.typeset.html import Element
from kallelse.typeset.problems import TypesetError

_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}


def check_headings(article: Element) -> None:
    """Raise TypesetError for headings that do not begin at h1, skip a level or say nothing.

    Who does not see the page finds the way by the levels (ISO 14289-1, 7.4.2; WCAG 1.3.1, 2.4.6).
    """
    above = 0
    for heading in _headings(article):
        level = _LEVELS[heading.tag]
        if not heading.text.strip():
            raise TypesetError(
                "heading-empty",
                _("the heading <{tag}> is empty").format(tag=heading.tag),
                _("Write what the section is about, or leave the heading out."),
                heading.line,
            )
        if level > above + 1:
            told = (
                _("<{tag}> comes directly under <h{above}>").format(tag=heading.tag, above=above)
                if above
                else _("the first heading is <{tag}>").format(tag=heading.tag)
            )
            raise TypesetError(
                "heading-skipped",
                _("{told}, so a level is skipped: {text}").format(
                    told=told, text=" ".join(heading.text.split())[:60]
                ),
                _("Make it <h{above}>: levels go down one at a time, beginning with <h1>.").format(
                    above=above + 1
                ),
                heading.line,
            )
        above = level


def _headings(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if child.tag in _LEVELS:
            yield child
        else:
            yield from _headings(child)
