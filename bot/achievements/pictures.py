"""The picture that a badge comes with: drawn once, given to Telegram once, named by Telegram's own id from then on."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from bot.achievements.badges import face_of
from bot.kit.rendering import Said
from domain.achievements.drawing import Face, draw
from domain.achievements.queries import BadgeCard
from domain.notifications.ports import CallResult, InputBytes, OutboxItem

MOST = 500
_known: OrderedDict[Face, str] = OrderedDict()
"""Of this process; a thousand finishers of one race get one picture."""
_on_its_way: OrderedDict[tuple[int, str], Face] = OrderedDict()


async def of(badge: BadgeCard, said: Said) -> str | InputBytes:
    face = face_of(badge, said.t, said.zone)
    if face in _known:
        return _known[face]
    _keep(_on_its_way, (said.user_id, badge.subject), face)
    return InputBytes(f"{badge.kind}.jpg", await asyncio.to_thread(draw, face))


async def sent(item: OutboxItem, result: CallResult) -> None:
    face = _on_its_way.pop((item.user_id or 0, item.subject or ""), None)
    if face and isinstance(result, dict) and result.get("photo"):
        _keep(_known, face, result["photo"][-1]["file_id"])


def _keep(kept: OrderedDict, key: object, value: object) -> None:  # type: ignore[type-arg]  # either of the two above
    kept[key] = value
    while len(kept) > MOST:
        kept.popitem(last=False)
