"""What is inside attachments, found once for every content of a file. It must not judge it.

What was found is kept under the hash of the file, so that a check that finds nothing new starts no
worker and loads no library.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

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


@functools.cache
def _readers() -> str:
    """Return a hash of our own code that reads attachments: another one may find something else."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in code)).hexdigest()


@dataclass(frozen=True)
class Found:
    """What is inside one attachment, and what is wrong with it, by the key that it is about."""

    facts: Facts | None
    problems: tuple[tuple[str, Diagnostic], ...]

    def at(self, place: Callable[[str], Position]) -> tuple[Diagnostic, ...]:
        """Return what is wrong, each where its key is written."""
        return tuple(dataclasses.replace(one, position=place(key)) for key, one in self.problems)


@dataclass(frozen=True)
class Shelf:
    """The folder where findings are kept; everything in it can be found again."""

    folder: Path

    def place(
        self, what: str, attachment: Attachment, files: Mapping[str, Path], limits: Limits
    ) -> Path:
        """Return where the findings of an attachment lie, by all that they are made of.

        `what` was looked for.

        Raises:
            KallelseError: the file cannot be read.
        """
        names = (attachment.file, attachment.password_file, attachment.public_file)
        parts = [
            what,
            _readers(),
            version("pypdf"),
            version("pypdfium2"),
            language(),
            *(sha256(files[name]) for name in names if name is not None and name in files),
            *(repr(getattr(attachment, key)) for key in _OF_THE_FILE),
            repr(limits),
        ]
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        # What is found in a public file is told of that, and never of the one it stands in for.
        named = attachment.public_file if what == compare.__name__ else attachment.file
        return self.folder / f"{beginning(sha256(files[named or '']))}{key}.json"

    def read(self, place: Path) -> Found | None:
        """Return what is kept, None where there is nothing or nothing whole."""
        used(place)
        try:
            return _from_plain(json.loads(place.read_bytes()))
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, place: Path, found: Found) -> None:
        """Keep what was found; where the folder cannot be written, it is found again next time."""
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
    try:
        made = convert(attachment, files, Position, workshop)
    except KallelseError:
        if needs_program:
            return None
        raise
    if isinstance(made, Diagnostic):
        return Found(None, ((made.position.file, made),))
    problems = tuple((one.position.file, one) for one in made.warnings)
    if isinstance(made, Mail):
        return Found(_of_mail(made), problems)
    if kind is Kind.IMAGE:  # a picture has no text to be missed
        return Found(None, problems)
    facts, more = _read(attachment, made, workshop)
    return Found(facts, (*problems, *more))


def compare(attachment: Attachment, files: Mapping[str, Path], workshop: Any) -> Found:
    """Compare an attachment with its redacted version, as a build for the public does.

    Raises:
        KallelseError: the worker cannot be started, or the disk fails us.
    """
    from kallelse.convert.attachments import password_of
    from kallelse.convert.public_file import check_public_file

    public, original = attachment.public_file or "", files.get(attachment.file or "")
    password = password_of(attachment, files)
    problems = check_public_file(
        files[public], original, public, Position, workshop, password=password
    )
    return Found(None, tuple((one.position.file, one) for one in problems))


def _read(
    attachment: Attachment, made: Any, workshop: Any
) -> tuple[Facts | None, tuple[tuple[str, Diagnostic], ...]]:
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
        return None, (
            ("file", Diagnostic(place, "attachment-unread", told, hint, Severity.WARNING)),
        )
    numbers = [
        number for one in attachment.pages or () for number in range(one.first, one.last + 1)
    ] or range(1, len(answer["pages"]) + 1)
    keep(made.pdf, answer["access"], workshop)
    return _facts({**answer, "sha256": made.sha256, "numbers": list(numbers)}), ()


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
