"""Office files → PDF, through LibreOffice. It must not run macros or reach out of the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kallelse.convert import problems, programs
from kallelse.convert.problems import RefusedError
from kallelse.errors import KallelseError
from kallelse.i18n import _

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
_OPTIONS = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"}}'
)
_EXPORTS = {
    ".docx": "writer", ".doc": "writer", ".odt": "writer", ".rtf": "writer",
    ".xlsx": "calc", ".xls": "calc", ".ods": "calc",
    ".pptx": "impress", ".ppt": "impress", ".odp": "impress",
}  # fmt: skip

# No macros, no links followed out of the document, and a proxy that is not there for what does so
# anyway.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop>'
    "</item>"
)
_ITEMS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find() -> Path:
    """Return LibreOffice's program.

    Raises:
        KallelseError: it is not installed.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    for place in (found, *_PLACES):
        if place and Path(place).is_file():
            return Path(place)
    raise KallelseError(
        _("LibreOffice is needed for attachments from Office programs, and is not installed"),
        _(
            "Install it (apt-get install libreoffice-writer libreoffice-calc libreoffice-impress, "
            "or https://www.libreoffice.org), or save the attachments as PDF."
        ),
    )


def version(program: Path) -> str:
    """Return what tells one installation from another, without starting it."""
    real = program.resolve()
    about = real.stat()
    return f"{real} {about.st_size} {about.st_mtime_ns}"


def to_pdf(source: Path, name: str, suffix: str, target: Path, seconds: int) -> None:
    """Write a tagged PDF of an Office file, whose format `suffix` tells.

    Raises:
        RefusedError: LibreOffice can make nothing of it, or not in `seconds`.
        KallelseError: LibreOffice is not installed.
    """
    program = find()
    with tempfile.TemporaryDirectory(prefix="kallelse-office-") as folder:
        room = Path(folder)
        _write_settings(room / "profile")
        # A copy: LibreOffice puts a lock file beside what it opens, and names the file in the PDF.
        copy = room / f"document{suffix}"
        shutil.copyfile(source, copy)
        command = [
            str(program),
            f"-env:UserInstallation={(room / 'profile').as_uri()}",
            "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", f"pdf:{_EXPORTS[suffix]}_pdf_Export:{_OPTIONS}",
            "--outdir", str(room / "made"), str(copy),
        ]  # fmt: skip
        if not _run(command, room, seconds):
            raise RefusedError(problems.too_slow(name, "LibreOffice", seconds))
        made = room / "made" / "document.pdf"
        if not made.is_file():
            raise RefusedError(problems.not_converted(name, "LibreOffice"))
        shutil.copyfile(made, target)


def _write_settings(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, key=key, value=value) for path, key, value in _ITEMS)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS.format(items=items), encoding="utf-8")


def _run(command: list[str], room: Path, seconds: int) -> bool:
    """Run a program, and end it with all that it started after some seconds; tell if it ended."""
    nowhere = "http://127.0.0.1:9"
    surroundings = {
        **os.environ,
        "HOME": str(room),
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(  # noqa: S603 - found by `find`, with our own arguments
        command,
        cwd=room,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:  # soffice is a script that starts the program proper, and Ctrl-C must end both
        programs.end(process)
    return True
