"""An attachment as it is written → what is bound of it. It must not know the meeting."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kallelse.convert import ocr, office, problems
from kallelse.convert.bench import Bench, StoppedError
from kallelse.convert.cache import Cache, Kept
from kallelse.convert.kinds import Format, Kind, format_of
from kallelse.convert.letters import letter
from kallelse.convert.password_files import password_of
from kallelse.convert.problems import Problem, RefusedError
from kallelse.diagnostics import Diagnostic, Position
from kallelse.errors import KallelseError
from kallelse.files import sha256
from kallelse.i18n import _
from kallelse.model import Attachment, Limits
from kallelse.pack import Letter
from kallelse.typeset import FontFiles

# What a rule complains about, where that is not the file.
_KEYS = {"attachment-pages": "pages", "alt-pages": "alt", "alt-keys": "alt"}


@dataclass(frozen=True)
class Converted:
    """A PDF on disk that can be bound, and what to warn of.

    `sha256` is that of the file that was handed in, `suffix` the one its bytes ask for.
    """

    pdf: Path
    pages: int
    sha256: str
    suffix: str
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Mail:
    """An e-mail that is to be typeset, and what to warn of."""

    letter: Letter
    sha256: str
    suffix: str
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """What converting takes: the worker, its limits, a place for results, our pages' fonts.

    `language` is that of what editors write (BCP 47).
    """

    bench: Bench
    limits: Limits
    cache: Cache
    fonts: FontFiles
    language: str

    def ask(self, task: str, seconds: float, **what: object) -> Mapping[str, Any]:
        """Have the worker do a task with a file, within the limits and that time.

        Raises:
            StoppedError: it takes longer than that, or more memory than it may.
            KallelseError: the worker cannot be started.
        """
        limits = self.limits
        return self.bench.ask(
            task,
            seconds,
            memory=limits.memory,
            max_pages=limits.max_pages,
            max_stream=limits.max_stream,
            max_depth=limits.max_depth,
            **what,
        )


@dataclass(frozen=True)
class Order:
    """One file and what is to be done with it; `name` is its name for people."""

    path: Path
    name: str
    sha256: str
    format: Format
    attachment: Attachment
    password: str


Converter = Callable[[Order, Workshop], Kept | tuple[Letter, tuple[Problem, ...]]]


def convert(
    attachment: Attachment,
    files: Mapping[str, Path],
    at: Callable[[str], Position],
    workshop: Workshop,
) -> Converted | Mail | Diagnostic:
    """Make the file of an attachment ready to be bound, or say what is wrong with it.

    `files` finds a file by the name that the editor wrote, `at` tells where a key is written.

    Raises:
        KallelseError: a program that the file's kind needs is missing, or the disk fails us.
    """
    name = attachment.file or ""
    try:
        return _converted(attachment, name, files, at, workshop)
    except RefusedError as error:
        return error.problem.at(at(_KEYS.get(error.problem.rule, "file")))
    except StoppedError:
        return problems.too_costly(name).at(at("file"))


def _converted(
    attachment: Attachment,
    name: str,
    files: Mapping[str, Path],
    at: Callable[[str], Position],
    workshop: Workshop,
) -> Converted | Mail:
    path = files[name]
    size = path.stat().st_size
    if size > workshop.limits.max_file:
        raise RefusedError(problems.too_large(name, size))
    found = format_of(path)
    if found.kind is None:
        raise RefusedError(problems.wrong_kind(name, found.name, found.advice))
    if attachment.alt and found.kind is not Kind.IMAGE:
        raise RefusedError(problems.alt_of_no_picture(name, found.name))
    told = []
    if path.suffix.lower() not in found.suffixes:
        told.append(problems.wrong_suffix(name, found.name, found.suffixes[0]))
    password = password_of(attachment, files)
    order = Order(path, name, sha256(path), found, attachment, password)
    made = CONVERTERS[found.kind](order, workshop)
    suffix = path.suffix.lower() if not told else found.suffixes[0]
    if not isinstance(made, Kept):
        letter, more = made
        return Mail(
            letter, order.sha256, suffix, tuple(one.at(at("file")) for one in (*told, *more))
        )
    pages, bound, more = _finished(order, made.pdf, workshop)
    warnings = tuple(one.at(at("file")) for one in (*told, *made.warnings, *more))
    return Converted(bound, pages, order.sha256, suffix, warnings)


def _as_it_is(order: Order, _workshop: Workshop) -> Kept:
    return Kept(order.path, ())


def _from_picture(order: Order, workshop: Workshop) -> Kept:
    alt, language = order.attachment.alt, workshop.language
    pages = [list(one) for one in order.attachment.pages or ()]

    def make(target: Path) -> tuple[Problem, ...]:
        _ask(
            "image",
            order,
            workshop,
            source=str(order.path),
            target=str(target),
            alt=alt,
            pages=pages,
            language=language,
        )
        return ()

    said = json.dumps([language, pages, alt]) if alt else ""
    return workshop.cache.made(make, "image", said, of=order.sha256)


def _from_office(order: Order, workshop: Workshop) -> Kept:
    program = office.find()
    suffix = order.path.suffix.lower()
    suffix = suffix if suffix in order.format.suffixes else order.format.suffixes[0]

    def make(target: Path) -> tuple[Problem, ...]:
        seconds = workshop.limits.convert_seconds
        office.to_pdf(order.path, order.name, suffix, target, seconds)
        return ()

    version = office.version(program)
    return workshop.cache.made(make, "office", version, suffix, of=order.sha256)


def _from_mail(order: Order, workshop: Workshop) -> tuple[Letter, tuple[Problem, ...]]:
    answer = _ask("mail", order, workshop, source=str(order.path))
    return letter(answer, order.name, workshop.fonts)


CONVERTERS: Mapping[Kind, Converter] = {
    Kind.PDF: _as_it_is,
    Kind.IMAGE: _from_picture,
    Kind.OFFICE: _from_office,
    Kind.EMAIL: _from_mail,
}


def _finished(
    order: Order, made: Path, workshop: Workshop
) -> tuple[int, Path, tuple[Problem, ...]]:
    """Read a PDF as it will be bound: mended, with the pages and the text layer that are wanted."""
    wanted = order.attachment
    target = workshop.cache.place(
        "pdf", made.name, str(wanted.pages), str(wanted.rotate), of=order.sha256
    )
    answer = _read(order, made, target, workshop)
    bound = target if answer["written"] else made
    told = tuple(problems.from_plain(one) for one in answer["warnings"])
    if not wanted.ocr:
        return int(answer["pages"]), bound, told

    def make(text: Path) -> tuple[Problem, ...]:
        ocr.add_text(bound, order.name, text, workshop.limits.convert_seconds)
        return ()

    ocr.find()
    with_text = workshop.cache.made(make, "ocr", ocr.version(), sha256(bound), of=order.sha256)
    return int(answer["pages"]), with_text.pdf, told


def _read(order: Order, made: Path, target: Path, workshop: Workshop) -> Mapping[str, Any]:
    """Have the worker read a PDF; what it writes takes its place at `target` in one step."""
    wanted = order.attachment
    with workshop.cache.room(target) as room:
        answer = _ask(
            "pdf",
            order,
            workshop,
            source=str(made),
            target=str(room),
            password=order.password,
            pages=[list(one) for one in wanted.pages or ()],
            rotate=wanted.rotate or 0,
            keep_original=wanted.keep_original,
        )
        if answer["written"]:
            room.replace(target)
    return answer


def _ask(task: str, order: Order, workshop: Workshop, **what: object) -> Mapping[str, Any]:
    """Ask the worker, within the limits.

    Raises:
        RefusedError: the file cannot be bound.
        StoppedError: the worker had to be stopped.
        KallelseError: the disk fails us.
    """
    answer = workshop.ask(task, workshop.limits.seconds, name=order.name, **what)
    if "refused" in answer:
        raise RefusedError(problems.from_plain(answer["refused"]))
    if "unexpected" in answer:
        raise RefusedError(problems.damaged(order.name, str(answer["unexpected"])))
    if "trouble" in answer:
        raise KallelseError(
            _("cannot read {name} or write what is made of it: {reason}").format(
                name=order.name, reason=answer["trouble"]
            ),
            _("Check the disk, and that you may read the file, then try again."),
        )
    return answer
