"""A PDF that others sent us → one that can be bound, or the reason why not. It runs in the worker.

pypdf reads first. qpdf gives the second opinion, and mends what it can; what only pypdf reads is
saved by pypdf, and what neither finds a page in is salvaged and read again. After a limit nobody
reads on: the other library has none. It must not change the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kallelse.bind import rescue
from kallelse.bind.rescue import Look, UnopenedError
from kallelse.convert import carve, pdf, problems
from kallelse.convert.pdf import Facts, LimitError, LockedError
from kallelse.convert.problems import Problem, RefusedError
from kallelse.convert.salvage import salvage


class _NoPagesError(RefusedError):
    """Neither reader finds a page; `reason` is what they say of that."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(problems.damaged(name, reason))
        self.reason = reason


class _FilesLockedError(Exception):
    """Nothing is encrypted but embedded files, and those are not bound."""


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the number of pages to bind, what to warn of, and whether `target` has been written.

    Without `target` written, the file can be bound as it is.

    Raises:
        RefusedError: it cannot be bound.
    """
    source, target = Path(request["source"]), Path(request["target"])
    try:
        return _read(request)
    except _FilesLockedError:
        target.write_bytes(carve.without_lock(source.read_bytes()))
        reason, claimed = "", 0
    except _NoPagesError as error:
        found = salvage(source, target, error.reason, request)
        if found is None:
            raise
        reason, claimed = error.reason, found
    return {**_read({**request, "source": str(target)}, reason, claimed), "written": True}


def _read(request: Mapping[str, Any], mend: str = "", claimed: int = 0) -> dict[str, Any]:
    """Do what `read` does; `mend` is why a file has been salvaged, `claimed` its number of pages.

    Raises:
        _NoPagesError, _FilesLockedError: it cannot be bound as it is.
        RefusedError: it cannot be bound.
    """
    source, target = Path(request["source"]), Path(request["target"])
    name, password = request["name"], request["password"]
    warnings: list[Problem] = []
    found, reason = _facts(source, request)
    seen, refusal = _look(source, name, password, request)
    if found is not None:
        _check_count(found.pages, request)
    pages = _choose(found, seen, name, f"{reason} {refusal}".strip())
    written = False
    wrong = _why_mend(found, seen, reason, refusal)
    if wrong or found is None or (found.encrypted and password):
        pages, seen = _save(found, seen, request, name)
        written = True
    if not wrong:
        _check_writing(source, password, request)
    mend = mend or wrong
    lost = _lost(found, seen, pages, claimed)
    if mend or lost:
        warnings.append(problems.repaired(name, pages, mend, lost))
    if seen is not None and seen.unreadable:
        warnings.append(problems.unreadable_pages(name, seen.unreadable))
    if found is not None and found.signed and not request["keep_original"]:
        warnings.append(problems.signed(name))
    if request["pages"] or request["rotate"]:
        numbers = _numbers(request["pages"], pages, name)
        rescue.take(target if written else source, target, numbers, request["rotate"])
        pages, written = len(numbers) or pages, True
    return {"pages": pages, "written": written, "warnings": [one.plain() for one in warnings]}


def _facts(source: Path, request: Mapping[str, Any]) -> tuple[Facts | None, str]:
    name = request["name"]
    try:
        return pdf.facts(source, request["password"], request), ""
    except LimitError as error:
        raise RefusedError(problems.too_costly(name)) from error
    except LockedError as error:
        if error.certificate:
            raise RefusedError(problems.for_certificate(name)) from error
        if error.files_only:
            raise _FilesLockedError from error
        return None, ""  # qpdf knows more ways, and refuses it when it cannot either
    except RecursionError as error:
        raise RefusedError(problems.too_costly(name)) from error
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file can make it raise anything
        return None, str(error) or type(error).__name__


def _look(
    source: Path, name: str, password: str, request: Mapping[str, Any]
) -> tuple[Look | None, str]:
    try:
        seen = rescue.look(source, password, request["max_pages"], request["max_stream"])
    except UnopenedError as error:
        if error.locked:
            problem = problems.wrong_password(name) if password else problems.locked(name)
            raise RefusedError(problem) from error
        return None, str(error)
    _check_count(seen.pages, request)
    if seen.largest > request["max_stream"]:
        raise RefusedError(problems.too_costly(name))
    return seen, ""


def _check_writing(source: Path, password: str, request: Mapping[str, Any]) -> None:
    most = max(request["max_stream"], request["memory"] // 8)
    if rescue.largest_unpacked(source, password, most) > most:
        raise RefusedError(problems.too_costly(request["name"]))


def _check_count(pages: int, request: Mapping[str, Any]) -> None:
    if pages > request["max_pages"]:
        raise RefusedError(problems.too_many_pages(request["name"], pages, request["max_pages"]))


def _choose(found: Facts | None, seen: Look | None, name: str, reason: str) -> int:
    """Return how many pages it has; of two readers the one that finds more is right."""
    pages = max(found.pages if found else 0, seen.pages if seen else 0)
    if not pages:
        raise _NoPagesError(name, reason or "it has no pages")
    return pages


def _why_mend(found: Facts | None, seen: Look | None, reason: str, refusal: str) -> str:
    """Return what is wrong with the file as it is; nothing where it can be bound so."""
    if found is None or seen is None:
        return reason or refusal
    if found.pages != seen.pages:
        return problems.readers_differ(found.pages, seen.pages)
    for complaints in (seen.complaints, found.complaints):
        if complaints:
            return complaints[0]
    return ""


def _save(
    found: Facts | None, seen: Look | None, request: Mapping[str, Any], name: str
) -> tuple[int, Look]:
    """Save the file anew as the reader sees it that finds more pages, and look at the result."""
    source, target = Path(request["source"]), Path(request["target"])
    most = (request["max_pages"], request["max_stream"])
    by_qpdf = seen is not None and (found is None or _sees_more(seen, found))
    try:
        if by_qpdf:
            rescue.save(source, target, request["password"])
        elif not (seen is None and found is not None and _regrown(found.pages, request)):
            pdf.save(target, request)
        after = rescue.look(target, "", *most)
    except (RefusedError, MemoryError, OSError):
        raise
    except Exception as error:
        raise _NoPagesError(name, str(error)) from error
    if not after.pages:
        raise _NoPagesError(name, "it has no pages")
    return after.pages, after if seen is None or not by_qpdf else _both(seen, after)


def _regrown(pages: int, request: Mapping[str, Any]) -> bool:
    """Have qpdf save what only its walk through the page tree refuses; False for fewer pages.

    It keeps more than pypdf does, and takes far less time.
    """
    data, target = Path(request["source"]).read_bytes(), Path(request["target"])
    if rescue.regrow(data, target, request["password"]) is None:
        return False
    most = (request["max_pages"], request["max_stream"])
    return rescue.look(target, "", *most).pages >= pages


def _sees_more(seen: Look, found: Facts) -> bool:
    """Tell whether qpdf sees as much of a file as pypdf does, or more."""
    return seen.pages > found.pages or (seen.pages == found.pages and not seen.gave_up)


def _both(before: Look, after: Look) -> Look:
    """Return a look at a mended file that keeps what could not be read before."""
    unreadable = tuple(sorted({*before.unreadable, *after.unreadable}))
    return Look(after.pages, before.claimed, (), unreadable, after.largest)


def _lost(found: Facts | None, seen: Look | None, pages: int, claimed: int) -> str:
    """Say that pages are missing, by what the file claims; nothing where none are."""
    claims = [one.claimed for one in (found, seen) if one is not None and one.claimed is not None]
    claimed = max(claimed, *claims) if claims else claimed
    return problems.pages_lost(claimed, pages) if claimed > pages else ""


def _numbers(ranges: list[list[int]], pages: int, name: str) -> list[int]:
    """Write out ranges of pages.

    Raises:
        RefusedError: the document has no such page.
    """
    beyond = [last for _, last in ranges if last > pages]
    if beyond:
        raise RefusedError(problems.no_such_page(name, beyond[0], pages))
    return [number for first, last in ranges for number in range(first, last + 1)]
