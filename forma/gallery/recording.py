"""The screens of the recorder, with invented events in them."""

from __future__ import annotations

from bot.events import recording
from domain.events.recorder.recorder import Recordable
from forma.gallery.asking import Made


def screens() -> dict[str, Made]:
    return {
        "recorder-none": lambda t: recording.track_screen([], t),
        "recorder": lambda t: recording.track_screen([Recordable(17, t("showroom-event"))], t),
        "recorder-which": lambda t: recording.track_screen([Recordable(17, t("showroom-event"))] * 2, t),
    }
