"""The ledger: every movement of money is one line from an account to another, so all accounts together are zero.

`outside:<provider>` is where money comes from and goes back to; `undecided` holds what came in until it is known what
it paid; `payee:<user id>` is what is owed to who sells; `returning` is what is on its way back. At rest `undecided`
and `returning` are empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database

UNDECIDED = "undecided"
RETURNING = "returning"
HOUSE = "house"
"""What is sold by nobody in particular is sold by the house."""

_POST = """
INSERT INTO ledger (at, charge_id, refund_id, step, from_account, to_account, amount_minor, currency)
SELECT $1, id, $3, $4, $5, $6, $7, currency FROM charges WHERE id = $2
"""


def outside(provider: str) -> str:
    return f"outside:{provider}"


def payee(user_id: int | None) -> str:
    return f"payee:{user_id}" if user_id else HOUSE


async def post(
    step: str,
    charge_id: int,
    from_account: str,
    to_account: str,
    amount_minor: int,
    *,
    refund_id: int | None = None,
    now: datetime,
) -> None:
    """One line; a second one of the same step of the same charge or refund is refused by the database."""
    await database.execute(_POST, now, charge_id, refund_id, step, from_account, to_account, amount_minor)


async def balances() -> dict[tuple[str, str], int]:
    """What stands on each account, by account and currency, in minor units; empty accounts are left out."""
    rows = await database.fetch(
        "SELECT account, currency, sum(amount)::bigint AS balance FROM ("
        "SELECT to_account AS account, currency, amount_minor AS amount FROM ledger UNION ALL "
        "SELECT from_account, currency, -amount_minor FROM ledger) moved "
        "GROUP BY account, currency HAVING sum(amount) <> 0 ORDER BY account, currency"
    )
    return {(row["account"], row["currency"]): row["balance"] for row in rows}


@dataclass(frozen=True, slots=True)
class Line:
    """A movement of money; `step`: received, kept, owed, returned."""

    id: int
    at: datetime
    step: str
    from_account: str
    to_account: str
    amount_minor: int
    currency: str
    title: str
    provider: str


async def sums() -> dict[tuple[str, str], int]:
    """As `balances`, with everybody to whom money is owed as one account, `payee`."""
    summed: dict[tuple[str, str], int] = {}
    for (account, currency), balance in (await balances()).items():
        kind = "payee" if account.startswith("payee:") else account
        summed[kind, currency] = summed.get((kind, currency), 0) + balance
    return summed


async def list_lines(*, before: int | None = None, limit: int = 20) -> list[Line]:
    """Newest first; `before` is the last one seen."""
    rows = await database.fetch(
        "SELECT l.id, l.at, l.step, l.from_account, l.to_account, l.amount_minor, l.currency, "
        "coalesce(o.title, '') AS title, c.provider FROM ledger l JOIN charges c ON c.id = l.charge_id "
        "LEFT JOIN orders o ON o.id = c.order_id WHERE $1::bigint IS NULL OR l.id < $1 ORDER BY l.id DESC LIMIT $2",
        *(before, limit),
    )
    return [Line(**dict(row)) for row in rows]
