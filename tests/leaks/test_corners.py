"""A secret is found in whatever corner of a file it stands, and nothing is found where none is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kallelse.convert import Workshop
from kallelse.leaks import Hit, Material, compare, vocabulary
from kallelse.leaks.tracing import Traces, traces
from kallelse.leaks.words import words
from tests.leaks.corners import PDFS, Plant, page_text, page_with
from tests.leaks.other_corners import OTHERS
from tests.leaks.pictured import noise
from tests.workbench import workshop

SECRET = "Kanariefågelfrö"
ASCII = "kanariefagelfro"
INNOCENT = "Dagordningen"
EVERYTHING = {**{name: (".pdf", one) for name, one in PDFS.items()}, **OTHERS}
ON_PAGE_ONE = {
    "page_text": "text",
    "outline": "outline",
    "annotation": "annotation",
    "annotation_author": "annotation",
    "link": "link",
    "form_value": "field",
    "alternative_text": "alternative-text",
    "image_exif": "metadata",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("werkstad"), memory="2 GB", seconds="60") as opened:
        yield opened


def _secret(name: str) -> str:
    return (
        ASCII
        if name in ("old_destination", "structure_type", "jpeg_exif", "image_exif")
        else SECRET
    )


def _written(folder: Path, name: str, plant: Plant, suffix: str, secret: str = "") -> Path:
    path = folder / f"fil{suffix}"
    path.write_bytes(plant(secret or _secret(name)))
    return path


def _words(found: Traces) -> set[str]:
    return {one for said in found.texts for one in words(said.text).all}


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_traces_find_the_secret(name: str, shop: Workshop, tmp_path: Path) -> None:
    suffix, plant = EVERYTHING[name]
    found = traces(_written(tmp_path, name, plant, suffix), "Bilaga 1", shop)
    assert _secret(name).casefold() in _words(found)
    without = traces(_written(tmp_path, name, plant, suffix, INNOCENT), "Bilaga 1", shop)
    assert _secret(name).casefold() not in _words(without)


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_the_output_is_searched_in_that_corner(name: str, shop: Workshop, tmp_path: Path) -> None:
    suffix, plant = EVERYTHING[name]
    withheld = Material("Ärende 6", texts=(f"Det handlar om {_secret(name)} i år.",))
    output = _written(tmp_path, name, plant, suffix)
    hits = compare([withheld], [vocabulary()], [output], shop)
    assert hits
    assert all(_secret(name).casefold() not in repr(hit).casefold() for hit in hits)
    assert {hit.material for hit in hits} == {"Ärende 6"}
    if name in ON_PAGE_ONE:
        assert Hit("Ärende 6", ON_PAGE_ONE[name], output.name, (1,)) in hits
    clean = _written(tmp_path, name, plant, suffix, INNOCENT)
    assert compare([withheld], [vocabulary()], [clean], shop) == ()


# The search stops at a withheld file that no reader opens: tests/leaks/test_damaged.py.
@pytest.mark.parametrize("name", sorted(set(EVERYTHING) - {"damaged"}))
def test_a_withheld_file_is_read_in_that_corner(name: str, shop: Workshop, tmp_path: Path) -> None:
    suffix, plant = EVERYTHING[name]
    withheld = Material("Bilaga 1", file=_written(tmp_path, name, plant, suffix))
    output = tmp_path / "kallelse.pdf"
    output.write_bytes(page_text(f"Har {_secret(name)} sagt"))
    hits = compare([withheld], [vocabulary()], [output], shop)
    assert {hit.kind for hit in hits} == {"text"}
    assert hits[0].pages == (1,)
    public = [vocabulary(), Material("Bilaga 2", texts=(f"har {_secret(name)} sagt",))]
    assert compare([withheld], public, [output], shop) == ()


def test_a_file_name_of_the_output_tells(shop: Workshop, tmp_path: Path) -> None:
    output = tmp_path / f"{SECRET}.pdf"
    output.write_bytes(page_text("Hej"))
    withheld = Material("Bilaga 1", names=(f"{SECRET}.docx",))
    assert compare([withheld], [], [output], shop) == (Hit("Bilaga 1", "file-name", output.name),)


def test_a_withheld_file_beside_the_pack(shop: Workshop, tmp_path: Path) -> None:
    withheld, output = tmp_path / "a.bin", tmp_path / "b.bin"
    for path in (withheld, output):
        path.write_bytes(bytes(range(256)) * 3)
    material = Material("Bilaga 1", file=withheld)
    assert Hit("Bilaga 1", "file", "b.bin") in compare([material], [], [output], shop)
    output.write_bytes(bytes(range(1, 256)) * 3)
    assert not any(hit.kind == "file" for hit in compare([material], [], [output], shop))


def test_the_sum_of_a_withheld_file_is_no_secret_to_give_away(
    shop: Workshop, tmp_path: Path
) -> None:
    from kallelse.files import sha256

    withheld = tmp_path / "a.pdf"
    withheld.write_bytes(page_text(SECRET))
    manifest = tmp_path / "pack.json"
    manifest.write_text(f'{{"sha256": "{sha256(withheld)}"}}', "utf-8")
    assert compare([Material("Bilaga 1", file=withheld)], [], [manifest], shop) == (
        Hit("Bilaga 1", "data", "pack.json"),
    )


@pytest.mark.parametrize("suffix", [".png", ".tiff", ".webp"])
def test_a_picture_is_known_by_its_dots(suffix: str, shop: Workshop, tmp_path: Path) -> None:
    picture = tmp_path / f"bild{suffix}"
    noise(7).save(picture, lossless=True)
    output = tmp_path / "kallelse.pdf"
    output.write_bytes(page_with(noise(7)))
    withheld = Material("Bilaga 1", file=picture)
    assert Hit("Bilaga 1", "image", output.name, (1,)) in compare([withheld], [], [output], shop)
    output.write_bytes(page_with(noise(8)))
    assert compare([withheld], [], [output], shop) == ()


def test_a_picture_that_is_public_too_is_no_leak(shop: Workshop, tmp_path: Path) -> None:
    """A logo is in withheld and public documents alike, packed in this way or that."""
    withheld, public, output = (tmp_path / one for one in ("a.pdf", "b.png", "c.pdf"))
    withheld.write_bytes(page_with(noise(7), SECRET))
    noise(7).save(public)
    output.write_bytes(page_with(noise(7)))
    secret, known = Material("Bilaga 1", file=withheld), Material("Bilaga 2", file=public)
    assert compare([secret], [vocabulary(), known], [output], shop) == ()
    assert compare([secret], [vocabulary()], [output], shop)


def test_pictures_of_one_colour_are_all_the_same(shop: Workshop, tmp_path: Path) -> None:
    from PIL import Image

    picture, output = tmp_path / "bild.png", tmp_path / "kallelse.pdf"
    white = Image.new("RGB", (48, 32), "white")
    white.save(picture)
    output.write_bytes(page_with(white))
    assert compare([Material("Bilaga 1", file=picture)], [], [output], shop) == ()
