"""At the finish: /finish, the link for volunteers, and the numbers that they type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.events.results import panel_rows, which_event
from bot.events.screens import when
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events.models import Event
from domain.events.results import entering, finish, loose
from domain.events.results.finish import Finish, Line
from locales import Translator
from locales.marks import clock


async def finish_command(turn: Turn) -> Reply:
    """/finish: where one stood, or at one's own event that runs."""
    line = await finish.line_of(turn.person)
    events = await finish.list_finishes(turn.person)
    if line is not None and (len(events) < 2 or line.is_open):
        return await at_finish(turn, line.event_id)
    if len(events) == 1:
        return await at_finish(turn, events[0].id)
    if events:
        return which_event(turn, events, "fn.open", ())
    return no_finish_screen(await entering.events_for_results(turn.person, with_tournaments=True), turn.t)


def no_finish_screen(others: Sequence[Event], t: Translator) -> Screen:
    """`others`: events that take results in another way, which is what was meant."""
    if not others:
        return Screen(t("result-finish-none"))
    return Screen(t("result-finish-not-here"), keyboard=panel_rows(others))


async def opened(turn: Turn) -> Reply:
    return await at_finish(turn, turn.number())


async def at_finish(turn: Turn, event_id: int) -> Screen:
    return await _line(turn, await finish.open_line(turn.person, event_id, now=turn.now))


async def _line(turn: Turn, line: Line) -> Screen:
    unknown = await loose.count_loose(line.event_id) if line.leads else 0
    return line_screen(line, turn.t, turn.now, unknown=unknown)


async def came(turn: Turn) -> Reply:
    """/start fin_<token>"""
    token = turn.args[0] if turn.args else ""
    return await _line(turn, await finish.come(turn.person, token, now=turn.now))


def _gun_words(line: Line, t: Translator, now: datetime) -> Text:
    """Who has put the start right sees that its seconds count; a phone would leave them out of what it makes of it."""
    at = line.gun_at.astimezone(ZoneInfo(line.zone))
    if not at.second:
        return when(line.gun_at, line.zone, t, now)
    return Text(f"{t.day(line.gun_at, line.zone, now=now)}, {at:%H:%M:%S}")


def line_screen(line: Line, t: Translator, now: datetime, *, unknown: int = 0) -> Screen:
    """How it works, and from when time is counted. `unknown`: numbers that nobody wears, for who leads."""
    gun = Text(t("result-finish-gun-planned" if line.is_gun_planned else "result-finish-gun"), " ")
    text = lines(
        Bold(line.title),
        t("result-finish-how") if line.is_open else t("result-finish-closed"),
        "",
        Text(gun, _gun_words(line, t, now)),
    )
    rows: list[Row] = []
    if unknown:
        rows.append([Press(t("result-loose-button", count=unknown), "fn.loose", (line.event_id,))])
    if line.leads and line.is_open:
        words = "result-finish-fire" if line.is_gun_planned else "result-finish-fire-again"
        rows.append([Press(t(words), "fn.fire", (line.event_id,))])
        rows.append([Press(t("finish-gun-button"), "fn.gun", (line.event_id,))])
        rows.append([Press(t("result-finish-invite"), "fn.link", (line.event_id,))])
    if line.is_open:
        rows.append([OpenApp(t("timer-open"), f"/org/events/{line.event_id}/timer", f"fin_{line.event_id}")])
        rows.append([Press(t("result-finish-close"), "fn.close")])
    else:
        rows.append([Press(t("result-finish-again"), "fn.open", (line.event_id,))])
    return Screen(text, keyboard=[*rows, [Press(t("result-button-board"), "rs.top", (line.event_id,))]])


async def close(turn: Turn) -> Reply:
    line = await finish.close_line(turn.person)
    return await _line(turn, line) if line else Screen(turn.t("result-finish-none"))


async def ask_to_fire(turn: Turn) -> Reply:
    """[Старт сейчас]: once at a press; another start would change every time that was typed, so it is asked for."""
    line = await finish.open_line(turn.person, turn.number(), now=turn.now)
    return await fire(turn) if line.is_gun_planned else fire_again_screen(line, turn.t, turn.now)


def fire_again_screen(line: Line, t: Translator, now: datetime) -> Screen:
    sure = Text(t("result-finish-fire-given"), " ", _gun_words(line, t, now))
    rows: list[Row] = [
        [Press(t("result-finish-fire-again"), "fn.fire!", (line.event_id,), style="danger")],
        [Press(t("result-button-back"), "fn.open", (line.event_id,))],
    ]
    return Screen(lines(Bold(line.title), sure, "", t("result-finish-fire-sure")), keyboard=rows)


async def fire(turn: Turn) -> Reply:
    """Time is counted from this press."""
    await finish.fire(turn.person, turn.number(), at=turn.now, now=turn.now)
    return [Alert(turn.t("result-finish-fired")), await at_finish(turn, turn.number())]


async def link(turn: Turn) -> Reply:
    """[Позвать волонтёров]"""
    token = await finish.invite(turn.person, turn.number(), now=turn.now)
    return invite_screen(turn.number(), f"https://t.me/{turn.app.username}?start=fin_{token}", turn.t)


async def change_link(turn: Turn) -> Reply:
    token = await finish.change_link(turn.person, turn.number(), now=turn.now)
    screen = invite_screen(turn.number(), f"https://t.me/{turn.app.username}?start=fin_{token}", turn.t)
    return [Alert(turn.t("result-finish-link-changed")), screen]


def invite_screen(event_id: int, url: str, t: Translator) -> Screen:
    rows: list[Row] = [
        [CopyText(t("event-button-copy-link"), url)],
        [Press(t("result-finish-change-link"), "fn.relink", (event_id,))],
        [Press(t("result-button-back"), "fn.open", (event_id,))],
    ]
    return Screen(t("result-finish-link", link=url), keyboard=rows)


async def is_at_finish(turn: Turn) -> bool:
    """Numbers alone, from somebody who stands at a finish."""
    if not finish.is_typed(turn.text):
        return False
    line = await finish.line_of(turn.person)
    return line is not None and line.is_open


async def typed(turn: Turn) -> Reply:
    """The moment is that of the message, not of our answer."""
    message = turn.incoming.message
    assert message is not None
    at = message.date.astimezone(UTC)
    found = await finish.typed(turn.person, turn.text, at=at, message_id=message.message_id, now=turn.now)
    return typed_screen(found, turn.t)


def typed_screen(found: list[Finish], t: Translator) -> Screen:
    """«114 · 21:43»: one line each, so that a slip is seen at once."""
    said: list[Words] = [_said(one, t) for one in found]
    return Screen(lines(*said))


def _said(one: Finish, t: Translator) -> Words:
    time = clock(one.milliseconds) if one.milliseconds else "–"
    if one.state == "ok":
        return Text(Bold(str(one.number)), f" · {time}")
    return Text(Bold(str(one.number)), f" · {time} · {t(f'result-finish-{one.state}')}")


COMMANDS = {"finish": Route(finish_command)}
PRESSES = {
    "fn.open": Route(opened),
    "fn.close": Route(close),
    "fn.fire": Route(ask_to_fire),
    "fn.fire!": Route(fire),
    "fn.link": Route(link),
    "fn.relink": Route(change_link),
}
STARTS = {"fin": Route(came)}
