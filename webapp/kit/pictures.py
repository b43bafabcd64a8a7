"""Stored pictures. An <img> carries no token, so the address itself is signed and cannot be guessed.

What everybody may see has one address for good. All other pictures have addresses that end, by day, so that a page
seen again finds them in the browser's cache; who serves them may ask besides whether their reader still may look.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from aiohttp import web

from domain.errors import NotFound
from domain.files.pictures import PICTURE, PREVIEW, get_picture
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT

FOREVER = "public, max-age=31536000, immutable"
"""A file never changes: a new picture is a new file."""
_A_WHILE = "private, max-age=3600"
_DAY_S = int(timedelta(days=1).total_seconds())


def path(context: WebContext, file_id: int) -> str:
    return f"/pictures/{file_id}/{_signature(context, f'{PICTURE}:{file_id}')}.webp"


def preview_path(context: WebContext, file_id: int) -> str:
    return f"/pictures/{file_id}/{_signature(context, f'{PREVIEW}:{file_id}')}.webp"


def shown_path(context: WebContext, file_id: int, name: str = PICTURE, *, is_open: bool, reader: int) -> str:
    """Of a cover: one address for good where everybody may see it, else the reader's own."""
    if not is_open:
        return ending_path(context, file_id, name, reader=reader)
    return preview_path(context, file_id) if name == PREVIEW else path(context, file_id)


def ending_path(context: WebContext, file_id: int, name: str = PICTURE, *, reader: int = 0) -> str:
    """Good for a day or two; with a `reader` it is theirs, and their right is asked for when it is served."""
    day = last_day(context)
    whose = f"{reader}/" if reader else ""
    return f"/pictures/{file_id}/{day}/{whose}{_signature(context, f'{name}:{file_id}:{day}:{reader}')}.webp"


def last_day(context: WebContext) -> int:
    """Of an address that is made now: the number of the day after which it leads nowhere."""
    return int(context.clock.now().timestamp()) // _DAY_S + 1


def is_over(context: WebContext, day: int) -> bool:
    return int(context.clock.now().timestamp()) // _DAY_S > day


async def serve_ending(request: web.Request) -> web.StreamResponse:
    return await send(request, signed_till(request, reader=0), _A_WHILE, purposes=("room",))


def signed_till(request: web.Request, *, reader: int) -> str:
    """Which of the two sizes was signed, for that reader. Raises NotFound, also when its time is over."""
    file_id, day = (int(request.match_info[one]) for one in ("file_id", "day"))
    if is_over(request.app[CONTEXT], day):
        raise NotFound
    return signed(request, f"{file_id}:{day}:{reader}")


def signed(request: web.Request, said: str) -> str:
    for name in (PICTURE, PREVIEW):
        if hmac.compare_digest(_signature(request.app[CONTEXT], f"{name}:{said}"), request.match_info["signature"]):
            return name
    raise NotFound


async def send(
    request: web.Request, name: str, kept: str = _A_WHILE, *, purposes: tuple[str, ...]
) -> web.StreamResponse:
    """Raises NotFound for a picture that is no more, or is for something else."""
    stored = await get_picture(int(request.match_info["file_id"]))
    if stored.path is None or stored.state != "ready" or stored.purpose not in purposes:
        raise NotFound
    found = request.app[CONTEXT].data_dir / stored.path / name
    if not found.is_file():
        raise NotFound
    headers = {"Cache-Control": kept, "Content-Type": stored.mime, "Content-Disposition": "inline"}
    return web.FileResponse(found, headers=headers | {"Content-Security-Policy": "default-src 'none'"})


def _signature(context: WebContext, said: str) -> str:
    return hmac.new(context.secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
