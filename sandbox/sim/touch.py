"""Pressing buttons, inline mode, mini-apps."""

from __future__ import annotations

import time
from typing import Any

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram import sharing
from sandbox.telegram.errors import SimError
from sandbox.telegram.inline_results import send_result
from sandbox.telegram.launch import VERSION, compact, init_data, launch_url, signed_query
from sandbox.telegram.membership import set_private_status
from sandbox.telegram.pressing import await_answer, find_button, share_contact
from sandbox.telegram.pressing import press as press_button
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.speaking import post_as
from sandbox.telegram.webview import PHONES
from sandbox.telegram.webview import VERSION as PHONE_VERSION
from sandbox.telegram.world import OpenQuery, World

PRESS_TIMEOUT_S = 15.0
OLD_VERSION = "6.0"
SHOWN_LIST_S = 60.0


async def press(ask: Ask) -> Fields:
    """`button` by text or callback data; waits for the bot's answer."""
    person, chat = ask.person(), ask.chat()
    wanted = ask.text("button")
    found = find_button(
        ask.world, person, chat, wanted, ask.optional_number("message_id"), ask.optional_number("thread")
    )
    shared = sharing.asked_for(found.button) if found.post is None else None
    if shared is not None:
        return {"answer": None, "waited_ms": 0, **_share(ask, person, chat, shared, found.button[shared])}
    return await press_button(ask.world, person, chat, found, ask.real("timeout", PRESS_TIMEOUT_S))


def _share(ask: Ask, person: Person, chat: Chat, kind: str, wish: Any) -> Fields:
    """`users`: keys; `shared_chat`: a chat; for a poll nothing is sent yet: `/sim/poll` makes one of that type."""
    if kind == "request_poll":
        return {"request_poll": wish if isinstance(wish, dict) else {}}
    if kind == "request_users":
        people = [ask.world.person(str(key)) for key in ask.listed("users")]
        return {"message_id": sharing.share_users(ask.world, person, chat, wish, people).message_id}
    shared = ask.world.chat(ask.text("shared_chat"), person)
    return {"message_id": sharing.share_chat(ask.world, person, chat, wish, shared).message_id}


async def shareable(ask: Ask) -> list[Fields]:
    """The chats that this person may share by that button of the reply keyboard."""
    person, chat = ask.person(), ask.chat()
    if ask.fields.get("prepared"):
        button = _prepared_button(ask, person)
    else:
        button = find_button(ask.world, person, chat, ask.text("button"), None, None).button
    if "request_chat" not in button:
        raise SimError("this button does not ask for a chat")
    fit = sharing.shareable(ask.world, person, button["request_chat"])
    return [{"id": one.id, "key": one.key, "title": one.title} for one in fit]


def _prepared_button(ask: Ask, person: Person) -> Fields:
    kept = ask.world.records.prepared.get(ask.text("prepared"))
    if kept is None or "button" not in kept or kept["user_id"] != person.id:
        raise SimError("BUTTON_ID_INVALID", "savePreparedKeyboardButton makes one", status=404)
    button: Fields = kept["button"]
    return button


async def prepared_button(ask: Ask) -> Fields:
    """What the button asks for; with `users` or `shared_chat`, it is pressed."""
    person = ask.person()
    button = _prepared_button(ask, person)
    kind = sharing.asked_for(button)
    if kind is None or not {"users", "shared_chat"} & set(ask.fields):
        return {"button": button}
    return _share(ask, person, ask.world.private_chat(person), kind, button[kind])


async def inline(ask: Ask) -> Fields:
    """Asks the bot; `pick` (from 0) sends that result to `chat` as the person."""
    world, person, chat, text = ask.world, ask.person(), ask.chat(), ask.text("query", "")
    query = _answered(world, person, text, ask.text("offset", "")) if "pick" in ask.fields else None
    query = query or _ask_inline(world, person, chat, text, ask.text("offset", ""))
    if not await await_answer(query, world.config.inline_wait_s):
        world.toast("inline-silence", "warning")
        raise SimError("the bot did not answer the inline query", status=504)
    answer: Fields = query.answer or {}
    shown: Fields = {
        "query": text,
        "results": [_shown_result(result) for result in answer["results"]],
        "button": answer["button"],
        "next_offset": answer["next_offset"],
    }
    world.hub.tell(person.id, {"type": "inline_results", **shown})
    pick = ask.optional_number("pick")
    return shown if pick is None else shown | _send_picked(ask, person, chat, answer["results"], pick, text)


def _answered(world: World, person: Person, text: str, offset: str) -> OpenQuery | None:
    """The list the person has just been shown: picking from it does not ask the bot again."""
    meta, fresh = {"query": text, "offset": offset}, time.monotonic() - SHOWN_LIST_S
    for query in reversed(world.queries.values()):
        if query.kind == "inline" and query.person_id == person.id and query.meta == meta and query.born > fresh:
            return query if query.answer else None
    return None


def _ask_inline(world: World, person: Person, chat: Chat, text: str, offset: str) -> OpenQuery:
    query = OpenQuery(world.next_id("iq"), "inline", person.id, chat.id, meta={"query": text, "offset": offset})
    world.queries[query.id] = query
    kind = "sender" if chat.type == "private" and chat.with_bot else chat.type
    payload = {"id": query.id, "from": world.user(person.id), "query": text, "offset": offset, "chat_type": kind}
    world.updates.push("inline_query", payload, f"chat:{person.id}")
    return query


def _send_picked(ask: Ask, person: Person, chat: Chat, results: list[Fields], pick: int, text: str) -> Fields:
    if not 0 <= pick < len(results):
        raise SimError(f"there is no result {pick}", f"there are {len(results)}")
    post = send_result(ask.world, person, chat, results[pick], query=text, thread=ask.optional_number("thread"))
    return {"chat": chat.id, "message_id": post.message_id, "inline_message_id": post.inline_id}


def _shown_result(result: Fields) -> Fields:
    names = ("id", "type", "title", "description", "thumbnail_url", "url")
    return {name: result[name] for name in names if name in result}


async def webapp(ask: Ask) -> Fields:
    """`button`: menu, inline, link (query_id in initData) or keyboard (none, but sendData)."""
    world, person, start_param = ask.world, ask.person(), ask.fields.get("start_param") or None
    chat = ask.chat() if ask.fields.get("chat") else None
    data = init_data(
        world,
        person,
        start_param=start_param,
        chat=chat,
        query=ask.text("button", "menu") != "keyboard",
        join_query=ask.fields.get("join_query") or None,
    )
    address = ask.fields.get("url") or world.config.webapp_url + "/" + ask.text("path", "/").lstrip("/")
    phone = _phone(ask)
    ours = PHONE_VERSION if phone else VERSION
    version = ask.text("version", OLD_VERSION if "old-client" in world.switches.quirks else ours)
    platform = "android" if phone else "weba"
    url = launch_url(address, data, ask.text("theme", "light"), start_param, version, platform)
    return {"url": await world.webviews.address(url, phone) if phone else url, "init_data": data}


def _phone(ask: Ask) -> str | None:
    """`device`: which telephone the mini-app is opened on; left out, the one that is switched on for everybody."""
    switched = next((name for name in PHONES if name in ask.world.switches.quirks), "web")
    device = ask.text("device", switched)
    if device != "web" and device not in PHONES:
        raise SimError(f"unknown device {device!r}", ", ".join(["web", *PHONES]))
    return None if device == "web" else device


async def webapp_data(ask: Ask) -> Fields:
    data = ask.text("data")
    if not 1 <= len(data.encode()) <= 4096:
        raise SimError("data must be 1 to 4096 bytes")
    body = {"web_app_data": {"data": data, "button_text": ask.text("button_text")}}
    return {"message_id": post_as(ask.world, ask.person(), ask.chat(), body).message_id}


async def contact_request(ask: Ask) -> Fields:
    """The mini-app's request for the phone number: allowed, the bot gets the contact too."""
    world, person = ask.world, ask.person()
    if not ask.flag("allow", True):
        return {"status": "cancelled"}
    share_contact(world, person, world.private_chat(person))
    contact: Fields = {"user_id": person.id, "phone_number": person.phone, "first_name": person.first_name}
    fields = {"contact": compact(contact), "auth_date": str(int(time.time()))}
    return {"status": "sent", "result": signed_query(fields, world.config.token)}


async def write_access(ask: Ask) -> Fields:
    """From now on the bot may write first; it is told so."""
    world, person = ask.world, ask.person()
    if not ask.flag("allow", True):
        return {"status": "cancelled"}
    chat = world.private_chat(person)
    if chat.blocked:
        set_private_status(world, chat, blocked=False)
    if not person.write_access:
        person.write_access = True
        post_as(world, person, chat, {"write_access_allowed": {"from_request": True}})
    return {"status": "allowed"}


async def custom_method(ask: Ask) -> Fields:
    """CloudStorage and the rest of web_app_invoke_custom_method."""
    person, given, method = ask.person(), ask.table("params") or {}, ask.text("method")
    if "no-storage" in ask.world.switches.quirks:
        return {"error": "STORAGE_UNAVAILABLE"}
    ask.world.touch()
    keys = [str(key) for key in given.get("keys", [])]
    match method:
        case "saveStorageValue" if "key" in given and "value" in given:
            person.storage[str(given["key"])] = str(given["value"])
            return {"result": True}
        case "saveStorageValue":
            return {"error": "KEY_INVALID"}
        case "getStorageValues":
            return {"result": {key: person.storage.get(key, "") for key in keys}}
        case "deleteStorageValues":
            for key in keys:
                person.storage.pop(key, None)
            return {"result": True}
        case "getStorageKeys":
            return {"result": list(person.storage)}
        case unknown:
            return {"error": f"UNKNOWN_METHOD {unknown}"}


async def prepared(ask: Ask) -> Fields:
    """shareMessage: a prepared message goes to the chat as the person."""
    kept = ask.world.records.prepared.get(ask.text("id"))
    person = ask.person()
    if kept is None or "result" not in kept or kept["user_id"] != person.id:
        raise SimError("MESSAGE_EXPIRED", status=404)
    post = send_result(ask.world, person, ask.chat(), kept["result"], thread=ask.optional_number("thread"))
    return {"chat": post.chat_id, "message_id": post.message_id, "inline_message_id": post.inline_id}


CALLS: SimTable = {
    ("POST", "press"): press,
    ("GET", "shareable"): shareable,
    ("POST", "prepared_button"): prepared_button,
    ("POST", "inline"): inline,
    ("GET", "webapp"): webapp,
    ("POST", "webapp_data"): webapp_data,
    ("POST", "contact_request"): contact_request,
    ("POST", "write_access"): write_access,
    ("POST", "custom_method"): custom_method,
    ("POST", "prepared"): prepared,
}
