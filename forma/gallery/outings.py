"""Screens of outings and of the door of a group, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.events import group_door, outings
from domain.events.group_door.doors import GroupDoor, State
from domain.events.outings.queries import Names, OutingCard
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE

LINK = "https://t.me/+Qw3rTy"


def outing(t: Translator) -> OutingCard:
    return OutingCard(
        id=12,
        maker_id=7,
        maker_name=t("showroom-person"),
        what=t.distance(10_000),
        place=t("showroom-place"),
        starts_at=NOW + timedelta(hours=19),
        has_hour=True,
        zone=ZONE,
        language=t.lang,
        state="open",
        inline_message_id="A",
        event_id=None,
        takes_registrations=False,
        yes=Names((t("showroom-person"), t("showroom-organizer")), 14),
        maybe=Names((t("showroom-person"),), 1),
        no=Names((), 0),
    )


def door(t: Translator, state: State) -> GroupDoor:
    link = LINK if state == "open" else ""
    return GroupDoor(17, t("showroom-event"), t("showroom-event"), -5, state, link, 3, 12, may_open=True)


def outings_gallery() -> dict[str, Made]:
    def shown(**known: object) -> Made:
        return lambda t: outings.outing_screen(replace(outing(t), **known), t, NOW)  # type: ignore[arg-type]

    nobody = {"yes": Names(), "maybe": Names(), "no": Names()}
    states: tuple[State, ...] = ("closed", "making", "open", "stuck", "no-group")
    return {
        "outing": shown(),
        "outing-new": shown(has_hour=False, what="", place="", **nobody),
        "outing-over": shown(state="over"),
        "outing-cancelled": shown(state="cancelled"),
        "outing-is-event": shown(event_id=17, takes_registrations=True),
        "group-door-way-in": lambda t: group_door.way_in_screen(17, t("showroom-event"), t("showroom-event"), t),
        **{f"group-door-{state}": _door(state) for state in states},
    }


def _door(state: State) -> Made:
    return lambda t: group_door.door_screen(door(t, state), t)
