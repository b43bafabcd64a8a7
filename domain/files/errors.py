from __future__ import annotations

from domain.errors import Refusal


class PictureRefused(Refusal):
    """Not a JPEG, PNG or WebP that we can read, or too large."""

    code = "file-picture-refused"
    status = 422


class TooManyPictures(Refusal):
    code = "file-too-many"
    status = 429


class NoRoom(Refusal):
    """The disk is full."""

    code = "file-no-room"
    status = 507
