from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class User(Model):
    """A person. Telegram is the first identity; other sign-in methods are linked to it."""

    owner: ClassVar[str | None] = "id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    telegram_id = fields.BigIntField(null=True, unique=True)
    username = fields.CharField(max_length=64, null=True)
    status = fields.CharField(max_length=16, default="active")
    language = fields.CharField(max_length=2, default="ru")
    telegram_reachable = fields.BooleanField(default=True)
    email = fields.CharField(max_length=254, null=True)
    email_confirmed_at = fields.DatetimeField(null=True)
    onboarded_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "users"


class Profile(Model):
    """What a person tells about themselves. Always one per user."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    first_name = fields.CharField(max_length=64, default="")
    last_name = fields.CharField(max_length=64, default="")
    nickname = fields.CharField(max_length=32, null=True)
    gender = fields.CharField(max_length=8, null=True)
    birth_date = fields.DateField(null=True)
    city = fields.CharField(max_length=64, null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    zone = fields.CharField(max_length=64, default="Europe/Moscow")
    about = fields.CharField(max_length=500, default="")
    goal = fields.CharField(max_length=16, null=True)
    goal_event_id = fields.BigIntField(null=True)
    level = fields.CharField(max_length=16, null=True)
    interests = ArrayField("text", default=list)
    phone = fields.CharField(max_length=20, null=True)
    remembered: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """Answers given to earlier forms, by prefill key: they are offered next time."""
    receipt_email = fields.CharField(max_length=320, null=True)
    """Where receipts of what was paid go, as they said it; one that is confirmed comes first."""
    profile_visibility = fields.CharField(max_length=8, default="private")
    results_visibility = fields.CharField(max_length=8, default="private")

    class Meta:
        table = "profiles"


class Consent(Model):
    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.KEEP

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    kind = fields.CharField(max_length=32)
    given_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "consents"
        unique_together = (("user_id", "kind"),)


class AuthSession(Model):
    """An opened mini-app. Only the hash of its token is kept; the token itself lives in page memory."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField(db_index=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    launch_hash = fields.CharField(max_length=64, db_index=True)
    platform = fields.CharField(max_length=32, default="")
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "auth_sessions"


class RoleGrant(Model):
    """A staff role: administrator, analyst or marketer."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    role = fields.CharField(max_length=16)
    granted_by = fields.BigIntField(null=True)
    granted_at = fields.DatetimeField()

    class Meta:
        table = "role_grants"
        unique_together = (("user_id", "role"),)


class Sanction(Model):
    """A block in force until `until` (None: until it is lifted), with the reason that the person is shown."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField(db_index=True)
    reason = fields.CharField(max_length=500)
    rule = fields.CharField(max_length=16, default="other")
    imposed_by = fields.BigIntField()
    imposed_at = fields.DatetimeField()
    until = fields.DatetimeField(null=True)
    lifted_at = fields.DatetimeField(null=True)
    lifted_by = fields.BigIntField(null=True)

    class Meta:
        table = "sanctions"


class EmailCode(Model):
    """A six-digit code on its way to an address; five tries, ten minutes, one use."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    email = fields.CharField(max_length=254)
    code_hash = fields.CharField(max_length=64)
    tries_left = fields.SmallIntField(default=5)
    sent_at = fields.DatetimeField()
    sends = fields.SmallIntField(default=1)
    """Codes asked for today: each later one waits longer."""
    expires_at = fields.DatetimeField()

    class Meta:
        table = "email_codes"
