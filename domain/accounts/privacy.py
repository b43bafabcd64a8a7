"""What others see of a person. The preview in the settings is this same query, asked as a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from domain import database
from domain.errors import NotFound

STRANGER: Final = 0
"""The viewer that nobody is."""
Part = Literal["profile", "results"]


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """Of a private profile only the name is known. Contacts and the birth date are never here."""

    user_id: int
    name: str
    is_open: bool
    shows_results: bool
    nickname: str | None = None
    city: str | None = None
    about: str = ""
    level: str | None = None
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visibility:
    profile_public: bool
    results_public: bool


async def public_profile(user_id: int, viewer_id: int) -> PublicProfile:
    """Raises NotFound."""
    row = await database.fetchrow(
        "SELECT p.* FROM profiles p JOIN users u ON u.id = p.user_id WHERE p.user_id = $1 AND u.status <> 'deleted'",
        user_id,
    )
    if row is None:
        raise NotFound
    own = viewer_id == user_id
    shows_results = own or row["results_visibility"] == "public"
    if not own and row["profile_visibility"] != "public":
        return PublicProfile(user_id, row["first_name"], is_open=False, shows_results=shows_results)
    return PublicProfile(
        user_id=user_id,
        name=f"{row['first_name']} {row['last_name']}".strip(),
        is_open=True,
        shows_results=shows_results,
        nickname=row["nickname"],
        city=row["city"],
        about=row["about"],
        level=row["level"],
        interests=tuple(row["interests"]),
    )


async def get_visibility(user_id: int) -> Visibility:
    row = await database.fetchrow(
        "SELECT profile_visibility, results_visibility FROM profiles WHERE user_id = $1", user_id
    )
    if row is None:
        raise NotFound
    return Visibility(row["profile_visibility"] == "public", row["results_visibility"] == "public")


async def set_visibility(user_id: int, part: Part, *, public: bool) -> None:
    column = {"profile": "profile_visibility", "results": "results_visibility"}[part]
    await database.execute(
        f"UPDATE profiles SET {column} = $2 WHERE user_id = $1", user_id, "public" if public else "private"
    )
