"""What is found inside a document that is bound, as data. It must not know how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kallelse.diagnostics import Diagnostic
from kallelse.source import KeyPath


@dataclass(frozen=True)
class PageFacts:
    """A page: its text, its width and height as its reader sees it, in points."""

    text: str
    width: float
    height: float
    pictures: bool = False


@dataclass(frozen=True)
class Access:
    """What a document offers to those who have it read aloud; what it says is taken at its word.

    `tagged` tells of a structure tree that holds content and is not only there by name, `language`
    is a BCP 47 tag, `titled` and `title_shown` tell whether it has a title and shows it in place of
    the file's name. `textless` are the pages, from 1, that show something and no text, and that no
    tag describes, `unembedded` the fonts that it does not bring along, `unnamed_fields` the number
    of form fields that say nothing of what is to be filled in.
    """

    tagged: bool
    language: str | None
    titled: bool
    title_shown: bool
    textless: tuple[int, ...]
    unembedded: tuple[str, ...]
    unnamed_fields: int


@dataclass(frozen=True)
class Facts:
    """A document: the pages that are bound, by their number in it, and what it says of itself.

    `outline` are the titles of its bookmarks, `metadata` the values of its information dictionary
    and XMP by their names, `access` what it offers to those who listen; None for a letter, whose
    page is ours.
    """

    sha256: str
    pages: tuple[tuple[int, PageFacts], ...]
    outline: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    access: Access | None = None


@dataclass(frozen=True)
class Inside:
    """What is found inside attachments, by the path of each, and what is wrong with them."""

    facts: Mapping[KeyPath, Facts] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
