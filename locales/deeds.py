"""What somebody did, as the audit has it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from locales import Translator

_CODES = {
    "role": "moderation-role",
    "rule": "moderation-rule",
    "decision": "moderation-decided",
    "notices": "event-notices",
}
"""Codes among an entry's details, with the beginning of their words."""


def who_did(t: Translator, actor_id: int | None, actor_name: str | None) -> str:
    """Nobody at all is the system; somebody without a name is no longer known."""
    return actor_name or t("moderation-audit-nobody" if actor_id is None else "moderation-subject-user-gone")


def deed(t: Translator, action: str) -> str:
    key = f"moderation-action-{action}"
    return t(key) if t.has(key) else t("moderation-action-other")


def circumstances(
    t: Translator, details: Mapping[str, object], chat_title: str | None, zone: str, *, about: str | None = None
) -> list[str]:
    """The details that say something to people, first of all whom it is about."""
    said = [about] if about else []
    for name, prefix in _CODES.items():
        key = f"{prefix}-{details.get(name)}"
        if name in details and t.has(key):
            said.append(t(key))
    if "until" in details:
        ends_at = details["until"]
        until = t("moderation-until", when=_moment(t, str(ends_at), zone)) if ends_at else None
        said.append(until or t("moderation-for-good"))
    if chat_title:
        said.append(t("moderation-subject-chat", name=chat_title))
    return said


def _moment(t: Translator, said: str, zone: str) -> str:
    """A role or a block ends at a moment, a promo code with a day."""
    moment = datetime.fromisoformat(said)
    return t.when(moment, zone) if moment.tzinfo else t.date(moment.date())
