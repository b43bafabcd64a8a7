"""Commands of the staff: nobody else can tell that they exist."""

from __future__ import annotations

from bot.accounts.whom import replied_to
from bot.kit.answers import unknown_command
from bot.kit.turn import Handler, Reply, Turn
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import Person, find_by_telegram_id, find_by_username, get_person


def for_administrators(handler: Handler) -> Handler:
    async def guarded(turn: Turn) -> Reply:
        if turn.person.is_administrator:
            return await handler(turn)
        return await unknown_command(turn) if turn.private else None

    return guarded


async def find_target(turn: Turn) -> tuple[Person | None, str]:
    """Whom a command is about, and the words that follow: @name, user:5, or whoever is replied to or forwarded."""
    first, _, rest = turn.text.strip().partition(" ")
    if first.startswith("@"):
        return await find_by_username(first), rest.strip()
    if first.startswith("user:") and first[5:].isdecimal():
        return await _by_id(int(first[5:])), rest.strip()
    telegram_id = replied_to(turn)
    found = await find_by_telegram_id(telegram_id) if telegram_id else None
    return found, turn.text.strip()


async def _by_id(user_id: int) -> Person:
    if user_id >= 1 << 63:
        raise PersonNotKnown(name=f"user:{user_id}")
    return await get_person(user_id)
