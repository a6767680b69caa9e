"""What must hold between fields and files, one subject a file. Rules must not change anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from pathlib import Path

from kallelse.diagnostics import Diagnostic, Position, Severity
from kallelse.model import Level
from kallelse.rules import (
    access,
    agenda,
    contrast,
    dates,
    deadlines,
    decisions,
    documents,
    elections,
    files,
    folder,
    language,
    mandates,
    people,
    pictures,
    privacy,
    proposals,
    registers,
    secrecy,
    settings,
    standing,
    theme,
)
from kallelse.rules.context import Check, Context, Finding, Rule
from kallelse.rules.marks import naming
from kallelse.source import KeyPath, Source
from kallelse.theme import Theme

__all__ = ["RULES", "THEME_RULES", "Check", "Context", "Finding", "Rule", "check", "check_theme"]

_WARNING, _INFO = Severity.WARNING, Severity.INFO
_DATE = ("date",)

RULES: tuple[Rule, ...] = (
    Rule(files.attachment_missing, needed=True),
    Rule(files.attachment_empty, needed=True),
    Rule(files.attachment_folder, needed=True),
    Rule(files.attachment_outside, needed=True),
    Rule(files.attachment_link, needed=True),
    Rule(files.attachment_kind, needed=True),
    Rule(files.attachment_source, needed=True),
    Rule(files.link_keys, needed=True),
    Rule(files.text_keys, needed=True),
    Rule(pictures.picture_without_alt, _WARNING),
    Rule(pictures.alt_keys, needed=True),
    Rule(folder.attachment_repeated, _WARNING),
    Rule(folder.attachment_large, _WARNING),
    Rule(folder.file_unused, _WARNING),
    Rule(documents.attachment_scanned, _WARNING),
    Rule(documents.page_format, _INFO),
    Rule(documents.fonts_not_embedded, _WARNING),
    Rule(access.attachment_inaccessible, _INFO),
    Rule(agenda.date_not_file_name),
    Rule(agenda.body_not_folder),
    Rule(agenda.body_unknown, crossing=True, needed=True),
    Rule(agenda.officer_unknown, crossing=True, needed=True),
    Rule(agenda.template_unknown, needed=True),
    Rule(agenda.template_without_text, needed=True),
    Rule(agenda.item_id_duplicate, needed=True),
    Rule(agenda.memo_background_and_text, needed=True),
    Rule(agenda.text_without_md, needed=True),
    Rule(agenda.durations_exceed, _WARNING),
    Rule(dates.meeting_day, _WARNING),
    Rule(dates.next_meeting_not_after, rests_on=_DATE),
    Rule(deadlines.notice_days, _WARNING, crossing=True, rests_on=_DATE),
    Rule(deadlines.budget_notice, _WARNING, crossing=True, rests_on=_DATE),
    Rule(deadlines.late_item, _WARNING, crossing=True, rests_on=("sent",)),
    Rule(decisions.decision_without_document, _WARNING),
    Rule(decisions.decision_without_proposal, _WARNING),
    Rule(decisions.memo_title_differs, _INFO),
    Rule(decisions.basis_repeats, _INFO),
    Rule(decisions.basis_unmatched, _WARNING),
    Rule(standing.standing_items, _WARNING, crossing=True),
    Rule(proposals.proposal_subject, _WARNING, crossing=True),
    Rule(proposals.proposal_question, _WARNING),
    Rule(proposals.proposal_several, _INFO),
    Rule(registers.register_date_after, _WARNING, rests_on=_DATE),
    Rule(registers.register_date_before, _INFO),
    Rule(registers.register_duplicate, _WARNING),
    Rule(people.nobody_called, crossing=True, needed=True, rests_on=_DATE),
    Rule(people.since_after_until, needed=True),
    Rule(mandates.chair_missing, _WARNING, crossing=True, rests_on=_DATE),
    Rule(mandates.mandate_overlap, _WARNING, crossing=True),
    Rule(mandates.substitutes_number, _WARNING, crossing=True, rests_on=_DATE),
    Rule(mandates.municipality_incomplete, _WARNING, crossing=True, rests_on=_DATE),
    Rule(mandates.signer_not_in_body, _WARNING, crossing=True, rests_on=_DATE),
    Rule(elections.elected_already_sitting, _WARNING, crossing=True, rests_on=_DATE),
    Rule(secrecy.public_title_alone, needed=True),
    Rule(secrecy.public_file_alone, needed=True),
    Rule(secrecy.public_file_same, needed=True),
    Rule(secrecy.confidential_twice, needed=True),
    Rule(secrecy.confidential_title, _INFO),
    Rule(secrecy.open_attachment, _INFO),
    Rule(secrecy.ground_without_section, _WARNING),
    Rule(secrecy.contact_missing, _WARNING, crossing=True),
    Rule(privacy.personal_number, fixed=True),
    Rule(privacy.private_contact, _INFO),
    Rule(language.date_style, _INFO),
    Rule(language.typography, _INFO),
    Rule(settings.rule_setting, _WARNING),
)

THEME_RULES: tuple[Rule, ...] = (
    Rule(theme.colour_unknown, crossing=True, needed=True),
    Rule(theme.theme_file_missing, needed=True),
    Rule(theme.stamp_place, crossing=True, needed=True),
    Rule(contrast.contrast_low, crossing=True),
)


def check(
    context: Context, unsure: Collection[KeyPath] = (), unsure_members: Collection[KeyPath] = ()
) -> Iterator[Diagnostic]:
    """Yield what the rules find in a meeting, except at or below the paths that are unsure.

    Those have been complained about, and what is held there may not be what the editor wrote.
    """
    named = naming(context)
    for rule in RULES:
        level = context.setting(rule.id).level if rule.adjustable else None
        if level is Level.OFF or (rule.crossing and unsure_members):
            continue
        if any((key,) in unsure for key in rule.rests_on):  # a stand-in is there
            continue
        for found in rule.check(context):
            source = context.people if found.in_members else context.agenda
            known = unsure_members if found.in_members else unsure
            severity = Severity(level) if level else found.severity or rule.severity
            if not found.in_members:
                found = dataclasses.replace(found, path=named(found.path))
            yield from _diagnostic(rule, found, source, known, severity)


def check_theme(
    looks: Theme, templates: Path, source: Source, unsure: Collection[KeyPath] = ()
) -> Iterator[Diagnostic]:
    """Yield what the rules find in a theme whose files lie in `templates`."""
    for rule in THEME_RULES:
        if rule.crossing and unsure:
            continue
        for found in rule.check(looks, templates):
            yield from _diagnostic(rule, found, source, unsure, rule.severity)


def _diagnostic(
    rule: Rule,
    found: Finding,
    source: Source,
    unsure: Collection[KeyPath],
    severity: Severity,
) -> Iterator[Diagnostic]:
    # Also where a key right below is unsure: it was left out for its error, so it is not missing.
    if not any(found.path[: len(one)] == one or one[:-1] == found.path for one in unsure):
        place = found.position or _place(source, found.path)
        yield Diagnostic(place, rule.id, found.message, found.hint, severity)


def _place(source: Source, path: KeyPath) -> Position:
    """Return where a value begins; of a list or record below its key, where the key does."""
    value, key = source.position(path), source.keys.get(path)
    below = key is not None and key.line < value.line and source.holds_more(path)
    return key if key is not None and below else value
