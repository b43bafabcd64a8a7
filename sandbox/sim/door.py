"""HTTP in, a `/sim` call, JSON out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.sim import gather, paying, reset, sending, steer, switching, talk, touch, voting
from sandbox.sim.ask import Ask, SimHandler, SimTable
from sandbox.telegram.botapi import read_fields
from sandbox.telegram.errors import ApiError, SimError
from sandbox.telegram.world import World

ROOMS = (talk, sending, voting, paying, touch, gather, switching, steer, reset)
CALLS: SimTable = {name: handler for room in ROOMS for name, handler in room.CALLS.items()}


def routes(world: World) -> list[web.RouteDef]:
    known = [web.route(method, f"/sim/{path}", _door(world, handler)) for (method, path), handler in CALLS.items()]
    return [*known, web.route("*", "/sim/{path:.*}", _unknown)]


async def _unknown(request: web.Request) -> web.Response:
    """No such call, or another method: the hint names what there is."""
    path = request.match_info["path"]
    methods = [method for method, known in CALLS if known == path]
    hint = f"{methods[0]} /sim/{path}" if methods else ", ".join(sorted({known for _, known in CALLS}))
    answer = {"error": f"there is no {request.method} /sim/{path}", "hint": hint}
    return web.json_response(answer, status=405 if methods else 404)


def _door(world: World, handler: SimHandler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.Response:
        fields, uploads = await read_fields(request)
        try:
            return web.json_response(await handler(Ask(world, fields | dict(request.match_info), uploads)))
        except SimError as problem:
            return web.json_response({"error": problem.error, "hint": problem.hint}, status=problem.status)
        except ApiError as problem:
            return web.json_response({"error": problem.description, "hint": ""}, status=400)

    return answer
