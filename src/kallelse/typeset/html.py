"""Read HTML of our closed vocabulary into a tree, or say what is wrong on which line.

It must not know any style.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kallelse.addresses import in_ascii
from kallelse.i18n import _
from kallelse.typeset.problems import TypesetError

INLINE = frozenset({"a", "abbr", "strong", "em", "br", "img"})
_FLOW = frozenset(
    "section header footer h1 h2 h3 h4 p ul ol dl table figure img hr".split()  # noqa: SIM905
)
_MIXED = _FLOW | INLINE
_VOID = frozenset({"br", "hr", "img"})

# What may stand directly in an element; text may stand where an `a` may.
_CONTENT: Mapping[str, frozenset[str]] = {
    "": frozenset({"article"}),
    **dict.fromkeys(("article", "section", "header", "footer"), _FLOW),
    **dict.fromkeys(("li", "dd", "th", "td", "figure"), _MIXED),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "dt", "caption"), INLINE - {"img"}),
    "p": INLINE,
    **dict.fromkeys(("a", "abbr", "strong", "em"), INLINE - {"img"}),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "thead", "tbody", "tr"}),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    "tr": frozenset({"th", "td"}),
}
VOCABULARY = frozenset(_CONTENT) - {""} | _VOID

_EVERYWHERE = frozenset({"id", "class", "lang", "title"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
_VALUES = {
    "id": re.compile(r"\S+"),
    "lang": re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "href": re.compile(r"(#\S+|(https?|mailto|tel):[\x21-\x7e]+)"),
    "start": re.compile(r"\d{1,6}"),
    "scope": re.compile(r"row|col"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
}


@dataclass
class Element:
    """An element with its attributes, checked, and the line of the HTML on which it begins."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> tuple[str, ...]:
        """Return its classes in the order written."""
        return tuple(self.attributes.get("class", "").split())

    def get(self, name: str) -> str | None:
        """Return an attribute's value; None without it."""
        return self.attributes.get(name)

    def number(self, name: str, default: int = 1) -> int:
        """Return an attribute that is a whole number."""
        return int(self.attributes.get(name, default))

    def elements(self) -> list[Element]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """Return the text of the element and of all in it, with abbreviations written out."""
        if self.tag == "abbr":
            return self.attributes["title"]
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


def parse(html: str, classes: Collection[str]) -> Element:
    """Return the one article of a document.

    `classes` are the class names that the theme gives looks. Raises TypesetError with the line at
    the first element, attribute, class, nesting or stray text that is not in the vocabulary.
    """
    reader = _Reader(classes)
    reader.feed(html)
    reader.close()
    return reader.article()


class _Reader(HTMLParser):
    def __init__(self, classes: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._classes = classes
        self._root = Element("", {}, 1)
        self._open = [self._root]
        self._ids: set[str] = set()

    def article(self) -> Element:
        """Return the root after checking that all is closed."""
        if len(self._open) > 1:
            last = self._open[-1]
            raise _wrong("unclosed-element", f"<{last.tag}> is never closed", last.line)
        articles = self._root.elements()
        if len(articles) != 1:
            raise _wrong("misplaced-element", "the document must be one <article>", 1)
        return articles[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in VOCABULARY:
            raise TypesetError(
                "unknown-element",
                _("<{tag}> is not an element that can be typeset").format(tag=tag),
                _("Use one of: {elements}.").format(elements=", ".join(sorted(VOCABULARY))),
                line,
            )
        parent = self._open[-1]
        if tag not in _CONTENT[parent.tag]:
            where = f"in <{parent.tag}>" if parent.tag else "outside an <article>"
            raise _wrong("misplaced-element", f"<{tag}> may not stand {where}", line)
        element = Element(tag, self._attributes(tag, attrs, line), line)
        self._check_required(element)
        parent.children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:  # html.parser reports <br/> as a start and an end
            return
        last = self._open[-1]
        if tag != last.tag:
            expected = f"</{last.tag}> was expected (opened on line {last.line})"
            found = f"</{tag}> where {expected}" if last.tag else f"</{tag}> closes nothing"
            raise _wrong("unclosed-element", found, self.getpos()[0])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if "a" in _CONTENT[parent.tag]:
            parent.children.append(data)
        elif data.strip():
            where = f"<{parent.tag}>" if parent.tag else "the document"
            skipped = len(data) - len(data.lstrip())
            raise _wrong(
                "stray-text",
                f"text may not stand directly in {where}: {data.strip()[:60]}",
                self.getpos()[0] + data.count("\n", 0, skipped),
            )

    def handle_decl(self, decl: str) -> None:
        raise _wrong("unknown-element", f"<!{decl}> does not belong here", self.getpos()[0])

    def unknown_decl(self, data: str) -> None:
        raise _wrong("unknown-element", f"<![{data}]> does not belong here", self.getpos()[0])

    def handle_pi(self, data: str) -> None:
        raise _wrong("unknown-element", f"<?{data}> does not belong here", self.getpos()[0])

    def _attributes(
        self, tag: str, attrs: list[tuple[str, str | None]], line: int
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in attrs:
            if name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()):
                raise _wrong(
                    "unknown-attribute", f"<{tag}> has no attribute that is called {name}", line
                )
            if name in found or value is None:
                raise _wrong("attribute-value", f"{name} of <{tag}> needs one value", line)
            known = in_ascii(value) if name == "href" else value
            pattern = _VALUES.get(name)
            if pattern is not None and not pattern.fullmatch(known):
                raise _wrong("attribute-value", f'not a value for {name}: "{value}"', line)
            found[name] = known
        for name in found.get("class", "").split():
            if name not in self._classes:
                raise TypesetError(
                    "unknown-class",
                    _("the theme has no class that is called {name}").format(name=name),
                    _('Give ".{name}" a style in theme.yaml, or take the class away.').format(
                        name=name
                    ),
                    line,
                )
        return found

    def _check_required(self, element: Element) -> None:
        anchor = element.get("id")
        if anchor in self._ids:
            raise _wrong("duplicate-anchor", f"two elements have the id {anchor}", element.line)
        if anchor is not None:
            self._ids.add(anchor)
        if element.tag == "img" and not (element.get("alt") or "").strip():
            raise TypesetError(
                "image-without-alt",
                _("the image {element} has no text alternative").format(
                    element=element.get("src") or ""
                ),
                _("Write in alt what the image says to someone who cannot see it."),
                element.line,
            )
        for tag, name in (("img", "src"), ("a", "href"), ("abbr", "title")):
            if element.tag == tag and element.get(name) is None:
                raise _wrong("attribute-value", f"<{tag}> needs {name}", element.line)


def _wrong(rule: str, message: str, line: int) -> TypesetError:
    return TypesetError(rule, message, _("Mend the template, or the text that it was given."), line)
