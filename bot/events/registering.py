"""Taking part, from the chat: in private, on a group's card, in an inline message."""

from __future__ import annotations

from bot.events.screens import event_screen, shared_card
from bot.kit.screen import Alert, Press, Screen, StartBot
from bot.kit.turn import Reply, Turn
from domain.accounts.onboarding import give_consent, has_consent
from domain.events import registration, registration_form
from domain.events.errors import AnswersIncomplete
from domain.events.queries import get_event_card, get_shared_card
from domain.forms.form import JsonValue


async def join(turn: Turn) -> Reply:
    """[Участвовать]: registers at once, or asks first what must be asked, in private."""
    event_id = turn.number()
    if not await has_consent(turn.person.id):
        return _consent(turn, event_id)
    form = await registration.prepare(turn.person, event_id, now=turn.now)
    if not form.fields:
        return await _register(turn, event_id, {})
    if not turn.private:
        return _in_private(turn, event_id, turn.t("event-join-has-questions"))
    known = await registration_form.prefill(turn.person.id, form)
    return await turn.forms.begin(turn, registration_form.offering(form), str(event_id), prefill=known)


async def join_from_link(turn: Turn) -> Reply:
    """t.me/bot?start=r_17: where a group's button leads when there is more to ask."""
    return await join(turn)


async def agree_and_join(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    return await join(turn)


async def answered(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        return await _register(turn, int(subject), answers)
    except AnswersIncomplete:
        return await _ask_the_rest(turn, int(subject), answers)


async def _ask_the_rest(turn: Turn, event_id: int, given: dict[str, JsonValue]) -> Reply:
    """The organizer has changed the questions while they were answered: only what is open now is asked."""
    form = await registration.prepare(turn.person, event_id, now=turn.now)
    known = await registration_form.prefill(turn.person.id, form)
    kept = registration.still_good(form, given)
    return await turn.forms.begin(turn, registration_form.offering(form), str(event_id), prefill=known, answers=kept)


async def _register(turn: Turn, event_id: int, answers: dict[str, JsonValue]) -> Reply:
    outcome = await registration.register(turn.person, event_id, answers, now=turn.now)
    said = turn.t(f"event-joined-{outcome.status}", position=outcome.position or 0)
    query = turn.incoming.query
    if query and query.inline_message_id:
        return [Alert(said), shared_card(await get_shared_card(event_id), turn.t, turn.now)]
    if not turn.private:
        return [Alert(said), Screen(said, keyboard=[[StartBot(turn.t("event-button-open-chat"), f"e_{event_id}")]])]
    return [Alert(said), event_screen(await get_event_card(event_id, turn.person), turn.t, turn.now)]


def _consent(turn: Turn, event_id: int) -> Reply:
    """Nobody is registered anywhere before they have agreed to what we keep."""
    if not turn.private:
        return _in_private(turn, event_id, turn.t("event-join-consent-first"))
    agree = Press(turn.t("form-agree"), "ev.agree", (event_id,), style="success")
    back = Press(turn.t("event-button-back"), "ev.card", (event_id,))
    return Screen(turn.t("account-consent"), keyboard=[[agree], [back]])


def _in_private(turn: Turn, event_id: int, words: str) -> Reply:
    url = f"https://t.me/{turn.app.username}?start=r_{event_id}"
    if turn.incoming.query and turn.incoming.query.inline_message_id:
        return Alert("", url=url)
    return Screen(words, keyboard=[[StartBot(turn.t("event-button-join"), f"r_{event_id}")]])


async def leave(turn: Turn) -> Reply:
    """Asked once more: a place given up goes to the next at once."""
    event_id = turn.number()
    card = await get_event_card(event_id, turn.person)
    waits = card.own_status == "waitlisted"
    words = turn.t("event-leave-queue-sure" if waits else "event-leave-sure", title=card.title)
    yes = Press(turn.t("event-button-leave-yes"), "ev.leave!", (event_id,), style="danger")
    return Screen(words, keyboard=[[yes], [Press(turn.t("event-button-stay"), "ev.card", (event_id,))]])


async def really_leave(turn: Turn) -> Reply:
    await registration.leave(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-left")


async def take(turn: Turn) -> Reply:
    await registration.take_offer(turn.person, turn.number(), now=turn.now)
    return await _card(turn, "event-joined-confirmed")


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
    known = await registration_form.prefill(turn.person.id, form)
    again = registration_form.as_change(form)
    return await turn.forms.begin(turn, again, str(turn.number()), prefill=known, answers=kept)


async def answers_changed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await registration.change_answers(turn.person, int(subject), answers, now=turn.now)
    except AnswersIncomplete:
        form, before = await registration.current_answers(turn.person, int(subject), now=turn.now)
        kept = registration.still_good(form, before | answers)
        return await turn.forms.begin(turn, registration_form.as_change(form), subject, answers=kept)
    card = await get_event_card(int(subject), turn.person)
    return [Alert(turn.t("event-answers-saved")), event_screen(card, turn.t, turn.now)]
