"""Rules for what is confidential. Their messages must not repeat what is withheld."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kallelse.diagnostics import brief
from kallelse.files import sha256
from kallelse.i18n import _
from kallelse.model import Attachment, Confidential
from kallelse.rules.context import Context, Finding, attachments, items
from kallelse.rules.marks import has_secrets, mark_of, marks, secret_titles
from kallelse.source import KeyPath

_SECTION = re.compile(r"§|\bkap\b|\bart(?:ikel|\.)", re.IGNORECASE)


def public_title_alone(context: Context) -> Iterator[Finding]:
    """Report a `public_title` where nothing is confidential.

    A title is withheld only with a legal ground. Write `confidential: OSL 39 kap. 1 §`, with the
    ground that holds, at the item, the memo or the attachment, or remove the `public_title`.
    """
    found = marks(context)
    for path, _title in secret_titles(context):
        record = path[:-1]
        below = any(one[: len(record)] == record for one in found)
        if not below and mark_of(found, record) is None:
            yield Finding(
                (*record, "public_title"),
                _("a title for the public, and nothing is confidential"),
                _("Write the legal ground under `confidential`, or remove it."),
            )


def public_file_alone(context: Context) -> Iterator[Finding]:
    """Report a `public_file` that stands in for a file which is not confidential.

    The file itself would be published. Write `confidential:` with the legal ground at the
    attachment, or attach only the file that all may see.
    """
    found = marks(context)
    for path, one in attachments(context):
        if one.public_file is None:
            continue
        if one.link is not None:
            message = _("a public file in place of a link")
            hint = _("Remove it, or attach the secret file instead of the link.")
            yield Finding((*path, "public_file"), message, hint)
        elif one.file is not None and mark_of(found, path) is None:
            yield Finding(
                (*path, "public_file"),
                _("a public file in place of one that is not confidential"),
                _("Write the legal ground under `confidential`, or attach only the public file."),
            )


def public_file_same(context: Context) -> Iterator[Finding]:
    """Report a `public_file` that is the secret file itself, under this or another name.

    Everything in it would be published. Name the version from which what is secret is removed.
    """
    for path, one in attachments(context):
        secret, public = (context.files.get(name or "") for name in (one.file, one.public_file))
        if secret is not None and public is not None and _same(secret, public):
            yield Finding(
                (*path, "public_file"),
                _("the public file is the secret file itself"),
                _("Name the version from which what is secret is removed."),
            )


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and sha256(one) == sha256(other)


def confidential_twice(context: Context) -> Iterator[Finding]:
    """Report a file that is confidential in one place and open to everyone in another.

    It would be published after all. Mark it in both places, or attach a redacted version where it
    is open.
    """
    found = marks(context)
    secret = {
        path: file
        for path, one in attachments(context)
        if (file := _file(context, one)) is not None and mark_of(found, path) is not None
    }
    if not secret:
        return
    sizes = {file.stat().st_size for file in secret.values()}
    sums = {sha256(file) for file in secret.values()}
    for path, key, file in _open(context, found):
        if file.stat().st_size in sizes and sha256(file) in sums:
            yield Finding(
                (*path, key),
                _("this file is confidential in another place of the meeting"),
                _("Mark it here too, or attach a redacted version here."),
            )


def _open(
    context: Context, found: Mapping[KeyPath, Confidential]
) -> Iterator[tuple[KeyPath, str, Path]]:
    """Yield the files that everyone may see, with the path and the key that name them."""
    for path, one in attachments(context):
        file = _file(context, one)
        if file is not None and mark_of(found, path) is None:
            yield path, "file", file
    for path, item in items(context):
        text = item.memo.text if item.memo is not None else None
        file = context.files.get(text) if text is not None else None
        if file is not None and mark_of(found, (*path, "memo")) is None:
            yield (*path, "memo"), "text", file


def _file(context: Context, one: Attachment) -> Path | None:
    return context.files.get(one.file) if one.file is not None else None


def confidential_title(context: Context) -> Iterator[Finding]:
    """Inform of the title of something confidential, which everyone will read.

    The agenda lists what is dealt with, also what is secret. Read the title as a stranger would;
    where it tells of a person or of anything else that is secret, write a `public_title` too.
    """
    with_other = {path[:-1] for path, _title in secret_titles(context)}
    found = marks(context)
    for path, title in _titles(context, found):
        if path not in with_other:
            yield Finding(
                (*path, "title"),
                _("this title is published: {title}").format(title=brief(title)),
                _("Where it is secret itself, write a `public_title` too."),
            )


def _titles(context: Context, found: Collection[KeyPath]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the titles of the records that are marked themselves, and stand in no marked record."""
    outermost = {one for one in found if not _is_within(one, found)}
    for path, item in items(context):
        if path in outermost:
            yield path, item.title
        memo = item.memo
        if memo is not None and memo.title and (here := (*path, "memo")) in outermost:
            yield here, memo.title
        for index, section in enumerate(item.memo.sections if item.memo else ()):
            if (here := (*path, "memo", "sections", index)) in outermost:
                yield here, section.title
        for index, one in enumerate(item.attachments):
            here = (*path, "attachments", index)
            if one.file is not None and here in outermost:  # a link is left out with its title
                yield here, one.title


def _is_within(path: KeyPath, found: Collection[KeyPath]) -> bool:
    return any(len(one) < len(path) and path[: len(one)] == one for one in found)


def open_attachment(context: Context) -> Iterator[Finding]:
    """Inform of an attachment that is published, while the memo of its item is confidential.

    A mark on a memo holds for the memo alone, and what is secret in it often stands in what it was
    written from. Mark the attachment too, or the whole item, where that is so.
    """
    found = marks(context)
    for path, item in items(context):
        if (*path, "memo") not in found or mark_of(found, path) is not None:
            continue
        for index, one in enumerate(item.attachments):
            if (here := (*path, "attachments", index)) not in found:
                yield Finding(
                    (*here, "title"),
                    _("the memo is confidential, and this is published: {title}").format(
                        title=brief(one.title)
                    ),
                    _("Mark it too, or the whole item, if it tells the same."),
                )


def ground_without_section(context: Context) -> Iterator[Finding]:
    """Report a legal ground that names no section.

    Whoever is refused a document has the right to know by which rule. Name law, chapter and section
    as in `OSL 39 kap. 1 §`.
    """
    for path, mark in marks(context).items():
        if not _SECTION.search(mark.ground):
            yield Finding(
                (*path, "confidential"),
                _("the ground names no section: {ground}").format(ground=brief(mark.ground)),
                _("Write law, chapter and section, as in OSL 39 kap. 1 §."),
            )


def contact_missing(context: Context) -> Iterator[Finding]:
    """Report that nobody is told where to ask for what is not published.

    A page that is withheld says where one can ask for the document. Write under `organisation` in
    members.yaml `contact:` with an address or a phone number of the registrar.
    """
    organisation = context.members.organisation
    if has_secrets(context) and not (organisation.contact or organisation.email):
        yield Finding(
            ("organisation",),
            _("nobody is told where to ask for what is not published"),
            _("Write `contact: …` under organisation: the registrar's address or phone number."),
            in_members=True,
        )
