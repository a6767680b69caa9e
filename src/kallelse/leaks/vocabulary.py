"""What the program itself writes into packs, whoever's they are. It must not know a meeting."""

from __future__ import annotations

import ast
import functools
import gettext
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kallelse import i18n
from kallelse.convert import SUFFIXES
from kallelse.leaks.materials import Material
from kallelse.render.templates import SHIPPED

_CODE = Path(__file__).parents[1]
# What of the program writes into a pack or its pack.json; the rest speaks to the editor.
WRITERS = (
    "assemble", "choices", "fields", "i18n", "pack", "pagination", "publication", "bind",
    "model", "standards", "typeset", "rules/access", "rules/facts",
)  # fmt: skip
_TAG = re.compile(r"\{#.*?#\}|\{%|%\}|\{\{|\}\}|<[^>]*>|[\"'~:,|]", re.DOTALL)
_SEAM = re.compile(r"[{}\"'#,:()\[\]]|\s-\s")
_FILLED_IN = re.compile(r"\{[^{}]*\}|[«»“”]")
# Names of programs and standards, as properties and pack.json have them.
_ALWAYS = (
    "application/pdf", "x-default", "default", "W5M0MpCehiHzreSzNTczkc9d", "sv-SE", "utf-8",
    "pack.json", "PDF/UA-1", "PDF/A-2a", "inputs",
)  # fmt: skip
# The fonts that every reader of PDF has (ISO 32000-1, 9.6.2.2): pack.json tells who counts on it.
_FONTS = tuple(
    f"{family}{style}"
    for family, styles in (
        ("Courier", ("", "-Bold", "-Oblique", "-BoldOblique")),
        ("Helvetica", ("", "-Bold", "-Oblique", "-BoldOblique")),
        ("Times", ("-Roman", "-Bold", "-Italic", "-BoldItalic")),
        ("Symbol", ("",)),
        ("ZapfDingbats", ("",)),
    )
    for style in styles
)


def vocabulary(files: Sequence[str] = ()) -> Material:
    """Return all that stands in packs and comes from no meeting, as a public source.

    `files` are the texts of the project's own templates, theme and members.yaml.
    """
    return Material("kallelse", (*_own(), *map(_split, files)), written_by_us=True)


@functools.cache
def _own() -> tuple[str, ...]:
    templates = (one.read_text("utf-8") for one in sorted(SHIPPED.iterdir()) if one.is_file())
    return (
        *_ALWAYS,
        *_FONTS,
        *SUFFIXES,  # originals that are kept are called `bilaga-3-1.docx`
        *map(_split, templates),
        *i18n.WORDS.values(),
        *i18n.PARTIES.values(),
        *_calendar(),
        *(_FILLED_IN.sub("\n", one) for one in dict.fromkeys((*_sentences(), *_written()))),
    )


def _split(text: str) -> str:
    """Return a template or a file of keys with a line for each text between its signs."""
    return _SEAM.sub("\n", _TAG.sub("\n", text))


def _calendar() -> Iterator[str]:
    from babel import Locale

    locale = Locale.parse(i18n.LOCALE)
    for names in (locale.months, locale.days):
        for widths in names.values():
            for named in widths.values():
                yield from named.values()


def _sentences() -> Iterator[str]:
    """Yield what the program says in Swedish: some of it, as letters to authors, is published."""
    spoken = gettext.translation("kallelse", i18n.LOCALES, ["sv"], fallback=True)
    catalogue: dict[object, str] = getattr(spoken, "_catalog", {})
    yield from (text for key, text in catalogue.items() if key)


def _written() -> Iterator[str]:
    """Yield the texts and the keys of the code that writes packs, without what explains it."""
    for name in WRITERS:
        for path in code_of(name):
            yield from _texts(ast.parse(path.read_text("utf-8")))


def code_of(name: str) -> Sequence[Path]:
    """Return the files of a module or a package of ours."""
    return sorted((*_CODE.glob(f"{name}.py"), *_CODE.glob(f"{name}/**/*.py")))


def _texts(tree: ast.Module) -> Iterator[str]:
    explained = {
        id(one.value)
        for one in ast.walk(tree)
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            if id(one) not in explained:
                yield one.value
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            yield one.target.id  # a field of a record, and so a key of pack.json
        elif isinstance(one, ast.keyword) and one.arg:
            yield one.arg
