"""Strava's OAuth 2.0: authorize → code → tokens of six hours; a refresh token is new with each new access token.

It has no PKCE and no revocation but `deauthorize`. The person may leave out scopes; what was granted comes back.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping

from aiohttp import web

from sandbox.providers import consent
from sandbox.providers.consent import Scope
from sandbox.providers.service import Refused
from sandbox.providers.tracker.records import Code, Grant, TrackerRecords
from sandbox.telegram.clock import Clock
from sandbox.telegram.records import Fields, Person
from sandbox.telegram.world import World

CLIENT_ID = "90210"
CLIENT_SECRET = "sandbox-tracker-secret"
CODE_LIFE_S = 600
LIFE_S = 21_600
RENEWS_BEFORE_S = 3_600
SCOPES = (
    Scope("read", "Видеть открытый профиль", "See the public profile", fixed=True),
    Scope("read_all", "Видеть закрытые маршруты и сегменты", "See private routes and segments"),
    Scope("profile:read_all", "Видеть весь профиль", "See the whole profile"),
    Scope("profile:write", "Менять вес", "Change the weight"),
    Scope("activity:read", "Видеть тренировки", "See workouts"),
    Scope("activity:read_all", "Видеть и закрытые тренировки", "See private workouts too"),
    Scope("activity:write", "Загружать тренировки", "Upload workouts"),
)


def wrong(resource: str, field: str, code: str = "invalid", *, status: int = 400, message: str = "") -> Refused:
    """`{"message", "errors": [{"resource", "field", "code"}]}`."""
    return Refused(status, code, message or ("Authorization Error" if status == 401 else "Bad Request"),
                   f"{resource}|{field}")  # fmt: skip


class Door:
    """Who may come in, and with what."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def _kept(self) -> TrackerRecords:
        return self._world.records.outside.tracker

    @property
    def _clock(self) -> Clock:
        return self._world.clock

    async def page(self, request: web.Request) -> web.Response:
        asked = self._check(request.query)
        known = [one for one in SCOPES if one.fixed or one.name in asked]
        return consent.shown(request, self._world, "Strava", "Forma", known, request.query["redirect_uri"])

    async def pressed(self, request: web.Request) -> web.Response:
        asked, form = self._check(request.query), await request.post()
        redirect, state = request.query["redirect_uri"], request.query.get("state", "")
        if form.get("do") != "allow":
            return consent.back(redirect, state=state, error="access_denied")
        person = consent.person(self._world, form)
        given = [str(one) for one in form.getall("scope", [])]
        scopes = [one.name for one in SCOPES if one.fixed or (one.name in given and one.name in asked)]
        code = secrets.token_hex(20)
        self._kept.codes[code] = Code(person=person.id, scopes=scopes, at=self._clock.unix())
        return consent.back(redirect, state=state, code=code, scope=",".join(scopes))

    def _check(self, query: Mapping[str, str]) -> list[str]:
        if query.get("client_id") != CLIENT_ID:
            raise wrong("Application", "client_id")
        if not consent.is_known(self._world, query.get("redirect_uri", "")):
            raise wrong("Application", "redirect_uri")
        if query.get("response_type") != "code":
            raise wrong("Authorize", "response_type")
        if query.get("approval_prompt", "auto") not in ("auto", "force"):
            raise wrong("Authorize", "approval_prompt")
        asked = [one for one in query.get("scope", "").replace(" ", ",").split(",") if one]
        if not asked or set(asked) - {one.name for one in SCOPES}:
            raise wrong("Authorize", "scope")
        return asked

    def check_client(self, form: Mapping[str, str]) -> None:
        if form.get("client_id") != CLIENT_ID:
            raise wrong("Application", "client_id")
        if not hmac.compare_digest(form.get("client_secret", "").encode(), CLIENT_SECRET.encode()):
            raise wrong("Application", "client_secret", status=401)

    def token(self, form: Mapping[str, str]) -> tuple[Grant, bool]:
        """The grant, and whether it came from a code (then the athlete is told too)."""
        self.check_client(form)
        kind = form.get("grant_type")
        if kind == "authorization_code":
            return self._from_code(form.get("code", "")), True
        if kind == "refresh_token":
            return self._refreshed(form.get("refresh_token", "")), False
        raise wrong("RequestToken", "grant_type")

    def _from_code(self, code: str) -> Grant:
        found = self._kept.codes.pop(code, None)
        now = self._clock.unix()
        if found is None or now - found.at > CODE_LIFE_S:
            raise wrong("AuthorizationCode", "code")
        grant = _new_grant(found.person, found.scopes, now)
        self._kept.grants[found.person] = grant
        return grant

    def _refreshed(self, refresh: str) -> Grant:
        """The same tokens while there is more than an hour left."""
        grant = next((one for one in self._kept.grants.values() if hmac.compare_digest(one.refresh, refresh)), None)
        if grant is None:
            raise wrong("RefreshToken", "refresh_token")
        now = self._clock.unix()
        if grant.expires_at - now <= RENEWS_BEFORE_S:
            self._kept.grants[grant.person] = grant = _new_grant(grant.person, grant.scopes, now)
        return grant

    def told(self, grant: Grant, athlete: Fields | None) -> Fields:
        left = grant.expires_at - self._clock.unix()
        tokens = {"access_token": grant.access, "refresh_token": grant.refresh}
        shown: Fields = {"token_type": "Bearer", **tokens, "expires_at": grant.expires_at, "expires_in": left}
        return shown if athlete is None else shown | {"athlete": athlete}

    def who(self, request: web.Request) -> tuple[Person, Grant]:
        """By the bearer's token; raises Refused."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant = self.by_token(given)
        if grant is None:
            raise wrong("Athlete", "access_token", status=401)
        return self._world.records.people[grant.person], grant

    def by_token(self, token: str) -> Grant | None:
        now = self._clock.unix()
        same = (one for one in self._kept.grants.values() if hmac.compare_digest(one.access.encode(), token.encode()))
        found = next(same, None)
        return found if found and found.expires_at > now else None


def need(grant: Grant, scope: str) -> None:
    if scope not in grant.scopes and f"{scope}_all" not in grant.scopes:
        raise wrong("AccessToken", f"{scope}_permission", "missing", status=401)


def _new_grant(person: int, scopes: list[str], now: int) -> Grant:
    return Grant(person=person, scopes=scopes, access=secrets.token_hex(20), refresh=secrets.token_hex(20),
                 expires_at=now + LIFE_S)  # fmt: skip
