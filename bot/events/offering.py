"""What is offered to a person and why: the reasons in words, «Не предлагать», the week's three, what is new near by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.screens import row_line, when
from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, Button, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.events.finding import declining, nearby, weekly
from domain.events.finding.ranking import Reason
from domain.events.finding.recommendations import Offered, recommend, why
from domain.events.finding.weekly import Wish
from domain.events.queries import EventCard, get_event_card
from domain.forms.texts import shortened
from locales import Translator
from locales.reasons import why_words

MOST = 5


def why_button(event_ids: Sequence[int], t: Translator, *, several: bool = True) -> Press:
    return Press(t("recommend-why-these" if several else "recommend-why"), "rc.why", tuple(event_ids[:3]))


async def for_you(turn: Turn) -> Reply:
    """/foryou"""
    return await _for_you(turn)


async def _for_you(turn: Turn) -> Screen:
    return why_screen(await recommend(turn.person.id, now=turn.now, limit=MOST), turn.t, turn.now)


async def show_why(turn: Turn) -> Reply:
    asked = [turn.number(at) for at in range(min(len(turn.args), 3))]
    return why_screen(await why(turn.person.id, asked, now=turn.now), turn.t, turn.now)


def why_screen(offered: Sequence[Offered], t: Translator, now: datetime) -> Screen:
    said: list[Words] = []
    for number, one in enumerate(offered, 1):
        said += ["", row_line(number, one.row, t, now), Text("💡 ", why_words(one.reasons, t))]
    rows: list[Row] = [
        [
            Press(f"{number}. {shortened(one.row.title, 30)}", "ev.card", (one.row.id,)),
            Press(t("recommend-not-this"), "rc.no", (one.row.id,)),
        ]
        for number, one in enumerate(offered, 1)
    ]
    settings: Row = [Press(t("recommend-settings"), "rc.set"), Press(t("account-home"), "home")]
    text = lines(Bold(t("recommend-title")), *(said or ["", t("recommend-nothing")]))
    return Screen(text, keyboard=[*rows, settings])


async def decline(turn: Turn) -> Reply:
    await declining.decline(turn.person, turn.number(), now=turn.now)
    undo = Press(turn.t("notify-undo"), "rc.yes", (turn.number(),))
    more = Press(turn.t("recommend-more"), "rc.more")
    return Screen(turn.t("recommend-declined"), keyboard=[[undo, more]])


async def take_back(turn: Turn) -> Reply:
    await declining.take_back(turn.person, turn.number())
    return [Alert(turn.t("recommend-taken-back")), await _for_you(turn)]


async def settings(turn: Turn) -> Reply:
    return await _settings(turn)


async def _settings(turn: Turn) -> Screen:
    wish, radius = await weekly.get_wish(turn.person), await nearby.get_radius(turn.person)
    return offers_screen(wish, radius, turn.t)


def offers_screen(wish: Wish, radius_km: int | None, t: Translator) -> Screen:
    week = t(
        "recommend-weekly-on" if wish.wanted else "recommend-weekly-off",
        day=t(f"recommend-day-{wish.weekday}"),
        hour=f"{wish.hour:02d}:00",
    )
    near = t("recommend-near-on", km=radius_km) if radius_km else t("recommend-near-off")
    switch = Press(t("recommend-weekly-stop"), "rc.stop") if wish.wanted else Press(t("recommend-weekly-go"), "rc.week")
    reach: list[Button] = [_radius(km, radius_km, t) for km in (0, *nearby.RADII)]
    hour: list[Row] = [[OpenApp(t("recommend-weekly-when"), "/settings/finding", "finding")]] if wish.wanted else []
    back: Row = [Press(t("account-settings-back"), "ac.settings")]
    return Screen(
        lines(Bold(t("recommend-settings")), "", week, near, "", t("recommend-settings-hint")),
        keyboard=[[switch], *hour, reach[:3], reach[3:], back],
    )


def _radius(km: int, chosen: int | None, t: Translator) -> Press:
    words = t("recommend-near-km", km=km) if km else t("recommend-near-none")
    return Press(f"✓ {words}" if km == (chosen or 0) else words, "rc.near", (km,))


async def subscribe(turn: Turn) -> Reply:
    await weekly.subscribe(turn.person, now=turn.now)
    return [Alert(turn.t("recommend-weekly-begun")), await _settings(turn)]


async def stop(turn: Turn) -> Reply:
    await weekly.stop(turn.person)
    return [Alert(turn.t("recommend-weekly-stopped")), await _settings(turn)]


async def set_radius(turn: Turn) -> Reply:
    await nearby.set_radius(turn.person, turn.number() or None)
    return await _settings(turn)


async def the_week(said: Said) -> Screen | None:
    """Of the three those that can still be joined; nothing of none."""
    offered = await why(said.user_id, said.params["events"], now=said.now)
    person = await get_person(said.user_id)
    return week_screen(offered, said.t, said.now) if offered and person.status == "active" else None


def week_screen(offered: Sequence[Offered], t: Translator, now: datetime) -> Screen:
    said = [part for number, one in enumerate(offered, 1) for part in ("", row_line(number, one.row, t, now))]
    rows: list[Row] = [
        [Press(f"{number}. {shortened(one.row.title, 40)}", "ev.card", (one.row.id,))]
        for number, one in enumerate(offered, 1)
    ]
    text = lines(Text("✨ ", Bold(t("recommend-weekly-title", count=len(offered)))), *said)
    return Screen(text, keyboard=[*rows, [why_button([one.row.id for one in offered], t, several=len(offered) > 1)]])


async def something_near(said: Said) -> Screen | None:
    person = await get_person(said.user_id)
    card = await get_event_card(said.params["event_id"], person)
    radius = await nearby.get_radius(person)
    is_on = card.status in ("published", "registration_open") and card.visibility == "public" and not card.archived
    if not is_on or card.own_status or card.manages or radius is None:
        return None
    said_why = await why(person.id, [card.id], now=said.now)
    return near_screen(card, said_why[0].reasons if said_why else (), said.t, said.now)


def near_screen(card: EventCard, reasons: Sequence[Reason], t: Translator, now: datetime) -> Screen:
    text = lines(
        Text("📍 ", t("recommend-near-title")),
        "",
        Bold(card.title),
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        Text("📍 ", card.place) if card.place else None,
        Text("💡 ", why_words([one for one in reasons if one.code != "fresh"], t)) if reasons else None,
    )
    card_button = Press(t("event-button-card"), "ev.card", (card.id,), style="primary")
    less = Press(t("recommend-not-this"), "rc.no", (card.id,))
    return Screen(text, keyboard=[[card_button, less], [Press(t("recommend-near-settings"), "rc.set")]])


COMMANDS = {"foryou": Route(for_you)}
PRESSES = {
    "rc.why": Route(show_why),
    "rc.more": Route(for_you),
    "rc.no": Route(decline),
    "rc.yes": Route(take_back),
    "rc.set": Route(settings),
    "rc.week": Route(subscribe),
    "rc.stop": Route(stop),
    "rc.near": Route(set_radius),
}
SCREENS = {weekly.KIND: the_week, nearby.KIND: something_near}
