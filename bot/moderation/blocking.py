"""/block and /unblock: a reason is always given, and the rule that is chosen is the yes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.kit.screen import Bold, DateTime, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.staff import find_target
from domain.accounts import sanctions
from domain.accounts.people import Person, get_person
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.moderation import appeals
from locales import Translator

BLOCK_KEY = "moderation-block"
FOREVER = "forever"
LENGTHS = ("1d", "7d", "30d", FOREVER)
_LENGTH = re.compile(r"(\d{1,4})\s?(h|d|w|ч|д|н)[а-яa-z]*\.?(?:\s+|$)", re.IGNORECASE)
_HOURS = {"h": 1, "ч": 1, "d": 24, "д": 24, "w": 168, "н": 168}


async def block(turn: Turn) -> Reply:
    """/block @name 7d reason; what is missing is asked for, in private."""
    target, rest = await find_target(turn)
    length, reason = read_length(rest)
    if target is None or (not turn.private and len(reason) < 3):
        return Screen(turn.t("moderation-block-how"))
    known: dict[str, JsonValue] = {"length": length or (FOREVER if reason else None), "reason": reason or None}
    given: dict[str, JsonValue] = {key: value for key, value in known.items() if value is not None}
    return await turn.forms.begin(turn, block_form(target, given, turn), str(target.id), answers=given)


async def confirmed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    until = ends_at(str(answers["length"]), turn.now)
    reason, rule = str(answers["reason"]), str(answers["rule"])
    await sanctions.block(turn.person, int(subject), reason, until=until, rule=rule, now=turn.now)
    target = await get_person(int(subject))
    said = turn.t("moderation-block-done", name=target.name, until=until_words(until, turn.t, turn.zone))
    return Screen(said, keyboard=[[Press(turn.t("moderation-unblock"), "md.unblock", (target.id,))]])


async def unblock(turn: Turn) -> Reply:
    target, _ = await find_target(turn)
    if target is None:
        return Screen(turn.t("moderation-unblock-how"))
    return await _lift(turn, target.id)


async def unblock_pressed(turn: Turn) -> Reply:
    return await _lift(turn, turn.number())


async def _lift(turn: Turn, user_id: int) -> Reply:
    await appeals.lift(turn.person, user_id, now=turn.now)
    target = await get_person(user_id)
    return Screen(turn.t("moderation-unblock-done", name=target.name))


def block_form(target: Person, given: dict[str, JsonValue], turn: Turn) -> Form:
    """What was said in the command is repeated by the last question, a line each: whoever answers has read it."""
    t = turn.t
    said = [t("moderation-blocked-reason", reason=str(given["reason"]))] if "reason" in given else []
    if "length" in given:
        until = until_words(ends_at(str(given["length"]), turn.now), t, turn.zone)
        said.insert(0, t("moderation-block-sure-length", until=until))
    hint = "\n".join([*said, *([""] if said else []), t("moderation-block-sure-rule")])
    lengths = tuple(Choice(length, f"moderation-length-{length}") for length in LENGTHS)
    rules = tuple(Choice(rule, f"moderation-rule-{rule}") for rule in sanctions.RULES)
    return Form(
        BLOCK_KEY,
        (
            Field("reason", Kind.TEXT, words="moderation-ask-reason", min=3, max=500),
            Field("length", Kind.CHOICE, words="moderation-ask-length", choices=lengths),
            Field("rule", Kind.CHOICE, label=t("moderation-block-sure", name=target.name), hint=hint, choices=rules),
        ),
    )


def read_length(text: str) -> tuple[str | None, str]:
    """«7d спам» → ("168h", "спам"); without a length, (None, text)."""
    found = _LENGTH.match(text)
    if not found:
        return None, text
    return f"{int(found[1]) * _HOURS[found[2].lower()]}h", text[found.end() :].strip()


def ends_at(length: str, now: datetime) -> datetime | None:
    if length == FOREVER:
        return None
    hours = int(length[:-1]) * (24 if length.endswith("d") else 1)
    return now + timedelta(hours=hours)


def until_words(until: datetime | None, t: Translator, zone: str) -> str:
    return t("moderation-until", when=t.when(until, zone)) if until else t("moderation-for-good")


def until_line(until: datetime | None, t: Translator, zone: str) -> Words:
    """In the reader's own hours, where their client knows how."""
    if until is None:
        return t("moderation-length-forever")
    moment = DateTime(t.when(until, zone), unix_time=until, date_time_format="wDt")
    return Text(t("moderation-until-at"), " ", moment)


def block_screen(sanction: sanctions.SanctionInForce, appeal_line: str | None, t: Translator, zone: str) -> Screen:
    """All that a blocked person sees: reason, rule, end, and the way to object."""
    text = lines(
        Bold(t("moderation-blocked")),
        until_line(sanction.until, t, zone),
        "",
        t("moderation-blocked-reason", reason=sanction.reason),
        t("moderation-blocked-rule", rule=t(f"moderation-rule-{sanction.rule}")),
        *(("", appeal_line) if appeal_line else ()),
    )
    objection: Row = [] if appeal_line else [Press(t("moderation-appeal-button"), "md.appeal", style="primary")]
    return Screen(text, keyboard=[objection])
