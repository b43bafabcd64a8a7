"""The organizer's own events: their moves, copies, links and people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.events.manage_rows import set_up_screen
from bot.events.panel import add_to_group
from bot.events.screens import event_screen, manage_screen
from bot.kit.screen import Alert, Bold, Link, OpenApp, Press, Row, Screen, ShareInline, Text, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed
from domain.events import lifecycle, links
from domain.events.making import copying
from domain.events.money.foreseen import Foreseen, foresee
from domain.events.organized import OrganizedEvent, list_organized
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from locales import Translator
from locales.called_off import called_off_words

PAGE = 8
CANCEL_FORM = Form(
    "event-cancel",
    (Field("reason", Kind.TEXT, words="event-ask-cancel-reason", min=3, max=400),),
    leave="event-cancel-not",
)


async def my_events(turn: Turn) -> Reply:
    """/myevents, [Мои события]"""
    page = turn.number() if turn.incoming.kind == "press" and turn.args else 0
    rows = await list_organized(turn.person, offset=page * PAGE, limit=PAGE + 1)
    t = turn.t
    buttons: list[Row] = [[Press(_row_words(row, t), "ev.manage", (row.event_id,))] for row in rows[:PAGE]]
    if len(rows) > PAGE:
        buttons.append([Press(t("event-button-next"), "ev.mine", (page + 1,))])
    words = t("event-organized-title") if rows else t("event-organized-empty")
    return Screen(words, keyboard=[*buttons, [Press(t("event-button-new"), "ev.new")]])


def _row_words(row: OrganizedEvent, t: Translator) -> str:
    words = "event-organized-row-archived" if row.archived else "event-organized-row"
    return t(words, title=shortened(row.title, 32), taken=row.taken)


async def manage(turn: Turn) -> Reply:
    return await _manage(turn, turn.number())


async def set_up(turn: Turn) -> Reply:
    """[Настройки события]"""
    card = await get_event_card(turn.number(), turn.person)
    if not card.manages:
        raise NotAllowed
    return set_up_screen(card, turn.t)


async def _manage(turn: Turn, event_id: int) -> Screen:
    card = await get_event_card(event_id, turn.person)
    return manage_screen(card, turn.t, turn.now, link=_link(turn, card))


def _link(turn: Turn, card: EventCard) -> str | None:
    if card.visibility == "public" or not card.link_token:
        return None
    return f"https://t.me/{turn.app.username}?start=e_{card.link_token}"


async def publish(turn: Turn) -> Reply:
    event = await lifecycle.publish(turn.person, turn.number(), now=turn.now)
    if event.visibility == "private":
        return [Alert(turn.t("event-published-private")), await _manage(turn, event.id)]
    card = await get_event_card(event.id, turn.person)
    return [Alert(turn.t("event-published")), published_screen(card, add_to_group(turn, card.id), turn.t, turn.now)]


def published_screen(card: EventCard, group_link: str, t: Translator, now: datetime) -> Screen:
    """The event as people see it, and what comes next: they are to hear of it."""
    shown = event_screen(card, t, now)
    rows: list[Row] = [
        [ShareInline(t("event-button-share"), f"#{card.id}"), Press(t("promotion-button"), "pr.open", (card.id,))],
        [Link(t("space-button-add-group"), group_link)],
        [
            OpenApp(t("event-button-open"), f"/events/{card.id}", f"e_{card.id}"),
            Press(t("event-button-manage"), "ev.manage", (card.id,)),
        ],
    ]
    return replace(shown, text=lines(shown.text, "", t("event-published-next")), keyboard=rows)


async def open_registration(turn: Turn) -> Reply:
    await lifecycle.open_registration(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-opened")), await _manage(turn, turn.number())]


async def ask_first(turn: Turn) -> Reply:
    """What cannot be taken back is asked once more."""
    card, move = await get_event_card(turn.number(), turn.person), turn.incoming.word.removeprefix("ev.")
    yes = Press(turn.t(f"event-button-{move}"), f"ev.{move}!", (card.id,), style="danger")
    back = Press(turn.t("event-button-back"), "ev.manage", (card.id,))
    return Screen(turn.t(f"event-{move}-sure", title=card.title), keyboard=[[yes], [back]])


async def start(turn: Turn) -> Reply:
    await lifecycle.start(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-started")), await _manage(turn, turn.number())]


async def finish(turn: Turn) -> Reply:
    await lifecycle.finish(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-finished")), await _manage(turn, turn.number())]


async def cancel(turn: Turn) -> Reply:
    """What it would bring is said, and the reason asked: everybody who takes part will read it."""
    card = await get_event_card(turn.number(), turn.person)
    foreseen = await foresee(turn.person, card.id)
    question = await turn.forms.begin(turn, CANCEL_FORM, str(card.id))
    return foreseen_screen(card, foreseen, question, turn.t) if isinstance(question, Screen) else question


def foreseen_screen(card: EventCard, foreseen: Foreseen, question: Screen, t: Translator) -> Screen:
    """What it would bring stands above the question for the reason."""
    said = [Text("• ", line) for line in called_off_words(foreseen, t)]
    return replace(question, text=lines(Bold(card.title), *said, "", question.text))


async def back_to_event(turn: Turn, subject: str) -> Screen:
    return await _manage(turn, int(subject))


async def cancelled(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await lifecycle.cancel(turn.person, int(subject), str(answers["reason"]), now=turn.now)
    return [Alert(turn.t("event-cancelled-done")), await _manage(turn, int(subject))]


async def archive(turn: Turn) -> Reply:
    await lifecycle.archive(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-archived")), await _manage(turn, turn.number())]


async def delete(turn: Turn) -> Reply:
    await lifecycle.delete_draft(turn.person, turn.number(), now=turn.now)
    return Screen(turn.t("event-deleted"), keyboard=[[Press(turn.t("event-button-mine"), "ev.mine", (0,))]])


async def clone(turn: Turn) -> Reply:
    event = await copying.clone_event(turn.person, turn.number(), now=turn.now)
    card = await get_event_card(event.id, turn.person)
    return [Alert(turn.t("event-cloned")), event_screen(card, turn.t, turn.now)]


async def change_link(turn: Turn) -> Reply:
    await links.change_link(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-link-changed")), await _manage(turn, turn.number())]
