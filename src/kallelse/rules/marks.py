"""What is marked as secret, by its path, and for whom it is withheld. It must not take it away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from pydantic import TypeAdapter

from kallelse.choices import Audience
from kallelse.model import Attachment, Confidential, Memo, Register
from kallelse.rules.context import Context, attachments, files, items
from kallelse.source import KeyPath

# What all may see of a record that is marked.
_FOR_THE_PUBLIC = (("public_title",), ("public_file",))
_FOR_ALL = (("confidential",), ("title",), *_FOR_THE_PUBLIC)


def marks(context: Context) -> Mapping[KeyPath, Confidential]:
    """Return every record that is marked, by its path, with its own mark."""
    return {path: mark for path, mark in _records(context) if mark is not None}


def mark_of(found: Mapping[KeyPath, Confidential], path: KeyPath) -> Confidential | None:
    """Return the mark that holds at a path: its own, or that of the nearest record around it."""
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((found[one] for one in around if one in found), None)


def outermost_mark(found: Mapping[KeyPath, Confidential], path: KeyPath) -> Confidential | None:
    """Return the mark of the outermost record around a path, or its own; None without any."""
    around = (path[:length] for length in range(1, len(path) + 1))
    return next((found[one] for one in around if one in found), None)


def secret_titles(context: Context) -> Iterator[tuple[KeyPath, str]]:
    """Yield the titles that have another in their stead for the public, with their paths."""
    for path, item in items(context):
        if item.public_title:
            yield (*path, "title"), item.title
        if item.memo is not None:
            memo = (*path, "memo")
            if item.memo.public_title and item.memo.title:
                yield (*memo, "title"), item.memo.title
            for index, section in enumerate(item.memo.sections):
                if section.public_title:
                    yield (*memo, "sections", index, "title"), section.title
        for index, one in enumerate(item.attachments):
            if one.public_title:
                yield (*path, "attachments", index, "title"), one.title


def has_secrets(context: Context) -> bool:
    """Tell whether a meeting has anything that not everyone may see."""
    return bool(marks(context)) or any(True for _ in secret_titles(context))


def withheld(context: Context) -> Callable[[KeyPath], bool]:
    """Return what tells of a path whether it is kept from the audience of the context.

    The title of a marked record is not, unless it has a `public_title`, and neither is what is
    written for the public.
    """
    if context.audience == Audience.MEMBERS:
        return lambda _path: False
    found, titles = marks(context), {path for path, _title in secret_titles(context)}
    return lambda path: path_is_secret(path, found, titles)


def visible_texts(context: Context) -> Mapping[str, str]:
    """Return the Markdown files that the audience of a context sees, by their names."""
    is_withheld = withheld(context)
    secret = {name for path, name in files(context) if is_withheld(path)}
    secret -= {name for path, name in files(context) if not is_withheld(path)}
    return {name: text for name, text in context.texts.items() if name not in secret}


def seen(context: Context) -> Iterator[tuple[KeyPath, Attachment]]:
    """Yield the attachments that the audience of a context sees, with their paths.

    For one that is secret and has a `public_file`, that file is attached, all of it and as it is.
    """
    is_withheld = withheld(context)
    for path, one in attachments(context):
        if not is_withheld(path):
            yield path, one
        elif one.public_file is not None:
            yield path, public(one)


def naming(context: Context) -> Callable[[KeyPath], KeyPath]:
    """Return what leads from the path of a secret file to that of the one which is seen instead.

    What is found in the version for the public is wrong there, and not in the secret file.
    """
    secret = dict(attachments(context))
    is_withheld = withheld(context)

    def named(path: KeyPath) -> KeyPath:
        one = secret.get(path[:-1]) if path[-1:] == ("file",) else None
        if one is not None and one.public_file is not None and is_withheld(path[:-1]):
            return (*path[:-1], "public_file")
        return path

    return named


def public(secret: Attachment, title: str | None = None) -> Attachment:
    """Return what is attached for the public in place of a secret file."""
    written = {"file": secret.public_file, "title": title or secret.title}
    if secret.template is not None:
        written["template"] = secret.template
    return TypeAdapter(Attachment).validate_python(written)


def path_is_secret(
    path: KeyPath, found: Collection[KeyPath], titles: Collection[KeyPath] = ()
) -> bool:
    """Tell whether a path lies at a secret title or in a marked record, but for what all may see.

    That is, of the outermost record that is marked, its mark and its title, and of it and all in it
    what is written for the public.
    """
    if any(path[: len(one)] == one for one in titles):
        return True
    if path[-1:] in _FOR_THE_PUBLIC:
        return False
    around = [one for one in found if path[: len(one)] == one]
    if not around:
        return False
    outermost = min(around, key=len)
    return path[len(outermost) :][:1] not in _FOR_ALL


def _records(context: Context) -> Iterator[tuple[KeyPath, Confidential | None]]:
    for path, item in items(context):
        yield path, item.confidential
        if item.memo is not None:
            yield from _in_memo(item.memo, (*path, "memo"))
        if item.register is not None:
            yield from _in_register(item.register, (*path, "register"))
        for index, one in enumerate(item.attachments):
            yield (*path, "attachments", index), one.confidential


def _in_memo(memo: Memo, path: KeyPath) -> Iterator[tuple[KeyPath, Confidential | None]]:
    yield path, memo.confidential
    for index, section in enumerate(memo.sections):
        yield (*path, "sections", index), section.confidential


def _in_register(
    register: Register, path: KeyPath
) -> Iterator[tuple[KeyPath, Confidential | None]]:
    for key in ("incoming", "outgoing", "delegated"):
        for index, row in enumerate(getattr(register, key)):
            yield (*path, key, index), row.confidential
