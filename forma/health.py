"""What a process says at GET /health."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.agenda.queries import agenda_state
from domain.inbox.outages import is_outage
from domain.inbox.queries import inbox_state
from domain.jobs.queries import jobs_state
from domain.notifications.queries import outbox_state


async def health(now: datetime) -> Mapping[str, object]:
    """`idle`: nothing is left to do. `ok` false: the database does not answer."""
    try:
        inbox, agenda, channels = await inbox_state(now=now), await agenda_state(now=now), await outbox_state(now=now)
        jobs = await jobs_state()
    except Exception as error:
        if not is_outage(error):
            raise
        return {"ok": False, "database": "away", "idle": False}
    due = sum(channel.due for channel in channels)
    return {
        "ok": True,
        "idle": not (inbox.open or agenda.due or due or jobs.open),
        "inbox": inbox.open,
        "outbox_due": due,
        "agenda_due": agenda.due,
        "jobs": jobs.open,
        "dead": inbox.dead + agenda.dead + jobs.dead + sum(channel.dead for channel in channels),
        "oldest_inbox_s": round(inbox.oldest_s, 1),
        "oldest_outbox_s": round(max((channel.oldest_s for channel in channels), default=0.0), 1),
    }
