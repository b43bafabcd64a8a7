"""Requests to join: made by a link that asks for them, answered by the bot or by a person who may let people in."""

from __future__ import annotations

import time

from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import api_link, find_link, join
from sandbox.telegram.messages import api_chat, lane, tell_chat_all
from sandbox.telegram.records import Chat, Fields, InviteLink, JoinRequest, Person
from sandbox.telegram.world import OpenQuery, World

FIRST_ANSWER_S = 10.0
"""The bot has so long to open its page or to decide; with the page open it decides when its person is done."""


def ask_to_join(world: World, person: Person, chat: Chat, link: InviteLink, *, plain: bool = False) -> Fields:
    """`plain`: as where the bot is not the one that was assigned to process requests: no query, only the request."""
    query = OpenQuery(world.next_id("join"), "join", person.id, chat.id, meta={"ttl": FIRST_ANSWER_S})
    if plain:
        query.answer = {"result": "queue"}
    world.queries[query.id] = query
    request = JoinRequest(
        user_id=person.id, date=world.clock.unix(), link=link.url, query_id=query.id, born=time.time()
    )
    chat.join_requests[person.id] = request
    bot = chat.members.get(world.bot.id)
    if bot is not None and bot.may("can_invite_users"):
        told = _told(world, person, chat, link, request) | ({} if plain else {"query_id": query.id})
        world.updates.push("chat_join_request", told, lane(chat))
    tell_chat_all(world, chat)
    return {"chat": chat.id, "status": "requested", **({} if plain else {"query_id": query.id})}


def _told(world: World, person: Person, chat: Chat, link: InviteLink, request: JoinRequest) -> Fields:
    return {
        "chat": api_chat(world, chat),
        "from": world.user(person.id),
        "user_chat_id": person.id,
        "date": request.date,
        "invite_link": api_link(world, link),
        **({"bio": person.bio} if person.bio else {}),
    }


def settle(world: World, chat: Chat, request: JoinRequest, by: int, *, approve: bool) -> None:
    """The request is over: its person is in the chat, or is told that they are not."""
    chat.join_requests.pop(request.user_id, None)
    query = world.queries.get(request.query_id)
    if query is not None and query.answer is None:
        query.answer = {"result": "approve" if approve else "decline"}
        query.bell.ring()
    if approve:
        _let_in(world, chat, request, by)
    else:
        world.toast_to(request.user_id, "join-declined", "info")
    tell_chat_all(world, chat)


def withdraw(world: World, chat: Chat, person: Person) -> None:
    request = chat.join_requests.pop(person.id, None)
    if request is None:
        raise SimError(f"{person.key} does not wait to be let in", status=404)
    query = world.queries.get(request.query_id)
    if query is not None and query.answer is None:
        query.answer = {"result": "withdrawn"}
        query.bell.ring()
    tell_chat_all(world, chat)


def _let_in(world: World, chat: Chat, request: JoinRequest, by: int) -> None:
    found = find_link(world, request.link) if request.link else None
    how: Fields = {"via_join_request": True}
    if found is not None:
        found[1].used += 1
        how["invite_link"] = api_link(world, found[1])
    join(world, chat, request.user_id, by, said_by=request.user_id, **how)


def answer(world: World, chat: Chat, by: Person, people: list[Person] | None, *, approve: bool) -> int:
    """By a person who may let others in; everybody who waits when nobody is named. How many were answered."""
    _check_may(chat, by)
    if people is None:
        wanted = list(chat.join_requests.values())
    else:
        wanted = [request for one in people if (request := chat.join_requests.get(one.id)) is not None]
    if people is not None and len(wanted) < len(people):
        raise SimError("this person does not wait to be let in any more", "GET /sim/join_requests", status=404)
    for request in wanted:
        settle(world, chat, request, by.id, approve=approve)
    return len(wanted)


def waiting(world: World, chat: Chat, viewer: Person) -> list[Fields]:
    """Who wants to be let in, as a person sees it who may do that; the newest first."""
    _check_may(chat, viewer)
    newest = sorted(chat.join_requests.values(), key=lambda request: request.date, reverse=True)
    return [_shown(world, request) for request in newest]


def _shown(world: World, request: JoinRequest) -> Fields:
    person = world.records.people[request.user_id]
    found = find_link(world, request.link) if request.link else None
    shown: Fields = {
        "key": person.key,
        "name": person.name,
        "username": person.username,
        "avatar_color": person.avatar_color,
        "bio": person.bio,
        "date": request.date,
        "link_name": found[1].name if found is not None else None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _check_may(chat: Chat, person: Person) -> None:
    member = chat.members.get(person.id)
    if member is None or not member.may("can_invite_users"):
        raise SimError(f"{person.key} may not let people in here", "POST /sim/promote", status=403)
