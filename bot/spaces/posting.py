"""Saying something in a group: in its language, in the topic that is meant for it."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.screen import Screen
from domain.notifications.ports import Call
from domain.spaces.queries import get_space
from domain.spaces.topics import thread_of
from locales import Translator, translator


async def post(said: Said, screen: Screen, purpose: str) -> list[Call]:
    """In the topic; where there is none, or somebody has deleted it, in the group as a whole."""
    assert said.chat_id is not None
    thread_id = await thread_of(said.chat_id, purpose)
    whole = said.app.calls.send(screen, Target(said.chat_id, private=False))[-1]
    if thread_id is None:
        return [whole]
    call = said.app.calls.send(screen, Target(said.chat_id, thread_id=thread_id, private=False))[-1]
    return [replace(call, fallback=whole)]


async def group_words(said: Said) -> Translator:
    assert said.chat_id is not None
    space = await get_space(said.chat_id)
    return translator(space.language) if space else said.t
