"""Scans → the same pages with a text layer, through OCRmyPDF. It must not touch what is seen."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kallelse.convert import problems, programs
from kallelse.convert.problems import RefusedError
from kallelse.diagnostics import brief
from kallelse.errors import KallelseError
from kallelse.i18n import N_, _

LANGUAGE = "swe"
_MISSING_PROGRAM = 3  # OCRmyPDF's exit code, documented
_INSTALL = N_(
    "Install it: pip install 'kallelse[ocr]' and apt-get install tesseract-ocr tesseract-ocr-swe."
)


def find() -> list[str]:
    """Return the command that runs OCRmyPDF.

    Raises:
        KallelseError: it is not installed, or the program that reads the letters is not.
    """
    if importlib.util.find_spec("ocrmypdf") is not None:
        command = [sys.executable, "-P", "-m", "ocrmypdf"]
    elif program := shutil.which("ocrmypdf"):
        command = [program]
    else:
        raise _missing("OCRmyPDF")
    if shutil.which("tesseract") is None:
        raise _missing("Tesseract")
    return command


def _missing(program: str) -> KallelseError:
    message = _("{program} is needed for `ocr: true`, and is not installed")
    return KallelseError(message.format(program=program), _(_INSTALL))


def version() -> str:
    """Return what tells one installation from another, without starting it."""
    try:
        return f"ocrmypdf {importlib.metadata.version('ocrmypdf')} {LANGUAGE}"
    except importlib.metadata.PackageNotFoundError:
        return f"{find()[0]} {Path(find()[0]).stat().st_mtime_ns} {LANGUAGE}"


def add_text(source: Path, name: str, target: Path, seconds: int) -> None:
    """Write a PDF with a text layer on the pages that have no text.

    Raises:
        RefusedError: OCRmyPDF can make nothing of it, or not in `seconds`.
        KallelseError: OCRmyPDF, Tesseract or its Swedish is not installed.
    """
    command = [
        *find(), "--quiet", "--language", LANGUAGE, "--skip-text", "--output-type", "pdf",
        "--optimize", "0", "--invalidate-digital-signatures", str(source), str(target),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="kallelse-ocr-") as room:
        process = subprocess.Popen(  # noqa: S603 - found by `find`, with our own arguments
            command,
            cwd=room,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            _out, told = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise RefusedError(problems.too_slow(name, "OCRmyPDF", seconds)) from error
        finally:  # it has started others, which read the letters of a page each
            programs.end(process)
    if process.returncode == _MISSING_PROGRAM:
        reason = brief(told.decode(errors="replace"), 200)
        message = _("OCRmyPDF cannot work: {reason}").format(reason=reason)
        raise KallelseError(message, _(_INSTALL))
    if process.returncode:
        raise RefusedError(problems.not_converted(name, "OCRmyPDF"))
