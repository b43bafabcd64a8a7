"""Routes: each names who may come through it; a page without a token is answered with the empty shell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from webapp.kit import sign_in
from webapp.kit.keys import BLOCKED, CONTEXT
from webapp.kit.keys import PERSON as PERSON_KEY
from webapp.kit.visit import Visit

Handler = Callable[[Visit], Awaitable[web.StreamResponse]]
Gather = Callable[[Visit], Awaitable[object]]
PublicHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LARGEST_ID = 2**52


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may come in. `check` gets the person and the path's ids, and raises a Refusal.

    `even_blocked`: also a blocked person, who else sees nothing but the reason.
    """

    name: str
    check: Callable[[Person, dict[str, str]], Awaitable[None]] | None = None
    even_blocked: bool = False


async def _staff(person: Person, _: dict[str, str]) -> None:
    if not person.is_administrator:
        raise NotFound


PUBLIC = Policy("public")
PERSON = Policy("person")
STAFF = Policy("staff", _staff)
BLOCKED_TOO = Policy("person, even blocked", even_blocked=True)


@dataclass(frozen=True, slots=True)
class Route:
    """`page`: its GET is also an address that a person may open or reload; `shape` is its outline until then."""

    method: str
    path: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    policy: Policy
    page: bool
    shape: str = ""


def public(method: str, path: str, handler: PublicHandler) -> Route:
    return Route(method, path, handler, PUBLIC, page=False)


def page(path: str, handler: Handler, *, policy: Policy, shape: str = "") -> Route:
    return Route("GET", path, _guard(handler, policy, None, is_page=True), policy, page=True, shape=shape)


def route(method: str, path: str, handler: Handler, *, policy: Policy, gather: Gather | None = None) -> Route:
    """Anything but GET runs in one transaction; what takes long is gathered before it, into `visit.facts`."""
    return Route(method, path, _guard(handler, policy, gather, is_page=False), policy, page=False)


def _guard(
    handler: Handler, policy: Policy, gather: Gather | None, *, is_page: bool
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def guarded(request: web.Request) -> web.StreamResponse:
        if is_page and "Authorization" not in request.headers:
            return sign_in.shell(request)
        viewer = await sign_in.require_viewer(request)
        request[PERSON_KEY] = viewer.person
        form = await request.post() if request.method == "POST" else None
        visit = Visit(request, viewer, request.app[CONTEXT].clock.now(), form)
        is_kept_out = viewer.person.status == "blocked" and not policy.even_blocked
        if is_kept_out and (screen := await request.app[BLOCKED](visit)):
            return screen
        check_ids(request)
        if policy.check:
            await policy.check(viewer.person, dict(request.match_info))
        if request.method in ("GET", "HEAD"):
            return await handler(visit)
        if gather:
            visit = replace(visit, facts=await gather(visit))
        return await database.in_transaction(lambda: handler(visit))

    return guarded


def check_ids(request: web.Request) -> None:
    """An id that no row can have is the id of nothing."""
    for name, value in request.match_info.items():
        if name.endswith("_id") and not 0 < int(value) < LARGEST_ID:
            raise NotFound
