"""The picture that a badge comes with: drawn once, given to Telegram once, named by Telegram's own id from then on."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from weakref import WeakKeyDictionary

from bot.achievements.badges import face_of
from bot.kit.rendering import Said
from domain.achievements.drawing import Face, draw
from domain.achievements.queries import BadgeCard
from domain.notifications.ports import CallResult, InputBytes, OutboxItem

MOST = 500
_known: WeakKeyDictionary[object, OrderedDict[Face, str]] = WeakKeyDictionary()
"""By the way to Telegram, in this process; a thousand finishers of one race get one picture."""
_on_its_way: OrderedDict[tuple[int, str], tuple[OrderedDict[Face, str], Face]] = OrderedDict()


async def of(badge: BadgeCard, said: Said) -> str | InputBytes:
    face, known = face_of(badge, said.t, said.zone), _known.setdefault(said.app.telegram, OrderedDict())
    if face in known:
        return known[face]
    _on_its_way[said.user_id, badge.subject] = (known, face)
    while len(_on_its_way) > MOST:
        _on_its_way.popitem(last=False)
    return InputBytes(f"{badge.kind}.jpg", await asyncio.to_thread(draw, face))


async def sent(item: OutboxItem, result: CallResult) -> None:
    found = _on_its_way.pop((item.user_id or 0, item.subject or ""), None)
    if found is None or not isinstance(result, dict) or not result.get("photo"):
        return
    known, face = found
    known[face] = result["photo"][-1]["file_id"]
    while len(known) > MOST:
        known.popitem(last=False)
