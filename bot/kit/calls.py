"""Screens into Bot API calls: to a private chat, to a group, to one member of a group, into an inline message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from bot.kit.screen import (
    Button,
    CopyText,
    Disabled,
    Invoice,
    Link,
    OpenApp,
    Press,
    Screen,
    ShareInline,
    StartBot,
    Text,
    Words,
)
from bot.kit.signing import ButtonSigner
from domain.notifications.ports import Call

CAPTION_LIMIT = 1024
TEXT_LIMIT = 4096
INVOICE_TITLE_LIMIT = 32
INVOICE_TEXT_LIMIT = 255
MOST_USERS = 10


@dataclass(frozen=True, slots=True)
class Target:
    """Where a screen goes. `person` is a Telegram id: whose buttons they are, and who alone sees an ephemeral one."""

    chat_id: int
    person: int | None = None
    thread_id: int | None = None
    private: bool = True


@dataclass(frozen=True, slots=True)
class CallMaker:
    """Knows how buttons are signed and where the bot and the mini-app live.

    Without `app_url` there is no mini-app that Telegram could open, and no button says that there is.
    """

    signer: ButtonSigner
    bot_username: str
    app_url: str

    def send(self, screen: Screen, target: Target) -> list[Call]:
        """A new message, after its pin if it has one."""
        where = self._where(target)
        calls = []
        if screen.venue:
            latitude, longitude, name = screen.venue
            place = {"latitude": latitude, "longitude": longitude, "title": name, "address": name}
            calls.append(Call("sendVenue", where | place))
        method, content = self._content(screen)
        if screen.protected:
            content["protect_content"] = True
        if screen.under:
            content["reply_parameters"] = {"message_id": screen.under, "allow_sending_without_reply": True}
        calls.append(Call(method, where | content | self._markup(screen, target)))
        return calls

    def edit(self, screen: Screen, target: Target, message_id: int, *, has_photo: bool = False) -> list[Call]:
        """Change a message into this screen; where Telegram cannot, send it anew."""
        if screen.ask and not screen.own_message:
            old = {"chat_id": target.chat_id, "message_id": message_id}
            return [Call("editMessageReplyMarkup", old), *self.send(screen, target)]
        plain = not (screen.own_message or screen.venue or screen.document or screen.invoice)
        if plain and isinstance(screen.photo, str):
            return [self._edit_photo(screen, target, message_id)]
        if not plain or screen.photo or has_photo:
            return self.send(screen, target)
        content = self._text(screen.text, "text", "entities", TEXT_LIMIT) | self._markup(screen, target)
        again = Call("sendMessage", self._where(target) | content)
        where = {"chat_id": target.chat_id, "message_id": message_id}
        return [Call("editMessageText", where | content, fallback=again)]

    def _edit_photo(self, screen: Screen, target: Target, message_id: int) -> Call:
        """A picture that Telegram knows: put into a text message, or in place of another picture."""
        caption = self._text(screen.text, "caption", "caption_entities", CAPTION_LIMIT)
        where = {"chat_id": target.chat_id, "message_id": message_id}
        media = {"media": {"type": "photo", "media": screen.photo} | caption}
        again = self.send(screen, target)[-1]
        return Call("editMessageMedia", where | media | self._markup(screen, target), fallback=again)

    def edit_inline(self, screen: Screen, inline_message_id: str) -> list[Call]:
        text = self._text(screen.text, "text", "entities", TEXT_LIMIT)
        target = Target(chat_id=0, private=False)
        markup = self._keyboard(screen, target, chat=None)
        return [Call("editMessageText", {"inline_message_id": inline_message_id} | text | markup)]

    def show_to_member(
        self, screen: Screen, target: Target, *, query_id: str | None = None, answers: int | None = None
    ) -> list[Call]:
        """In a group, for that person's eyes only; where that is not possible, in their private chat.

        `query_id`, or `answers` (an ephemeral message of theirs), is what lets a bot that is no administrator do it,
        for 15 seconds; an administrator does it at any time.
        """
        assert target.person is not None
        private = Target(chat_id=target.person, person=target.person)
        fallback = self.send(screen.instead or screen, private)[-1]
        call = self.send(replace(screen, venue=None, own_message=False), target)[-1]
        at_any_time = _alone(call, {"receiver_user_id": target.person}, {}, fallback)
        if query_id:
            asked = {"receiver_user_id": target.person, "callback_query_id": query_id}
            return [_alone(call, asked, {}, at_any_time)]
        if answers:
            reply = {"reply_parameters": {"ephemeral_message_id": answers}}
            return [_alone(call, {"receiver_user_id": target.person}, reply, at_any_time)]
        return [at_any_time]

    def edit_for_member(self, screen: Screen, target: Target, ephemeral_id: int, *, query_id: str | None) -> list[Call]:
        """Change the message that only that person sees."""
        assert target.person is not None
        again = self.show_to_member(screen, target, query_id=query_id)[-1]
        if not may_become(screen):
            return [again]
        where = {
            "chat_id": target.chat_id,
            "receiver_user_id": target.person,
            "ephemeral_message_id": ephemeral_id,
        }
        text = self._text(screen.text, "text", "entities", TEXT_LIMIT)
        return [Call("editEphemeralMessageText", where | text | self._markup(screen, target), fallback=again)]

    def inline_result(self, screen: Screen, *, result_id: str, title: str, description: str) -> dict[str, Any]:
        """An article whose message is the screen."""
        text = self._text(screen.text, "message_text", "entities", TEXT_LIMIT)
        markup = self._keyboard(screen, Target(chat_id=0, private=False), chat=None)
        return {
            "type": "article",
            "id": result_id,
            "title": title,
            "description": description,
            "input_message_content": text,
        } | markup

    def _where(self, target: Target) -> dict[str, Any]:
        where: dict[str, Any] = {"chat_id": target.chat_id}
        if target.thread_id:
            where["message_thread_id"] = target.thread_id
        return where

    def _content(self, screen: Screen) -> tuple[str, dict[str, Any]]:
        if screen.invoice is not None:
            return "sendInvoice", invoice_params(screen.invoice)
        if screen.photo is not None:
            caption = self._text(screen.text, "caption", "caption_entities", CAPTION_LIMIT)
            return "sendPhoto", {"photo": screen.photo} | caption
        if screen.document is not None:
            caption = self._text(screen.text, "caption", "caption_entities", CAPTION_LIMIT)
            return "sendDocument", {"document": screen.document} | caption
        return "sendMessage", self._text(screen.text, "text", "entities", TEXT_LIMIT)

    def _text(self, words: Words, text_key: str, entities_key: str, limit: int) -> dict[str, Any]:
        """Entities beside plain text: what people typed can never open a tag."""
        text, entities = (words if isinstance(words, Text) else Text(words)).render()
        return shorten(text, entities, text_key, entities_key, limit)

    def _markup(self, screen: Screen, target: Target) -> dict[str, Any]:
        if screen.ask:
            wish = _users(screen.ask.number) if screen.ask.request == "users" else True
            rows: list[list[dict[str, Any]]] = [[{"text": screen.ask.text, f"request_{screen.ask.request}": wish}]]
            rows.extend([{"text": words}] for words in screen.ask.instead)
            markup = {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
            return {"reply_markup": markup}
        if screen.drop_reply_keyboard and not screen.keyboard:
            return {"reply_markup": {"remove_keyboard": True}}
        return self._keyboard(screen, target, chat=target.chat_id)

    def _keyboard(self, screen: Screen, target: Target, *, chat: int | None) -> dict[str, Any]:
        shown = [[one for one in row if self.app_url or not isinstance(one, OpenApp)] for row in screen.keyboard]
        rows = [[self._button(button, target, chat) for button in row] for row in shown if row]
        force = {"force_reply": True} if screen.replies and not target.private else {}
        return {"reply_markup": {"inline_keyboard": rows, **force}} if rows or force else {}

    def _button(self, button: Button, target: Target, chat: int | None) -> dict[str, Any]:
        match button:
            case Press(text, action, args, style, anyone):
                person = None if anyone else target.person
                data = self.signer.sign(action, args, person=person, chat=chat)
                return {"text": text, "callback_data": data} | ({"style": style} if style else {})
            case Link(text, url):
                return {"text": text, "url": url}
            case OpenApp(text, path, start_param):
                return {"text": text} | self._app(path, start_param, private=target.private)
            case StartBot(text, payload):
                return {"text": text, "url": f"https://t.me/{self.bot_username}?start={payload}"}
            case ShareInline(text, query):
                chats = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}
                return {"text": text, "switch_inline_query_chosen_chat": {"query": query} | chats}
            case CopyText(text, copied):
                return {"text": text, "copy_text": {"text": copied}}
            case Disabled(text):
                return {"text": text, "disabled": {}}

    def _app(self, path: str, start_param: str, *, private: bool) -> dict[str, Any]:
        if private:
            return {"web_app": {"url": urljoin(self.app_url + "/", path.lstrip("/"))}}
        return {"url": f"https://t.me/{self.bot_username}?startapp={start_param or 'home'}"}


def may_become(screen: Screen) -> bool:
    """An ephemeral message can be changed into it: whether a reply is opened is said when it is sent."""
    own = screen.own_message or screen.replies
    return not (own or screen.photo or screen.document or screen.invoice)


def _alone(call: Call, parameters: dict[str, Any], more: dict[str, Any], fallback: Call) -> Call:
    return Call(call.method, {**call.params, **more, "ephemeral_message_parameters": parameters}, fallback=fallback)


def _users(number: int) -> dict[str, Any]:
    """Telegram's own list of people; bots are none. A form's question, which has no number, is about one."""
    names = {"request_name": True, "request_username": True}
    return {"request_id": number, "user_is_bot": False, "max_quantity": MOST_USERS if number else 1, **names}


def invoice_params(invoice: Invoice) -> dict[str, Any]:
    """For sendInvoice and createInvoiceLink; who makes the call adds the provider's token, which is not stored."""
    return {
        "title": invoice.title[:INVOICE_TITLE_LIMIT],
        "description": invoice.description[:INVOICE_TEXT_LIMIT],
        "payload": invoice.payload,
        "currency": invoice.currency,
        "prices": [{"label": invoice.title[:INVOICE_TITLE_LIMIT], "amount": invoice.amount_minor}],
        "start_parameter": invoice.start,
    }


def shorten(text: str, entities: list[dict[str, Any]], text_key: str, entities_key: str, limit: int) -> dict[str, Any]:
    """Cut what Telegram would refuse; lengths are UTF-16 units, as Telegram counts them."""
    units = text.encode("utf-16-le")
    if len(units) // 2 > limit:
        text = units[: (limit - 1) * 2].decode("utf-16-le", errors="ignore") + "…"
        entities = [entity for entity in entities if entity["offset"] + entity["length"] < limit]
    return {text_key: text} | ({entities_key: entities} if entities else {})
