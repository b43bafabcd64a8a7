"""`python -m sandbox`: Telegram and the rest of the world on localhost."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from aiohttp import web

from sandbox.app import SMTP_PORT, build_app
from sandbox.config import SandboxConfig, split_address


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--listen", default="127.0.0.1:8081", help="host:port; port 0 takes a free one")
    parser.add_argument("--webapp-url", default="http://127.0.0.1:8082", help="origin of the mini-app")
    parser.add_argument("--token", default="1000001:SANDBOX")
    parser.add_argument("--smtp-listen", help="host:port of the mail outbox")
    parser.add_argument("--origin", default="", help="where people open the sandbox, for addresses that it gives out")
    parser.add_argument("--hook", action="append", default=[], metavar="PROVIDER=URL", help="where its webhooks go")
    parser.add_argument("--health-url", help="where the product says whether it is idle")
    parser.add_argument("--reset-url", help="told when the world is reset")
    parser.add_argument("--state-dir", type=Path, help="where the world is kept between starts")
    parser.add_argument("--bot-name", default="Sandbox")
    parser.add_argument("--bot-username", default="sandbox_bot")
    parser.add_argument("--flood", action="store_true", help="enforce Telegram's speed limits")
    parser.add_argument("--query-ttl", type=float, default=60.0, help="seconds a button press may be answered")
    return parser.parse_args()


def config_from(given: argparse.Namespace) -> SandboxConfig:
    return SandboxConfig(
        token=given.token,
        webapp_url=given.webapp_url.rstrip("/"),
        smtp_listen=given.smtp_listen,
        hooks=dict(one.split("=", 1) for one in given.hook),
        origin=given.origin.rstrip("/"),
        health_url=given.health_url,
        reset_url=given.reset_url,
        state_dir=given.state_dir,
        bot_name=given.bot_name,
        bot_username=given.bot_username,
        flood=given.flood,
        query_ttl_s=given.query_ttl,
    )


async def serve(given: argparse.Namespace) -> None:
    app = build_app(config_from(given))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    host, port = split_address(given.listen)
    await web.TCPSite(runner, host, port).start()
    bound = runner.addresses[0][1]
    mail = f" smtp://{host}:{app[SMTP_PORT][0]}" if app[SMTP_PORT] else ""
    print(f"sandbox: http://{host}:{bound}{mail}", flush=True)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
