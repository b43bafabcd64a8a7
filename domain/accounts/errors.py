from __future__ import annotations

from domain.errors import Refusal


class NicknameTaken(Refusal):
    code = "account-nickname-taken"


class PersonNotKnown(Refusal):
    """Nobody with that @name has ever started the bot."""

    code = "account-person-not-known"
    status = 404


class RoleNotKnown(Refusal):
    code = "account-role-not-known"
    status = 422


class AlreadyBlocked(Refusal):
    code = "account-already-blocked"


class NotBlocked(Refusal):
    code = "account-not-blocked"


class CodeExpired(Refusal):
    code = "account-code-expired"
    status = 422


class CodeTooSoon(Refusal):
    """Params: seconds until another may be asked for."""

    code = "account-code-too-soon"
    status = 429


class EmailTaken(Refusal):
    code = "account-email-taken"


class NicknameUnfit(Refusal):
    """3 to 32 letters, digits, dots, dashes or underscores, one letter at least."""

    code = "account-nickname-unfit"
    status = 422


class BirthDateUnlikely(Refusal):
    code = "account-birth-date-unlikely"
    status = 422


class CodeNotAsked(Refusal):
    """There is no code to confirm."""

    code = "account-code-not-asked"
    status = 422
