"""How Google, Apple and VK ID differ: addresses, what they ask of an application, what they say of a person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sandbox.providers.consent import Scope
from sandbox.telegram.records import Fields, Person

CALENDAR = "https://www.googleapis.com/auth/calendar"
_OPENID = Scope("openid", "Узнать, кто вы", "Know who you are", fixed=True)
_EMAIL = Scope("email", "Узнать адрес почты", "Know the e-mail address")


@dataclass(frozen=True)
class Manner:
    """`posts_back`: the answer is a form that posts itself when a name or an address is asked for."""

    name: str
    title: str
    authorize: str
    token: str
    keys: str
    userinfo: str
    revoke: str
    scopes: tuple[Scope, ...]
    discovery: bool = True
    needs_challenge: bool = False
    posts_back: bool = False
    device: bool = False
    default_scope: str = ""


GOOGLE = Manner(
    "google",
    "Google",
    "/o/oauth2/v2/auth",
    "/token",
    "/oauth2/v3/certs",
    "/v1/userinfo",
    "/revoke",
    (
        _OPENID,
        _EMAIL,
        Scope("profile", "Узнать имя и фотографию", "Know the name and the picture"),
        Scope(CALENDAR, "Видеть и менять календари", "See and change calendars"),
        Scope(f"{CALENDAR}.events", "Видеть и менять события календаря", "See and change events of calendars"),
        Scope(f"{CALENDAR}.readonly", "Видеть календари", "See calendars"),
    ),
)
APPLE = Manner(
    "apple",
    "Apple",
    "/auth/authorize",
    "/auth/token",
    "/auth/keys",
    "",
    "/auth/revoke",
    (
        _OPENID,
        Scope("name", "Узнать имя", "Know the name"),
        _EMAIL,
        Scope("hide-email", "Скрыть настоящий адрес почты", "Hide the real e-mail address", offered=True),
    ),
    posts_back=True,
    default_scope="openid",
)
VK = Manner(
    "vk",
    "VK ID",
    "/authorize",
    "/oauth2/auth",
    "/oauth2/keys",
    "/oauth2/user_info",
    "/oauth2/revoke",
    (
        Scope("vkid.personal_info", "Узнать имя и фотографию", "Know the name and the picture", fixed=True),
        _EMAIL,
        Scope("phone", "Узнать телефон", "Know the phone number"),
    ),
    discovery=False,
    needs_challenge=True,
    device=True,
    default_scope="vkid.personal_info",
)
MANNERS = {one.name: one for one in (GOOGLE, APPLE, VK)}


def subject(manner: Manner, person: Person) -> str:
    """The same person is someone else at each of them, for ever."""
    number = int.from_bytes(hashlib.sha256(f"{manner.name}:{person.id}".encode()).digest()[:12], "big")
    if manner.device:
        return str(number % 10**9)
    if manner.posts_back:
        return f"{number % 10**6:06}.{hashlib.sha256(str(number).encode()).hexdigest()[:32]}.{number % 10**4:04}"
    return f"1{number % 10**20:020}"


def email(manner: Manner, person: Person, *, hidden: bool) -> str:
    if hidden:
        return f"{subject(manner, person).split('.')[1][:10]}@privaterelay.example.com"
    return f"{person.key}@example.com"


def claims(manner: Manner, person: Person, scopes: list[str], *, hidden: bool) -> Fields:
    """What an id_token and userinfo say of the person."""
    said: Fields = {"sub": subject(manner, person)}
    if "email" in scopes:
        said |= {"email": email(manner, person, hidden=hidden), "email_verified": True}
    if manner.posts_back and "email" in scopes:
        said["is_private_email"] = hidden
    if "profile" in scopes:
        said |= {"name": person.name, "given_name": person.first_name, "picture": "https://example.com/photo.jpg"}
        said |= {"family_name": person.last_name} if person.last_name else {}
        said["locale"] = person.language_code or "ru"
    return said


def vk_user(person: Person, scopes: list[str]) -> Fields:
    """VK ID's own shape of the same."""
    said: Fields = {
        "user_id": subject(VK, person),
        "first_name": person.first_name,
        "last_name": person.last_name or "",
        "avatar": "https://example.com/photo.jpg",
        "sex": 0,
        "verified": False,
    }
    if "email" in scopes:
        said["email"] = email(VK, person, hidden=False)
    if "phone" in scopes and person.phone:
        said["phone"] = person.phone.lstrip("+")
    return said
