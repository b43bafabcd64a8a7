"""What people are told: a row becomes words at the right time, on the right channel, and is told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
import redis.asyncio
from aiohttp import web

from domain import database as db
from domain.notifications import outbox, preferences, rows
from domain.notifications.budgets import Budgets, Rates
from domain.notifications.delivery import Sender
from domain.notifications.mail import MailDelivery
from domain.notifications.ports import Call, Mail, OutboxItem, Recipient, Rendered, Urgency
from domain.notifications.queries import failed_rows, outbox_state
from domain.notifications.rules import Channel, Topic
from domain.notifications.telegram import TelegramDelivery
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, TelegramServer, refusal, telegram_server
from tests.kit.clock import START, FakeClock

OLYA, OLYA_CHAT = 1, 5001
FOUND = asyncio.Event()
"""Until then nobody finds words for a row of the kind `slow`."""
GROUP = -1009


@dataclass
class World:
    """One sending process, a Bot API server, a letter box and a clock."""

    server: TelegramServer
    sender: Sender
    clock: FakeClock
    letters: list[tuple[str, Mail]] = field(default_factory=list)
    migrated: list[tuple[int, int]] = field(default_factory=list)

    async def send(self, to: str, mail: Mail, *, message_key: str) -> None:
        self.letters.append((to, mail))

    async def on_migrated(self, old: int, new: int) -> None:
        self.migrated.append((old, new))
        await rows.redirect(old, new)

    async def everything(self) -> None:
        """Whatever is due now, until nothing is."""
        await self.sender.settle()
        while await self.sender.sweep():
            await self.sender.settle()


async def words(item: OutboxItem, to: Recipient) -> Rendered | None:
    if item.kind == "gone":
        return None
    if item.kind == "broken":
        raise KeyError(item.kind)
    if item.kind == "slow":
        await FOUND.wait()
    text = f"{item.kind} {item.params.get('n', '')}".strip()
    edit = {"chat_id": to.chat_id, "message_id": 7, "text": text}
    if item.kind == "card":
        fresh = Call("sendMessage", {"chat_id": to.chat_id, "text": text})
        return Rendered([Call("editMessageText", edit, fallback=fresh)])
    return Rendered([Call("sendMessage", {"chat_id": to.chat_id, "text": text, **item.params.get("extra", {})})])


async def letter(item: OutboxItem, to: Recipient) -> Mail | None:
    return Mail(item.kind, f"{to.language} {to.zone}")


@pytest.fixture
async def world(database: str, redis_url: str) -> AsyncIterator[World]:
    await person(OLYA, OLYA_CHAT)
    clock = FakeClock()
    async with telegram_server() as server, redis.asyncio.from_url(redis_url) as client:
        gateway = TelegramGateway(TOKEN, api=server.url)
        world = World(server, None, clock)  # type: ignore[arg-type]  # its sender writes letters to it
        telegram = TelegramDelivery(words, gateway, Budgets(client, Rates(overall=500)), on_migrated=world.on_migrated)
        mail = MailDelivery(letter, world)
        world.sender = Sender({"telegram": telegram, "email": mail}, clock=clock.now)
        world.sender.start()
        try:
            yield world
        finally:
            await world.sender.stop()
            await gateway.close()


async def person(user_id: int, telegram_id: int, email: str | None = None) -> None:
    await db.execute(
        "INSERT INTO users (id, telegram_id, status, language, telegram_reachable, email, email_confirmed_at, "
        "created_at) VALUES ($1, $2, 'active', 'ru', TRUE, $3, $4, $5)",
        user_id,
        telegram_id,
        email,
        START if email else None,
        START,
    )
    await db.execute(
        "INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility, "
        "results_visibility) VALUES ($1, 'Оля', '', 'Europe/Moscow', '', '{}', '{}', 'private', 'private')",
        user_id,
    )


async def tell(kind: str, **how: Any) -> bool:
    async with db.transaction():
        return await outbox.notify(OLYA, kind, now=START, **how)


async def states() -> list[str]:
    return [row["state"] for row in await db.fetch("SELECT state FROM outbox ORDER BY id")]


async def reasons() -> list[str]:
    return [row["error"] for row in await db.fetch("SELECT error FROM outbox ORDER BY id")]


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


async def test_a_limited_chat_pauses_alone(world: World) -> None:
    limited = iter([True])

    def answer(method: str, params: dict[str, Any]) -> Any:
        if params["chat_id"] == OLYA_CHAT and next(limited, None):
            return refusal(429, "Too Many Requests: retry after 2", retry_after=2)
        return None

    world.server.answer = answer
    await person(2, 5002)
    await tell("first")
    async with db.transaction():
        await outbox.notify(2, "other", now=START)
    await world.sender.settle()
    assert sorted(world.server.said()) == ["first", "other"]
    while len(world.server.heard) < 3:
        await world.everything()
        await asyncio.sleep(0.05)
    first, again = (call for call in world.server.heard if call.params["text"] == "first")
    assert again.at - first.at >= 2


async def test_many_limited_chats_pause_the_bot(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.notifications.telegram._WIDE_S", 600.0)
    world.server.answer = lambda method, params: refusal(429, "Too Many Requests", retry_after=30)
    for user in range(2, 6):
        await person(user, 5000 + user)
    for user in range(2, 6):
        async with db.transaction():
            await outbox.notify(user, "hello", now=START)
        await world.sender.settle()
    assert len(world.server.heard) == 3


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


async def test_an_unchanged_message_is_a_success_and_a_vanished_one_is_sent_anew(world: World) -> None:
    world.server.answer = lambda method, params: refusal(400, "Bad Request: message is not modified: same")
    async with db.transaction():
        await outbox.tell_chat(-1, "card", now=START)
    await world.everything()

    def vanished(method: str, params: dict[str, Any]) -> Any:
        return refusal(400, "Bad Request: message to edit not found") if method.startswith("edit") else None

    world.server.answer = vanished
    async with db.transaction():
        await outbox.tell_chat(-2, "card", now=START)
    await world.everything()
    assert await states() == ["sent", "sent"]
    assert world.server.said("sendMessage") == ["card"]


async def test_broken_entities_fall_back_to_plain_text(world: World) -> None:
    def answer(method: str, params: dict[str, Any]) -> Any:
        return refusal(400, "Bad Request: can't parse entities") if "entities" in params else None

    world.server.answer = answer
    await tell("bold", params={"extra": {"entities": [{"type": "bold", "offset": 0, "length": 99}]}})
    await world.everything()
    assert [("entities" in call.params) for call in world.server.heard] == [True, False]
    assert await states() == ["sent"]


async def test_a_group_that_moved_is_followed(world: World) -> None:
    def answer(method: str, params: dict[str, Any]) -> Any:
        if params["chat_id"] == -5:
            return refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
        return None

    world.server.answer = answer
    async with db.transaction():
        await outbox.tell_chat(-5, "hello", now=START)
    await world.everything()
    assert [call.params["chat_id"] for call in world.server.heard] == [-5, -1005]
    assert world.migrated == [(-5, -1005)]


async def test_nothing_is_lost_while_telegram_is_down(world: World) -> None:
    world.server.answer = lambda method, params: refusal(502, "Bad Gateway")
    await tell("important")
    await world.sender.settle()
    assert await states() == ["waiting"]
    world.server.answer = lambda method, params: None
    while await states() != ["sent"]:
        await world.everything()
        await asyncio.sleep(0.05)
    assert len(world.server.heard) == 2
    assert await db.fetchval("SELECT attempts FROM outbox") == 0


async def test_an_unsure_end_repeats_what_must_be_told_and_never_an_advert(world: World) -> None:
    await preferences.set_preference(OLYA, Topic.MARKETING, Channel.TELEGRAM, True)
    world.server.answer = lambda method, params: web.Response(status=504, text="Gateway Timeout")
    await tell("advert", topic=Topic.MARKETING, urgency=Urgency.MARKETING)
    await world.sender.settle()
    assert (await states(), await reasons()) == (["dead"], ["unsure: not repeated"])
    await tell("ticket")
    await world.sender.settle()
    world.server.answer = lambda method, params: None
    while await states() != ["dead", "sent"]:
        await world.everything()
        await asyncio.sleep(0.05)
    assert world.server.said() == ["advert", "ticket", "ticket"]


async def test_a_broken_renderer_is_set_aside_with_its_reason(world: World) -> None:
    await tell("broken")
    while await states() != ["dead"]:
        await db.execute("UPDATE outbox SET retry_at = NULL")
        await world.everything()
    assert (await reasons())[0].startswith("KeyError at ")


async def test_what_telegram_rejects_for_good_is_dead_with_its_words(world: World) -> None:
    world.server.answer = lambda method, params: refusal(400, "Bad Request: chat not found")
    await tell("hello")
    await world.everything()
    assert (await states(), await reasons()) == (["dead"], ["Bad Request: chat not found"])


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
    listening = asyncio.create_task(db.listen(hints.put_nowait))
    try:
        assert await hints.get() == "*"
        await tell("from the web")
        assert await asyncio.wait_for(hints.get(), 60) == "outbox"
    finally:
        listening.cancel()
    world.sender.wake()
    await world.sender.settle()
    assert world.server.said() == ["from the web"]


async def test_what_is_said_while_another_row_is_put_back_is_not_forgotten(world: World, database: str) -> None:
    """Its lane was just told to wait, and the database takes its time to note that."""
    operator = await asyncpg.connect(database)
    limits = [refusal(429, "Too Many Requests: retry after 2", retry_after=2)]
    world.server.answer = lambda method, params: limits.pop() if limits else None
    FOUND.clear()
    try:
        await tell("slow")
        async with operator.transaction():
            await operator.execute("SELECT 1 FROM outbox FOR UPDATE")
            FOUND.set()
            async with asyncio.timeout(60):
                while not await operator.fetchval(_WAITS):
                    await asyncio.sleep(0.01)
            await tell("next")
        async with asyncio.timeout(60):
            while await states() != ["sent", "sent"]:
                await world.everything()
                await asyncio.sleep(0.05)
    finally:
        await operator.close()


_WAITS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"


async def test_who_goes_on_with_an_interrupted_answer_does_not_begin_anew(world: World) -> None:
    """Telegram takes the first of two messages and limits the second; another process says the rest."""
    limits = [refusal(429, "Too Many Requests: retry after 2", retry_after=2)]
    world.server.answer = lambda method, params: limits.pop() if limits and params["text"] == "two" else None
    async with db.transaction():
        calls = [Call("sendMessage", {"chat_id": OLYA_CHAT, "text": text}) for text in ("one", "two")]
        await outbox.show(calls, chat_id=OLYA_CHAT, user_id=OLYA, now=START)
    await world.sender.settle()
    await world.sender.stop()
    gateway = TelegramGateway(TOKEN, api=world.server.url)
    another = Sender({"telegram": TelegramDelivery(words, gateway, Budgets(None))}, clock=world.clock.now)
    try:
        async with asyncio.timeout(60):
            while await states() != ["sent"]:
                await another.sweep()
                await another.settle()
                await asyncio.sleep(0.05)
    finally:
        await another.stop()
        await gateway.close()
    assert world.server.said() == ["one", "two", "two"]


def alone(who: int, text: str, **asked: str) -> Call:
    """In a group, for one of its members."""
    parameters = {"receiver_user_id": who, **asked}
    return Call("sendMessage", {"chat_id": GROUP, "text": text, "ephemeral_message_parameters": parameters})


async def test_what_one_member_of_a_group_sees_waits_for_nobody_else_there(world: World) -> None:
    """Of messages to the group the third would wait."""
    people = range(10, 16)
    for who in people:
        await person(who, 6000 + who)
    async with db.transaction():
        for who in people:
            calls = [alone(6000 + who, f"to {who}")]
            await outbox.show(calls, chat_id=GROUP, user_id=who, now=START, alone=6000 + who)
    await world.sender.settle()
    assert sorted(world.server.said()) == [f"to {who}" for who in people]


async def test_a_press_that_is_too_old_is_answered_without_it(world: World) -> None:
    def late(method: str, params: dict[str, Any]) -> web.Response | None:
        is_asked = "callback_query_id" in params["ephemeral_message_parameters"]
        return refusal(400, "Bad Request: query is too old and response timeout expired") if is_asked else None

    world.server.answer = late
    call = alone(OLYA_CHAT, "Размер?", callback_query_id="7")
    async with db.transaction():
        again = Call(call.method, {**call.params, "ephemeral_message_parameters": {"receiver_user_id": OLYA_CHAT}})
        asked = Call(call.method, call.params, fallback=again)
        await outbox.show([asked], chat_id=GROUP, user_id=OLYA, now=START, alone=OLYA_CHAT)
    await world.sender.settle()
    assert len(world.server.said()) == 2 and await states() == ["sent"]
