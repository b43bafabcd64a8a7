"""The screens of the recorder, with invented events in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.events import recording
from bot.kit.screen import Screen
from domain.events.recorder.recorder import Recordable
from locales import Translator

Made: TypeAlias = Callable[[Translator], Screen]


def screens() -> dict[str, Made]:
    return {
        "recorder-none": lambda t: recording.track_screen([], t),
        "recorder": lambda t: recording.track_screen([Recordable(17, t("showroom-event"))], t),
        "recorder-which": lambda t: recording.track_screen([Recordable(17, t("showroom-event"))] * 2, t),
    }
