"""Markdown as editors write it → HTML of the closed vocabulary.

It must not pass raw HTML through.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kallelse.i18n import N_, _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SCHEMES = ("#", "https://", "http://", "mailto:", "tel:")

_FOREIGN = {
    "code_block": (
        "markdown-code",
        N_("a line indented by four spaces is code to Markdown, which a pack has no place for"),
        N_("Take away the indent; to continue a list item, indent as far as its text."),
    ),
    "fence": (
        "markdown-code",
        N_("a code block has no place in a pack"),
        N_("Write it as plain text."),
    ),
    "code_inline": (
        "markdown-code",
        N_("`code` has no place in a pack"),
        N_("Take away the backticks."),
    ),
    "blockquote_open": (
        "markdown-quote",
        N_("a quotation with > has no place in a pack"),
        N_("Write it as a paragraph within ”quotation marks”."),
    ),
    "html_block": (
        "markdown-html",
        N_("HTML is not allowed in a text"),
        N_("Write it in Markdown."),
    ),
    "html_inline": (
        "markdown-html",
        N_("HTML is not allowed in a text"),
        N_("Write it in Markdown."),
    ),
}


@dataclass(frozen=True)
class TextProblem:
    """What a text holds that a pack cannot show; `line` counts from 1 within the text."""

    line: int
    rule: str
    message: str
    hint: str


@functools.cache
def _parser(html: bool) -> MarkdownIt:  # one of two parsers, kept for the whole run
    from markdown_it import MarkdownIt

    # Deeper than its limit it drops what is written, and its own is lists nine deep.
    return MarkdownIt("commonmark", {"html": html, "maxNesting": 200}).enable("table")


def to_html(text: str, targets: Mapping[str, str] | None = None) -> str:
    """Make HTML of a text: CommonMark with tables, raw HTML shown as text.

    `targets` maps the ids of items, as `[…](#id)` names them, to anchors of the pack. A link to an
    item that is not among them is only its text: the item is withheld from those who read this.
    """
    parser = _parser(html=False)
    tokens = parser.parse(text)
    for token in _all(tokens):
        _classes_for_styles(token)
        if token.children and targets is not None:
            token.children = [*_with_anchors(token.children, targets)]
    return str(parser.renderer.render(tokens, parser.options, {}))


def _with_anchors(tokens: Sequence[Token], targets: Mapping[str, str]) -> Iterator[Token]:
    """Lead links to items to their anchors, and leave those out that lead to none."""
    leads_nowhere = False
    for token in tokens:
        href = token.attrGet("href")
        if isinstance(href, str) and href.startswith("#"):
            leads_nowhere = href[1:] not in targets
            token.attrSet("href", "#" + targets.get(href[1:], ""))
        if leads_nowhere and token.type in ("link_open", "link_close"):
            leads_nowhere = token.type == "link_open"
            continue
        yield token


def _classes_for_styles(token: Token) -> None:
    style = token.attrs.pop("style", None)
    if style == "text-align:right":
        token.attrSet("class", "number")
    elif style == "text-align:center":
        token.attrSet("class", "center")


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def images(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every picture in a text."""
    if "![" not in text:
        return
    for line, token in _with_lines(_parser(html=False).parse(text)):
        if token.type == "image":
            yield line, str(token.attrGet("src") or "")


def problems(text: str, anchors: Collection[str], level: int) -> Iterator[TextProblem]:
    """Yield what a text holds that a pack cannot show.

    `anchors` are the ids that it may link to, `level` is that of the heading it stands under.
    """
    for line, token in _with_lines(_parser(html=True).parse(text)):
        if token.type in _FOREIGN:
            rule, message, hint = _FOREIGN[token.type]
            yield TextProblem(line, rule, _(message), _(hint))
        elif token.type == "heading_open":
            depth = int(token.tag[1])
            if depth == 1 or depth > 4 or depth > level + 1:
                yield TextProblem(
                    line,
                    "markdown-heading",
                    _("a heading with {marks} cannot stand here").format(marks="#" * depth),
                    _(
                        "Main headings of a text have ##, those below ###, then ####; do not skip "
                        "one."
                    ),
                )
            level = depth
        elif token.type == "link_open":
            yield from _link_problems(line, str(token.attrGet("href") or ""), anchors)
        elif token.type == "text" and "](" in token.content:
            yield TextProblem(
                line,
                "link-broken",
                _("a link or a picture that is not whole stands as it is written"),
                _(
                    "Write [text](address) or ![description](file.png), the name of a file with "
                    "spaces between < and >."
                ),
            )
        elif token.type == "image" and not token.content.strip():
            yield TextProblem(
                line,
                "image-alt",
                _("a picture without a description"),
                _("Write what it shows within the brackets: ![…](file.png)."),
            )


def _link_problems(line: int, href: str, anchors: Collection[str]) -> Iterator[TextProblem]:
    if not href.startswith(_SCHEMES):
        yield TextProblem(
            line,
            "link-kind",
            _("a link that leads nowhere from a pack: {address}").format(address=href),
            _("Begin with https://, mailto:, tel: or # and the id of an item."),
        )
    elif href.startswith("#") and href[1:] not in anchors:
        yield TextProblem(
            line,
            "link-unknown",
            _("no item has the id {id}").format(id=href[1:]),
            _("Link to an item by the id that it has in the agenda."),
        )


def _with_lines(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    line = 1
    for token in tokens:
        if token.map is not None:
            line = token.map[0] + 1
        offset = 0
        yield line, token
        for child in token.children or ():
            yield line + offset, child
            offset += _line_ends(child)


def _line_ends(token: Token) -> int:
    """Count the line ends within a piece of a paragraph, as far as the parser keeps them."""
    if token.type in ("softbreak", "hardbreak"):
        return 1
    if token.type == "html_inline":
        return token.content.count("\n")
    return sum(_line_ends(child) for child in token.children or ())
