"""theme.yaml and what it names: fonts, colours, logo. It must not know any meeting."""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path

from kallelse.convert.picture import picture
from kallelse.diagnostics import Diagnostic, Position, Severity, brief, nearest
from kallelse.i18n import _
from kallelse.project import Project, name_in
from kallelse.render.templates import SHIPPED
from kallelse.render.vocabulary import ELEMENTS, words_used
from kallelse.rules import check_theme
from kallelse.rules.theme import STAMPS
from kallelse.source import Source, overlay, read_file
from kallelse.theme import Theme
from kallelse.typeset import FontError, FontFiles, find_fonts, missing_glyphs
from kallelse.validate import validate

_SHIPPED = Path(str(resources("kallelse") / "templates" / "theme.yaml"))
_SHIPPED_NAME = "kallelse/templates/theme.yaml"
_ON_STAMPS = ("page", "pages", "item", "label", "ground")


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
    idle = tuple(_idle_styles(theme, project, source))
    if theme.logo is None:
        return Looks(theme, fonts, problems=idle)
    logo = picture(project.templates / theme.logo, source.position(("logo",)))
    if isinstance(logo, Diagnostic):
        return Looks(theme, None, problems=(logo,))
    return Looks(theme, fonts, {"logo": logo}, idle)


def _source(project: Project) -> Source:
    shipped = read_file(_SHIPPED, _SHIPPED_NAME)
    own, name = project.theme_file, name_in(project, project.theme_file)
    if not os.path.lexists(own):
        return shipped
    if not own.resolve().is_relative_to(project.root.resolve()):
        message = _("the file is a link that leads out of the project")
        wrong = Diagnostic(Position(name), "yaml-link", message, _("Put the file itself there."))
        return Source(name, diagnostics=(wrong,))
    written = read_file(own, name)
    if [one.rule for one in written.diagnostics] == ["yaml-empty"]:
        return shipped  # all of it is commented out: nothing is to differ
    return overlay(shipped, written)


def _idle_styles(theme: Theme, project: Project, source: Source) -> Iterator[Diagnostic]:
    """Yield the project's own styles that nothing is set with."""
    shipped = [one for one in theme.styles if _is_shipped(source, one)]
    classes = {one.partition(".")[2] for one in shipped} - {""}
    used: frozenset[str] | None = None
    for selector in theme.styles:
        element, _dot, name = selector.partition(".")
        if selector in shipped or (element in ("", *ELEMENTS) and name in ("", *classes)):
            continue
        if used is None:
            used = words_used(SHIPPED, project.templates)
        if element in ("", *ELEMENTS) and (name in used or name.startswith(_beginnings(used))):
            continue
        near = nearest(selector, [*shipped, *ELEMENTS], cutoff=0.7)
        hint = (
            _("Did you mean {near}?").format(near=near)
            if near
            else _("Name an element, as in h1, a class, as in .box, or both, as in p.lead.")
        )
        yield Diagnostic(
            source.key_position(("styles", selector)),
            "style-unused",
            _("no template has anything with this style: {name}").format(name=brief(selector)),
            hint,
            Severity.WARNING,
        )


def _beginnings(words: frozenset[str]) -> tuple[str, ...]:
    """Return the words that a template ends by itself, as in class="kind-{{ entry.kind }}"."""
    return tuple(one for one in words if one.endswith(("-", "_")))


def _is_shipped(source: Source, selector: str) -> bool:
    return source.key_position(("styles", selector)).file == _SHIPPED_NAME


def _stamp_problems(theme: Theme, source: Source) -> Iterator[Diagnostic]:
    names = " ".join(f"{{{name}}}" for name in _ON_STAMPS)
    for key in STAMPS:
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
    for key in STAMPS:
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
