"""What the screens of the gallery are made with: who reads them, and forms as the chat asks them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

from bot.kit.questions import question_screen
from bot.kit.rendering import Said
from bot.kit.screen import Screen
from bot.kit.turn import BotApp, Incoming, Turn
from domain.accounts.people import TelegramPerson
from domain.forms.conversation import Conversation, jump
from domain.forms.form import Field, Form
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, person

Made: TypeAlias = Callable[[Translator], Screen]
APP = cast(BotApp, SimpleNamespace(username="forma_bot"))


def questions(form: Form) -> dict[str, Made]:
    """A form as the chat asks it: question by question."""

    def at(field: Field) -> Made:
        needed = {field.only_if.key: (*field.only_if.values, 1)[0]} if field.only_if else {}
        return lambda t: question_screen(turn_of(t), jump(Conversation(form, answers=needed), field.key))

    return {f"{form.key}-{field.key}": at(field) for field in form.fields}


def turn_of(t: Translator) -> Turn:
    incoming = Incoming("command", TelegramPerson(7, t("showroom-person")), 7, private=True)
    return Turn(APP, incoming, person(t), t, NOW, cast(Any, None))


def said_of(t: Translator) -> Said:
    return Said(APP, {}, 7, 7, t, ZONE, NOW)
