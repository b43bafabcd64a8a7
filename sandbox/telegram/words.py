"""The few sentences the sandbox itself says, in both languages of its page."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "new_chat_members": ("В группе: {names}", "Joined: {names}"),
    "left_chat_member": ("{name}: больше не в группе", "{name} left the group"),
    "pinned_message": ("{who}: сообщение закреплено", "{who} pinned a message"),
    "forum_topic_created": ("Тема «{name}» создана", "Topic “{name}” created"),
    "forum_topic_edited": ("Тема теперь называется «{name}»", "The topic is now called “{name}”"),
    "forum_topic_closed": ("Тема закрыта", "Topic closed"),
    "forum_topic_reopened": ("Тема снова открыта", "Topic reopened"),
    "web_app_data": ("Отправлено кнопкой «{name}»", "Sent with the “{name}” button"),
    "new_chat_title": ("Новое название: {name}", "New title: {name}"),
    "group_chat_created": ("Группа создана", "Group created"),
    "supergroup_chat_created": ("Группа создана", "Group created"),
    "channel_chat_created": ("Канал создан", "Channel created"),
    "migrate_to_chat_id": ("Группа стала супергруппой", "The group became a supergroup"),
    "migrate_from_chat_id": ("Группа стала супергруппой", "The group became a supergroup"),
    "write_access_allowed": ("Вы разрешили боту писать вам", "You allowed the bot to message you"),
    "successful_payment": ("{who}: оплачено {total} — «{name}»", "{who} paid {total} for “{name}”"),
    "refunded_payment": ("Возвращено {total}", "{total} refunded"),
    "new_chat_photo": ("Новое фото группы", "New group photo"),
    "delete_chat_photo": ("Фото группы удалено", "Group photo removed"),
    "general_forum_topic_hidden": ("Тема General скрыта", "The General topic is hidden"),
    "general_forum_topic_unhidden": ("Тема General снова видна", "The General topic is shown again"),
    "users_shared": ("Вы поделились с ботом: {names}", "You shared with the bot: {names}"),
    "chat_shared": ("Вы поделились с ботом чатом «{name}»", "You shared the chat “{name}” with the bot"),
    "pay": ("Заплатить {total}", "Pay {total}"),
    "receipt": ("Квитанция", "Receipt"),
    "unknown-method": ("Бот вызвал {name}: здесь такого метода нет", "The bot called {name}: not emulated here"),
    "schema-error": ("Вызов не по схеме: {name}", "The call breaks the schema: {name}"),
    "late-answer": ("Бот ответил слишком поздно или дважды", "The bot answered too late, or twice"),
    "inline-silence": ("Бот не ответил на inline-запрос", "The bot did not answer the inline query"),
    "paid-month-over": ("Подписка на «{name}» закончилась", "The subscription to “{name}” is over"),
    "join-declined": ("Заявку отклонили", "The request to join was declined"),
    "rich_message": ("Сообщение", "Message"),
    "photo": ("Фото", "Photo"),
    "document": ("Файл", "File"),
    "video": ("Видео", "Video"),
    "voice": ("Голосовое сообщение", "Voice message"),
    "video_note": ("Видеосообщение", "Video message"),
    "audio": ("Музыка", "Music"),
    "animation": ("GIF", "GIF"),
    "dice": ("Кубик", "Dice"),
    "paid_media": ("Платные материалы", "Paid media"),
    "sticker": ("Стикер", "Sticker"),
    "venue": ("Место", "Venue"),
    "location": ("Геопозиция", "Location"),
    "contact": ("Контакт", "Contact"),
}


def words(language: str | None, key: str, **values: str) -> str:
    """Russian for ru, English for anybody else."""
    russian, english = WORDS[key]
    return (russian if language == "ru" else english).format(**values)
