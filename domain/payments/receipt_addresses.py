"""Where the receipt of a payment goes: asked once of who has no confirmed address, and changed beside the payments."""

from __future__ import annotations

from domain import database
from domain.forms.form import Field, Form, Kind

FIELD = Field("email", Kind.EMAIL, words="payments-ask-email")
FORM = Form("payments-email", (FIELD,), words="payments-email-form")
CHANGE = Form(
    "payments-email-change", (Field("email", Kind.EMAIL, words="payments-change-email"),), words="payments-email-form"
)
EMAIL_SQL = "coalesce(CASE WHEN u.email_confirmed_at IS NOT NULL THEN u.email END, p.receipt_email)"
"""Of the user `u` with the profile `p`."""


async def address_of(user_id: int) -> str | None:
    found: str | None = await database.fetchval(
        f"SELECT {EMAIL_SQL} FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id = $1", user_id
    )
    return found


async def keep(user_id: int, email: str) -> None:
    await database.execute("UPDATE profiles SET receipt_email = $2 WHERE user_id = $1", user_id, email)


async def changeable(user_id: int) -> str | None:
    """The address they gave for receipts alone; None where there is none, or a confirmed one goes before it."""
    found: str | None = await database.fetchval(
        "SELECT p.receipt_email FROM users u JOIN profiles p ON p.user_id = u.id "
        "WHERE u.id = $1 AND u.email_confirmed_at IS NULL",
        user_id,
    )
    return found
