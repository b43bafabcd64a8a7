"""An event's page, and what a person does there."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from domain.events import lifecycle, links, opening, queries
from domain.events.awards.prizes import prizes_of
from domain.events.entry import admitting, changing_way, leaving
from domain.events.errors import LinkRevoked, WayNeeded
from domain.events.money import fees
from domain.events.queries import EventCard
from domain.events.recorder import recorder
from domain.events.talking import faq
from domain.events.ways import WAYS
from locales import Translator
from locales.audience import level_words, weights_words
from locales.prices import prices_words
from webapp.events import calendar, maps
from webapp.events.open_page import version_of
from webapp.events.programme import ON_EVENT, days_of
from webapp.kit import errors
from webapp.kit.visit import Visit

_LEAVE_SURE = {
    "waitlisted": "event-leave-queue-sure",
    "offered": "event-pass-sure",
    "pending": "event-withdraw-sure",
}
"""What is given up by who has no place of their own yet."""


async def page(visit: Visit) -> web.Response:
    return await show(visit, visit.id("event_id"))


async def show(visit: Visit, event_id: int, *, toast: str = "") -> web.Response:
    card = await queries.get_event_card(event_id, visit.person)
    return visit.page(
        "events/event.html",
        toast=toast,
        card=card,
        levels=level_words(visit.t, card.requirements),
        weight_classes=weights_words(visit.t, card.requirements),
        version=version_of(card),
        main=main_button(visit, card),
        ics=await calendar.path(visit.context, card, visit.person),
        link=online_link(card),
        window=window_words(visit, card),
        plan=maps.plan_of(card),
        map_links=maps.map_links(card, visit.person.language),
        slippy=maps.slippy(visit.context, point=card),
        script=maps.script(visit) if card.latitude is not None else "",
        share_link=share_link(visit, card),
        asks_more=card.asks_more(visit.now),
        watching=card.status == "published" and await opening.is_watching(card.id, visit.person.id),
        faq=await faq.entries_of(card.id) if card.faq_count else [],
        programme=days_of(visit, card, ON_EVENT),
        programme_more=max(0, len(card.programme) - ON_EVENT),
        may_choose=card.own_status is not None and card.has_choice and card.is_open(visit.now),
        prizes=await prizes_of(card.id) if card.has_prizes else [],
        leave_sure=await _leave_sure(visit, card),
        may_leave=card.may_be_left,
        records=card.holds_place and await recorder.is_offered(visit.viewer.id, card.id, now=visit.now),
    )


async def _leave_sure(visit: Visit, card: EventCard) -> str:
    """With what of the fee comes back."""
    t, sure = visit.t, visit.t(_LEAVE_SURE.get(card.own_status or "", "event-page-leave-sure"), title=card.title[:80])
    if card.own_registration_id is None or not (card.fee_minor or card.fee_stars):
        return sure
    event = await lifecycle.load(card.id, lock=False)
    due = await fees.due_back(event, card.own_registration_id, now=visit.now)
    if not due.paid:
        return sure
    sums = {"back": t.money(due.back, due.currency), "paid": t.money(due.paid, due.currency)}
    return f"{sure} {t('event-leave-money', **sums, share=due.share)}"


def window_words(visit: Visit, card: EventCard) -> str:
    """When one can register, while that is still to come or going on."""
    if card.status not in ("draft", "published", "registration_open"):
        return ""
    t, zone, said = visit.t, visit.person.zone if card.is_online else card.zone, []
    if card.registration_opens_at and card.registration_opens_at > visit.now:
        said.append(t("event-page-registration-from", when=t.when(card.registration_opens_at, zone, now=visit.now)))
    if card.registration_closes_at and card.registration_closes_at > visit.now:
        said.append(t("event-page-registration-until", when=t.when(card.registration_closes_at, zone, now=visit.now)))
    return " ".join(said)


def main_button(visit: Visit, card: EventCard) -> dict[str, str] | None:
    """The one thing to do here now; where there are two ways to take part, the page has a button for each."""
    t = visit.t
    if card.own_status == "offered":
        return None if card.stands_still else {"text": t("event-page-take-offer"), "action": "click:#take"}
    if card.has_to_pay and card.stands_still and card.payment != "transfer":
        return None
    if card.has_to_pay:
        told = card.own_claimed or card.stands_still  # nothing is asked, and what was sent before can be said
        words = t("event-button-transfer" if told else "event-button-pay", amount=own_due(t, card))
        return {"text": words, "action": f"go:/events/{card.id}/pay"}
    if card.own_status in ("waitlisted", "pending", "refunded") or card.status == "cancelled":
        return None
    if card.own_status is not None and card.status == "finished":
        board = "bracket" if card.kind == "tournament" else "live"
        return {"text": t("result-page-board"), "action": f"go:/events/{card.id}/{board}"}
    if card.own_status is not None:
        return {"text": t("event-page-ticket"), "action": f"go:/tickets/{card.own_registration_id}"}
    if not card.takes_registrations(visit.now) or card.is_hybrid:
        return None
    if card.is_full:
        words = t("event-page-wait", position=card.waiting + 1)
    else:
        words = join_words(visit, card)
    action = f"go:/events/{card.id}/form" if card.has_questions else "click:#join"
    return {"text": words, "action": action}


def join_words(visit: Visit, card: EventCard) -> str:
    """Nobody pays before they have been let in."""
    return visit.t("event-button-apply") if card.by_hand else with_fee(visit, card, visit.t("event-page-join"))


def with_fee(visit: Visit, card: EventCard, verb: str) -> str:
    """«Участвовать · 500 ₽»"""
    return f"{verb} · {prices_words(card.prices, visit.t)}" if card.prices else verb


def own_due(t: Translator, card: EventCard) -> str:
    """What the viewer is to pay, for themselves and their guests."""
    price = card.own_price
    return t.money(price.amount_minor, price.currency) if price else ""


async def watch_opening(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await opening.watch(visit.person, event_id, now=visit.now)
    return await show(visit, event_id, toast=visit.t("event-opening-watched"))


def chosen_way(said: str) -> str | None:
    return said if said in WAYS else None


async def change_way(visit: Visit) -> web.Response:
    event_id, way = visit.id("event_id"), chosen_way(visit.said("way"))
    if way is None:
        raise WayNeeded
    outcome = await changing_way.change_way(visit.person, event_id, way, now=visit.now)
    key = "event-way-waits" if outcome.position else "event-way-changed"
    return await show(visit, event_id, toast=visit.t(key, way=way, position=outcome.position or 0))


def online_link(card: EventCard) -> str:
    """The address, where a press can open it."""
    address = card.online_address
    return address if address.startswith(("https://", "http://")) and " " not in address else ""


def said_of(visit: Visit, outcome: admitting.Outcome) -> str:
    if outcome.status == "confirmed":
        return visit.t("event-page-registered")
    if outcome.status == "pending":
        return visit.t("event-page-applied")
    return visit.t("event-page-waitlisted", position=outcome.position or 1)


async def take_offer(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    outcome = await admitting.take_offer(visit.person, event_id, now=visit.now)
    if outcome.status == "unpaid":
        return visit.go(f"/events/{event_id}/pay", replace=False)
    return await show(visit, event_id, toast=said_of(visit, outcome))


async def leave(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await leaving.leave(visit.person, event_id, now=visit.now)
    return await show(visit, event_id, toast=visit.t("event-page-left"))


async def by_link(visit: Visit) -> web.Response:
    """A private link, opened from a chat: it lets in, and the event's page continues."""
    return visit.page("events/by_link.html", token=visit.request.match_info["token"])


async def open_link(visit: Visit) -> web.Response:
    """A link that leads nowhere says so in place of the page: there is none to go back to."""
    try:
        event_id = await links.open_link(visit.viewer.id, visit.request.match_info["token"])
    except LinkRevoked as revoked:
        return errors.instead_of_page(visit.request, revoked.status, errors.sentence(visit.request, revoked))
    return visit.go(f"/events/{event_id}")


def share_link(visit: Visit, card: EventCard) -> str:
    """Private events are shared by who manages them: the link is the key."""
    if card.status in ("draft", "cancelled") or (card.visibility == "private" and not card.link_token):
        return ""
    url = visit.context.startapp_link(f"e_{card.link_token or card.id}")
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(card.title)}"
