"""Refunds that a person sends by hand: told to who has the money, listed under /payments, marked once sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain import reactions
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.payments import by_hand, methods
from domain.payments.by_hand import Owed
from locales import Translator


async def owed(turn: Turn) -> Reply:
    """Everything that waits for this person."""
    after = turn.number() if turn.args else 0
    return owed_screen(await by_hand.list_owed(turn.person, after=after), turn.t)


async def one(turn: Turn) -> Reply:
    return return_screen(await by_hand.get_owed(turn.person, turn.number()), turn.t)


async def returned(turn: Turn) -> Reply:
    """«Вернул»."""
    sent = await reactions.returned_by_hand(turn.person, turn.number(), now=turn.now)
    return [
        Alert(turn.t("payments-return-noted", amount=_sum(sent, turn.t))),
        owed_screen(await by_hand.list_owed(turn.person), turn.t),
    ]


def owed_screen(waiting: Sequence[Owed], t: Translator) -> Screen:
    back = Press(t("payments-title"), "pay.list")
    if not waiting:
        return Screen(lines(Bold(t("payments-owed")), "", t("payments-owed-none")), keyboard=[[back]])
    rows: list[Row] = [
        [Press(f"{_sum(one, t)} · {one.to_name or one.title}"[:64], "pay.one", (one.id,))] for one in waiting
    ]
    if len(waiting) == by_hand.PAGE:
        rows.append([Press(t("payments-more"), "pay.owed", (waiting[-1].id,))])
    return Screen(lines(Bold(t("payments-owed")), "", t("payments-owed-hint")), keyboard=[*rows, [back]])


def return_screen(owed: Owed, t: Translator) -> Screen:
    """Who is to get how much, why, and how; one that was sent has nothing to press."""
    if owed.is_returned:
        return Screen(
            lines(
                Bold(t("payments-return", amount=_sum(owed, t))), owed.title or None, "", t("payments-state-returned")
            )
        )
    text = lines(
        Bold(t("payments-return", amount=_sum(owed, t))),
        Text(Bold(owed.to_name)) if owed.to_name else None,
        owed.title or None,
        t(f"payments-return-why-{owed.why}"),
        "",
        *_how(owed, t),
    )
    done = Press(t("payments-return-done"), "pay.done", (owed.id,), style="success")
    copy: list[Row] = [] if owed.provider == methods.MANUAL else [[CopyText(t("payments-return-copy"), owed.charge)]]
    return Screen(text, keyboard=[*copy, [done], [Press(t("payments-owed"), "pay.owed")]])


def _how(owed: Owed, t: Translator) -> list[Words]:
    if owed.provider == methods.MANUAL:
        return [t("payments-return-how")]
    return [t("payments-return-how-provider"), Text(f"{owed.provider}: ", Bold(owed.charge))]


async def asked(said: Said) -> Screen | None:
    """To who has the money; nothing once it is known to be sent."""
    try:
        owed = await by_hand.get_owed(await get_person(said.user_id), said.params["refund_id"])
    except NotFound:
        return None
    return None if owed.is_returned else return_screen(owed, said.t)


async def told(said: Said) -> Screen:
    """To who gets it."""
    return returned_screen(await by_hand.get_returned(said.params["refund_id"]), said.t)


def returned_screen(owed: Owed, t: Translator) -> Screen:
    sum_line = Bold(t("payments-returned", amount=_sum(owed, t)))
    text = lines(sum_line, owed.title or None, "", t("payments-returned-hint"))
    return Screen(text, keyboard=[[Press(t("payments-title"), "pay.list")]])


async def goes_back(said: Said) -> Screen:
    """What was paid by a provider's page and pays nothing."""
    params = said.params
    amount = said.t.money(params["amount"], params["currency"])
    return goes_back_screen(params["title"], params["verdict"], amount, said.t)


def goes_back_screen(title: str, verdict: str, amount: str, t: Translator) -> Screen:
    text = lines(Bold(title), "", t(f"payments-goes-back-{verdict}", amount=amount))
    return Screen(text, keyboard=[[Press(t("payments-title"), "pay.list")]])


def _sum(owed: Owed, t: Translator) -> str:
    return t.money(owed.amount_minor, owed.currency)


PRESSES = {"pay.owed": Route(owed), "pay.one": Route(one), "pay.done": Route(returned)}
SCREENS = {"payments-return": asked, "payments-returned": told, "payments-goes-back": goes_back}
