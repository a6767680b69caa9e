"""PyYAML's errors → what an editor can act on. It must not guess at what was meant."""

from __future__ import annotations

import re

import yaml

from kallelse.diagnostics import Diagnostic, Position
from kallelse.i18n import N_, _
from kallelse.lookalikes import SPACES, lookalike

_QUOTES = N_('Put quotes around the text: "…".')
_INDENT = N_("Let the keys that belong together begin in the same column, with spaces and no tabs.")

# PyYAML has no codes, so its problems are known by a piece of their text, which is the same in its
# C and its Python form; what is not here gets the last words below.
_KNOWN = {
    "expected ':'": (
        N_("a line without a colon"),
        N_("Write `key: value`; begin a longer text with |."),
    ),
    "mapping values are not allowed": (
        N_("a colon that does not belong here"),
        N_(
            'Put quotes around the text: "…". Let the keys that belong together begin in the same '
            "column, with spaces and no tabs."
        ),
    ),
    "entries are not allowed": (
        N_("a list cannot begin here"),
        N_("Begin it on the line below its key."),
    ),
    "unexpected end of stream": (
        N_("a quote that is never closed"),
        N_("End the text with the same quote."),
    ),
    "',' or ']'": (
        N_("the list in brackets is not closed"),
        N_("Separate with commas and end with ]."),
    ),
    "',' or '}'": (
        N_("the keys in braces are not closed"),
        N_("Separate with commas and end with }."),
    ),
    "numeric character": (N_("a text cannot begin with this character"), _QUOTES),
    "cannot start any token": (N_("a text cannot begin with this character"), _QUOTES),
}
# Within brackets, a # that no quote protects: a comment to YAML, which then misses their end.
_CUT = re.compile(r"[\[{][^\"'#]*\s(?=#)")
_CUT_OFF = N_("the text is cut off by #, which begins a comment")
# Where YAML needs a space that it knows: in front, after a colon, after the hyphen of a list.
_ODD_SPACE = re.compile(rf"(?:^ *(?:- *)*|:|^ *-)([{SPACES}])")
_BEGINS_EARLIER = ("expected ':'", "unexpected end of stream", "',' or", "numeric character")


def explain(error: yaml.YAMLError, file: str, text: str) -> Diagnostic:
    """Say where and what in words that need no YAML."""
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    earlier = getattr(error, "context_mark", None)
    if earlier is not None and any(piece in problem for piece in _BEGINS_EARLIER):
        mark = earlier
    if mark is None:
        return Diagnostic(Position(file), "yaml-syntax", _("not valid YAML"), _(_INDENT))
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line]))
    for one in (line, line - 1):
        if one >= 0 and (found := _ODD_SPACE.search(lines[one])):
            message, hint = _("a space that YAML does not take for one"), lookalike(found[1])
            place = Position(file, one + 1, found.start(1) + 1)
            return Diagnostic(place, "yaml-syntax", message, hint)
    message, hint = _words(problem, lines[line], column)
    if "',' or" in problem or "node content" in problem:
        # At the end of the file, where the end of the brackets is missed, go back to what is there.
        last = next((one for one in range(line, -1, -1) if lines[one].strip()), line)
        if cut := _CUT.search(lines[last]):
            line, column, message, hint = last, cut.end(), _CUT_OFF, _QUOTES
    return Diagnostic(Position(file, line + 1, column + 1), "yaml-syntax", _(message), _(hint))


def _words(problem: str, line: str, column: int) -> tuple[str, str]:
    if "\t" in line[: column + 1] and not line[:column].strip():
        return N_("a tab before the text"), _INDENT
    for piece, words in _KNOWN.items():
        if piece in problem:
            return words
    if line[:column].strip():
        return N_("something stands after the end of the value"), _QUOTES
    return N_("the line does not fit under those above it"), _INDENT
