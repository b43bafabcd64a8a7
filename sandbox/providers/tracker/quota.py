"""Strava's limits: 200 requests a quarter of an hour and 2,000 a day; of those that read 100 and 1,000.

Quarters are those of the clock, days those of UTC, by the world's clock. What is refused counts too.
"""

from __future__ import annotations

from sandbox.providers.service import Refused
from sandbox.providers.tracker.oauth import wrong
from sandbox.providers.tracker.records import Usage

SHORT, DAILY, READ_SHORT, READ_DAILY = 200, 2_000, 100, 1_000
QUARTER_S, DAY_S = 900, 86_400


def roll(usage: Usage, now: int) -> None:
    if usage.quarter != now // QUARTER_S:
        usage.quarter, usage.short, usage.read_short = now // QUARTER_S, 0, 0
    if usage.day != now // DAY_S:
        usage.day, usage.daily, usage.read_daily = now // DAY_S, 0, 0


def spend(usage: Usage, now: int, *, reads: bool) -> Refused | None:
    """Counts one request; the refusal when it is one too many."""
    roll(usage, now)
    usage.short, usage.daily = usage.short + 1, usage.daily + 1
    if reads:
        usage.read_short, usage.read_daily = usage.read_short + 1, usage.read_daily + 1
    if usage.short > SHORT or usage.daily > DAILY:
        return exceeded("overall rate limit")
    if usage.read_short > READ_SHORT or usage.read_daily > READ_DAILY:
        return exceeded("read rate limit")
    return None


def exceeded(field: str) -> Refused:
    return wrong("Application", field, "exceeded", status=429, message="Rate Limit Exceeded")


def headers(usage: Usage) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": f"{SHORT},{DAILY}",
        "X-RateLimit-Usage": f"{usage.short},{usage.daily}",
        "X-ReadRateLimit-Limit": f"{READ_SHORT},{READ_DAILY}",
        "X-ReadRateLimit-Usage": f"{usage.read_short},{usage.read_daily}",
    }
