"""Service messages in words, Russian and plain: the sandbox page is not part of the product's dictionary."""

from __future__ import annotations

from sandbox.telegram.records import Fields, Post
from sandbox.telegram.world import World


def service_text(world: World, post: Post) -> Fields:
    kind = next(iter(post.body), "unknown")
    who = world.records.people[post.sender].name
    value = post.body.get(kind)
    return {"type": kind, "text": _words(kind, who, value, world, post)}


def _words(kind: str, who: str, value: object, world: World, post: Post) -> str:
    fields = value if isinstance(value, dict) else {}
    match kind:
        case "new_chat_members":
            names = ", ".join(user["first_name"] for user in post.body[kind])
            return f"В группе: {names}"
        case "left_chat_member":
            return f"{fields.get('first_name', '')} больше не в группе"
        case "pinned_message":
            return f"{who} закрепил(а) сообщение"
        case "forum_topic_created":
            return f"Тема «{fields.get('name', '')}» создана"
        case "forum_topic_edited":
            return f"Тема теперь называется «{fields.get('name', '')}»"
        case "web_app_data":
            return f"Отправлено кнопкой «{fields.get('button_text', '')}»"
        case "new_chat_title":
            return f"Новое название: {value}"
        case _:
            return PLAIN.get(kind, kind.replace("_", " "))


PLAIN = {
    "group_chat_created": "Группа создана",
    "supergroup_chat_created": "Группа создана",
    "channel_chat_created": "Канал создан",
    "forum_topic_closed": "Тема закрыта",
    "forum_topic_reopened": "Тема снова открыта",
    "migrate_to_chat_id": "Группа стала супергруппой",
    "migrate_from_chat_id": "Группа стала супергруппой",
    "write_access_allowed": "Вы разрешили боту писать вам",
}
