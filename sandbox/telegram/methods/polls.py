from __future__ import annotations

from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.messages import replace_body
from sandbox.telegram.methods.sending import deliver, writable_chat
from sandbox.telegram.polls import close, new_poll
from sandbox.telegram.polls_shown import api_poll, poll_of
from sandbox.telegram.records import Fields, Poll

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200
MOST_OPTIONS = 12
OPEN_PERIOD = range(5, 2_628_001)
TERMS = (
    "is_anonymous",
    "type",
    "allows_multiple_answers",
    "allows_revoting",
    "shuffle_options",
    "hide_results_until_closes",
    "members_only",
    "open_period",
    "is_closed",
)


def send_poll(call: Call) -> Fields:
    chat = call.chat()
    if chat.type == "channel" and call.get("is_anonymous") is False:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    question, options, terms = _question(call), _options(call), _terms(call)
    writable_chat(call, ["poll"], counted=False)
    poll = new_poll(call.world, call.world.bot.id, question, options, terms | _quiz(call, len(options)))
    return deliver(call, {"poll": {"id": poll.id}})


def _question(call: Call) -> Fields:
    text, entities = _short(
        call, call.fields["question"], call.get("question_parse_mode"), call.get("question_entities")
    )
    if utf16_len(text) > LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_QUESTION}")
    return {"question": text} | ({"question_entities": entities} if entities else {})


def _short(call: Call, text: str, mode: str | None, explicit: list[Fields] | None) -> tuple[str, list[Fields]]:
    """Questions and options keep custom emoji only."""
    shown, entities = formatted(text, mode, explicit, call.world.find_user)
    if not shown:
        raise bad_request("text must be non-empty")
    return shown, [entity for entity in entities if entity["type"] == "custom_emoji"]


def _options(call: Call) -> list[Fields]:
    given: list[Any] = call.fields["options"]
    if not given:
        raise bad_request("poll must have at least one answer option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    return [_option(call, option if isinstance(option, dict) else {"text": str(option)}) for option in given]


def _option(call: Call, option: Fields) -> Fields:
    text, entities = _short(call, option["text"], option.get("text_parse_mode"), option.get("text_entities"))
    if utf16_len(text) > LONGEST_OPTION:
        raise bad_request(f"poll options length must not exceed {LONGEST_OPTION}")
    return {"text": text} | ({"text_entities": entities} if entities else {})


def _terms(call: Call) -> Fields:
    terms: Fields = {name: call.fields[name] for name in TERMS if name in call.fields}
    if terms.get("type", "regular") not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if "open_period" in terms and terms["open_period"] not in OPEN_PERIOD:
        raise bad_request("open period must be between 5 and 2628000 seconds")
    if "close_date" in call.fields:
        terms["close_date"] = int(call.fields["close_date"])
        if terms["close_date"] - call.world.clock.unix() not in OPEN_PERIOD:
            raise bad_request("close date must be in 5 to 2628000 seconds from now")
    return terms


def _quiz(call: Call, count: int) -> Fields:
    if call.get("type") != "quiz":
        return {}
    correct = call.get("correct_option_ids") or [call.get("correct_option_id", -1)]
    if any(not 0 <= index < count for index in correct):
        raise bad_request("wrong correct option ID specified")
    explanation, entities = formatted(
        call.get("explanation", ""),
        call.get("explanation_parse_mode"),
        call.get("explanation_entities"),
        call.world.find_user,
    )
    if utf16_len(explanation) > LONGEST_EXPLANATION:
        raise bad_request("MESSAGE_TOO_LONG")
    terms: Fields = {"correct_option_ids": correct}
    return terms | ({"explanation": explanation, "explanation_entities": entities} if explanation else {})


def stop_poll(call: Call) -> Fields:
    chat = call.chat()
    post = call.world.posts_by_id.get((chat.id, call.fields["message_id"]))
    if post is None or post.deleted:
        raise bad_request("message with poll to stop not found")
    poll = poll_of(call.world, post)
    if poll is None:
        raise bad_request("message is not a poll")
    _check_stoppable(call, post.sender, poll)
    markup = checked_markup(call.markup, private=chat.type == "private", inline_only=True)
    close(call.world, poll)
    replace_body(call.world, post, None, markup)
    return api_poll(call.world, poll)


def _check_stoppable(call: Call, sender: int, poll: Poll) -> None:
    if sender != call.world.bot.id or poll.owner != call.world.bot.id:
        raise bad_request("poll can't be stopped")
    if poll.is_closed:
        raise bad_request("poll has already been closed")


HANDLERS: HandlerTable = {"sendPoll": send_poll, "stopPoll": stop_poll}
