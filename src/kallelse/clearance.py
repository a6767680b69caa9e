"""What keeps a finished public pack from being published. It must not publish or remove anything.

It looks at what was made, not at what it was made of: this is the last look before anyone else's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kallelse.assemble import Assembled
from kallelse.convert import Converted, check_public_file, convert
from kallelse.convert.bench import StoppedError
from kallelse.convert.password_files import password_of
from kallelse.diagnostics import Diagnostic, Position, Severity, brief
from kallelse.errors import KallelseError
from kallelse.i18n import _
from kallelse.load import Loaded
from kallelse.pack import Pack, Part
from kallelse.rules import Context
from kallelse.rules.context import attachments
from kallelse.rules.documents import page_list
from kallelse.rules.ignores import sift
from kallelse.rules.marks import has_secrets, seen, withheld
from kallelse.rules.privacy import has_number, numbers, numbers_in_texts
from kallelse.rules.veil import veil
from kallelse.source import KeyPath

if TYPE_CHECKING:
    from kallelse.convert import Workshop
    from kallelse.leaks import Hit, Material


LEAK = "leak"


def hindrances(
    pack: Pack,
    files: Sequence[Path],
    loaded: Loaded,
    assembled: Assembled,
    templates: Path,
    workshop: Workshop,
    *,
    keep_going: bool,
) -> Sequence[Diagnostic]:
    """Return all that keeps the files of a public pack, its PDF first, from being published.

    `templates` is the project's folder of templates, whose texts are public. To `keep_going` is to
    let withheld files pass that are too damaged for any pack.

    Raises:
        KallelseError: a file cannot be read.
    """
    found = [*personal_numbers(pack, files[0], loaded, assembled, workshop)]
    if has_secrets(loaded.context):
        found += redactions(loaded, workshop)
        found += leaks(files, loaded, templates, workshop, keep_going=keep_going)
    return [one for one in found if one.severity is Severity.ERROR]


def personal_numbers(
    pack: Pack, pdf: Path, loaded: Loaded, assembled: Assembled, workshop: Workshop
) -> Sequence[Diagnostic]:
    """Return every part of a pack in which somebody's personal identity number can be read.

    What the editors have let pass, with a reason, is left out, as in `kallelse check`.

    Raises:
        KallelseError: the pack cannot be read.
    """
    said = _printed(pdf, workshop)
    passing = _let_pass(loaded)
    found = [*_on_pages(pack, said["pages"], loaded, assembled, passing)]
    if any(numbers(text) - passing for text in (*said["outline"], *said["properties"])):
        elsewhere = [*_elsewhere(pack, assembled, workshop)]
        if not found and not elsewhere:  # at least the place of the whole is known
            place = Position(loaded.context.agenda.file)
            elsewhere = [
                _number(place, _("in a bookmark or in the properties"), pack.meeting.title)
            ]
        found += elsewhere
    left, _used = sift(found, loaded.ignores)
    return tuple(veil(left, loaded.context))


def redactions(loaded: Loaded, workshop: Workshop) -> Sequence[Diagnostic]:
    """Return what of secret files can still be found in the versions that are made for the public.

    Raises:
        KallelseError: a file cannot be read.
    """
    context = loaded.context
    is_withheld = withheld(context)
    found: list[Diagnostic] = []
    for path, one in attachments(context):
        public = context.files.get(one.public_file or "")
        if public is not None and is_withheld(path):
            original = context.files.get(one.file or "")
            at = functools.partial(_at, context, path)
            name, password = one.public_file or "", password_of(one, context.files)
            found += check_public_file(public, original, name, at, workshop, password)
    left, _used = sift(found, loaded.ignores)
    return tuple(veil(left, loaded.context))


def _at(context: Context, path: KeyPath, key: str) -> Position:
    return context.at((*path, key))


def leaks(
    files: Sequence[Path],
    loaded: Loaded,
    templates: Path,
    workshop: Workshop,
    *,
    keep_going: bool = False,
) -> tuple[Diagnostic, ...]:
    """Return a problem for everything withheld of which a trace is found in files of a public pack.

    None of them says what was found, only where it comes from and where it is. To `keep_going` is
    to let damaged files pass.

    Raises:
        KallelseError: a file cannot be read.
    """
    from kallelse.leaks import compare
    from kallelse.leaks.sources import sources

    context = loaded.context
    parted = sources(context, templates)
    found: dict[str, list[Hit]] = {}
    public = (*parted.public, *_made_for_all(context, workshop))
    for hit in compare(parted.withheld, public, files, workshop, keep_going=keep_going):
        found.setdefault(hit.material, []).append(hit)
    return tuple(
        _leak(context.at(parted.places[name]), hits) for name, hits in sorted(found.items())
    )


def _made_for_all(context: Context, workshop: Workshop) -> Iterator[Material]:
    """Yield what is made of open attachments: text that is recognised, numbers of lists.

    By the marks, and not by what was bound: that is what is being looked through.
    """
    from kallelse.leaks import Material

    for path, one in seen(context):
        if one.file is not None and one.file in context.files and one.file not in context.texts:
            made = convert(one, context.files, functools.partial(_at, context, path), workshop)
            if isinstance(made, Converted) and made.pdf != context.files[one.file]:
                yield Material(f"{one.file} as PDF", file=made.pdf)


def _leak(place: Position, hits: Sequence[Hit]) -> Diagnostic:
    from kallelse.leaks.spots import told

    where = dict.fromkeys(
        f"{told(one.kind)}, {page_list(one.pages)}" if one.pages else told(one.kind) for one in hits
    )
    message = _("what is withheld here is found in the public pack: {where}")
    return Diagnostic(
        place,
        LEAK,
        message.format(where="; ".join(where)),
        _("Nothing was published. Look for it in what is not marked, and report it if it is not."),
        excerpt=False,
    )


def _let_pass(loaded: Loaded) -> frozenset[str]:
    """Return the numbers that the editors have let pass where they wrote them, with a reason."""
    passing = [one.remark for one in loaded.ignores if one.rule == "personal-number"]
    if not passing:
        return frozenset()
    found = numbers_in_texts(loaded.context)
    covered = (some for place, some in found if any(one.covers(place) for one in passing))
    return frozenset().union(*covered)


def _on_pages(
    pack: Pack,
    pages: Sequence[str],
    loaded: Loaded,
    assembled: Assembled,
    passing: frozenset[str],
) -> Iterator[Diagnostic]:
    for part in pack.parts:
        # Those of an attachment are let pass at the attachment, all at once.
        known = frozenset() if part.id in assembled.places else passing
        own = pages[part.first_page - 1 : part.last_page]
        with_number = [number for number, text in enumerate(own, 1) if numbers(text) - known]
        if with_number:
            place = assembled.places.get(part.id, Position(loaded.context.agenda.file))
            yield _number(place, _("on {pages}").format(pages=page_list(with_number)), _name(part))


def _elsewhere(pack: Pack, assembled: Assembled, workshop: Workshop) -> Iterator[Diagnostic]:
    """Yield the attachments whose bookmarks or properties have one: those become the pack's."""
    for part_id, document in assembled.documents.items():
        said = _printed(document, workshop)
        if any(map(has_number, (*said["outline"], *said["properties"]))):
            where = _("in a bookmark or in the properties")
            yield _number(assembled.places[part_id], where, _name(pack.part(part_id)))


def _name(part: Part) -> str:
    return brief(f"{part.label} {part.title}" if part.label else part.title)


def _number(place: Position, where: str, name: str) -> Diagnostic:
    message = _("a personal identity number {where}: {name}")
    return Diagnostic(
        place,
        "personal-number",
        message.format(where=where, name=name),
        _("Take it out; where it has to be there, it does not belong in a public pack."),
    )


def _printed(pdf: Path, workshop: Workshop) -> Mapping[str, Any]:
    """Read what a pack says, a second time with more care where the first reader fails."""
    seconds = workshop.limits.convert_seconds
    for careful in (False, True):
        try:
            answer = workshop.ask(
                "printed", seconds, name=pdf.name, source=str(pdf), careful=careful
            )
        except StoppedError:
            continue
        if "pages" in answer:
            return answer
    raise KallelseError(
        _("the finished pack cannot be read, so nobody knows what it gives away"),
        _("Look for a damaged attachment with `kallelse check`, and ask for a fresh copy."),
    )
