"""What is inside attachments, found once for every content of a file. It must not judge it.

What was found is kept under the hash of the file, so that a check that finds nothing new starts no
worker and loads no library.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kallelse.convert.accidents import Watched, gave_up
from kallelse.convert.cache import beginning
from kallelse.convert.facts import from_plain, keep
from kallelse.diagnostics import Diagnostic, Position, Severity, brief
from kallelse.errors import KallelseError
from kallelse.files import sha256, write_text
from kallelse.i18n import _, language
from kallelse.keeping import used
from kallelse.model import Attachment, Limits
from kallelse.rules.facts import Facts, PageFacts

# What of an attachment can change what is found in its file.
_OF_THE_FILE = (
    "file", "pages", "rotate", "password_file", "keep_original", "ocr", "alt", "public_file"
)  # fmt: skip
_A4 = (595.276, 841.89)
# The libraries that open attachments, or tell what a font lacks of them.
_LIBRARIES = ("kallelse", "pikepdf", "pillow", "pypdf", "pypdfium2", "reportlab")


@functools.cache
def _readers() -> str:
    """Return a hash of all that reads attachments: another one may find something else.

    Of our own code it is the whole: what opens a file leans on much that lies elsewhere.
    """
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    digest = hashlib.sha256(b"".join(one.read_bytes() for one in code))
    for word in (sys.version, *(f"{name} {version(name)}" for name in _LIBRARIES)):
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Found:
    """What is inside one attachment, and what is wrong with it, by the key that it is about.

    Without `lasts` it was an accident, as on a busy computer, and need not be so next time.
    """

    facts: Facts | None
    problems: tuple[tuple[str, Diagnostic], ...]
    lasts: bool = True

    def at(self, place: Callable[[str], Position]) -> tuple[Diagnostic, ...]:
        """Return what is wrong, each where its key is written."""
        return tuple(dataclasses.replace(one, position=place(key)) for key, one in self.problems)


@dataclass(frozen=True)
class Shelf:
    """The folder where findings are kept; everything in it can be found again.

    `fonts` are the files that letters are set with.
    """

    folder: Path
    fonts: tuple[Path, ...]

    def place(
        self, what: str, attachment: Attachment, files: Mapping[str, Path], limits: Limits
    ) -> Path:
        """Return where the findings of an attachment lie, by all that they are made of.

        `what` was looked for. Of another program that makes pages of the file it is where that lies
        and how old it is, as for those pages: none is started to be asked for its version.

        Raises:
            KallelseError: the file cannot be read.
        """
        names = (attachment.file, attachment.password_file, attachment.public_file)
        parts = [
            what,
            _readers(),
            language(),
            *(sha256(files[name]) for name in names if name is not None and name in files),
            *self._makers(attachment, files),
            *(repr(getattr(attachment, key)) for key in _OF_THE_FILE),
            repr(limits),
        ]
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        # What is found in a public file is told of that, and never of the one it stands in for.
        named = attachment.public_file if what == compare.__name__ else attachment.file
        return self.folder / f"{beginning(sha256(files[named or '']))}{key}.json"

    def _makers(self, attachment: Attachment, files: Mapping[str, Path]) -> Iterator[str]:
        """Yield what beside our own code makes something of a file before it is read."""
        from kallelse.convert import ocr, office
        from kallelse.convert.kinds import Kind, format_of

        path = files.get(attachment.file or "")
        kind = format_of(path).kind if path else None
        if kind is Kind.EMAIL:
            yield self._letters
        if kind is Kind.OFFICE:
            yield _if_installed(lambda: office.version(office.find()))
        if attachment.ocr:
            yield _if_installed(ocr.version)

    @functools.cached_property
    def _letters(self) -> str:
        return " ".join(sha256(path) for path in self.fonts)

    def read(self, place: Path) -> Found | None:
        """Return what is kept, None where there is nothing or nothing whole."""
        used(place)
        try:
            return _from_plain(json.loads(place.read_bytes()))
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, place: Path, found: Found) -> None:
        """Keep what was found, if it lasts; where nothing can be written, it is found again."""
        if not found.lasts:
            return
        try:
            write_text(place, json.dumps(_plain(found)))
        except KallelseError:
            return


def inspect(attachment: Attachment, files: Mapping[str, Path], workshop: Any) -> Found | None:
    """Open an attachment as a build does and read what is in it, with the worker of a Workshop.

    None where that needs a program which is not installed: the build will say so.

    Raises:
        KallelseError: the worker cannot be started, or the disk fails us.
    """
    from kallelse.convert.attachments import Mail, convert
    from kallelse.convert.kinds import Kind, format_of

    name = attachment.file or ""
    kind = format_of(files[name]).kind
    needs_program = attachment.ocr or kind is Kind.OFFICE
    watched = Watched(workshop.bench)
    try:
        made = convert(attachment, files, Position, dataclasses.replace(workshop, bench=watched))
    except KallelseError:
        if needs_program:
            return None
        raise
    if isinstance(made, Diagnostic):
        accident = watched.stopped or gave_up(made, name, workshop.limits)
        return Found(None, ((made.position.file, made),), lasts=not accident)
    problems = tuple((one.position.file, one) for one in made.warnings)
    if isinstance(made, Mail):
        return Found(_of_mail(made), problems)
    if kind is Kind.IMAGE:  # a picture has no text to be missed
        return Found(None, problems)
    read = _read(attachment, made, workshop)
    return dataclasses.replace(read, problems=(*problems, *read.problems))


def compare(attachment: Attachment, files: Mapping[str, Path], workshop: Any) -> Found:
    """Compare an attachment with its redacted version, as a build for the public does.

    Raises:
        KallelseError: the worker cannot be started, or the disk fails us.
    """
    from kallelse.convert.password_files import password_of
    from kallelse.convert.public_file import check_public_file

    public, original = attachment.public_file or "", files.get(attachment.file or "")
    password = password_of(attachment, files)
    watched = Watched(workshop.bench)
    shop = dataclasses.replace(workshop, bench=watched)
    problems = check_public_file(files[public], original, public, Position, shop, password=password)
    told = tuple((one.position.file, one) for one in problems)
    return Found(None, told, lasts=not watched.stopped)


def _if_installed(tell: Callable[[], str]) -> str:
    try:
        return tell()
    except KallelseError:
        return ""


def _read(attachment: Attachment, made: Any, workshop: Any) -> Found:
    from kallelse.convert.bench import StoppedError

    seconds = workshop.limits.convert_seconds
    try:
        answer = workshop.ask(
            "pages", seconds, name=attachment.file, source=str(made.pdf), password=""
        )
    except StoppedError:
        answer = {}
    if "pages" not in answer:
        message = _("the text cannot be read, so nobody has looked for what should not be there")
        told = f"{message}: {brief(attachment.file or '')}"
        hint = _("Look through the document yourself before it is sent.")
        place = Position("file")
        unread = Diagnostic(place, "attachment-unread", told, hint, Severity.WARNING)
        return Found(None, (("file", unread),), lasts=False)  # most often for want of time
    numbers = [
        number for one in attachment.pages or () for number in range(one.first, one.last + 1)
    ] or range(1, len(answer["pages"]) + 1)
    keep(made.pdf, answer["access"], workshop)
    return Found(_facts({**answer, "sha256": made.sha256, "numbers": list(numbers)}), ())


def _of_mail(mail: Any) -> Facts:
    """Return a letter as one page, with all that stands in it."""
    letter = mail.letter
    lines = [letter.sender, *letter.to, *letter.cc, letter.subject or ""]
    lines += [line for paragraph in letter.paragraphs for line in paragraph]
    lines += [str(one) for one in letter.enclosures]
    return Facts(mail.sha256, ((1, PageFacts("\n".join(lines), *_A4)),))


def _facts(plain: Mapping[str, Any]) -> Facts:
    pages = tuple(PageFacts(**one) for one in plain["pages"])
    return Facts(
        sha256=plain["sha256"],
        pages=tuple(zip(plain["numbers"], pages, strict=True)),
        outline=tuple(plain["outline"]),
        metadata=tuple((name, value) for name, value in plain["metadata"]),
        access=from_plain(plain["access"]) if plain["access"] else None,
    )


def _plain(found: Found) -> dict[str, Any]:
    facts = found.facts and {
        **dataclasses.asdict(found.facts),
        "pages": [dataclasses.asdict(page) for _number, page in found.facts.pages],
        "numbers": [number for number, _page in found.facts.pages],
    }
    problems = [[key, one.rule, one.message, one.hint, one.severity] for key, one in found.problems]
    return {"facts": facts, "problems": problems}


def _from_plain(plain: Mapping[str, Any]) -> Found:
    problems = tuple(
        (key, Diagnostic(Position(key), rule, message, hint, Severity(severity)))
        for key, rule, message, hint, severity in plain["problems"]
    )
    return Found(_facts(plain["facts"]) if plain["facts"] else None, problems)
