"""/notify: five types by two channels, quiet hours, and what is muted."""

from __future__ import annotations

import re

from bot.kit.screen import Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.email import get_email
from domain.notifications import preferences
from domain.notifications.preferences import Matrix, Quiet
from domain.notifications.rules import Channel, Topic
from locales import Translator

QUIET_CHOICES: tuple[Quiet, ...] = ((22, 7), (23, 8), (0, 9))
_HOURS = re.compile(r"(\d{1,2})(?::00)?\s*[-–—]\s*(\d{1,2})(?::00)?")


async def notify(turn: Turn) -> Reply:
    """/notify, or /notify 23-8 for quiet hours of one's own."""
    if found := _HOURS.fullmatch(turn.text.strip()):
        await _set_quiet(turn, int(found[1]) % 24, int(found[2]) % 24)
    return await _matrix(turn)


async def switch(turn: Turn) -> Reply:
    """The button carries the state it leads to, so pressing it twice is pressing it once."""
    topic, channel = turn.one_of(list(Topic)), turn.one_of(list(Channel), 1)
    wanted = turn.one_of(("0", "1"), 2)
    if channel == Channel.EMAIL and wanted == "1":
        own = await get_email(turn.person.id, now=turn.now)
        if not own.confirmed:
            return Screen(turn.t("notify-email-first"), keyboard=[[_add_email(turn.t)], [_back(turn.t)]])
    await preferences.set_preference(turn.person.id, Topic(topic), Channel(channel), wanted == "1")
    return await _matrix(turn)


async def quiet(turn: Turn) -> Reply:
    return quiet_screen(await preferences.get_quiet_hours(turn.person.id), turn.t)


async def choose_quiet(turn: Turn) -> Reply:
    await _set_quiet(turn, turn.number(0) % 24, turn.number(1) % 24)
    return await _matrix(turn)


async def _set_quiet(turn: Turn, starts_hour: int, ends_hour: int) -> None:
    """Equal hours: never quiet."""
    if starts_hour == ends_hour:
        await preferences.clear_quiet_hours(turn.person.id)
    else:
        await preferences.set_quiet_hours(turn.person.id, starts_hour, ends_hour)


async def _matrix(turn: Turn) -> Reply:
    person = turn.person.id
    mutes = await preferences.get_mutes(person)
    return matrix_screen(
        await preferences.get_matrix(person), await preferences.get_quiet_hours(person), len(mutes), turn.t
    )


def matrix_screen(matrix: Matrix, quiet_hours: Quiet | None, muted: int, t: Translator) -> Screen:
    text = lines(
        Bold(t("notify-title")),
        t("notify-what"),
        "",
        t("notify-security"),
        "",
        t("notify-quiet-is", span=span(quiet_hours)) if quiet_hours else t("notify-quiet-none"),
    )
    rows: list[Row] = [[_cell(topic, way, matrix[topic][way], t) for way in Channel] for topic in Topic]
    rows.append([Press(t("notify-quiet"), "nt.quiet")])
    if muted:
        rows.append([Press(t("notify-muted", count=muted), "nt.mutes")])
    return Screen(text, keyboard=[*rows, [Press(t("account-settings-back"), "ac.settings")]])


def quiet_screen(now: Quiet | None, t: Translator) -> Screen:
    choices = [Press(_marked(f"{one[0]}–{one[1]}", one == now), "nt.hours", one) for one in QUIET_CHOICES]
    none = Press(_marked(t("notify-quiet-off"), now is None), "nt.hours", (0, 0))
    text = lines(Bold(t("notify-quiet")), t("notify-quiet-what"), t("notify-quiet-own"))
    return Screen(text, keyboard=[[*choices], [none], [_back(t)]])


def span(hours: Quiet) -> str:
    return f"{hours[0]:02d}:00–{hours[1]:02d}:00"


def _cell(topic: Topic, channel: Channel, enabled: bool, t: Translator) -> Press:
    words = t(f"notify-cell-{channel}", topic=t(f"notify-topic-{topic}"))
    return Press(f"{'✓' if enabled else '✕'} {words}", "nt.switch", (topic, channel, 0 if enabled else 1))


def _marked(words: str, chosen: bool) -> str:
    return f"✓ {words}" if chosen else words


def _add_email(t: Translator) -> Press:
    return Press(t("account-email-add"), "ac.email1")


def _back(t: Translator) -> Press:
    return Press(t("notify-back"), "nt.open")
