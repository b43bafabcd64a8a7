"""[Продвигать], and whose event it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.screens import manage_screen, organizer_words, when
from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, Press, Row, Screen, ShareInline, Text, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotAllowed, NotFound
from domain.events import holders
from domain.events.entry.qr import qr_png
from domain.events.queries import EventCard, get_event_card
from domain.forms.texts import shortened, shortened_at_word
from domain.notifications import outbox
from domain.notifications.ports import InputBytes, Urgency
from domain.organizations.policy import MANAGING
from domain.organizations.queries import OrganizationCard, list_own
from locales import Translator
from locales.prices import prices_words

_DESCRIPTION = 300
_KIND = "event-promotion"


async def promote(turn: Turn) -> Reply:
    """The picture is made when it is sent."""
    card = await _managed(turn, turn.number())
    if card.status == "draft":
        raise NotFound
    params = {"event_id": card.id}
    await outbox.notify(turn.person.id, _KIND, params=params, urgency=Urgency.INTERACTIVE, now=turn.now)
    return None


async def promotion(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    link = f"https://t.me/{said.app.username}?start=e_{card.link_token or card.id}"
    return promotion_screen(card, link, InputBytes("event.png", qr_png(link)), said.t, said.now)


def promotion_screen(card: EventCard, link: str, picture: InputBytes, t: Translator, now: datetime) -> Screen:
    """A post that can be passed on as it is, with the code to print."""
    place = t("event-online") if card.is_online else card.place
    about = shortened_at_word(card.description, _DESCRIPTION)
    text = lines(
        Bold(card.title),
        "",
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        Text("📍 ", place) if place else None,
        Text("💳 ", prices_words(card.prices, t)) if card.prices else None,
        *(["", about] if about else []),
        "",
        Text("👉 ", t("promotion-join", link=link)),
    )
    share = [ShareInline(t("event-button-share"), f"#{card.id}")] if card.visibility == "public" else []
    rows: list[Row] = [
        [CopyText(t("organization-copy-link"), link), *share],
        [Press(t("event-button-back"), "ev.manage", (card.id,))],
    ]
    return Screen(text, keyboard=rows, photo=picture, own_message=True)


async def _managed(turn: Turn, event_id: int) -> EventCard:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return card


async def choose_holder(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    own = [one for one in await list_own(turn.person) if one.own_role in MANAGING]
    return holder_screen(card, own, turn.t)


def holder_screen(card: EventCard, own: Sequence[OrganizationCard], t: Translator) -> Screen:
    """Of whom people read that they make it."""
    rows: list[Row] = [
        [
            Press(
                f"{'✓ ' if one.id == card.organization_id else ''}{shortened(one.name, 40)}",
                "ho.set",
                (card.id, one.id),
            )
        ]
        for one in own[:7]
    ]
    mine = Press(f"{'' if card.organization_id else '✓ '}{t('holder-person')}", "ho.set", (card.id, 0))
    back: Row = [Press(t("event-button-back"), "ev.setup", (card.id,))]
    text = lines(Bold(card.title), organizer_words(card, t), "", t("holder-what"))
    return Screen(text, keyboard=[[mine], *rows, back])


async def set_holder(turn: Turn) -> Reply:
    event_id, organization_id = turn.number(), turn.number(1)
    await holders.hand_over(turn.person, event_id, organization_id or None, now=turn.now)
    card = await get_event_card(event_id, turn.person)
    return [Alert(turn.t("event-saved")), manage_screen(card, turn.t, turn.now)]


SCREENS = {_KIND: promotion}
PRESSES = {"pr.open": Route(promote), "ho.pick": Route(choose_holder), "ho.set": Route(set_holder)}
