"""Why a photo is not shown or not taken."""

from __future__ import annotations

from domain.errors import Refusal


class AlbumIsForParticipants(Refusal):
    code = "album-for-participants"
    status = 403


class NothingToPhotographYet(Refusal):
    code = "album-not-yet"


class TooManyPhotos(Refusal):
    code = "album-too-many"
