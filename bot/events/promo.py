"""Promo codes in the chat: said by who is to pay, made and closed by the organizer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.events import paying
from bot.events.entry_in_group import card_for
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events.entry import entries
from domain.events.money import promo_codes
from domain.events.money.promo_codes import CODE_FORM, PROMO_FORM, PromoCode
from domain.events.money.promo_tries import try_promo
from domain.forms.form import JsonValue
from locales import Translator
from locales.prices import promo_code_words


async def ask(turn: Turn) -> Reply:
    """[Промокод] under what is to be paid."""
    entry = await entries.to_pay(turn.person, turn.number())
    return await turn.forms.begin(turn, CODE_FORM, str(entry.event_id))


async def said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """A wrong one is asked for anew; it stays counted."""
    tried = await try_promo(turn.person, int(subject), str(answers["code"]), now=turn.now)
    if tried.wrong:
        return await turn.forms.begin(turn, CODE_FORM, subject, trouble=tried.wrong)
    if tried.entry is None:
        return await card_for(turn, int(subject))
    return await paying.pay(turn, tried.entry.event_id)


async def back_to_paying(turn: Turn, subject: str) -> Screen:
    entry = await entries.to_pay(turn.person, int(subject))
    return paying.how_to_pay(entry, turn)


async def codes(turn: Turn) -> Reply:
    return await _list(turn, turn.number())


async def begin_adding(turn: Turn) -> Reply:
    await promo_codes.list_codes(turn.person, turn.number())
    return await turn.forms.begin(turn, PROMO_FORM, str(turn.number()))


async def added(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    uses, until = answers.get("uses"), answers.get("until")
    await promo_codes.add(
        turn.person,
        int(subject),
        str(answers["code"]),
        int(str(answers["percent"])),
        uses=int(str(uses)) if uses is not None else None,
        until=date.fromisoformat(str(until)) if until else None,
        now=turn.now,
    )
    return await _list(turn, int(subject))


async def close(turn: Turn) -> Reply:
    event_id = await promo_codes.close(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("event-promo-closed")), await _list(turn, event_id)]


async def left(turn: Turn, subject: str) -> Screen:
    return await _list(turn, int(subject))


async def _list(turn: Turn, event_id: int) -> Screen:
    return codes_screen(event_id, await promo_codes.list_codes(turn.person, event_id), turn.t)


def codes_screen(event_id: int, codes: Sequence[PromoCode], t: Translator) -> Screen:
    """A press on one that works closes it."""
    shown: list[Words] = [part for one in codes for part in ("", Bold(one.code), promo_code_words(one, t))]
    stops: list[Row] = [
        [Press(t("event-promo-close", code=one.code), "pr.close", (one.id,))] for one in codes if not one.is_closed
    ]
    add = Press(t("event-promo-add"), "pr.add", (event_id,), style="primary")
    back = Press(t("event-takings"), "pn.money", (event_id,))
    text = lines(Bold(t("event-promo-title")), *(shown or ["", t("event-promo-none")]))
    return Screen(text, keyboard=[*stops, [add], [back]])


PRESSES = {
    "ev.promo": Route(ask),
    "pr.list": Route(codes),
    "pr.add": Route(begin_adding),
    "pr.close": Route(close),
}
CONVERSATIONS = {
    CODE_FORM.key: Conversation(CODE_FORM, said, left=back_to_paying),
    PROMO_FORM.key: Conversation(PROMO_FORM, added, left=left),
}
