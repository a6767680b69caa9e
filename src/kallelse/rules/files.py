"""Rules for the files that a meeting names. They must not look inside a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import N_, _
from kallelse.lookalikes import lookalike
from kallelse.rules.context import Context, Finding, attachments, files
from kallelse.rules.places import State, contents
from kallelse.source import KeyPath

_NOT_FOUND = {
    "text": N_("text not found: {name}"),
    "password_file": N_("password file not found: {name}"),
}
_ATTACHMENT = N_("attachment not found: {name}")
_TEXT = ".md"
_MAIL = ".eml"
_OF_FILES = ("pages", "rotate", "password_file", "keep_original", "ocr", "alt", "template")
_OF_PAGES = ("pages", "rotate", "password_file", "ocr")


def _in_state(context: Context, wanted: State) -> Iterator[tuple[KeyPath, str]]:
    return ((path, name) for path, name in files(context) if context.states.get(name) is wanted)


def attachment_missing(context: Context) -> Iterator[Finding]:
    """Report a file that the meeting names and that is not in its folder.

    The pack would lack a document that the members need for their decision. Put the file into the
    folder that is named like the meeting's file, or correct the name: small and capital letters,
    hyphens and spaces count.
    """
    for path, name in _in_state(context, State.MISSING):
        if os.path.lexists(context.folder / name):
            yield Finding(path, *_no_file(context.folder / name, name))
            continue
        message = _(_NOT_FOUND.get(str(path[-1]), _ATTACHMENT))
        yield Finding(path, message.format(name=brief(name)), _where(context, name))


def _no_file(path: Path, name: str) -> tuple[str, str]:
    """Say of what stands at a name, and is no file that can be read, what it is."""
    if path.is_symlink():
        message = _("a link that leads back to itself, not a file: {name}")
    else:
        message = _("a pipe or a device, not a file: {name}")
    return message.format(name=brief(name)), _("Put the file itself there, by the same name.")


def _where(context: Context, name: str) -> str:
    home = context.folder.relative_to(context.root).as_posix()
    if not context.folder.is_dir():
        return _("Make the folder {home} and put the file there.").format(home=home)
    there = contents(context.folder)
    if any(one != name and normalize("NFC", one) == normalize("NFC", name) for one in there):
        return _(
            "The name is the same to the eye, but on the disk its letters and accents are stored"
            " in another way, as some computers do: rename the file, typing its name anew."
        )
    near = nearest(name, there, cutoff=0.75)
    if near is not None and lookalike(name) and not lookalike(near):
        return lookalike(name)
    if near is not None and lookalike(near):
        hint = _("Did you mean {near}? {told}")
        return hint.format(near=brief(near), told=_("Rename the file, typing its name anew."))
    return _("Did you mean {near}?").format(near=brief(near)) if near else put_there(context)


def put_there(context: Context) -> str:
    """Return the hint for a file that is missing which tells of no other file."""
    home = context.folder.relative_to(context.root).as_posix()
    return _("Put the file into {home}.").format(home=home)


def attachment_empty(context: Context) -> Iterator[Finding]:
    """Report a file that holds nothing.

    It has no page to bind. Often a download or a synchronisation was broken off: fetch it again.
    """
    for path, name in _in_state(context, State.EMPTY):
        yield Finding(
            path,
            _("the file is empty: {name}").format(name=brief(name)),
            _("Fetch or save the file again."),
        )


def attachment_folder(context: Context) -> Iterator[Finding]:
    """Report a folder that stands where a file is named.

    Name the files in it one by one, so that each gets its number and title.
    """
    for path, name in _in_state(context, State.FOLDER):
        hint = _("Name the files in it, one attachment each.")
        yield Finding(path, _("a folder, not a file: {name}").format(name=brief(name)), hint)


def attachment_outside(context: Context) -> Iterator[Finding]:
    """Report a file that lies outside the meeting's folder, where a link leads.

    What a pack publishes must be seen in the folder that is reviewed with it; a link could lead to
    any file of the computer that builds. Put a copy of the file into the meeting's folder.
    """
    for path, name in _in_state(context, State.OUTSIDE):
        hint = _("Put the file itself into the meeting's folder.")
        yield Finding(
            path,
            _("the file lies outside the meeting's folder: {name}").format(name=brief(name)),
            hint,
        )


def attachment_link(context: Context) -> Iterator[Finding]:
    """Report a name that leads to its file through a symbolic link.

    What the link leads to can change without a trace in the meeting's folder. Name the file itself.
    """
    for path, name in _in_state(context, State.LINK):
        hint = _("Name the file itself, or replace the link with the file.")
        yield Finding(path, _("a link, not a file: {name}").format(name=brief(name)), hint)


def attachment_kind(context: Context) -> Iterator[Finding]:
    """Report a file of a kind that cannot be bound.

    Save it as PDF in the program it was made with, and name that file.
    """
    known = ", ".join(sorted(context.suffixes))
    for path, name in files(context):
        suffix = Path(name).suffix.lower()
        there = context.states.get(name) in (State.GOOD, State.EMPTY)
        if path[-1] == "file" and suffix not in context.suffixes and there:
            message = _("files of this kind cannot be bound: {name}").format(name=brief(name))
            yield Finding(
                path,
                message,
                _("Save it as PDF; kinds that can be bound: {known}.").format(known=known),
            )


def attachment_source(context: Context) -> Iterator[Finding]:
    """Report an attachment that names neither a file nor a link, or both of them.

    A file is bound, a link is listed: which of them is meant cannot be known. Keep one; a document
    that is both in the pack and on the web is two attachments.
    """
    for path, one in attachments(context):
        if one.file is None and one.link is None:
            hint = _("Add `file: …` with the name of a file in the meeting's folder.")
            yield Finding(
                path, _("the attachment has no file: {title}").format(title=brief(one.title)), hint
            )
        elif one.file is not None and one.link is not None:
            message = _("the attachment has both a file and a link")
            yield Finding((*path, "link"), message, _("Keep one of them."))


def link_keys(context: Context) -> Iterator[Finding]:
    """Report keys beside a link that only a file can have.

    What a link leads to is listed with its address and has no pages in the pack. Remove the key, or
    put the document into the meeting's folder and name it with `file`.
    """
    for path, one in attachments(context):
        for key in _OF_FILES if one.link is not None and one.file is None else ():
            if getattr(one, key):
                message = _("{key} is for files, and this attachment is a link").format(key=key)
                yield Finding(
                    (*path, key), message, _("Remove {key}, or name a file.").format(key=key)
                )


def text_keys(context: Context) -> Iterator[Finding]:
    """Report keys beside a text or an e-mail that only a document with pages of its own can have.

    Texts and e-mails are set anew, page by page. Remove the key, or name a PDF.
    """
    for path, one in attachments(context):
        name = (one.file or "").lower()
        keys = (*_OF_PAGES, "keep_original") if name.endswith(_TEXT) else _OF_PAGES
        for key in keys if name.endswith((_TEXT, _MAIL)) else ():
            if getattr(one, key):
                message = _("{key} has no meaning for {file}").format(
                    key=key, file=brief(one.file or "")
                )
                hint = _("Remove {key}; it is for documents that have pages already.").format(
                    key=key
                )
                yield Finding((*path, key), message, hint)
