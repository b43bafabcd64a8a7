"""/track: to the recorder of the mini-app, for the event whose time it is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.routes import Route
from bot.kit.screen import Bold, OpenApp, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.events.recorder import recorder
from domain.events.recorder.recorder import Recordable
from domain.forms.texts import shortened
from locales import Translator


def recorder_row(event_id: int, t: Translator) -> Row:
    return [OpenApp(t("recorder-button"), f"/events/{event_id}/track", f"tr_{event_id}")]


async def track(turn: Turn) -> Reply:
    return track_screen(await recorder.recordable(turn.person.id, now=turn.now), turn.t)


def track_screen(events: Sequence[Recordable], t: Translator) -> Screen:
    if not events:
        return Screen(lines(Bold(t("recorder-nothing")), t("recorder-nothing-hint")))
    if len(events) == 1:
        text = lines(Bold(events[0].title), t("recorder-hint"))
        return Screen(text, keyboard=[recorder_row(events[0].event_id, t)])
    rows: list[Row] = [
        [OpenApp(shortened(one.title, 48), f"/events/{one.event_id}/track", f"tr_{one.event_id}")] for one in events
    ]
    return Screen(t("recorder-which"), keyboard=rows)


COMMANDS = {"track": Route(track)}
