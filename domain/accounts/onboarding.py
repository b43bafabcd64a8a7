"""The first minute: consent to what we keep, and three questions that may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from domain import database
from domain.accounts.profile import PROFILE_FORM, save_profile
from domain.forms.drafts import open_form
from domain.forms.form import Form, JsonValue

ONBOARDING_FORM: Final = Form(
    "account-onboarding",
    tuple(
        replace(PROFILE_FORM.field(key), words=f"account-first-{key}", prefill=None)
        for key in ("interests", "level", "city")
    ),
    words="account-onboarding",
)
SERVICE: Final = "service"
"""The consent to keep what is needed to take part: name, contacts, answers, registrations."""


async def give_consent(user_id: int, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO consents (user_id, kind, given_at) VALUES ($1, $2, $3) ON CONFLICT (user_id, kind) "
        "DO UPDATE SET given_at = excluded.given_at, withdrawn_at = NULL WHERE consents.withdrawn_at IS NOT NULL",
        *(user_id, SERVICE, now),
    )


async def finish_greeting(user_id: int, *, now: datetime) -> None:
    """From now on /start leads home: nobody is greeted as a newcomer twice."""
    await database.execute("UPDATE users SET onboarded_at = coalesce(onboarded_at, $2) WHERE id = $1", user_id, now)


async def save_answers(user_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """A skipped question leaves the profile as it was."""
    given = {key: value for key, value in answers.items() if value not in (None, [])}
    await save_profile(user_id, given, now=now)
    await finish_greeting(user_id, now=now)


async def has_open_questions(user_id: int, chat_id: int) -> bool:
    """Were the three questions begun here and left?"""
    return await open_form(user_id, chat_id) == ONBOARDING_FORM.key
