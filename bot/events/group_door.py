"""The door of an event's group: opened and closed by its organizer, answered while Telegram waits, seen to by rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urljoin

from aiogram.types import ChatJoinRequest, ChatMemberAdministrator, ChatMemberOwner

from bot.events.screens import when
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, CopyText, Link, OpenApp, Press, Row, Screen, StartBot, Text, lines
from bot.kit.turn import BotApp, Reply, Turn
from bot.spaces import membership
from bot.spaces.rights import rights_in_named_group
from domain.accounts.people import get_person
from domain.events.group import event_of
from domain.events.group_door import asking
from domain.events.group_door.asking import Way
from domain.events.group_door.doors import GroupDoor, close_door, door_card, get_group_door, open_door
from domain.events.group_door.errors import NoRightToInvite
from domain.events.lifecycle import load
from domain.events.queries import get_shared_card
from domain.notifications import outbox
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.spaces.doors import doors, requests
from domain.spaces.doors.doors import Door
from domain.spaces.doors.requests import Request
from domain.spaces.queries import get_space
from domain.spaces.rights import GroupRights
from locales import Translator, translator

WRITES_FOR_S = 300
"""So long Telegram lets us write to somebody who asks to be let in."""
_ANSWER = "answerChatJoinRequestQuery"


async def answer_join(app: BotApp, raw: Mapping[str, Any]) -> Call | None:
    """Within ten seconds: the page, or a decision. None: nobody waits for an answer, a lane sees to it."""
    request = ChatJoinRequest.model_validate(raw)
    if request.query_id is None:
        return None
    link = request.invite_link.invite_link if request.invite_link else ""
    found = await asking.find_way(link, request.from_user.id) if link else None
    query = {"chat_join_request_query_id": request.query_id}
    if found is None or (found.way is Way.ASKED and not app.calls.app_url):
        return Call(_ANSWER, query | {"result": "queue"})
    if found.way is Way.ASKED:
        url = urljoin(app.calls.app_url + "/", entrance_path(found.event_id).lstrip("/"))
        return Call("sendChatJoinRequestWebApp", query | {"web_app_url": url})
    return Call(_ANSWER, query | {"result": "approve" if found.way is Way.IN else "decline"})


def entrance_path(event_id: int) -> str:
    return f"/events/{event_id}/entrance"


async def asked(turn: Turn) -> Reply:
    """The lane keeps the request; what is said of it goes out as rows."""
    link, user_chat_id, query_id = turn.args
    await asking.came(turn.person, link, int(user_chat_id), query_id or None, now=turn.now)
    return None


async def open_panel(turn: Turn) -> Reply:
    return door_screen(await get_group_door(turn.person, turn.number()), turn.t)


async def opened(turn: Turn) -> Reply:
    """[Открыть вход]: what Telegram lets us do there was asked before."""
    rights = turn.facts
    if not isinstance(rights, GroupRights) or not rights.invites:
        raise NoRightToInvite
    await open_door(turn.person, turn.number(), now=turn.now)
    return await open_panel(turn)


async def closed(turn: Turn) -> Reply:
    await close_door(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("group-door-closed")), door_screen(await get_group_door(turn.person, turn.number()), turn.t)]


def door_screen(door: GroupDoor, t: Translator) -> Screen:
    """For who manages the event."""
    about = t(f"group-door-state-{door.state}", group=door.group_title)
    counted = door.state in ("open", "stuck") and (door.waiting or door.inside)
    text = lines(
        Bold(t("group-door-title")),
        door.title,
        "",
        about,
        *(["", door.link] if door.link and door.state == "open" else []),
        *(["", t("group-door-counts", waiting=door.waiting, inside=door.inside)] if counted else []),
        *(["", t("group-door-leaving")] if door.state == "open" else []),
    )
    return Screen(text, keyboard=_door_rows(door, t))


def _door_rows(door: GroupDoor, t: Translator) -> list[Row]:
    back: Row = [Press(t("space-button-panel"), "pn.open", (door.event_id,))]
    rows: list[Row] = []
    if door.state == "closed" and door.may_open:
        rows.append([Press(t("group-door-open"), "gd.on", (door.event_id, door.chat_id), style="primary")])
    if door.link and door.state == "open":
        share = f"https://t.me/share/url?url={quote(door.link, safe='')}&text={quote(door.title)}"
        rows.append([CopyText(t("group-door-copy"), door.link), Link(t("group-door-share"), share)])
        rows.append([OpenApp(t("group-door-qr"), f"/org/events/{door.event_id}/group-door", f"g_{door.event_id}")])
    if door.state == "making":
        rows.append([Press(t("group-door-look"), "gd.open", (door.event_id,))])
    if door.state in ("making", "open", "stuck"):
        rows.append([Press(t("group-door-close"), "gd.off", (door.event_id,), style="danger")])
    return [*rows, back]


async def own_status_changed(turn: Turn) -> Reply:
    """We were taken in, put out, given rights or lost them: a door that cannot let anybody in is told of."""
    reply = await membership.own_status_changed(turn)
    change = turn.incoming.member
    assert change is not None
    if may_invite(change.new_chat_member):
        await _mended(turn.chat_id, turn.now)
    else:
        await _stuck(turn.chat_id, turn.now)
    return reply


def may_invite(member: object) -> bool:
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_invite_users)
    return isinstance(member, ChatMemberOwner)


async def _stuck(chat_id: int, now: datetime) -> None:
    door = await doors.stuck(chat_id)
    if door is not None:
        await _tell_opener(door, "group-door-stuck", now)


async def _mended(chat_id: int, now: datetime) -> None:
    door = await doors.mended(chat_id, now=now)
    if door is not None:
        await requests.let_in_again(chat_id, now=now)
        if door.link is not None:
            await _tell_opener(door, "group-door-mended", now)


async def _tell_opener(door: Door, kind: str, now: datetime) -> None:
    params = {"event_id": event_of(door.subject), "chat_id": door.chat_id}
    await outbox.notify(door.opened_by, kind, params=params, now=now)


async def make_link(said: Said) -> list[Call] | None:
    """Where Telegram refuses, a question that it never refuses is asked instead: its answer has no link."""
    assert said.chat_id is not None
    door = await doors.door_of(said.chat_id)
    if door is None or door.link is not None:
        return None
    card = await get_shared_card(event_of(door.subject))
    params = {"chat_id": said.chat_id, "name": card.title[:32], "creates_join_request": True}
    return [Call("createChatInviteLink", params, fallback=Call("getMe", {}))]


async def link_made(item: OutboxItem, result: CallResult) -> None:
    assert item.chat_id is not None
    link = result.get("invite_link") if isinstance(result, dict) else None
    now = item.not_before
    if not link:
        await _stuck(item.chat_id, now)
    elif await doors.link_made(item.chat_id, str(link)):
        door = await doors.door_of(item.chat_id)
        assert door is not None
        await _tell_opener(door, "group-door-ready", now)


async def take_link_back(said: Said) -> list[Call]:
    return [Call("revokeChatInviteLink", {"chat_id": said.chat_id, "invite_link": said.params["link"]})]


async def let_in(said: Said) -> list[Call] | None:
    """Looked at once more: who has left meanwhile, or wants their money back, stays outside."""
    request = await requests.get_request(said.params["request_id"])
    if request is None or request.state != "opening":
        return None
    if not await asking.still_takes_part(event_of(request.subject), request.user_id):
        return None
    return [_decision(request, said.chat_id, "approve", "approveChatJoinRequest")]


async def turn_away(said: Said) -> list[Call] | None:
    """With a word why first: once it is decided they cannot be written to any more."""
    request = await requests.get_request(said.params["request_id"])
    if request is None or request.state != "declined":
        return None
    return [*await _word(said, request), _decision(request, said.chat_id, "decline", "declineChatJoinRequest")]


def _decision(request: Request, chat_id: int | None, result: str, method: str) -> Call:
    """By the query where there is one that still waits, else by name; no right to: see `make_link`."""
    by_name = Call(method, {"chat_id": chat_id, "user_id": request.telegram_id}, fallback=Call("getMe", {}))
    if request.query_id is None:
        return by_name
    query = {"chat_join_request_query_id": request.query_id, "result": result}
    return Call(_ANSWER, query, fallback=by_name)


async def _word(said: Said, request: Request) -> list[Call]:
    if (said.now - request.asked_at).total_seconds() > WRITES_FOR_S:
        return []
    event = await load(event_of(request.subject), lock=False)
    t = translator(await _language_of(request.user_id))
    why = "cancelled" if event.status == "cancelled" else "over" if event.status == "finished" else "no"
    words = {"chat_id": request.user_chat_id, "text": t(f"group-door-away-{why}", title=event.title)}
    return [Call("sendMessage", words, fallback=Call("getMe", {}))]


async def _language_of(user_id: int) -> str:
    return (await get_person(user_id)).language


async def was_let_in(item: OutboxItem, result: CallResult) -> None:
    """True: inside. False: the request was taken back. Anything else: we have no right to let anybody in."""
    assert item.chat_id is not None
    if isinstance(result, dict):
        await _stuck(item.chat_id, item.not_before)
        return
    await requests.settled(item.params["request_id"], "inside" if result else "gone", now=item.not_before)


async def way_in(said: Said) -> list[Call] | None:
    """To somebody who asks to be let in: what it takes. They need not know us."""
    request = await requests.get_request(said.params["request_id"])
    late = request is None or (said.now - request.asked_at).total_seconds() > WRITES_FOR_S
    if request is None or late or request.state != "waiting":
        return None
    card, space = await get_shared_card(event_of(request.subject)), await get_space(request.chat_id)
    t = translator(await _language_of(request.user_id))
    screen = way_in_screen(card.id, card.title, space.title if space else "", t)
    screen = replace(screen, text=lines(screen.text, "", Text("🗓 ", when(card.starts_at, card.zone, t, said.now))))
    return said.app.calls.send(screen, Target(request.user_chat_id, request.telegram_id))


def way_in_screen(event_id: int, title: str, group: str, t: Translator) -> Screen:
    app: Row = [OpenApp(t("group-door-way-app"), entrance_path(event_id), f"e_{event_id}")]
    chat: Row = [StartBot(t("group-door-way-chat"), f"r_{event_id}")]
    return Screen(lines(t("group-door-way", group=group, title=title)), keyboard=[app, chat])


async def ready(said: Said) -> Screen | None:
    door = await door_card(await load(said.params["event_id"], lock=False))
    return door_screen(door, said.t) if door.state == "open" else None


async def stuck(said: Said) -> Screen:
    space = await get_space(said.params["chat_id"])
    panel: Row = [Press(said.t("group-door-title"), "gd.open", (said.params["event_id"],))]
    return Screen(said.t("group-door-told-stuck", group=space.title if space else ""), keyboard=[panel])


async def mended(said: Said) -> Screen:
    space = await get_space(said.params["chat_id"])
    panel: Row = [Press(said.t("group-door-title"), "gd.open", (said.params["event_id"],))]
    return Screen(said.t("group-door-told-mended", group=space.title if space else ""), keyboard=[panel])


PRESSES = {
    "gd.open": Route(open_panel, Where.ANYWHERE),
    "gd.on": Route(opened, Where.ANYWHERE, gather=rights_in_named_group),
    "gd.off": Route(closed, Where.ANYWHERE),
}
SERVICES = {
    "joining": Route(asked, Where.GROUP, for_blocked=True),
    "my_chat_member": Route(own_status_changed, Where.GROUP, alone=False, for_blocked=True),
}
SCREENS = {"group-door-ready": ready, "group-door-stuck": stuck, "group-door-mended": mended}
CALLS = {
    doors.MAKE: make_link,
    doors.TAKE_BACK: take_link_back,
    requests.LET_IN: let_in,
    requests.TURN_AWAY: turn_away,
    asking.WAY_IN: way_in,
}
AFTER_SENT = {doors.MAKE: link_made, requests.LET_IN: was_let_in}
