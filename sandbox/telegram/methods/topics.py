from __future__ import annotations

from sandbox.telegram.call import Call, Handler, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import add_post, remove, tell_chat_all
from sandbox.telegram.methods.rights import need, supergroup
from sandbox.telegram.records import Chat, Fields, Topic
from sandbox.telegram.world import World

COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
GENERAL = 1


def _forum(call: Call, doing: str) -> Chat:
    chat = supergroup(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    need(call, chat, "can_manage_topics", f"not enough rights to {doing}")
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    topic = chat.topics.get(call.fields["message_thread_id"])
    if topic is None or topic.id == GENERAL:
        raise bad_request("message thread not found")
    return topic


def create(call: Call) -> Fields:
    chat = _forum(call, "create a topic")
    name, color = call.fields["name"], call.get("icon_color", COLORS[len(chat.topics) % len(COLORS)])
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    if color not in COLORS:
        raise bad_request("invalid icon color specified")
    topic = make_topic(call.world, chat, name, color, call.world.bot.id)
    return {"message_thread_id": topic.id, "name": name, "icon_color": color}


def make_topic(world: World, chat: Chat, name: str, color: int, by: int) -> Topic:
    """The creation message's id is the thread's id."""
    body: Fields = {"forum_topic_created": {"name": name, "icon_color": color}}
    post = add_post(world, chat, by, body, starts_topic=True)
    topic = Topic(id=post.message_id, name=name, icon_color=color)
    chat.topics[topic.id] = topic
    tell_chat_all(world, chat)
    return topic


def edit(call: Call) -> bool:
    chat = _forum(call, "edit the topic")
    topic = _topic(call, chat)
    name = call.get("name", topic.name)
    if name == topic.name and "icon_custom_emoji_id" not in call.fields:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    add_post(call.world, chat, call.world.bot.id, {"forum_topic_edited": {"name": name}}, thread=topic.id)
    tell_chat_all(call.world, chat)
    return True


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat = _forum(call, "close the topic" if closed else "reopen the topic")
    topic = _topic(call, chat)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    body: Fields = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    add_post(call.world, chat, call.world.bot.id, body, thread=topic.id)
    tell_chat_all(call.world, chat)
    return True


def close(call: Call) -> bool:
    return _set_closed(call, closed=True)


def reopen(call: Call) -> bool:
    return _set_closed(call, closed=False)


def delete(call: Call) -> bool:
    chat = supergroup(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    need(call, chat, "can_delete_messages", "not enough rights to delete the topic")
    topic = _topic(call, chat)
    del chat.topics[topic.id]
    posts = call.world.posts_of.get(chat.id, [])
    remove(call.world, chat, [post for post in posts if post.thread == topic.id and not post.deleted])
    tell_chat_all(call.world, chat)
    return True


def _general(call: Call) -> tuple[Chat, Topic]:
    chat = _forum(call, "manage the General topic")
    return chat, chat.topics[GENERAL]


def edit_general(call: Call) -> bool:
    chat, topic = _general(call)
    name = call.fields["name"]
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    return _say_general(call, chat, {"forum_topic_edited": {"name": name}})


def _say_general(call: Call, chat: Chat, body: Fields) -> bool:
    add_post(call.world, chat, call.world.bot.id, body)
    tell_chat_all(call.world, chat)
    return True


def _general_closed(*, closed: bool) -> Handler:
    def change(call: Call) -> bool:
        chat, topic = _general(call)
        if topic.closed == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        return _say_general(call, chat, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})

    return change


def _general_hidden(*, hidden: bool) -> Handler:
    def change(call: Call) -> bool:
        """Hidden, it is closed as well."""
        chat, topic = _general(call)
        if topic.hidden == hidden:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.hidden, topic.closed = hidden, hidden or topic.closed
        return _say_general(
            call, chat, {"general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden": {}}
        )

    return change


def icon_stickers(call: Call) -> list[Fields]:
    """There are no custom emoji here."""
    return []


HANDLERS: HandlerTable = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
    "editGeneralForumTopic": edit_general,
    "closeGeneralForumTopic": _general_closed(closed=True),
    "reopenGeneralForumTopic": _general_closed(closed=False),
    "hideGeneralForumTopic": _general_hidden(hidden=True),
    "unhideGeneralForumTopic": _general_hidden(hidden=False),
    "getForumTopicIconStickers": icon_stickers,
}
