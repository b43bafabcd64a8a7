"""RS256: keys that sign, what of them is shown, tokens in the JWS compact form."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sandbox.providers.oidc.records import Key
from sandbox.telegram.records import Fields

BITS = 2048
EXPONENT = 65537


def new_key() -> Key:
    made = rsa.generate_private_key(EXPONENT, BITS)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Key(kid=secrets.token_hex(20), pem=pem.decode())


def _private(key: Key) -> rsa.RSAPrivateKey:
    loaded = serialization.load_pem_private_key(key.pem.encode(), None)
    assert isinstance(loaded, rsa.RSAPrivateKey)
    return loaded


def public(key: Key) -> Fields:
    """As JWKS shows it."""
    numbers = _private(key).public_key().public_numbers()
    modulus = b64(numbers.n.to_bytes(BITS // 8, "big"))
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": key.kid, "n": modulus, "e": "AQAB"}


def signed(key: Key, claims: Fields) -> str:
    header = {"alg": "RS256", "kid": key.kid, "typ": "JWT"}
    body = ".".join(b64(json.dumps(part, ensure_ascii=False).encode()) for part in (header, claims))
    return f"{body}.{b64(_private(key).sign(body.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
