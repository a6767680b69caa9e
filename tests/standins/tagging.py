"""Draw marked content and write its structure tree; must not know what document it tags."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Mark:
    """One run of marked content: 0-based page and its identifier there."""

    page: int
    mcid: int


@dataclass(frozen=True)
class LinkMark:
    """One link annotation: 0-based page, index among the page's annotations, what it says."""

    page: int
    index: int
    text: str


@dataclass
class Node:
    """One structure element."""

    tag: str
    kids: "list[Node | Mark | LinkMark]" = field(default_factory=list)
    title: str = ""
    scope: str = ""

    def add(self, tag: str, *, title: str = "", scope: str = "") -> "Node":
        """Add and return a child element."""
        child = Node(tag, title=title, scope=scope)
        self.kids.append(child)
        return child


class Scribe:
    """Marks what a canvas draws, so that every run belongs to a node or is an artifact."""

    def __init__(self, canvas: Canvas) -> None:
        """Start on the canvas's first page."""
        self.canvas = canvas
        self.page = 0
        self._next_mcid = 0
        self._links = 0

    def end_page(self) -> None:
        """Finish the page; identifiers begin again at 0."""
        self.canvas.showPage()
        self.page += 1
        self._next_mcid = self._links = 0

    @contextmanager
    def mark(self, node: Node) -> Iterator[None]:
        """Mark what is drawn inside as content of the node."""
        self.canvas.addLiteral(f"/{node.tag} <</MCID {self._next_mcid}>> BDC")
        node.kids.append(Mark(self.page, self._next_mcid))
        self._next_mcid += 1
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Mark what is drawn inside as no part of the text."""
        self.canvas.addLiteral(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    def link(
        self, node: Node, target: str, box: tuple[float, float, float, float], text: str
    ) -> None:
        """Add a link annotation to the node; a target with a colon is a URI, else a bookmark."""
        if ":" in target:
            self.canvas.linkURL(target, box, relative=0, thickness=0)
        else:
            self.canvas.linkRect("", target, box, relative=0, thickness=0)
        node.kids.append(LinkMark(self.page, self._links, text))
        self._links += 1


def write_structure(pdf: Pdf, root: Node, *, roles: dict[str, str]) -> None:
    """Write StructTreeRoot, ParentTree, MarkInfo and the pages' StructParents."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: list[dict[int, Object]] = [{} for _ in pdf.pages]
    annotations: list[Object] = []
    tree.K = _element(pdf, root, tree, parents, annotations)
    numbers = Array()
    for index, page in enumerate(pdf.pages):
        owners = parents[index]
        if sorted(owners) != list(range(len(owners))):
            raise ValueError(f"page {index + 1} has marked content outside the structure tree")
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
        row = Array([owners[mcid] for mcid in range(len(owners))])
        numbers.append(index)
        numbers.append(pdf.make_indirect(row))
    for offset, owner in enumerate(annotations):
        numbers.append(len(pdf.pages) + offset)
        numbers.append(owner)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pdf.pages) + len(annotations)
    tree.RoleMap = Dictionary({f"/{k}": Name(f"/{v}") for k, v in roles.items()})
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("sv-SE")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _element(
    pdf: Pdf,
    node: Node,
    parent: Object,
    parents: list[dict[int, Object]],
    annotations: list[Object],
) -> Object:
    """Write a node and what is below it; note who owns each mark and annotation."""
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
    if node.title:
        element.T = String(node.title)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
    kids = Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_element(pdf, kid, element, parents, annotations))
        elif isinstance(kid, Mark):
            page = pdf.pages[kid.page].obj
            kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid))
            parents[kid.page][kid.mcid] = element
        else:
            page = pdf.pages[kid.page].obj
            annotation = page.Annots[kid.index]
            annotation.StructParent = len(pdf.pages) + len(annotations)
            annotation.Contents = String(kid.text)
            annotation.F = 4  # also printed
            annotations.append(element)
            kids.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation))
    element.K = kids
    return element
