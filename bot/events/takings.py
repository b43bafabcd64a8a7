"""The money of an event in the organizer's private chat: sums, and the transfers that are to be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from bot.events.paying import claim_screen
from bot.kit.routes import Route
from bot.kit.screen import Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.events.money import proofs, takings
from domain.events.money.takings import ClaimedTransfer, Takings
from locales import Translator


async def money(turn: Turn) -> Reply:
    event_id, after = turn.number(), turn.number(1) if len(turn.args) > 1 else 0
    sums = await takings.get_takings(turn.person, event_id)
    claims = await takings.list_claims(turn.person, event_id, after=after)
    return takings_screen(sums, claims, turn.t)


async def claim(turn: Turn) -> Reply:
    """One transfer that somebody says they made; one that was answered meanwhile is gone."""
    claimed, proof = await takings.open_claim(turn.person, turn.number()), await proofs.given(turn.number())
    return claim_screen(claimed, turn.number(), turn.t, proven=proof is not None)


def takings_screen(sums: Takings, claims: Sequence[ClaimedTransfer], t: Translator) -> Screen:
    text = lines(
        Bold(sums.title),
        "",
        t("event-takings-kept", amount=in_words(sums, "kept_minor", t), count=sums.paid),
        t("event-takings-returned", amount=in_words(sums, "returned_minor", t))
        if any(one.returned_minor for one in sums.sums)
        else None,
        f"↩️ {t('event-takings-returning')} {in_words(sums, 'returning_minor', t)}"
        if any(one.returning_minor for one in sums.sums)
        else None,
        t("event-takings-awaited", count=sums.awaited) if sums.awaited else None,
        *back_lines(sums, t),
        *(["", t("event-takings-claims", count=sums.claims)] if sums.claims else []),
    )
    rows: list[Row] = [
        [Press(f"{t.money(one.amount_minor, one.currency)} · {one.name}"[:64], "ev.claim", (one.registration_id,))]
        for one in claims
    ]
    if len(claims) == takings.PAGE:
        rows.append([Press(t("payments-more"), "pn.money", (sums.event_id, claims[-1].registration_id))])
    rows.append([Press(t("event-promo-codes"), "pr.list", (sums.event_id,))])
    return Screen(text, keyboard=[*rows, [Press(t("space-button-panel"), "pn.open", (sums.event_id,))]])


def back_lines(sums: Takings, t: Translator) -> list[str]:
    """How far it is, where an event was called off and everybody gets their money back."""
    if sums.back is None:
        return []
    of = sums.back
    said = t("event-takings-going" if of.goes_on else "event-takings-gone", done=of.done, count=of.entries)
    return ["", f"↩️ {said}", *([t("event-takings-by-hand", count=of.by_hand)] if of.by_hand else [])]


def in_words(sums: Takings, what: str, t: Translator) -> str:
    """«1 500 ₽ и ⭐ 50»"""
    several = [one for one in sums.sums if getattr(one, what)] or sums.sums[:1]
    return t.listing([t.money(getattr(one, what), one.currency) for one in several])


PRESSES = {"pn.money": Route(money), "ev.claim": Route(claim)}
