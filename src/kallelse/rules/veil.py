"""What is said of a meeting's files to those who may not see all of them.

It must not hide that something is wrong, nor where: only what is written there.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote

from kallelse.choices import Audience
from kallelse.diagnostics import Diagnostic, Position, brief, nearest
from kallelse.fields import NO_GROUND, NO_LAW
from kallelse.i18n import _
from kallelse.rules.context import Context, files
from kallelse.rules.files import put_there
from kallelse.rules.ignores import IDS, unquoted
from kallelse.rules.marks import marks, path_is_secret, secret_titles
from kallelse.rules.places import contents
from kallelse.source import Data, KeyPath, Source

_MARKED = re.compile(rb"confid|public_t|publi[ck][-_ ]?tit|offentlig_(?:rub|tit)|sekretess")
# How a mark is written by those who do not know it by heart: what they mean by it is clear.
_TITLE_MARKS = (
    "public_title",
    "publik_titel",
    "publik_rubrik",
    "offentlig_titel",
    "offentlig_rubrik",
)
_MARKS = ("confidential", "confidentiality", "sekretess", "konfidentiell", *_TITLE_MARKS)
_FILE_MARKS = ("public_file", "publik_fil", "offentlig_fil")  # near the titles, and not meant so
_DAY = re.compile(r"[\d. :–-]+")
# What is told of a file that nothing names: it is not marked, but most often the source of one is.
_UNUSED = "file-unused"
_MISSING = "attachment-missing"
_UNKNOWN = "key-unknown"
_GROUND = "ground-format"
_SHORTEST = 4  # letters of a value that would tell something in another message


def is_marked(written: bytes) -> bool:
    """Tell whether a meeting's file that cannot be read has anything secret in it."""
    return _MARKED.search(written.replace(b"\0", b"").lower()) is not None  # also in UTF-16


def veiled(problem: Diagnostic) -> Diagnostic:
    """Return a problem without what is written where it is.

    That a mark names no law is told: it is the commonest mistake, and a ground is no secret.
    """
    if problem.rule == _GROUND:
        return _ground_told(problem)
    return dataclasses.replace(
        problem,
        message=_("something is wrong where it is confidential, so it is not told here"),
        hint=_("To see it, run `kallelse check --audience members`."),
        excerpt=False,
    )


def _ground_told(problem: Diagnostic) -> Diagnostic:
    """Return what is told of a mark that names no law; its value only where it is a word for yes.

    Anything else may have come there by mistake, and from what the mark is to keep secret.
    """
    before, after = _(NO_LAW).split("{value}")
    value = problem.message.removeprefix(before).removesuffix(after)
    message = problem.message if value.lower() in NO_GROUND else _("not a legal ground")
    return dataclasses.replace(problem, message=message, excerpt=False)


def _unnamed(problem: Diagnostic) -> Diagnostic:
    """Return a problem with a file that nothing names, without the file's name."""
    return dataclasses.replace(
        problem,
        message=_("nothing names a file in the meeting's folder, and its name may be confidential"),
        hint=_("To see it, run `kallelse check --audience members`."),
        excerpt=False,
    )


def _without_quotes(problem: Diagnostic, context: Context, shown: Collection[str]) -> Diagnostic:
    """Return a problem without what it repeats of what nobody has marked, nor means to publish."""
    if problem.rule == _MISSING:
        return _without_near(problem, context, shown)
    if problem.rule in IDS and problem.position.file != context.people.file:
        return unquoted(problem)
    return problem


def _without_near(problem: Diagnostic, context: Context, shown: Collection[str]) -> Diagnostic:
    """Return a problem with a missing file without the name of a near one that is not shown.

    That the file is missing is told all the same: who named it in the open has to put it there.
    """
    near = [name for name in contents(context.folder) if brief(name) in problem.hint]
    if all(any(one in text or quote(one) in text for text in shown) for one in near):
        return problem
    return dataclasses.replace(problem, hint=put_there(context))


def veil(
    problems: Iterable[Diagnostic], context: Context, unsure: Collection[KeyPath] = ()
) -> Iterator[Diagnostic]:
    """Yield the problems of a meeting as its context's audience may read them.

    What cannot be read as a mark, at a path in `unsure`, is taken for one, and so is a key that is
    misspelt. So is a title secret, though what is to stand for it in public is wrong. A secret file
    has a secret name: what is wrong in it is told where it is named.
    """
    data = context.agenda.data or {}
    found = {*marks(context), *(one[:-1] for one in unsure if one[-1:] == ("confidential",))}
    found.update(path for path, keys in _records(data, ()) if any(map(_is_mark, keys)))
    titles = {path for path, _title in secret_titles(context)}
    titles.update(_title_at(one[:-1]) for one in unsure if one[-1:] == ("public_title",))
    titles.update(
        _title_at(path) for path, keys in _records(data, ()) if any(map(_is_title_mark, keys))
    )
    if context.audience == Audience.MEMBERS or not (found or titles):
        yield from problems
        return

    def is_secret(path: KeyPath) -> bool:
        return path_is_secret(path, found, titles)

    home = context.folder.relative_to(context.root).as_posix()
    named: dict[str, list[KeyPath]] = {}
    for path, name in files(context):
        named.setdefault(f"{home}/{name}", []).append(path)
    secret_files = {file: paths[0] for file, paths in named.items() if all(map(is_secret, paths))}
    shown = [value for path, value in context.agenda.strings() if not is_secret(path)]
    shown += [text for name, text in context.texts.items() if f"{home}/{name}" not in secret_files]
    told = {value.strip() for path, value in context.agenda.strings() if is_secret(path)}
    told |= {file.rpartition("/")[2] for file in secret_files}
    told |= {brief(one) for one in told}  # as messages repeat them
    words = [one for one in told if len(one) >= _SHORTEST and not _DAY.fullmatch(one)]
    path_at = _Paths(context.agenda)
    for problem in problems:
        one = _without_quotes(problem, context, shown)
        file = one.position.file
        in_agenda = file == context.agenda.file
        if file in secret_files:
            yield dataclasses.replace(veiled(one), position=context.at(secret_files[file]))
        elif one.rule == _UNUSED:
            yield _unnamed(one)
        elif in_agenda and one.rule == _UNKNOWN and _is_misspelt(path_at(one.position)):
            yield dataclasses.replace(one, excerpt=False)  # or nobody would know that it is no mark
        elif (
            one.rule == _GROUND
            or (in_agenda and is_secret(path_at(one.position)))
            or any(word in text for word in words for text in (one.message, one.hint))
        ):
            yield veiled(one)
        else:
            yield dataclasses.replace(one, excerpt=one.excerpt and not in_agenda)


def _records(data: Data, path: KeyPath) -> Iterator[tuple[KeyPath, Collection[str]]]:
    """Yield the paths of all records, with their keys as they are written."""
    if isinstance(data, str):
        return
    if isinstance(data, dict):
        yield path, data.keys()
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from _records(value, (*path, key))


def _title_at(record: KeyPath) -> KeyPath:
    """Return the path of the title for which a record has another, be it written in its mark."""
    return (*(record[:-1] if record[-1:] == ("confidential",) else record), "title")


@functools.cache
def _is_mark(key: str) -> bool:
    """Tell whether a key is or could be meant for a mark; the good key of a title hides no more."""
    return key != "public_title" and nearest(key, _MARKS, cutoff=0.8) is not None


@functools.cache
def _is_title_mark(key: str) -> bool:
    """Tell whether a key is misspelt, and meant for the title that stands for a secret one."""
    near = nearest(key, (*_TITLE_MARKS, *_FILE_MARKS), cutoff=0.8)
    return key != "public_title" and near in _TITLE_MARKS


def _is_misspelt(path: KeyPath) -> bool:
    return bool(path) and isinstance(path[-1], str) and _is_mark(path[-1])


class _Paths:
    """Finds the path of the value in which a place of a YAML file lies."""

    def __init__(self, source: Source) -> None:
        placed = [
            ((place.line, place.column), path)
            for places in (source.keys, source.values)
            for path, place in places.items()
        ]
        # Where a record begins, so does its first key: the longer path is the one that is meant.
        placed.sort(key=lambda one: (one[0], len(one[1])))
        self._starts = [start for start, _path in placed]
        self._paths = [path for _start, path in placed]

    def __call__(self, place: Position) -> KeyPath:
        before = bisect.bisect_right(self._starts, (place.line, place.column))
        return self._paths[before - 1] if before else ()
