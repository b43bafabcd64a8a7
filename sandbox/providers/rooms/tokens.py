"""Who may enter a Jitsi room: a token of RFC 7519, signed HS256 with the application's secret, as prosody asks.

Claims: aud `jitsi`, iss the application, sub the domain or *, room its name or *, exp, nbf; context.user is who.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from sandbox.telegram.records import Fields

APP = "forma"
SECRET = "sandbox-jitsi-secret"
DOMAIN = "meet.sandbox"
LEEWAY_S = 10


class NotAllowed(Exception):
    """In prosody's words."""


def read(token: str, room: str, now: int) -> Fields:
    """The claims; raises NotAllowed."""
    if not token:
        raise NotAllowed("token required")
    claims = _verified(token)
    if claims.get("iss") != APP:
        raise NotAllowed("Invalid issuer ('iss' claim)")
    audience = claims.get("aud")
    if "jitsi" not in (audience if isinstance(audience, list) else [audience]):
        raise NotAllowed("Invalid audience ('aud' claim)")
    if not _is_moment(claims.get("exp")):
        raise NotAllowed("'exp' claim is missing")
    if claims["exp"] + LEEWAY_S < now:
        raise NotAllowed("Token is expired")
    if "nbf" in claims and (not _is_moment(claims["nbf"]) or claims["nbf"] - LEEWAY_S > now):
        raise NotAllowed("Not acceptable by nbf")
    if claims.get("sub") not in ("*", DOMAIN):
        raise NotAllowed("Invalid subject ('sub' claim)")
    wanted = claims.get("room")
    if not isinstance(wanted, str) or wanted.lower() not in ("*", room.lower()):
        raise NotAllowed("Room and token mismatched")
    return claims


def user(claims: Fields) -> tuple[str, bool]:
    """The name, and whether they moderate: only who is said to."""
    context = claims.get("context")
    said = context.get("user") if isinstance(context, dict) else None
    about: Fields = said if isinstance(said, dict) else {}
    return str(about.get("name") or "")[:100], str(about.get("moderator", "")).lower() == "true"


def signed(claims: Fields, secret: str = SECRET, alg: str = "HS256") -> str:
    body = ".".join(_b64(json.dumps(part).encode()) for part in ({"alg": alg, "typ": "JWT"}, claims))
    return f"{body}.{_b64(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}"


def _verified(token: str) -> Fields:
    try:
        head, body, sign = token.split(".")
        header, claims = _json(head), _json(body)
        given = _raw(sign)
    except (ValueError, RecursionError) as problem:
        raise NotAllowed("Invalid token") from problem
    if not isinstance(header, dict) or header.get("alg") != "HS256" or not isinstance(claims, dict):
        raise NotAllowed("Invalid or incorrect alg")
    right = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(given, right):
        raise NotAllowed("Invalid signature")
    return claims


def _is_moment(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _json(part: str) -> Any:
    return json.loads(_raw(part))


def _raw(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
