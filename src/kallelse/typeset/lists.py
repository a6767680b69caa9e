"""Lists of items and of terms as blocks and elements. It must not look into what an item holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kallelse.typeset.blocks import Block, Row, Stack, Track
from kallelse.typeset.html import Element
from kallelse.typeset.inline import Voice
from kallelse.typeset.paragraph import Paragraph
from kallelse.typeset.structure import Elem
from kallelse.typeset.styles import Look

if TYPE_CHECKING:
    from kallelse.typeset.layout import Layout

_BULLETS = ("•", "–")
# The least air between an item's label and its text, in sizes of the text.
_LABEL_GAP = 0.4
# The widths of terms and what they stand for, where the theme does not say.
_TERM, _MEANING = 1.0, 3.0
MARKER = "marker"


def list_blocks(layout: Layout, element: Element, voice: Voice) -> list[Block]:
    """Return the items of a list: L of LI, each with Lbl and LBody (ISO 32000-1, 14.8.4.3.3).

    A list without an indent has no labels, neither to see nor to hear.
    """
    ordered, labelled = element.tag == "ol", voice.look.indent > 0
    numbering = ("Decimal" if ordered else "Disc") if labelled else "None"
    elem = _list_elem(element, voice, numbering)
    bullet = _BULLETS[min(_depth(elem), len(_BULLETS) - 1)]
    first = element.number("start")
    blocks: list[Block] = []
    bodies: list[tuple[Paragraph | None, Stack]] = []
    for number, item in enumerate(element.elements(), start=first):
        inner = replace(layout.voice(item, voice), elem=elem.add("LI", lang=item.get("lang")))
        label = None
        if labelled:
            text = f"{number}." if ordered else bullet
            label = layout.label(text, replace(inner, elem=inner.elem.add("Lbl")))
        body = _body(layout, item, inner)
        body.before, body.after = inner.look.space_before, inner.look.space_after
        body.anchors = (anchor,) if (anchor := item.get("id")) else ()
        bodies.append((label, body))
    widest = max((label.widths()[1] for label, _ in bodies if label), default=0.0)
    indent = max(voice.look.indent, widest + _LABEL_GAP * voice.look.size)
    blocks += (_labelled(label, body, indent) if label else body for label, body in bodies)
    return blocks


def term_blocks(layout: Layout, element: Element, voice: Voice) -> list[Block]:
    """Return terms and what they stand for: a list too, whose labels are the terms (14.8.4.3.3).

    A list is what screen readers read best here: a table of two columns would announce each row's
    place.
    """
    elem = _list_elem(element, voice, "None")
    blocks: list[Block] = []
    for term, meanings in _pairs(element):
        item = replace(voice, elem=elem.add("LI"))
        cells = [
            Stack(blocks=_term(layout, term, item) if term else ()),
            Stack(blocks=_meanings(layout, meanings, item)),
        ]
        look = layout.voice(term or meanings[0], voice).look
        if voice.look.side_by_side:
            row: Block = Row(cells=cells, tracks=_tracks(voice.look), gap=voice.look.size)
        else:
            cells[0].keep = True
            row = Stack(blocks=cells)
        row.before, row.after = look.space_before, look.space_after
        blocks.append(row)
    return blocks


def _list_elem(element: Element, voice: Voice, numbering: str) -> Elem:
    attributes: dict[str, Mapping[str, object]] = {"List": {"ListNumbering": numbering}}
    title, lang = element.get("title"), element.get("lang")
    return voice.elem.add("L", title=title, lang=lang, attributes=attributes)


def _depth(elem: Elem) -> int:
    """Return how many lists with bullets a list stands in."""
    depth, outer = 0, elem.parent
    while outer is not None:
        depth += outer.attributes.get("List", {}).get("ListNumbering") == "Disc"
        outer = outer.parent
    return depth


def _body(layout: Layout, item: Element, inner: Voice) -> Stack:
    body = replace(inner, elem=inner.elem.add("LBody"))
    return Stack(blocks=layout.blocks(item.children, body))


def _labelled(label: Paragraph, body: Stack, indent: float) -> Row:
    """Put an item's label before its body."""
    row = Row(
        cells=[label, body],
        tracks=[Track(points=indent), Track(share=1.0)],
        before=body.before,
        after=body.after,
        anchors=body.anchors,
    )
    body.anchors = ()
    return row


def _pairs(element: Element) -> Iterator[tuple[Element | None, list[Element]]]:
    """Yield each term with what follows it; what has no term of its own comes with None."""
    term: Element | None = None
    meanings: list[Element] = []
    for child in element.elements():
        if child.tag == "dt":
            if term or meanings:
                yield term, meanings
            term, meanings = child, []
        else:
            meanings.append(child)
    if term or meanings:
        yield term, meanings


def _term(layout: Layout, term: Element, item: Voice) -> list[Block]:
    elem = item.elem.add("Lbl", lang=term.get("lang"))
    voice = replace(layout.voice(term, item), elem=elem)
    return [_anchored(layout.paragraph(term.children, voice), term)]


def _meanings(layout: Layout, meanings: list[Element], item: Voice) -> list[Block]:
    if not meanings:
        return []
    elem = item.elem.add("LBody")
    blocks: list[Block] = []
    for meaning in meanings:
        voice = replace(layout.voice(meaning, item), elem=elem)
        inner = layout.blocks(meaning.children, voice, alone=len(meanings) == 1)
        blocks.append(_anchored(Stack(blocks=inner), meaning))
    return blocks


def _anchored(block: Block, element: Element) -> Block:
    block.anchors = (anchor,) if (anchor := element.get("id")) else ()
    return block


def _tracks(look: Look) -> list[Track]:
    term, meaning = look.columns if look.columns and len(look.columns) == 2 else (_TERM, _MEANING)
    return [Track(share=term), Track(share=meaning)]
