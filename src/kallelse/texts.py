"""What is wrong in a meeting's texts: Markdown that a pack has no place for, missing letters.

It must not change a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kallelse.convert.picture import picture
from kallelse.diagnostics import Diagnostic, Position
from kallelse.files import read
from kallelse.i18n import _
from kallelse.render import markdown
from kallelse.rules import Context
from kallelse.rules.context import attachments, items
from kallelse.rules.marks import withheld
from kallelse.rules.places import State, look
from kallelse.source import KeyPath, Source
from kallelse.typeset import FontFiles, missing_glyphs

_PICTURES = (".png", ".jpg", ".jpeg")
_NOT_PRINTED = frozenset(("file", "template", "public_file", "password_file", "alt"))


@dataclass(frozen=True)
class _Text:
    """A Markdown text, its path, the level of its heading, and where its lines are."""

    markdown: str
    path: KeyPath
    level: int
    at: Callable[[int], Position]


def check(context: Context, fonts: FontFiles) -> Iterator[Diagnostic]:
    """Yield every problem in the meeting's Markdown, and every character the font lacks."""
    ids = {item.id for _, item in items(context) if item.id}
    for text in _texts(context):
        for problem in markdown.problems(text.markdown, ids, text.level):
            yield Diagnostic(text.at(problem.line), problem.rule, problem.message, problem.hint)
        for line, name in markdown.images(text.markdown):
            yield from _picture_problems(context, unquote(name), text.at(line))
    yield from unprintable(context.agenda, fonts)
    for file, whole in context.texts.items():
        for line, written in enumerate(whole.splitlines(), 1):
            yield from _unprintable(written, Position(_file(context, file), line), fonts)


def images(context: Context) -> Mapping[str, bytes]:
    """Return the pictures of the texts that the context's audience sees, by their names there."""
    is_withheld = withheld(context)
    return {
        name: read(context.folder / unquote(name))
        for text in _texts(context)
        if not is_withheld(text.path)
        for _, name in markdown.images(text.markdown)
    }


def _texts(context: Context) -> Iterator[_Text]:
    if context.meeting.practical:
        yield _in_yaml(context, context.meeting.practical, ("practical",))
    for path, item in items(context):
        memo = item.memo
        if memo is None:
            continue
        if memo.background:
            yield _in_yaml(context, memo.background, (*path, "memo", "background"))
        if memo.text is not None and memo.text in context.texts:
            yield _in_file(context, memo.text, (*path, "memo", "text"), level=2)
        for index, section in enumerate(memo.sections):
            yield _in_yaml(context, section.text, (*path, "memo", "sections", index, "text"))
    for path, attachment in attachments(context):
        for key in ("file", "public_file"):
            name = getattr(attachment, key)
            if name is not None and name in context.texts:
                yield _in_file(context, name, (*path, key), level=1)


def _in_yaml(context: Context, text: str, path: KeyPath) -> _Text:
    return _Text(text, path, 2, lambda line: context.agenda.inside(path, line))


def _in_file(context: Context, file: str, path: KeyPath, level: int) -> _Text:
    name = _file(context, file)
    return _Text(context.texts[file], path, level, lambda line: Position(name, line))


def _file(context: Context, file: str) -> str:
    return f"{context.folder.relative_to(context.root).as_posix()}/{file}"


def _picture_problems(context: Context, name: str, position: Position) -> Iterator[Diagnostic]:
    there = look(context.root, context.folder, name) is State.GOOD
    if not there or not name.lower().endswith(_PICTURES):
        yield Diagnostic(
            position,
            "image-missing",
            _("no such picture in the meeting's folder: {name}").format(name=name),
            _("Put the picture there, as .png or .jpg, and write its name as it is."),
        )
    elif isinstance(wrong := picture(context.folder / name, position), Diagnostic):
        yield wrong


def unprintable(source: Source, fonts: FontFiles) -> Iterator[Diagnostic]:
    """Yield every character of a YAML file that the font lacks."""
    values = [one for one in source.strings() if not _NOT_PRINTED.intersection(one[0])]
    if not missing_glyphs("".join({char for _path, value in values for char in value}), fonts):
        return  # as nearly always
    for path, value in values:
        for line, written in enumerate(value.splitlines(), 1):
            yield from _unprintable(written, source.inside(path, line), fonts)


def _unprintable(written: str, position: Position, fonts: FontFiles) -> Iterator[Diagnostic]:
    missing = missing_glyphs(written, fonts)
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing)
        yield Diagnostic(
            position,
            "character-missing",
            _("the font has no {named} in: {written}").format(
                named=named, written=written.strip()[:60]
            ),
            _(
                "Write it with other characters, or choose a font in templates/theme.yaml "
                "that has it."
            ),
        )
