"""The organizer's panel, in the group or in private: counters, people, questions, a word to everybody."""

from __future__ import annotations

from dataclasses import replace

from bot.events import ways, which
from bot.events.finding import named_event
from bot.events.screens import status_line, when
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Link, OpenApp, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.chat.queries import MessageCard, count_open_questions, open_questions
from domain.errors import NotAllowed
from domain.events import group
from domain.events.admission.applications import count_waiting
from domain.events.money.prices import takes_ahead
from domain.events.people import name_tags
from domain.events.people.roster import counters
from domain.events.queries import EventCard, get_event_card
from domain.events.talking import talk
from domain.events.ways import WAYS
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.spaces.queries import SpaceCard, linked_spaces
from locales import Translator

SAY_FORM = Form("event-say", (Field("text", Kind.LONG_TEXT, words="space-ask-say", min=2, max=2500),))
QUESTIONS_SHOWN = 5
QUESTION_LENGTH = 500
COUNTED = ("going", "paid", "arrived", "finished", "unpaid", "pending", "waiting", "left", "refunded")
"""What the panel counts; a button below opens the list."""


async def panel(turn: Turn) -> Reply:
    """/panel in a linked group; in private /panel 17, or a choice."""
    if not turn.private:
        return await _panel(turn, await group.linked_event_id(turn.chat_id))
    named = named_event(turn.text)
    if named is not None:
        return await _panel(turn, named)
    events = await which.events_of(turn)
    if len(events) == 1:
        return await _panel(turn, events[0].event_id)
    return which.which_screen(events, "pn.open", turn.t)


async def panel_opened(turn: Turn) -> Reply:
    return await _panel(turn, turn.number())


async def _panel(turn: Turn, event_id: int) -> Screen:
    card = await _managed_card(turn, event_id)
    counts = await counters(card.id)
    questions = await count_open_questions(f"event:{card.id}")
    spaces = await linked_spaces(f"event:{card.id}")
    screen = panel_screen(turn, card, counts, questions, spaces)
    return with_applications(screen, card, await count_waiting(card.id), turn.t)


def with_applications(screen: Screen, card: EventCard, waiting: int, t: Translator) -> Screen:
    """Where somebody decides who takes part, the way to who waits for that."""
    if not waiting and not card.by_hand:
        return screen
    words = t("application-button-queue", count=waiting) if waiting else t("application-queue")
    row: Row = [Press(words, "ap.list", (card.id,))]
    return replace(screen, keyboard=[*screen.keyboard[:1], row, *screen.keyboard[1:]])


async def _managed_card(turn: Turn, event_id: int) -> EventCard:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return card


def panel_screen(
    turn: Turn, card: EventCard, counts: dict[str, int], questions: int, spaces: list[SpaceCard]
) -> Screen:
    t = turn.t
    text = lines(
        Bold(card.title),
        when(card.starts_at, card.zone, t, turn.now),
        "",
        *_taken(card, t),
        *[t(f"panel-count-{name}", count=counts[name]) for name in COUNTED if counts.get(name)],
        t("space-panel-questions", count=questions) if questions else None,
        t("space-panel-groups", groups=t.listing([space.title[:40] for space in spaces])) if spaces else None,
    )
    return Screen(text, keyboard=[*_work_rows(turn, card, questions), *_group_rows(turn, card, spaces)])


def _taken(card: EventCard, t: Translator) -> list[Words]:
    """Places, also those that are held: who takes part is counted below. What is called off has none."""
    if card.status == "cancelled":
        return [status_line(card, t) or ""]
    if card.is_hybrid:
        return ways.counters(card, t)
    if card.capacity is None:
        return [t("panel-count-places", count=card.taken)]
    return [t("event-places", taken=card.taken, capacity=card.capacity)]


def _work_rows(turn: Turn, card: EventCard, questions: int) -> list[Row]:
    """What waits for an answer first."""
    t = turn.t
    rows: list[Row] = [
        [Press(t("space-button-list"), "ev.people", (card.id, 0)), Press(t("space-button-say"), "pn.say", (card.id,))]
    ]
    if questions:
        rows.append([Press(t("space-button-questions", count=questions), "pn.ask", (card.id,))])
    if card.kind == "tournament" and card.status not in ("draft", "cancelled"):
        rows.append([Press(t("tournament-button-judge"), "br.judge", (card.id,))])
    if card.status in ("running", "finished"):
        rows.append([Press(t("result-button-results"), "rs.panel", (card.id,))])
    door = card.format != "online" and card.status in group.LINKABLE
    money = turn.private and takes_ahead(card)
    letters = turn.private and card.status != "cancelled"
    rows.append(
        [
            *([Press(t("door-button"), "ck.open", (card.id,))] if door else []),
            *([Press(t("event-takings"), "pn.money", (card.id,))] if money else []),
            *([Press(t("letter-button-list"), "lt.list", (card.id,))] if letters else []),
        ]
    )
    rows.append([OpenApp(t("space-button-app"), f"/org/events/{card.id}", f"pn_{card.id}")])
    return [row for row in rows if row]


def _group_rows(turn: Turn, card: EventCard, spaces: list[SpaceCard]) -> list[Row]:
    t = turn.t
    rows: list[Row] = []
    if turn.private and spaces:
        on = any(space.tags for space in spaces)
        rows.append([Press(t("space-button-tags", on=str(on)), "pn.tags", (card.id, int(not on)))])
    if spaces and card.status in group.LINKABLE:
        rows.append([Press(t("group-door-title"), "gd.open", (card.id,))])
    if turn.private and not spaces and card.status in group.LINKABLE:
        rows.append([Link(t("space-button-add-group"), add_to_group(turn, card.id))])
    if turn.private:
        rows.append([Press(t("event-button-manage"), "ev.manage", (card.id,))])
    return rows


def add_to_group(turn: Turn, event_id: int) -> str:
    rights = "pin_messages+manage_topics"
    return f"https://t.me/{turn.app.username}?startgroup=link_{event_id}&admin={rights}"


async def questions(turn: Turn) -> Reply:
    """[Вопросы]: those that wait longest, each with a button to answer."""
    card = await _managed_card(turn, turn.number())
    waiting = await open_questions(f"event:{card.id}", limit=QUESTIONS_SHOWN)
    t = turn.t
    said: list[Words] = [part for number, one in enumerate(waiting, 1) for part in ("", *_question(number, one))]
    answers: list[Row] = [
        [Press(t("space-button-answer", number=number), "ch.reply", (one.id,))] for number, one in enumerate(waiting, 1)
    ]
    back: Row = [Press(t("space-button-panel"), "pn.open", (card.id,))]
    text = lines(Bold(card.title), *(said or [t("space-questions-none")]))
    return Screen(text, keyboard=[*answers, back])


def _question(number: int, message: MessageCard) -> tuple[Words, Words]:
    return Bold(f"{number}. {message.author_name[:48]}"), message.text[:QUESTION_LENGTH]


async def say(turn: Turn) -> Reply:
    """/say слова: in the linked group. In private the words are asked for by the panel's button."""
    if turn.private:
        return await panel(turn)
    event_id = await group.linked_event_id(turn.chat_id)
    await group.managed_event(turn.person, event_id)
    if not turn.text.strip():
        return Screen(turn.t("space-say-how"))
    return await _announce(turn, event_id, turn.text)


async def write(turn: Turn) -> Reply:
    """[Написать]"""
    card = await _managed_card(turn, turn.number())
    if not turn.private:
        return Screen(turn.t("space-say-how"))
    return await turn.forms.begin(turn, SAY_FORM, str(card.id))


async def written(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _announce(turn, int(subject), str(answers["text"]))


async def _announce(turn: Turn, event_id: int, text: str) -> Screen:
    message_id = await talk.announce(turn.person, event_id, text, now=turn.now)
    spaces = await linked_spaces(f"event:{event_id}")
    t = turn.t
    words = t("space-said-in-group") if spaces else t("space-said-in-room")
    rows: list[Row] = [
        [Press(t("space-button-to-each"), "pn.tell", (message_id,), style="primary")],
        *await _to_one_way(turn, event_id, message_id),
        [Press(t("space-button-panel"), "pn.open", (event_id,))],
    ]
    return Screen(lines(words, t("space-said-to-each")), keyboard=rows)


async def _to_one_way(turn: Turn, event_id: int, message_id: int) -> list[Row]:
    card = await get_event_card(event_id, turn.person)
    ways = [way.name for way in card.ways] if card.is_hybrid else []
    return [[Press(turn.t("space-button-to-way", way=way), "pn.tell", (message_id, way))] for way in ways]


async def tell_participants(turn: Turn) -> Reply:
    """[Отправить каждому], or to those who take part one way: once each, however often it is pressed."""
    way = turn.one_of(WAYS, 1) if len(turn.args) > 1 else None
    count = await talk.send_to_participants(turn.person, turn.number(), way=way, now=turn.now)
    words = turn.t("space-sent-to-each", count=count)
    event_id = await talk.event_of_message(turn.number())
    return [Alert(words), Screen(words, keyboard=[[Press(turn.t("space-button-panel"), "pn.open", (event_id,))]])]


async def switch_tags(turn: Turn) -> Reply:
    """Numbers beside the names in the group, or none."""
    event_id, on = turn.number(), turn.one_of(("0", "1"), 1) == "1"
    await name_tags.switch(turn.person, event_id, on=on, now=turn.now)
    return [Alert(turn.t("space-tags-switched", on=str(on))), await _panel(turn, event_id)]


COMMANDS = {
    "panel": Route(panel, Where.ANYWHERE),
    "say": Route(say, Where.ANYWHERE),
}
PRESSES = {
    "pn.open": Route(panel_opened, Where.ANYWHERE),
    "pn.ask": Route(questions, Where.ANYWHERE),
    "pn.say": Route(write, Where.ANYWHERE),
    "pn.tags": Route(switch_tags),
    "pn.tell": Route(tell_participants, Where.ANYWHERE),
}
CONVERSATIONS = {SAY_FORM.key: Conversation(SAY_FORM, written)}
