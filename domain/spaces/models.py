from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Space(Model):
    """A Telegram group that we live in."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    chat_id = fields.BigIntField(primary_key=True, generated=False)
    title = fields.CharField(max_length=255)
    kind = fields.CharField(max_length=12)
    is_forum = fields.BooleanField(default=False)
    present = fields.BooleanField(default=True)
    language = fields.CharField(max_length=2, default="ru")
    migrated_to = fields.BigIntField(null=True)
    joined_at = fields.DatetimeField()

    class Meta:
        table = "spaces"


class SpaceLink(Model):
    """What a group is about: one subject such as `event:17`, linked by one of its administrators."""

    owner: ClassVar[str | None] = "linked_by"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField(unique=True)
    subject = fields.CharField(max_length=64, db_index=True)
    linked_by = fields.BigIntField()
    linked_at = fields.DatetimeField()
    card_message_id = fields.BigIntField(null=True)
    card_version = fields.IntField(default=0)
    card_digest = fields.CharField(max_length=64, null=True)
    tags = fields.BooleanField(default=True)
    """Beside the names of those who take part stands a tag."""
    tags_end_at = fields.DatetimeField(null=True)
    """When the tags are taken off again; nothing while the end is not known."""

    class Meta:
        table = "space_links"


class Topic(Model):
    """A forum topic that we made for a purpose: announcements, questions, companions, photos, results, organizers."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField()
    purpose = fields.CharField(max_length=16)
    thread_id = fields.BigIntField()

    class Meta:
        table = "space_topics"
        unique_together = (("chat_id", "purpose"),)


class MemberTag(Model):
    """What stands beside a member's name by our doing, or why it does not."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    tag = fields.CharField(max_length=16, default="")
    """As we have set it; empty: nothing of ours."""
    wanted = fields.CharField(max_length=16, default="")
    """As it was last asked for."""
    state = fields.CharField(max_length=8)
    """asked, set, foreign (somebody's own: left alone), absent, admin (they have a title), no-right, failed."""
    tries = fields.SmallIntField(default=0)
    at = fields.DatetimeField()

    class Meta:
        table = "member_tags"
        unique_together = (("chat_id", "user_id"),)
