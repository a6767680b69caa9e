"""What Jinja says of a broken template → a sentence of ours. It must not know where it stands."""

from __future__ import annotations

import re

from kallelse.diagnostics import brief
from kallelse.i18n import N_, _

# Jinja has no codes, so what it says is known by its words; what is not here is said as it is.
_KNOWN = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"'(?P<name>[^']+)' is undefined", N_("nothing is called {name}")),
        (
            r"'None' has no attribute '(?P<name>[^']+)'",
            N_("what has no value has no {name} either"),
        ),
        (
            r"'(?:[\w.]+\.)?(?P<thing>\w+)(?: object)?' has no attribute '(?P<name>[^']+)'",
            N_("{thing} has no {name}"),
        ),
        (r"No filter named '(?P<name>[^']+)'.*", N_("there is no filter {name}")),
        (r"No test named '(?P<name>[^']+)'.*", N_("there is no test {name}")),
        (r"Encountered unknown tag '(?P<name>[^']+)'.*", N_("there is no tag {name}")),
        (
            r"Unexpected end of template\..*needs to be closed is '(?P<name>[^']+)'.*",
            N_("{name} is never closed"),
        ),
        (r"Unexpected end of template.*|unexpected end of template.*", N_("the end is missing")),
        (
            r"expected token '(?P<wanted>[^']+)', got '(?P<name>[^']+)'",
            N_("{name} stands where {wanted} is expected"),
        ),
        (
            r"Expected an expression, got '(?P<name>[^']+)'",
            N_("something is missing before {name}"),
        ),
        (r"unexpected char '(?P<name>.)' at .*", N_("{name} cannot stand here")),
        (r"unexpected '(?P<name>[^']+)'", N_("{name} cannot stand here")),
        (r"Missing end of (?P<name>\w+) tag", N_("{name} is never closed")),
        (r"block '(?P<name>[^']+)' defined twice", N_("the block stands twice: {name}")),
        (
            r"the template '(?P<file>[^']+)' .*not export the requested name '(?P<name>[^']+)'",
            N_("{file} has no macro {name}"),
        ),
        (
            r"access to attribute '(?P<name>[^']+)' of .* is unsafe\.",
            N_("a template may not reach {name}"),
        ),
        (
            r"Range too big\. .*|.*RecursionError.*|maximum recursion depth exceeded.*",
            N_("the template goes round too many times"),
        ),
    )
)


def sentence(error: Exception) -> str:
    """Say what is wrong with a template, in our words where they are known."""
    import jinja2

    if isinstance(error, jinja2.TemplateNotFound):
        return _("there is no template {name}").format(name=error.name)
    said = str(getattr(error, "message", None) or error)
    for pattern, words in _KNOWN:
        if found := pattern.fullmatch(said):
            values = {name: brief(value) for name, value in found.groupdict().items()}
            return _(words).format(**values)
    if isinstance(error, jinja2.TemplateError):
        return said or _("the template is broken")
    told = f"{type(error).__name__}: {brief(said)}"
    return _("this cannot be worked out ({error})").format(error=told)
