"""/audit: who did what, page by page."""

from __future__ import annotations

import re

from bot.kit.screen import Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.staff import find_target
from domain.moderation.journal import Entry, list_entries
from locales import Translator

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
    entries = await list_entries(turn.person, f"{kind}:{number}", before=before, limit=PAGE + 1)
    return entries_screen(kind, number, entries, turn.t, turn.zone)


def entries_screen(kind: str, number: int, entries: list[Entry], t: Translator, zone: str) -> Screen:
    shown = entries[:PAGE]
    said = [entry_line(one, t, zone) for one in shown] or [t("moderation-audit-empty")]
    rows: list[Row] = []
    if len(entries) > PAGE:
        rows = [[Press(t("moderation-audit-older"), "md.audit", (kind, number, shown[-1].id))]]
    return Screen(lines(Bold(t("moderation-audit", subject=f"{kind}:{number}")), *said), keyboard=rows)


def entry_line(entry: Entry, t: Translator, zone: str) -> str:
    key = f"moderation-action-{entry.action}"
    action = t(key) if t.has(key) else entry.action
    who = entry.actor_name or (t("moderation-audit-nobody") if entry.actor_id is None else f"user:{entry.actor_id}")
    details = ", ".join(f"{name}={value}" for name, value in entry.details.items() if value is not None)
    line = t("moderation-audit-line", when=t.when(entry.at, zone), who=who, action=action, subject=entry.subject)
    return f"{line} ({details})" if details else line
