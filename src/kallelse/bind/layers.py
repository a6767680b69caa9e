"""Layers (optional content): what was hidden stays hidden.

It must not turn a layer on or off by itself.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kallelse.bind.documents import heading
from kallelse.bind.parts import Source
from kallelse.bind.values import Value, dictionaries, dictionary, entries, identity, items

_DEEPEST = 20
_Groups = dict[tuple[int, int], Dictionary]


class Layers:
    """The layers of the pack, to which parts bring theirs."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._all: dict[str, list[Object]] = {
            key: [] for key in ("/OCGs", "/OFF", "/Locked", "/Order", "/RBGroups")
        }

    def add(self, layers: Dictionary) -> None:
        """Take over a part's layers, made by `prepare`."""
        copy = self._out.copy_foreign(layers)
        for key, collected in self._all.items():
            collected.extend(items(copy.get(key)))

    def write(self) -> None:
        """Write the layers into the catalog (8.11.4).

        PDF/UA wants a name and no automatic states (7.10).
        """
        if not self._all["/OCGs"]:
            return
        config = Dictionary(Name=String("Standard"), BaseState=Name.ON)
        for key in ("/OFF", "/Locked", "/Order", "/RBGroups"):
            if self._all[key]:
                config[key] = Array(self._all[key])
        self._out.Root["/OCProperties"] = self._out.make_indirect(
            Dictionary(OCGs=Array(self._all["/OCGs"]), D=config)
        )


def prepare(source: Source) -> Dictionary | None:
    """Gather a part's layers and their state on opening; None when it has none."""
    properties = dictionary(source.pdf.Root, "/OCProperties")
    if properties is None:
        return None
    groups: _Groups = {
        group.objgen: group
        for group in dictionaries(properties.get("/OCGs"))
        if group.is_indirect and group.get("/Type") == Name.OCG
    }
    if not groups:
        return None
    config = dictionary(properties, "/D") or Dictionary()
    order = _order(config.get("/Order"), groups)
    return source.pdf.make_indirect(
        Dictionary(
            OCGs=Array(list(groups.values())),
            OFF=Array(_hidden(config, groups)),
            Locked=Array(_known(config.get("/Locked"), groups)),
            Order=Array([Array([String(heading(source.document.part)), *order])] if order else []),
            RBGroups=Array(
                [
                    Array(_known(together, groups))
                    for together in items(config.get("/RBGroups"))
                    if _known(together, groups)
                ]
            ),
        )
    )


def _known(value: Value, groups: _Groups) -> list[Dictionary]:
    found = {identity(one): one for one in dictionaries(value) if identity(one) in groups}
    return list(found.values())


def _hidden(config: Dictionary, groups: _Groups) -> list[Dictionary]:
    """Return the groups that a reader hides on opening the file on a screen."""
    off = {one.objgen for one in _known(config.get("/OFF"), groups)}
    if config.get("/BaseState") == Name.OFF:
        on = {one.objgen for one in _known(config.get("/ON"), groups)}
        off |= groups.keys() - on
    for usage in dictionaries(config.get("/AS")):  # automatic states, as they are for viewing
        if usage.get("/Event") == Name.View and Name.View in items(usage.get("/Category")):
            for group in _known(usage.get("/OCGs"), groups):
                state = entries(entries(group.get("/Usage")).get("/View")).get("/ViewState")
                if state == Name.OFF:
                    off.add(group.objgen)
                elif state == Name.ON:
                    off.discard(group.objgen)
    return [group for own, group in groups.items() if own in off]


def _order(value: Value, groups: _Groups, depth: int = 0) -> list[Object]:
    """Return the order in which readers list the groups, with labels and nested lists."""
    kept: list[Object] = []
    for item in value if isinstance(value, Array) and depth < _DEEPEST else ():
        if isinstance(item, Array):
            if nested := _order(item, groups, depth + 1):
                kept.append(Array(nested))
        elif isinstance(item, String):
            kept.append(String(bytes(item)))
        elif identity(item) in groups:
            kept.append(item)
    return kept
