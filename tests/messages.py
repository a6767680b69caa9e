"""The Swedish catalogue, `make messages`: collects our sentences, keeps what is translated.

It must not translate. Words between braces are filled in later and stay as they are.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from kallelse.cli.app import app
from kallelse.cli.speech import texts
from kallelse.i18n import LOCALES
from kallelse.rules.catalogue import RULE_IDS

SOURCE = LOCALES.parent
PO = LOCALES / "sv" / "LC_MESSAGES" / "kallelse.po"
MO = PO.with_suffix(".mo")
NO_DAY = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)  # or every run would change the files
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

Text = str | tuple[str, ...]


def sentences() -> Iterator[tuple[str, Text]]:
    """Yield every sentence that the program can say, with the file that it stands in."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=keywords)
    for file, _line, message, _comments, _context in found:
        yield Path(file).as_posix(), message
    for page in RULE_IDS.values():
        yield "rules", page
    for text in texts(get_command(app)):
        yield "cli", text


def read() -> Catalog:
    """Return the catalogue as it is committed."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="sv")


def refreshed() -> Catalog:
    """Return the catalogue with today's sentences, and the translations that are known."""
    known = read() if PO.exists() else Catalog(locale="sv")
    fresh = Catalog(
        locale="sv",
        header_comment="# What kallelse says, in Swedish. Written by `make messages`.",
        project="kallelse",
        creation_date=NO_DAY,
        revision_date=NO_DAY,
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    for file, message in sorted(sentences(), key=lambda one: (one[0], str(one[1]))):
        before = known.get(message[0] if isinstance(message, tuple) else message)
        fresh.add(message, before.string if before else None, locations=[(file, 0)])
    return fresh


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as the text that translators edit."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, include_lineno=False, sort_by_file=True)
    return stream.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences that have no Swedish yet, or not for one and for many."""
    return [str(one.id) for one in catalog if one.id and not all(texts_of(one.string))]


def texts_of(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the forms of a sentence: one, or one for each count."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def main() -> None:
    """Write both files, and say what is not translated yet."""
    catalog = refreshed()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(catalog))
    print(f"{len(catalog)} sentences, {len(untranslated(catalog))} not translated")  # noqa: T201


if __name__ == "__main__":
    main()
