"""Rules for the theme: what its parts say of each other. They must not know any drawing library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import _
from kallelse.rules.context import Finding
from kallelse.rules.places import State, look
from kallelse.source import KeyPath
from kallelse.theme import Theme

STAMPS = ("pack", "attachment", "confidential")


def colour_unknown(theme: Theme, _templates: Path) -> Iterator[Finding]:
    """Report a colour that is not among the colours of the theme.

    Styles name their colours, so that one line changes a colour everywhere. Write the name of one
    under `colours`, or add it there.
    """
    for path, name in _colours(theme):
        if name not in theme.colours:
            near = nearest(name, theme.colours)
            names = ", ".join(sorted(theme.colours))
            hint = (
                _("Did you mean {near}?").format(near=near)
                if near
                else _("The colours of the theme are {names}.").format(names=names)
            )
            yield Finding(path, _("unknown colour: {name}").format(name=brief(name)), hint)


def _colours(theme: Theme) -> Iterator[tuple[KeyPath, str]]:
    for name, style in theme.styles.items():
        for key in ("colour", "background", "border", "rule"):
            if (colour := getattr(style, key)) is not None:
                yield ("styles", name, key), colour
    for name in STAMPS:
        stamp = getattr(theme.stamps, name)
        yield ("stamps", name, "colour"), stamp.colour
        if stamp.background is not None:
            yield ("stamps", name, "background"), stamp.background


def theme_file_missing(theme: Theme, templates: Path) -> Iterator[Finding]:
    """Report a logo or a font file that is not in the folder of templates.

    Put the file into templates/, or correct the name: small and capital letters count.
    """
    faces = ("regular", "bold", "italic", "bold_italic")
    files: list[tuple[KeyPath, str | None]] = [(("logo",), theme.logo)]
    files += [(("fonts", face), getattr(theme.fonts, face)) for face in faces]
    files += [
        (("fonts", "fallback", index), name)
        for index, name in enumerate(theme.fonts.fallback)
        if name.lower().endswith(".ttf")
    ]
    for path, name in files:
        if name is not None and look(templates.parent, templates, name) is not State.GOOD:
            hint = _("Put the file itself into templates/, or correct the name.")
            yield Finding(
                path, _("no such file in templates: {name}").format(name=brief(name)), hint
            )


def stamp_place(theme: Theme, _templates: Path) -> Iterator[Finding]:
    """Report a stamp that would hide another one, or stand outside of the page.

    The pack's own page number is what members find their way by, so it must be seen on every page,
    and so must the ground on a page that is secret. Give the stamps places of their own, and insets
    that are less than half of the page.
    """
    stamps = {name: getattr(theme.stamps, name) for name in STAMPS}
    for name, stamp in stamps.items():
        for key, inset, most in (
            ("inset_x", stamp.inset_x, theme.page.width / 2),
            ("inset_y", stamp.inset_y, theme.page.height / 2),
        ):
            if inset >= most:
                hint = _("Write less than half of the page, such as 12mm.")
                yield Finding(("stamps", name, key), _("the stamp would not be on the page"), hint)
    if len({stamp.corner for stamp in stamps.values()}) < len(stamps):
        yield Finding(
            ("stamps",),
            _("two stamps stand in the same place"),
            _("Give the stamps of the pack, the attachments and the secret pages their own."),
        )
