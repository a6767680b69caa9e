"""Every rule id has a mini project that breaks it; its expected.txt holds what is printed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from kallelse.build import lay_out
from kallelse.checking import check
from kallelse.diagnostics import Diagnostic, InputError
from kallelse.project import Project, meetings
from kallelse.rules.catalogue import RULE_IDS
from kallelse.source import MAX_BYTES
from tests import pdfs, redacted

BROKEN = Path(__file__).parents[1] / "projects" / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())

# An editor's files alone cannot bring them about: tests/leaks/test_gate.py, test_left_over.py
_NO_MISTAKE = {"leak", "public-outdated"}

MEETING = Path("agendas") / "2024-03-01"


def _link_out_of_project(root: Path) -> None:
    outside = root.parent / "elsewhere.yaml"
    (root / MEETING).with_suffix(".yaml").rename(outside)
    (root / MEETING).with_suffix(".yaml").symlink_to(outside)


def _link_template(root: Path) -> None:
    (root.parent / "elsewhere.html").write_text("<article></article>", encoding="utf-8")
    (root / "templates" / "document.html").symlink_to(root.parent / "elsewhere.html")


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda root: (root / MEETING / "karta.pdf").symlink_to(target)


def _encrypt(root: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("hemligt", algorithm="AES-256")
    writer.write(root / MEETING / "karta.pdf")


def _pdf(*contents: bytes, size: tuple[float, float] = pdfs.A4) -> Callable[[Path], None]:
    def written(root: Path) -> None:
        path = root / MEETING / "karta.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pdfs.data(pdfs.new(*contents, size=size)))

    return written


def _scan(root: Path) -> None:
    pdf = pdfs.new(b"", b"q 400 0 0 600 60 60 cm /Im1 Do Q")
    page = pdf.pages[1].obj
    grey = pdf.make_stream(b"\x80", Width=1, Height=1, BitsPerComponent=8)
    grey.Type, grey.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    grey.ColorSpace = pikepdf.Name.DeviceGray
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=grey))
    (root / MEETING).mkdir()
    pdf.save(root / MEETING / "karta.pdf")


def _turn_nowhere(root: Path) -> None:
    pdf = pdfs.new(b"")
    pdf.pages[0].obj.Rotate = pikepdf.Name.North
    (root / MEETING).mkdir()
    (root / MEETING / "karta.pdf").write_bytes(pdfs.data(pdf))


def _large_picture(root: Path) -> None:
    (root / MEETING / "karta.png").write_bytes(b"\x89PNG" + bytes(20_000_001))


def _two_pictures(root: Path) -> None:
    one, other = (Image.new("L", (60, 40), shade) for shade in (90, 180))
    (root / MEETING).mkdir(exist_ok=True)
    one.save(root / MEETING / "karta.tif", save_all=True, append_images=[other])


def _redacted(made: Callable[[], bytes]) -> Callable[[Path], None]:
    def written(root: Path) -> None:
        (root / MEETING).mkdir()
        (root / MEETING / "karta.pdf").write_bytes(redacted.original())
        (root / MEETING / "karta-maskad.pdf").write_bytes(made())

    return written


def _longer(root: Path) -> None:
    (root / MEETING).mkdir()
    (root / MEETING / "karta.pdf").write_bytes(pdfs.text(1))
    (root / MEETING / "karta-maskad.pdf").write_bytes(pdfs.text(2))


def _titled() -> bytes:
    pdf = redacted.new()
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Svensson")))
    return pdfs.data(pdf)


def _grow(name: str) -> Callable[[Path], None]:
    def grown(root: Path) -> None:
        path = root / "agendas" / name
        path.write_text(path.read_text() + "#\n" * (MAX_BYTES // 2))

    return grown


# What git does not keep, or what would only fill it.
PREPARE: dict[str, Callable[[Path], None]] = {
    "alt-keys": _two_pictures,
    "alt-pages": _two_pictures,
    "attachment-encrypted": _encrypt,
    "attachment-inaccessible": _pdf(pdfs.content("Karta")),
    "attachment-link": _link_to("annan.pdf"),
    "attachment-outside": _link_to("../../members.yaml"),
    "yaml-link": _link_out_of_project,
    "yaml-too-large": _grow("2024-03-01.yaml"),
    "template-link": _link_template,
    "attachment-scanned": _scan,
    "attachment-unread": _turn_nowhere,
    "fonts-not-embedded": _pdf(pdfs.content("Karta")),
    "image-too-large": _large_picture,
    "page-format": _pdf(b"", size=(720, 405)),
    "personal-number": _pdf(b"", pdfs.content("Personnummer 640823-3234")),
    "picture-without-alt": _two_pictures,
    "public-file-pages": _longer,
    "redaction-comment": _redacted(
        lambda: redacted.annotated("Text", Contents=pikepdf.String("Ring vittnet"))
    ),
    "redaction-layer": _redacted(redacted.hidden_layer),
    "redaction-revision": _redacted(redacted.earlier_version),
    "redaction-text": _redacted(redacted.labelled),
    "redaction-traces": _redacted(_titled),
    "text-too-large": _grow("2024-03-01/yttrande.md"),
}


def found_in(root: Path, rule: str) -> Iterator[Diagnostic]:
    """Yield what a check finds and, where the rule is not among it, what stops a build."""
    project = Project(root)
    found = {one for batch in check(project, meetings(project)) for one in batch}
    yield from sorted(found)
    for meeting in meetings(project) if rule not in {one.rule for one in found} else ():
        try:
            lay_out(project, meeting)
        except InputError as error:
            yield from sorted(set(error.diagnostics) - found)


def printed(found: list[Diagnostic]) -> str:
    return "".join(f"{one}\n    {one.hint}\n" for one in found)


@pytest.mark.parametrize("rule", CASES)
def test_diagnostics_are_the_expected_ones(rule: str, tmp_path: Path) -> None:
    root = tmp_path / rule
    shutil.copytree(BROKEN / rule, root)
    if rule in PREPARE:
        PREPARE[rule](root)

    found = list(found_in(root, rule))

    expected = BROKEN / rule / "expected.txt"
    if os.environ.get("KALLELSE_GOLDEN"):
        expected.write_text(printed(found), encoding="utf-8")
    assert rule in {one.rule for one in found}
    assert all(one.hint for one in found), "every diagnostic says what to do"
    assert printed(found) == expected.read_text(encoding="utf-8")


def test_every_rule_has_its_project() -> None:
    assert CASES, "no mini projects found"
    assert set(CASES) == set(RULE_IDS) - _NO_MISTAKE


def test_every_rule_has_its_page() -> None:
    assert [rule for rule, page in RULE_IDS.items() if len(page) < 20] == []
