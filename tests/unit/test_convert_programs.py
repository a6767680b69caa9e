"""What other programs convert: they are looked for, held to a time, and kept from reaching out."""

from __future__ import annotations

import io
import shutil
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw

from kallelse.convert import Workshop, ocr, office
from kallelse.errors import ExitCode, KallelseError
from tests import broken_pdfs
from tests.workbench import bound, hand_in, refused, rules, workshop

OFFICE = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is missing"
)


def _reads_letters() -> bool:
    try:
        return bool(ocr.find())
    except KallelseError:
        return False


OCR = pytest.mark.skipif(not _reads_letters(), reason="OCRmyPDF or Tesseract is missing")
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = f"""xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0"
 xmlns:draw="{_NAMES}:drawing:1.0" xmlns:svg="{_NAMES}:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" """


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def odt(body: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{_NAMES}:manifest:1.0"><m:file-entry m:full-path="/"'
            f' m:media-type="{kind}"/><m:file-entry m:full-path="content.xml"'
            ' m:media-type="text/xml"/></m:manifest>',
        )
    return made.getvalue()


def text(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


@OFFICE
def test_a_document_becomes_tagged_pages(shop: Workshop, tmp_path: Path) -> None:
    data = odt('<text:h text:outline-level="1">Räksmörgås</text:h><text:p>Stycke.</text:p>')
    found = bound(hand_in(shop, tmp_path, data, "brev.odt"))
    assert (found.pages, rules(found)) == (1, [])
    assert "Räksmörgås" in text(found.pdf)
    with pypdf.PdfReader(found.pdf) as pdf:
        assert "/StructTreeRoot" in pdf.root_object
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brev.odt"], "no lock file is left"
    before = found.pdf.stat().st_mtime_ns
    assert bound(hand_in(shop, tmp_path, data, "brev.odt")).pdf.stat().st_mtime_ns == before


@OFFICE
def test_a_document_cannot_reach_out_of_itself(shop: Workshop, tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("HEMLIGT")
    Image.new("RGB", (50, 50), "red").save(tmp_path / "hemlig.png")
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, asked), daemon=True).start()
        there = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        pictures = "".join(
            '<text:p><draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
            f'<draw:image xlink:href="{link}" xlink:type="simple" xlink:actuate="onLoad"/>'
            "</draw:frame></text:p>"
            for link in (there, (tmp_path / "hemlig.png").as_uri())
        )
        section = (
            '<text:section text:name="a"><text:section-source xlink:type="simple"'
            f' xlink:href="{secret.as_uri()}"/><text:p>Före.</text:p></text:section>'
        )
        found = bound(hand_in(shop, tmp_path, odt(f"{pictures}{section}"), "fientlig.odt"))
    assert asked == []
    assert "HEMLIGT" not in text(found.pdf)
    with pypdf.PdfReader(found.pdf) as pdf:
        shown = [image.image for image in pdf.pages[0].images if image.image is not None]
    assert (255, 0, 0) not in [one.convert("RGB").getpixel((5, 5)) for one in shown]


def _serve(server: socket.socket, asked: list[bytes]) -> None:
    try:
        while True:
            with server.accept()[0] as connection:
                asked.append(connection.recv(1000))
    except OSError:  # the test has ended
        pass


@OFFICE
def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    with workshop(tmp_path, convert_seconds="1") as shop:
        rows = "".join(f"<text:p>{number}</text:p>" for number in range(60_000))
        found = refused(hand_in(shop, tmp_path, odt(rows), "lång.odt"))
    assert found.rule == "attachment-limit"
    assert "LibreOffice" in found.message


@OFFICE
def test_what_is_no_document_inside_is_refused(shop: Workshop, tmp_path: Path) -> None:
    data = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml word/document.xml" + bytes(500)
    found = refused(hand_in(shop, tmp_path, data, "trasig.docx"))
    assert found.rule == "attachment-damaged"


def test_a_missing_program_is_named_with_how_to_install_it(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    cases: tuple[tuple[bytes, str, dict[str, str]], ...]
    cases = ((odt("<text:p/>"), "a.odt", {}), (broken_pdfs.sound(), "a.pdf", {"ocr": "true"}))
    for data, name, keys in cases:
        with pytest.raises(KallelseError) as stopped:
            hand_in(shop, tmp_path, data, name, **keys)
        assert stopped.value.exit_code is ExitCode.ENVIRONMENT
        assert "apt-get install" in stopped.value.remedy


@OCR
def test_a_scan_gets_its_text(shop: Workshop, tmp_path: Path) -> None:
    image = Image.new("L", (1240, 600), 255)
    ImageDraw.Draw(image).text((100, 200), "Beslut om skola", fill=0, font_size=90)
    made = io.BytesIO()
    image.save(made, "PNG", dpi=(150, 150))
    found = bound(hand_in(shop, tmp_path, made.getvalue(), "skannad.png", ocr="true"))
    assert "Beslut om skola" in text(found.pdf)
    assert found.pages == 1
