"""theme.yaml and what it names: fonts, colours, logo. It must not know any meeting."""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path

from kallelse.convert.picture import picture
from kallelse.diagnostics import Diagnostic, Position
from kallelse.i18n import _
from kallelse.project import Project, name_in
from kallelse.rules import check_theme
from kallelse.source import Source, overlay, read_file
from kallelse.theme import Theme
from kallelse.typeset import FontError, FontFiles, find_fonts, missing_glyphs
from kallelse.validate import validate

_SHIPPED = Path(str(resources("kallelse") / "templates" / "theme.yaml"))
_SHIPPED_NAME = "kallelse/templates/theme.yaml"
_ON_STAMPS = ("page", "pages", "item", "label")


@dataclass(frozen=True)
class Looks:
    """The theme with its fonts and pictures; theme and fonts are None where they cannot be used."""

    theme: Theme | None
    fonts: FontFiles | None
    images: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def look_up(project: Project) -> Looks:
    """Read the shipped theme with the project's own laid over it, and find what it names.

    Raises:
        KallelseError: a file cannot be read; what is wrong in it is among the problems instead.

    """
    source = _source(project)
    found = validate(Theme, source)
    theme, problems = found.record, list(found.diagnostics)
    if theme is None:
        return Looks(None, None, problems=tuple(problems))
    problems += check_theme(theme, project.templates, source, found.unsure)
    problems += _stamp_problems(theme, source)
    if problems:
        return Looks(None, None, problems=tuple(problems))
    try:
        fonts = find_fonts(theme.fonts, project.templates)
    except FontError as error:
        place = source.position(("fonts", error.key))
        wrong = Diagnostic(place, error.rule, error.message, error.remedy)
        return Looks(theme, None, problems=(wrong,))
    if lacking := list(_letters_lacking(theme, fonts, source)):
        return Looks(theme, None, problems=tuple(lacking))
    if theme.logo is None:
        return Looks(theme, fonts)
    logo = picture(project.templates / theme.logo, source.position(("logo",)))
    if isinstance(logo, Diagnostic):
        return Looks(theme, None, problems=(logo,))
    return Looks(theme, fonts, {"logo": logo})


def _source(project: Project) -> Source:
    shipped = read_file(_SHIPPED, _SHIPPED_NAME)
    own, name = project.theme_file, name_in(project, project.theme_file)
    if not os.path.lexists(own):
        return shipped
    if not own.resolve().is_relative_to(project.root.resolve()):
        message = _("the file is a link that leads out of the project")
        wrong = Diagnostic(Position(name), "yaml-link", message, _("Put the file itself there."))
        return Source(name, diagnostics=(wrong,))
    return overlay(shipped, read_file(own, name))


def _stamp_problems(theme: Theme, source: Source) -> Iterator[Diagnostic]:
    names = " ".join(f"{{{name}}}" for name in _ON_STAMPS)
    for key in ("pack", "attachment"):
        text = getattr(theme.stamps, key).text
        if not _can_be_filled_in(text):
            yield Diagnostic(
                source.position(("stamps", key, "text")),
                "stamp-text",
                _("the text of a stamp has braces that cannot be filled in: {text}").format(
                    text=text
                ),
                _("Write these, as they are, where a value is to stand: {names}.").format(
                    names=names
                ),
            )


def _letters_lacking(theme: Theme, fonts: FontFiles, source: Source) -> Iterator[Diagnostic]:
    for key in ("pack", "attachment"):
        if missing := missing_glyphs(getattr(theme.stamps, key).text, fonts):
            yield Diagnostic(
                source.position(("stamps", key, "text")),
                "character-missing",
                _("the font has no {missing}").format(missing=", ".join(missing)),
                _("Write it with other characters, or choose a font that has it."),
            )


def _can_be_filled_in(text: str) -> bool:
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name in _ON_STAMPS and not form and not conversion)
        for _, name, form, conversion in found
    )
