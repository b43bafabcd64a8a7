"""The public page of who makes events; following them; and the list of those who are followed."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from domain.accounts.profile import city_answer
from domain.events.organizers import find_organizer, get_organizer, list_events
from domain.forms.form import Field, Kind
from domain.forms.showing import show_value
from domain.organizations import follows, founding
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

ORGANIZER_PAGE = "/organizers/{key:[a-z][a-z0-9-]+}"

SIZE = 10
_CITY = Field("city", Kind.CITY, label="city")


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    key = visit.request.match_info["key"]
    whom = await find_organizer(key)
    card = await get_organizer(whom, visit.person)
    past, offset = visit.query("past") == "1", read_cursor(visit.query("offset"))
    part = part_of(await list_events(whom, past=past, offset=offset, limit=SIZE + 1), SIZE)
    more = f"/organizers/{card.key}?past={int(past)}&offset={offset + SIZE}" if part.more else ""
    if offset:
        return visit.page("events/listed_rows.html", rows=part.rows, more=more)
    city, link = city_answer(card.city), visit.context.startapp_link(f"o_{card.key}")
    can_follow = not card.is_viewer and not card.followed
    return visit.page(
        "events/organizer.html",
        toast=toast,
        card=card,
        rows=part.rows,
        more=more,
        past=past,
        city=show_value(_CITY, city, visit.t, "UTC") if city else "",
        share_link=f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(card.name)}",
        main={"text": visit.t("organizer-follow"), "action": "click:#follow"} if can_follow else None,
    )


async def follow(visit: Visit) -> web.Response:
    whom = await find_organizer(visit.request.match_info["key"])
    await get_organizer(whom, visit.person)
    if visit.said("follow") == "0":
        await follows.unfollow(visit.person, whom)
        return await _show(visit, toast=visit.t("organizer-unfollowed"))
    await follows.follow(visit.person, whom, now=visit.now)
    return await _show(visit, toast=visit.t("organizer-followed"))


async def verify(visit: Visit) -> web.Response:
    key, verified = visit.request.match_info["key"], visit.said("verified") == "1"
    await founding.verify(visit.person, key, verified=verified, now=visit.now)
    return await _show(visit, toast=visit.t("webapp-saved"))


async def followed(visit: Visit) -> web.Response:
    offset = read_cursor(visit.query("offset"))
    part = part_of(await follows.list_followed(visit.person, offset=offset, limit=SIZE + 1), SIZE)
    more = f"/me/following?offset={offset + SIZE}" if part.more else ""
    template = "events/followed_rows.html" if offset else "events/followed.html"
    return visit.page(template, rows=part.rows, more=more)
