"""/late 15: the start a quarter of an hour later, told to everybody with both times."""

from __future__ import annotations

from datetime import datetime

from bot.events.renderers import moved_screen
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Screen
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words, post
from domain.events import group, lateness
from domain.events.queries import get_shared_card
from domain.notifications.ports import Call


async def late(turn: Turn) -> Reply:
    """In the linked group, or in private by who has one event ahead."""
    minutes = turn.text.strip().removeprefix("+")
    if not turn.private:
        event_id = await group.linked_event_id(turn.chat_id)
    else:
        events = await group.linkable_events(turn.person, limit=2)
        if len(events) != 1:
            return Screen(turn.t("panel-late-where"))
        event_id = events[0].event_id
    await group.managed_event(turn.person, event_id)
    wanted = int(minutes) if minutes.isdecimal() and len(minutes) <= 4 else 0
    moved = await lateness.start_later(turn.person, event_id, wanted, now=turn.now)
    old, new = turn.t.time(moved.old, moved.zone), turn.t.when(moved.new, moved.zone, now=turn.now)
    return Screen(turn.t("panel-late-done", old=old, new=new))


async def late_in_group(said: Said) -> list[Call] | None:
    card, t = await get_shared_card(said.params["event_id"]), await group_words(said)
    old, new = [datetime.fromisoformat(said.params[name]) for name in ("old", "new")]
    if new != card.starts_at:
        return None
    screen = moved_screen(card, old, new, t, said.now)
    return await post(said, Screen(screen.text), "announcements")


COMMANDS = {"late": Route(late, Where.ANYWHERE)}
CALLS = {"event-late-in-group": late_in_group}
