"""Turn the HTML tree into blocks and structure elements, side by side.

It must not know what a page holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kallelse.i18n import _
from kallelse.theme import Theme
from kallelse.typeset.blocks import Block, Row, Rule, Stack, Track
from kallelse.typeset.figure import Figure, read_image
from kallelse.typeset.fonts import Faces
from kallelse.typeset.html import INLINE, Element
from kallelse.typeset.inline import Setter, Voice
from kallelse.typeset.lists import MARKER, list_blocks, term_blocks
from kallelse.typeset.paragraph import Paragraph
from kallelse.typeset.problems import TypesetError
from kallelse.typeset.structure import Elem
from kallelse.typeset.styles import Look, cascade
from kallelse.typeset.tabular import table_blocks

_TEXT_TAGS = {"p": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4"}
# The air between blocks beside each other, in sizes of the text.
GAP = 1.8
_LOGO = "logo"


class Layout:
    """Builds the blocks of one document.

    Each method appends its element to that of the voice it is given. `height` is that of the page's
    text, in points.
    """

    def __init__(
        self, theme: Theme, faces: Faces, images: Mapping[str, bytes], height: float
    ) -> None:
        self._theme = theme
        self._setter = Setter(theme, faces)
        self._images = images
        self._height = height
        self._methods: Mapping[str, Callable[[Element, Voice], list[Block]]] = {
            **dict.fromkeys(_TEXT_TAGS, self._text),
            **dict.fromkeys(("section", "header", "footer", "figure"), self._container),
            "ul": self._list,
            "ol": self._list,
            "dl": self._terms,
            "table": self._table,
            "img": self._image,
            "hr": self._rule,
        }

    def article(self, article: Element, root: Elem) -> tuple[list[Block], Look]:
        """Return the blocks of the whole document and the looks of its root."""
        voice = self.voice(article, Voice(Look(), root, self._theme.language, article.line))
        elem = root.add("Sect", title=article.get("title"), lang=article.get("lang"))
        blocks = self.blocks(article.children, replace(voice, elem=elem))
        return self._dressed(blocks, article, voice.look), voice.look

    def voice(self, element: Element, outer: Voice) -> Voice:
        """Return the voice inside an element, as yet content of the outer one's."""
        look = cascade(self._theme, element.tag, element.classes, outer.look)
        language = element.get("lang") or outer.language
        return replace(outer, look=look, language=language, line=element.line)

    def blocks(
        self, children: Sequence[Element | str], voice: Voice, *, alone: bool = True
    ) -> list[Block]:
        """Return the blocks of an element's children.

        Text that stands beside blocks, or that is not `alone` in the voice's element, becomes a P,
        so that no element mixes text of its own with elements for blocks.
        """
        found: list[Block] = []
        alone = alone and all(isinstance(one, str) or _flows(one) for one in children)
        text: list[Element | str] = []
        for child in children:
            if isinstance(child, str) or _flows(child):
                text.append(child)
                continue
            found += self._loose_text(text, voice, alone=alone)
            text = []
            found += self._methods[child.tag](child, voice)
        return found + self._loose_text(text, voice, alone=alone)

    def _loose_text(
        self, children: Sequence[Element | str], voice: Voice, *, alone: bool
    ) -> list[Block]:
        if not any(not isinstance(one, str) or one.strip() for one in children):
            return []
        elem = voice.elem if alone else voice.elem.add("P")
        return [self.paragraph(children, replace(voice, elem=elem))]

    def paragraph(
        self, children: Sequence[Element | str], voice: Voice, indent: float = 0.0
    ) -> Paragraph:
        """Return text that is content of the voice's element."""
        look = voice.look
        runs = self._setter.runs(children, voice)
        return Paragraph(runs=runs, leading=look.leading, align=look.align, indent=indent)

    def label(self, text: str, voice: Voice) -> Paragraph:
        """Return the number or the bullet of an item, in the looks of the class `marker`."""
        look = cascade(self._theme, "", (MARKER,), voice.look)
        return self.paragraph([text], replace(voice, look=look))

    # Text and what holds it

    def _text(self, element: Element, outer: Voice) -> list[Block]:
        voice = self.voice(element, outer)
        if any(child.tag == "img" for child in element.elements()):
            blocks = self.blocks(element.children, voice, alone=False)
            return self._dressed(blocks, element, voice.look)
        elem = outer.elem.add(
            _TEXT_TAGS[element.tag], title=element.get("title"), lang=element.get("lang")
        )
        inner = replace(voice, elem=elem)
        paragraph = self.paragraph(element.children, inner, voice.look.indent)
        return self._dressed([paragraph] if paragraph.runs else [], element, voice.look)

    def _container(self, element: Element, outer: Voice) -> list[Block]:
        """Make a section a Sect; the others are matters of looks, save with title or language."""
        voice = self.voice(element, outer)
        title, lang = element.get("title"), element.get("lang")
        if element.tag == "section" or title or lang:
            voice = replace(voice, elem=outer.elem.add("Sect", title=title, lang=lang))
        look = voice.look
        if look.side_by_side and (children := element.elements()):
            cells = [Stack(blocks=self.blocks([child], voice, alone=False)) for child in children]
            blocks: list[Block] = [beside(cells, look)]
        else:
            blocks = self.blocks(element.children, voice, alone=False)
        if element.tag == "figure":  # an image and its caption are not parted
            for one, _other in pairwise(blocks):
                one.keep = True
        return self._dressed(blocks, element, look)

    def _dressed(self, blocks: list[Block], element: Element, look: Look) -> list[Block]:
        """Give the blocks of an element its box, its air, its place and its anchor."""
        anchor = element.get("id")
        if (
            look.background
            or look.border
            or look.padding
            or look.at_foot
            or (anchor and not blocks)
        ):
            blocks = [
                Stack(
                    blocks=blocks,
                    padding=look.padding,
                    background=look.background,
                    border=look.border,
                    at_foot=look.at_foot,
                )
            ]
        if not blocks:
            return []
        first, last = blocks[0], blocks[-1]
        first.before = max(first.before, look.space_before)
        first.new_page |= look.new_page
        last.after = max(last.after, look.space_after)
        last.keep |= look.keep_with_next
        if anchor:
            first.anchors = (anchor, *first.anchors)
        return blocks

    # What has a file of its own, and what is small

    def _list(self, element: Element, outer: Voice) -> list[Block]:
        voice = self.voice(element, outer)
        return self._dressed(list_blocks(self, element, voice), element, voice.look)

    def _terms(self, element: Element, outer: Voice) -> list[Block]:
        voice = self.voice(element, outer)
        return self._dressed(term_blocks(self, element, voice), element, voice.look)

    def _table(self, element: Element, outer: Voice) -> list[Block]:
        voice = self.voice(element, outer)
        blocks = table_blocks(self, element, voice, self._height)
        return self._dressed(blocks, element, replace(voice.look, padding=0.0))

    def _image(self, element: Element, outer: Voice) -> list[Block]:
        """Make a Figure with its alternative (ISO 14289-1, 7.3); `logo` has a height of its own."""
        voice = self.voice(element, outer)
        name = element.attributes["src"]
        if name not in self._images:
            raise TypesetError(
                "unknown-image",
                _("there is no image that is called {name}").format(name=name),
                _("Check the name, and that the file lies where the template looks for it."),
                element.line,
            )
        figure = Figure(
            image=read_image(self._images[name], name, element.line),
            elem=voice.elem.add("Figure", alt=element.get("alt"), title=element.get("title")),
            highest=self._height,
            fixed_height=self._theme.logo_height if name == _LOGO else None,
            align=voice.look.align,
        )
        return self._dressed([figure], element, voice.look)

    def _rule(self, element: Element, outer: Voice) -> list[Block]:
        look = self.voice(element, outer).look
        return self._dressed([Rule(colour=look.rule or look.colour)], element, look)


def _flows(element: Element) -> bool:
    """Tell whether an element is part of a line of text."""
    return element.tag in INLINE and element.tag != "img"


def beside(cells: Sequence[Block], look: Look) -> Row:
    """Put blocks beside each other, by the shares of the style where it has one for each."""
    shares = (
        look.columns if look.columns and len(look.columns) == len(cells) else (1.0,) * len(cells)
    )
    return Row(cells=cells, tracks=[Track(share=share) for share in shares], gap=GAP * look.size)
