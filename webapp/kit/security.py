"""Headers of every answer. No X-Frame-Options: Telegram shows us in a frame, and frame-ancestors says whose."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT, NONCE

EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Telegram's script starts with an empty <style>, for its own web client to fill."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def give_nonce(request: web.Request, handler: Handler) -> web.StreamResponse:
    request[NONCE] = secrets.token_urlsafe(16)
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), payment=()"
    if response.content_type == "text/html":
        response.headers["Content-Security-Policy"] = content_policy(request.app[CONTEXT], request[NONCE])


def _tiles(context: WebContext) -> str:
    """Whose map is shown, where one is."""
    tiles = urlsplit(context.maps.tiles)
    return f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""


def content_policy(context: WebContext, nonce: str) -> str:
    """Scripts by nonce only; everything else from ourselves; framed by Telegram (or the sandbox) alone."""
    frames = " ".join(("'self'", *context.frame_ancestors))
    # WebKit takes the frame's own origin for another one when Telegram opens it, so ours is named as well.
    own = urlsplit(context.public_url)
    connect = f"'self' {own.scheme}://{own.netloc}"
    images = f"'self' data: blob:{_tiles(context)}"
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' {EMPTY_STYLE}; img-src {images}; "
        f"connect-src {connect}; font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {frames}"
    )
