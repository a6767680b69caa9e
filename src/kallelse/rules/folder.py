"""Rules for the files of a meeting's folder as a whole. They must not look inside a file."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import _
from kallelse.model import Attachment
from kallelse.rules.context import Context, Finding, attachments, files
from kallelse.rules.places import State, contents
from kallelse.source import Data, KeyPath

_LARGE = 50_000_000
# What computers leave in folders by themselves.
_LITTER = (".", "~$", "Thumbs.db", "desktop.ini")


def attachment_repeated(context: Context) -> Iterator[Finding]:
    """Report a document that is attached twice.

    Most often the wrong file was named the second time, and the members miss the right one. Name
    the right file, or remove one of them: a memo may point to the attachment of another item.
    """
    first: dict[object, KeyPath] = {}
    for path, one in attachments(context):
        if one.file is None:
            continue
        known = context.facts.get(path)
        key = (known.sha256 if known else posixpath.normpath(one.file), one.pages)
        if key in first:
            message = _("the same document is attached on line {line}: {name}").format(
                line=context.at((*first[key], "file")).line, name=brief(one.file)
            )
            yield Finding((*path, "file"), message, _("Name the right file, or remove one."))
        first.setdefault(key, path)


def attachment_large(context: Context) -> Iterator[Finding]:
    """Report a file that makes the pack heavy to send and to open.

    The limit is 50 MB, or what the body sets: `rules: {attachment-large: {size: 20 MB}}`. Save the
    document with smaller pictures; scans and slides shrink to a tenth of their size.
    """
    limit = context.setting("attachment-large").size or _LARGE
    for path, one in attachments(context):
        size = _size(context, one)
        if size > limit:
            message = _("the file has {size}, and {limit} are enough: {name}").format(
                size=_shown(size), limit=_shown(limit), name=brief(one.file or "")
            )
            yield Finding((*path, "file"), message, _("Save it with smaller pictures."))


def _size(context: Context, one: Attachment) -> int:
    path = context.files.get(one.file or "")
    try:
        return path.stat().st_size if path else 0
    except OSError:  # gone since it was looked at: whoever reads it says so
        return 0


def _shown(size: int) -> str:
    if size < 1_000_000:
        return f"{size // 1000} kB"
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def file_unused(context: Context) -> Iterator[Finding]:
    """Report a file in the meeting's folder that nothing names.

    Most often an attachment was put there and forgotten on the agenda. Name it under `attachments`,
    or take it away: what lies there is in git for all to read.
    """
    if not context.folder.is_dir():
        return
    lying = contents(context.folder)
    named = set(_meant(context, lying))
    texts = [*_strings(context.agenda.data or {}), *context.texts.values()]
    for name in lying:
        if any(name == one or name.startswith(f"{one}/") for one in named):
            continue
        if any(part.startswith(_LITTER) for part in name.split("/")):
            continue
        if any(name in text or quote(name) in text for text in texts):  # a picture of a text
            continue
        message = _("nothing names this file in the meeting's folder: {name}")
        hint = _("Name it under `attachments`, or take it away.")
        yield Finding(("items",), message.format(name=brief(name)), hint)


def _meant(context: Context, lying: Sequence[str]) -> Iterator[str]:
    """Yield what the meeting names, where it is misspelt what it means, and where a link leads."""
    home = os.path.realpath(context.folder)
    for _path, name in files(context):
        yield posixpath.normpath(name)
        state = context.states.get(name)
        if state is State.MISSING and (near := nearest(name, lying, cutoff=0.75)):
            yield near
        if state is State.LINK:
            yield os.path.relpath(os.path.realpath(context.folder / name), home)


def _strings(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
        return
    for one in data.values() if isinstance(data, dict) else data:
        yield from _strings(one)
