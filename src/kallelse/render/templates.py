"""The templates: where they are found, what they may do, what is wrong in them.

It must not see a Pack.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kallelse import i18n
from kallelse.diagnostics import Diagnostic, InputError, Position
from kallelse.i18n import _
from kallelse.render import limits
from kallelse.render.markdown import to_html
from kallelse.render.sentences import sentence
from kallelse.render.vocabulary import foreign_elements, idle_blocks
from kallelse.source import decode, read_bytes

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, nodes
    from jinja2.runtime import Context

SHIPPED = Path(str(files("kallelse") / "templates"))
_SHIPPED_NAME = "kallelse/templates"
_OWN_NAME = "templates"

# What is set with these is not a text that an editor attaches.
_NOT_FOR_TEXTS = frozenset(
    {"notice", "agenda", "memo", "register", "email", "masthead", "missing", "withheld", "filler"}
)


class TemplateError(InputError):
    """A template is broken or asks for something that does not exist.

    `file` is its name for people, with the folder; `line` counts from 1.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        hint = _("Mend the template, or take it away: the one that is shipped is used then.")
        super().__init__([Diagnostic(Position(file, line), "template", message, hint)])


def environment(folder: Path | None) -> Environment:
    """Set up the templates: those in `folder` first, then the shipped, which are `default/…` too.

    Sandboxed, strict about undefined names, escaping all text; a symbolic link out of a folder is
    not followed.
    """
    from jinja2 import ChoiceLoader, PrefixLoader, StrictUndefined, pass_context
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    @pass_context
    def markdown(context: Context, text: str) -> Markup:
        return Markup(to_html(text, context["pack"].targets))  # noqa: S704  # raw HTML is off

    shipped = _folder(SHIPPED, _SHIPPED_NAME)
    own = [_folder(folder, _OWN_NAME)] if folder is not None and folder.is_dir() else []

    class Sandbox(ImmutableSandboxedEnvironment):
        """A sandbox in which a few characters of a template cannot exhaust the memory."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
                raise SecurityError(_("only numbers can be multiplied in a template"))
            return super().call_binop(context, operator, left, right)

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            return limits.counted(super()._parse(source, name, filename))

    made = Sandbox(
        loader=ChoiceLoader([*own, shipped, PrefixLoader({"default": shipped})]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        markdown=markdown,
        date=i18n.date,
        clock=i18n.clock,
        join_and=i18n.join_and,
        party=i18n.party,
    )
    made.filters[limits.FILTER] = pass_context(limits.turn)
    made.globals["_"] = i18n.word
    made.globals["range"] = limits.counted_range
    return made


def _folder(home: Path, shown: str) -> Any:  # its class is made here, so that jinja loads late
    from jinja2 import FileSystemLoader, TemplateNotFound

    class Folder(FileSystemLoader):
        def get_source(self, environment: Environment, template: str) -> Any:  # jinja's own triple
            if not _lies_in(home, home / template):
                raise TemplateNotFound(template)
            text, _, up_to_date = super().get_source(environment, template)
            return text, f"{shown}/{template}", up_to_date  # tracebacks and messages bear this name

    return Folder(home, encoding="utf-8-sig")


def _lies_in(home: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(home.resolve())


def names(folder: Path | None) -> frozenset[str]:
    """Return the names that a text attachment can give as its template."""
    folders = [SHIPPED, *([folder] if folder is not None and folder.is_dir() else [])]
    found = {path.stem for one in folders for path in one.glob("*.html")}
    return frozenset(found - _NOT_FOR_TEXTS)


def check(folder: Path) -> Iterator[Diagnostic]:
    """Yield what is wrong in the project's own templates: syntax, and unknown elements."""
    made = environment(folder)
    for path in sorted(folder.rglob("*.html")):
        name = f"{_OWN_NAME}/{path.relative_to(folder).as_posix()}"
        if not _lies_in(folder, path):
            yield _leads_out(name)
        elif path.is_file():
            text, unreadable = decode(read_bytes(path), name, "text")
            yield from unreadable
            if text is not None:
                yield from _broken(made, name, text)


def _leads_out(name: str) -> Diagnostic:
    message = _("the template is a link that leads out of its folder")
    return Diagnostic(Position(name), "template-link", message, _("Put the file itself there."))


def _broken(made: Environment, name: str, text: str) -> Iterator[Diagnostic]:
    import jinja2

    try:
        made.compile(text, name, name)
    except jinja2.TemplateSyntaxError as error:
        yield from TemplateError(name, error.lineno, sentence(error)).diagnostics
    else:
        yield from foreign_elements(name, text)
        yield from idle_blocks(made, name, text)


def from_jinja(error: Exception, file: str) -> TemplateError:
    """Turn whatever the template in `file` raised into a sentence with its name and line."""
    import jinja2

    if isinstance(error, TemplateError):
        return error
    if isinstance(error, jinja2.TemplateSyntaxError):
        return TemplateError(error.filename or file, error.lineno, sentence(error))
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith((f"{_OWN_NAME}/", f"{_SHIPPED_NAME}/"))
    ]
    if frames:
        return TemplateError(frames[-1].filename, frames[-1].lineno or 1, sentence(error))
    return TemplateError(file, 1, sentence(error))


def position(templates: Environment, template: str, line: str) -> Position:
    """Return where a line of HTML stands in the template that made it; its start if composed."""
    file = templates.get_template(template).filename or template
    text, _, _ = cast("BaseLoader", templates.loader).get_source(templates, template)
    lines = [one.strip() for one in text.splitlines()]
    return Position(file, lines.index(line) + 1 if line and line in lines else 1)
