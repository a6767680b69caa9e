"""The files that are checked, and what each of them must pass. It must not check them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from PIL import Image

from kallelse import pagination, project
from kallelse.build import build
from kallelse.choices import Audience
from kallelse.outputs.schema import texts
from kallelse.scaffold import SAMPLE_MEETING, new_project
from tests.conformance.samples import images, samples
from tests.example import copy_example

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
EXAMPLE = "2024-03-01"
ALL = ("ua1", "2a")
FOR_PRINT = "print.jpg"
DESCRIBED = ", alt: [{said}], rotate: 90"

_AGENDA = """\
body: exempelnamnden
date: {date}
time: 13.00-16.00
place: Sammanträdesrummet Provrummet
items:
  - title: Upprop
  - kind: decision
    title: Handlingar från andra
    memo: {{proposal: Nämnden lägger handlingarna till protokollet.}}
    attachments:
"""


@dataclass(frozen=True)
class Checked:
    """A file, the profiles that it must pass, and the pages of it that they are about.

    Without `pages` they are about all of it. `waived` are rules about the file as a whole that it
    breaks because of other pages.
    """

    name: str
    file: Path
    profiles: tuple[str, ...]
    pages: frozenset[int] | None = None
    waived: frozenset[str] = frozenset()


def all_files(folder: Path) -> Iterator[Checked]:
    """Make everything that is checked, in a folder that is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield from _samples(folder / "samples")
    yield from _example(folder / "example")
    yield from _packs(folder / "project")
    yield from _for_all_and_for_members(folder / "secret")


def _samples(folder: Path) -> Iterator[Checked]:
    """Yield documents of their own, with every construct."""
    folder.mkdir()
    for name, made in samples().items():
        file = folder / f"{name}.pdf"
        file.write_bytes(made.pdf)
        yield Checked(f"sample: {name}", file, ALL)


def _example(folder: Path) -> Iterator[Checked]:
    """Yield the parts of the example meeting that we make, before they are bound, and its pack.

    Only our own pages of the pack can be held to a standard.
    """
    folder.mkdir()
    settled: list[pagination.Settled] = []

    def settle(*arguments: Any) -> pagination.Settled:
        settled.append(unwatched(*arguments))
        return settled[0]

    unwatched = pagination.settle
    with mock.patch.object(pagination, "settle", settle):
        built = build(project.Project(copy_example(folder)), EXAMPLE)
    for part_id, made in settled[0].own.items():
        file = folder / f"{part_id}.pdf"
        file.write_bytes(made.pdf)
        yield Checked(f"example: {part_id}", file, ALL)
    ours = frozenset(
        page
        for part in settled[0].pack.parts
        if part.typeset
        for page in range(part.first_page, part.last_page + 1)
    )
    assert 0 < len(ours) < settled[0].pack.pages
    # It cannot claim to be PDF/UA: most of its attachments are not tagged.
    yield Checked("pack: the example's, our pages", built.pdf, ("ua1",), ours, frozenset({"5-1"}))


def _packs(folder: Path) -> Iterator[Checked]:
    """Yield packs that may claim all that their parts do."""
    new_project(folder, texts())
    yield Checked("pack: the scaffold's", pack_of(folder, SAMPLE_MEETING), ALL)
    ours = sorted((folder.parent / "samples").glob("*.pdf"))
    typst, office, weasy = (
        FIXTURES / f"{one}.pdf" for one in ("typst", "libreoffice", "weasyprint")
    )
    packs: Sequence[tuple[str, str, Sequence[Path], tuple[str, ...]]] = (
        ("2024-06-12", "the samples, bound", ours, ALL),
        ("2024-06-13", "Typst, the same again, ours", (typst, typst, ours[0]), ALL),
        ("2024-06-14", "with LibreOffice (PDF/A-2b)", (office, typst), ("ua1", "2b")),
        ("2024-06-15", "with WeasyPrint (no PDF/A)", (weasy, office), ("ua1",)),
        ("2024-06-16", "with an e-mail", (FIXTURES / "brev.eml",), ALL),
    )
    for date, name, attachments, profiles in packs:
        yield Checked(f"pack: {name}", bound(folder, date, attachments), profiles)
    shown = sorted(_pictures(folder.parent / "pictures"))
    for_print = [one for one in shown if one.name == FOR_PRINT]
    on_screen = [one for one in shown if one not in for_print]
    pack = bound(folder, "2024-06-17", on_screen, DESCRIBED)
    yield Checked("pack: with described pictures", pack, ALL)
    pack = bound(folder, "2024-06-18", for_print, DESCRIBED)
    yield Checked("pack: with a picture made for print", pack, ("ua1",))


def _for_all_and_for_members(folder: Path) -> Iterator[Checked]:
    """Yield the two packs of a meeting with something secret: withheld pages, and marked ones."""
    shutil.copytree(ROOT / "tests" / "projects" / "secret", folder)
    for audience in Audience:
        file = build(project.Project(folder), "2024-09-13", audience=audience).pdf
        yield Checked(f"pack: something secret, for {audience}", file, ALL)


def _pictures(folder: Path) -> Iterator[Path]:
    """Write pictures of each kind, one with pages, and yield where they lie."""
    folder.mkdir()
    for name, data in images().items():
        path = folder / (name if "." in name else f"{name}.png")
        path.write_bytes(data)
        yield path
    pages = [Image.open(folder / name) for name in ("bilevel.png", "grey.png", "rgb.png")]
    path = folder / "pages.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    yield path


def bound(folder: Path, date: str, attachments: Sequence[Path], more: str = "") -> Path:
    """Make a meeting of the scaffold's body with those attachments, and bind it.

    `more` are other keys of theirs; {said} in it is a text for each page of a picture.
    """
    lines = [_AGENDA.format(date=date)]
    place = folder / "agendas" / date
    place.mkdir()
    for number, file in enumerate(attachments):
        name = f"{number:02}-{file.name}"
        shutil.copyfile(file, place / name)
        keys = more.format(said=", ".join(["Övertoning"] * (3 if file.suffix == ".tif" else 1)))
        lines.append(f"      - {{file: {name}, title: Bilagan {file.stem}{keys}}}\n")
    (folder / "agendas" / f"{date}.yaml").write_text("".join(lines), encoding="utf-8")
    return pack_of(folder, date)


def pack_of(folder: Path, meeting: str) -> Path:
    """Return the pack of a meeting, built."""
    return build(project.find(folder), meeting).pdf
