"""What people are told: a row becomes words at the right time, on the right channel, and is told once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain import database as db
from domain import hints as published
from domain.notifications import outbox, preferences, rows
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, OutboxItem, Urgency
from domain.notifications.queries import failed_rows, outbox_state
from domain.notifications.rules import Channel, Topic
from tests.integrations.telegram_server import refusal
from tests.kit.clock import START
from tests.kit.sending import GROUP, OLYA, OLYA_CHAT, World, person, reasons, states, tell


async def test_an_answer_leaves_at_commit_without_a_sweep(world: World) -> None:
    async with db.transaction():
        call = Call("sendMessage", {"chat_id": OLYA_CHAT, "text": "Готово"})
        await outbox.show([call], chat_id=OLYA_CHAT, user_id=OLYA, now=START)
        assert world.server.heard == []
    await world.sender.settle()
    assert world.server.said() == ["Готово"]
    row = await db.fetchrow("SELECT state, message_id, sent_at, late FROM outbox")
    assert row is not None and tuple(row) == ("sent", 1, START, False)


async def test_what_is_rolled_back_is_never_said(world: World) -> None:
    with pytest.raises(RuntimeError):
        async with db.transaction():
            await outbox.notify(OLYA, "ticket", now=START)
            raise RuntimeError
    await world.everything()
    assert world.server.heard == []


async def test_a_reminder_waits_for_its_time_moves_and_is_dropped(world: World) -> None:
    await tell("reminder", dedupe_key="event:1:24h", not_before=START + timedelta(hours=2))
    await tell("other", dedupe_key="event:1:1h", not_before=START + timedelta(hours=2))
    async with db.transaction():
        assert await outbox.move("event:1:24h", not_before=START + timedelta(hours=5))
        assert await outbox.drop(prefix="event:1:1") == 1
    world.clock.advance(hours=4)
    await world.everything()
    assert world.server.heard == []
    world.clock.advance(hours=1)
    await world.everything()
    assert world.server.said() == ["reminder"]


async def test_a_key_is_said_once_and_a_dropped_one_revives(world: World) -> None:
    assert await tell("reminder", dedupe_key="k")
    assert not await tell("reminder", dedupe_key="k")
    await world.everything()
    assert not await tell("reminder", dedupe_key="k")
    assert world.server.said() == ["reminder"]
    later = START + timedelta(hours=1)
    await tell("reminder", dedupe_key="k2", not_before=later)
    async with db.transaction():
        await outbox.drop("k2")
    assert await tell("reminder", dedupe_key="k2", not_before=later, params={"n": 2})
    world.clock.advance(hours=1)
    await world.everything()
    assert world.server.said() == ["reminder", "reminder 2"]


async def test_two_senders_say_everything_once(world: World) -> None:
    outbox.send_here("telegram", None)
    for user in range(10, 40):
        await person(user, 6000 + user)
    async with db.transaction():
        await outbox.notify_all(range(10, 40), "start", now=START, dedupe_key="e:1")
    rival = Sender(world.sender._channels, clock=world.clock.now, room=5)
    while any(await asyncio.gather(world.sender.sweep(), rival.sweep())):
        await asyncio.gather(world.sender.settle(), rival.settle())
    await rival.stop()
    assert len(world.server.heard) == 30
    assert set(await states()) == {"sent"}


async def test_expired_gone_and_late(world: World) -> None:
    await tell("too late", not_before=START + timedelta(hours=1), expires_at=START + timedelta(hours=2))
    await tell("gone")
    await tell("late", not_before=START + timedelta(hours=1))
    world.clock.advance(hours=3)
    await world.everything()
    assert await reasons() == ["expired", "nothing to say", None]
    assert await states() == ["obsolete", "obsolete", "sent"]
    assert await db.fetchval("SELECT late FROM outbox WHERE kind = 'late'")


async def test_what_is_switched_off_is_never_sent_but_safety_always_is(world: World) -> None:
    await preferences.set_preference(OLYA, Topic.EVENTS, Channel.TELEGRAM, False)
    await preferences.mute(OLYA, "coach:3")
    await tell("event", topic=Topic.EVENTS)
    await tell("advert", topic=Topic.MARKETING, urgency=Urgency.MARKETING)
    await tell("muted", topic=Topic.COACH, subject="coach:3")
    await tell("heard", topic=Topic.COACH, subject="coach:4")
    await tell("security")
    await world.everything()
    assert world.server.said() == ["heard", "security"]
    assert await states() == ["obsolete", "obsolete", "obsolete", "sent", "sent"]


async def test_quiet_hours_hold_back_what_can_wait(world: World) -> None:
    await preferences.set_quiet_hours(OLYA, 11, 14)
    await tell("nice", urgency=Urgency.NICE)
    await tell("must")
    await world.everything()
    assert world.server.said() == ["must"]
    world.clock.advance(hours=1, minutes=59)
    await world.everything()
    assert world.server.said() == ["must"]
    world.clock.advance(minutes=1)
    await world.everything()
    assert world.server.said() == ["must", "nice"]


async def test_blocked_bot_is_told_by_mail_instead_and_not_asked_again(world: World) -> None:
    await db.execute("UPDATE users SET email = 'olya@example.org', email_confirmed_at = $1", START)
    world.server.answer = lambda method, params: refusal(403, "Forbidden: bot was blocked by the user")
    await tell("ticket", dedupe_key="t1")
    await world.everything()
    await tell("second")
    await world.everything()
    assert len(world.server.heard) == 1
    assert [to for to, _ in world.letters] == ["olya@example.org", "olya@example.org"]
    assert [mail.text for _, mail in world.letters] == ["ru Europe/Moscow"] * 2
    assert sorted(await states()) == ["blocked", "blocked", "sent", "sent"]


async def test_a_letter_in_place_of_a_message_goes_by_what_was_chosen_for_messages(world: World) -> None:
    """Letters of a topic are off until they are chosen; a message that cannot arrive was wanted all the same (X-11)."""
    await db.execute("UPDATE users SET email = 'olya@example.org', email_confirmed_at = $1", START)
    await preferences.set_preference(OLYA, Topic.COACH, Channel.EMAIL, False)
    world.server.answer = lambda method, params: refusal(403, "Forbidden: bot was blocked by the user")
    for topic in (Topic.EVENTS, Topic.COACH):
        await tell(topic, topic=topic, dedupe_key=topic)
        await world.everything()
    assert len(world.letters) == 1
    assert sorted(await states()) == ["blocked", "blocked", "sent"]


async def test_both_channels_when_both_are_chosen(world: World) -> None:
    await db.execute("UPDATE users SET email = 'olya@example.org', email_confirmed_at = $1", START)
    await preferences.set_preference(OLYA, Topic.EVENTS, Channel.EMAIL, True)
    await tell("event", topic=Topic.EVENTS, dedupe_key="e")
    await world.everything()
    assert world.server.said() == ["event"]
    assert len(world.letters) == 1


async def test_only_the_newest_card_is_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.notifications.budgets.CARD_EVERY_S", 600.0)
    for n in range(5):
        async with db.transaction():
            await outbox.tell_chat(GROUP, "card", now=START, params={"n": n}, coalesce_key="card:1")
    await world.everything()
    assert world.server.said("editMessageText") == ["card 4"]
    assert await states() == ["obsolete"] * 4 + ["sent"]
    async with db.transaction():
        await outbox.tell_chat(GROUP, "card", now=START, params={"n": 5}, coalesce_key="card:1")
    await world.everything()
    assert world.server.said("editMessageText") == ["card 4"], "one edit in five seconds"


async def test_a_broken_renderer_is_set_aside_with_its_reason(world: World) -> None:
    await tell("broken")
    while await states() != ["dead"]:
        await db.execute("UPDATE outbox SET retry_at = NULL")
        await world.everything()
    assert (await reasons())[0].startswith("KeyError at ")


async def test_operators_see_what_waits_and_what_failed_and_may_retry(world: World) -> None:
    world.server.answer = lambda method, params: refusal(400, "Bad Request: chat not found")
    await tell("hello")
    await world.everything()
    await tell("planned", not_before=START + timedelta(hours=1))
    (state,) = await outbox_state(now=START)
    assert (state.due, state.planned, state.dead) == (0, 1, 1)
    assert (await outbox_state(now=START + timedelta(hours=2)))[0].oldest_s == 3600
    (failed,) = await failed_rows()
    assert (failed.kind, failed.error) == ("hello", "Bad Request: chat not found")
    world.server.answer = lambda method, params: None
    assert await rows.retry_dead(failed.id)
    await world.everything()
    assert world.server.said() == ["hello", "hello"]


async def test_the_result_is_acted_on_in_the_marking_transaction(world: World) -> None:
    async def pinned(item: OutboxItem, result: Any) -> None:
        await db.execute("UPDATE outbox SET error = $2 WHERE id = $1", item.id, f"message {result['message_id']}")

    world.sender._after_sent = {"ticket": pinned}
    await tell("ticket")
    await world.everything()
    assert (await states(), await reasons()) == (["sent"], ["message 1"])


async def test_without_a_local_sender_a_hint_wakes_the_others(world: World) -> None:
    outbox.send_here("telegram", None)
    hints: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(published.hear(hints.put_nowait))
    try:
        assert await hints.get() == "*"
        await tell("from the web")
        assert await asyncio.wait_for(hints.get(), 60) == "outbox"
    finally:
        listening.cancel()
    world.sender.wake()
    await world.sender.settle()
    assert world.server.said() == ["from the web"]
