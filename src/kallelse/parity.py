"""How many pages each part has in the packs of all audiences, so that all have the same numbers.

It is counted in a process of its own, which sees everything. It must not tell anything else: not
what it reads, and to those who may not see all, not even what is wrong with it.
"""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kallelse.choices import Audience, Parity
from kallelse.diagnostics import Diagnostic, InputError, Position, Severity
from kallelse.errors import ExitCode, KallelseError
from kallelse.files import unwritable, write_text
from kallelse.freshness import fingerprint
from kallelse.i18n import _
from kallelse.project import Project, cache_folder

if TYPE_CHECKING:
    from kallelse.assemble import Assembled
    from kallelse.rules import Context

_PUBLIC_FILE = "public-file-pages"


@dataclass(frozen=True)
class Counted:
    """The pages of each part, by its id; `problems` are what is wrong with what an audience lacks.

    There are some only where the build is to go on all the same. `whole` tells whether nothing had
    to be left out for that, be it of what this audience sees itself.
    """

    pages: Mapping[str, int]
    problems: tuple[Diagnostic, ...] = ()
    whole: bool = True


def pages_for_all(
    project: Project,
    meeting: str,
    assembled: Assembled,
    context: Context,
    *,
    keep_going: bool = False,
    force: bool = False,
) -> Counted | None:
    """Return the pages of each part; None where every pack may have its own.

    While what the pack is made from is the same, they are known from before, unless an attachment
    has more pages by now: another version of the program that converts it may be installed. With
    `force`, they are counted anew. With `keep_going`, an attachment that cannot be bound has one
    page.

    Raises:
        InputError: an attachment that this audience does not see cannot be counted.
        KallelseError: the process cannot be started, or something it needs is missing.
    """
    from kallelse.rules.marks import has_secrets

    if context.meeting.parity is Parity.OFF or not has_secrets(context):
        return None
    audience = assembled.pack.audience
    place = cache_folder(project, audience) / "pages" / f"{meeting}.json"
    inputs = fingerprint(project, meeting, audience)
    known = None if force else _known(place, inputs)
    if known is not None and _has_room(known, assembled):
        return Counted(known)
    counted = _counted(project, meeting, audience, keep_going=keep_going)
    if counted.whole:  # else something is still to come
        write_text(place, json.dumps({"inputs": inputs, "pages": counted.pages}))
    return counted


def _known(place: Path, inputs: str) -> Mapping[str, int] | None:
    try:
        kept = json.loads(place.read_bytes())
        pages = {str(part): int(count) for part, count in kept["pages"].items()}
        return pages if kept["inputs"] == inputs else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _has_room(pages: Mapping[str, int], assembled: Assembled) -> bool:
    return all(pages.get(one, 0) >= assembled.pack.part(one).pages for one in assembled.documents)


def _counted(project: Project, meeting: str, audience: str, *, keep_going: bool) -> Counted:
    """Have the pages counted; all files that this takes are gone when it returns."""
    # Whoever counts makes the room: should we be killed before he begins, there is none to clear.
    room = str(Path(tempfile.gettempdir(), f"kallelse-{secrets.token_hex(8)}"))
    asked = {"root": str(project.root), "meeting": meeting, "audience": audience}
    question = {**asked, "keep_going": keep_going, "room": room}
    # -P: the folder of a project may hold files that are named like libraries.
    command = [sys.executable, "-P", "-m", "kallelse.parity"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), room)},
            check=False,
        )
    except OSError as error:
        raise KallelseError(
            _("cannot start a process to count the pages: {reason}").format(reason=error.strerror),
            _("Close other programs and run the command again."),
        ) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError("the pages could not be counted") from None
    if "error" in answer:
        raise _CountError(answer["error"], audience)
    problems = tuple(_problems(answer["problems"], audience))
    if "pages" not in answer:
        raise InputError(problems)
    pages = {str(part): int(count) for part, count in answer["pages"].items()}
    return Counted(pages, problems, answer["whole"])


class _CountError(KallelseError):
    """Something that counting the pages needs is missing or fails."""

    def __init__(self, told: Mapping[str, Any], audience: str) -> None:
        self.exit_code = ExitCode(told["code"])
        if audience == Audience.MEMBERS:
            super().__init__(told["message"], told["remedy"])
            return
        super().__init__(
            _("the pages of what is confidential cannot be counted"),
            _("To see why, run `kallelse build --audience members`."),
        )


def _problems(told: Sequence[Sequence[Any]], audience: str) -> Iterator[Diagnostic]:
    from kallelse.rules.veil import veiled

    for file, line, column, length, rule, message, hint, severity in told:
        place = Position(file, line, column, length)
        is_for_all = audience == Audience.MEMBERS
        one = Diagnostic(place, rule, message, hint, Severity(severity), excerpt=is_for_all)
        shown = is_for_all or rule == _PUBLIC_FILE
        yield one if shown else veiled(one)


def _count(
    project: Project, meeting: str, audience: str, room: Path, *, keep_going: bool = False
) -> Counted:
    """Lay out the packs of all audiences together, and return how many pages each part gets."""
    from kallelse.assemble import assemble
    from kallelse.convert import Bench, Cache, Workshop
    from kallelse.load import load
    from kallelse.pagination import shared_pages

    public = load(project, meeting, audience=Audience.PUBLIC)
    members = load(project, meeting, audience=Audience.MEMBERS)
    with Bench() as bench:
        limits, press = public.members.limits, public.press
        cache = Cache(cache_folder(project, audience))
        shop = Workshop(bench, limits, cache, press.fonts, press.theme.language)
        apart = dataclasses.replace(shop, cache=Cache(room))
        private = apart if audience != Audience.MEMBERS else None
        all_see = assemble(
            public.context, Audience.PUBLIC, shop, press.theme, keep_going=keep_going
        )
        they_see = assemble(
            members.context,
            Audience.MEMBERS,
            shop,
            press.theme,
            keep_going=keep_going,
            private=private,
        )
    longer = [*_longer(all_see, they_see)]
    if longer:
        raise InputError(longer)
    pages = shared_pages([(all_see.pack, public.press), (they_see.pack, members.press)])
    own = all_see if audience == Audience.PUBLIC else they_see
    told = {(one.position, one.rule) for one in own.warnings}
    wrong = [one for one in they_see.warnings if one.severity is Severity.ERROR]
    problems = tuple(one for one in wrong if (one.position, one.rule) not in told)
    is_whole = not wrong and all(one.severity is not Severity.ERROR for one in all_see.warnings)
    return Counted(pages, problems, is_whole)


def _longer(public: Assembled, members: Assembled) -> Iterator[Diagnostic]:
    """Yield a problem for every public file that has more pages than the secret one."""
    for part in public.pack.parts:
        secret = members.pack.part(part.id).pages
        if part.id in public.documents and part.id in members.documents and part.pages > secret:
            message = _("the public file has {count} pages, and the secret one {secret}")
            yield Diagnostic(
                public.places[part.id],
                _PUBLIC_FILE,
                message.format(count=part.pages, secret=secret),
                _("Make it of the same document, or write `parity: off` at the meeting."),
            )


def _answer(question: Mapping[str, Any]) -> dict[str, Any]:
    project = Project(Path(question["root"]))
    room = Path(question["room"])
    asked = (project, question["meeting"], question["audience"], room)
    try:
        _make(room)
        counted = _count(*asked, keep_going=question["keep_going"])
    except InputError as error:
        return {"problems": [_plain(one) for one in error.diagnostics]}
    except KallelseError as error:
        told = {"message": str(error), "remedy": error.remedy, "code": int(error.exit_code)}
        return {"error": told}
    problems = [_plain(one) for one in counted.problems]
    return {"pages": counted.pages, "problems": problems, "whole": counted.whole}


def _make(room: Path) -> None:
    try:
        room.mkdir(mode=0o700)
    except OSError as error:
        raise unwritable(room, error) from error


def _plain(one: Diagnostic) -> list[object]:
    place = one.position
    at = [place.file, place.line, place.column, place.length]
    return [*at, one.rule, one.message, one.hint, one.severity]


def main() -> None:
    """Answer the question that comes in, and leave nothing of what that took.

    Whoever asked removes it too, but may have been killed meanwhile, or before the question came.
    """
    asked = sys.stdin.read()
    if not asked:
        return
    question = json.loads(asked)
    try:
        answer = _answer(question)
    finally:
        shutil.rmtree(question["room"], ignore_errors=True)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
