"""[🔕] under a notification: silence about one thing, or about everything of its type."""

from __future__ import annotations

import re

from bot.kit.screen import Press, Row, Screen
from bot.kit.turn import OldButton, Reply, Turn
from domain.notifications import preferences
from domain.notifications.rules import Channel, Topic
from locales import Translator

_SUBJECT = re.compile(r"[a-z]{1,16}:\d{1,18}")


async def offer(turn: Turn) -> Reply:
    """Args: the type, then the parts of the subject if there is one. The notification itself stays."""
    return offer_screen(Topic(turn.one_of(list(Topic))), list(turn.args[1:]), turn.t)


async def mute_subject(turn: Turn) -> Reply:
    subject = ":".join(turn.args)
    if not _SUBJECT.fullmatch(subject):
        raise OldButton
    await preferences.mute(turn.person.id, subject)
    undo = Press(turn.t("notify-undo"), "nt.unmute", turn.args)
    return Screen(turn.t("notify-muted-subject", subject=subject_words(subject, turn.t)), keyboard=[[undo]])


async def unmute(turn: Turn) -> Reply:
    subject = ":".join(turn.args)
    await preferences.unmute(turn.person.id, subject)
    return Screen(turn.t("notify-unmuted", subject=subject_words(subject, turn.t)), keyboard=[[_settings(turn.t)]])


async def switch_off(turn: Turn) -> Reply:
    topic = Topic(turn.one_of(list(Topic)))
    await preferences.set_preference(turn.person.id, topic, Channel.TELEGRAM, False)
    undo = Press(turn.t("notify-undo"), "nt.switch", (topic, Channel.TELEGRAM, 1))
    return Screen(turn.t("notify-off", topic=turn.t(f"notify-topic-{topic}")), keyboard=[[undo], [_settings(turn.t)]])


async def mutes(turn: Turn) -> Reply:
    muted = await preferences.get_mutes(turn.person.id)
    rows: list[Row] = [
        [Press(turn.t("notify-unmute", subject=subject_words(one, turn.t)), "nt.unmute", tuple(one.split(":")))]
        for one in muted[:20]
    ]
    words = turn.t("notify-muted-list" if rows else "notify-muted-nothing")
    return Screen(words, keyboard=[*rows, [_settings(turn.t)]])


def offer_screen(topic: Topic, subject: list[str], t: Translator) -> Screen:
    rows: list[Row] = []
    if subject:
        about = subject_words(":".join(subject), t)
        rows.append([Press(t("notify-mute-subject", subject=about), "nt.subject", tuple(subject))])
    rows.append([Press(t("notify-switch-off", topic=t(f"notify-topic-{topic}")), "nt.off", (topic,))])
    return Screen(t("notify-mute-what"), keyboard=[*rows, [_settings(t)]], own_message=True)


def subject_words(subject: str, t: Translator) -> str:
    kind, _, number = subject.partition(":")
    key = f"notify-subject-{kind}"
    return t(key, id=number) if t.has(key) else t("notify-subject")


def _settings(t: Translator) -> Press:
    return Press(t("account-settings-notify"), "nt.open")
