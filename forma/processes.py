"""Which work one process does, from its start to its orderly end."""

from __future__ import annotations

import asyncio
import importlib
import signal
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack

from aiohttp import web

from bot.events.diplomas import diploma_jobs
from bot.events.exporting import export_jobs
from forma.background import in_background, start
from forma.lag import watch_lag
from forma.runtime import Runtime, open_runtime
from forma.scheduling import open_mail, provider_notices, scheduler_looks
from forma.serving import serve
from forma.settings import Settings
from forma.talking import talk
from forma.warming import WARM, warm_connections


async def run_processes(settings: Settings, kinds: set[str], *, ready: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT; what is in hand is finished first."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with open_runtime(settings, kinds) as runtime, AsyncExitStack() as stack:
        warmed = warm_connections(sum(WARM[kind] for kind in kinds & set(WARM)), runtime.now())
        routes, _ = await asyncio.gather(_routes(runtime, stack, kinds), warmed)
        mail = await open_mail(runtime, stack) if "scheduler" in kinds else None
        in_background(stack, watch_lag())
        if "work" in kinds:
            in_background(stack, _work(runtime))
        if "scheduler" in kinds:
            start(stack, scheduler_looks(runtime, mail, provider_notices(runtime, stack)), runtime.clock)
        address = await serve(runtime, stack, routes, with_pages="web" in kinds)
        ready(f"{', '.join(sorted(kinds))}: {address}")
        await stop.wait()


async def _routes(runtime: Runtime, stack: AsyncExitStack, kinds: set[str]) -> Sequence[web.RouteDef]:
    return await talk(runtime, stack) if "bot" in kinds else []


async def _work(runtime: Runtime) -> None:
    """Nobody waits for the first job, so its libraries come after everything else."""
    jobs = await asyncio.to_thread(importlib.import_module, "forma.work")
    settings = runtime.settings
    vault = runtime.app.vault
    handlers = jobs.job_handlers(runtime.gateway, settings.data_dir, runtime.payments, runtime.now, vault)
    await jobs.work(handlers | export_jobs(runtime.app) | diploma_jobs(runtime.app), settings.database_url)
