"""What is withheld and too damaged to be looked into stops the search; the rest is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kallelse.convert import Workshop
from kallelse.errors import KallelseError
from kallelse.leaks import Hit, Material, compare
from tests import pdfs
from tests.leaks.canaries import canary
from tests.leaks.pictured import noise
from tests.leaks.test_locked import CANNOT
from tests.workbench import workshop

SENTENCE = canary("skadat")
_NOISE = bytes(byte * 37 % 251 for byte in range(4000))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("werkstad"), memory="2 GB", seconds="60") as opened:
        yield opened


def _packed_in_a_way_that_nobody_knows() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "Avtal")
    data = bytearray(made.getvalue())
    for header, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        data[data.index(header) + place] = 9
    return bytes(data)


def _half_a_picture() -> bytes:
    made = io.BytesIO()
    noise(1).save(made, "PNG")
    return made.getvalue()[:60]


CLOSED: dict[str, Callable[[], bytes]] = {
    "a PDF of noise": lambda: b"%PDF-1.7\n" + _NOISE,
    "an archive": _packed_in_a_way_that_nobody_knows,
    "half an archive": lambda: b"PK\3\4" + _NOISE,
    "half a picture": _half_a_picture,
}


@pytest.mark.parametrize("damage", CLOSED)
def test_what_nobody_can_open_is_no_clean_bill(damage: str, shop: Workshop, tmp_path: Path) -> None:
    withheld, output = tmp_path / "a.bin", tmp_path / "ut.txt"
    withheld.write_bytes(CLOSED[damage]())
    output.write_text("Inget särskilt", "utf-8")
    with pytest.raises(KallelseError, match=f"Ärende 6 {CANNOT}") as stopped:
        compare([Material("Ärende 6", file=withheld)], [], [output], shop)
    assert "damaged" in stopped.value.remedy


@pytest.mark.parametrize("damage", CLOSED)
def test_what_is_public_and_damaged_is_no_alarm(
    damage: str, shop: Workshop, tmp_path: Path
) -> None:
    public, output = tmp_path / "a.bin", tmp_path / "ut.txt"
    public.write_bytes(CLOSED[damage]())
    output.write_text("Inget särskilt", "utf-8")
    withheld = Material("Ärende 6", texts=(SENTENCE,))
    assert compare([withheld], [Material("Bilaga 1", file=public)], [output], shop) == ()


@pytest.mark.parametrize("lost", [b"startxref", b"%%EOF", b"xref", b"/Type /Catalog"])
def test_a_damaged_pdf_that_can_be_mended_is_read(
    lost: bytes, shop: Workshop, tmp_path: Path
) -> None:
    withheld, output = tmp_path / "a.pdf", tmp_path / "ut.txt"
    withheld.write_bytes(pdfs.text(1, SENTENCE).replace(lost, b"?" * len(lost)))
    output.write_text(f"Se {SENTENCE}", "utf-8")
    found = compare([Material("Ärende 6", file=withheld)], [], [output], shop)
    assert found == (Hit("Ärende 6", "text", "ut.txt"),)
