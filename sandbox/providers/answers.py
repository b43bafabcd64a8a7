"""How the gateways answer: `{"error": {"code", "message"}}` when they refuse."""

from __future__ import annotations

from typing import Any

from aiohttp import web


def refusal(status: int, code: str, message: str, **more: Any) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message, **more}}, status=status)
