"""What Telegram's answer may hold: a batch that cannot be read would be asked for again and again."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer

from integrations.telegram.gateway import TelegramGateway

MESSAGE = rb'{"text": "\ud83d ok \ude00\ud83d\ude00"}'
HALVES = b'{"ok": true, "result": [{"update_id": 1, "message": ' + MESSAGE + b'}, {"update_id": 2}]}'


async def test_half_a_pair_in_one_update_does_not_hide_the_others() -> None:
    async def updates(request: web.Request) -> web.Response:
        return web.Response(body=HALVES, content_type="application/json")

    app = web.Application()
    app.router.add_post("/bot1:A/getUpdates", updates)
    async with TestServer(app) as server:
        gateway = TelegramGateway("1:A", api=str(server.make_url("/")))
        try:
            found = await gateway.ask("getUpdates", {"timeout": 0})
        finally:
            await gateway.close()
    assert [one["update_id"] for one in found] == [1, 2]
    assert found[0]["message"]["text"] == "? ok ?😀"
