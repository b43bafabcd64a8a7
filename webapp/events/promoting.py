"""[Продвигать]: a link, its code to be printed, a post; and in whose name the event is."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web
from markupsafe import Markup

from domain.errors import NotFound
from domain.events import holders, queries
from domain.events.entry.qr import qr_svg
from domain.events.queries import EventCard
from domain.forms.form import Choice, Field, Form, Kind
from domain.forms.texts import shortened_at_word
from domain.organizations.policy import MANAGING
from domain.organizations.queries import list_own
from locales.prices import prices_words
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

_DESCRIPTION = 300
HOLDER = "holder"


async def page(visit: Visit) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    if card.status == "draft":
        raise NotFound
    link = f"https://t.me/{visit.context.bot_username}?start=e_{card.link_token or card.id}"
    post = post_of(visit, card, link)
    return visit.page(
        "events/promotion.html",
        card=card,
        link=link,
        post=post,
        share_link=f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(card.title)}",
        picture_of_link=Markup(qr_svg(link)),  # drawn by segno from an address of ours
    )


def post_of(visit: Visit, card: EventCard, link: str) -> str:
    t = visit.t
    about = shortened_at_word(card.description, _DESCRIPTION)
    place = t("event-online") if card.is_online else card.place
    fee = prices_words(card.prices, t)
    facts = [card.title, t.when(card.starts_at, card.zone, now=visit.now), place, fee]
    parts = ["\n".join(fact for fact in facts if fact), about, t("promotion-join", link=link)]
    return "\n\n".join(part for part in parts if part)


async def holder(visit: Visit) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    main = {"text": visit.t("webapp-save"), "action": "submit:#holder"}
    lines = await holder_lines(visit, card.organization_id or 0)
    if not lines:
        raise NotFound
    return visit.page("events/holder.html", card=card, lines=lines, main=main)


async def holder_lines(visit: Visit, organization_id: int) -> list[forms.Line]:
    """In whose name? Nothing to choose for who manages no club."""
    own = [one for one in await list_own(visit.person) if one.own_role in MANAGING]
    if not own:
        return []
    clubs = tuple(Choice(str(one.id), label=one.name) for one in own)
    field = Field(HOLDER, Kind.CHOICE, words="holder-ask", choices=(Choice("0", "holder-person"), *clubs))
    form = Form("event-holder", (field,))
    return forms.Filled(form, {HOLDER: str(organization_id)}, visit.person.zone).lines(visit.t)


async def hand_over(visit: Visit) -> web.Response:
    event_id, chosen = visit.id("event_id"), read_cursor(visit.said(HOLDER))
    await holders.hand_over(visit.person, event_id, chosen or None, now=visit.now)
    return visit.go(f"/org/events/{event_id}", toast=visit.t("webapp-saved"))
