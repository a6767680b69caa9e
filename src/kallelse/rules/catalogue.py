"""The page of every rule id that a diagnostic about the editor's files can bear. Nothing more."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kallelse.diagnostics import Severity
from kallelse.files import write_text
from kallelse.i18n import _
from kallelse.rules import RULES, THEME_RULES
from kallelse.rules.settings import NUMBERS

_HEAD = """# Rules

Written by `make rules` from the rules themselves; `kallelse explain RULE` shows the same page.

A body sets how serious a rule is under `rules` in members.yaml: `off`, `info`, `warning` or
`error`. An error stops the pack, a warning does so with `--strict`, and an info never does. One
finding is let pass with a comment on its line, and the comment says why:

    date: 2024-06-06  # kallelse: ignore[meeting-day] Fullmäktige har bestämt det.

Alone on a line, the comment speaks of the next one. In a Markdown file it is written
`<!-- kallelse: ignore[typography] … -->`.
"""

# What reading and validating find before any rule can look: what, why, how to mend.
_READING: Mapping[str, str] = {
    "yaml-syntax": "The lines are not YAML. Look at the indentation, the colons and the quotes.",
    "yaml-empty": "The file holds nothing but comments. Write its keys, or remove it.",
    "yaml-not-keys": "The file does not begin with `key: value`. Only files of keys are read.",
    "yaml-duplicate-key": "A key stands twice in one record, so one value would be lost. Keep one.",
    "yaml-key": "A key is no word, most often since a value with braces lacks its quotes.",
    "yaml-merge-key": "Keys cannot be merged with `<<`. Write them out where they belong.",
    "yaml-anchor": "A text begins with & or *, a reference in YAML. Put it in quotes.",
    "yaml-tag": "A text begins with !, which YAML takes for a type. Put it in quotes.",
    "yaml-documents": "A second document begins with ---. Remove the line: one file, one document.",
    "yaml-encoding": "The file is not UTF-8, so its letters are not known. Save it as UTF-8.",
    "yaml-control-character": "An invisible character, which could break the pack. Delete it.",
    "yaml-too-large": "The file is larger than 2 MB. Move long texts to files of their own.",
    "yaml-too-deep": "Lists and keys lie more than 50 deep. Look at indentation and brackets.",
    "yaml-link": "The file is a link that leads out of the project. Put the file itself there.",
    "text-encoding": "A Markdown file is not UTF-8, so letters are lost. Save it as UTF-8.",
    "text-control-character": "An invisible character in a Markdown file. Delete it.",
    "text-too-large": "A Markdown file is larger than 2 MB. Split it.",
    "key-missing": "A key that is needed is not there. Add it to the record that is pointed at.",
    "key-unknown": "A key is not known, most often misspelt; its value would be lost. Correct it.",
    "type-wrong": "A text stands where a list or keys are expected, or the other way round.",
    "value-empty": "A key has no value. Write one, or remove the key where it is not needed.",
    "choice-unknown": "Only certain words can stand there. Write one of them.",
    "date-format": "Not a day of the calendar, written year-month-day as in 2024-03-01.",
    "ground-format": "What is secret is so by a section of law: OSL 39 kap. 1 §, never `true`.",
    "time-format": "Not a time, written 9.00 or, with the end, 9.00-12.00.",
    "time-order": "A meeting would end before it begins. Write the earlier time first.",
    "duration-format": "Not a number of minutes from 1 to 9999.",
    "count-format": "Not a whole number from 1.",
    "size-format": "Not a size: a whole number with kB, MB or GB, as in 500 MB.",
    "pages-format": "Not pages, written as in 1-4,7, each of them once.",
    "rotate-format": "Not a quarter turn: 90, 180 or 270 degrees clockwise.",
    "link-format": "Not the address of a document on the web. It begins with https://.",
    "email-format": "Not one e-mail address alone, as in namn@example.org.",
    "flag-format": "Neither true nor false.",
    "path-outside": "A path that leaves its folder. Name a file in it, with / and without `..`.",
    "slug-format": "Not a short name: a-z, 0-9 and single hyphens between them.",
    "length-format": "Not a length: a number with pt, mm or cm, without unit in points.",
    "number-format": "Not a number, written with a point as in 1.5.",
    "colour-format": "Not a colour: # and six hexadecimal digits, in quotes.",
    "language-format": "Not a language and its country, as in sv-SE.",
}

# What is found where texts, looks and attachments are opened.
_OPENING: Mapping[str, str] = {
    "markdown-code": "Code, most often by accident: a line that is indented by four spaces.",
    "markdown-quote": "A quotation with >, which a pack has no look for. Use quotation marks.",
    "markdown-html": "HTML in a text. Write it in Markdown; a < of your own is written \\<.",
    "markdown-heading": "A heading of a level that cannot stand there. Begin with ##, skip none.",
    "image-alt": "A picture without a description, for those who do not see it. Describe it.",
    "image-missing": "A picture that is not in the meeting's folder as .png or .jpg. Put it there.",
    "image-too-large": "A picture with more megabytes than a page can show. Make it smaller.",
    "image-unreadable": "A picture that cannot be read as PNG or JPEG. Save it again.",
    "link-kind": "A link that leads nowhere from a pack. Begin it with https://, mailto: or #.",
    "link-broken": "A link or picture that is not whole. Put a name with spaces between < and >.",
    "link-unknown": "A link to an item that does not exist. Use the `id` of an item.",
    "character-missing": "A character that the font cannot show. Write it with others.",
    "font-missing": "A font that is not installed or cannot be embedded. Install it.",
    "template": "A template that is broken or names something that does not exist. Mend it.",
    "template-element": "An element that a pack has no look for. See the template contract.",
    "template-block": "A block that the extended template does not have, so it is never shown.",
    "style-unused": "A style for what no template has, most often misspelt. Correct its name.",
    "template-link": "A template that is a link out of its folder. Put the file itself there.",
    "stamp-text": "A stamp's text with braces that nothing can be filled into.",
    "unclosed-element": "An element of a template that is never closed. Close it.",
    "misplaced-element": "An element of a template where it cannot stand, as li without a list.",
    "unknown-attribute": "An attribute that a pack does not know. Looks belong into theme.yaml.",
    "attribute-value": "A value that an attribute of a template cannot have.",
    "unknown-class": "A class that the theme gives no look. Add it to the styles in theme.yaml.",
    "duplicate-anchor": "Two elements of a document with one id, so a link could lead to either.",
    "stray-text": "Text where only elements can stand, as directly in a list.",
    "image-without-alt": "A picture of a template without a description. Describe it in `alt`.",
    "heading-skipped": "A heading of a template that skips a level. Begin with h1, then h2, h3.",
    "heading-empty": "A heading of a template without a text. Write one, or leave it out.",
    "attachment-encrypted": "A PDF that asks for a password, or a letter that is encrypted.",
    "attachment-limit": "A file that takes more time or memory than it may. Make it smaller.",
    "attachment-repaired": "A PDF that was damaged and could be mended. Look at its pages.",
    "attachment-blank": "A page that cannot be read, or a letter without text. Look at it.",
    "attachment-pages": "A page that the document does not have. Correct `pages`.",
    "alt-pages": "Not as many texts under `alt` as pages of pictures. Write one for each.",
    "attachment-signed": "A signature, which ends when it is bound. Keep the original besides.",
    "attachment-suffix": "A file whose name tells another kind than its bytes. Rename it.",
    "attachment-characters": "Characters of an e-mail that the font lacks. Look at the page.",
    "attachment-unread": "A text that takes too long to be read through. Look through it yourself.",
    "redaction-text": "Text that nobody sees but anybody can copy. Apply the redaction.",
    "redaction-revision": "A redacted file that holds an earlier version. Print it to a new PDF.",
    "redaction-layer": "A hidden layer in a redacted file. Print it to a new PDF.",
    "redaction-comment": "Comments or hidden fields in a redacted file. Print it to a new PDF.",
    "redaction-traces": "What was removed stands in titles or such. Remove hidden information.",
    "public-file-pages": "A redacted file with more pages than the secret one. Make it anew.",
    "public-outdated": "A public pack that may tell what is marked by now. Build it anew.",
    "leak": "Something that is withheld is in the public pack all the same. Look for its copy.",
    "attachment-damaged": "A file that cannot be read as a PDF. Save it anew, or ask for a copy.",
}

# What is said of comments that let something pass.
_IGNORES: Mapping[str, str] = {
    "ignore-unknown": "A comment to us that names no rule, or one that a pack cannot do without.",
    "ignore-without-reason": "A rule is ignored, and nobody will know why. Write it down.",
    "ignore-unused": "A rule is ignored where it finds nothing. Remove the comment.",
}

_WARNINGS = frozenset(
    (
        "attachment-blank",
        "attachment-characters",
        "attachment-repaired",
        "attachment-signed",
        "attachment-suffix",
        "attachment-unread",
        "public-outdated",
        "style-unused",
        "template-block",
        *_IGNORES,
    )
)

RULE_IDS: Mapping[str, str] = {
    **_READING,
    **_OPENING,
    **_IGNORES,
    **{rule.id: inspect.getdoc(rule.check) or "" for rule in (*RULES, *THEME_RULES)},
}


def page(rule: str) -> str:
    """Return the page of a rule: what, why, how to mend it, and how to switch it off."""
    return "\n\n".join((f"{rule} ({_(str(severity(rule)))})", _(RULE_IDS[rule]), *_settings(rule)))


def severity(rule: str) -> Severity:
    """Return how serious a rule is where nobody has set it."""
    found = next((one.severity for one in (*RULES, *THEME_RULES) if one.id == rule), None)
    return found or (Severity.WARNING if rule in _WARNINGS else Severity.ERROR)


def _settings(rule: str) -> Iterator[str]:
    """Yield how a rule is set and how it is let pass, or that it is not."""
    found = next((one for one in RULES if one.id == rule), None)
    if found is None or found.needed:
        yield _("It cannot be switched off.")
        return
    if found.adjustable:
        yield _(
            "To set it for a body, write under the body in members.yaml `rules: {{{rule}: off}}`, "
            "or info, warning or error."
        ).format(rule=rule)
    if number := NUMBERS.get(rule):
        example = {"days": "7", "size": "20 MB"}[number]
        yield _("Its number is set with `rules: {{{rule}: {{{number}: {example}}}}}`.").format(
            rule=rule, number=number, example=example
        )
    yield _("To let it pass once, write on the line `# kallelse: ignore[{rule}] reason`.").format(
        rule=rule
    )


def manual() -> str:
    """Return docs/rules.md: every rule by its id, with what can be set."""
    pages = "\n".join(_section(rule) for rule in sorted(RULE_IDS))
    return f"{_HEAD}\n{pages}"


def _section(rule: str) -> str:
    free = any(one.id == rule and one.adjustable for one in RULES)
    number = f", number: `{NUMBERS[rule]}`" if rule in NUMBERS else ""
    told = f"{severity(rule)}{number}" + ("" if free else ", cannot be switched off")
    return f"## {rule}\n\n*{told[0].upper()}{told[1:]}.*\n\n{RULE_IDS[rule]}\n"


def main(path: Path) -> None:
    """Write the manual of the rules; `make rules` does."""
    write_text(path, manual())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
