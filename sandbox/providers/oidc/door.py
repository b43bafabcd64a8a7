"""One of the three, as an application and a person meet it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from aiohttp import web
from multidict import MultiDictProxy

from sandbox.providers import consent, page
from sandbox.providers.oidc import keys, manners
from sandbox.providers.oidc.desk import CLIENT_ID, refused
from sandbox.providers.oidc.manners import Manner
from sandbox.providers.oidc.records import Access, Code
from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields, Person
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.providers.oidc.server import SignIn

CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")
WRONG = ("Ошибка входа", "Sign-in failed")


class Door:
    def __init__(self, sign_in: SignIn, manner: Manner, world: World) -> None:
        self._sign_in, self._manner, self._world = sign_in, manner, world

    def _issuer(self, request: web.Request) -> str:
        return f"{self._sign_in.base(request)}/{self._manner.name}"

    async def discovery(self, request: web.Request) -> web.Response:
        issuer, manner = self._issuer(request), self._manner
        told: Fields = {
            "issuer": issuer,
            "authorization_endpoint": issuer + manner.authorize,
            "token_endpoint": issuer + manner.token,
            "revocation_endpoint": issuer + manner.revoke,
            "jwks_uri": issuer + manner.keys,
            "response_types_supported": ["code"],
            "response_modes_supported": ["form_post", "query"] if manner.posts_back else ["query"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": [one.name for one in manner.scopes if "/" not in one.name and "-" not in one.name],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "claims_supported": ["aud", "email", "email_verified", "exp", "iat", "iss", "name", "nonce", "sub"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
        }
        if manner.userinfo:
            told["userinfo_endpoint"] = issuer + manner.userinfo
        return web.json_response(told, headers={"Cache-Control": "public, max-age=3600"})

    async def jwks(self, request: web.Request) -> web.Response:
        self._sign_in.desk.key()
        shown = [keys.public(one) for one in self._sign_in.kept.keys]
        return web.json_response({"keys": shown}, headers={"Cache-Control": "public, max-age=3600"})

    async def page(self, request: web.Request) -> web.Response:
        try:
            redirect = self._checked_client(request.query)
        except Refused as problem:
            return _failed(request, self._manner, problem)
        try:
            asked = self._checked(request.query)
        except Refused as problem:
            return self._back(request, redirect, problem.code, error_description=problem.message)
        known = [one for one in self._manner.scopes if one.fixed or one.name in asked or self._offered(one.name, asked)]
        return consent.shown(request, self._world, self._manner.title, "Forma", known, redirect)

    async def pressed(self, request: web.Request) -> web.Response:
        try:
            redirect = self._checked_client(request.query)
            asked = self._checked(request.query)
        except Refused as problem:
            return _failed(request, self._manner, problem)
        form = await request.post()
        if form.get("do") != "allow":
            return self._back(request, redirect, "user_cancelled_authorize" if self._manner.posts_back else
                              "access_denied")  # fmt: skip
        person = consent.person(self._world, form)
        return self._allowed(request, redirect, asked, person, form)

    def _allowed(
        self, request: web.Request, redirect: str, asked: list[str], person: Person, form: MultiDictProxy[Any]
    ) -> web.Response:
        query, manner, kept = request.query, self._manner, self._sign_in.kept
        given = [str(one) for one in form.getall("scope", [])]
        hidden = "hide-email" in given
        scopes = [one.name for one in manner.scopes if one.fixed or (one.name in given and one.name in asked)]
        mark = f"{manner.name}:{person.id}"
        first = mark not in kept.known
        kept.known += [mark] if first else []
        code = Code(
            manner=manner.name,
            person=person.id,
            scopes=scopes,
            redirect=redirect,
            at=self._world.clock.unix(),
            nonce=query.get("nonce", ""),
            challenge=query.get("code_challenge", ""),
            method=query.get("code_challenge_method", "plain"),
            device=secrets.token_urlsafe(32) if manner.device else "",
            offline=not manner.discovery or manner.posts_back or self._offline(query, first=first),
            hidden=hidden,
        )
        name = secrets.token_urlsafe(32)
        kept.codes[name] = code
        self._sign_in.changed()
        more = {"device_id": code.device, "expires_in": "600", "type": "code_v2"} if manner.device else {}
        if manner.posts_back and first and "name" in scopes:
            more["user"] = self._once(person, scopes, hidden=hidden)
        return self._back(request, redirect, "", code=name, **more)

    def _offline(self, query: Mapping[str, str], *, first: bool) -> bool:
        """Google gives a refresh token at the first consent, and again only with prompt=consent."""
        return query.get("access_type") == "offline" and (first or "consent" in query.get("prompt", ""))

    def _once(self, person: Person, scopes: list[str], *, hidden: bool) -> str:
        """What Apple tells of a person at the first time and never again."""
        said: Fields = {"name": {"firstName": person.first_name, "lastName": person.last_name or ""}}
        if "email" in scopes:
            said["email"] = manners.email(self._manner, person, hidden=hidden)
        return json.dumps(said, ensure_ascii=False)

    def _checked_client(self, query: Mapping[str, str]) -> str:
        """What is wrong here is told to the person: the answer must not go to a stranger's address."""
        if query.get("client_id") != CLIENT_ID:
            raise refused("invalid_client", "The OAuth client was not found.", 401)
        redirect = query.get("redirect_uri", "")
        if not consent.is_known(self._world, redirect):
            raise refused("redirect_uri_mismatch", f"redirect_uri={redirect}")
        return redirect

    def _checked(self, query: Mapping[str, str]) -> list[str]:
        manner = self._manner
        if query.get("response_type") != "code":
            raise refused("unsupported_response_type", "response_type is code here")
        asked = query.get("scope", manner.default_scope).split()
        if strange := set(asked) - {one.name for one in manner.scopes} - {"hide-email"}:
            raise refused("invalid_scope", f"Some requested scopes were invalid. {sorted(strange)}")
        if manner is manners.GOOGLE and "openid" not in asked:
            raise refused("invalid_scope", "openid is missing")
        if "none" in query.get("prompt", "").split():
            raise refused("login_required", "Nobody is signed in")
        wants = {"name", "email"} & set(asked)
        if manner.posts_back and wants and query.get("response_mode") != "form_post":
            raise refused("invalid_request", "response_mode must be form_post when name or email scope is requested.")
        self._check_challenge(query)
        return asked

    def _check_challenge(self, query: Mapping[str, str]) -> None:
        challenge, method = query.get("code_challenge", ""), query.get("code_challenge_method", "plain")
        if self._manner.needs_challenge and (not challenge or method != "S256" or not query.get("state")):
            raise refused("invalid_request", "code_challenge, code_challenge_method=S256 and state are needed")
        if method not in ("plain", "S256") or (challenge and not CHALLENGE.fullmatch(challenge)):
            raise refused("invalid_request", "Invalid code challenge.")

    def _offered(self, name: str, asked: list[str]) -> bool:
        return name == "hide-email" and "email" in asked

    def _back(self, request: web.Request, redirect: str, error: str, **answer: str) -> web.Response:
        state = {"state": request.query["state"]} if "state" in request.query else {}
        said = {**({"error": error} if error else {}), **answer, **state}
        if not self._manner.posts_back or request.query.get("response_mode") != "form_post":
            return consent.back(redirect, **said)
        return _posting(request, self._manner, redirect, said)

    async def token(self, request: web.Request) -> web.Response:
        form = await _form(request)
        desk = self._sign_in.desk
        desk.check_client(self._manner, form, request.headers.get("Authorization", ""))
        told = desk.exchange(self._manner, form, self._issuer(request))
        self._sign_in.changed()
        return web.json_response(told, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})

    async def userinfo(self, request: web.Request) -> web.Response:
        form = await _form(request) if request.method == "POST" else {}
        given = form.get("access_token") or request.headers.get("Authorization", "").removeprefix("Bearer ")
        one = self._sign_in.desk.by_access(given)
        if one is None or one.manner != self._manner.name:
            raise refused("invalid_token", "Invalid Credentials", 401)
        if self._manner.device and form.get("client_id") != CLIENT_ID:
            raise refused("invalid_client", "client_id is missing or wrong", 401)
        return web.json_response(self._said_of(one))

    def _said_of(self, one: Access) -> Fields:
        person = self._world.records.people[one.person]
        if self._manner.device:
            return {"user": manners.vk_user(person, one.scopes)}
        return manners.claims(self._manner, person, one.scopes, hidden=one.hidden)

    async def revoke(self, request: web.Request) -> web.Response:
        form = await _form(request)
        given = form.get("token") or form.get("access_token") or request.query.get("token", "")
        if self._manner is not manners.GOOGLE:
            self._sign_in.desk.check_client(self._manner, form, request.headers.get("Authorization", ""))
        found = [one for one in self._sign_in.kept.tokens.values() if given and given in (one.access, one.refresh)]
        if not found and self._manner is manners.GOOGLE:
            raise refused("invalid_token", "Token expired or revoked")
        for one in found:
            self._sign_in.desk.void(one.id)
        self._sign_in.changed()
        return web.json_response({"response": 1} if self._manner.device else {})


async def _form(request: web.Request) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.post()).items()}


def _failed(request: web.Request, manner: Manner, problem: Refused) -> web.Response:
    heading = WRONG[page.language(request) != "ru"]
    body = (
        f'<div class="till-mark bad" aria-hidden="true">×</div><h1>{heading}</h1>'
        f'<p class="till-text">{escape(f"{problem.status}: {problem.code}")}</p>'
        f'<p class="till-note">{escape(problem.message)}</p>'
    )
    return page.shown(request, manner.title, heading, body, status=400)


def _posting(request: web.Request, manner: Manner, redirect: str, said: dict[str, str]) -> web.Response:
    """A form that sends itself, with a button for who has no scripts."""
    inputs = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">' for name, value in said.items()
    )
    words = ("Продолжить", "Continue")[page.language(request) != "ru"]
    body = (
        f'<form method="post" action="{escape(redirect, quote=True)}" data-goes>{inputs}'
        f'<button class="wide">{words}</button></form>'
    )
    return page.shown(request, manner.title, words, body, leads_to=redirect)
