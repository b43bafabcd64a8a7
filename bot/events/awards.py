"""Prizes and the rules of diplomas in the chat: seen by everybody, made by the organizer, told to who has won."""

from __future__ import annotations

from collections.abc import Sequence

from bot.events.award_words import code_rows, prize_line, won_lines
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, Words, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.events.awards import diplomas, prizes
from domain.events.awards.diplomas import SIGNATURE_FORM, Rule
from domain.events.awards.prizes import PRIZE_FORM, OwnPrize, Prize
from domain.events.queries import get_event_card
from domain.forms.form import JsonValue
from locales import Translator
from locales.awards import prize_place

SHOWN = 6
"""Prizes with a button of their own; the rest is removed in the mini-app."""
LISTED = 12


async def seen(turn: Turn) -> Reply:
    """[Призы] of an event's card."""
    card = await get_event_card(turn.number(), turn.person)
    return prizes_screen(card.id, card.title, await prizes.prizes_of(card.id), turn.t)


def prizes_screen(event_id: int, title: str, table: Sequence[Prize], t: Translator) -> Screen:
    said: list[Words] = [prize_line(one, t, manages=False) for one in table[:LISTED]] or [t("award-none-here")]
    rest: Row = [OpenApp(t("event-button-open"), f"/events/{event_id}", f"e_{event_id}")]
    card: Row = [Press(t("event-button-card"), "ev.card", (event_id,))]
    return Screen(lines(Bold(title), t("award-title"), "", *said), keyboard=[rest, card])


async def panel(turn: Turn) -> Reply:
    return await _panel(turn, turn.number())


async def _panel(turn: Turn, event_id: int) -> Screen:
    event, table = await prizes.managed_prizes(turn.person, event_id)
    return awards_screen(event.id, event.title, table, await diplomas.rule_of(event.id), turn.t)


def awards_screen(event_id: int, title: str, table: Sequence[Prize], rule: Rule, t: Translator) -> Screen:
    said: list[Words] = [prize_line(one, t, manages=True) for one in table[:LISTED]] or [t("award-none")]
    signed = t("diploma-rules-signature", signature=rule.signature) if rule.signature else t("diploma-rules-unsigned")
    on: list[Words] = [t("diploma-rules-off")] if rule.is_off else [t("diploma-rules-on"), signed]
    text = lines(Bold(title), "", Bold(t("award-title")), *said, "", Bold(t("diploma-rules")), *on)
    gone = [Press(_remove_words(one, t), "aw.drop", (one.id,)) for one in table if not one.winners][:SHOWN]
    rows: list[Row] = [[Press(t("award-add"), "aw.add", (event_id,), style="primary")]]
    rows += in_rows(gone, 2)
    switch = "diploma-button-on" if rule.is_off else "diploma-button-off"
    rows.append([Press(t(switch), "aw.switch", (event_id, int(not rule.is_off)))])
    if not rule.is_off:
        rows.append([Press(t("diploma-button-signature"), "aw.sign", (event_id,))])
    rows.append([OpenApp(t("result-button-app"), f"/org/events/{event_id}/awards", f"o_{event_id}")])
    rows.append(
        [Press(t("event-button-back"), "ev.setup", (event_id,)), Press(t("space-button-panel"), "pn.open", (event_id,))]
    )
    return Screen(text, keyboard=rows)


def _remove_words(prize: Prize, t: Translator) -> str:
    return t("award-remove", place=prize_place(prize.place, prize.among, t))


async def begin_adding(turn: Turn) -> Reply:
    await prizes.managed_prizes(turn.person, turn.number())
    return await turn.forms.begin(turn, PRIZE_FORM, str(turn.number()))


async def added(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await prizes.set_prize(turn.person, int(subject), answers, turn.app.vault.keys, now=turn.now)
    return [Alert(turn.t("award-added")), await _panel(turn, int(subject))]


async def drop(turn: Turn) -> Reply:
    event_id = await prizes.remove(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("award-removed")), await _panel(turn, event_id)]


async def switch(turn: Turn) -> Reply:
    await diplomas.set_rule(turn.person, turn.number(), is_off=turn.number(1) == 1, now=turn.now)
    return await _panel(turn, turn.number())


async def sign(turn: Turn) -> Reply:
    await prizes.managed_prizes(turn.person, turn.number())
    before = {"signature": (await diplomas.rule_of(turn.number())).signature}
    return await turn.forms.begin(
        turn, SIGNATURE_FORM, str(turn.number()), prefill=before if before["signature"] else {}
    )


async def signed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    line = str(answers.get("signature") or "")
    await diplomas.set_rule(turn.person, int(subject), signature=line, now=turn.now)
    return [Alert(turn.t("diploma-saved")), await _panel(turn, int(subject))]


async def left(turn: Turn, subject: str) -> Screen:
    return await _panel(turn, int(subject))


async def won(said: Said) -> Screen | None:
    """A prize that came after the word about the results. Nothing when it is somebody else's by now."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    own = await prizes.own_prizes(said.user_id, card.id, said.app.vault.keys)
    return won_screen(card.id, card.title, own, said.t) if own else None


def won_screen(event_id: int, title: str, own: Sequence[OwnPrize], t: Translator) -> Screen:
    text = lines(Bold(t("award-told", title=title)), *won_lines(own, t))
    return Screen(text, keyboard=[*code_rows(own, t), [Press(t("event-button-card"), "ev.card", (event_id,))]])


PRESSES = {
    "aw.seen": Route(seen),
    "aw.panel": Route(panel),
    "aw.add": Route(begin_adding),
    "aw.drop": Route(drop),
    "aw.switch": Route(switch),
    "aw.sign": Route(sign),
}
CONVERSATIONS = {
    PRIZE_FORM.key: Conversation(PRIZE_FORM, added, left=left),
    SIGNATURE_FORM.key: Conversation(SIGNATURE_FORM, signed, left=left),
}
SCREENS = {"award-prize": won}
