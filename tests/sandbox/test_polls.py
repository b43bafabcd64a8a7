"""Polls and quizzes: who sees which figures, what the bot hears, when they close."""

from __future__ import annotations

from typing import Any

from aiogram.types import Update

from tests.sandbox.conftest import Place


async def seen(place: Place, key: str, chat: int | str = "") -> dict[str, Any]:
    lines = await place.look("/sim/transcript", as_=key, chat=chat)
    found: dict[str, Any] = next(line["poll"] for line in reversed(lines) if "poll" in line)
    return found


async def test_a_poll_of_the_bot_in_a_group(place: Place) -> None:
    chat = await place.group(members="olya,pasha")
    sent = await place.bot.send_poll(chat, "Куда бежим?", ["Парк", "Лес"], is_anonymous=False)
    assert sent.poll is not None and sent.poll.total_voter_count == 0
    assert "votes" not in (await seen(place, "olya", chat))["options"][0], "figures are for those who voted"
    voted = await place.sim("vote", as_="olya", chat=chat, message_id=sent.message_id, options=[1])
    assert [option["percent"] for option in voted["poll"]["options"]] == [0, 100]
    assert voted["poll"]["options"][1]["voters"][0]["key"] == "olya"
    state, answer = await place.updates()
    assert state.poll is not None and [option.voter_count for option in state.poll.options] == [0, 1]
    assert answer.poll_answer is not None and answer.poll_answer.option_ids == [1]
    assert answer.poll_answer.user is not None and answer.poll_answer.user.id == place.id_of("olya")
    pasha = await seen(place, "pasha", chat)
    assert pasha["total"] == 1 and "votes" not in pasha["options"][0]

    await place.sim("vote", as_="olya", chat=chat, message_id=sent.message_id, options=[])
    taken_back = (await place.updates())[-1].poll_answer
    assert taken_back is not None and taken_back.option_ids == []
    await place.sim("vote", as_="olya", chat=chat, message_id=sent.message_id, options=[0, 1], status=400)
    await place.sim("vote", as_="olya", chat=chat, message_id=sent.message_id, options=[2], status=400)

    stopped = await place.bot.stop_poll(chat, sent.message_id)
    assert stopped.is_closed and stopped.total_voter_count == 0
    await place.sim("vote", as_="pasha", chat=chat, message_id=sent.message_id, options=[0], status=400)
    assert (await seen(place, "pasha", chat))["options"][0]["votes"] == 0


async def test_an_anonymous_poll_of_several_answers(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_poll(chat, "Что взять?", ["Воду", "Гель", "Кепку"], allows_multiple_answers=True)
    voted = await place.sim("vote", as_="olya", message_id=sent.message_id, options=[2, 0])
    assert [option["mine"] for option in voted["poll"]["options"]] == [True, False, True]
    assert "voters" not in voted["poll"]["options"][0]
    assert [kind(update) for update in await place.updates()] == ["poll"], "nobody is told who voted"


def kind(update: Update) -> str:
    return update.event_type


async def test_a_quiz_is_answered_once(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_poll(
        chat,
        "Сколько км в марафоне?",
        ["21", "42"],
        type="quiz",
        correct_option_id=1,
        explanation="<b>42,195</b>",
        explanation_parse_mode="HTML",
    )
    assert sent.poll is not None and sent.poll.correct_option_ids == [1] and sent.poll.explanation == "42,195"
    assert "explanation_html" not in await seen(place, "olya")
    voted = (await place.sim("vote", as_="olya", message_id=sent.message_id, options=[0]))["poll"]
    assert [option["correct"] for option in voted["options"]] == [False, True]
    assert voted["explanation_html"] == "<b>42,195</b>" and not voted["may_retract"]
    await place.sim("vote", as_="olya", message_id=sent.message_id, options=[1], status=400)


async def test_a_poll_closes_by_itself(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_poll(chat, "Успеете?", ["Да"], open_period=600)
    assert sent.poll is not None and sent.poll.close_date is not None
    await place.sim("clock", advance="11m")
    (update,) = await place.updates(timeout=30)
    assert update.poll is not None and update.poll.is_closed
    assert (await seen(place, "olya"))["closed"]


async def test_a_persons_poll_forwarded_and_copied(place: Place) -> None:
    """Forwards show the same poll, a copy is a new one; of a person's poll the bot sees the message only."""
    await place.started()
    asked = await place.sim("poll", as_="olya", question="Идём?", options=["Да", "Нет"])
    (update,) = await place.updates()
    assert update.message is not None and update.message.poll is not None
    assert update.message.poll.id == asked["poll_id"]
    talk = (await place.sim("chat", as_="olya", kind="private", members=["pasha"]))["id"]
    there = await place.sim("forward", as_="olya", message_id=asked["message_id"], chat=talk)
    await place.sim("vote", as_="pasha", chat=talk, message_id=there["message_id"], options=[0])
    assert await place.updates() == []
    assert (await seen(place, "olya"))["total"] == 1
    copied = await place.bot.copy_message(place.id_of("olya"), place.id_of("olya"), asked["message_id"])
    assert copied.message_id and (await seen(place, "olya"))["total"] == 0
    await place.sim("stop_poll", as_="pasha", chat=talk, message_id=there["message_id"], status=400)
    await place.sim("stop_poll", as_="olya", message_id=asked["message_id"])
    assert (await seen(place, "pasha", talk))["closed"]


async def test_who_asks_what(place: Place) -> None:
    await place.started()
    for wrong in (
        {"question": "", "options": ["а"]},
        {"question": "?", "options": []},
        {"question": "?", "options": 1},
    ):
        await place.sim("poll", as_="olya", **wrong, status=400)
    await place.sim("poll", as_="olya", question="?", options=["а"], type="quiz", status=400)
    quiz = await place.sim("send", as_="olya", kind="poll", question="?", options=["а", "б"], type="quiz", correct=1)
    assert quiz["poll_id"]
    await place.updates()
    await place.sim("vote", as_="olya", message_id=quiz["message_id"], options="да", status=400)
