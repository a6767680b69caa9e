"""A meeting → what of it is withheld from the public, and what the public may know.

It must not open an attachment.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kallelse.choices import Audience
from kallelse.convert.password_files import password_of
from kallelse.files import read
from kallelse.leaks.materials import Material
from kallelse.leaks.vocabulary import vocabulary
from kallelse.render import markdown
from kallelse.rules import Context
from kallelse.rules.context import attachments, files
from kallelse.rules.marks import withheld
from kallelse.source import KeyPath

_NOT_SAID = frozenset({"password_file", "template", "kind", "rotate", "pages", "keep_original"})


@dataclass(frozen=True)
class Sources:
    """The sources of a meeting, parted; `places` are the paths of the withheld by their names."""

    withheld: tuple[Material, ...]
    public: tuple[Material, ...]
    places: Mapping[str, KeyPath]


def sources(context: Context, templates: Path) -> Sources:
    """Part what a meeting is made of into what is withheld from the public and what is not.

    `templates` is the project's folder of templates, whose texts and pictures are public.

    Raises:
        KallelseError: a file cannot be read.
    """
    public = dataclasses.replace(context, audience=Audience.PUBLIC)
    is_withheld = withheld(public)
    places: dict[str, KeyPath] = {}
    secret: list[Material] = []
    known: list[Material] = []
    for path, texts in _written(context):
        one = Material(_name(path), texts=tuple(texts))
        if is_withheld(path):
            secret.append(one)
            places[one.name] = path
        else:
            known.append(one)
    shown: dict[str, tuple[bool, Material, KeyPath]] = {}
    for path, one in _files(context):
        hidden = is_withheld(path)
        if one.name not in shown or not hidden:  # what is public in one place is so in all
            shown[one.name] = (hidden, one, path)
    for hidden, one, path in shown.values():
        if hidden:  # called after its place: its name is secret, and errors tell what it is called
            secret.append(dataclasses.replace(one, name=_name(path)))
            places[_name(path)] = path
        else:
            known.append(one)
    members = Material("members.yaml", tuple(text for _path, text in context.people.strings()))
    known += [members, vocabulary(tuple(_texts_of(templates))), *_pictures_of(templates)]
    return Sources(tuple(secret), tuple(known), places)


def _name(path: KeyPath) -> str:
    return ".".join(map(str, path))


def _written(context: Context) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    """Yield what stands in the meeting's file, value by value."""
    for path, text in context.agenda.strings():
        if path[-1] not in _NOT_SAID:
            yield path, (text,)


def _files(context: Context) -> Iterator[tuple[KeyPath, Material]]:
    """Yield the files that the meeting names, and the pictures of its texts."""
    locked = {one.file: one for _path, one in attachments(context) if one.password_file}
    for path, name in files(context):
        if path[-1] == "password_file":
            continue
        if name in context.texts:
            text = context.texts[name]
            yield path, Material(name, (text,), names=(name,))
            yield from _pictures(context, path, text)
        elif name in context.files:
            one = locked.get(name)
            # Where the file with the password is missing, the search says that it cannot open it.
            has_key = one is not None and one.password_file in context.files
            password = password_of(one, context.files) if one is not None and has_key else ""
            yield path, Material(name, file=context.files[name], names=(name,), password=password)
    for path, texts in _written(context):
        for text in texts:
            yield from _pictures(context, path, text)


def _pictures(context: Context, path: KeyPath, text: str) -> Iterator[tuple[KeyPath, Material]]:
    for _line, written in markdown.images(text):
        name = unquote(written)
        file = context.folder / name
        if file.is_file():
            yield path, Material(name, file=file, names=(name,))


def _texts_of(templates: Path) -> Iterator[str]:
    for suffix in ("html", "yaml"):
        for path in sorted(templates.rglob(f"*.{suffix}")):
            yield read(path).decode("utf-8", "replace")


def _pictures_of(templates: Path) -> Iterator[Material]:
    """Yield the logo, which stands on every page of ours and in the letters of others too."""
    for suffix in ("png", "jpg", "jpeg"):
        for path in sorted(templates.rglob(f"*.{suffix}")):
            yield Material(path.name, file=path, names=(path.name,))
