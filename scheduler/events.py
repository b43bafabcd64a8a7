"""What happens to events at a time."""

from __future__ import annotations

from datetime import datetime

from domain.accounts import sanctions
from domain.events import lifecycle, standstill
from domain.events.admission import applying
from domain.events.entry import resuming, waiting
from domain.events.finding import likeness, nearby, weekly
from domain.events.live import telling
from domain.events.outings import outings
from domain.events.people import letter_times, name_tags, planned_letters
from domain.events.programme import starting
from domain.events.recorder import finishing, recorder
from domain.events.tournaments import drawing, playing, setup
from domain.organizations import team
from domain.spaces import tags
from locales.tags import place_words


async def move(event_id: str, now: datetime) -> None:
    await lifecycle.move_by_time(int(event_id), now=now)


async def end_offer(place_id: str, now: datetime) -> None:
    await waiting.end_offer(int(place_id), now=now)


async def holder_changed(user_id: str, now: datetime) -> None:
    await standstill.holder_changed(int(user_id), now=now)


async def team_changed(organization_id: str, now: datetime) -> None:
    await standstill.team_changed(int(organization_id), now=now)


async def follow_holder(event_id: str, now: datetime) -> None:
    await resuming.follow(int(event_id), now=now)


async def remind_of_applications(event_id: str, now: datetime) -> datetime | None:
    return await applying.remind(int(event_id), now=now)


async def time_to_draw(event_id: str, now: datetime) -> datetime | None:
    return await drawing.remind(int(event_id), now=now)


async def let_report_stand(match_id: str, now: datetime) -> datetime | None:
    return await playing.stand(int(match_id), now=now)


async def tell_live(event_id: str, now: datetime) -> None:
    await telling.tell(int(event_id), now=now)


async def look_at_live(event_id: str, now: datetime) -> datetime | None:
    return await telling.each_minute(int(event_id), now=now)


async def finish_recording(recording_id: str, now: datetime) -> datetime | None:
    return await finishing.finish_overdue(int(recording_id), now=now)


async def tag_members(subject: str, now: datetime) -> datetime | None:
    return await name_tags.settle(subject, words=place_words, now=now)


async def say_item_begins(event_id: str, now: datetime) -> datetime | None:
    return await starting.tell(int(event_id), now=now)


async def close_outing(outing_id: str, now: datetime) -> datetime | None:
    return await outings.close(int(outing_id), now=now)


async def remind_of_outing(outing_id: str, now: datetime) -> None:
    await outings.remind(int(outing_id), now=now)


async def send_letter(letter_id: str, now: datetime) -> datetime | None:
    return await planned_letters.send_due(int(letter_id), now=now)


async def plan_looks(now: datetime) -> None:
    """What comes again and again, where it is not planned."""
    await likeness.plan_night(now=now)
    await weekly.plan_looks(now=now)


AGENDA = {
    tags.DUE: tag_members,
    "event-open": move,
    "event-start": move,
    "event-finish": move,
    waiting.OFFER_END: end_offer,
    applying.REMINDER: remind_of_applications,
    setup.DRAW_TIME: time_to_draw,
    playing.STANDS: let_report_stand,
    sanctions.STANDING: holder_changed,
    team.CHANGED: team_changed,
    standstill.DUE: follow_holder,
    telling.SOON: tell_live,
    telling.MINUTE: look_at_live,
    letter_times.DUE: send_letter,
    recorder.OVERDUE: finish_recording,
    starting.DUE: say_item_begins,
    outings.OVER: close_outing,
    outings.REMIND: remind_of_outing,
    likeness.NIGHT: likeness.night,
    likeness.BATCH: likeness.batch,
    nearby.KIND: nearby.tell_some,
    weekly.LOOK: weekly.look,
}
