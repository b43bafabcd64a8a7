"""An opened mini-app: a launch is exchanged for a token, the token for the person.

All times here are real time, not domain time: how long a token opens doors must not hang on a clock
that may be moved.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import TEAMS, Person, read_teams, rights_changed
from domain.errors import Refusal

LIFETIME = timedelta(minutes=30)
RENEWED_WITHIN = timedelta(minutes=15)
PER_LAUNCH = 5


class LaunchUsedUp(Refusal):
    """This launch has opened as many sessions as it may, or its person signed out."""

    code = "account-launch-used-up"
    status = 401


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page: the person, and the session they look through."""

    person: Person
    session_id: int

    @property
    def id(self) -> int:
        return self.person.id


_COUNT = """
SELECT count(*) AS opened, count(ended_at) AS ended,
       bool_or(token_hash = $2) AS known, bool_or(token_hash = $2 AND ended_at IS NULL AND expires_at > $3) AS good
FROM auth_sessions WHERE launch_hash = $1
"""
_OPEN = """
INSERT INTO auth_sessions (user_id, token_hash, launch_hash, platform, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $5, $6)
"""
_AGAIN = "UPDATE auth_sessions SET expires_at = $2 WHERE token_hash = $1 AND ended_at IS NULL"
"""Of one whose answer was lost for longer than an unused session lives."""
_FIND = f"""
WITH renewed AS (
    UPDATE auth_sessions SET seen_at = $2, expires_at = $3
    WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2 AND expires_at < $4
)
SELECT s.id AS session_id, u.id, u.telegram_id, u.username, u.language, u.status,
       u.onboarded_at IS NOT NULL AS onboarded, {FULL_NAME} AS name, p.zone,
       ARRAY(SELECT role FROM role_grants r WHERE r.user_id = u.id) AS roles, {TEAMS}
FROM auth_sessions s JOIN users u ON u.id = s.user_id JOIN profiles p ON p.user_id = u.id
WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND u.status <> 'deleted'
"""


async def open_session(person: Person, launch_hash: str, token: str, platform: str, *, now: datetime) -> None:
    """A session behind that token, which is kept nowhere but in the page; opened already, it is the same one.

    Raises LaunchUsedUp.
    """
    await database.execute("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", person.id)
    seen = await database.fetchrow(_COUNT, launch_hash, _hash(token), now)
    signed_out = bool(seen and seen["ended"]) and person.status != "blocked"  # who is blocked may read why
    if seen is None or signed_out:
        raise LaunchUsedUp
    if seen["good"]:
        return
    if seen["known"] and await database.execute(_AGAIN, _hash(token), now + LIFETIME) == "UPDATE 1":
        return
    if seen["known"] or seen["opened"] >= PER_LAUNCH:
        raise LaunchUsedUp
    await database.execute(_OPEN, person.id, _hash(token), launch_hash, platform[:32], now, now + LIFETIME)


async def find_viewer(token: str, *, now: datetime) -> Viewer | None:
    """Whose token that is, if it is still good. One that is used lives on."""
    row = await database.fetchrow(_FIND, _hash(token), now, now + LIFETIME, now + RENEWED_WITHIN)
    if row is None:
        return None
    values = dict(row)
    session_id = values.pop("session_id")
    name = values.pop("name") or row["username"] or ""
    rights = {"roles": frozenset(row["roles"]), "teams": read_teams(row["teams"])}
    return Viewer(Person(**values | {"name": name} | rights), session_id)


async def end_session(viewer: Viewer, *, now: datetime) -> None:
    """Sign out: the token and the launch that it came from are worth nothing from now on."""
    await database.execute("UPDATE auth_sessions SET ended_at = $2 WHERE id = $1", viewer.session_id, now)
    rights_changed(viewer.id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
