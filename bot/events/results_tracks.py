"""A watch's file sent to the bot: what it came to, or why it cannot count."""

from __future__ import annotations

from aiogram.types import Document

from bot.events.results_words import mark_of
from bot.kit.rendering import Said
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.activity.reading import SUFFIXES
from domain.events import lifecycle
from domain.events.results import tracks
from domain.events.results.queries import BoardCard, BoardRow, Category, board_for, own_row, row_of
from domain.events.results.tracks import TrackCard
from domain.forms.texts import shortened
from locales import Translator


def is_track(turn: Turn) -> bool:
    return turn.brings_file(SUFFIXES)


def is_named_so(file: Document) -> bool:
    return bool(file.file_name and file.file_name.lower().endswith(SUFFIXES))


async def sent(turn: Turn) -> Reply:
    """To the one event that takes tracks, or to the one that the caption names."""
    message = turn.incoming.message
    assert message is not None and message.document is not None
    events = await tracks.events_for_tracks(turn.person, now=turn.now)
    if not events:
        return Screen(turn.t("result-tracks-not-taken"))
    named = turn.text.strip().removeprefix("#")
    chosen = [one for one in events if str(one.event_id) == named] or events
    if len(chosen) > 1:
        rows: list[Row] = [[Press(shortened(one.title, 48), "rs.hint", (one.event_id,))] for one in events]
        return Screen(turn.t("result-which-event"), keyboard=rows, under=message.message_id)
    return await take(turn, chosen[0].event_id, message.document)


async def take(turn: Turn, event_id: int, file: Document) -> Screen:
    name = file.file_name or ""
    await tracks.receive(turn.person, event_id, name, file.file_id, now=turn.now)
    title = (await lifecycle.load(event_id, lock=False)).title
    return Screen(turn.t("result-track-reading", name=name[:60], title=title))


async def judged(said: Said) -> Screen | None:
    person = await get_person(said.user_id)
    track = await tracks.get_track(said.params["track_id"], said.user_id)
    card = await board_for(track.event_id, person)
    return judged_screen(card, track, await own_row(card, said.user_id, Category()), said.t)


def judged_screen(card: BoardCard, track: TrackCard, row: BoardRow | None, t: Translator) -> Screen:
    board: Row = [Press(t("result-button-board"), "rs.top", (card.id,))]
    if track.state == "refused":
        metres = t.distance(card.event.distance_m or 0)
        why = t(f"result-track-problem-{track.problem}", distance=metres)
        return Screen(lines(Bold(t("result-track-refused", title=card.event.title)), why), keyboard=[board])
    if track.state == "review" or row is None:
        doubt = t(f"result-doubt-{track.problem or 'short'}")
        said = t("result-track-review", doubt=doubt)
        return Screen(lines(Bold(t("result-track-came", title=card.event.title)), said), keyboard=[board])
    place = t("result-place-now", place=row.place) if row.place else None
    head = Bold(t("result-track-taken", title=card.event.title, mark=mark_of(card, row, t)))
    return Screen(lines(head, place), keyboard=[board])


async def doubt(said: Said) -> Screen | None:
    """To the organizer; nothing when it was decided before it could be said."""
    card = await board_for(said.params["event_id"], await get_person(said.user_id))
    row = await row_of(card, said.params["registration_id"], Category(), with_names=True)
    return doubt_screen(card, row, said.t) if row and row.state == "review" else None


def doubt_screen(card: BoardCard, row: BoardRow, t: Translator) -> Screen:
    name = row.name or t("result-nameless")
    head = t("result-doubt-told", number=str(row.number or "–"), name=name, doubt=t(f"result-doubt-{row.reason}"))
    page = f"/org/events/{card.id}/results/{row.registration_id}"
    look: Row = [OpenApp(t("result-button-look"), page, f"o_{card.id}")]
    decide: Row = [
        Press(t("result-button-accept"), "rs.accept", (card.id, row.registration_id)),
        Press(t("result-button-results"), "rs.panel", (card.id,)),
    ]
    return Screen(lines(Bold(card.event.title), head), keyboard=[look, decide])


SCREENS = {"result-track": judged, "result-doubt": doubt}
