"""Taking part, from the chat: in private, on a group's card, in an inline message."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.events import fits, paying, ways
from bot.events.entry_in_group import card_for, show_here
from bot.events.finding import all_events
from bot.events.screens import shared_card
from bot.kit.screen import Alert, Press, Row, Screen
from bot.kit.turn import Reply, Turn
from domain.accounts.onboarding import give_consent
from domain.errors import Refusal
from domain.events.entry import (
    answering,
    checking,
    fitting,
    in_group,
    registration,
    registration_form,
)
from domain.events.entry.admitting import Outcome
from domain.events.entry.errors import (
    AlreadyRegistered,
    AnswersIncomplete,
    DoesNotFit,
    NotRegistered,
    RequirementsNotMet,
)
from domain.events.entry.together import Wish, register_together
from domain.events.errors import EventNotOpen, EventStandsStill, WayClosed, WayNeeded
from domain.events.money.errors import TooManyUnpaid
from domain.events.party.errors import TooManyGuests
from domain.events.programme import choosing
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap
from domain.events.queries import get_event_card, get_shared_card
from domain.events.ways import WAYS
from domain.forms.drafts import drop_draft, open_form
from domain.forms.form import JsonValue
from locales.refusals import refusal_sentence


async def join(turn: Turn) -> Reply:
    """[Участвовать]: registers at once, or asks first what must be asked, in private."""
    way = turn.one_of(WAYS, 1) if len(turn.args) > 1 else None
    return await _join(turn, turn.number(), way)


async def join_with_guests(turn: Turn) -> Reply:
    """[+2 гостя]: a party that comes, or waits, together."""
    return await _join(turn, turn.number(), None, turn.number(1))


async def join_from_link(turn: Turn) -> Reply:
    """t.me/bot?start=r_17 or online_17: where a group's button leads when there is more to ask."""
    return await _join(turn, turn.number(), turn.incoming.word if turn.incoming.word in WAYS else None)


async def answer_again(turn: Turn) -> Reply:
    """The profile says that the event is for others, and the person says that the profile is wrong."""
    return await _join(turn, turn.number(), turn.one_of(WAYS, 1) if len(turn.args) > 1 else None, judged=True)


async def join_event(turn: Turn, event_id: int) -> Reply:
    """From elsewhere, such as a team's link."""
    return await _join(turn, event_id, None)


async def _join(turn: Turn, event_id: int, way: str | None, guests: int = 0, *, judged: bool = False) -> Reply:
    first = await registration_form.before(turn.person.id, event_id)
    if not first.has_consented:
        return _consent(turn, event_id, way, guests)
    if first.asks and not judged and turn.private and (told := await fits.told_at_once(turn, event_id, way)):
        return told
    try:
        form = await registration.prepare(turn.person, event_id, way=way, now=turn.now) if first.asks else None
        if not form or not form.fields:
            return await _register(turn, event_id, way, {}, guests)
    except WayNeeded:
        return await _which_way(turn, event_id)
    except TooManyUnpaid as refusal:
        if not turn.private:
            raise
        return await _over(turn, event_id, refusal)
    except AlreadyRegistered as refusal:
        if turn.private or _is_inline(turn):
            raise
        return [
            Alert(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone)),
            await card_for(turn, event_id),
        ]
    if _is_inline(turn):
        return _in_private(turn, event_id, way)
    subject = _subject(event_id, way, guests)
    begun = await turn.forms.take_up(turn, registration_form.KEY, _about(event_id), subject)
    return begun or await _ask(turn, event_id, way, {}, guests)


def _is_inline(turn: Turn) -> bool:
    return bool(turn.incoming.query and turn.incoming.query.inline_message_id)


async def _card_there(turn: Turn, event_id: int) -> list[Screen]:
    """As it is now, in a chat that we do not know; what became private meanwhile is told there no further."""
    card = await get_shared_card(event_id)
    return [shared_card(card, turn.t, turn.now)] if card.visibility == "public" else []


def _subject(event_id: int, way: str | None, guests: int) -> str:
    return f"{event_id}:{way or ''}:{guests}" if way or guests else str(event_id)


def _about(event_id: int) -> Callable[[str], bool]:
    return lambda subject: subject.partition(":")[0] == str(event_id)


async def _which_way(turn: Turn, event_id: int) -> Reply:
    """Asked by a button or a link from before there were two."""
    if _is_inline(turn):
        return [Alert(turn.t("event-way-needed")), *await _card_there(turn, event_id)]
    return ways.choose_screen(await get_event_card(event_id, turn.person), turn.t, private=turn.private)


async def agree_and_join(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    return await join(turn)


async def agree_and_join_with_guests(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    return await join_with_guests(turn)


async def judge(turn: Turn, subject: str, key: str, value: JsonValue) -> None:
    """The age and the like, right after the answer that decides it."""
    if key == choosing.KEY:
        await choosing.check_answer(int(subject.partition(":")[0]), value)
    await fitting.check_answer(int(subject.partition(":")[0]), key, value)


async def ways_out(turn: Turn, subject: str, refusal: Refusal) -> list[Row]:
    """For who does not fit whatever they answer: what would, and everything else."""
    if not isinstance(refusal, DoesNotFit):
        return []
    rows = await fits.instead(turn, int(subject.partition(":")[0]), refusal)
    return fits.ways_out_rows(rows, turn.t)


async def back_to_card(turn: Turn, subject: str) -> Screen:
    return await card_for(turn, int(subject.partition(":")[0]))


async def find_other(turn: Turn) -> Reply:
    """The questions of the event that does not fit are over."""
    if await open_form(turn.person.id, turn.chat_id) in (registration_form.KEY, registration_form.CHANGE_KEY):
        await drop_draft(turn.person.id, turn.chat_id)
    return await all_events(turn)


async def answered(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, way, guests = [*subject.split(":"), "", ""][:3]
    try:
        return await _register(turn, int(event_id), way or None, answers, int(guests or 0))
    except AnswersIncomplete:
        return await _ask(turn, int(event_id), way or None, answers, int(guests or 0))
    except _CHOOSE_AGAIN as refusal:
        kept = {key: value for key, value in answers.items() if key != choosing.KEY}
        return await _ask(turn, int(event_id), way or None, kept, int(guests or 0), trouble=refusal)
    except WayNeeded:
        return await _which_way(turn, int(event_id))
    except _OVER as refusal:
        return await _over(turn, int(event_id), refusal)


_CHOOSE_AGAIN = (ItemFull, ItemBegun, ItemsOverlap)
"""Somebody was faster: the rest of the answers stands."""
_OVER = (
    *(EventNotOpen, EventStandsStill, WayClosed, AlreadyRegistered, NotRegistered, RequirementsNotMet, DoesNotFit),
    *(TooManyGuests, TooManyUnpaid),
)
"""No other answer would help, so nothing is asked again."""


async def _over(turn: Turn, event_id: int, refusal: Refusal) -> Screen:
    if isinstance(refusal, RequirementsNotMet | DoesNotFit):
        return await fits.told(turn, event_id, refusal)
    ways_on: list[Row] = [[Press(turn.t("event-button-card"), "ev.card", (event_id,))]]
    if isinstance(refusal, TooManyUnpaid):
        ways_on.insert(0, [Press(turn.t("payments-title"), "pay.list")])
    return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), keyboard=ways_on)


async def _ask(
    turn: Turn,
    event_id: int,
    way: str | None,
    given: dict[str, JsonValue],
    guests: int = 0,
    *,
    trouble: Refusal | None = None,
) -> Reply:
    """What is open: the organizer may have changed the questions while they were answered."""
    form = await registration.prepare(turn.person, event_id, way=way, now=turn.now)
    known = await registration_form.prefill(turn.person.id, form, event_id)
    kept = checking.still_good(form, given)
    subject, offered = _subject(event_id, way, guests), registration_form.offering(form)
    return await turn.forms.begin(turn, offered, subject, prefill=known, answers=kept, trouble=trouble)


async def _register(
    turn: Turn, event_id: int, way: str | None, answers: dict[str, JsonValue], guests: int = 0
) -> Reply:
    if not turn.private:
        await in_group.forget(turn.person.id, event_id)
    outcome = await registration.register(turn.person, event_id, answers, way=way, guests=guests, now=turn.now)
    return await _joined(turn, event_id, outcome)


async def join_together(turns: Sequence[Turn]) -> Sequence[Reply | None]:
    """Many press [Участвовать] of one event at the same moment. Who has begun in a group is answered there, alone."""
    event_id, people = turns[0].number(), [turn.person.id for turn in turns]
    agreed = await registration_form.have_agreed(people) - set(await in_group.begun_there(people, event_id))
    simple = [turn for turn in turns if turn.person.id in agreed and turn.args[1:] in _SAID_WAYS]
    wishes = [Wish(turn.person, turn.args[1] if turn.args[1:] else None) for turn in simple]
    outcomes = await register_together(wishes, event_id, now=turns[0].now)
    let_in = {turn.person.id: outcome for turn, outcome in zip(simple, outcomes, strict=True) if outcome}
    return [
        await _joined(turn, event_id, let_in.pop(turn.person.id)) if turn.person.id in let_in else None
        for turn in turns
    ]


_SAID_WAYS = ((), *((way,) for way in WAYS))


async def _joined(turn: Turn, event_id: int, outcome: Outcome) -> Reply:
    said = turn.t(f"event-joined-{outcome.status}", position=outcome.position or 0)
    if turn.private:
        await in_group.changed(turn.person.id, event_id, now=turn.now)
    if outcome.status == "unpaid" and turn.private:
        return await paying.pay(turn, event_id)
    if _is_inline(turn):
        return [Alert(said), *await _card_there(turn, event_id)]
    if not turn.private:
        await show_here(turn, event_id)
        return Alert(said) if turn.incoming.query else None
    return [Alert(said), await card_for(turn, event_id)]


def _consent(turn: Turn, event_id: int, way: str | None, guests: int = 0) -> Reply:
    """Nobody is registered anywhere before they have agreed to what we keep."""
    if _is_inline(turn):
        return _in_private(turn, event_id, way)
    args = (event_id, way) if way else (event_id,)
    agree = Press(turn.t("form-agree"), "ev.agree", args, style="success")
    if guests:
        agree = Press(turn.t("form-agree"), "gs.agree", (event_id, guests), style="success")
    if not turn.private:
        return Screen(turn.t("account-consent"), keyboard=[[agree]])
    back = Press(turn.t("event-button-back"), "ev.card", (event_id,))
    return Screen(turn.t("account-consent"), keyboard=[[agree], [back]])


def _in_private(turn: Turn, event_id: int, way: str | None) -> Alert:
    """Under an inline message, which stands in a chat that we are not in, nothing can be asked."""
    return Alert("", url=f"https://t.me/{turn.app.username}?start={way or 'r'}_{event_id}")


async def change_answers(turn: Turn) -> Reply:
    form, answers = await answering.current_answers(turn.person, turn.number(), now=turn.now)
    return await turn.forms.begin(turn, registration_form.as_change(form), str(turn.number()), prefill=answers)


async def answer_the_rest(turn: Turn) -> Reply:
    """[Ответить]: only what has come since the person registered."""
    form, answers = await answering.current_answers(turn.person, turn.number(), now=turn.now)
    kept = checking.still_good(form, answers)
    if len(kept) == len(form.fields):
        return [Alert(turn.t("event-answers-saved")), await card_for(turn, turn.number())]
    known = await registration_form.prefill(turn.person.id, form, turn.number())
    again = registration_form.as_change(form)
    return await turn.forms.begin(turn, again, str(turn.number()), prefill=known, answers=kept)


async def answers_changed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await answering.change_answers(turn.person, int(subject), answers, now=turn.now)
    except _CHOOSE_AGAIN as refusal:
        form, before = await answering.current_answers(turn.person, int(subject), now=turn.now)
        kept = checking.still_good(form, before | answers)
        kept.pop(choosing.KEY, None)
        again = registration_form.as_change(form)
        return await turn.forms.begin(turn, again, subject, prefill=before, answers=kept, trouble=refusal)
    except AnswersIncomplete:
        form, before = await answering.current_answers(turn.person, int(subject), now=turn.now)
        kept = checking.still_good(form, before | answers)
        return await turn.forms.begin(turn, registration_form.as_change(form), subject, answers=kept)
    except _OVER as refusal:
        return await _over(turn, int(subject), refusal)
    return [Alert(turn.t("event-answers-saved")), await card_for(turn, int(subject))]
