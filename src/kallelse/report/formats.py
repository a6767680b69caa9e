"""Problems for programs: JSON, GitHub's workflow commands, SARIF. It must not print.

What the formats hold is documented in docs/formats.md.
"""

from __future__ import annotations

import enum
import json
import os
import urllib.parse
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kallelse import __version__
from kallelse.diagnostics import Diagnostic, Severity
from kallelse.i18n import _, language
from kallelse.report.files import in_repository
from kallelse.report.terminal import visible


class Format(enum.StrEnum):
    """How problems are written: for people or for programs."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def chosen(asked: Format | None) -> Format:
    """Return the format that is asked for, without a wish the one that the surroundings read."""
    if asked is None and os.environ.get("GITHUB_ACTIONS") == "true":
        return Format.GITHUB
    return asked or Format.TEXT


def to_json(found: Iterable[Diagnostic]) -> str:
    """Return a list of objects; files are named from the project's folder."""
    return json.dumps([_object(one) for one in sorted(found)], ensure_ascii=False, indent=2)


def _object(one: Diagnostic) -> dict[str, object]:
    return {
        "file": one.position.file,
        "line": one.position.line,
        "column": one.position.column,
        "length": one.position.length,
        "severity": str(one.severity),
        "rule": one.rule,
        "message": one.message,
        "hint": one.hint,
    }


def to_github(found: Iterable[Diagnostic]) -> str:
    """Return a workflow command a line; files are named from the repository's folder."""
    return "\n".join(_command(one) for one in sorted(found))


def _command(one: Diagnostic) -> str:
    place = one.position
    properties = {
        "file": in_repository(place.file),
        "line": str(place.line),
        "col": str(place.column),
        **({"endColumn": str(place.column + place.length)} if place.length else {}),
        "title": one.rule,
    }
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = "\n".join(visible(line) for line in (one.message, one.hint) if line)
    return f"::{_GITHUB[one.severity]} {said}::{_message(text)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(visible(text)).replace(":", "%3A").replace(",", "%2C")


def to_sarif(found: Iterable[Diagnostic]) -> str:
    """Return a SARIF 2.1.0 log with one run."""
    problems = sorted(found)
    rules = sorted({one.rule for one in problems})
    run = {
        "tool": {
            "driver": {
                "name": "kallelse",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "language": {"sv": "sv-SE", "en": "en-GB"}[language()],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules.index(one.rule)) for one in problems],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: str) -> dict[str, object]:
    from kallelse.rules.catalogue import RULE_IDS

    page = " ".join(_(RULE_IDS.get(rule, "")).partition("\n\n")[0].split())
    described = {"shortDescription": {"text": _sarif_text(page)}} if page else {}
    return {"id": rule, **described}


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    place = one.position
    region = {"startLine": place.line, "startColumn": place.column}
    if place.length:
        region["endColumn"] = place.column + place.length
    uri = urllib.parse.quote(in_repository(place.file))
    return {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": _SARIF[one.severity],
        "message": {"text": _sarif_text("\n".join(filter(None, (one.message, one.hint))))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": region,
                }
            }
        ],
    }


def _sarif_text(text: str) -> str:
    """Keep text from files text: SARIF would make a link of `[…](…)`."""
    return text.replace("](", "] (")


Writer = Callable[[Iterable[Diagnostic]], str]
WRITERS: Mapping[Format, Writer] = {
    Format.JSON: to_json,
    Format.GITHUB: to_github,
    Format.SARIF: to_sarif,
}
