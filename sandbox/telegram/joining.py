"""How people (and the bot) get into chats and out of them."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.join_requests import ask_to_join
from sandbox.telegram.membership import all_rights, api_link, find_link, join, leave, make_chat, set_member
from sandbox.telegram.messages import add_post, tell_bot, tell_chat_all
from sandbox.telegram.paid_members import enter, paid_member
from sandbox.telegram.records import Chat, Fields, InviteLink, Member, Person
from sandbox.telegram.world import World

KINDS = ("group", "supergroup", "forum", "channel")
CREATED = {"group": "group_chat_created", "supergroup": "supergroup_chat_created", "channel": "channel_chat_created"}


def found_chat(world: World, owner: Person, title: str, kind: str, members: list[Person], key: str | None) -> Chat:
    if kind not in KINDS:
        raise SimError(f"a chat cannot be of kind {kind!r}", ", ".join(KINDS))
    chat = make_chat(world, kind, title, owner.id, key)
    if chat.type != "channel":
        add_post(world, chat, owner.id, {CREATED[chat.type]: True})
    for person in members:
        if person.id != owner.id:
            chat.members[person.id] = Member()
    tell_chat_all(world, chat)
    return chat


def talk_of_two(world: World, one: Person, other: Person) -> Chat:
    """A private chat of two people: the bot is not there, its inline messages may be."""
    for chat in world.records.chats.values():
        if chat.type == "private" and not chat.with_bot and {one.id, other.id} == set(chat.members):
            return chat
    world.records.last_chat_number += 1
    chat = Chat(id=9_000_000_000_000 + world.records.last_chat_number, type="private")
    chat.members = {one.id: Member(), other.id: Member()}
    world.records.chats[chat.id] = chat
    tell_chat_all(world, chat)
    return chat


def add_bot(world: World, chat: Chat, by: Person, *, admin: bool) -> None:
    member = chat.members.get(world.bot.id)
    if member is None or not member.present:
        join(world, chat, world.bot.id, by.id)
    if admin:
        set_member(world, chat, world.bot.id, Member(status="administrator", rights=all_rights()), by.id)


def start_in_group(world: World, chat: Chat, by: Person, payload: str, *, admin: bool) -> None:
    """A `?startgroup=` link: the bot is added, then `/start@bot payload` is posted for it."""
    add_bot(world, chat, by, admin=admin)
    text = f"/start@{world.bot.username} {payload}".strip()
    length = len(text.split(" ")[0])
    body: Fields = {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}
    tell_bot(world, add_post(world, chat, by.id, body))


def promote(
    world: World, chat: Chat, who: int, by: Person, *, admin: bool, rights: dict[str, bool] | None = None
) -> None:
    giver, member = chat.members.get(by.id), chat.members.get(who)
    if giver is None or not giver.may("can_promote_members"):
        raise SimError(f"{by.key} may not appoint administrators here", "the owner may")
    if member is None or not member.present:
        raise SimError("this person is not in the chat")
    granted = all_rights() if rights is None else rights
    new = Member(status="administrator", rights=granted) if admin else Member()
    set_member(world, chat, who, new, by.id)


def expel(world: World, chat: Chat, who: int, by: Person) -> None:
    giver = chat.members.get(by.id)
    if giver is None or not giver.may("can_restrict_members"):
        raise SimError(f"{by.key} may not remove people here")
    leave(world, chat, who, by.id, status="kicked")


def join_by_link(world: World, person: Person, url: str, *, pay: bool = False, plain: bool = False) -> Fields:
    """`pay`: the person has agreed to the price that a first try without it told. `plain`: see `ask_to_join`."""
    found = find_link(world, url)
    if found is None or found[1].is_revoked or _spent(world, found[1]):
        raise SimError("the invite link is not valid any more", status=404)
    chat, link = found
    member = chat.members.get(person.id)
    if member is not None and member.status == "kicked":
        raise SimError(f"{person.key} is banned in this chat", status=403)
    if member is not None and member.present:
        return {"chat": chat.id, "status": "member"}
    if link.creates_join_request:
        return ask_to_join(world, person, chat, link, plain=plain)
    if link.subscription_price:
        if not pay and paid_member(world, person, chat) is None:
            return {"chat": chat.id, "status": "price", "title": chat.title, "stars": link.subscription_price}
        enter(world, person, chat, link)
        return {"chat": chat.id, "status": "member"}
    link.used += 1
    join(world, chat, person.id, person.id, invite_link=api_link(world, link))
    return {"chat": chat.id, "status": "member"}


def _spent(world: World, link: InviteLink) -> bool:
    expired = link.expire_date is not None and link.expire_date < world.clock.unix()
    return expired or (link.member_limit is not None and link.used >= link.member_limit)
