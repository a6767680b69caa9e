"""Rules for the agenda: what its parts say of each other. They must not look at files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import N_, _
from kallelse.lookalikes import lookalike
from kallelse.model import Group, Item, Officer
from kallelse.rules.context import Context, Finding, attachments, items

_TEXT_SUFFIX = ".md"
_BODIES = (
    N_("The bodies in members.yaml are {names}."),
    N_("There are no bodies in members.yaml yet."),
)
_OFFICERS = (
    N_("The officers in members.yaml are {names}."),
    N_("There are no officers in members.yaml yet."),
)
_TEMPLATES = (N_("The templates are {names}."), N_("There are no templates yet."))


def date_not_file_name(context: Context) -> Iterator[Finding]:
    """Report a meeting whose date is not that of its file's name.

    A copied file often keeps the old date within, and members would be called to the wrong day.
    Correct the date, or rename the file and its folder.
    """
    named = context.meeting_id.rpartition("/")[2]
    written = context.meeting.date.isoformat()
    if written != named:
        message = _("the date is {written}, but the file is named {named}").format(
            written=written, named=named
        )
        yield Finding(("date",), message, _("Correct the date, or rename the file and its folder."))


def body_not_folder(context: Context) -> Iterator[Finding]:
    """Report a meeting that lies in the folder of another body.

    The folder is a part of the meeting's id, by which it is built and published. Move the file and
    its folder, or correct the body.
    """
    folder, _slash, _date = context.meeting_id.rpartition("/")
    if folder and folder != context.meeting.body:
        message = _("the body is {body}, but the file lies in agendas/{folder}").format(
            body=context.meeting.body, folder=folder
        )
        yield Finding(("body",), message, _("Correct the body, or move the file and its folder."))


def body_unknown(context: Context) -> Iterator[Finding]:
    """Report a body that members.yaml does not know.

    Without it no one is called. Write a name that stands under `bodies` in members.yaml, to the
    left of the colon, or add the body there.
    """
    body, known = context.meeting.body, context.members.bodies
    if body not in known:
        hint = _near(body, known, _BODIES)
        yield Finding(("body",), _("unknown body: {body}").format(body=brief(body)), hint)


def officer_unknown(context: Context) -> Iterator[Finding]:
    """Report an officer that members.yaml does not know.

    The memo would have no one to ask. Write a name that stands under `officers` in members.yaml, to
    the left of the colon, or add the officer there.
    """
    known = context.members.officers
    for path, item in items(context):
        if item.memo and item.memo.officer is not None and item.memo.officer not in known:
            written = item.memo.officer
            hint = _by_name(written, known) or _near(written, known, _OFFICERS)
            message = _("unknown officer: {officer}").format(officer=brief(item.memo.officer))
            yield Finding((*path, "memo", "officer"), message, hint)


def _by_name(written: str, known: Mapping[str, Officer]) -> str:
    """Return a hint where an officer's full name stands in place of the short one."""
    named = {officer.name: key for key, officer in known.items()}
    near = nearest(" ".join(written.split()), named, cutoff=0.85)
    hint = _("Write {short}, which is the short name under `officers` in members.yaml.")
    return hint.format(short=named[near]) if near else ""


def template_unknown(context: Context) -> Iterator[Finding]:
    """Report a template that neither the project nor the program has.

    Write the name of a file in templates/ without .html, or of one that comes with the program.
    """
    for path, one in attachments(context):
        if one.template is not None and one.template not in context.templates:
            hint = _near(one.template, context.templates, _TEMPLATES)
            yield Finding(
                (*path, "template"),
                _("unknown template: {template}").format(template=brief(one.template)),
                hint,
            )


def _near(word: str, known: Iterable[str], told: tuple[str, str]) -> str:
    names = sorted(known)
    near = nearest(word, names)
    if odd := lookalike(word):
        return odd
    if near:
        return _("Did you mean {near}?").format(near=near)
    some, none = told
    return _(some).format(names=", ".join(names[:10])) if names else _(none)


def template_without_text(context: Context) -> Iterator[Finding]:
    """Report a template for a file that is bound as it is.

    Only Markdown is set with a template; the pages of a PDF stay as they are. Remove the template,
    or name the `.md` file.
    """
    for path, one in attachments(context):
        if one.template is None or one.file is None:
            continue
        if not one.file.lower().endswith(_TEXT_SUFFIX):
            message = _("a template cannot change {file}").format(file=brief(one.file))
            yield Finding(
                (*path, "template"), message, _("Remove the template; it is for .md files.")
            )


def item_id_duplicate(context: Context) -> Iterator[Finding]:
    """Report two items with one id.

    Links and later versions find an item by its id, so each id stands once in a meeting. Give one
    of them another, or remove it: ids are optional.
    """
    first: dict[str, int] = {}
    for path, item in items(context):
        if item.id is None:
            continue
        here = (*path, "id")
        if item.id in first:
            hint = _("The first is on line {first}; give one of them another id.").format(
                first=first[item.id]
            )
            yield Finding(here, _("two items have the id {id}").format(id=brief(item.id)), hint)
        else:
            first[item.id] = context.at(here).line


def memo_background_and_text(context: Context) -> Iterator[Finding]:
    """Report a memo whose background is written twice.

    `background` holds the text itself and `text` names a file that holds it; which of them is meant
    cannot be known. Keep one; what should come after it goes into `sections`.
    """
    for path, item in items(context):
        if item.memo and item.memo.background is not None and item.memo.text is not None:
            message = _("the memo has both background and text")
            yield Finding((*path, "memo", "text"), message, _("Keep one of them."))


def text_without_md(context: Context) -> Iterator[Finding]:
    """Report a memo whose text is not a Markdown file.

    A memo is set like all other memos, from Markdown. Save the text as a `.md` file; a finished
    PDF is an attachment.
    """
    for path, item in items(context):
        name = item.memo.text if item.memo else None
        if name is not None and not name.lower().endswith(_TEXT_SUFFIX):
            hint = _("Name a .md file, or list the file under attachments.")
            yield Finding(
                (*path, "memo", "text"),
                _("not a Markdown file: {name}").format(name=brief(name)),
                hint,
            )


def durations_exceed(context: Context) -> Iterator[Finding]:
    """Report items that together take longer than the meeting.

    It is a warning, since items may be shortened while the meeting lasts. Shorten items, or let the
    meeting end later. An item that has no duration counts as the sum of its sub-items.
    """
    length = context.meeting.time.minutes
    total = _minutes(context.meeting.items)
    if length is not None and total > length:
        message = _("the items take {total} minutes, the meeting lasts {length}").format(
            total=total, length=length
        )
        yield Finding(("time",), message, _("Shorten items, or let the meeting end later."))


def _minutes(written: Sequence[Item | Group]) -> int:
    return sum(
        one.duration if isinstance(one, Item) and one.duration else _minutes(one.items)
        for one in written
    )
