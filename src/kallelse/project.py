"""Where things lie: the project, its meetings, its output. It must not read what a file holds."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from kallelse.errors import UsageError
from kallelse.files import unreadable
from kallelse.i18n import _

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BODY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Project:
    """A folder that holds members.yaml and agendas/; `root` is absolute."""

    root: Path

    @property
    def members_file(self) -> Path:
        """Return the file of the organisation, its bodies and its people."""
        return self.root / "members.yaml"

    @property
    def agendas(self) -> Path:
        """Return the folder of the meetings."""
        return self.root / "agendas"

    @property
    def templates(self) -> Path:
        """Return the folder of the project's own templates and theme, which need not exist."""
        return self.root / "templates"

    @property
    def theme_file(self) -> Path:
        """Return the project's own theme, which need not exist."""
        return self.templates / "theme.yaml"


def find(start: Path) -> Project:
    """Find the nearest folder, from this one upwards, with members.yaml and agendas/.

    Raises:
        UsageError: the folder does not exist, or there is no project around it.
    """
    folder = start.absolute()
    if not folder.is_dir():
        raise UsageError(
            _("no such folder: {folder}").format(folder=start),
            _("Give the folder of a project to -C."),
        )
    for candidate in (folder, *folder.parents):
        if (candidate / "members.yaml").is_file() and (candidate / "agendas").is_dir():
            return Project(candidate)
    raise UsageError(
        _("no project in {folder} or above it: members.yaml and agendas/ are missing").format(
            folder=folder
        ),
        _("Go to the project's folder, give it with -C, or make one with `kallelse init DIR`."),
    )


def meetings(project: Project) -> tuple[str, ...]:
    """Return the ids of all meetings, by date and then by body.

    agendas/2024-03-01.yaml is `2024-03-01`, agendas/namnden/2024-03-01.yaml `namnden/2024-03-01`.

    Raises:
        KallelseError: a folder that may hold meetings cannot be read.
    """
    ids = [path.stem for path in _dated(project.agendas)]
    for folder in _listing(project.agendas):
        if _BODY.fullmatch(folder.name) and not _DATE.fullmatch(folder.name) and folder.is_dir():
            ids += [f"{folder.name}/{path.stem}" for path in _dated(folder)]
    return tuple(sorted(ids, key=lambda one: (one[-10:], one)))


def _dated(folder: Path) -> list[Path]:
    return [
        path
        for path in _listing(folder)
        if path.suffix == ".yaml" and _DATE.fullmatch(path.stem) and path.is_file()
    ]


def _listing(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except PermissionError as error:  # who knows what meetings there are
        raise unreadable(folder, error) from error
    except OSError:
        return []


def meeting_id(project: Project, asked: str) -> str:
    """Return the id of the meeting that is asked for, by its id, its date alone or its file.

    Raises:
        UsageError: there is none, or the date fits the meetings of several bodies.
    """
    name = asked.removeprefix("./").removeprefix("agendas/").removesuffix(".yaml").rstrip("/")
    known = meetings(project)
    if name in known:
        return name
    fitting = [one for one in known if one.endswith(f"/{name}")]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(
            _("{count} meetings on {name}: {meetings}").format(
                count=len(fitting), name=name, meetings=", ".join(fitting)
            ),
            _("Say which, for example {meeting}.").format(meeting=fitting[0]),
        )
    raise UsageError(_("no such meeting: {name}").format(name=asked), _remedy(project, name, known))


def _remedy(project: Project, name: str, known: tuple[str, ...]) -> str:
    if not known:
        return _("There are no meetings yet: make one with `kallelse new DATE`.")
    for suffix in (".yaml", ".yml"):
        path = Path(f"{name}{suffix}")
        if ".." not in path.parts and (project.agendas / path).is_file():
            return _("Rename agendas/{path} after the meeting's date, as in {known}.yaml.").format(
                path=path, known=known[-1]
            )
    near = difflib.get_close_matches(name[:40], known, n=3, cutoff=0.5) or known[-3:]
    return _("Did you mean {near}? `kallelse list` shows all.").format(near=" or ".join(near))


def agenda_file(project: Project, meeting: str) -> Path:
    """Return the file of a meeting."""
    return project.agendas / f"{meeting}.yaml"


def attachments_folder(project: Project, meeting: str) -> Path:
    """Return the folder of a meeting's attachments, beside its file and named like it."""
    return project.agendas / meeting


def output_folder(project: Project, meeting: str, audience: str) -> Path:
    """Return the folder that holds all that is made of a meeting for one audience."""
    return project.root / "build" / audience / meeting


def cache_folder(project: Project, audience: str) -> Path:
    """Return the folder of what is kept from build to build, for one audience alone."""
    return project.root / "build" / ".cache" / audience


def output_files(project: Project, meeting: str, audience: str) -> tuple[Path, Path]:
    """Return the files of the finished pack: the PDF, and the pack as data beside it."""
    folder = output_folder(project, meeting, audience)
    return folder / f"kallelse-{meeting.replace('/', '-')}.pdf", folder / "pack.json"


def inputs_file(project: Project, meeting: str, audience: str) -> Path:
    """Return the file that keeps what the finished pack was made from; it is not published."""
    return cache_folder(project, audience) / "made" / f"{meeting}.json"


def name_in(project: Project, path: Path) -> str:
    """Return how a file is named to its editor: from the project's folder, with /."""
    return path.relative_to(project.root).as_posix()
