"""Screens of the programme of an event: as people see it, as its organizer does, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.events import programme, programme_making
from domain.events.programme.changes import Change, Said
from domain.events.programme.items import Item
from domain.events.programme.making_form import ITEM_KEEP_FORM, KEEP_FORM
from domain.forms.form import Form
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, event

_START = NOW + timedelta(days=4, hours=1)


def items(t: Translator) -> tuple[Item, ...]:
    """One for everybody, one that the viewer is in, one that is full, one without a limit."""
    half = timedelta(minutes=30)
    names = [t(f"programme-showroom-{name}") for name in ("warm-up", "five", "ten", "talk", "awards")]
    return (
        Item(1, names[0], _START, None, 15, None, None, 0, own=False),
        Item(2, names[1], _START + half, _START + 2 * half, 15, 21, 30, 12, own=True),
        Item(3, names[2], _START + half, _START + 3 * half, 15, 22, 50, 50, own=False),
        Item(4, names[3], _START + 3 * half, None, None, 23, None, 7, own=False),
        Item(5, names[4], _START + 4 * half, None, 60, None, None, 0, own=False),
    )


def many(t: Translator) -> tuple[Item, ...]:
    return tuple(
        Item(at, t("programme-showroom-five"), _START + at * timedelta(minutes=10), None, 15, None, None, 0, own=False)
        for at in range(30)
    )


def _changes(t: Translator) -> list[Change]:
    first, second, third, *_ = (Said(one.id, one.title, one.starts_at, one.ends_at, one.by_choice) for one in items(t))
    later = Said(2, second.title, second.starts_at + timedelta(minutes=15), second.ends_at, by_choice=True)
    return [Change(1, first, None), Change(2, second, later), Change(3, None, third)]


def programme_gallery(asked: Callable[[Form], dict[str, Made]]) -> dict[str, Made]:
    return {
        "programme": lambda t: programme.programme_screen(event(t, programme=items(t)), t, NOW),
        "programme-own": lambda t: programme.programme_screen(
            event(t, programme=items(t), own_status="confirmed"), t, NOW
        ),
        "programme-long": lambda t: programme.programme_screen(event(t, programme=many(t)), t, NOW, first=12),
        "programme-making": lambda t: programme_making.manage_screen(event(t, programme=items(t), manages=True), t),
        "programme-making-none": lambda t: programme_making.manage_screen(event(t, manages=True), t),
        "programme-making-long": lambda t: programme_making.manage_screen(event(t, programme=many(t)), t, first=12),
        "programme-item": lambda t: programme_making.item_screen(event(t), items(t)[1], (1, 0, 0, 1, 1), t),
        "programme-item-for-all": lambda t: programme_making.item_screen(event(t), items(t)[0], (), t),
        **asked(KEEP_FORM),
        **asked(ITEM_KEEP_FORM),
        "told-programme-reminder": lambda t: programme.reminder_screen(
            event(t, own_status="confirmed"), items(t)[1], t, items(t)[1].starts_at - timedelta(minutes=15)
        ),
        "told-programme-begins": lambda t: programme.begins_screen(event(t, programme=items(t)), items(t)[1:2], t),
        "told-programme-changed": lambda t: programme.changed_screen(
            event(t, programme=items(t), own_status="confirmed"), _changes(t), t, NOW
        ),
        "told-programme-lost": lambda t: programme.lost_screen(event(t), [t("programme-showroom-five")], t),
    }
