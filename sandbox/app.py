"""The whole sandbox as one aiohttp application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from sandbox.client import Client, file_response
from sandbox.config import SandboxConfig, split_address
from sandbox.providers.calendar.server import Calendar
from sandbox.providers.geo.server import Maps
from sandbox.providers.mail import open_mailbox
from sandbox.providers.oidc.server import SignIn
from sandbox.providers.payments.stripe import StripeTill
from sandbox.providers.payments.yookassa import YooKassaTill
from sandbox.providers.provider import Provider
from sandbox.providers.push import PushGateway
from sandbox.providers.rooms.server import Rooms
from sandbox.providers.service import Service, keep_telling
from sandbox.providers.shop.server import Shop
from sandbox.providers.sms import SmsGateway
from sandbox.providers.tracker.server import Tracker
from sandbox.sim import door
from sandbox.telegram import botapi
from sandbox.telegram.delivery import Delivery
from sandbox.telegram.storage import keep_saving, load, save
from sandbox.telegram.timers import keep_time
from sandbox.telegram.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
WORLD = web.AppKey("world", World)
SMTP_PORT = web.AppKey("smtp_port", list[int])


def build_app(config: SandboxConfig) -> web.Application:
    world = World(config, load(config.state_dir))
    app = web.Application(client_max_size=LARGEST_UPLOAD)
    app[WORLD] = world
    app[SMTP_PORT] = []
    app.add_routes(
        [web.route("*", "/bot{token}/{method}", _bot_call), web.get("/file/bot{token}/{path:.+}", _download)]
    )
    for provider in _providers(world):
        world.providers[provider.name] = provider
        app.add_routes(provider.routes())
    app.add_routes(door.routes(world))
    app.add_routes(Client(world).routes())
    app.on_cleanup.append(_close_webviews)
    app.cleanup_ctx.extend([_deliver, _keep_time, _save, _receive_mail, _tell_listeners])
    return app


def _providers(world: World) -> list[Provider]:
    hooks, origin = world.config.hooks, world.config.origin
    tills = [StripeTill(world, origin, hooks.get("stripe")), YooKassaTill(world, origin, hooks.get("yookassa"))]
    sign_in = SignIn(world, origin)
    return [
        SmsGateway(world),
        PushGateway(world),
        *tills,
        Maps(world, origin),
        Tracker(world, origin),
        sign_in,
        Calendar(world, origin, sign_in.desk),
        Shop(world, origin, hooks.get("shop")),
        Rooms(world, origin, hooks.get("rooms")),
    ]


async def _bot_call(request: web.Request) -> web.StreamResponse:
    return await botapi.serve(request.app[WORLD], request)


async def _download(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    entry = world.files.by_path(request.match_info["path"])
    if request.match_info["token"] != world.config.token or entry is None:
        raise web.HTTPNotFound
    return file_response(world, entry)


async def _close_webviews(app: web.Application) -> None:
    await app[WORLD].webviews.close()


async def _deliver(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as session:
        task = asyncio.create_task(Delivery(app[WORLD], session).run())
        yield
        await _stop(task)


async def _keep_time(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(keep_time(app[WORLD]))
    yield
    for walk in list(app[WORLD].walks.values()):
        await _stop(walk)
    await _stop(task)


async def _save(app: web.Application) -> AsyncIterator[None]:
    folder = app[WORLD].config.state_dir
    if folder is None:
        yield
        return
    task = asyncio.create_task(keep_saving(app[WORLD], folder))
    yield
    await _stop(task)
    save(app[WORLD], folder)


async def _receive_mail(app: web.Application) -> AsyncIterator[None]:
    address = app[WORLD].config.smtp_listen
    if address is None:
        yield
        return
    server = await open_mailbox(app[WORLD], *split_address(address))
    app[SMTP_PORT].append(server.sockets[0].getsockname()[1])
    yield
    server.close()


async def _tell_listeners(app: web.Application) -> AsyncIterator[None]:
    services = [one for one in app[WORLD].providers.values() if isinstance(one, Service)]
    tasks = [asyncio.create_task(keep_telling(one)) for one in services]
    yield
    for task in tasks:
        await _stop(task)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled() and (problem := task.exception()) is not None:
        raise problem
