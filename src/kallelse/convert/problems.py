"""What can be wrong with an attachment, in words for the one who named it. It must not judge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kallelse.diagnostics import Diagnostic, Position, Severity, brief
from kallelse.i18n import N_, _, ngettext

_ANEW = N_("Open it in a PDF reader and save it anew, or ask its author for a fresh copy.")
_PRINT_LETTER = N_("Print it to a PDF in the e-mail program, and name that file.")

# What the libraries say of damage, in words for those who did not write the file.
_PLAIN = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Pages tree includes", N_("pages of it are missing")),
        (r"giving up on reading|treating \w+ as", N_("parts of it contradict each other")),
        (r"MediaBox", N_("a page did not say how large it is")),
        (r"ended unexpectedly|unexpected EOF|EOF marker|Unexpected end", N_("its end is missing")),
        (r"endstream|stream length|Declared stream", N_("it is wrong about its own lengths")),
        (r"[Pp][Dd][Ff] header", N_("it begins with something else")),
        (r"cyclic|Loop detected in /Pages", N_("its pages go round in a circle")),
        (r"in /Pages|no pages", N_("it has no pages")),
        (r"page tree|pages tree|/Kids|any pages", N_("the list of its pages is broken")),
        (r"inflate|Flate|decod|Ascii85|object stream", N_("packed data in it are broken")),
        (
            r"xref|trailer|damaged|rebuil|/Root|Root object|/Encrypt|not found|loop",
            N_("its own index is broken"),
        ),
        (
            (
                r"object (?:has no|is not)|Error reading|cannot be interpreted|Error$|Could not"
                r" read|Invalid page object|[Ee]xpected|/\w+"
            ),
            N_("its parts are not what they should be"),
        ),
    )
)


@dataclass(frozen=True)
class Problem:
    """One problem of one file; with `warning` it is bound all the same."""

    rule: str
    message: str
    hint: str
    warning: bool = False

    def at(self, position: Position) -> Diagnostic:
        """Return it as a diagnostic where the file is named."""
        severity = Severity.WARNING if self.warning else Severity.ERROR
        return Diagnostic(position, self.rule, self.message, self.hint, severity)

    def plain(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        return {
            "rule": self.rule,
            "message": self.message,
            "hint": self.hint,
            "warning": self.warning,
        }


def from_plain(plain: Mapping[str, object]) -> Problem:
    """Return the problem that was made plain."""
    rule, message, hint = (str(plain[key]) for key in ("rule", "message", "hint"))
    return Problem(rule, message, hint, plain.get("warning") is True)


class RefusedError(Exception):
    """A file cannot be bound; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def damaged(name: str, reason: str) -> Problem:
    """Say that nobody can read it."""
    message = _("the attachment cannot be read: {name} ({reason})")
    filled = message.format(name=brief(name), reason=plainly(reason))
    return Problem("attachment-damaged", filled, _(_ANEW))


def picture_damaged(name: str, reason: str) -> Problem:
    """Say that a picture cannot be shown, or only a part of it."""
    message = _("the picture cannot be read: {name} ({reason})")
    hint = _("Fetch it again, or open it in a picture program and save it anew.")
    filled = message.format(name=brief(name), reason=_short(reason))
    return Problem("attachment-damaged", filled, hint)


def locked(name: str) -> Problem:
    """Say that a password is needed."""
    message = _("the attachment needs a password to be opened: {name}")
    hint = _("Ask its author for a copy without one, or name a file with it as `password_file`.")
    return Problem("attachment-encrypted", message.format(name=brief(name)), hint)


def for_certificate(name: str) -> Problem:
    """Say that it is encrypted for certain people, each with a key of their own."""
    message = _("only those it was encrypted for can open the attachment, with a key: {name}")
    hint = _("Ask its author for a copy that everybody can open.")
    return Problem("attachment-encrypted", message.format(name=brief(name)), hint)


def wrong_password(name: str) -> Problem:
    """Say that the password which was given is not the one."""
    message = _("the password does not open the attachment: {name}")
    hint = _("Correct the first line of the password file; capitals and spaces count.")
    return Problem("attachment-encrypted", message.format(name=brief(name)), hint)


def too_costly(name: str) -> Problem:
    """Say that reading it would take more than it may."""
    return _beyond(name, _("the attachment would take more time or memory than it may: {name}"))


def letter_too_long(name: str) -> Problem:
    """Say that an e-mail is longer than people write them."""
    message = _("the letter has more text, names or enclosures than can be set: {name}")
    return Problem("attachment-limit", message.format(name=brief(name)), _(_PRINT_LETTER))


def letter_encrypted(name: str) -> Problem:
    """Say that an e-mail is encrypted, all of its text."""
    message = _("the letter is encrypted, so its text cannot be shown: {name}")
    return Problem("attachment-encrypted", message.format(name=brief(name)), _(_PRINT_LETTER))


def letter_wrapped(name: str) -> Problem:
    """Say that an e-mail's text lies within a signature, where most programs do not put it."""
    message = _("the letter's text lies in a signed wrapping that cannot be opened: {name}")
    return Problem("attachment-encrypted", message.format(name=brief(name)), _(_PRINT_LETTER))


def letter_without_text(name: str, held: Sequence[str]) -> Problem:
    """Say that a page shows only the headers of an e-mail, and name what came with it."""
    message = _("the letter has no text that can be shown: {name}")
    if held:
        message = _("the letter has no text that can be shown: {name} (it holds {held})")
    filled = message.format(name=brief(name), held=brief(", ".join(held), 120))
    hint = _("If it says more in the e-mail program, print it there to a PDF, and name that file.")
    return Problem("attachment-blank", filled, hint, warning=True)


def too_large(name: str, size: int) -> Problem:
    """Say that the file has more bytes than it may."""
    message = _("the attachment has {size} MB, more than it may: {name}")
    return _beyond(name, message, size=size // 1_000_000)


def too_many_pages(name: str, pages: int, most: int) -> Problem:
    """Say that the document has more pages than it may."""
    message = _("the attachment has {pages} pages, and {most} are allowed: {name}")
    return _beyond(name, message, pages=pages, most=most)


def too_many_dots(name: str, dots: int) -> Problem:
    """Say that the picture has more dots than it may."""
    message = _("the picture has {millions} million dots, more than it may: {name}")
    return _beyond(name, message, millions=dots // 1_000_000)


def too_slow(name: str, program: str, seconds: int) -> Problem:
    """Say that another program takes too long."""
    message = _("{program} takes more than {seconds} seconds for the attachment: {name}")
    return _beyond(name, message, program=program, seconds=seconds)


def _beyond(name: str, message: str, **values: object) -> Problem:
    hint = _("Split it or make it smaller, or raise the limit under `limits` in members.yaml.")
    return Problem("attachment-limit", message.format(name=brief(name), **values), hint)


def repaired(name: str, pages: int, reason: str, lost: str = "") -> Problem:
    """Say that it was damaged, and how many pages to look at; `lost` tells of missing ones."""
    message = _("the attachment was damaged and has been repaired: {name} ({reason})")
    told = "; ".join(one for one in (plainly(reason) if reason else "", lost) if one)
    hint = ngettext(
        "Look at its page in the pack, or ask its author for a fresh copy.",
        "Look at its {pages} pages in the pack, or ask its author for a fresh copy.",
        pages,
    )
    filled = message.format(name=brief(name), reason=told)
    return Problem("attachment-repaired", filled, hint.format(pages=pages), warning=True)


def pages_lost(claimed: int, found: int) -> str:
    """Say that pages are missing, as a part of a sentence."""
    message = _("it says that it has {claimed} pages, and {found} were found")
    return message.format(claimed=claimed, found=found)


def readers_differ(one: int, other: int) -> str:
    """Say that two readers do not find the same pages, as a part of a sentence."""
    message = _("one reader finds {one} pages, another {other}")
    return message.format(one=one, other=other)


def unreadable_pages(name: str, pages: tuple[int, ...], most: int = 8) -> Problem:
    """Name the pages whose content cannot be decoded, and not more of them than people read."""
    shown = ", ".join(map(str, pages[:most])) + (" …" if len(pages) > most else "")
    message = ngettext(
        "page {pages} cannot be read, or only in part: {name}",
        "pages {pages} cannot be read, or only in part: {name}",
        len(pages),
    )
    filled = message.format(pages=shown, name=brief(name))
    return Problem("attachment-blank", filled, _(_ANEW), warning=True)


def no_such_page(name: str, page: int, pages: int) -> Problem:
    """Say that a page was asked for that the document does not have."""
    message = _("there is no page {page} in {name}, whose last page is {pages}")
    filled = message.format(page=page, name=brief(name), pages=pages)
    return Problem("attachment-pages", filled, _("Correct the page numbers under `pages`."))


def alts_differ(name: str, texts: int, pages: int) -> Problem:
    """Say that not every page of a picture has its text, or that there are too many."""
    message = _("texts under `alt`: {texts}, but pages with pictures: {pages}, in {name}")
    hint = _("Write a list with one text for each page that is bound.")
    return Problem("alt-pages", message.format(texts=texts, pages=pages, name=brief(name)), hint)


def alt_of_no_picture(name: str, found: str) -> Problem:
    """Say that what is to be described is no picture inside."""
    message = _("alt is for pictures, and the file is {kind}: {name}")
    filled = message.format(kind=_(found), name=brief(name))
    return Problem("alt-keys", filled, _("Remove alt, or name a picture."))


def signed(name: str) -> Problem:
    """Say that a signature does not survive."""
    message = _("the attachment is digitally signed, and binding it ends that: {name}")
    hint = _("Add `keep_original: true`, so that the signed file is published beside the pack.")
    return Problem("attachment-signed", message.format(name=brief(name)), hint, warning=True)


def wrong_suffix(name: str, found: str, suffix: str) -> Problem:
    """Say that the file's name tells something else than its bytes."""
    message = _("the file is {kind}, which its name does not tell: {name}")
    hint = _("Rename it so that it ends in {suffix}.").format(suffix=suffix)
    filled = message.format(kind=_(found), name=brief(name))
    return Problem("attachment-suffix", filled, hint, warning=True)


def wrong_kind(name: str, found: str, advice: str) -> Problem:
    """Say what it is and what to do with that."""
    message = _("the file is {kind}: {name}").format(kind=_(found), name=brief(name))
    return Problem("attachment-kind", message, _(advice))


def not_converted(name: str, program: str) -> Problem:
    """Say that another program could make nothing of it."""
    message = _("{program} could not make pages of the attachment: {name}")
    hint = _("Open it in the program it was made with, save it as PDF and name that file.")
    filled = message.format(program=program, name=brief(name))
    return Problem("attachment-damaged", filled, hint)


def characters_replaced(name: str, characters: str) -> Problem:
    """Say that the font lacks characters of an e-mail."""
    message = _("the font has no {characters}, whose names are printed instead: {name}")
    hint = _("Look at the page; a PDF of the e-mail shows it as it was.")
    filled = message.format(characters=characters, name=brief(name))
    return Problem("attachment-characters", filled, hint, warning=True)


def plainly(reason: str) -> str:
    """Return what a library says of damage in plain words, where we have them."""
    found = (words for pattern, words in _PLAIN if pattern.search(reason))
    words = next(found, None)
    return _short(reason) if words is None else _(words)


def _short(reason: str) -> str:
    return brief(reason, 120) or _("no reason is known")
