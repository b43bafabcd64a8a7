"""/audit: who did what, page by page."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bot.kit.screen import Bold, Italic, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.staff import find_target
from domain.accounts.deeds import Entry
from domain.moderation.journal import list_entries, name_of
from locales import Translator
from locales.deeds import circumstances, deed, who_did

PAGE = 8
SUBJECTS = ("event", "user", "chat", "appeal")
_SUBJECT = re.compile(rf"({'|'.join(SUBJECTS)}):(-?\d{{1,18}})")


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
    clock = clock_words(turn) if shown else None
    return Screen(lines(title, clock, *(said or [t("moderation-audit-empty")])), keyboard=rows)


def clock_words(turn: Turn) -> str:
    """UTC+3: the hours of the page are said in the reader's zone."""
    return turn.t("moderation-audit-clock", zone=_offset(turn))


def _offset(turn: Turn) -> str:
    spoken = f"{turn.now.astimezone(ZoneInfo(turn.zone)):%z}"
    hours, minutes = int(spoken[1:3]), spoken[3:]
    return f"UTC{spoken[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")


def entry_line(entry: Entry, page: str, t: Translator, zone: str) -> Text:
    """When; who, what; to whom, if that is not whom the page is about, and how."""
    who = who_did(t, entry.actor_id, entry.actor_name)
    subject = [] if entry.subject == page else [subject_words(entry.subject_kind, entry.subject_name, t)]
    return lines(
        Italic(t.when(entry.at, zone)),
        t("moderation-audit-line", who=who, action=deed(t, entry.action)),
        ", ".join([*subject, *circumstances(t, entry.details, entry.chat_title, zone, about=entry.about)]) or None,
    )


def subject_words(kind: str, name: str | None, t: Translator) -> str:
    """A name with what it names; nothing raw for what is gone or has no name."""
    key = f"moderation-subject-{kind}" + ("" if name else "-gone")
    return t(key, name=name or "") if t.has(key) else t("moderation-subject-other")
