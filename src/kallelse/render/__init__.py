"""Pack → HTML, with Jinja templates.

It must not know how HTML becomes pages, nor see a path or a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kallelse.pack import Pack, Part
from kallelse.render.limits import limited
from kallelse.render.templates import TemplateError, from_jinja
from kallelse.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["TemplateError", "render"]


def render(templates: Environment, pack: Pack, part: Part, theme: Theme) -> str:
    """Make the HTML of one part with the template that it names.

    Raises:
        TemplateError: the template does not exist, is broken, or uses an undefined name.
    """
    file = f"templates/{part.template}.html"
    try:
        with limited():
            return templates.get_template(f"{part.template}.html").render(
                pack=pack,
                meeting=pack.meeting,
                organisation=pack.organisation,
                theme=theme,
                part=part,
                entry=pack.entry_of(part),
            )
    except Exception as error:  # a template can raise anything, and all of it is the template's
        raise from_jinja(error, file) from error
