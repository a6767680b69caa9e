"""How much a template may go round, so that no template can hang a build. It must not render.

Every turn of a loop, every call of a macro, every block and included template is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from kallelse.i18n import _

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.runtime import Context

MOST = 200_000  # turns in one document; a pack of 1000 items with ten documents each takes 30,000
FILTER = " turn"  # with a space: no template can name it
_left: ContextVar[list[int] | None] = ContextVar("_left", default=None)


@contextmanager
def limited() -> Iterator[None]:
    """Let what is rendered within take no more than `MOST` turns."""
    token = _left.set([MOST])
    try:
        yield
    finally:
        _left.reset(token)


def spend(turns: int) -> None:
    """Count turns.

    Raises:
        TemplateRuntimeError: there have been too many.
    """
    left = _left.get()
    if left is None:
        return
    left[0] -= turns
    if left[0] < 0:
        from jinja2 import TemplateRuntimeError

        message = _("the template goes round more than {most} times").format(most=MOST)
        raise TemplateRuntimeError(message)


def turn(_context: Context, text: str) -> str:
    """Count one turn; the filter that `counted` has put everywhere, which leaves texts alone."""
    spend(1)
    return text


def counted_range(*bounds: int) -> range:
    """Return numbers as `range` does; all of them count, for filters go round without a loop."""
    from jinja2.sandbox import safe_range

    made: range = safe_range(*bounds)
    spend(len(made))
    return made


def counted(tree: nodes.Template) -> nodes.Template:
    """Return a parsed template in which everything that can be done again and again counts."""
    from jinja2 import nodes

    kinds: Any = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
    for node in tree.find_all(kinds):
        node.body.insert(0, _count(node.lineno))
    if tree.find(nodes.Extends) is None:  # with it, only its blocks are rendered
        tree.body.insert(0, _count(1))
    return tree


def _count(line: int) -> nodes.Output:
    from jinja2 import nodes

    counting = nodes.Filter(nodes.Const(""), FILTER, [], [], None, None)
    return nodes.Output([counting]).set_lineno(line, override=True)  # type: ignore[return-value]
