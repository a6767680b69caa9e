"""What a PDF file is, read under limits with pypdf. It must not change the file.

It runs in the worker.

pypdf opens a file before any other library does: its limits stop files that are made to exhaust
memory.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PdfReadError,
    WrongPasswordError,
)
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from kallelse.bind.passwords import spellings

_DECLARED_STREAM = 75_000_000
_ELEMENTS = 1_000_000
_FIELDS = 10_000
_TAIL = 1_000_000  # bytes at the end of a file in which the last change is looked for
_OBJECT = re.compile(rb"[\r\n]\d{1,9} \d{1,5} obj\b")
# Limits that damage alone reaches: what is left to the repair has no more to exhaust us with.
_NO_BOMB = re.compile(
    r"Declared (?:stream length|size)|Detected|Read stream length|Requested length|Token exceeds"
)
_CERTIFICATE = "only Standard PDF encryption handler"

# What pypdf says of damage; the rest of its warnings is about what no reader notices.
_DAMAGE = re.compile(
    r"EOF marker|startxref|invalid pdf header|rebuild|ended unexpectedly|Stream has ended"
    r"|Unexpected end|could not be decoded|Object \d+ \d+ found"
)


class LimitError(Exception):
    """Reading on would take more than the limits allow."""


class LockedError(Exception):
    """It cannot be read without a password, or not with this one.

    `certificate` tells that no password opens it, but the key of somebody it is meant for;
    `files_only` that it is locked no more than the files in it are, and they stay behind anyway.
    """

    def __init__(self, *, certificate: bool = False, files_only: bool = False) -> None:
        super().__init__()
        self.certificate = certificate
        self.files_only = files_only


@dataclass(frozen=True)
class Facts:
    """What pypdf finds in a PDF.

    `claimed` is how many pages the file says that it has, None where it says nothing. `complaints`
    are about real damage.
    """

    pages: int
    claimed: int | None
    signed: bool
    encrypted: bool
    complaints: tuple[str, ...]


@contextmanager
def limits(source: Path, request: Mapping[str, Any]) -> Iterator[None]:
    """Hold pypdf to the request's limits while it reads a file."""
    most = int(request["max_stream"])
    depth = int(request["max_depth"])
    with pypdf.apply_configuration(
        # A length beyond the file's end is wrong and no bomb: it is left to the repair.
        maximum_declared_stream_length=max(_DECLARED_STREAM, source.stat().st_size),
        array_maximum_element_count=_ELEMENTS,
        dictionary_maximum_element_count=_ELEMENTS,
        zlib_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        brotli_maximum_output_length=most,
        array_based_stream_maximum_output_length=most,
        page_tree_maximum_depth=depth,
        form_fields_maximum_depth=depth,
    ):
        yield


@contextmanager
def opened(request: Mapping[str, Any]) -> Iterator[pypdf.PdfReader]:
    """Open the file of a request within its limits, with its password where it needs one."""
    source = Path(request["source"])
    with limits(source, request), pypdf.PdfReader(source) as reader:
        if reader.is_encrypted:
            unlock(reader, str(request["password"]))
        yield reader


def unlock(reader: pypdf.PdfReader, password: str) -> bool:
    """Open a locked file with a password, or with none; tell whether it is open."""
    return any(map(reader.decrypt, spellings(password)))


def facts(source: Path, password: str, request: Mapping[str, Any]) -> Facts:
    """Read what a PDF is: its cross references, its object streams, its page tree.

    A file that only an owner password protects is readable (ISO 32000-1, 7.6.3.1).

    Raises:
        LimitError: it is made, or large enough, to exhaust us.
        LockedError: it asks for a password, or for another one.
        Exception: whatever a damaged file makes the library raise.
    """
    with _listening() as heard, limits(source, request):
        try:
            with pypdf.PdfReader(source) as reader:
                encrypted = reader.is_encrypted
                if encrypted and not unlock(reader, password):
                    raise LockedError(files_only=_only_files_are_locked(reader))
                _check_object_streams(reader)
                pages = len(reader.pages)
                found = Facts(pages, _claimed(reader), _is_signed(reader), encrypted, ())
        except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
            raise LockedError from error
        except NotImplementedError as error:  # pypdf's own, for locks that it has no key to
            if _CERTIFICATE in str(error):
                raise LockedError(certificate=True) from error
            raise
        except LimitReachedError as error:
            if _NO_BOMB.search(str(error)):
                raise
            raise LimitError(str(error)) from error
        except MemoryError as error:
            raise LimitError("memory") from error
        except PdfReadError as error:  # some of them wrap a limit in their own words
            if "Limit reached" in str(error):
                raise LimitError(str(error)) from error
            raise
    if _is_cut(source):
        heard.append("EOF marker not found")
    complaints = tuple(dict.fromkeys(one for one in heard if _DAMAGE.search(one)))
    return Facts(found.pages, found.claimed, found.signed, found.encrypted, complaints)


def _is_cut(source: Path) -> bool:
    """Tell whether a change was added to the file whose end is missing; readers pass over it."""
    with source.open("rb") as stream:
        stream.seek(max(0, source.stat().st_size - _TAIL))
        tail = stream.read()
    _before, mark, after = tail.rpartition(b"%%EOF")
    return bool(mark) and _OBJECT.search(after) is not None


def save(target: Path, request: Mapping[str, Any]) -> None:
    """Save anew the file of a request, which only pypdf can read; raises what that raises."""
    with opened(request) as reader:
        try:
            writer = pypdf.PdfWriter(clone_from=reader)
        except Exception:  # noqa: BLE001 - what hangs on the document may be what is damaged
            writer = pypdf.PdfWriter()
            for page in reader.pages:
                writer.add_page(page)
        writer.write(target)


def _only_files_are_locked(reader: pypdf.PdfReader) -> bool:
    """Tell whether streams and strings are not encrypted, but embedded files (7.6.5)."""
    lock = _resolved(reader.trailer.get("/Encrypt"))
    return (
        isinstance(lock, DictionaryObject)
        and lock.get("/V") in (4, 5)
        and {lock.get("/StmF", "/Identity"), lock.get("/StrF", "/Identity")} == {"/Identity"}
    )


def _check_object_streams(reader: pypdf.PdfReader) -> None:
    """Decode each object stream once, so that none can explode in the library that binds."""
    for number in sorted({stream for stream, _ in reader.xref_objStm.values()}):
        stream = reader.get_object(number)
        if isinstance(stream, StreamObject):
            stream.get_data()


def _claimed(reader: pypdf.PdfReader) -> int | None:
    tree = reader.root_object.get("/Pages")
    tree = tree.get_object() if tree is not None else None
    count = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    count = count.get_object() if count is not None else None
    return int(count) if isinstance(count, int) else None


def _is_signed(reader: pypdf.PdfReader) -> bool:
    """Tell whether a signature field has been signed (ISO 32000-1, 12.7.4.5)."""
    form = _resolved(reader.root_object.get("/AcroForm"))
    waiting = list(_items(form.get("/Fields"))) if isinstance(form, DictionaryObject) else []
    for _ in range(_FIELDS):
        if not waiting:
            break
        field = waiting.pop()
        if isinstance(field, DictionaryObject):
            if field.get("/FT") == "/Sig" and isinstance(
                _resolved(field.get("/V")), DictionaryObject
            ):
                return True
            waiting.extend(_items(field.get("/Kids")))
    return False


def _resolved(value: Any) -> Any:
    return None if value is None else value.get_object()


def _items(value: Any) -> Iterator[Any]:
    found = _resolved(value)
    return (_resolved(one) for one in found) if isinstance(found, ArrayObject) else iter(())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what pypdf warns of."""
    heard: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(heard) < 1000:
                heard.append(record.getMessage()[:300])

    log, collector = logging.getLogger("pypdf"), Collector(logging.WARNING)
    log.addHandler(collector)
    log.propagate, log.level = False, logging.WARNING
    try:
        yield heard
    finally:
        log.removeHandler(collector)
