"""[🔕] under a notification: silence about one thing, or about everything of its type."""

from __future__ import annotations

import re

from bot.kit.screen import Press, Row, Screen
from bot.kit.turn import OldButton, Reply, Turn
from domain.events.queries import titles_of
from domain.forms.texts import shortened
from domain.notifications import preferences
from domain.notifications.rules import Channel, Topic
from locales import Translator

_EVENT = "event:"
_SUBJECT = re.compile(r"[a-z]{1,16}:\d{1,18}")


async def offer(turn: Turn) -> Reply:
    """Args: the type, then the parts of the subject if there is one. The notification itself stays."""
    topic, subject = Topic(turn.one_of(list(Topic))), list(turn.args[1:])
    return offer_screen(topic, subject, await _about(turn, ":".join(subject)), turn.t)


async def mute_subject(turn: Turn) -> Reply:
    subject = ":".join(turn.args)
    if not _SUBJECT.fullmatch(subject):
        raise OldButton
    await preferences.mute(turn.person.id, subject)
    undo = Press(turn.t("notify-undo"), "nt.unmute", turn.args)
    return Screen(turn.t("notify-muted-subject", subject=await _about(turn, subject)), keyboard=[[undo]])


async def _about(turn: Turn, subject: str) -> str:
    return (await _names([subject], turn.t))[subject]


async def _names(subjects: list[str], t: Translator) -> dict[str, str]:
    """As the person knows them: an event by its title, not by a number that only we keep."""
    events = {
        one: int(one.removeprefix(_EVENT)) for one in subjects if one.startswith(_EVENT) and _SUBJECT.fullmatch(one)
    }
    titles = await titles_of(list(events.values()))
    named = {
        one: t("notify-subject-titled", title=shortened(titles[at], 40)) for one, at in events.items() if at in titles
    }
    return {one: named.get(one) or subject_words(one, t) for one in subjects}


async def unmute(turn: Turn) -> Reply:
    subject = ":".join(turn.args)
    await preferences.unmute(turn.person.id, subject)
    return Screen(turn.t("notify-unmuted", subject=await _about(turn, subject)), keyboard=[[_settings(turn.t)]])


async def switch_off(turn: Turn) -> Reply:
    topic = Topic(turn.one_of(list(Topic)))
    await preferences.set_preference(turn.person.id, topic, Channel.TELEGRAM, False)
    undo = Press(turn.t("notify-undo"), "nt.switch", (topic, Channel.TELEGRAM, 1))
    return Screen(turn.t("notify-off", topic=turn.t(f"notify-topic-{topic}")), keyboard=[[undo], [_settings(turn.t)]])


async def mutes(turn: Turn) -> Reply:
    muted = (await preferences.get_mutes(turn.person.id))[:20]
    names = await _names(muted, turn.t)
    rows: list[Row] = [
        [Press(turn.t("notify-unmute", subject=names[one]), "nt.unmute", tuple(one.split(":")))] for one in muted
    ]
    words = turn.t("notify-muted-list" if rows else "notify-muted-nothing")
    return Screen(words, keyboard=[*rows, [_settings(turn.t)]])


def offer_screen(topic: Topic, subject: list[str], about: str, t: Translator) -> Screen:
    rows: list[Row] = []
    if subject:
        rows.append([Press(t("notify-mute-subject", subject=about), "nt.subject", tuple(subject))])
    rows.append([Press(t("notify-switch-off", topic=t(f"notify-topic-{topic}")), "nt.off", (topic,))])
    return Screen(t("notify-mute-what"), keyboard=[*rows, [_settings(t)]], own_message=True)


def subject_words(subject: str, t: Translator) -> str:
    kind, _, number = subject.partition(":")
    key = f"notify-subject-{kind}"
    return t(key, id=number) if t.has(key) else t("notify-subject")


def _settings(t: Translator) -> Press:
    return Press(t("account-settings-notify"), "nt.open")
