"""Sign-in as it is met at Google (OpenID Connect Core 1.0), Apple (the same, answered by a form) and VK ID (OAuth 2.1).

/providers/oidc/google: discovery, JWKS, authorize, token, userinfo, revoke; a refresh token with access_type=offline
/providers/oidc/apple: no userinfo; response_mode=form_post; a name once, an address that may be hidden
/providers/oidc/vk: PKCE and device_id are needed; user_info is asked by POST
Apple's client_secret, which is a signed token there, is a plain one here.
"""

from __future__ import annotations

from aiohttp import web

from sandbox.providers.oidc import keys
from sandbox.providers.oidc.desk import CLIENT_ID, CLIENT_SECRET, Desk
from sandbox.providers.oidc.door import Door
from sandbox.providers.oidc.manners import MANNERS
from sandbox.providers.oidc.records import OidcRecords
from sandbox.providers.service import Refused, Service
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

TAMPERED = ("signature", "nonce", "aud", "iss", "exp")


class SignIn(Service):
    name = "oidc"
    title = "Google, Apple, VK ID"
    tells = False
    hands = ("rotate", "tamper", "revoke")

    def __init__(self, world: World, origin: str) -> None:
        super().__init__(world, origin)
        self.desk = Desk(world)

    @property
    def kept(self) -> OidcRecords:
        return self._world.records.outside.oidc

    def routes(self) -> list[web.RouteDef]:
        found: list[web.RouteDef] = []
        for manner in MANNERS.values():
            base, door = f"{self.path}/{manner.name}", Door(self, manner, self._world)
            found += [
                web.get(base + manner.authorize, self.guarded(door.page)),
                web.post(base + manner.authorize, self.guarded(door.pressed)),
                web.post(base + manner.token, self.guarded(door.token)),
                web.get(base + manner.keys, self.guarded(door.jwks)),
                web.post(base + manner.revoke, self.guarded(door.revoke)),
            ]
            if manner.discovery:
                found.append(web.get(f"{base}/.well-known/openid-configuration", self.guarded(door.discovery)))
            if manner.userinfo:
                found.append(web.route("*", base + manner.userinfo, self.guarded(door.userinfo)))
        return found

    def refusal(self, problem: Refused) -> web.Response:
        body = {"error": problem.code, "error_description": problem.message}
        answer = web.json_response(body, status=problem.status)
        if problem.code == "invalid_token":
            answer.headers["WWW-Authenticate"] = f'Bearer error="invalid_token", error_description="{problem.message}"'
        return answer

    def trouble(self, status: int) -> Refused:
        return Refused(status, "temporarily_unavailable" if status == 503 else "slow_down", "Try again later")

    async def act(self, hand: str, fields: Fields) -> Fields:
        """rotate: a new key signs; tamper `what`: the next id_token is wrong; revoke `as`: they take it all back."""
        if hand == "rotate":
            self.kept.keys = [*self.kept.keys[-1:], keys.new_key()]
            return {"ok": True, "kid": self.kept.keys[-1].kid}
        if hand == "tamper":
            what = str(fields.get("what", "signature"))
            if what not in TAMPERED:
                raise SimError(f"unknown flaw {what!r}", ", ".join(TAMPERED))
            self.kept.tamper = what
            return {"ok": True}
        if hand == "revoke":
            person = self.person(fields).id
            gone = [one.id for one in self.kept.tokens.values() if one.person == person]
            for name in gone:
                self.desk.void(name)
            self.kept.known = [one for one in self.kept.known if not one.endswith(f":{person}")]
            return {"ok": True, "tokens": len(gone)}
        return await super().act(hand, fields)

    def shown(self) -> Fields:
        people = self._world.records.people
        rows = [
            {"title": people[one.person].name, "about": f"{MANNERS[one.manner].title} · {' '.join(one.scopes)}"}
            for one in self.kept.tokens.values()
        ]
        issuers = [{"title": one.title, "about": f"{self.path}/{one.name}"} for one in MANNERS.values()]
        return {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "tamper": self.kept.tamper,
            "sections": [{"name": "oidc-signed", "rows": rows}, {"name": "oidc-issuers", "rows": issuers}],
            "levers": [
                {"word": "oidc-rotate", "action": "rotate", "fields": {}},
                {"word": "oidc-tamper", "action": "tamper", "fields": {"what": "signature"}},
                {"word": "oidc-revoke", "action": "revoke", "fields": {}},
            ],
        }
