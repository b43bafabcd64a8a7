"""Screens of an event's door, for the gallery."""

from __future__ import annotations

from datetime import timedelta

from bot.events import (
    door,
)
from bot.kit.screen import Screen
from domain.events.entrance.door import ANSWERS, Verdict
from domain.events.entrance.door_cards import DoorCard, GateCount, Known, OwnDoor
from domain.events.entrance.gates import Gate
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE

HOURS = timedelta(hours=1)
_STATES = ("good", "in", "unpaid", "waiting", "online")


def door_gallery() -> dict[str, Made]:
    def card(t: Translator, *, gates: bool) -> DoorCard:
        counts = (GateCount(1, "A", 12), GateCount(2, "B", 7), GateCount(None, "", 1)) if gates else ()
        return DoorCard(17, t("showroom-event"), ZONE, counts, 20 if gates else 0, 48, 1 if gates else 0, (), "1")

    def own(t: Translator) -> OwnDoor:
        return OwnDoor(17, t("showroom-event"), NOW + HOURS, ZONE)

    def verdict(t: Translator, answer: str) -> Verdict:
        return Verdict("key", answer, 7, t("showroom-person"), 114, NOW, "A")

    def found(t: Translator) -> Screen:
        people = [
            Known(number, 113 + number, t("showroom-person"), state, NOW, "A") for number, state in enumerate(_STATES)
        ]
        return door.found_screen([(17, one) for one in people], "114", t, ZONE)

    opens_at = NOW + 9 * HOURS
    return {
        "door": lambda t: door.door_screen(card(t, gates=True), "open", opens_at, t, NOW),
        "door-early": lambda t: door.door_screen(card(t, gates=False), "early", opens_at, t, NOW),
        "doors": lambda t: door.doors_screen([own(t)] * 2, None, t, NOW),
        "doors-none": lambda t: door.doors_screen([], own(t), t, NOW),
        "doors-never": lambda t: door.doors_screen([], None, t, NOW),
        "door-found": found,
        "door-found-none": lambda t: door.found_screen([], t("showroom-person"), t, ZONE),
        "door-gates": lambda t: door.gates_screen(17, 7, [Gate(1, "A"), Gate(2, "B"), Gate(3, "C")], t),
        **{f"door-{one}": lambda t, one=one: door.verdict_screen(verdict(t, one), 17, ZONE, t) for one in ANSWERS},  # type: ignore[misc]
        "door-checker": lambda t: door.checker_screen(17, t("showroom-event"), t),
        "told-handed-over": lambda t: door.handed_over_screen(t("showroom-event"), t("showroom-person"), t),
        "door-in-group": lambda t: door.counters_screen(card(t, gates=True), t),
    }
