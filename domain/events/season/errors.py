from __future__ import annotations

from domain.errors import Refusal


class NoSeason(Refusal):
    """The dates of this series are not summed up."""

    code = "season-none"
    status = 404


class SeasonTableWrong(Refusal):
    code = "season-table-wrong"
    status = 422
