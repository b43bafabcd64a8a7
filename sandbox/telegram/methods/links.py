"""Invite links and requests to join."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.join_requests import settle
from sandbox.telegram.keyboards import check_webapp
from sandbox.telegram.membership import api_link, find_link
from sandbox.telegram.methods.callbacks import open_query
from sandbox.telegram.methods.rights import group_chat, need
from sandbox.telegram.records import Chat, Fields, InviteLink

MONTH_S = 2_592_000
PAGE_S = 86_400.0
"""How long an open page may take: no limit is documented."""
PRICES = range(1, 10_001)
NO_INVITE = "not enough rights to manage chat invite link"


def _chat(call: Call) -> Chat:
    chat = group_chat(call)
    need(call, chat, "can_invite_users", NO_INVITE)
    return chat


def new_link(chat: Chat, creator: int, **settings: Any) -> InviteLink:
    link = InviteLink(url=f"https://t.me/+{secrets.token_urlsafe(12)}", creator=creator, **settings)
    chat.links.append(link)
    return link


def create(call: Call) -> Fields:
    chat = _chat(call)
    if call.get("creates_join_request") and call.get("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    settings = {name: call.fields[name] for name in ("name", "member_limit", "expire_date") if name in call.fields}
    requests = bool(call.get("creates_join_request"))
    return api_link(call.world, new_link(chat, call.world.bot.id, creates_join_request=requests, **settings))


def create_paid(call: Call) -> Fields:
    """A link into a channel that costs Stars every thirty days."""
    chat = _chat(call)
    if chat.type != "channel":
        raise bad_request("CHANNEL_INVALID")
    if call.fields["subscription_period"] != MONTH_S or call.fields["subscription_price"] not in PRICES:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    settings = {
        name: call.fields[name] for name in ("name", "subscription_period", "subscription_price") if call.get(name)
    }
    return api_link(call.world, new_link(chat, call.world.bot.id, **settings))


def edit_paid(call: Call) -> Fields:
    link = _known(call, _chat(call))
    if link.subscription_price is None:
        raise bad_request("INVITE_HASH_INVALID")
    link.name = call.get("name")
    return api_link(call.world, link)


def export(call: Call) -> str:
    chat = _chat(call)
    for link in chat.links:
        link.is_revoked = link.is_revoked or link.is_primary
    return new_link(chat, call.world.bot.id, is_primary=True).url


def _known(call: Call, chat: Chat) -> InviteLink:
    found = find_link(call.world, call.fields["invite_link"])
    if found is None or found[0] is not chat:
        raise bad_request("INVITE_HASH_EXPIRED")
    return found[1]


def edit(call: Call) -> Fields:
    link = _known(call, _chat(call))
    for name in ("name", "member_limit", "expire_date", "creates_join_request"):
        if name in call.fields:
            setattr(link, name, call.fields[name])
    return api_link(call.world, link)


def revoke(call: Call) -> Fields:
    link = _known(call, _chat(call))
    link.is_revoked = True
    return api_link(call.world, link)


def _answered(call: Call, *, approve: bool) -> bool:
    chat, person = _chat(call), call.person()
    member = chat.members.get(person.id)
    if member is not None and member.present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    request = chat.join_requests.get(person.id)
    if request is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    settle(call.world, chat, request, call.world.bot.id, approve=approve)
    return True


def approve(call: Call) -> bool:
    return _answered(call, approve=True)


def decline(call: Call) -> bool:
    return _answered(call, approve=False)


def answer_query(call: Call) -> bool:
    query = open_query(call.world, call.fields["chat_join_request_query_id"], "join")
    result = call.fields["result"]
    if result not in ("approve", "decline", "queue"):
        raise bad_request("RESULT_INVALID")
    query.answer = {"result": result}
    query.bell.ring()
    chat = call.world.records.chats[query.chat_id or 0]
    request = chat.join_requests.get(query.person_id)
    if request is not None and result != "queue":
        settle(call.world, chat, request, call.world.bot.id, approve=result == "approve")
    return True


def send_webapp(call: Call) -> bool:
    query = open_query(call.world, call.fields["chat_join_request_query_id"], "join")
    url = call.fields["web_app_url"]
    check_webapp({"web_app": {"url": url}}, "join request")
    query.meta |= {"web_app_url": url, "ttl": PAGE_S}
    query.bell.ring()
    call.world.hub.tell(query.person_id, {"type": "open_webapp", "url": url, "join_query": query.id})
    return True


HANDLERS: HandlerTable = {
    "createChatInviteLink": create,
    "editChatInviteLink": edit,
    "createChatSubscriptionInviteLink": create_paid,
    "editChatSubscriptionInviteLink": edit_paid,
    "revokeChatInviteLink": revoke,
    "exportChatInviteLink": export,
    "approveChatJoinRequest": approve,
    "declineChatJoinRequest": decline,
    "answerChatJoinRequestQuery": answer_query,
    "sendChatJoinRequestWebApp": send_webapp,
}
