"""From Telegram's launch data to a token in page memory, and from the token to the person."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import UTC, datetime

import structlog
from aiohttp import web

from domain import database
from domain.accounts import people, sessions
from domain.accounts.sessions import LaunchUsedUp, Viewer
from domain.forms.texts import clean_line
from locales import pick_language
from webapp.kit import shapes
from webapp.kit.keys import ASSETS, CONTEXT, NONCE, SHAPES, TEMPLATES
from webapp.kit.launch import Launch, LaunchRefused, verify_launch
from webapp.kit.start import first_page

log = structlog.get_logger(__name__)
REFUSED = {"error": "launch"}
_FIELDS = {"init_data", "platform", "key"}


class NotSignedIn(Exception):
    """No token, or one that is not good any more."""


def real_now() -> datetime:
    return datetime.now(UTC)


async def open_session(request: web.Request) -> web.Response:
    """`POST /session`: every refusal is the same 401, so that nobody learns which check it was."""
    try:
        said = await _read(request)
        launch = verify_launch(said["init_data"], bot_token=request.app[CONTEXT].bot_token, now=real_now())
        answer = await database.in_transaction(lambda: _exchange(request, launch, said))
    except (LaunchRefused, LaunchUsedUp) as error:
        log.info("launch-refused", why=str(error))
        return web.json_response(REFUSED, status=401, headers={"Cache-Control": "no-store"})
    return web.json_response(answer, headers={"Cache-Control": "no-store"})


async def _read(request: web.Request) -> dict[str, str]:
    try:
        said = await request.json()
    except (ValueError, RecursionError) as error:
        raise LaunchRefused("not JSON") from error
    if not isinstance(said, dict) or not {"init_data"} <= said.keys() <= _FIELDS:
        raise LaunchRefused("fields")
    if not all(isinstance(value, str) for value in said.values()):
        raise LaunchRefused("types")
    if not (said.get("key", "").isascii() and len(said.get("key", "")) <= 64):
        raise LaunchRefused("key")
    return said


async def _exchange(request: web.Request, launch: Launch, said: dict[str, str]) -> dict[str, object]:
    key, platform = said.get("key", ""), said.get("platform", "")
    now = request.app[CONTEXT].clock.now()
    language = pick_language(launch.person.language_code)
    person = await people.meet(launch.person, now=now, language=language)
    token = _token(request, launch, key)
    await sessions.open_session(person, launch.digest, token, clean_line(platform), now=real_now())
    return {"token": token, "language": person.language, "start": first_page(launch.start_param)}


def _token(request: web.Request, launch: Launch, key: str) -> str:
    """Under the same key the same: whose answer was lost asks again, and has opened no second session."""
    if not key:
        return secrets.token_urlsafe(16)
    secret = hmac.digest(b"session", request.app[CONTEXT].bot_token.encode(), "sha256")
    made = hmac.digest(secret, f"{launch.digest}:{key}".encode(), "sha256")
    return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")


async def require_viewer(request: web.Request) -> Viewer:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not 0 < len(token) <= 64 or not token.isascii():
        raise NotSignedIn
    viewer = await sessions.find_viewer(token, now=real_now())
    if viewer is None:
        raise NotSignedIn
    return viewer


def shell(request: web.Request, *, status: int = 200) -> web.Response:
    """The same for everybody: an outline of the page, which fetches it once it knows who asks."""
    context, known = request.app[CONTEXT], request.app[SHAPES]
    html = (
        request.app[TEMPLATES]
        .get_template("shell.html")
        .render(
            nonce=request[NONCE],
            telegram_script=context.telegram_script or request.app[ASSETS].url("telegram.js"),
            bot_link=context.startapp_link("home"),
            shape=shapes.shape_of(request.path, known),
            patterns=shapes.as_json(known),
        )
    )
    headers = {"Cache-Control": "no-store", "Vary": "Authorization, Accept-Encoding"}
    response = web.Response(text=html, status=status, content_type="text/html", headers=headers)
    response.enable_compression()
    return response
