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


class DocumentRefused(Refusal):
    """No document that we take. Params: why (size, format, locked, active, long)."""

    code = "document-refused"
    status = 422


class TooManyDocuments(Refusal):
    code = "document-too-many"
    status = 429


class DocumentGone(Refusal):
    """Its owner deleted it, its time is over, or its bytes never came."""

    code = "document-gone"
    status = 410


class DocumentNotHere(Refusal):
    """Its bytes have not come yet."""

    code = "document-not-here"
