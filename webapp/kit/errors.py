"""The one place where a refusal or a failure becomes an answer."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import structlog
from aiohttp import web

from domain.errors import Refusal
from domain.inbox.outages import is_outage
from domain.inbox.rows import place_of
from locales import BadWords, Translator, pick_language, translator
from locales.refusals import refusal_sentence
from webapp.kit import pages, sign_in
from webapp.kit.keys import CONTEXT, PERSON
from webapp.kit.sign_in import NotSignedIn
from webapp.kit.visit import fragment

log = structlog.get_logger(__name__)
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZА-ЯЁ])")
_HTTP_WORDS = {404: "webapp-not-found", 413: "webapp-too-large"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return refused(request, refusal)
    except NotSignedIn:
        return _notice(request, 401, "webapp-signed-out")
    except web.HTTPException as error:
        if error.status == 404 and _is_visit(request):
            return sign_in.shell(request, status=404)
        return _notice(request, error.status, _HTTP_WORDS.get(error.status, "webapp-bad-request"))
    except Exception as error:
        if is_outage(error):
            log.warning("something is away", route=_route_of(request), error=type(error).__name__)
            return _notice(request, 503, "webapp-unavailable")
        reference = secrets.token_hex(4)
        log.error("page-failed", reference=reference, route=_route_of(request), error=place_of(error))
        return _notice(request, 500, "webapp-failed", reference=reference)


def _is_visit(request: web.Request) -> bool:
    """Somebody opens an address: whatever there is to say is said in the app, with its looks and in their language."""
    return (
        request.method == "GET"
        and "Authorization" not in request.headers
        and "text/html" in request.headers.get("Accept", "")
    )


def _route_of(request: web.Request) -> str:
    """The route, not the address: a private link is a secret, and what was searched for is the person's."""
    resource = request.match_info.route.resource
    return f"{request.method} {resource.canonical if resource else 'no route'}"


def refused(request: web.Request, refusal: Refusal) -> web.Response:
    return _say(request, refusal.status, sentence(request, refusal))


def sentence(request: web.Request, refusal: Refusal) -> str:
    zone = request[PERSON].zone if PERSON in request else "UTC"
    try:
        return refusal_sentence(words_of(request), refusal.code, refusal.params, zone)
    except (KeyError, BadWords):
        log.exception("refusal-without-words", code=refusal.code)
        return words_of(request)("webapp-refused")


def _notice(request: web.Request, status: int, key: str, **params: object) -> web.Response:
    return _say(request, status, words_of(request)(key, **params))


def _say(request: web.Request, status: int, words: str) -> web.Response:
    """Reading: in place of the page. Doing: above it, the page stays as it is."""
    response = instead_of_page(request, status, words)
    if request.method not in ("GET", "HEAD"):
        response.headers["Forma-Toast"] = quote(words)
        response.headers["Forma-Stay"] = "1"
    return response


def instead_of_page(request: web.Request, status: int, words: str) -> web.Response:
    now = request.app[CONTEXT].clock.now()
    head, *rest = _SENTENCES.split(words, maxsplit=1)
    values = {"status": status, "words": words, "head": head.removesuffix("."), "rest": "".join(rest)}
    html = pages.render_words(request.app, "kit/notice.html", words_of(request), now, values)
    return fragment(html, status=status)


def words_of(request: web.Request) -> Translator:
    if PERSON in request:
        return translator(request[PERSON].language)
    return translator(pick_language(request.headers.get("Accept-Language", "").split(",")[0].strip() or None))
