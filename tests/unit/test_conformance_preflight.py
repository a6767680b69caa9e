"""Apache PDFBox Preflight judges fonts, colours and metadata by PDF/A-1b, where Debian has it.

It knows no PDF/A-2, and what the later part allows it calls an error; it is strict, so that its
silence about the rest means something.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from kallelse.outputs.schema import texts
from kallelse.scaffold import SAMPLE_MEETING, new_project
from tests.conformance.files import FIXTURES, bound, pack_of
from tests.conformance.samples import samples

# apt install libpdfbox2-java libactivation-java libjaxb-api-java
_NAMES = "preflight pdfbox2 fontbox2 xmpbox commons-logging commons-io javax.activation jaxb-api"
JARS = [Path("/usr/share/java") / f"{name}.jar" for name in _NAMES.split()]
MAIN = "org.apache.pdfbox.preflight.Validator_A1b"
missing = [jar.name for jar in JARS if not jar.is_file()]

pytestmark = pytest.mark.skipif(
    bool(missing) or shutil.which("java") is None,
    reason=f"there is no Java, or it lacks {', '.join(missing) or 'nothing'}",
)

# What PDF/A-2 allows and PDF/A-1 does not.
LATER = {
    "7.11.2": "the file says that it is part 2",
    "2.2.2": "a picture may have soft edges",
    "2.1.6": "a colour profile may be of version 4, as those of Typst",
}


def write_plainly(source: Path, target: Path) -> None:
    """Write a pack without object streams, which PDF/A-1 forbids too."""
    with pikepdf.open(source) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the samples, the scaffold's pack and one with foreign attachments."""
    made = tmp_path_factory.mktemp("preflight")
    project = tmp_path_factory.mktemp("project") / "project"
    for name, sample in samples().items():
        (made / f"{name}.pdf").write_bytes(sample.pdf)
    new_project(project, texts())
    write_plainly(pack_of(project, SAMPLE_MEETING), made / "scaffold.pdf")
    foreign = bound(project, "2024-06-12", [FIXTURES / "typst.pdf", FIXTURES / "libreoffice.pdf"])
    write_plainly(foreign, made / "foreign.pdf")
    return made


def verdicts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each file with the numbers of its errors."""
    command = ["java", "-cp", ":".join(map(str, JARS)), MAIN, "batch", str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    blocks = re.split(r"^The file ", done.stdout, flags=re.MULTILINE)
    for block in blocks[1:]:
        yield block.split(" ")[0], re.findall(r"^([\d.]+) : ", block, re.MULTILINE)


def test_preflight_finds_nothing_but_what_pdf_a_2_allows(folder: Path) -> None:
    found = dict(verdicts(folder))
    assert set(found) == {file.name for file in folder.glob("*.pdf")}
    assert {name: sorted(set(errors) - set(LATER)) for name, errors in found.items()} == {
        name: [] for name in found
    }
    assert {error for errors in found.values() for error in errors} == set(LATER)
    pictures = {"images-memo.pdf", "images-notice.pdf"}
    assert {name for name, errors in found.items() if "2.2.2" in errors} == pictures
    assert {name for name, errors in found.items() if "2.1.6" in errors} == {"foreign.pdf"}
