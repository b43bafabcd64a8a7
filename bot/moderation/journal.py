"""/audit: who did what, page by page."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.kit.screen import Bold, Italic, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.staff import find_target
from domain.moderation.journal import Entry, list_entries, name_of
from locales import Translator

PAGE = 8
SUBJECTS = ("event", "user", "chat", "appeal")
_SUBJECT = re.compile(rf"({'|'.join(SUBJECTS)}):(-?\d{{1,18}})")

_CODES = {
    "role": "moderation-role",
    "rule": "moderation-rule",
    "decision": "moderation-decided",
    "notices": "event-notices",
}
"""Codes among an entry's details, with the beginning of their words."""


async def audit(turn: Turn) -> Reply:
    """/audit @name, /audit event:17, or as a reply."""
    if found := _SUBJECT.fullmatch(turn.text.strip()):
        return await _page(turn, found[1], int(found[2]), None)
    target, _ = await find_target(turn)
    if target is None:
        return Screen(turn.t("moderation-audit-how"))
    return await _page(turn, "user", target.id, None)


async def next_page(turn: Turn) -> Reply:
    return await _page(turn, turn.one_of(SUBJECTS), turn.number(1), turn.number(2))


async def _page(turn: Turn, kind: str, number: int, before: int | None) -> Reply:
    subject = f"{kind}:{number}"
    entries = await list_entries(turn.person, subject, before=before, limit=PAGE + 1)
    name = await name_of(turn.person, subject)
    return entries_screen(kind, number, name, entries, turn)


def entries_screen(kind: str, number: int, name: str | None, entries: list[Entry], turn: Turn) -> Screen:
    shown, t = entries[:PAGE], turn.t
    said: list[Words] = [part for one in shown for part in ("", entry_line(one, f"{kind}:{number}", t, turn.zone))]
    rows: list[Row] = []
    if len(entries) > PAGE:
        rows = [[Press(t("moderation-audit-older"), "md.audit", (kind, number, shown[-1].id))]]
    title = Bold(t("moderation-audit", subject=subject_words(kind, name, t)))
    clock = t("moderation-audit-clock", zone=_offset(turn)) if shown else None
    return Screen(lines(title, clock, *(said or [t("moderation-audit-empty")])), keyboard=rows)


def _offset(turn: Turn) -> str:
    """UTC+3: the hours of the page are said in the reader's zone."""
    spoken = f"{turn.now.astimezone(ZoneInfo(turn.zone)):%z}"
    hours, minutes = int(spoken[1:3]), spoken[3:]
    return f"UTC{spoken[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")


def entry_line(entry: Entry, page: str, t: Translator, zone: str) -> Text:
    """When; who, what; to whom, if that is not whom the page is about, and how."""
    who = entry.actor_name or t("moderation-audit-nobody" if entry.actor_id is None else "moderation-subject-user-gone")
    key = f"moderation-action-{entry.action}"
    action = t(key) if t.has(key) else t("moderation-action-other")
    subject = [] if entry.subject == page else [subject_words(entry.subject_kind, entry.subject_name, t)]
    return lines(
        Italic(t.when(entry.at, zone)),
        t("moderation-audit-line", who=who, action=action),
        ", ".join([*subject, *_how(entry, t, zone)]) or None,
    )


def subject_words(kind: str, name: str | None, t: Translator) -> str:
    """A name with what it names; nothing raw for what is gone or has no name."""
    key = f"moderation-subject-{kind}" + ("" if name else "-gone")
    return t(key, name=name or "") if t.has(key) else t("moderation-subject-other")


def _how(entry: Entry, t: Translator, zone: str) -> list[str]:
    """The details that say something to people."""
    said, details = [], entry.details
    for name, prefix in _CODES.items():
        key = f"{prefix}-{details.get(name)}"
        if name in details and t.has(key):
            said.append(t(key))
    if "until" in details:
        ends_at = details["until"]
        until = t("moderation-until", when=t.when(datetime.fromisoformat(ends_at), zone)) if ends_at else None
        said.append(until or t("moderation-for-good"))
    if entry.chat_title:
        said.append(t("moderation-subject-chat", name=entry.chat_title))
    return said
