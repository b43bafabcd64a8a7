"""Stored pictures. An <img> carries no token, so the address itself is signed and cannot be guessed."""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from domain.errors import NotFound
from domain.files.pictures import PICTURE, PREVIEW, get_picture
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT

_FOREVER = "public, max-age=31536000, immutable"
"""A file never changes: a new picture is a new file."""


def path(context: WebContext, file_id: int) -> str:
    return f"/pictures/{file_id}/{_signature(context, file_id, PICTURE)}.webp"


def preview_path(context: WebContext, file_id: int) -> str:
    return f"/pictures/{file_id}/{_signature(context, file_id, PREVIEW)}.webp"


async def serve(request: web.Request) -> web.StreamResponse:
    context, file_id = request.app[CONTEXT], int(request.match_info["file_id"])
    name = _named(context, file_id, request.match_info["signature"])
    stored = await get_picture(file_id)
    if stored.path is None or stored.state != "ready":
        raise NotFound
    found = context.data_dir / stored.path / name
    if not found.is_file():
        raise NotFound
    headers = {"Cache-Control": _FOREVER, "Content-Type": stored.mime, "Content-Disposition": "inline"}
    return web.FileResponse(found, headers=headers | {"Content-Security-Policy": "default-src 'none'"})


def _named(context: WebContext, file_id: int, signature: str) -> str:
    """Which of the two sizes was signed."""
    for name in (PICTURE, PREVIEW):
        if hmac.compare_digest(_signature(context, file_id, name), signature):
            return name
    raise NotFound


def _signature(context: WebContext, file_id: int, name: str) -> str:
    return hmac.new(context.secret.encode(), f"{name}:{file_id}".encode(), hashlib.sha256).hexdigest()[:32]
