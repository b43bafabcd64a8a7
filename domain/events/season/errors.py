from __future__ import annotations

from domain.errors import Refusal


class SeasonTableWrong(Refusal):
    code = "season-table-wrong"
    status = 422
