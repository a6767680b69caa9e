"""One error of pydantic → rule, message and hint. It must not know where in the file it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from kallelse import i18n
from kallelse.diagnostics import brief, nearest
from kallelse.i18n import N_, _
from kallelse.lookalikes import lookalike
from kallelse.source import KeyPath
from kallelse.validate import shape

# Our own scalar types bear the id of their rule as `type`: what they expect, and how to write it.
_MARK = "confidential"  # where it is unknown, it was meant for all that stands there
_SHORT_NAME = N_("Use a-z, 0-9 and hyphens, as in linda-bergholtz.")
_FORMATS: Mapping[str, tuple[str, str]] = {
    "date-format": (N_("a date"), N_("Write year-month-day, as in 2024-03-01.")),
    "time-format": (N_("a time"), N_("Write 9.00, or 9.00-12.00 with the end.")),
    "time-order": (N_("a time"), N_("Write the earlier time first, as in 9.00-12.00.")),
    "duration-format": (N_("a number of minutes"), N_("Write whole minutes, as in 30.")),
    "flag-format": (N_("true or false"), N_("Write true or false.")),
    "count-format": (N_("a number"), N_("Write a whole number, as in 20.")),
    "size-format": (N_("a size"), N_("Write a whole number with kB, MB or GB, as in 500 MB.")),
    "pages-format": (N_("pages"), N_("Write page numbers from 1, each once, as in 1-4,7.")),
    "rotate-format": (N_("a turn"), N_("Write 90, 180 or 270: degrees clockwise.")),
    "link-format": (
        N_("a web address"),
        N_("Write the whole address, which begins with https://."),
    ),
    "email-format": (
        N_("an e-mail address"),
        N_("Write one address alone, as in namn@example.org, without a name or < > around it."),
    ),
    "ground-format": (
        N_("a legal ground"),
        N_("Write the section of the law, as in OSL 39 kap. 1 §; without one nothing is secret."),
    ),
    "path-outside": (
        N_("a file name"),
        N_("Name a file in the folder, with / before those in its folders."),
    ),
    "slug-format": (N_("a short name"), _SHORT_NAME),
    "length-format": (N_("a length"), N_("Write a number with pt, mm or cm, as in 24mm.")),
    "number-format": (N_("a number"), N_("Write a number, as in 1.5.")),
    "colour-format": (N_("a colour"), N_('Write # and six digits, in quotes, as in "#1A5276".')),
    "language-format": (N_("a language"), N_("Write language and country, as in sv-SE.")),
}


class Words(NamedTuple):
    """What is wrong; `at_key` when the key is to be pointed at and not its value."""

    rule: str
    message: str
    hint: str
    at_key: bool = False


def describe(error: ErrorDetails, path: KeyPath, annotation: Any, around: Any) -> Words:
    """Say what is wrong; `annotation` is what is expected at `path`, `around` what holds that."""
    kind, value = error["type"], error["input"]
    name = str(path[-1]) if path else ""
    if kind == "missing":
        return Words(
            "key-missing",
            _("missing key: {name}").format(name=name),
            _("Add the line `{name}: …`.").format(name=name),
        )
    if kind == "unexpected_keyword_argument":
        return _unknown_key(name, around)
    if error["loc"][-1:] == ("[key]",):
        return Words(
            kind,
            _("not a short name: {value}").format(value=brief(name)),
            lookalike(name) or _(_SHORT_NAME),
            True,
        )
    if value in ("", [], {}) or (isinstance(value, str) and not value.strip()):
        return _empty(name, kind, annotation, around)
    if kind == "enum":
        return _unknown_choice(name, str(value), annotation)
    if kind in _FORMATS and isinstance(value, str):
        return Words(kind, brief(error["msg"], 100), lookalike(value) or _(_FORMATS[kind][1]))
    expected = _FORMATS[kind][0] if kind in _FORMATS else shape.expected(annotation)
    message = _("expected {expected}, found {found}")
    message = message.format(expected=_(expected), found=_(_found(value)))
    return Words("type-wrong", message, how(annotation))


def _found(value: object) -> str:
    if isinstance(value, list):
        return shape.LIST
    return shape.MAPPING if isinstance(value, dict) else shape.TEXT


def _empty(name: str, kind: str, annotation: Any, around: Any) -> Words:
    expected = _FORMATS[kind][0] if kind in _FORMATS else shape.expected(annotation)
    what = _("the entry is empty") if name.isdigit() else _("{name} is empty").format(name=name)
    key = shape.keys(around).get(name)
    needed = key is not None and key.required
    hint = _("Write {expected}.") if needed else _("Write {expected}, or remove it.")
    return Words("value-empty", what, hint.format(expected=_(expected)))


def meant(name: str, around: Any) -> str | None:
    """Return the key that a misspelt one stands for, None where none comes near."""
    known = shape.keys(around)
    # The editor may think of a key by the Swedish word that its title is.
    words = {key.title: key_name for key_name, key in known.items()} | {one: one for one in known}
    near = nearest(name, words)
    return words[near] if near else None


def _unknown_key(name: str, around: Any) -> Words:
    message = _("unknown key: {name}").format(name=brief(name))
    if name == _MARK:
        return Words("key-unknown", message, _("Mark items, memos, attachments or rows."), True)
    hint = lookalike(name) or _one_of(meant(name, around), shape.keys(around))
    return Words("key-unknown", message, hint, True)


def _unknown_choice(name: str, value: str, annotation: Any) -> Words:
    known = shape.choices(annotation)
    words = {i18n.word(one): one for one in known} | {one: one for one in known}
    near = nearest(value, words)
    message = _("unknown {name}: {value}").format(name=name, value=brief(value))
    hint = lookalike(value) or _one_of(words[near] if near else None, known)
    return Words("choice-unknown", message, hint)


def _one_of(near: str | None, known: Iterable[str]) -> str:
    if near:
        return _("Did you mean {near}?").format(near=near)
    return _("Write one of {known}.").format(known=", ".join(known))


def how(annotation: Any) -> str:
    """Show how what is expected is written."""
    known = shape.keys(annotation)
    needed = [key for key, one in known.items() if one.required] or list(known)[:3]
    if needed:
        keys = ", ".join(f"`{key}: …`" for key in needed)
        return _("Write {keys}.").format(keys=keys)
    if shape.expected(annotation) == shape.LIST:
        return _("Begin every entry of the list with a hyphen and a space.")
    return _("Write it as one text, in quotes if it holds a colon or brackets.")
