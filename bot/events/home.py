"""/start and the first screen: the person's next event, what may please them, and the ways on."""

from __future__ import annotations

from datetime import datetime

from bot.accounts.greeting import greet
from bot.events.offering import why_button
from bot.events.screens import row_line, when
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, Style, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.onboarding import ONBOARDING_FORM, finish_greeting, has_open_questions, save_answers
from domain.accounts.people import LANGUAGE
from domain.accounts.roles import MENU
from domain.events.entry.own_events import MyEvent
from domain.events.finding.home import Goal, HomeCard, get_home
from domain.events.on_now import OnNow
from domain.forms.form import JsonValue
from domain.forms.texts import shortened
from domain.notifications import outbox
from locales import DEFAULT, Translator

PINNED = 2
"""A chat has less room than a page."""
_WORK = {"door": "ck.open", "results": "rs.panel", "bracket": "br.judge", "panel": "pn.open"}


async def start(turn: Turn) -> Reply:
    """A newcomer is greeted once; everybody else is at home. Own menus come (again) to whom the common are not for."""
    if turn.person.roles:
        await outbox.notify(turn.person.id, MENU, now=turn.now)
    if turn.person.language != DEFAULT:
        await outbox.notify(turn.person.id, LANGUAGE, now=turn.now)
    return await home(turn) if turn.person.onboarded else await greet(turn)


async def home(turn: Turn) -> Reply:
    card = await get_home(turn.person, now=turn.now)
    unfinished = await has_open_questions(turn.person.id, turn.chat_id)
    return home_screen(card, turn.t, turn.now, unfinished=unfinished)


async def later(turn: Turn) -> Reply:
    """No consent yet: looking around needs none; it is asked for before the first registration."""
    await finish_greeting(turn.person.id, now=turn.now)
    return await home(turn)


async def onboarded(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """The keyboard of the last question goes away with a message of its own."""
    await save_answers(turn.person.id, answers, now=turn.now)
    return [Screen(turn.t("account-thanks"), drop_reply_keyboard=True, own_message=True), await _fresh_home(turn)]


async def _fresh_home(turn: Turn) -> Screen:
    return home_screen(await get_home(turn.person, now=turn.now), turn.t, turn.now, own_message=True)


def home_screen(
    card: HomeCard, t: Translator, now: datetime, *, unfinished: bool = False, own_message: bool = False
) -> Screen:
    offered = [part for number, row in enumerate(card.recommended, 1) for part in ("", row_line(number, row, t, now))]
    text = lines(
        Bold(t("home-hello", name=card.first_name) if card.first_name else t("home-hello-nobody")),
        *([""] if card.on_now else []),
        *[_on_now_line(one, t, now) for one in card.on_now],
        *_own_lines(card, t, now),
        *_pinned_lines(card, t, now),
        "",
        Bold(t("home-offered")) if offered else t("home-nothing"),
        *offered,
    )
    return Screen(text, keyboard=_rows(card, t, unfinished=unfinished), own_message=own_message)


def _own_lines(card: HomeCard, t: Translator, now: datetime) -> list[Words]:
    """Who has an event of their own at this hour is not told that they take part in none."""
    if card.next_event:
        next_event: list[Words] = [_next_line(card.next_event, t, now)]
    else:
        next_event = [] if card.on_now else [t("home-no-next")]
    said = [*next_event, *([_goal_line(card.goal, t)] if card.goal else [])]
    return ["", *said] if said else []


def _pinned_lines(card: HomeCard, t: Translator, now: datetime) -> list[Words]:
    pinned = card.pinned[:PINNED]
    said: list[Words] = [Text("📌 ", Bold(row.title), "\n", when(row.starts_at, row.zone, t, now)) for row in pinned]
    return [part for one in said for part in ("", one)]


def _on_now_line(one: OnNow, t: Translator, now: datetime) -> Text:
    starts = Text(", ", when(one.starts_at, one.zone, t, now)) if one.need == "door" else ""
    return Text("🟢 ", t("home-on-soon" if one.need == "door" else "home-on-now"), " ", Bold(one.title), starts)


def _next_line(event: MyEvent, t: Translator, now: datetime) -> Text:
    return Text(t("home-next"), " ", Bold(event.title), ", ", when(event.starts_at, event.zone, t, now))


def _goal_line(goal: Goal, t: Translator) -> str:
    return t("home-goal", title=goal.title, days=goal.days_left)


def _rows(card: HomeCard, t: Translator, *, unfinished: bool) -> list[Row]:
    is_alone = len(card.on_now) == 1
    at_work: list[Row] = [[_work(one, t, is_alone=is_alone, is_first=not at)] for at, one in enumerate(card.on_now)]
    unanswered: list[Row] = [[Press(t("account-go-on"), "ac.goon")]] if unfinished else []
    pins: list[Row] = [[Press(f"📌 {shortened(row.title, 40)}", "ev.card", (row.id,))] for row in card.pinned[:PINNED]]
    opens: list[Row] = [[Press(shortened(row.title, 40), "ev.card", (row.id,))] for row in card.recommended]
    why: list[Row] = [[why_button([row.id for row in card.recommended], t)]] if card.recommended else []
    style: Style | None = None if at_work else "primary"
    find = Press(t("event-button-find"), "ev.find", (0, 0, 0, 0), style=style)
    return [
        *at_work,
        *unanswered,
        *pins,
        *opens,
        *why,
        [find, Press(t("event-my-title"), "ev.my")],
        [Press(t("home-create"), "ev.new"), Press(t("home-profile"), "ac.profile")],
        [OpenApp(t("home-app"), "/", "home")],
    ]


def _work(one: OnNow, t: Translator, *, is_alone: bool, is_first: bool) -> Press:
    """The one thing that is needed at this hour; named by the event where there are two."""
    words = t(f"home-work-{one.need}")
    said = words if is_alone else f"{words} · {shortened(one.title, 24)}"
    return Press(said, _WORK[one.need], (one.event_id,), style="primary" if is_first else None)


COMMANDS = {"home": Route(home)}
STARTS = {"": Route(start), "home": Route(start)}
PRESSES = {"home": Route(home), "ac.later": Route(later)}
CONVERSATIONS = {ONBOARDING_FORM.key: Conversation(ONBOARDING_FORM, onboarded)}
