"""Who makes events, as everybody sees them: a screen with what is to come, following, and the list of the followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.screens import row_line, when
from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, Italic, Link, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.accounts.profile import city_answer
from domain.events import lifecycle, news
from domain.events.finding.catalogue import CatalogueRow
from domain.events.organizers import OrganizerCard, find_organizer, get_organizer, list_events
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import Field, Kind
from domain.forms.showing import show_value
from domain.forms.texts import shortened, shortened_at_word
from domain.organizations import follows
from domain.organizations.follows import Followed, Organizer
from locales import Translator

SHOWN, PAST_PAGE, FOLLOWED_PAGE = 4, 5, 8
ABOUT = 300
_CITY = Field("city", Kind.CITY, label="city")


async def page(turn: Turn) -> Reply:
    return await _page(turn, Organizer.read(turn.word()))


async def opened_link(turn: Turn) -> Reply:
    """/start o_<address>"""
    return await _page(turn, await find_organizer(turn.word()))


async def _page(turn: Turn, whom: Organizer) -> Screen:
    card = await get_organizer(whom, turn.person)
    rows = await list_events(whom, limit=SHOWN)
    link = f"https://t.me/{turn.app.username}?start=o_{card.key}"
    return organizer_screen(card, rows, turn.t, turn.now, link=link)


def organizer_screen(
    card: OrganizerCard, rows: Sequence[CatalogueRow], t: Translator, now: datetime, *, link: str
) -> Screen:
    city = show_value(_CITY, city_answer(card.city), t, "UTC") if card.city and city_answer(card.city) else ""
    kind = " · ".join(part for part in (t(f"organization-kind-{card.kind}"), city) if part)
    said = [part for number, row in enumerate(rows, 1) for part in ("", row_line(number, row, t, now))]
    text = lines(
        Text(Bold(card.name), " ✓" if card.verified else ""),
        Italic(kind),
        t("organizer-verified") if card.verified else None,
        t("organizer-followers", count=card.followers) if card.followers else None,
        *(["", shortened_at_word(card.about, ABOUT)] if card.about else []),
        "",
        Bold(t("organizer-upcoming", count=card.upcoming)),
        *said,
    )
    return Screen(text, keyboard=_rows(card, rows, t, link), photo=card.cover_telegram_id)


def _rows(card: OrganizerCard, rows: Sequence[CatalogueRow], t: Translator, link: str) -> list[Row]:
    code = (card.organizer.code,)
    opens: list[Row] = [[Press(shortened(row.title, 40), "ev.card", (row.id,))] for row in rows]
    follow = Press(t("organizer-follow"), "og.follow", code, style="primary")
    stop = Press(t("organizer-unfollow"), "og.stop", code)
    own: Row = [] if card.is_viewer else [stop if card.followed else follow]
    past: Row = [Press(t("organizer-past", count=card.past), "og.past", (*code, 0))] if card.past else []
    contact: Row = [Link(t("organizer-contact"), card.contact)] if card.contact else []
    works: Row = [Press(t("organizer-manage"), "or.open", (card.organization_id or 0,))] if card.own_role else []
    app = OpenApp(t("organizer-in-app"), f"/organizers/{card.key}", f"o_{card.key}")
    keys: list[Row] = [*opens, own, [*past, *contact], works, [CopyText(t("organization-copy-link"), link), app]]
    return [key for key in keys if key]


async def past(turn: Turn) -> Reply:
    whom, offset = Organizer.read(turn.word()), turn.number(1)
    card = await get_organizer(whom, turn.person)
    rows = await list_events(whom, past=True, offset=offset, limit=PAST_PAGE + 1)
    return past_screen(card, rows, turn.t, turn.now, offset=offset)


def past_screen(
    card: OrganizerCard, rows: Sequence[CatalogueRow], t: Translator, now: datetime, *, offset: int = 0
) -> Screen:
    code, shown = card.organizer.code, rows[:PAST_PAGE]
    said = [Text(Bold(row.title), "\n", when(row.starts_at, row.zone, t, now)) for row in shown]
    opens: list[Row] = [[Press(shortened(row.title, 40), "ev.card", (row.id,))] for row in shown]
    more: list[Row] = []
    if len(rows) > PAST_PAGE:
        more = [[Press(t("event-button-next"), "og.past", (code, offset + PAST_PAGE))]]
    back: Row = [Press(t("event-button-back"), "og.page", (code,))]
    parts: list[Words] = [part for one in said for part in ("", one)]
    return Screen(lines(Bold(card.name), t("organizer-past", count=card.past), *parts), keyboard=[*opens, *more, back])


async def follow(turn: Turn) -> Reply:
    whom = Organizer.read(turn.word())
    await get_organizer(whom, turn.person)
    await follows.follow(turn.person, whom, now=turn.now)
    return [Alert(turn.t("organizer-followed")), await _page(turn, whom)]


async def unfollow(turn: Turn) -> Reply:
    whom = Organizer.read(turn.word())
    await follows.unfollow(turn.person, whom)
    return [Alert(turn.t("organizer-unfollowed")), await _page(turn, whom)]


async def stop_here(turn: Turn) -> Reply:
    """Under a message about something new: the message stays, without that button."""
    await follows.unfollow(turn.person, Organizer.read(turn.word()))
    return Alert(turn.t("organizer-unfollowed"))


async def followed(turn: Turn) -> Reply:
    offset = turn.number() if turn.args else 0
    rows = await follows.list_followed(turn.person, offset=offset, limit=FOLLOWED_PAGE + 1)
    return followed_screen(rows, turn.t, offset=offset)


def followed_screen(rows: Sequence[Followed], t: Translator, *, offset: int = 0) -> Screen:
    opens: list[Row] = [
        [Press(f"{shortened(row.name, 40)}{' ✓' if row.verified else ''}", "og.page", (row.code,))]
        for row in rows[:FOLLOWED_PAGE]
    ]
    if len(rows) > FOLLOWED_PAGE:
        opens.append([Press(t("event-button-next"), "og.list", (offset + FOLLOWED_PAGE,))])
    text = lines(Bold(t("organizer-list")), t("organizer-list-what" if rows or offset else "organizer-list-none"))
    find = Press(t("event-button-find"), "ev.find", (0, 0, 0, 0))
    series = Press(t("series-mine"), "sr.mine")
    return Screen(
        text, keyboard=[*opens, [series], [Press(t("account-settings-back"), "ac.settings")] if rows else [find]]
    )


async def published(said: Said) -> Screen | None:
    """Of the first date that is still on; nothing for who follows no more, or takes part already."""
    event = await lifecycle.load(said.params["event_id"], lock=False)
    together = await news.told_together(event)
    if together is None or not await news.is_wanted(said.user_id, event):
        return None
    card = await get_event_card(together.event_id, await get_person(said.user_id))
    if card.own_status or card.manages:
        return None
    return news_of_event_screen(card, together.more, said.t, said.now)


def news_of_event_screen(card: EventCard, more: int, t: Translator, now: datetime) -> Screen:
    place = card.place or (t("event-online") if card.is_online else "")
    text = lines(
        Text("📣 ", t("organizer-news", organizer=card.organizer_name)),
        "",
        Bold(card.title),
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        t("series-and-more", count=more) if more else None,
        Text("🌐 " if card.is_online else "📍 ", place) if place else None,
    )
    rows: list[Row] = [[Press(t("event-button-card"), "ev.card", (card.id,), style="primary")]]
    if card.series_id is not None:
        rows.append([Press(t("series-dates"), "sr.open", (card.series_id,))])
    rows.append([Press(t("organizer-unfollow"), "og.stop1", (card.organizer.code,))])
    return Screen(text, keyboard=rows)


PRESSES = {
    "og.page": Route(page),
    "og.past": Route(past),
    "og.follow": Route(follow),
    "og.stop": Route(unfollow),
    "og.stop1": Route(stop_here),
    "og.list": Route(followed),
}
STARTS = {"o": Route(opened_link)}
SCREENS = {news.KIND: published}
