"""The words that templates are made of: elements, blocks, classes. It must not render."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.diagnostics import Diagnostic, Position, Severity, brief, nearest
from kallelse.i18n import _

if TYPE_CHECKING:
    from jinja2 import Environment

ELEMENTS = """
    article section header footer h1 h2 h3 h4 p ul ol li dl dt dd
    table caption thead tbody tr th td figure img a strong em abbr br hr
""".split()  # noqa: SIM905 - as the template contract lists them

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_NOT_HTML = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def foreign_elements(name: str, text: str) -> Iterator[Diagnostic]:
    """Yield the elements of a template that a pack does not have."""
    blanked = _NOT_HTML.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _TAG.finditer(blanked):
        if found[1].lower() not in ELEMENTS:
            line = blanked.count("\n", 0, found.start()) + 1
            column = found.start() - blanked.rfind("\n", 0, found.start())
            yield Diagnostic(
                Position(name, line, column),
                "template-element",
                _("a pack has no element <{element}>").format(element=found[1]),
                _("Use one of: {elements}.").format(elements=" ".join(ELEMENTS)),
            )


def idle_blocks(templates: Environment, name: str, text: str) -> Iterator[Diagnostic]:
    """Yield the blocks that a template fills and the one it extends does not have."""
    from jinja2 import nodes

    tree = templates.parse(text)
    parent = _extended(tree)
    known = _blocks_of(templates, parent, {name})
    if parent is None or known is None:
        return
    for block in (node for node in tree.body if isinstance(node, nodes.Block)):
        if block.name in known:
            continue
        message = _("{parent} has no block {block}: nothing is made of it")
        near = nearest(block.name, known)
        hint = (
            _("Did you mean {near}?").format(near=near)
            if near
            else _("Its blocks are {names}.").format(names=", ".join(sorted(known)))
        )
        yield Diagnostic(
            Position(name, block.lineno),
            "template-block",
            message.format(parent=parent, block=brief(block.name)),
            hint,
            Severity.WARNING,
        )


def _extended(tree: object) -> str | None:
    """Return the name of the template that one extends, None where it is not written out."""
    from jinja2 import nodes

    found = tree.find(nodes.Extends) if isinstance(tree, nodes.Template) else None
    if found is None or not isinstance(found.template, nodes.Const):
        return None
    return str(found.template.value)


def _blocks_of(templates: Environment, name: str | None, seen: set[str]) -> set[str] | None:
    """Return the blocks of a template and of those it extends, None where one is not known."""
    import jinja2
    from jinja2 import nodes

    if name is None or name in seen or templates.loader is None:
        return None
    try:
        text, _file, _fresh = templates.loader.get_source(templates, name)
        tree = templates.parse(text)
    except (jinja2.TemplateError, OSError, ValueError):
        return None  # told where it is broken
    own = {block.name for block in tree.find_all(nodes.Block)}
    if tree.find(nodes.Extends) is None:
        return own
    above = _blocks_of(templates, _extended(tree), {*seen, name})
    return None if above is None else own | above


def words_used(*folders: Path) -> frozenset[str]:
    """Return every word that stands in the templates of some folders: their classes, and more."""
    texts = (path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.html")))
    return frozenset(
        word for text in texts for word in _WORD.findall(text.decode("utf-8", "replace"))
    )
