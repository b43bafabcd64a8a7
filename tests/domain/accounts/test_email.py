"""AC-26: an address is confirmed by a code that is hashed, short-lived, limited in tries and paced."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain import database
from domain.accounts.email import get_email, send_code, try_code
from domain.accounts.errors import CodeExpired, CodeNotAsked, CodeTooSoon, EmailTaken
from domain.accounts.people import Person, TelegramPerson, meet
from domain.notifications.addressing import address
from domain.notifications.outcomes import Obsolete
from domain.notifications.ports import OutboxItem, Recipient, Urgency
from tests.kit.clock import START

OLYA = "olya@example.org"
pytestmark = pytest.mark.usefixtures("database")


async def someone(number: int = 1) -> Person:
    async with database.transaction():
        return await meet(TelegramPerson(number, "Оля"), now=START, language="ru")


async def sent_code() -> str:
    code: str = await database.fetchval("SELECT params->>'code' FROM outbox ORDER BY id DESC LIMIT 1")
    return code


async def ask(person: Person, email: str = OLYA, *, after_s: int = 0) -> str:
    async with database.transaction():
        await send_code(person.id, email, now=START + timedelta(seconds=after_s))
    return await sent_code()


async def attempt(person: Person, code: str, *, after_s: int = 1) -> str | None:
    async with database.transaction():
        return await try_code(person.id, code, now=START + timedelta(seconds=after_s))


async def test_the_right_code_confirms() -> None:
    olya = await someone()
    code = await ask(olya)
    assert (await get_email(olya.id, now=START)).confirmed is None
    assert await attempt(olya, code) == OLYA
    assert (await get_email(olya.id, now=START)).confirmed == OLYA
    with pytest.raises(CodeExpired):
        await attempt(olya, code)


async def test_the_code_is_kept_as_a_hash() -> None:
    olya = await someone()
    code = await ask(olya)
    stored = await database.fetchrow("SELECT * FROM email_codes")
    assert stored is not None and code not in str(dict(stored))


async def test_five_wrong_codes_and_the_right_one_is_worth_nothing() -> None:
    olya = await someone()
    code = await ask(olya)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert await attempt(olya, wrong) is None
    with pytest.raises(CodeExpired):
        await attempt(olya, code)


async def test_many_guesses_at_once_are_no_more_than_five() -> None:
    """F47: there is no sixth try, however they race."""
    olya = await someone()
    code = await ask(olya)
    wrong = [f"{(int(code) + number) % 1_000_000:06d}" for number in range(1, 31)]
    tried = await asyncio.gather(*(attempt(olya, one) for one in wrong), return_exceptions=True)
    assert sorted(type(one).__name__ for one in tried) == ["CodeExpired"] * 25 + ["NoneType"] * 5
    with pytest.raises(CodeExpired):
        await attempt(olya, code)


async def test_after_ten_minutes_it_is_too_late() -> None:
    olya = await someone()
    code = await ask(olya)
    with pytest.raises(CodeExpired):
        await attempt(olya, code, after_s=600)


async def test_each_later_code_waits_longer() -> None:
    olya = await someone()
    first = await ask(olya)
    with pytest.raises(CodeTooSoon) as refused:
        await ask(olya, after_s=59)
    assert refused.value.params == {"seconds": 1}
    second = await ask(olya, after_s=60)
    if first != second:
        assert await attempt(olya, first, after_s=61) is None
    with pytest.raises(CodeTooSoon):
        await ask(olya, after_s=60 + 119)
    await ask(olya, after_s=60 + 120)
    with pytest.raises(CodeTooSoon):
        await ask(olya, after_s=180 + 299)


async def test_nothing_to_confirm() -> None:
    with pytest.raises(CodeNotAsked):
        await attempt(await someone(), "123456")


async def test_an_address_belongs_to_one_person() -> None:
    olya, petya = await someone(1), await someone(2)
    code, other = await ask(olya), await ask(petya)
    await attempt(olya, code)
    with pytest.raises(EmailTaken):
        await attempt(petya, other)
    with pytest.raises(EmailTaken):
        await ask(petya, OLYA.upper(), after_s=1000)


async def test_an_address_that_is_not_confirmed_gets_its_code_and_nothing_else() -> None:
    olya = await someone()
    await ask(olya)
    row = await database.fetchrow("SELECT id, kind FROM outbox")
    assert row is not None
    letter = OutboxItem(
        id=row["id"],
        kind=row["kind"],
        params={},
        not_before=START,
        urgency=Urgency.MUST,
        user_id=olya.id,
        channel="email",
    )
    to = await address(letter, START)
    assert isinstance(to, Recipient) and to.email == OLYA
    await database.execute("UPDATE outbox SET kind = 'event-reminder', params = '{}'")
    assert isinstance(await address(letter, START), Obsolete)
