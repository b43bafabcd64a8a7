"""Tokens: a code for tokens, a refresh token for a new access token, all of them void when taken back."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode
from collections.abc import Mapping

from sandbox.providers.oidc import keys
from sandbox.providers.oidc.manners import Manner, claims, subject
from sandbox.providers.oidc.records import Access, Code, Key, OidcRecords
from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

CLIENT_ID = "forma.apps.sandbox"
CLIENT_SECRET = "sandbox-sign-in-secret"
CODE_LIFE_S = 600
LIFE_S = 3_600
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def refused(code: str, message: str, status: int = 400) -> Refused:
    return Refused(status, code, message)


class Desk:
    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def kept(self) -> OidcRecords:
        return self._world.records.outside.oidc

    def _now(self) -> int:
        return self._world.clock.unix()

    def key(self) -> Key:
        """Made when it is first needed."""
        if not self.kept.keys:
            self.kept.keys.append(keys.new_key())
            self._world.touch()
        return self.kept.keys[-1]

    def check_client(self, manner: Manner, form: Mapping[str, str], authorization: str) -> None:
        """By the body or by Basic; VK ID's applications prove themselves by the code verifier alone."""
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if authorization.startswith("Basic "):
            try:
                name, _, secret = b64decode(authorization[6:], validate=True).decode().partition(":")
            except ValueError:
                name = ""
        right = hmac.compare_digest(secret.encode(), CLIENT_SECRET.encode()) or manner.device
        if name != CLIENT_ID or not right:
            raise refused("invalid_client", "The OAuth client was not found.", 401)

    def exchange(self, manner: Manner, form: Mapping[str, str], issuer: str) -> Fields:
        kind = form.get("grant_type", "")
        if kind == "authorization_code":
            return self._from_code(manner, form, issuer)
        if kind == "refresh_token":
            return self._refreshed(manner, form, issuer)
        raise refused("unsupported_grant_type", f"Invalid grant_type: {kind}")

    def _from_code(self, manner: Manner, form: Mapping[str, str], issuer: str) -> Fields:
        code = self.kept.codes.get(form.get("code", ""))
        if code is None or code.manner != manner.name or self._now() - code.at > CODE_LIFE_S:
            raise refused("invalid_grant", "Malformed auth code.")
        if code.grant:
            self.void(code.grant)  # somebody else may have it: what came of it is void
            raise refused("invalid_grant", "The code has been used already.")
        if form.get("redirect_uri") != code.redirect:
            raise refused("invalid_grant" if manner.device else "redirect_uri_mismatch", "Bad Request")
        if manner.device and form.get("device_id") != code.device:
            raise refused("invalid_request", "device_id is missing or wrong")
        self._check_challenge(code, form.get("code_verifier", ""))
        code.grant = secrets.token_hex(8)
        made = self._issue(code.grant, manner, code)
        return self._told(manner, made, issuer, code.nonce, with_id=True, form=form)

    def _check_challenge(self, code: Code, verifier: str) -> None:
        if not code.challenge:
            return
        if not verifier:
            raise refused("invalid_grant", "Missing code verifier.")
        hashed = keys.b64(hashlib.sha256(verifier.encode()).digest()) if code.method == "S256" else verifier
        if not VERIFIER.fullmatch(verifier) or not hmac.compare_digest(hashed, code.challenge):
            raise refused("invalid_grant", "Invalid code verifier.")

    def _issue(self, name: str, manner: Manner, code: Code) -> Access:
        made = Access(
            id=name,
            manner=manner.name,
            person=code.person,
            scopes=code.scopes,
            access=secrets.token_urlsafe(32),
            expires_at=self._now() + LIFE_S,
            refresh=secrets.token_urlsafe(32) if code.offline else "",
            hidden=code.hidden,
        )
        self.kept.tokens[name] = made
        return made

    def _refreshed(self, manner: Manner, form: Mapping[str, str], issuer: str) -> Fields:
        given = form.get("refresh_token", "").encode()
        same = (one for one in self.kept.tokens.values() if one.refresh and one.manner == manner.name)
        found = next((one for one in same if hmac.compare_digest(one.refresh.encode(), given)), None)
        if found is None:
            raise refused("invalid_grant", "Token has been expired or revoked.")
        found.access, found.expires_at = secrets.token_urlsafe(32), self._now() + LIFE_S
        if manner.device:
            found.refresh = secrets.token_urlsafe(32)
        return self._told(manner, found, issuer, "", with_id=not manner.device, form=form)

    def _told(
        self, manner: Manner, one: Access, issuer: str, nonce: str, *, with_id: bool, form: Mapping[str, str]
    ) -> Fields:
        said: Fields = {"access_token": one.access, "expires_in": LIFE_S, "token_type": "Bearer"}
        said["scope"] = " ".join(one.scopes)
        if one.refresh and (form["grant_type"] == "authorization_code" or manner.device):
            said["refresh_token"] = one.refresh
        if manner.device:
            said |= {"user_id": int(subject(manner, self._world.records.people[one.person]))}
            said |= {"state": form.get("state", "")}
        if with_id and ("openid" in one.scopes or manner.device):
            said["id_token"] = self._id_token(manner, one, issuer, nonce)
        self._world.touch()
        return said

    def _id_token(self, manner: Manner, one: Access, issuer: str, nonce: str) -> str:
        now, wrong = self._now(), self.kept.tamper
        self.kept.tamper = ""
        person = self._world.records.people[one.person]
        said: Fields = {
            "iss": "https://evil.example.com" if wrong == "iss" else issuer,
            "aud": "somebody-else" if wrong == "aud" else CLIENT_ID,
            "azp": CLIENT_ID,
            "iat": now,
            "exp": now - 60 if wrong == "exp" else now + LIFE_S,
            "at_hash": keys.b64(hashlib.sha256(one.access.encode()).digest()[:16]),
            **claims(manner, person, one.scopes, hidden=one.hidden),
        }
        if nonce or wrong == "nonce":
            said["nonce"] = "another" if wrong == "nonce" else nonce
        token = keys.signed(self.key(), said)
        return token if wrong != "signature" else f"{token[:-8]}{'A' * 8}"

    def by_access(self, token: str) -> Access | None:
        given, now = token.encode(), self._now()
        same = (one for one in self.kept.tokens.values() if hmac.compare_digest(one.access.encode(), given))
        found = next(same, None)
        return found if found is not None and found.expires_at > now else None

    def void(self, name: str) -> None:
        self.kept.tokens.pop(name, None)
        self._world.touch()
