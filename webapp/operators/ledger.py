"""The ledger for operators: what stands where, whether it all sums to zero, and every movement. Read only."""

from __future__ import annotations

from collections import defaultdict

from aiohttp import web

from domain.payments import by_hand, ledger
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20


async def page(visit: Visit) -> web.Response:
    after = read_cursor(visit.query("after"))
    part = part_of(await ledger.list_lines(before=after or None, limit=SIZE + 1), SIZE)
    more = f"/ops/money?after={part.rows[-1].id}" if part.more else ""
    if after:
        return visit.page("operators/ledger_rows.html", lines=part.rows, more=more)
    accounts = sorted((await ledger.sums()).items())
    return visit.page(
        "operators/ledger.html",
        lines=part.rows,
        more=more,
        accounts=[(account, currency, balance) for (account, currency), balance in accounts],
        is_sound=_is_sound(accounts),
        owed=await by_hand.count_owed(visit.person),
        main=None,
    )


def _is_sound(accounts: list[tuple[tuple[str, str], int]]) -> bool:
    """In every currency all accounts together are nothing."""
    together: dict[str, int] = defaultdict(int)
    for (_, currency), balance in accounts:
        together[currency] += balance
    return not any(together.values())
