"""Pictures, files and packed data that are the same here and there. It must not read words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.leaks.materials import Material
from kallelse.leaks.secrets import Secrets
from kallelse.leaks.tracing import Picture, Size, Traces, pixels

if TYPE_CHECKING:
    from kallelse.convert import Workshop

Shown = Mapping[Material | Path, tuple[Picture, ...]]
Place = tuple[str, int]


def shown(
    withheld: Mapping[Material, Secrets],
    public: Mapping[Material, Traces | None],
    output: Mapping[Path, Traces],
    workshop: Workshop,
) -> Shown:
    """Return those pictures, of all files, that have the size of one on the other side.

    To unpack the others would take longer than everything else together, and could find nothing.

    Raises:
        KallelseError: a file cannot be gone through within the limits.
    """
    sizes = _upright(chain.from_iterable(one.sizes for one in withheld.values()))
    sizes &= _upright(chain.from_iterable(one.sizes for one in output.values()))
    held = {material: one.sizes for material, one in withheld.items()}
    held |= {material: one.sizes for material, one in public.items() if one}
    found: dict[Material | Path, tuple[Picture, ...]] = {}
    for material, own in held.items():
        if material.file is not None and _upright(own) & sizes:
            name, password = material.name, material.password
            found[material] = pixels(material.file, name, workshop, sizes, password)
    for path, traced in output.items():
        if _upright(traced.sizes) & sizes:
            found[path] = pixels(path, path.name, workshop, sizes)
    return found


def _upright(sizes: Iterable[Size]) -> frozenset[Size]:
    return frozenset((min(one), max(one)) for one in sizes)


def public_sums(public: Mapping[Material, Traces | None], pictured: Shown) -> frozenset[str]:
    """Return all sums of the public sources, and of pictures that are the same as one of them.

    A logo is packed in one way in a public document and in another in a withheld one.
    """
    found = {one.sha256 for traced in public.values() if traced for one in traced.sums}
    for material in public:
        found.update(chain.from_iterable(one.sums for one in pictured.get(material, ())))
    for one in chain.from_iterable(pictured.values()):
        if one.sums & found:
            found.update(one.sums)
    return frozenset(found)


def same(
    path: Path,
    traced: Traces,
    withheld: Mapping[Material, Secrets],
    public: Collection[str],
    pictured: Shown,
) -> Iterator[tuple[Material, Place]]:
    """Yield where in a file of the output something is that a withheld source has and no public."""
    there = [((one.kind, one.page), one.sha256) for one in traced.sums]
    for picture in pictured.get(path, ()):
        there += [(("image", picture.page), one) for one in picture.sums]
    for material, held in withheld.items():
        own = held.sums.union(*(one.sums for one in pictured.get(material, ())))
        for place, digest in there:
            if digest in own and digest not in public:
                yield material, place
