from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class OutboxRow(Model):
    """Something to be said: kind and ids; words are made when it is sent."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=64)
    """A notification's name; `screen` or `question` for a handler's own answer."""
    params: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    user_id = fields.BigIntField(null=True)
    chat_id = fields.BigIntField(null=True)
    thread_id = fields.BigIntField(null=True)
    channel = fields.CharField(max_length=16, default="telegram")
    urgency = fields.SmallIntField(default=1)
    """0 interactive, 1 must, 2 nice, 3 marketing: who goes first when the budget is short."""
    topic = fields.CharField(max_length=16, null=True)
    """The kind of notification that a person can switch off; None cannot be switched off."""
    subject = fields.CharField(max_length=64, null=True)
    """What it is about, such as `event:17`: a person can mute it."""
    dedupe_key = fields.CharField(max_length=128, null=True)
    coalesce_key = fields.CharField(max_length=128, null=True)
    not_before = fields.DatetimeField()
    """Domain time; never empty, so that what is due is one range of an index."""
    expires_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    state = fields.CharField(max_length=10, default="waiting")
    """waiting → sent, or obsolete, blocked, dead."""
    attempts = fields.SmallIntField(default=0)
    retry_at = fields.DatetimeField(null=True)
    """Real time: not to be tried before."""
    leased_until = fields.DatetimeField(null=True)
    """Real time: whose process has it in hand until then."""
    sent_at = fields.DatetimeField(null=True)
    """Domain time."""
    late = fields.BooleanField(default=False)
    message_id = fields.BigIntField(null=True)
    error = fields.TextField(null=True)

    class Meta:
        table = "outbox"
        unique_together = (("dedupe_key", "channel"),)


class Preference(Model):
    """On or off for one type of notification on one channel; no row means the default."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    topic = fields.CharField(max_length=16)
    channel = fields.CharField(max_length=16)
    enabled = fields.BooleanField()

    class Meta:
        table = "notification_preferences"
        unique_together = (("user_id", "topic", "channel"),)


class QuietHours(Model):
    """Local hours in which nothing but what cannot wait is sent."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    user_id = fields.BigIntField(primary_key=True, generated=False)
    starts_hour = fields.SmallIntField()
    ends_hour = fields.SmallIntField()

    class Meta:
        table = "quiet_hours"


class SaidLately(Model):
    """How often a person has made us say something to others lately."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    what = fields.CharField(max_length=40)
    began_at = fields.DatetimeField(db_index=True)
    count = fields.IntField()

    class Meta:
        table = "said_lately"
        unique_together = (("user_id", "what"),)


class Mute(Model):
    """A person does not want to hear about one subject, such as `event:17`."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    subject = fields.CharField(max_length=64)

    class Meta:
        table = "notification_mutes"
        unique_together = (("user_id", "subject"),)
