"""Chats and who is in them."""

from __future__ import annotations

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram import join_requests, joining, migration
from sandbox.telegram.anonymity import set_anonymous
from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import join as join_chat
from sandbox.telegram.membership import leave as leave_chat
from sandbox.telegram.membership import set_private_status
from sandbox.telegram.messages import tell_bot
from sandbox.telegram.methods.links import new_link
from sandbox.telegram.methods.topics import COLORS, make_topic
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.world import World


async def make_chat(ask: Ask) -> Fields:
    """kind: group, supergroup, forum, channel, or private (two people)."""
    world, owner, kind = ask.world, ask.person(), ask.text("kind", "supergroup")
    members = [world.person(key) for key in _keys(ask, "members")]
    if kind == "private":
        chat = joining.talk_of_two(world, owner, members[0])
    else:
        key = ask.fields.get("key") or ask.text("title")
        chat = joining.found_chat(world, owner, ask.text("title"), kind, members, key)
        if ask.flag("add_bot"):
            joining.add_bot(world, chat, owner, admin=ask.flag("bot_admin"))
    return {"chat": chat.key or str(chat.id), "id": chat.id}


def _keys(ask: Ask, name: str) -> list[str]:
    value = ask.fields.get(name) or []
    return [str(one) for one in value] if isinstance(value, list) else str(value).split(",")


async def join(ask: Ask) -> Fields:
    """By invite `link`, or straight into `chat`."""
    if ask.fields.get("link"):
        how = {"pay": ask.flag("pay"), "plain": ask.flag("plain")}
        return joining.join_by_link(ask.world, ask.person(), ask.text("link"), **how)
    person, chat = ask.person(), ask.chat()
    who = _who(ask) if _names_other(ask) else person.id
    if who == ask.world.bot.id:
        joining.add_bot(ask.world, chat, person, admin=ask.flag("admin"))
    else:
        join_chat(ask.world, chat, who, person.id)
    return {"ok": True, "chat": chat.id, "status": "member"}


async def add_bot(ask: Ask) -> Fields:
    joining.add_bot(ask.world, ask.chat(), ask.person(), admin=ask.flag("admin"))
    return {"ok": True}


async def start_in_group(ask: Ask) -> Fields:
    payload = ask.text("payload", "")
    joining.start_in_group(ask.world, ask.chat(), ask.person(), payload, admin=ask.flag("admin"))
    return {"ok": True}


async def leave(ask: Ask) -> Fields:
    """`as` leaves; with `who` an administrator removes that person or the bot."""
    if _names_other(ask):
        return await expel(ask)
    person, chat = ask.person(), ask.chat()
    leave_chat(ask.world, chat, person.id, person.id)
    return {"ok": True}


def _names_other(ask: Ask) -> bool:
    return "who" in ask.fields or "user" in ask.fields


def _who(ask: Ask) -> int:
    """`who`, or `user` as the Bot API says; the bot when neither is given."""
    named = ask.text("who", ask.text("user", "bot"))
    return ask.world.bot.id if named in ("bot", str(ask.world.bot.id)) else ask.world.person(named).id


async def promote(ask: Ask) -> Fields:
    """`as` (the owner) makes `user` (a key, or bot) an administrator, or a plain member with admin: false."""
    rights = ask.fields.get("rights")
    given = {str(name): bool(value) for name, value in rights.items()} if isinstance(rights, dict) else None
    joining.promote(ask.world, ask.chat(), _who(ask), ask.person(), admin=ask.flag("admin", True), rights=given)
    return {"ok": True}


async def expel(ask: Ask) -> Fields:
    joining.expel(ask.world, ask.chat(), _who(ask), ask.person())
    return {"ok": True}


async def block(ask: Ask) -> Fields:
    chat = ask.world.private_chat(ask.person())
    blocked = ask.flag("blocked", True)
    if blocked != chat.blocked:
        set_private_status(ask.world, chat, blocked=blocked)
    return {"ok": True}


async def invite_link(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    link = new_link(chat, person.id, creates_join_request=ask.flag("join_request"))
    ask.world.touch()
    return {"link": link.url}


async def asking(ask: Ask) -> list[Fields]:
    return join_requests.waiting(ask.world, ask.chat(), ask.person())


async def withdraw(ask: Ask) -> Fields:
    """The person does not want to be let in any more; the bot is not told."""
    join_requests.withdraw(ask.world, ask.chat(), ask.person())
    return {"ok": True}


async def answer_asking(ask: Ask) -> Fields:
    """`who` (a key, or several with commas), or `all`; `approve: false` turns them away."""
    people = None if ask.flag("all") else [ask.world.person(key) for key in _keys(ask, "who")]
    if people == []:
        raise SimError("who is missing", "who: a persona key, or all: true")
    approve = ask.flag("approve", True)
    return {"answered": join_requests.answer(ask.world, ask.chat(), ask.person(), people, approve=approve)}


async def topic(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    if not chat.is_forum:
        raise SimError("the chat has no topics")
    made = make_topic(ask.world, chat, ask.text("name"), COLORS[len(chat.topics) % len(COLORS)], person.id)
    tell_bot(ask.world, ask.world.posts_by_id[chat.id, made.id])
    return {"thread": made.id}


async def upgrade(ask: Ask) -> Fields:
    return {"id": migration.upgrade(ask.world, ask.chat(), ask.person()).id}


async def anonymous(ask: Ask) -> Fields:
    set_anonymous(ask.world, ask.chat(), ask.person(), anonymous=ask.flag("on", True))
    return {"ok": True}


async def people(ask: Ask) -> list[Fields]:
    """Whom this person may write to or mention."""
    return [shown_person(person) for person in ask.world.people]


def shown_group(world: World, chat: Chat) -> Fields:
    members = [
        shown_person(world.records.people[person_id])
        | {"status": member.status, "is_bot": person_id == world.bot.id}
        | ({"tag": member.tag} if member.tag else {})
        for person_id, member in chat.members.items()
        if member.present
    ]
    fields = chat.model_dump(include={"id", "key", "type", "title", "is_forum"})
    return fields | {"members": members, "topics": [topic.model_dump() for topic in chat.topics.values()]}


def shown_person(person: Person) -> Fields:
    return person.model_dump(include={"key", "id", "username", "language_code", "avatar_color"}, exclude_none=True) | {
        "name": person.name
    }


CALLS: SimTable = {
    ("POST", "chat"): make_chat,
    ("POST", "join"): join,
    ("POST", "join_request"): join,
    ("POST", "add_bot"): add_bot,
    ("POST", "startgroup"): start_in_group,
    ("POST", "leave"): leave,
    ("POST", "promote"): promote,
    ("POST", "expel"): expel,
    ("POST", "block"): block,
    ("POST", "invite_link"): invite_link,
    ("GET", "join_requests"): asking,
    ("POST", "join_answer"): answer_asking,
    ("POST", "join_withdraw"): withdraw,
    ("POST", "topic"): topic,
    ("POST", "upgrade"): upgrade,
    ("POST", "migrate"): upgrade,
    ("POST", "anonymous"): anonymous,
    ("GET", "people"): people,
}
