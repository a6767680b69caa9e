"""What `new` and `init` write: a meeting and a project to begin with. It must not overwrite."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kallelse import __version__
from kallelse.diagnostics import InputError
from kallelse.errors import UsageError
from kallelse.fields import TimeSpan
from kallelse.files import unwritable, write_text
from kallelse.i18n import _, clock
from kallelse.model import Body, Kind, Members, StandingItem
from kallelse.project import Project, agenda_file, name_in
from kallelse.source import read_file
from kallelse.validate import validate

SAMPLE = Path(__file__).with_name("scaffold_files")
CI = Path(__file__).with_name("scaffold_ci")
SAMPLE_MEETING = "2024-05-15"
_OPENING = StandingItem(title="Mötets öppnande", kind=Kind.NONE)

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/–§&+-]|:(?=\S)|(?<=\S)#)*(?<!\s)")
_SPECIAL = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def new_project(folder: Path, schemas: Mapping[str, str], host: str | None = None) -> None:
    """Write the sample project into a new or empty folder, all of it or nothing.

    `schemas` are the texts of the files in schemas/, by file name; `host`, github or gitlab, gets
    what it needs to check, build and publish the project.

    Raises:
        UsageError: the folder holds something already, or is a file.
        KallelseError: the folder cannot be written.
    """
    _must_be_empty(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kallelse-", dir=folder) as staged:
            for name, text in _sample(schemas, host):
                write_text(Path(staged) / name, text)
            for entry in sorted(Path(staged).iterdir()):
                entry.rename(folder / entry.name)
    except OSError as error:
        raise unwritable(folder, error) from error


def new_meeting(project: Project, day: dt.date, body_id: str | None) -> Path:
    """Write a meeting with the body's standing items, usual time and place; return its file.

    Without `body_id` it is the meeting of the only body there is.

    Raises:
        InputError: members.yaml has errors.
        UsageError: the file is there already, or it is not clear whose meeting it is.
        KallelseError: the file cannot be written.
    """
    bodies = _bodies(project)
    body_id = _chosen(bodies, body_id)
    path = agenda_file(project, f"{body_id}/{day}" if len(bodies) > 1 else f"{day}")
    if path.exists():
        raise UsageError(
            _("the meeting is there already: {file}").format(file=name_in(project, path)),
            _("Edit that file, or choose another date."),
        )
    lines = _meeting_lines(body_id, bodies[body_id], day)
    write_text(path, "\n".join([*_modeline(project, path), *lines, ""]))
    return path


def _bodies(project: Project) -> Mapping[str, Body]:
    source = read_file(project.members_file, name_in(project, project.members_file))
    members = validate(Members, source)
    if members.record is None or members.diagnostics:
        raise InputError(members.diagnostics)
    return members.record.bodies


def _chosen(bodies: Mapping[str, Body], asked: str | None) -> str:
    known = ", ".join(bodies)
    if asked is None and len(bodies) > 1:
        raise UsageError(
            _("whose meeting? There are {bodies}").format(bodies=known), _("Say which with --body.")
        )
    if asked is not None and asked not in bodies:
        raise UsageError(
            _("no such body: {body}").format(body=asked),
            _("members.yaml has {bodies}.").format(bodies=known),
        )
    return asked or next(iter(bodies))


def _modeline(project: Project, path: Path) -> Iterator[str]:
    """Yield the line that tells an editor where the schema is, if the project has it."""
    if (project.root / "schemas" / "agenda.json").is_file():
        up = "../" * (len(path.relative_to(project.root).parts) - 1)
        yield f"# yaml-language-server: $schema={up}schemas/agenda.json"
        yield ""


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            _("not a folder: {folder}").format(folder=folder),
            _("Choose a folder that is new or empty."),
        )
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise UsageError(
            _("the folder is not empty: {folder}").format(folder=folder),
            _("Choose a folder that is new or empty."),
        )


def _sample(schemas: Mapping[str, str], host: str | None) -> Iterator[tuple[str, str]]:
    for folder in (SAMPLE, *([CI / host] if host else [])):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                text = path.read_text(encoding="utf-8").replace("@VERSION@", __version__)
                yield path.relative_to(folder).as_posix(), text
    for name, text in schemas.items():
        yield f"schemas/{name}", text


def _meeting_lines(body_id: str, body: Body, day: dt.date) -> Iterator[str]:
    yield f"body: {body_id}"
    yield f"date: {day}"
    yield f"time: {_time(body.time)}"
    yield f"place: {scalar(body.place) if body.place else '# Skriv platsen.'}"
    yield ""
    yield "# Ärendena numreras i den ordning de står."
    yield f"# Bilagorna läggs i mappen {day} bredvid den här filen."
    yield "items:"
    for item in body.standing_items or (_OPENING,):
        if item.kind is not Kind.NONE:
            yield f"  - kind: {item.kind}"
            yield f"    title: {scalar(item.title)}"
        else:
            yield f"  - title: {scalar(item.title)}"


def _time(span: TimeSpan | None) -> str:
    return scalar(clock(span).replace("–", "-")) if span else "# Skriv tiden: 9.00-12.00"


def scalar(text: str) -> str:
    """Write a text as a YAML value, quoted where it could be read as something else."""
    if re.fullmatch(r"\d+\.\d\d-\d+\.\d\d", text):
        return text
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    return json.dumps(text, ensure_ascii=False)
