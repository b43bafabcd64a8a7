from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Organization(Model):
    """A federation or a club. Its slug is its address for good, whatever it is called later."""

    owner: ClassVar[str | None] = "founder_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=40, unique=True)
    kind = fields.CharField(max_length=12)
    """federation, club."""
    name = fields.CharField(max_length=80)
    description = fields.TextField(default="")
    city = fields.CharField(max_length=64, null=True)
    contact = fields.CharField(max_length=200, default="")
    """An https address."""
    cover_file_id = fields.BigIntField(null=True)
    founder_id = fields.BigIntField(db_index=True)
    verified_at = fields.DatetimeField(null=True)
    """Since when it has the badge; who gave it stands in the audit."""
    created_at = fields.DatetimeField()

    class Meta:
        table = "organizations"


class OrganizationMember(Model):
    """Somebody's role in an organization: owner, manager, checker or timer."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    organization_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    role = fields.CharField(max_length=8)
    joined_at = fields.DatetimeField()

    class Meta:
        table = "organization_members"
        unique_together = (("organization_id", "user_id"),)


class OrganizationInvitation(Model):
    """A place in a team that somebody may take; without `user_id` it is for whoever opens its link first."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    organization_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(null=True, db_index=True)
    role = fields.CharField(max_length=8)
    token = fields.CharField(max_length=22, unique=True)
    invited_by = fields.BigIntField(db_index=True)
    state = fields.CharField(max_length=8, default="waiting")
    """waiting, accepted, declined, revoked."""
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "organization_invitations"


class OrganizerFollow(Model):
    """Somebody wants to hear of an organizer's new events: of an organization's, or of one person's."""

    owner: ClassVar[str | None] = "follower_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    follower_id = fields.BigIntField()
    organization_id = fields.BigIntField(null=True)
    organizer_id = fields.BigIntField(null=True)
    """The person who is followed."""
    followed_at = fields.DatetimeField()

    class Meta:
        table = "organizer_follows"
