"""Notifications into calls: a kind of row leads to one function that makes its screen when it is sent."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.kit.calls import Target
from bot.kit.screen import Link, OpenApp, Press, Row, Screen, StartBot, Text
from bot.kit.turn import BotApp
from domain.errors import NotFound
from domain.notifications.ports import Call, InputBytes, Mail, OutboxItem, Recipient, Rendered
from locales import Translator, translator


@dataclass(frozen=True, slots=True)
class Said:
    """What a renderer is given: the row's kind and ids, and whom it is for."""

    app: BotApp
    params: dict[str, Any]
    user_id: int
    """0 for a message to a group."""
    chat_id: int | None
    t: Translator
    zone: str
    now: datetime


ScreenOf = Callable[[Said], Awaitable[Screen | None]]
"""None, or NotFound: there is nothing to say any more."""
CallsOf = Callable[[Said], Awaitable[list[Call] | None]]
"""For messages that are more than a new one, such as a live card that is edited."""


class Renderers:
    """The table of kinds; what the outbox calls to make words."""

    def __init__(
        self,
        app: BotApp,
        screens: Mapping[str, ScreenOf],
        calls: Mapping[str, CallsOf],
        clock: Callable[[], datetime],
    ) -> None:
        self._app = app
        self._screens = screens
        self._calls = calls
        self._clock = clock

    async def telegram(self, item: OutboxItem, recipient: Recipient) -> Rendered | None:
        said = self._said(item, recipient)
        try:
            if item.kind in self._calls:
                calls = await self._calls[item.kind](said)
                return Rendered(calls) if calls else None
            screen = await self._screens[item.kind](said)
        except NotFound:
            return None
        if screen is None or recipient.chat_id is None:
            return None
        screen = _with_mute(screen, item, said.t)
        person = recipient.chat_id if recipient.user_id else None
        target = Target(recipient.chat_id, person, recipient.thread_id, private=recipient.user_id is not None)
        return Rendered(self._app.calls.send(screen, target))

    async def mail(self, item: OutboxItem, recipient: Recipient) -> Mail | None:
        """The same screen as a letter: its first line is the subject, its buttons are links to the bot."""
        if item.kind not in self._screens:
            return None
        said = self._said(item, recipient)
        try:
            screen = await self._screens[item.kind](said)
        except NotFound:
            return None
        return _letter(screen, said, self._app) if screen else None

    def _said(self, item: OutboxItem, recipient: Recipient) -> Said:
        t = translator(recipient.language)
        return Said(self._app, item.params, recipient.user_id or 0, recipient.chat_id, t, recipient.zone, self._clock())


def _with_mute(screen: Screen, item: OutboxItem, t: Translator) -> Screen:
    """Whatever a person can switch off says so under itself."""
    if item.topic is None or item.user_id is None:
        return screen
    return replace(screen, keyboard=[*screen.keyboard, mute_row(item.topic, item.subject, t)])


def mute_row(topic: str, subject: str | None, t: Translator) -> Row:
    return [Press(t("notify-mute-button"), "nt.mute", (topic, *(subject.split(":") if subject else [])))]


def _letter(screen: Screen, said: Said, app: BotApp) -> Mail:
    text = screen.text.render()[0] if isinstance(screen.text, Text) else screen.text
    subject, _, body = text.strip().partition("\n")
    links = [_as_link(button, app) for row in screen.keyboard for button in row]
    footer = said.t("kit-mail-footer", bot=f"https://t.me/{app.username}")
    parts = [body.strip() or subject, *[link for link in links if link], footer]
    photo = screen.photo
    pictures = ((photo.name, _type_of(photo.name), photo.content),) if isinstance(photo, InputBytes) else ()
    return Mail(subject[:150], "\n\n".join(parts), attachments=pictures)


def _type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _as_link(button: object, app: BotApp) -> str | None:
    match button:
        case Link(text, url):
            return f"{text}: {url}"
        case StartBot(text, payload):
            return f"{text}: https://t.me/{app.username}?start={payload}"
        case OpenApp(text, _, start_param) if start_param:
            return f"{text}: https://t.me/{app.username}?startapp={start_param}"
        case Press():
            return None
    return None
