from __future__ import annotations

from domain.errors import Refusal


class ContactUnfit(Refusal):
    """Neither an address on the net nor a name in Telegram."""

    code = "organization-contact-unfit"
    status = 422


class NameTooShort(Refusal):
    """Of what can be seen of it too little is left."""

    code = "organization-name-too-short"
    status = 422


class TooManyOrganizations(Refusal):
    """Params: most."""

    code = "organization-too-many"


class LastOwner(Refusal):
    """Somebody must remain who answers for the organization."""

    code = "organization-last-owner"


class AlreadyInTeam(Refusal):
    """Params: name."""

    code = "organization-already-in-team"


class InvitationGone(Refusal):
    """Taken, taken back, refused, expired, or meant for somebody else."""

    code = "organization-invitation-gone"
    status = 404


class InvitedLately(Refusal):
    """They said no; they are not asked again so soon. Params: name."""

    code = "organization-invited-lately"


class TooManyInvitations(Refusal):
    """Params: most."""

    code = "organization-too-many-invitations"


class NotInTeam(Refusal):
    """Not, or not any more."""

    code = "organization-not-in-team"


class CannotFollowOneself(Refusal):
    code = "organization-follow-oneself"
