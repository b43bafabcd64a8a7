"""Buttons that outlive what they were shown for, and screens that many people look at: F25, F54."""

from __future__ import annotations

from domain import database
from domain.accounts import sanctions
from domain.accounts.people import get_person
from domain.accounts.roles import appoint_first_administrators
from tests.kit.town import Town
from tests.security.updates import Heard, dead_rows, press, said, signed


async def test_a_block_is_never_written_into_a_message_that_others_see(town: Town) -> None:
    """The pressed message of an inline result stands in a chat of other people."""
    anna, katya, igor = [await town.person(key) for key in ("anya", "katya", "igor")]
    event_id = await town.event(igor)
    async with database.transaction():
        await appoint_first_administrators([anna.telegram_id], now=town.clock.now())
        anna = await get_person(anna.id)
        await sanctions.block(anna, katya.id, "Тайная причина", until=None, now=town.clock.now())
    await town.settle()
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    data = town.app.calls.signer.sign("ev.join", (event_id,), person=None, chat=None)
    await town.take_in(press(katya.telegram_id, data, inline="AAAA"))
    await heard.listen()
    shared = [call for call in heard.calls if "inline_message_id" in call["params"]]
    assert shared == []
    assert len(heard.answers()) == 1 and "заблокирован" in "".join(heard.answers().values())
    assert await database.fetchval("SELECT count(*) FROM registrations") == 0


async def test_a_button_of_an_older_question_answers_no_other_question(town: Town) -> None:
    """Whoever presses the rule under «block Katya» must not block Olya by it."""
    anna, katya, olya = [await town.person(key) for key in ("anya", "katya", "olya")]
    async with database.transaction():
        await appoint_first_administrators([anna.telegram_id], now=town.clock.now())
    await town.do("start", as_="anya", payload="")
    await town.say("anya", f"/block @{katya.username} 7d рассылает рекламу")
    older = (await town.seen("anya"))[-1]
    await town.say("anya", f"/block @{olya.username} 1d грубит участникам")
    rule = next(one["data"] for row in older["keyboard"] for one in row if one["text"] == "Реклама и рассылки")
    late, heard = press(anna.telegram_id, rule), Heard(town)
    late["callback_query"]["message"]["message_id"] = older["message_id"]
    await town.take_in(late)
    await heard.listen()
    assert "Эта анкета уже закрыта" in heard.answers()[late["callback_query"]["id"]]
    assert await database.fetchval("SELECT count(*) FROM sanctions") == 0


async def test_buttons_of_a_finished_event_take_nobody_in(town: Town) -> None:
    igor, olya = [await town.person(key) for key in ("igor", "olya")]
    event_id = await town.event(igor)
    await town.wait(days=9)
    updates = [
        press(olya.telegram_id, signed(action, (event_id,), olya.telegram_id, olya.telegram_id))
        for action in ("ev.join", "ev.take", "ev.leave!", "ev.pass", "ev.answers", "ev.agree")
    ]
    await town.take_in(*updates)
    assert await dead_rows() == []
    assert await database.fetchval("SELECT count(*) FROM registrations") == 0


async def test_the_staff_role_is_asked_for_at_every_press(town: Town) -> None:
    anna, katya = [await town.person(key) for key in ("anya", "katya")]
    async with database.transaction():
        await appoint_first_administrators([anna.telegram_id], now=town.clock.now())
        await sanctions.block(await get_person(anna.id), katya.id, "Спам", until=None, now=town.clock.now())
    await database.execute("DELETE FROM role_grants")
    me = anna.telegram_id
    for action, args in (("md.unblock", (katya.id,)), ("md.audit", ("user", katya.id, 10**6)), ("md.open", (1,))):
        await town.take_in(press(me, signed(action, args, me, me)))
    await town.take_in(said(me, f"/unblock user:{katya.id}"))
    assert await dead_rows() == []
    assert await database.fetchval("SELECT count(*) FROM sanctions WHERE lifted_at IS NULL") == 1
