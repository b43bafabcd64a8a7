"""Free words in the private chat: the answer to an open question, or what the person may have meant. Never silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.accounts.guide import help_screen
from bot.chat.asking import take_reply
from bot.events import album, finishing, inviting, live, placing, results_files, results_tracks
from bot.events.bracket_judging import take_reply as take_score
from bot.events.creating import from_line, take_line
from bot.events.finding import found_screen
from bot.events.home import home
from bot.kit.routes import Route, unanswered
from bot.kit.screen import CopyText, Press, Row, Screen, lines
from bot.kit.turn import BotApp, Incoming, Reply, Turn
from bot.maps import near
from bot.maps.near import Around
from domain.events.finding.catalogue import EventFilter, count_events, find_events
from domain.events.finding.days import between
from domain.forms.drafts import open_question
from domain.intent.intents import (
    EventLineIntent,
    GreetingOrHelp,
    Question,
    SearchIntent,
    Unknown,
    WeightLine,
    WorkoutLine,
)
from domain.intent.understanding import understand
from domain.maps.addresses import Looked
from locales import Translator

PAGE = 5


async def text(turn: Turn) -> Reply:
    for take in (take_reply, take_score, take_line):
        replied, reply = await take(turn)
        if replied:
            return reply
    answered, reply = await turn.forms.say(turn)
    if answered:
        return reply
    if await finishing.is_at_finish(turn):
        return await finishing.typed(turn)
    return await turn.forms.offer_back(turn, await _meant(turn))


async def other(turn: Turn) -> Reply:
    """A photo, a pin, a contact, a sticker: the answer to a question, or a kind word about what to send instead."""
    followed, why_not = await live.shared(turn)
    if followed:
        return followed
    for take in (album.take_captioned, turn.forms.say):
        answered, reply = await take(turn)
        if answered:
            return reply
    if why_not:
        raise why_not
    if results_tracks.is_track(turn):
        return await results_tracks.sent(turn)
    if results_files.is_list(turn):
        return await results_files.dropped(turn)
    kind = turn.incoming.kind
    if kind == "contact" and (whom := await inviting.contact(turn)):
        return whom
    if kind == "location" and (how := await live.point(turn)):
        return how
    if kind == "photo" and (where := await album.offered(turn)):
        return where
    key = f"talk-{kind}" if kind in ("photo", "location", "contact") else "talk-other"
    return Screen(turn.t(key), keyboard=_ways(turn.t))


async def pin_sent(app: BotApp, incoming: Incoming) -> Looked | Around | None:
    """The answer to a question for a place; nobody asked: what is around it. Who shares where they go asks neither."""
    message = incoming.message
    if message and message.location and message.location.live_period:
        return None
    is_asked, _ = await open_question(incoming.person.id, incoming.chat_id, own_forms={})
    return await (placing.place_said if is_asked else near.around_pin)(app, incoming)


async def pin(turn: Turn) -> Reply:
    """Whose event is going on may have meant to be followed."""
    if not isinstance(turn.facts, Around):
        return await other(turn)
    return await live.point(turn) or await near.shown(turn, turn.facts)


async def _meant(turn: Turn) -> Reply:
    match understand(turn.text, now=turn.now, zone=turn.zone, lang=turn.person.language):
        case EventLineIntent(line):
            return await from_line(turn, line)
        case SearchIntent() as wanted:
            return await _found(turn, wanted)
        case GreetingOrHelp(help=True):
            return help_screen(turn.t, staff=turn.person.is_administrator)
        case GreetingOrHelp():
            return await home(turn)
        case WorkoutLine() as workout:
            return Screen(lines(workout_words(workout, turn.t), "", turn.t("talk-saved-later")), keyboard=_ways(turn.t))
        case WeightLine(kilograms):
            understood = turn.t("talk-weight", kilograms=turn.t.number(kilograms))
            return Screen(lines(understood, "", turn.t("talk-saved-later")), keyboard=_ways(turn.t))
        case Question():
            return Screen(turn.t("talk-question"), keyboard=_ways(turn.t))
        case Unknown():
            return Screen(turn.t("talk-unknown"), keyboard=_ways(turn.t))


async def _found(turn: Turn, wanted: SearchIntent) -> Reply:
    words = " ".join(wanted.words)
    starts_from, starts_before = bounds(wanted, turn.zone)
    looked_for = EventFilter(text=words, starts_from=starts_from, starts_before=starts_before)
    rows = await find_events(looked_for, now=turn.now, limit=PAGE)
    total = await count_events(looked_for, now=turn.now)
    return found_screen(rows, total, _said(wanted, turn), turn.t, turn.now)


def _said(wanted: SearchIntent, turn: Turn) -> str:
    """What was understood: the words, and the days that were named."""
    days = [turn.t.day(day, turn.zone, now=turn.now) for day in (wanted.first, wanted.last) if day]
    shown = " – ".join(dict.fromkeys(days))
    return ", ".join(filter(None, (" ".join(wanted.words), shown))) or turn.text.strip()


def bounds(wanted: SearchIntent, zone: str) -> tuple[datetime | None, datetime | None]:
    first, last = wanted.first, wanted.last
    return between(first, last, zone) if first and last else (None, None)


def workout_words(workout: WorkoutLine, t: Translator) -> str:
    parts = [t(f"talk-sport-{workout.sport}")]
    if workout.distance_m:
        parts.append(t.distance(workout.distance_m))
    if workout.duration_s:
        parts.append(t.clock(timedelta(seconds=workout.duration_s)))
    return t("talk-workout", workout=", ".join(parts))


def _ways(t: Translator) -> list[Row]:
    line = t("account-help-line")
    return [
        [Press(t("event-button-find"), "ev.find", (0, 0, 0, 0)), Press(t("event-my-title"), "ev.my")],
        [CopyText(t("account-help-copy"), line)],
        [Press(t("account-home"), "home")],
    ]


KINDS = {
    "moved": Route(unanswered, unmet=live.moved),
    "text": Route(text, gather=placing.place_said),
    "location": Route(pin, gather=pin_sent),
    **{kind: Route(other) for kind in ("photo", "contact", "other")},
}
