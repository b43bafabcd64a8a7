"""Inline mode, answers to mini-apps and prepared messages."""

from __future__ import annotations

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.inline_results import result_post_fields, send_result
from sandbox.telegram.messages import add_post
from sandbox.telegram.methods.callbacks import open_query
from sandbox.telegram.records import Fields

MOST_RESULTS = 50


def answer_inline_query(call: Call) -> bool:
    query = open_query(call.world, call.fields["inline_query_id"], "inline")
    results = call.fields["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if any(not 1 <= len(result_id.encode()) <= 64 for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    for result in results:
        result_post_fields(call.world, result)
    query.answer = {"results": results, "button": call.get("button"), "next_offset": call.get("next_offset", "")}
    query.bell.ring()
    return True


def answer_guest_query(call: Call) -> Fields:
    """One message of the bot in a chat where it is not; it may be edited by its inline id."""
    query, world = open_query(call.world, call.fields["guest_query_id"], "guest"), call.world
    body, markup = result_post_fields(world, call.fields["result"])
    asked = world.posts_by_seq[query.post_seq or 0]
    chat = world.records.chats[asked.chat_id]
    place: Fields = {"thread": asked.thread, "reply_to": asked.message_id, "guest_caller": asked.sender}
    post = add_post(world, chat, world.bot.id, body, markup=markup, inline_id=world.next_id("inline"), **place)
    query.answer = {"inline_message_id": post.inline_id}
    query.bell.ring()
    return {"inline_message_id": post.inline_id}


def answer_web_app_query(call: Call) -> Fields:
    query = open_query(call.world, call.fields["web_app_query_id"], "webapp")
    chat = call.world.records.chats[query.chat_id or query.person_id]
    post = send_result(call.world, call.world.records.people[query.person_id], chat, call.fields["result"])
    query.answer = {"inline_message_id": post.inline_id}
    return {"inline_message_id": post.inline_id}


def save_prepared(call: Call) -> Fields:
    result_post_fields(call.world, call.fields["result"])
    number = call.world.next_id("prepared")
    kept = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
    if not any(call.get(name) for name in kept):
        raise bad_request("at least one chat type must be allowed")
    allowed = {name: bool(call.get(name)) for name in kept}
    person = call.person()
    call.world.records.prepared[number] = {"user_id": person.id, "result": call.fields["result"], **allowed}
    return {"id": number, "expiration_date": call.world.clock.unix() + 3600}


def save_button(call: Call) -> Fields:
    """A button that a mini-app shows to this person: to choose people or a chat for the bot."""
    person, button = call.person(), call.fields["button"]
    kinds = [kind for kind in ("request_users", "request_chat", "request_managed_bot") if kind in button]
    if len(kinds) != 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    number = call.world.next_id("button")
    call.world.records.prepared[number] = {"user_id": person.id, "button": button}
    return {"id": number}


HANDLERS: HandlerTable = {
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
    "answerWebAppQuery": answer_web_app_query,
    "savePreparedInlineMessage": save_prepared,
    "savePreparedKeyboardButton": save_button,
}
