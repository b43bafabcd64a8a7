"""The port of a process: pages, the webhook and its health."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from aiohttp import web

from bot.kit.calls import invoice_params
from bot.kit.screen import Invoice
from domain.payments.orders import Order
from forma.health import health
from forma.reset import reset_routes
from forma.runtime import Runtime
from forma.settings import LOOPBACK
from webapp.app import build_app
from webapp.kit.context import TELEGRAM_FRAMES, InvoiceLink, PaymentHooks, WebContext


async def serve(runtime: Runtime, stack: AsyncExitStack, routes: Sequence[web.RouteDef], *, with_pages: bool) -> str:
    """One port: pages if this process has them, the webhook if it has that, and GET /health always."""
    settings = runtime.settings
    app = build_app(_web_context(runtime)) if with_pages else _bare_app(runtime)
    app.add_routes(routes)
    if settings.clock and not settings.real_telegram:
        app.add_routes(reset_routes(runtime.clock, runtime.app.vault))
        if with_pages:
            app.add_routes(_showroom())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.listen_host, settings.listen_port).start()
    return f"http://{settings.listen_host}:{settings.listen_port}"


def _showroom() -> list[web.RouteDef]:
    """Beside a demo alone, so nobody else waits for its import."""
    from forma.gallery.screens import shown
    from webapp.showroom.views import routes

    return routes(shown)


def _bare_app(runtime: Runtime) -> web.Application:
    async def answer(_: web.Request) -> web.Response:
        found = await health(runtime.now())
        return web.json_response(dict(found), status=200 if found["ok"] else 503)

    app = web.Application()
    app.router.add_get("/health", answer)
    return app


def _invoice_link(runtime: Runtime) -> InvoiceLink:
    async def link(order: Order, title: str) -> str:
        price = order.price
        invoice = Invoice(title, order.title, order.token, price.currency, price.amount_minor, "payments")
        return str(await runtime.gateway.ask("createInvoiceLink", invoice_params(invoice)))

    return link


def _web_context(runtime: Runtime) -> WebContext:
    settings = runtime.settings
    here = urlsplit(settings.telegram_api)
    frames: tuple[str, ...] = TELEGRAM_FRAMES
    if here.hostname in LOOPBACK:
        frames = tuple(f"http://{host}:{here.port}" for host in ("localhost", "127.0.0.1"))
    return WebContext(
        bot_token=settings.bot_token,
        bot_username=runtime.app.username,
        public_url=settings.public_url,
        secret=settings.secret_key,
        clock=runtime.clock,
        health=lambda: health(runtime.now()),
        frame_ancestors=frames,
        data_dir=settings.data_dir,
        vault=runtime.app.vault,
        maps=runtime.app.maps,
        providers=runtime.payments.checkouts,
        invoice_link=_invoice_link(runtime),
        hooks=PaymentHooks(
            settings.payments.stripe_webhook_secret,
            settings.payments.yookassa_from if settings.payments.yookassa_key else (),
        ),
    )
