"""Taking part, from the chat: in private, on a group's card, in an inline message."""

from __future__ import annotations

from bot.events import fits, paying, ways
from bot.events.finding import all_events
from bot.events.screens import event_screen, shared_card
from bot.kit.screen import Alert, Press, Row, Screen, StartBot, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.onboarding import give_consent
from domain.errors import Refusal
from domain.events.entry import fitting, registration, registration_form
from domain.events.errors import (
    AlreadyRegistered,
    AnswersIncomplete,
    DoesNotFit,
    EventNotOpen,
    NotRegistered,
    RequirementsNotMet,
    WayClosed,
    WayNeeded,
)
from domain.events.lifecycle import load
from domain.events.money import fees
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.events.ways import WAYS
from domain.forms.drafts import drop_draft, open_form
from domain.forms.form import JsonValue
from locales.refusals import refusal_sentence


async def join(turn: Turn) -> Reply:
    """[Участвовать]: registers at once, or asks first what must be asked, in private."""
    way = turn.one_of(WAYS, 1) if len(turn.args) > 1 else None
    return await _join(turn, turn.number(), way)


async def join_from_link(turn: Turn) -> Reply:
    """t.me/bot?start=r_17 or online_17: where a group's button leads when there is more to ask."""
    return await _join(turn, turn.number(), turn.incoming.word if turn.incoming.word in WAYS else None)


async def answer_again(turn: Turn) -> Reply:
    """The profile says that the event is for others, and the person says that the profile is wrong."""
    return await _join(turn, turn.number(), turn.one_of(WAYS, 1) if len(turn.args) > 1 else None, judged=True)


async def _join(turn: Turn, event_id: int, way: str | None, *, judged: bool = False) -> Reply:
    first = await registration_form.before(turn.person.id, event_id)
    if not first.has_consented:
        return _consent(turn, event_id, way)
    if first.asks and not judged and turn.private and (told := await fits.told_at_once(turn, event_id, way)):
        return told
    try:
        form = await registration.prepare(turn.person, event_id, way=way, now=turn.now) if first.asks else None
        if not form or not form.fields:
            return await _register(turn, event_id, way, {})
    except WayNeeded:
        return await _which_way(turn, event_id)
    if not turn.private:
        return _in_private(turn, event_id, way, turn.t("event-join-has-questions"))
    return await _ask(turn, event_id, way, {})


async def _which_way(turn: Turn, event_id: int) -> Reply:
    """Asked by a button or a link from before there were two."""
    query = turn.incoming.query
    if query and query.inline_message_id:
        card = await get_shared_card(event_id)
        return [Alert(turn.t("event-way-needed")), shared_card(card, turn.t, turn.now)]
    return ways.choose_screen(await get_event_card(event_id, turn.person), turn.t, private=turn.private)


async def agree_and_join(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    return await join(turn)


async def judge(turn: Turn, subject: str, key: str, value: JsonValue) -> None:
    """The age and the like, right after the answer that decides it."""
    await fitting.check_answer(int(subject.partition(":")[0]), key, value)


async def ways_out(turn: Turn, subject: str, refusal: Refusal) -> list[Row]:
    """For who does not fit whatever they answer: what would, and everything else."""
    if not isinstance(refusal, DoesNotFit):
        return []
    rows = await fits.instead(turn, int(subject.partition(":")[0]), refusal)
    return fits.ways_out_rows(rows, turn.t)


async def find_other(turn: Turn) -> Reply:
    """The questions of the event that does not fit are over."""
    if await open_form(turn.person.id, turn.chat_id) in (registration_form.KEY, registration_form.CHANGE_KEY):
        await drop_draft(turn.person.id, turn.chat_id)
    return await all_events(turn)


async def answered(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, _, way = subject.partition(":")
    try:
        return await _register(turn, int(event_id), way or None, answers)
    except AnswersIncomplete:
        return await _ask(turn, int(event_id), way or None, answers)
    except WayNeeded:
        return await _which_way(turn, int(event_id))
    except _OVER as refusal:
        return await _over(turn, int(event_id), refusal)


_OVER = (EventNotOpen, WayClosed, AlreadyRegistered, NotRegistered, RequirementsNotMet, DoesNotFit)
"""No other answer would help, so nothing is asked again."""


async def _over(turn: Turn, event_id: int, refusal: Refusal) -> Screen:
    if isinstance(refusal, RequirementsNotMet | DoesNotFit):
        return await fits.told(turn, event_id, refusal)
    card = Press(turn.t("event-button-card"), "ev.card", (event_id,))
    return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), keyboard=[[card]])


async def _ask(turn: Turn, event_id: int, way: str | None, given: dict[str, JsonValue]) -> Reply:
    """What is open: the organizer may have changed the questions while they were answered."""
    form = await registration.prepare(turn.person, event_id, way=way, now=turn.now)
    known = await registration_form.prefill(turn.person.id, form, event_id)
    subject = f"{event_id}:{way}" if way else str(event_id)
    kept = registration.still_good(form, given)
    return await turn.forms.begin(turn, registration_form.offering(form), subject, prefill=known, answers=kept)


async def _register(turn: Turn, event_id: int, way: str | None, answers: dict[str, JsonValue]) -> Reply:
    outcome = await registration.register(turn.person, event_id, answers, way=way, now=turn.now)
    said = turn.t(f"event-joined-{outcome.status}", position=outcome.position or 0)
    if outcome.status == "unpaid" and turn.private:
        return await paying.pay(turn, event_id)
    query = turn.incoming.query
    if query and query.inline_message_id:
        return [Alert(said), shared_card(await get_shared_card(event_id), turn.t, turn.now)]
    if not turn.private:
        return [Alert(said), Screen(said, keyboard=[[StartBot(turn.t("event-button-open-chat"), f"e_{event_id}")]])]
    return [Alert(said), event_screen(await get_event_card(event_id, turn.person), turn.t, turn.now)]


def _consent(turn: Turn, event_id: int, way: str | None) -> Reply:
    """Nobody is registered anywhere before they have agreed to what we keep."""
    if not turn.private:
        return _in_private(turn, event_id, way, turn.t("event-join-consent-first"))
    args = (event_id, way) if way else (event_id,)
    agree = Press(turn.t("form-agree"), "ev.agree", args, style="success")
    back = Press(turn.t("event-button-back"), "ev.card", (event_id,))
    return Screen(turn.t("account-consent"), keyboard=[[agree], [back]])


def _in_private(turn: Turn, event_id: int, way: str | None, words: str) -> Reply:
    payload = f"{way or 'r'}_{event_id}"
    url = f"https://t.me/{turn.app.username}?start={payload}"
    if turn.incoming.query and turn.incoming.query.inline_message_id:
        return Alert("", url=url)
    return Screen(words, keyboard=[[StartBot(turn.t("event-button-join"), payload)]])


async def leave(turn: Turn) -> Reply:
    """Asked once more: a place given up goes to the next at once."""
    event_id = turn.number()
    card = await get_event_card(event_id, turn.person)
    waits = card.own_status == "waitlisted"
    words: Words = turn.t("event-leave-queue-sure" if waits else "event-leave-sure", title=card.title)
    if not waits and card.own_registration_id:
        words = lines(words, await _money_back(turn, card))
    yes = Press(turn.t("event-button-leave-yes"), "ev.leave!", (event_id,), style="danger")
    return Screen(words, keyboard=[[yes], [Press(turn.t("event-button-stay"), "ev.card", (event_id,))]])


async def _money_back(turn: Turn, card: EventCard) -> str | None:
    """What of the fee goes back to who leaves now, before they do."""
    event = await load(card.id, lock=False)
    paid, back = await fees.due_back(event, card.own_registration_id or 0, now=turn.now)
    if not paid:
        return None
    t, currency = turn.t, card.currency
    return t("event-leave-money", back=t.money(back, currency), paid=t.money(paid, currency), some=str(bool(back)))


async def really_leave(turn: Turn) -> Reply:
    await registration.leave(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-left")


async def change_way(turn: Turn) -> Reply:
    """Asked once more: what is given up goes to the next at once."""
    card = await get_event_card(turn.number(), turn.person)
    return ways.change_screen(card, turn.one_of(WAYS, 1), turn.t)


async def really_change_way(turn: Turn) -> Reply:
    way = turn.one_of(WAYS, 1)
    outcome = await registration.change_way(turn.person, turn.number(), way, now=turn.now)
    said = turn.t("event-way-waits", way=way, position=outcome.position) if outcome.position else None
    card = await get_event_card(turn.number(), turn.person)
    return [Alert(said or turn.t("event-way-changed", way=way)), event_screen(card, turn.t, turn.now)]


async def take(turn: Turn) -> Reply:
    outcome = await registration.take_offer(turn.person, turn.number(), now=turn.now)
    if outcome.status == "unpaid" and turn.private:
        return await paying.pay(turn, turn.number())
    return await _card(turn, f"event-joined-{outcome.status}")


async def pass_on(turn: Turn) -> Reply:
    await registration.leave(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-passed-on")


async def _card(turn: Turn, said: str) -> Reply:
    card = await get_event_card(turn.number(), turn.person)
    return [Alert(turn.t(said, position=0)), event_screen(card, turn.t, turn.now)]


async def change_answers(turn: Turn) -> Reply:
    form, answers = await registration.current_answers(turn.person, turn.number(), now=turn.now)
    return await turn.forms.begin(turn, registration_form.as_change(form), str(turn.number()), prefill=answers)


async def answer_the_rest(turn: Turn) -> Reply:
    """[Ответить]: only what has come since the person registered."""
    form, answers = await registration.current_answers(turn.person, turn.number(), now=turn.now)
    kept = registration.still_good(form, answers)
    if len(kept) == len(form.fields):
        return await _card(turn, "event-answers-saved")
    known = await registration_form.prefill(turn.person.id, form, turn.number())
    again = registration_form.as_change(form)
    return await turn.forms.begin(turn, again, str(turn.number()), prefill=known, answers=kept)


async def answers_changed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await registration.change_answers(turn.person, int(subject), answers, now=turn.now)
    except AnswersIncomplete:
        form, before = await registration.current_answers(turn.person, int(subject), now=turn.now)
        kept = registration.still_good(form, before | answers)
        return await turn.forms.begin(turn, registration_form.as_change(form), subject, answers=kept)
    except _OVER as refusal:
        return await _over(turn, int(subject), refusal)
    card = await get_event_card(int(subject), turn.person)
    return [Alert(turn.t("event-answers-saved")), event_screen(card, turn.t, turn.now)]
