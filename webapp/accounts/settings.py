"""What I want to hear and who may see me. Each switch is saved as it is moved."""

from __future__ import annotations

from aiohttp import web

from domain.accounts import people, privacy
from domain.errors import Refusal
from domain.notifications import preferences
from domain.notifications.rules import Channel, Topic
from locales import LANGUAGES
from webapp.kit.visit import Visit

HOURS = range(24)
A_NIGHT = (23, 8)


class UnknownSetting(Refusal):
    code = "webapp-bad-request"
    status = 422


class SameHour(Refusal):
    code = "account-page-quiet-same"
    status = 422


async def notifications(visit: Visit) -> web.Response:
    return await _notifications(visit)


async def _notifications(visit: Visit, toast: str = "") -> web.Response:
    return visit.page(
        "accounts/notifications.html",
        toast=toast,
        matrix=await preferences.get_matrix(visit.viewer.id),
        quiet=await preferences.get_quiet_hours(visit.viewer.id),
        channels=tuple(Channel),
        hours=HOURS,
    )


async def switch(visit: Visit) -> web.Response:
    _only(visit, {"topic", "channel", "on"})
    try:
        topic, channel = Topic(visit.said("topic")), Channel(visit.said("channel"))
    except ValueError as error:
        raise UnknownSetting from error
    await preferences.set_preference(visit.viewer.id, topic, channel, visit.said("on") == "true")
    return web.Response(status=204)


async def quiet_hours(visit: Visit) -> web.Response:
    """A switch; the hours are asked for once it is on, and begin with those that most nights have."""
    _only(visit, {"on", "from", "to"})
    said = [visit.said(name) or str(usual) for name, usual in zip(("from", "to"), A_NIGHT, strict=True)]
    if not set(said) <= {str(hour) for hour in HOURS}:
        raise UnknownSetting
    starts, ends = map(int, said)
    if visit.said("on") != "true":
        await preferences.clear_quiet_hours(visit.viewer.id)
    elif starts == ends:
        raise SameHour
    else:
        await preferences.set_quiet_hours(visit.viewer.id, starts, ends)
    return await _notifications(visit, toast=visit.t("webapp-saved"))


async def privacy_page(visit: Visit) -> web.Response:
    user_id = visit.viewer.id
    return visit.page(
        "accounts/privacy.html",
        visibility=await privacy.get_visibility(user_id),
        seen=await privacy.public_profile(user_id, privacy.STRANGER),
    )


async def set_privacy(visit: Visit) -> web.Response:
    _only(visit, {"part", "on"})
    public = visit.said("on") == "true"
    match visit.said("part"):
        case "profile":
            await privacy.set_visibility(visit.viewer.id, "profile", public=public)
        case "results":
            await privacy.set_visibility(visit.viewer.id, "results", public=public)
        case _:
            raise UnknownSetting
    return await privacy_page(visit)


def _only(visit: Visit, known: set[str]) -> None:
    """What the page does not send is refused, not ignored."""
    if not visit.form or not set(visit.form) <= known:
        raise UnknownSetting


async def set_language(visit: Visit) -> web.Response:
    _only(visit, {"language"})
    if visit.said("language") not in LANGUAGES:
        raise UnknownSetting
    await people.set_language(visit.viewer.id, visit.said("language"), now=visit.now)
    return visit.go("/me")
