"""Names under which the application and a request keep things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web
from jinja2 import Environment

from domain.accounts.people import Person
from webapp.kit.assets import Assets
from webapp.kit.context import WebContext

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from webapp.kit.fragments import Fragments
    from webapp.kit.live import Hub
    from webapp.kit.pieces import Pieces
    from webapp.kit.routing import Route
    from webapp.kit.visit import Visit

    BlockedScreen = Callable[[Visit], Awaitable[web.Response | None]]

CONTEXT: Final = web.AppKey("context", WebContext)
TEMPLATES: Final = web.AppKey("templates", Environment)
ASSETS: Final = web.AppKey("assets", Assets)
SHAPES: Final[web.AppKey[list[tuple[str, str]]]] = web.AppKey("shapes")
ROUTES: Final[web.AppKey[tuple[Route, ...]]] = web.AppKey("routes", tuple)
BLOCKED: Final[web.AppKey[BlockedScreen]] = web.AppKey("blocked")
HUB: Final[web.AppKey[Hub]] = web.AppKey("hub")
FRAGMENTS: Final[web.AppKey[Fragments]] = web.AppKey("fragments")
PIECES: Final[web.AppKey[Pieces]] = web.AppKey("pieces")
PERSON: Final = web.RequestKey("person", Person)
NONCE: Final = web.RequestKey("nonce", str)
