"""A picture whose editor says what it shows is tagged, and the pack keeps its claims."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from kallelse.bind.metadata import claims_of
from kallelse.build import build
from kallelse.convert import Workshop
from kallelse.convert.facts import access
from kallelse.model import Attachment
from kallelse.rules.access import lacks
from kallelse.rules.marks import public
from tests import structure
from tests.unit.test_convert_images import corners, saved
from tests.workbench import bound, hand_in, refused, workshop
from tests.writing import MEETING, write

ALT = "Karta över Storgatan.\nDen nya cykelvägen är röd."
OUT = Path("build") / "public" / MEETING


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def fax(pages: int) -> bytes:
    first, *rest = [corners((100 + 10 * number, 80)) for number in range(pages)]
    return saved(first, "TIFF", save_all=True, append_images=rest)


def figures(pdf: pikepdf.Pdf) -> list[structure.Node]:
    tagged = structure.Tagged(pdf)
    assert tagged.problems == []
    return tagged.root.find("Figure")


def corners_of(figure: structure.Node) -> list[float]:
    box = figure.attributes["Layout"]["BBox"]
    assert isinstance(box, list)
    return [float(one) for one in box]


def test_its_page_is_a_figure(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, saved(corners(), "PNG"), "a.png", alt=ALT))
    with pikepdf.open(found.pdf) as pdf:
        (figure,) = figures(pdf)
        assert figure.alt == ALT
        width, height = 120 * 0.75, 80 * 0.75  # at 96 dots an inch
        left, low, right, high = corners_of(figure)
        assert (right - left, high - low) == pytest.approx((width, height), abs=0.01)
        assert (left + right, low + high) == pytest.approx((841.89, 595.276), abs=0.01)
        assert str(pdf.Root.Lang) == "sv-SE"
        assert str(pdf.docinfo.Title) == "Karta över Storgatan. Den nya cykelvägen är röd."
        assert claims_of(pdf) == ("PDF/UA-1", "PDF/A-2A")


def test_those_who_listen_miss_nothing(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, saved(corners(), "PNG"), "a.png", alt=ALT))
    assert lacks(access({"a": found.pdf}, shop)["a"]) == ()


def test_a_jpeg_is_not_packed_anew(shop: Workshop, tmp_path: Path) -> None:
    data = saved(corners(), "JPEG", quality=91)
    found = bound(hand_in(shop, tmp_path, data, "a.jpg", alt=ALT))
    with pikepdf.open(found.pdf) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        stream = image.read_raw_bytes()
    assert data.endswith(stream[stream.index(b"\xff\xda") :])


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
@pytest.mark.parametrize(
    ("mode", "claims"),
    [("L", ("PDF/UA-1", "PDF/A-2A")), ("RGB", ("PDF/UA-1", "PDF/A-2A")), ("CMYK", ("PDF/UA-1",))],
)
def test_colours_of_a_printing_press_are_none_for_an_archive(
    mode: str, form: str, claims: tuple[str, ...], shop: Workshop, tmp_path: Path
) -> None:
    data = saved(Image.new(mode, (80, 80)), form)
    found = bound(hand_in(shop, tmp_path, data, f"a.{form.lower()[:4]}", alt=ALT))
    with pikepdf.open(found.pdf) as pdf:
        assert claims_of(pdf) == claims


def profile(kind: bytes, version: int = 2) -> bytes:
    """Return what a colour profile of sRGB begins with, as that of a device or of none."""
    from kallelse.standards import srgb

    plain = bytearray(srgb())
    plain[8], plain[12:16] = version, kind
    return bytes(plain)


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (profile(b"mntr"), True),
        (profile(b"scnr", 4), True),
        (profile(b"mntr", 5), False),
        (profile(b"link"), False),
        (profile(b"mntr")[:-1], False),
    ],
)
def test_only_profiles_that_a_pdf_may_have_are_kept(
    data: bytes, kept: bool, shop: Workshop, tmp_path: Path
) -> None:
    picture = saved(corners(), "PNG", icc_profile=data)
    found = bound(hand_in(shop, tmp_path, picture, "a.png", alt=ALT))
    with pikepdf.open(found.pdf) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert isinstance(image.ColorSpace, pikepdf.Array) == kept


def test_each_page_has_its_own(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, fax(3), "a.tif", alt=["Ett", "Två", "Tre"]))
    with pikepdf.open(found.pdf) as pdf:
        assert [one.alt for one in figures(pdf)] == ["Ett", "Två", "Tre"]
        assert claims_of(pdf) == ("PDF/UA-1", "PDF/A-2A")


@pytest.mark.parametrize(
    ("alt", "count"), [("En", "1"), (["Ett", "Två"], "2"), (["1", "2", "3", "4"], "4")]
)
def test_as_many_texts_as_pages(alt: Any, count: str, shop: Workshop, tmp_path: Path) -> None:
    found = refused(hand_in(shop, tmp_path, fax(3), "a.tif", alt=alt))
    assert found.rule == "alt-pages"
    assert found.position.column == 3
    assert count in found.message
    assert "3" in found.message


def test_what_is_no_picture_inside_has_none(shop: Workshop, tmp_path: Path) -> None:
    from tests import broken_pdfs

    found = refused(hand_in(shop, tmp_path, broken_pdfs.sound(), "a.png", alt=ALT))
    assert (found.rule, found.position.column) == ("alt-keys", 3)


def test_another_text_is_another_page(shop: Workshop, tmp_path: Path) -> None:
    data = saved(corners((60, 60)), "PNG")
    made = [
        bound(hand_in(shop, tmp_path, data, "a.png", **keys)).pdf
        for keys in ({}, {"alt": "Ett"}, {"alt": "Två"}, {"alt": "Ett"})
    ]
    assert len(set(made)) == 3
    assert made[1] == made[3]


def agenda(*attachments: str) -> str:
    lines = "".join(f"      - {{{one}}}\n" for one in attachments)
    return f"items:\n  - title: Ärende\n    memo: {{proposal: Ja.}}\n    attachments:\n{lines}"


def packed(tmp_path: Path, *attachments: str) -> tuple[pikepdf.Pdf, dict[str, Any]]:
    """Return the pack of a meeting with pictures, and its pack.json."""
    files: dict[str, str | bytes] = {"./a.png": saved(corners(), "PNG"), "./b.tif": fax(3)}
    project = write(tmp_path, agenda(*attachments), files)
    data = build(project, MEETING).pdf.read_bytes()
    return pikepdf.open(io.BytesIO(data)), json.loads(
        (project.root / OUT / "pack.json").read_bytes()
    )


def test_the_pack_keeps_its_claims(tmp_path: Path) -> None:
    pdf, told = packed(
        tmp_path,
        "file: a.png, title: Karta, alt: Karta över byn",
        "file: b.tif, title: Ritning, alt: [Norr, Söder], pages: '2,3', rotate: 90",
    )
    assert told["pdf"]["claims"] == ["PDF/UA-1", "PDF/A-2A"]
    assert [one["lacks"] for one in told["attachments"].values()] == [[], []]
    assert not any("ask" in one for one in told["attachments"].values())
    shown = [one.alt for one in figures(pdf) if one.alt in ("Karta över byn", "Norr", "Söder")]
    assert shown == ["Karta över byn", "Norr", "Söder"]


def test_without_it_the_pack_claims_nothing(tmp_path: Path) -> None:
    _pdf, told = packed(tmp_path, "file: a.png, title: Karta")
    assert told["pdf"]["claims"] == []


SECRET = "confidential: OSL 19 kap. 3 §"


@pytest.mark.parametrize("instead", ["", ", public_file: c.png"])
def test_what_is_said_of_a_secret_picture_is_as_secret(tmp_path: Path, instead: str) -> None:
    secret = f"file: a.png, title: Karta, alt: Vittnets hus i Hedared, {SECRET}{instead}"
    other = saved(corners((90, 80)), "PNG")
    files = {"./a.png": saved(corners(), "PNG"), **({"./c.png": other} if instead else {})}
    project = write(
        tmp_path, agenda(secret, "file: a.md, title: Yttrande"), {**files, "./a.md": "Ja."}
    )
    found = {}
    for audience in ("public", "members"):
        pdf = pikepdf.open(build(project, MEETING, audience=audience).pdf)
        pdf.save(tmp_path / "whole.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
        found[audience] = [one.alt for one in structure.Tagged(pdf).root.find("Figure")]
    assert "Vittnets hus i Hedared" in found["members"]
    assert "Vittnets hus i Hedared" not in found["public"]
    told = ["Hedared", "Hedared".encode("utf-16-be").decode("latin-1")]
    for path in (tmp_path / "build").rglob("*"):
        if path.is_file() and "public" in path.parts:
            data = path.read_bytes().decode("latin-1")
            assert not any(one in data for one in told), path


def test_its_letters_need_no_font(tmp_path: Path) -> None:
    pdf, _told = packed(tmp_path, "file: a.png, title: Karta, alt: En 🚲 på väg")
    assert "En 🚲 på väg" in [one.alt for one in figures(pdf)]


def test_what_is_attached_for_the_public_has_its_own() -> None:
    secret = Attachment(  # type: ignore[call-arg]
        file="a.png",
        title="Karta",
        alt="Vittnets hus",  # type: ignore[arg-type]
        public_file="b.png",
    )
    assert public(secret).alt == ()
