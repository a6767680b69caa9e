"""What is wrong with the redacted version of an attachment, in words for the one who redacted it.

It must not repeat what was removed, and it writes nothing: no copy of what is secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.convert import problems
from kallelse.convert.kinds import Kind, format_of
from kallelse.convert.problems import Problem
from kallelse.diagnostics import Diagnostic, Position, brief
from kallelse.errors import KallelseError
from kallelse.i18n import N_, _
from kallelse.rules.documents import page_list

if TYPE_CHECKING:
    from kallelse.convert.attachments import Workshop

_APPLY = N_(
    "Apply the redaction (in Acrobat: Apply) or print the pages to pictures, and attach that file."
)
_PRINT = N_("Print it to a new PDF, without comments and layers, and attach that file.")
_CLEAN = N_("Remove hidden information (in Acrobat: Sanitize Document), and attach that file.")
_LOOK = N_("Look at it; if it tells what was removed, print the pages to a new PDF.")


@dataclass(frozen=True)
class Told:
    """How a kind of finding is told: by which rule, in which words, and what to do about it."""

    rule: str
    message: str
    hint: str
    warning: bool = False


_TEXT, _COMMENT, _TRACES = "redaction-text", "redaction-comment", "redaction-traces"
TOLD: Mapping[str, Told] = {
    "hidden": Told(_TEXT, N_("text that nobody sees can still be copied {where}: {name}"), _APPLY),
    "astray": Told(
        _TEXT,
        N_("text can be copied where the scan shows nothing {where}: {name}"),
        _LOOK,
        warning=True,
    ),
    "marked": Told(
        _TEXT, N_("places are marked for redaction and not redacted {where}: {name}"), _APPLY
    ),
    "picture": Told(
        _TEXT, N_("the scanned picture is still whole under the boxes {where}: {name}"), _APPLY
    ),
    "beyond": Told(
        _TEXT, N_("text that was removed is only cut off at the edge {where}: {name}"), _APPLY
    ),
    "cropped": Told(
        _TEXT, N_("a picture is only cut off and still whole in the file {where}: {name}"), _APPLY
    ),
    "beyond-perhaps": Told(
        _TEXT, N_("text lies beyond the edge {where}: {name}"), _LOOK, warning=True
    ),
    "cropped-perhaps": Told(
        _TEXT, N_("a picture goes on beyond the edge {where}: {name}"), _LOOK, warning=True
    ),
    "revision": Told(
        "redaction-revision",
        N_("an earlier version of the document can be restored from the file: {name}"),
        _PRINT,
    ),
    "signed": Told(
        "redaction-revision",
        N_("the file also holds the version from before it was signed: {name}"),
        _LOOK,
        warning=True,
    ),
    "unreachable": Told(
        "redaction-revision",
        N_("text or pictures that were deleted are still in the file: {name}"),
        _PRINT,
    ),
    "layer": Told("redaction-layer", N_("a hidden layer has content {where}: {name}"), _PRINT),
    "comment": Told(_COMMENT, N_("comments are left {where}: {name}"), _PRINT),
    "field": Told(_COMMENT, N_("form fields hold values that nobody sees {where}: {name}"), _PRINT),
    "file": Told(_TRACES, N_("another file is embedded {where}: {name}"), _CLEAN),
    "thumbnail": Told(
        _TRACES, N_("a small picture of the page as it was may lie {where}: {name}"), _CLEAN
    ),
    "program": Told(
        _TRACES, N_("data of the program that made it are kept {where}: {name}"), _CLEAN
    ),
    "metadata": Told(
        _TRACES, N_("words that were removed stand in its properties: {name}"), _CLEAN
    ),
    "metadata-perhaps": Told(
        _TRACES,
        N_("the properties could not be compared with what was removed: {name}"),
        N_("Look at title, subject and keywords among its properties."),
        warning=True,
    ),
    "outline": Told(_TRACES, N_("words that were removed stand in its bookmarks: {name}"), _CLEAN),
    "description": Told(
        _TRACES,
        N_("words that were removed stand in descriptions for who listens {where}: {name}"),
        _PRINT,
    ),
    "layer-name": Told(
        _TRACES, N_("words that were removed stand in the names of layers: {name}"), _CLEAN
    ),
    "script": Told(_TRACES, N_("words that were removed stand in a script: {name}"), _CLEAN),
    "link": Told(_TRACES, N_("words that were removed stand in a link {where}: {name}"), _CLEAN),
}
_OFFICE = Told(
    _TEXT,
    N_("an Office file can hold text that nobody sees, under boxes or deleted: {name}"),
    N_("Save the redacted version as PDF, where it is searched for, and name that file."),
)
_ELSEWHERE = Told(_TRACES, N_("words that were removed are still written {where}: {name}"), _PRINT)


def check_public_file(
    public: Path,
    original: Path | None,
    name: str,
    at: Callable[[str], Position],
    workshop: Workshop,
    password: str = "",
) -> tuple[Diagnostic, ...]:
    """Say what of the original can still be found in its redacted version.

    `name` is that of the redacted file for people, `at` tells where a key of the attachment is
    written; `password` opens the original. What is under boxes or deleted in an Office file, only a
    PDF of it would show: it is refused. Of a picture, an e-mail or a text only what is shown comes
    into the pack, so that nothing is said of them.

    Raises:
        KallelseError: the worker cannot be started, or the disk fails us.
    """
    kind = format_of(public).kind
    if kind is Kind.OFFICE:
        return (_told(_OFFICE, (), name).at(at("public_file")),)
    if kind is not Kind.PDF:
        return ()
    return tuple(
        one.at(at("public_file")) for one in _problems(public, original, name, workshop, password)
    )


def _problems(
    public: Path, original: Path | None, name: str, workshop: Workshop, password: str
) -> Sequence[Problem]:
    from kallelse.convert.bench import StoppedError

    try:
        answer = workshop.ask(
            "redactions",
            workshop.limits.convert_seconds,
            name=name,
            source=str(public),
            original=None if original is None else str(original),
            password=password,
        )
    except StoppedError:
        return [problems.too_costly(name)]
    if "refused" in answer:
        return [problems.from_plain(answer["refused"])]
    if "trouble" in answer:
        message = _("cannot read {name}: {reason}").format(name=name, reason=answer["trouble"])
        raise KallelseError(message, _("Check that you may read the file."))
    if "findings" not in answer:
        return [problems.damaged(name, str(answer.get("unexpected", "")))]
    return [
        _told(TOLD.get(one["kind"], _ELSEWHERE), one["pages"], name) for one in answer["findings"]
    ]


def _told(told: Told, pages: Sequence[int], name: str) -> Problem:
    where = _("on {pages}").format(pages=page_list(pages)) if pages else _("in the file")
    message = _(told.message).format(where=where, name=brief(name))
    return Problem(told.rule, message, _(told.hint), told.warning)
