"""AD-01, AD-08: roles, a block with its reason, the appeal that another administrator reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.app import received
from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events import lifecycle
from domain.events.people import notices
from domain.inbox.receiving import accept
from locales import Lang, all_keys, translator
from tests.kit.town import Town, buttons

ROOT = Path(__file__).parents[3]


async def administrator(town: Town, key: str) -> Person:
    person = await town.person(key)
    await database.execute(
        "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'administrator', $2)",
        *(person.id, town.clock.now()),
    )
    return person


async def newcomer(town: Town, key: str) -> Person:
    """Somebody whom the bot may write to: they have pressed Start."""
    person = await town.person(key)
    await town.do("start", as_=key, payload="")
    return person


async def username(town: Town, key: str) -> str:
    person = await town.person(key)
    assert person.username
    return f"@{person.username}"


async def block_katya(town: Town, by: str = "igor") -> Person:
    katya = await newcomer(town, "katya")
    await town.say(by, f"/block {await username(town, 'katya')} 7d рассылает рекламу")
    await town.press(by, "Реклама и рассылки")
    return katya


async def test_a_block_is_confirmed_by_choosing_the_rule_and_closes_everything(town: Town) -> None:
    await administrator(town, "igor")
    katya = await newcomer(town, "katya")
    await town.say("igor", f"/block {await username(town, 'katya')} 7d рассылает рекламу")
    asked = await town.last("igor")
    assert "рассылает рекламу" in asked and "8 декабря" in asked
    assert await database.fetchval("SELECT status FROM users WHERE id = $1", katya.id) == "active"
    await town.press("igor", "Реклама и рассылки")
    assert await database.fetchval("SELECT status FROM users WHERE id = $1", katya.id) == "blocked"
    told = (await town.seen("katya"))[-1]
    assert "Причина: рассылает рекламу" in told["text"] and "Правило: Реклама" in told["text"]
    for words in ("/events", "привет", "/start"):
        await town.say("katya", words)
        assert "Ваш аккаунт заблокирован" in await town.last("katya")
    (entry,) = await database.fetch("SELECT * FROM audit_entries WHERE action = 'user-blocked'")
    assert entry["subject"] == f"user:{katya.id}"


async def test_an_old_button_of_a_blocked_person_shows_the_block_only(town: Town) -> None:
    await administrator(town, "igor")
    await town.do("start", as_="katya", payload="")
    greeting = (await town.seen("katya"))[-1]
    await block_katya(town)
    await town.press("katya", "Принимаю, начнём", message_id=greeting["message_id"])
    assert "Ваш аккаунт заблокирован" in (await town.seen("katya"))[-1]["text"]
    assert await database.fetchval("SELECT count(*) FROM form_drafts WHERE form = 'account-onboarding'") == 0


async def test_what_is_missing_is_asked_for(town: Town) -> None:
    await administrator(town, "igor")
    await town.person("katya")
    await town.say("igor", f"/block {await username(town, 'katya')}")
    await town.say("igor", "Оскорбляет участников")
    await town.press("igor", "30 дней")
    await town.press("igor", "Оскорбления")
    row = await database.fetchrow("SELECT reason, rule, until - imposed_at AS length FROM sanctions")
    assert row is not None and (row["reason"], row["rule"], row["length"].days) == (
        "Оскорбляет участников",
        "insult",
        30,
    )


@pytest.mark.parametrize("command", ["/block @katya 7d за дело", "/role", "/audit event:1", "/unblock @katya"])
async def test_others_cannot_tell_that_staff_commands_exist(town: Town, command: str) -> None:
    await town.person("olya")
    await town.say("olya", command)
    assert "нет. Что я умею: /help" in await town.last("olya")
    assert await database.fetchval("SELECT count(*) FROM sanctions") == 0


async def test_an_analyst_cannot_block(town: Town) -> None:
    await administrator(town, "igor")
    await newcomer(town, "olya")
    await town.say("igor", f"/role grant {await username(town, 'olya')} analyst")
    assert "«аналитик»" in await town.last("olya")
    await town.say("olya", f"/block {await username(town, 'igor')} 1d просто так")
    assert "Команды /block нет" in await town.last("olya")


async def test_an_appeal_goes_to_another_administrator_who_lifts_the_block(town: Town) -> None:
    await administrator(town, "igor")
    await administrator(town, "olya")
    await newcomer(town, "olya")
    await block_katya(town)
    await town.press("katya", "Обжаловать")
    await town.say("katya", "Меня взломали, пароль уже сменила")
    assert "Апелляция отправлена" in await town.last("katya")
    assert not [line for line in await town.seen("igor") if "Апелляция" in line["text"]]
    read = (await town.seen("olya"))[-1]
    assert "Меня взломали" in read["text"] and buttons(read) == ["Снять блок", "Оставить"]
    await town.press("olya", "Снять блок")
    await town.say("olya", "Верим, следите за аккаунтом")
    told = await town.last("katya")
    assert "Блокировка снята" in told and "Верим, следите" in told
    await town.say("katya", "/help")
    assert "Что я умею" in await town.last("katya")


async def test_a_block_that_stays_says_why_and_takes_no_second_appeal(town: Town) -> None:
    await administrator(town, "igor")
    await block_katya(town)
    await town.press("katya", "Обжаловать")
    await town.say("katya", "Это была не реклама, честно")
    await town.press("igor", "Оставить")
    await town.press("igor", "Пропустить")
    assert "блокировка остаётся" in await town.last("katya")
    await town.say("katya", "но почему?")
    screen = (await town.seen("katya"))[-1]
    assert "Ваш аккаунт заблокирован" in screen["text"] and buttons(screen) == []


async def appealed(town: Town) -> Person:
    katya = await block_katya(town)
    await town.press("katya", "Обжаловать")
    await town.say("katya", "Меня взломали, пароль уже сменила")
    return katya


async def buttons_of_the_appeal(town: Town, key: str) -> list[str]:
    (line,) = [one for one in await town.seen(key) if "Меня взломали" in one["text"] and not one.get("out")]
    return buttons(line)


async def test_an_appeal_loses_its_buttons_when_the_block_is_lifted_elsewhere(town: Town) -> None:
    for key in ("igor", "olya", "pasha"):
        await administrator(town, key)
        await newcomer(town, key)
    katya = await appealed(town)
    assert await buttons_of_the_appeal(town, "olya") == ["Снять блок", "Оставить"]
    assert await buttons_of_the_appeal(town, "pasha") == ["Lift the block", "Keep it"]
    await town.say("igor", f"/unblock {await username(town, 'katya')}")
    assert await buttons_of_the_appeal(town, "olya") == []
    assert await buttons_of_the_appeal(town, "pasha") == []
    assert "блокировка снята" in next(one["text"] for one in await town.seen("olya") if "взломали" in one["text"])
    assert await database.fetchval("SELECT decision FROM appeals WHERE user_id = $1", katya.id) == "lifted"


async def test_who_is_slower_reads_that_it_was_decided_and_breaks_nothing(town: Town) -> None:
    for key in ("igor", "olya", "pasha"):
        await administrator(town, key)
        await newcomer(town, key)
    katya = await appealed(town)
    await town.press("pasha", "Keep it")
    await town.press("olya", "Снять блок")
    await town.press("olya", "Пропустить")
    await town.say("pasha", "no")
    assert "has been decided already" in await town.last("pasha")
    assert await database.fetchval("SELECT status FROM users WHERE id = $1", katya.id) == "active"
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0


async def test_an_appeal_to_a_block_that_is_over_need_not_be_decided(town: Town) -> None:
    for key in ("igor", "olya"):
        await administrator(town, key)
        await newcomer(town, key)
    await appealed(town)
    await town.wait(days=8)
    answer = await town.press("olya", "Оставить")
    assert answer["text"] == "Блокировка уже снята, решать нечего."
    assert await buttons_of_the_appeal(town, "olya") == []


@pytest.mark.parametrize(("who", "said"), [("igor", "Срок: до "), ("pasha", "Length: until ")])
async def test_the_confirmation_of_a_block_is_a_line_for_each_fact(town: Town, who: str, said: str) -> None:
    await administrator(town, who)
    await newcomer(town, "katya")
    await town.say(who, f"/block {await username(town, 'katya')} 7d рассылает рекламу")
    line = (await town.seen(who))[-1]
    first, length, reason, blank, *_ = line["text"].splitlines()
    assert "Катя" in first and length.startswith(said) and "рассылает рекламу" in reason and blank == ""
    (bold,) = [one for one in line["entities"] if one["type"] == "bold"]
    assert bold["length"] == len(first), "only whom it is about"


async def test_a_block_ends_by_itself(town: Town) -> None:
    await administrator(town, "igor")
    katya = await block_katya(town)
    await town.wait(days=7, minutes=1)
    await town.say("katya", "/help")
    assert "Что я умею" in await town.last("katya")
    assert await database.fetchval("SELECT status FROM users WHERE id = $1", katya.id) == "active"


async def test_the_journal_shows_who_did_what(town: Town) -> None:
    await administrator(town, "igor")
    await block_katya(town)
    await town.say("igor", f"/unblock {await username(town, 'katya')}")
    await town.say("igor", f"/audit {await username(town, 'katya')}")
    journal = await town.last("igor")
    assert "снятие блокировки" in journal and "блокировка" in journal and "Игорь" in journal


async def test_a_forged_press_is_refused_and_noted(town: Town) -> None:
    """A button that was made for nobody: the update is well-formed, its signature is not ours."""
    katya = await town.person("katya")
    update = forged_update(katya, f".md.unblock:{katya.id}:AAAAAAAAAAA")
    town.lanes.submit(await accept("telegram", [received(update)], now=town.clock.now()))
    await town.settle()
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'button-forged'") == 1


def forged_update(person: Person, data: str) -> dict[str, Any]:
    who = {"id": person.telegram_id, "is_bot": False, "first_name": "К"}
    chat = {"id": person.telegram_id, "type": "private", "first_name": "К"}
    message = {"message_id": 1, "date": 1, "chat": chat}
    query = {"id": "1", "from": who, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": 10_000_000, "callback_query": query}


async def test_the_journal_names_people_events_and_groups_in_words(town: Town) -> None:
    await administrator(town, "igor")
    igor, katya = await town.person("igor"), await block_katya(town)
    event_id = await town.event(igor, "Ночной забег")
    async with database.transaction():
        await notices.set_notices(igor, event_id, "instant", now=town.clock.now())
        await trail.record(None, "button-forged", "chat:-100777", now=town.clock.now())
        await trail.record(igor.id, "event-deleted", "event:999", now=town.clock.now())
        await trail.record(igor.id, "never-heard-of", "dragon:1", now=town.clock.now())
    await town.say("igor", f"/audit event:{event_id}")
    journal = await town.last("igor")
    assert "событие «Ночной забег»" in journal and "Игорь" in journal and "создание события" in journal
    assert "изменение уведомлений о записи" in journal and "Сразу" in journal and "UTC+3" in journal
    await town.say("igor", f"/audit user:{katya.id}")
    journal = await town.last("igor")
    assert "Катя" in journal and "до " in journal and "Реклама и рассылки" in journal
    await town.say("igor", f"/audit user:{igor.id}")
    journal = await town.last("igor")
    assert "событие, которого больше нет" in journal and "служебная запись" in journal
    await town.say("igor", "/audit chat:-100777")
    journal += await town.last("igor")
    assert not re.search(r"\b(user|event|chat|dragon|appeal):|-100777|999|=|never-heard", journal)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_action_of_the_journal_has_words(lang: Lang) -> None:
    """Whatever the sources record."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "domain").rglob("*.py"))
    recorded = set(re.findall(r'trail\.record\([^"]*?"([a-z-]+)"', source))
    recorded |= {f"event-{move}" for _, move in lifecycle.MOVES}
    recorded |= {"event-questions-changed", "event-audience-changed"}
    assert len(recorded) > 20
    known = {key for key in all_keys(lang) if key.startswith("moderation-action-")}
    assert {f"moderation-action-{one}" for one in recorded} <= known
    t = translator(lang)
    assert all(t(key) for key in known), "said with nothing to fill in"
