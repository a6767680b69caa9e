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

_DECLARED_STREAM = 75_000_000
_ELEMENTS = 1_000_000
_FIELDS = 10_000
_DECLARED = "Declared stream length"

# What pypdf says of damage; the rest of its warnings is about what no reader notices.
_DAMAGE = re.compile(
    r"EOF marker|startxref|invalid pdf header|rebuild|ended unexpectedly|Stream has ended"
    r"|Unexpected end|could not be decoded|Object \d+ \d+ found"
)


class LimitError(Exception):
    """Reading on would take more than the limits allow."""


class LockedError(Exception):
    """It cannot be read without a password, or not with this one."""


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
        if reader.is_encrypted and not reader.decrypt(""):
            reader.decrypt(str(request["password"]))
        yield reader


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
                if encrypted and not reader.decrypt("") and not reader.decrypt(password):
                    raise LockedError
                _check_object_streams(reader)
                pages = len(reader.pages)
                found = Facts(pages, _claimed(reader), _is_signed(reader), encrypted, ())
        except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
            raise LockedError from error
        except LimitReachedError as error:
            if _DECLARED in str(error):
                raise
            raise LimitError(str(error)) from error
        except MemoryError as error:
            raise LimitError("memory") from error
        except PdfReadError as error:  # some of them wrap a limit in their own words
            if "Limit reached" in str(error):
                raise LimitError(str(error)) from error
            raise
    complaints = tuple(dict.fromkeys(one for one in heard if _DAMAGE.search(one)))
    return Facts(found.pages, found.claimed, found.signed, found.encrypted, complaints)


def save(source: Path, target: Path, password: str, request: Mapping[str, Any]) -> None:
    """Save anew what only pypdf can read; raises what that raises."""
    with limits(source, request), pypdf.PdfReader(source) as reader:
        if reader.is_encrypted and not reader.decrypt(""):
            reader.decrypt(password)
        writer = pypdf.PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        writer.write(target)


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
