"""The page tree of a damaged PDF grown anew, from what is left of it and of its pages.

It must not make up a page, and it must end whatever the tree looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

from kallelse.bind.values import BROKEN, Value, dictionary, discard, integer, items

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # ISO 32000-1, 7.7.3.4
_MOST_NODES = 100_000
_Id = tuple[int, int]


def grow(pdf: Pdf) -> int | None:
    """Give a PDF a flat page tree with the pages that it has; return how many it said it has.

    Pages that hang in the tree keep their order. Where they are fewer than it says, the others
    that were hung into it are added in the order of their numbers. Those of no tree are taken only
    where none is left: they may have been taken out on purpose. None where the tree says nothing.
    """
    root = pdf.Root.get("/Pages")
    claimed = integer(root.get("/Count")) if isinstance(root, Dictionary) else None
    nodes: set[_Id] = set()
    pages = list(_leaves(pdf, root, nodes))
    if len(pages) < (claimed or 1):
        known = {page.objgen for page in pages}
        others = [page for page in _lone(pdf) if page.objgen not in known]
        hung = [page for page in others if _parent(page) in nodes]
        pages += hung if pages or hung else others
    _hang(pdf, pages)
    return claimed


def _leaves(pdf: Pdf, root: Value, nodes: set[_Id]) -> Iterator[Dictionary]:
    """Yield the pages of a tree in their order, each once; `nodes` collects all that is in it."""
    waiting: list[tuple[Value, dict[str, Object]]] = [(root, {})]
    while waiting and len(nodes) < _MOST_NODES:
        node, above = waiting.pop()
        if not isinstance(node, Dictionary):
            continue
        node = node if node.is_indirect else pdf.make_indirect(node)
        if node.objgen in nodes:
            continue
        nodes.add(node.objgen)
        handed_down = above | {key: node[key] for key in _INHERITED if key in node}
        if "/Kids" in node:
            waiting += [(kid, handed_down) for kid in reversed(items(node["/Kids"]))]
        elif _is_page(node):
            for key, value in handed_down.items():
                node[key] = value
            yield node


def _is_page(node: Dictionary) -> bool:
    return node.get("/Type") == Name.Page or "/Contents" in node or "/MediaBox" in node


def _lone(pdf: Pdf) -> Iterator[Dictionary]:
    """Yield every page of the file, in the order of their numbers."""
    for number in range(1, min(len(pdf.objects), _MOST_NODES) + 1):
        try:
            found = pdf.get_object(number, 0)
        except BROKEN:
            continue
        if isinstance(found, Dictionary) and found.get("/Type") == Name.Page:
            yield found


def _parent(page: Dictionary) -> _Id:
    above = dictionary(page, "/Parent")
    return (0, 0) if above is None else above.objgen


def _hang(pdf: Pdf, pages: Sequence[Dictionary]) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array(list(pages))))
    for page in pages:
        page["/Type"] = Name.Page
        page["/Parent"] = tree
        discard(page, ("/Kids", "/Count"))
    pdf.Root["/Pages"] = tree
