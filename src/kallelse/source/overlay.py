"""Two files read as one, the second laid over the first. It must not know any key."""

from __future__ import annotations

import dataclasses

from kallelse.source.reader import Data, KeyPath
from kallelse.source.record import Places, Source


def overlay(under: Source, over: Source) -> Source:
    """Lay a file over another: mappings are merged key by key, all else is replaced.

    Every place points into the file that the value comes from. What is wrong with either is kept.
    """
    problems = (*under.diagnostics, *over.diagnostics)
    if under.data is None or over.data is None:
        return dataclasses.replace(under, diagnostics=problems)
    replaced: set[KeyPath] = set()
    data = _merge(under.data, over.data, (), replaced)
    return Source(
        file=over.file,
        data=data,
        diagnostics=problems,
        keys=_places(under.keys, over.keys, replaced),
        values=_places(under.values, over.values, replaced),
        blocks=_places(under.blocks, over.blocks, replaced),
        unsure=under.unsure | over.unsure,
        remarks=(*under.remarks, *over.remarks),
    )


def _merge(
    under: dict[str, Data], over: dict[str, Data], path: KeyPath, replaced: set[KeyPath]
) -> dict[str, Data]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value, (*path, key), replaced)
        else:
            merged[key] = value
            replaced.add((*path, key))
    return merged


def _places(under: Places, over: Places, replaced: set[KeyPath]) -> Places:
    kept = {
        path: place
        for path, place in under.items()
        if not any(path[: len(one)] == one for one in replaced)
    }
    return {**kept, **over}
