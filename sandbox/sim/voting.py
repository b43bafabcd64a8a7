"""Polls as people make, answer and close them."""

from __future__ import annotations

from sandbox.sim.ask import Ask, SimTable
from sandbox.sim.talk import posted
from sandbox.telegram import polls, speaking
from sandbox.telegram.errors import SimError
from sandbox.telegram.polls_shown import shown_poll
from sandbox.telegram.records import Fields

LONGEST_QUESTION, LONGEST_OPTION, MOST_OPTIONS = 300, 100, 12


async def poll(ask: Ask) -> Fields:
    question, options = ask.text("question").strip(), [str(option).strip() for option in ask.listed("options")]
    if not question or len(question) > LONGEST_QUESTION:
        raise SimError(f"question has 1 to {LONGEST_QUESTION} letters")
    if not 1 <= len(options) <= MOST_OPTIONS or any(not 1 <= len(text) <= LONGEST_OPTION for text in options):
        raise SimError(f"options: 1 to {MOST_OPTIONS}, each of 1 to {LONGEST_OPTION} letters")
    terms = _terms(ask, len(options))
    texts: list[Fields] = [{"text": text} for text in options]
    made = polls.new_poll(ask.world, ask.person().id, {"question": question}, texts, terms)
    return posted(ask, {"poll": {"id": made.id}}) | {"poll_id": made.id}


def _terms(ask: Ask, count: int) -> Fields:
    quiz = ask.text("type", "regular") == "quiz"
    terms: Fields = {
        "type": "quiz" if quiz else "regular",
        "is_anonymous": ask.flag("anonymous", True),
        "allows_multiple_answers": ask.flag("multiple"),
        "allows_revoting": ask.flag("revoting", not quiz),
    }
    if ask.fields.get("open_period") not in (None, ""):
        terms["open_period"] = ask.number("open_period")
    if quiz:
        terms["correct_option_ids"] = _correct(ask, count)
        terms |= {"explanation": ask.text("explanation")} if ask.fields.get("explanation") else {}
    return terms


def _correct(ask: Ask, count: int) -> list[int]:
    correct = ask.numbers("correct") if "correct" in ask.fields else []
    if not correct or any(not 0 <= index < count for index in correct):
        raise SimError("a quiz needs correct: the number of the right option, from 0")
    return correct


async def vote(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    post = speaking.named_post(ask.world, chat, person, ask.number("message_id"))
    chosen = ask.listed("options")
    if any(not isinstance(index, int) for index in chosen):
        raise SimError("options is a list of numbers, from 0")
    changed = polls.vote(ask.world, person, chat, post, chosen)
    return {"ok": True, "poll": shown_poll(ask.world, changed, person.id)}


async def stop_poll(ask: Ask) -> Fields:
    person = ask.person()
    post = speaking.find_post(ask.world, ask.chat(), person, ask.number("message_id"))
    stopped = polls.stop(ask.world, person, post)
    return {"ok": True, "poll": shown_poll(ask.world, stopped, person.id)}


CALLS: SimTable = {("POST", "poll"): poll, ("POST", "vote"): vote, ("POST", "stop_poll"): stop_poll}
