"""What a search leaves out for its limits is told; an ordinary pack of scans is within them."""

from __future__ import annotations

import email.message
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kallelse.convert import Workshop
from kallelse.convert.bench import Bench
from kallelse.convert.cache import Cache
from kallelse.convert.traces import files, found, pictures, read
from kallelse.errors import KallelseError
from kallelse.leaks import Hit, Material, compare, tracing
from kallelse.model import Limits
from tests.leaks.corners import page_with
from tests.leaks.pictured import noise

SIZE = 48 * 32  # of the pictures that are drawn here
PAGES = 7
TOO_MUCH = "cannot be compared with what is withheld within the limits"


@dataclass
class Here(Bench):
    """A worker that works in this process, so that its limits can be lowered; it counts."""

    asked: list[Mapping[str, Any]] = field(default_factory=list)

    def ask(self, task: str, seconds: float, **what: Any) -> Mapping[str, Any]:
        assert task == "traces"
        self.asked.append(what)
        return read(what)


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(Here(), Limits(), Cache(tmp_path / "cache"), None, "sv-SE")  # type: ignore[arg-type]


def _scanned(*seeds: int) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        for seed in seeds:
            with pikepdf.open(io.BytesIO(page_with(noise(seed)))) as one:
                pdf.pages.extend(one.pages)
        pdf.save(made)
    return made.getvalue()


def _compared(shop: Workshop, folder: Path, leaked: int) -> set[Hit]:
    """Return what is found of a withheld picture in a pack of scans of which one is the same."""
    withheld, output = folder / "bild.png", folder / "kallelse.pdf"
    noise(leaked).save(withheld)
    output.write_bytes(_scanned(*range(1, PAGES + 1)))
    return set(compare([Material("Bilaga 1", file=withheld)], [], [output], shop))


@pytest.mark.parametrize("room", [1, SIZE, 2 * SIZE, 3 * SIZE + 1, PAGES * SIZE])
def test_the_last_of_many_scans_is_compared_as_the_first(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(found, "_MOST_PIXELS", room)
    for page in range(1, PAGES + 1):
        assert _compared(shop, tmp_path, page) == {
            Hit("Bilaga 1", "image", "kallelse.pdf", (page,))
        }
    assert _compared(shop, tmp_path, PAGES + 1) == set()


def test_each_scan_is_unpacked_once(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "_MOST_PIXELS", 3 * SIZE)
    path = tmp_path / "kallelse.pdf"
    path.write_bytes(_scanned(*range(PAGES)))
    pages = [one.page for one in tracing.pixels(path, "kallelse.pdf", shop, [(48, 32)])]
    assert sorted(pages) == list(range(1, PAGES + 1))
    assert isinstance(shop.bench, Here)
    assert len(shop.bench.asked) == 3


@pytest.mark.parametrize("limit", ["portions", "picture"])
def test_absurd_amounts_of_pixels_are_no_clean_bill(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    if limit == "portions":
        monkeypatch.setattr(found, "_MOST_PIXELS", SIZE)
        monkeypatch.setattr(tracing, "_MOST_QUESTIONS", PAGES - 1)
    else:
        monkeypatch.setattr(found, "_LARGEST", SIZE - 1)
    with pytest.raises(KallelseError, match=TOO_MUCH):
        _compared(shop, tmp_path, PAGES)


def _archive(members: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(members):
            archive.writestr(f"{number}.txt", f"text {number}")
    return made.getvalue()


def _letter(parts: int) -> bytes:
    made = email.message.EmailMessage()
    made["Subject"] = "Hej"
    made.set_content("Hej!")
    for number in range(parts - 2):  # the letter itself is one, and its text
        made.add_attachment(f"text {number}", filename=f"{number}.txt")
    return bytes(made)


def _frames(count: int) -> bytes:
    made = io.BytesIO()
    first, *more = (noise(seed) for seed in range(count))
    first.save(made, "TIFF", save_all=True, append_images=more)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "limit"),
    [
        (_archive, (files, "_MOST_MEMBERS")),
        (_letter, (files, "_MOST_MEMBERS")),
        (_frames, (pictures, "_MOST_FRAMES")),
    ],
)
def test_what_is_beyond_the_last_member_is_told(
    make: Any, limit: tuple[Any, str], shop: Workshop, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(*limit, 5)
    path = tmp_path / "a.bin"
    path.write_bytes(make(5))
    tracing.traces(path, "Bilaga 1", shop)
    path.write_bytes(make(6))
    with pytest.raises(KallelseError, match=f"Bilaga 1 {TOO_MUCH}"):
        tracing.traces(path, "Bilaga 1", shop)


@pytest.mark.parametrize("place", ["object", "remnant"])
def test_so_is_what_a_stream_holds_beyond_what_may_be_unpacked(tmp_path: Path, place: str) -> None:
    packed = zlib.compress(b"ord " * 5000)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(page_with(noise(1)))) as pdf:
        if place == "object":
            pdf.Root.Extra = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        pdf.save(made)
    path = tmp_path / "a.pdf"
    left = b"stream\n" + packed + b"\nendstream\n" if place == "remnant" else b""
    path.write_bytes(made.getvalue() + left)
    asked = {"source": str(path), "password": ""}
    assert not read({**asked, "max_stream": 20_000})["cut"]
    assert read({**asked, "max_stream": 19_999})["cut"]
