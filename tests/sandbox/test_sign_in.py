"""Google, Apple and VK ID: what a person allows, what an application proves, what a token says and when it is void."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sandbox.providers.oidc.desk import CLIENT_ID, CLIENT_SECRET
from tests.sandbox.conftest import Place

BACK = "http://localhost:8082/in"
VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
ASKED = {"client_id": CLIENT_ID, "redirect_uri": BACK, "response_type": "code", "state": "s1", "nonce": "n1"}
SCOPES = {"google": "openid email profile", "apple": "name email", "vk": "vkid.personal_info email phone"}
PATHS = {
    "google": ("o/oauth2/v2/auth", "token", "revoke"),
    "apple": ("auth/authorize", "auth/token", "auth/revoke"),
    "vk": ("authorize", "oauth2/auth", "oauth2/revoke"),
}
CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


def url(place: Place, manner: str, path: str) -> str:
    return place.url(f"/providers/oidc/{manner}/{path}")


async def answered(place: Place, manner: str = "google", as_: str = "olya", do: str = "allow", **asked: str) -> Any:
    """What comes back to the application, in the address or in a form."""
    more = {"response_mode": "form_post"} if manner == "apple" else {}
    query = ASKED | PKCE | more | {"scope": SCOPES[manner]} | asked
    form = [("as", as_), ("do", do), *(("scope", one) for one in asked.pop("given", query["scope"]).split())]
    query.pop("given", None)
    address = url(place, manner, PATHS[manner][0])
    async with place.http.post(address, params=query, data=form, allow_redirects=False) as response:
        if response.status == 302:
            back = parse_qs(urlsplit(response.headers["Location"]).query)
            return {name: one for name, (one,) in back.items()}
        page = await response.text()
        assert response.status == 200 and f'action="{BACK}" data-goes' in page
        return {name: unescape(value) for name, value in re.findall(r'hidden" name="(\w+)" value="([^"]*)"', page)}


async def post(place: Place, manner: str, number: int, **form: str) -> tuple[int, Any]:
    async with place.http.post(url(place, manner, PATHS[manner][number]), data=form) as response:
        return response.status, await response.json()


async def exchanged(place: Place, answer: Any, manner: str = "google", **change: str) -> tuple[int, Any]:
    form = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": BACK, "code_verifier": VERIFIER}
    device = {"device_id": answer["device_id"]} if "device_id" in answer else {}
    return await post(place, manner, 1, **(CLIENT | form | device | change))


async def fetch(place: Place, address: str, token: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with place.http.get(address, headers=headers) as response:
        return response.status, await response.json()


def part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def read(place: Place, token: str, manner: str = "google") -> Any:
    """The claims, when the signature is of a key that is shown."""
    head, body, sign = token.split(".")
    path = {"google": "oauth2/v3/certs", "apple": "auth/keys", "vk": "oauth2/keys"}[manner]
    shown = (await fetch(place, url(place, manner, path)))[1]["keys"]
    header = json.loads(part(head))
    key = next(one for one in shown if one["kid"] == header["kid"])
    assert header["alg"] == key["alg"] == "RS256"
    numbers = rsa.RSAPublicNumbers(*(int.from_bytes(part(key[name]), "big") for name in ("e", "n")))
    numbers.public_key().verify(part(sign), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return json.loads(part(body))


async def test_google_says_who_it_is_and_who_came(place: Place) -> None:
    told = (await fetch(place, url(place, "google", ".well-known/openid-configuration")))[1]
    assert told["issuer"] == url(place, "google", "").rstrip("/") and told["jwks_uri"].startswith(told["issuer"])
    answer = await answered(place)
    assert answer["state"] == "s1"
    status, tokens = await exchanged(place, answer)
    claims = await read(place, tokens["id_token"])
    assert status == 200 and (claims["iss"], claims["aud"], claims["nonce"]) == (told["issuer"], CLIENT_ID, "n1")
    assert claims["email"] == "olya@example.com" and claims["given_name"] == "Оля" and "refresh_token" not in tokens
    half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert part(claims["at_hash"]) == half and claims["exp"] - claims["iat"] == 3600
    status, said = await fetch(place, told["userinfo_endpoint"], tokens["access_token"])
    assert status == 200 and said["sub"] == claims["sub"] and said["name"] == "Оля Смирнова"
    again = await read(place, (await exchanged(place, await answered(place, given="openid")))[1]["id_token"])
    assert again["sub"] == claims["sub"] and "email" not in again and "name" not in again  # less was allowed
    other = await read(place, (await exchanged(place, await answered(place, as_="pasha")))[1]["id_token"])
    assert other["sub"] != claims["sub"]


async def test_a_person_says_no(place: Place) -> None:
    assert await answered(place, do="deny") == {"error": "access_denied", "state": "s1"}
    assert await answered(place, "apple", do="deny") == {"error": "user_cancelled_authorize", "state": "s1"}


@pytest.mark.parametrize(
    ("manner", "change", "error"),
    [
        ("google", {"response_type": "token"}, "unsupported_response_type"),
        ("google", {"scope": "openid everything"}, "invalid_scope"),
        ("google", {"scope": "email"}, "invalid_scope"),
        ("google", {"prompt": "none"}, "login_required"),
        ("google", {"code_challenge": "short"}, "invalid_request"),
        ("google", {"code_challenge_method": "S512"}, "invalid_request"),
        ("apple", {"scope": "name"}, "invalid_request"),
        ("vk", {"code_challenge": ""}, "invalid_request"),
        ("vk", {"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_the_application_is_told_what_is_wrong(
    place: Place, manner: str, change: dict[str, str], error: str
) -> None:
    query = ASKED | PKCE | {"scope": SCOPES[manner]} | change
    async with place.http.get(url(place, manner, PATHS[manner][0]), params=query, allow_redirects=False) as response:
        back = parse_qs(urlsplit(response.headers["Location"]).query)
    assert response.status == 302 and back["error"] == [error] and back["state"] == ["s1"]


@pytest.mark.parametrize("change", [{"redirect_uri": "https://evil.test/"}, {"client_id": "stranger"}])
async def test_a_stranger_gets_no_answer_at_all(place: Place, change: dict[str, str]) -> None:
    query = ASKED | {"scope": "openid", "state": "<script>"} | change
    for method in ("GET", "POST"):
        address = url(place, "google", PATHS["google"][0])
        async with place.http.request(method, address, params=query, allow_redirects=False) as response:
            page = await response.text()
    assert response.status == 400 and "Location" not in response.headers and "Sign-in failed" in page


async def test_a_code_is_for_one_application_once(place: Place) -> None:
    answer = await answered(place)
    for change, error, status in (
        ({"client_secret": "x"}, "invalid_client", 401),
        ({"redirect_uri": f"{BACK}2"}, "redirect_uri_mismatch", 400),
        ({"code_verifier": ""}, "invalid_grant", 400),
        ({"code_verifier": "w" * 60}, "invalid_grant", 400),
        ({"grant_type": "password"}, "unsupported_grant_type", 400),
        ({"code": "guess"}, "invalid_grant", 400),
    ):
        got, told = await exchanged(place, answer, **change)
        assert (got, told["error"]) == (status, error) and told["error_description"], change
    tokens = (await exchanged(place, answer))[1]
    userinfo = url(place, "google", "v1/userinfo")
    assert (await fetch(place, userinfo, tokens["access_token"]))[0] == 200
    assert (await exchanged(place, answer))[1]["error"] == "invalid_grant"
    status, told = await fetch(place, userinfo, tokens["access_token"])
    assert (status, told["error"]) == (401, "invalid_token")  # a code that came twice voids what came of it
    late = await answered(place)
    await place.sim("clock", advance="11m")
    assert (await exchanged(place, late))[1]["error"] == "invalid_grant"


async def test_google_gives_a_refresh_token_once(place: Place) -> None:
    first = (await exchanged(place, await answered(place, access_type="offline")))[1]
    assert "refresh_token" not in (await exchanged(place, await answered(place, access_type="offline")))[1]
    asked = await answered(place, access_type="offline", prompt="consent")
    assert "refresh_token" in (await exchanged(place, asked))[1]
    await place.sim("clock", advance="61m")
    userinfo = url(place, "google", "v1/userinfo")
    assert (await fetch(place, userinfo, first["access_token"]))[0] == 401
    renew = {**CLIENT, "grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    status, fresh = await post(place, "google", 1, **renew)
    assert status == 200 and "refresh_token" not in fresh
    assert (await fetch(place, userinfo, fresh["access_token"]))[0] == 200
    assert (await post(place, "google", 2, token=first["refresh_token"]))[0] == 200
    assert (await post(place, "google", 1, **renew))[1]["error"] == "invalid_grant"
    assert (await post(place, "google", 2, token=first["refresh_token"]))[0] == 400


async def test_apple_tells_a_name_once_and_may_hide_the_address(place: Place) -> None:
    answer = await answered(place, "apple", given="name email hide-email")
    user = json.loads(answer["user"])
    assert user["name"] == {"firstName": "Оля", "lastName": "Смирнова"} and user["email"].endswith(
        "@privaterelay.example.com"
    )
    claims = await read(place, (await exchanged(place, answer, "apple"))[1]["id_token"], "apple")
    assert claims["email"] == user["email"] and claims["is_private_email"] is True and "name" not in claims
    assert "user" not in await answered(place, "apple", given="name email")
    await place.sim("provider/oidc", action="revoke", as_="olya")
    assert "user" in await answered(place, "apple", given="name email")


async def test_vk_needs_its_device(place: Place) -> None:
    answer = await answered(place, "vk")
    assert (await exchanged(place, answer, "vk", device_id="other"))[1]["error"] == "invalid_request"
    status, tokens = await exchanged(place, answer, "vk", state="s1")
    assert status == 200 and tokens["user_id"] and tokens["state"] == "s1"
    address, form = (
        url(place, "vk", "oauth2/user_info"),
        {"access_token": tokens["access_token"], "client_id": CLIENT_ID},
    )
    async with place.http.post(address, data=form) as response:
        user = (await response.json())["user"]
    assert user["phone"] == "79000000001" and user["email"] == "olya@example.com"
    renew = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], "client_id": CLIENT_ID}
    assert (await post(place, "vk", 1, **renew))[1]["refresh_token"] != tokens["refresh_token"]
    assert (await post(place, "vk", 1, **renew))[1]["error"] == "invalid_grant"


async def test_a_key_changes_and_a_token_may_be_wrong(place: Place) -> None:
    before = (await exchanged(place, await answered(place)))[1]["id_token"]
    await place.sim("provider/oidc", action="rotate")
    after = (await exchanged(place, await answered(place)))[1]["id_token"]
    assert before.split(".")[0] != after.split(".")[0]
    assert (await read(place, before))["sub"] == (await read(place, after))["sub"]  # the old key is still shown
    wrong = {}
    for what in ("nonce", "aud", "iss", "exp"):
        await place.sim("provider/oidc", action="tamper", what=what)
        wrong[what] = await read(place, (await exchanged(place, await answered(place)))[1]["id_token"])
    assert wrong["nonce"]["nonce"] != "n1" and wrong["aud"]["aud"] != CLIENT_ID
    assert wrong["iss"]["iss"] != wrong["aud"]["iss"] and wrong["exp"]["exp"] < wrong["exp"]["iat"]
    await place.sim("provider/oidc", action="tamper", what="signature")
    with pytest.raises(InvalidSignature):
        await read(place, (await exchanged(place, await answered(place)))[1]["id_token"])
    await place.sim("provider/oidc", action="tamper", what="mood", status=400)
    await place.sim("reset", story="empty")
    assert (await read(place, after))["nonce"] == "n1"  # who keeps keys in mind is not misled by a reset


async def test_the_page_offers_what_was_asked(place: Place) -> None:
    query = ASKED | PKCE | {"scope": "openid email", "lang": "en", "state": '"><script>'}
    async with place.http.get(url(place, "google", PATHS["google"][0]), params=query) as response:
        page = await response.text()
    assert "Forma asks for access" in page and "Know the e-mail address" in page and "picture" not in page
    assert '"><script>' not in page and "Оля" in page
    asked = query | {"scope": "email", "response_mode": "form_post"}
    async with place.http.get(url(place, "apple", PATHS["apple"][0]), params=asked) as response:
        page = await response.text()
    assert 'value="email" checked' in page and 'value="hide-email">' in page  # one hides only who wants to
    async with place.http.post(
        url(place, "google", PATHS["google"][0]), params=query, data={"do": "allow", "as": "?"}
    ) as no:
        assert no.status == 400
