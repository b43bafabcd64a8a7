"""The programme as people see it: all of it, what they choose of it, and what they are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.events.programme_words import event_day, full_line
from bot.events.screens import event_screen
from bot.kit.paging import page_turns
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Italic, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.events.entry.statuses import PLACED
from domain.events.programme import changes, choosing, own, reminders, starting
from domain.events.programme.changes import Change
from domain.events.programme.items import Item, words_of
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.forms.form import JsonValue
from domain.notifications.ports import Call
from locales import Translator

PAGE = 12
NEWS = timedelta(minutes=30)
"""So long after its start a group hears of an item, when Telegram was away."""


async def listed(turn: Turn) -> Reply:
    """[Программа]"""
    card = await get_event_card(turn.number(), turn.person)
    first = turn.number(1) if len(turn.args) > 1 else 0
    return programme_screen(card, turn.t, turn.now, first=first)


def programme_screen(card: EventCard, t: Translator, now: datetime, *, first: int = 0) -> Screen:
    shown = card.programme[first : first + PAGE]
    at_registration = card.own_status is None and card.takes_registrations(now) and may_choose(card, now)
    hint: list[Words] = ["", Italic(t("programme-at-registration"))] if at_registration else []
    said = [full_line(one, card, t) for one in shown]
    text = lines(Bold(t("programme-title")), card.title, "", *said, *hint)
    pager = page_turns(t, "pm.list", (card.id,), first, PAGE, more=len(card.programme) > first + PAGE)
    back: Row = [Press(t("chat-button-event"), "ev.card", (card.id,))]
    return Screen(text, keyboard=[*choice_rows(card, t, now), *pager, back])


def may_choose(card: EventCard, now: datetime) -> bool:
    return any(one.can_be_chosen(now) for one in card.programme)


def choice_rows(card: EventCard, t: Translator, now: datetime) -> list[Row]:
    """For who is in the event, until registration closes."""
    if card.own_status is None or not card.is_open(now) or not may_choose(card, now):
        return []
    key = "programme-choose-other" if any(one.own for one in card.programme) else "programme-choose"
    return [[Press(t(key), "pm.choose", (card.id,), style="primary")]]


async def choose(turn: Turn) -> Reply:
    event_id = turn.number()
    form, chosen = await own.choice_form(turn.person, event_id, now=turn.now)
    if not form.fields:
        return [Alert(turn.t("programme-none-left"), modal=True), await _back(turn, str(event_id))]
    return await turn.forms.begin(turn, form, str(event_id), prefill={choosing.KEY: chosen})


async def judge(turn: Turn, subject: str, key: str, value: JsonValue) -> None:
    await choosing.check_answer(int(subject.partition(":")[0]), value)


async def chosen(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    said = answers.get(choosing.KEY)
    wanted = [str(one) for one in said] if isinstance(said, list) else []
    await own.change_choice(turn.person, int(subject), wanted, now=turn.now)
    card = await get_event_card(int(subject), turn.person)
    return [Alert(turn.t("programme-choice-saved")), event_screen(card, turn.t, turn.now)]


async def _back(turn: Turn, subject: str) -> Screen:
    return programme_screen(await get_event_card(int(subject), turn.person), turn.t, turn.now)


async def reminder(said: Said) -> Screen | None:
    """Nothing for who is not in it (any more), or when it is off."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    item = next((one for one in card.programme if one.id == said.params["item_id"]), None)
    is_on = card.status in ("published", "registration_open", "running", "finished")
    if item is None or not is_on or card.own_status not in PLACED or (item.by_choice and not item.own):
        return None
    return reminder_screen(card, item, said.t, said.now)


def reminder_screen(card: EventCard, item: Item, t: Translator, now: datetime) -> Screen:
    minutes = max(0, round((item.starts_at - now).total_seconds() / 60))
    place = Text("📍 ", card.place) if card.place and card.own_way != "online" else None
    text = lines(
        Bold(t("programme-reminder", minutes=minutes, title=item.title)),
        Text("🗓 ", words_of(item, card.zone, event_day(card))),
        card.title,
        place,
    )
    return Screen(text, keyboard=[[Press(t("programme-title"), "pm.list", (card.id,)), _card_button(card, t)]])


async def begins_in_group(said: Said) -> list[Call] | None:
    """Nothing of what was moved or taken out meanwhile, or is no news any more."""
    card, t = await get_shared_card(said.params["event_id"]), await group_words(said)
    at = datetime.fromisoformat(said.params["at"])
    begins = [one for one in card.programme if one.starts_at == at]
    is_on = card.status in ("published", "registration_open", "running")
    if not begins or not is_on or said.now - at > NEWS:
        return None
    return await post(said, begins_screen(card, begins, t), "announcements")


def begins_screen(card: EventCard, begins: Sequence[Item], t: Translator) -> Screen:
    """With what comes next."""
    later = [one for one in card.programme if one.starts_at > begins[0].starts_at]
    next_ones = [one for one in later if one.starts_at == later[0].starts_at]
    day = event_day(card)
    text = lines(
        *[Bold(t("programme-begins", title=one.title)) for one in begins],
        card.title,
        "" if next_ones else None,
        *[Text(t("programme-next"), " ", words_of(one, card.zone, day)) for one in next_ones],
    )
    return Screen(text)


async def changed(said: Said) -> Screen | None:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    if card.own_status is None or card.status not in ("published", "registration_open", "running"):
        return None
    found = await changes.for_person(card.id, said.user_id, said.params["old"])
    return changed_screen(card, found, said.t, said.now) if found else None


def changed_screen(card: EventCard, found: Sequence[Change], t: Translator, now: datetime) -> Screen:
    shown: list[Words] = [_change(one, card, t) for one in found[:PAGE]]
    more = len(found) - PAGE
    text = lines(
        Bold(t("programme-changed", title=card.title)),
        *shown,
        *([t("programme-more", count=more)] if more > 0 else []),
    )
    row: Row = [Press(t("programme-title"), "pm.list", (card.id,)), _card_button(card, t)]
    return Screen(text, keyboard=[*choice_rows(card, t, now), row])


def _change(one: Change, card: EventCard, t: Translator) -> Words:
    """«10:30 старт 5 км → 10:45 старт 5 км»"""
    old, new = (_words(side, card) if side else "" for side in (one.before, one.after))
    if not new:
        return Text("• ", old, " — ", Bold(t("programme-change-off")))
    if not old:
        choice = f", {t('programme-by-choice')}" if one.after and one.after.by_choice else ""
        return Text("• ", Bold(new), f" — {t('programme-change-new')}{choice}")
    if old != new:
        return Text("• ", old, " → ", Bold(new))
    is_chosen = one.after is not None and one.after.by_choice
    return Text("• ", new, " — ", Bold(t("programme-change-choice" if is_chosen else "programme-change-for-all")))


def _words(said: changes.Said, card: EventCard) -> str:
    item = Item(said.id, said.title, said.starts_at, said.ends_at, None, None, None, 0, own=False)
    return words_of(item, card.zone, event_day(card))


async def lost(said: Said) -> Screen | None:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return lost_screen(card, said.params["titles"], said.t) if card.own_status else None


def lost_screen(card: EventCard, titles: Sequence[str], t: Translator) -> Screen:
    said: list[Words] = [f"• {title}" for title in titles[:PAGE]]
    text = lines(Bold(t("programme-lost", title=card.title)), *said, t("programme-lost-hint"))
    return Screen(text, keyboard=[[Press(t("programme-title"), "pm.list", (card.id,)), _card_button(card, t)]])


def _card_button(card: EventCard, t: Translator) -> Press:
    return Press(t("event-button-card"), "ev.card", (card.id,))


PRESSES = {"pm.list": Route(listed), "pm.choose": Route(choose)}
CONVERSATIONS = {own.CHANGE_KEY: Conversation(None, chosen, left=_back, judge=judge)}
CALLS = {starting.KIND: begins_in_group}
SCREENS = {reminders.KIND: reminder, changes.KIND: changed, choosing.LOST: lost}
