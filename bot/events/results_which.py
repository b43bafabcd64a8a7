"""A file that several events could take: the question replies to it, so the press that answers finds it again."""

from __future__ import annotations

from aiogram.types import Document

from bot.events import results_files, results_tracks
from bot.kit.routes import Route
from bot.kit.screen import Screen
from bot.kit.turn import Reply, Turn


async def chosen(turn: Turn) -> Reply:
    """Where the file has been deleted meanwhile, it is to be sent again with the event's number."""
    file = _asked_about(turn)
    if file is None:
        return Screen(turn.t("result-list-caption", event=f"#{turn.number()}"))
    take = results_tracks.take if results_tracks.is_named_so(file) else results_files.take
    return await take(turn, turn.number(), file)


def _asked_about(turn: Turn) -> Document | None:
    question = turn.incoming.message
    original = question.reply_to_message if question else None
    return original.document if original else None


PRESSES = {"rs.hint": Route(chosen)}
