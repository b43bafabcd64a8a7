"""AC-26 in the chat: an address, a letter with a code that is forgotten once sent, and /confirm."""

from __future__ import annotations

import pytest

from domain import database
from domain.accounts.email import get_email
from domain.notifications.letters import forget_content
from tests.kit.town import Town


async def code_on_its_way() -> str:
    code: str = await database.fetchval("SELECT params->>'code' FROM outbox WHERE kind = 'account-email-code'")
    return code


@pytest.mark.parametrize("command", ["", "/confirm "])
async def test_an_address_is_given_and_confirmed(town: Town, command: str) -> None:
    olya = await town.person("olya")
    await town.say("olya", "/email")
    await town.press("olya", "Указать почту")
    await town.say("olya", "не адрес")
    assert "Не похоже на адрес" in await town.last("olya")
    await town.say("olya", "olya@example.org")
    assert "Отправил код на olya@example.org" in await town.last("olya")
    code = await code_on_its_way()
    wrong = "000000" if code != "000000" else "111111"
    await town.say("olya", f"{command}{wrong}")
    assert "Осталось 4 попытки" in await town.last("olya")
    await town.say("olya", f"{command}{code[:3]} {code[3:]}")
    assert "подтверждён" in await town.last("olya")
    assert (await get_email(olya.id, now=town.clock.now())).confirmed == "olya@example.org"


async def test_a_second_code_has_to_wait(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/email olya@example.org")
    await town.say("olya", "/email olya@example.org")
    assert "через 60 секунд" in await town.last("olya")


async def test_what_was_sent_is_not_kept(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/email olya@example.org")
    assert await code_on_its_way()
    await forget_content(await database.fetchval("SELECT id FROM outbox WHERE kind = 'account-email-code'"))
    assert await code_on_its_way() is None
