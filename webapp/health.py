"""How this process is, for who watches it."""

from __future__ import annotations

from aiohttp import web

from webapp.kit.keys import CONTEXT


async def health(request: web.Request) -> web.Response:
    found = await request.app[CONTEXT].health()
    return web.json_response(dict(found), status=200 if found.get("ok") else 503, headers={"Cache-Control": "no-store"})
