"""Random documents, each with the structure that it must have: made together, from one seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.structure import Node

Tree = tuple[str, tuple["Tree | str", ...]]

_TEXT = """
direktionen kommunalförbund sammanträde tjänsteskrivelse samverkansavtal och att en i på är med
Borås Ulricehamn transportinfrastrukturplan inriktningsplanering årsbokslut för beslutar enligt
valberedningens förslag ekonomiska villkor remissyttrande 2024-03-01 9.00–12.00 1 014 400 (S) § 14
Borås-Värnamo och/eller Västra Götalandsregionen naturbruksutbildning AB f.d. ”citat” – à
"""
_WORDS = _TEXT.split()
_LONG = (
    "https://www.example.se/resa-och-trafik/planer-och-beslutsunderlag/nationell/2026-2037/?a=1",
    "fornamn.efternamnsson-medtillagg@enganskalangdoman.borasregionen.example",
    "Flaggstångsknoppsförgyllarmästareföreningsordförandeval",
    "x" * 70,
)
_BULLET = "bullet"


@dataclass
class Written:
    """Markup, and the structure that reading it must give."""

    html: str
    tree: tuple[Tree | str, ...]


def document(seed: int) -> Written:
    """Return a whole document."""
    return _Writer(random.Random(seed)).article()


def hyphenated(seed: int) -> str:
    """Return a document of paragraphs with marks inside, where many words want to be broken."""
    writer = _Writer(random.Random(seed))
    return writer.wrapped([writer.paragraph(writer.rng.randint(20, 60)) for _ in range(2)]).html


class _Writer:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.level = 0  # of the last heading, so that the next skips none

    def article(self) -> Written:
        return self.wrapped([self.block(0) for _ in range(self.rng.randint(2, 5))])

    def wrapped(self, blocks: Sequence[Written]) -> Written:
        inner = _all(blocks)
        kind = self.rng.choice(("notice", "memo"))
        html = f'<article class="{kind}" title="Prov">\n{inner.html}\n</article>'
        return Written(html, (("Document", (("Sect", inner.tree),)),))

    def block(self, depth: int) -> Written:
        kinds: list[Callable[[int], Written]] = [self._p, self._p, self._heading, self._terms]
        if depth < 3:
            kinds += [self._list, self._list, self._table, self._box, self._columns, self._rule]
        return self.rng.choice(kinds)(depth)

    # Text

    def words(self, count: int) -> str:
        words = self.rng.choices(_WORDS, k=count)
        if self.rng.random() < 0.1:
            words.insert(self.rng.randrange(len(words) + 1), self.rng.choice(_LONG))
        return self.rng.choice((" ", " ", "\n  ")).join(words)

    def text(self, count: int) -> Written:
        """Return text with marks in it; a link is an element, emphasis only in another language."""
        html: list[str] = []
        tree: list[Tree | str] = []
        while count > 0:
            part = min(count, self.rng.randint(1, 14))
            count -= part
            words = self.words(part)
            shape = self.rng.random()
            if shape < 0.6:
                html.append(words)
                tree.append(words)
            elif shape < 0.7:
                html.append(f"<strong>{words}</strong>")
                tree.append(words)
            elif shape < 0.75:
                html.append(f"<em>{words}</em><br>")
                tree.append(words + " ")
            elif shape < 0.8:
                html.append(f'<em lang="en">{words}</em>')
                tree.append(("Span", (words,)))
            elif shape < 0.9:
                href = self.rng.choice(("#item-6", "https://example.se/a?b=1", "mailto:a@b.se"))
                html.append(f'<a href="{href}">{words}</a>')
                tree.append(("Link", (words,)))
            else:
                html.append(f'<a href="#x"><strong>{words}</strong> och <em>mer</em></a>')
                tree.append(("Link", (f"{words} och mer",)))
            html.append(" ")
            tree.append(" ")
        return Written("".join(html), tuple(tree))

    def paragraph(self, count: int) -> Written:
        return _element("p", "P", self.text(count))

    def _p(self, _: int) -> Written:
        return self.paragraph(self.rng.choice((0, 3, 20, 60, 110)))

    def _heading(self, _: int) -> Written:
        self.level = level = min(self.rng.randint(1, 4), self.level + 1)
        return _element(f"h{level}", f"H{level}", self.text(self.rng.randint(1, 9)))

    # Blocks

    def _rule(self, _: int) -> Written:
        return Written("<hr>", ())

    def _box(self, depth: int) -> Written:
        if self.rng.random() < 0.2:
            signers = _all([self.paragraph(4), self.paragraph(4)])
            return _element("section", "Sect", signers, 'class="signers"')
        name = self.rng.choice(('class="box"', ""))
        inner = [self.block(depth + 1) for _ in range(self.rng.randint(0, 3))]
        return _element("section", "Sect", _all(inner), name)

    def _columns(self, depth: int) -> Written:
        cells = [
            _element("section", "Sect", _all([self.block(depth + 2) for _ in range(2)]))
            for _ in range(2)
        ]
        return _element("section", "Sect", _all(cells), 'class="columns"')

    def _list(self, depth: int) -> Written:
        tag, start = self.rng.choice((("ul", 1), ("ol", 1), ("ol", 9), ("ol", 998)))
        plain = tag == "ul" and self.rng.random() < 0.3
        items = []
        for number in range(self.rng.randint(1, 5)):
            body = self._item(depth)
            label: Tree = ("Lbl", (f"{start + number}." if tag == "ol" else _BULLET,))
            tree: Tree = ("LI", (*(() if plain else (label,)), ("LBody", body.tree)))
            items.append(Written(f"<li>{body.html}</li>", (tree,)))
        attributes = ' class="plain"' if plain else f' start="{start}"' if tag == "ol" else ""
        inner = _all(items)
        return Written(f"<{tag}{attributes}>\n{inner.html}\n</{tag}>", (("L", inner.tree),))

    def _item(self, depth: int) -> Written:
        """Return what an item or a cell holds: text, text and blocks, or blocks."""
        shape = self.rng.random()
        text = self.text(self.rng.choice((1, 8, 40)))
        if shape < 0.5 or depth >= 3:
            return text
        blocks = [self._p(0) if self.rng.random() < 0.5 else self._list(depth + 1)]
        loose = Written(text.html, (("P", text.tree),))
        return _all([loose, *blocks] if shape < 0.75 else blocks)

    def _terms(self, _: int) -> Written:
        parts = []
        for _n in range(self.rng.randint(1, 4)):
            term, meaning = self.text(2), self.text(self.rng.choice((1, 30)))
            tree: Tree = ("LI", (("Lbl", term.tree), ("LBody", meaning.tree)))
            parts.append(Written(f"<dt>{term.html}</dt>\n<dd>{meaning.html}</dd>", (tree,)))
        inner = _all(parts)
        return Written(f"<dl>\n{inner.html}\n</dl>", (("L", inner.tree),))

    def _table(self, depth: int) -> Written:
        columns = self.rng.randint(1, 4 if depth == 0 else 2)
        parts: list[Written] = []
        if self.rng.random() < 0.3:
            parts.append(_element("caption", "Caption", self.text(4)))
        if self.rng.random() < 0.7:
            cells = [
                _element("th", "TH", self.text(self.rng.randint(1, 3))) for _ in range(columns)
            ]
            parts.append(_element("thead", "THead", _element("tr", "TR", _all(cells, ""))))
        rows = self._rows(columns, self.rng.choice((1, 3, 8)), depth)
        parts.append(_element("tbody", "TBody", _all(rows)))
        return _element("table", "Table", _all(parts))

    def _rows(self, columns: int, count: int, depth: int) -> list[Written]:
        rows: list[Written] = []
        taken: set[tuple[int, int]] = set()
        for row in range(count):
            cells, column = [], 0
            while column < columns:
                if (row, column) in taken:
                    column += 1
                    continue
                free = next(
                    (n for n in range(1, columns - column) if (row, column + n) in taken),
                    columns - column,
                )
                width = self.rng.randint(1, free) if self.rng.random() < 0.2 else 1
                height = self.rng.randint(1, count - row) if self.rng.random() < 0.1 else 1
                taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
                attributes = f'colspan="{width}"' * (width > 1) + f' rowspan="{height}"' * (
                    height > 1
                )
                empty = self.rng.random() < 0.15
                inner = Written("", ()) if empty else self._item(2 if depth == 0 else 3)
                tag = "th" if column == 0 and self.rng.random() < 0.5 else "td"
                cells.append(_element(tag, tag.upper(), inner, attributes))
                column += width
            rows.append(_element("tr", "TR", _all(cells, "")))
        return rows


def _element(tag: str, kind: str, inner: Written, attributes: str = "") -> Written:
    return Written(f"<{tag} {attributes}>{inner.html}</{tag}>", ((kind, inner.tree),))


def _all(parts: Sequence[Written], between: str = "\n") -> Written:
    return Written(between.join(part.html for part in parts), sum((p.tree for p in parts), ()))


def normal(tree: Sequence[Tree | str]) -> tuple[Tree | str, ...]:
    """Return a tree as a reader hears it: one space for any white space, no soft hyphens, no empty
    elements save those of a table, no space beside or at the ends of what holds the text."""
    found: list[Tree | str] = []
    for one in tree:
        if isinstance(one, str):
            text = re.sub(r"\s+", " ", one.replace("\xad", ""))
            if found and isinstance(found[-1], str):
                text = re.sub(" +", " ", str(found.pop()) + text)
            found.append(text)
        else:
            inner = normal(one[1])
            if inner or one[0] in {"TR", "TH", "TD"}:
                found.append((one[0], inner))
    return _stripped(found)


def _stripped(found: list[Tree | str]) -> tuple[Tree | str, ...]:
    """Drop the spaces that no one hears: at the ends, and between an element and its neighbour."""
    kept = [one.strip() if isinstance(one, str) else one for one in found]
    return tuple(one for one in kept if one)


def read(node: Node | str) -> Tree | str:
    """Return what was read through the tags in the same form."""
    if isinstance(node, str):
        return node
    if node.tag == "Lbl" and node.text in {"•", "–"}:
        return "Lbl", (_BULLET,)
    return node.tag, normal([read(one) for one in node.children])
