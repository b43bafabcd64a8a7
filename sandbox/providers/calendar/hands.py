"""What a person does in their own calendar, and what time does to sync tokens."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.providers.calendar.records import Entry
from sandbox.providers.service import Refused, real
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields

if TYPE_CHECKING:
    from sandbox.providers.calendar.server import Calendar

HANDS = ("add", "move", "rename", "cancel", "expire")
USUAL_MIN = 60


class Hands:
    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def do(self, hand: str, fields: Fields) -> Fields:
        """Each of `as`: add title?, start?, minutes?; move id?, start?, minutes?; rename id?, title; cancel id?;
        expire: sync tokens are no longer good."""
        if hand == "expire":
            self._calendar.kept.epoch += 1
            return {"ok": True}
        try:
            done: Entry = getattr(self, f"_{hand}")(fields)
        except Refused as problem:
            raise SimError(problem.message) from problem
        return {"ok": True, "id": done.id}

    def _add(self, fields: Fields) -> Entry:
        person = self._calendar.person(fields)
        title = str(fields.get("title") or ("Dentist" if person.language_code == "en" else "Зубной"))
        return self._calendar.write(person, secrets.token_hex(13), {"summary": title[:1024], **self._span(fields)})

    def _move(self, fields: Fields) -> Entry:
        one = self._named(fields)
        length = (one.end - one.start) / 60
        return self._calendar.write(
            self._calendar.person(fields), one.id, {**one.body, **self._span(fields, length)}, before=one
        )

    def _rename(self, fields: Fields) -> Entry:
        one = self._named(fields)
        body = {**one.body, "summary": str(fields.get("title", ""))[:1024]}
        return self._calendar.write(self._calendar.person(fields), one.id, body, before=one)

    def _cancel(self, fields: Fields) -> Entry:
        one = self._named(fields)
        self._calendar.cancel(one)
        return one

    def _span(self, fields: Fields, usual: float = USUAL_MIN) -> Fields:
        """From `start`, or from the next full hour."""
        now = datetime.fromtimestamp(self._calendar.now(), UTC)
        start = now.replace(minute=0, second=0) + timedelta(hours=1)
        try:
            start = datetime.fromisoformat(str(fields["start"])) if fields.get("start") else start
        except ValueError as problem:
            raise SimError("start is a moment like 2026-12-07T09:00:00+03:00") from problem
        end = start + timedelta(minutes=real(fields, "minutes", usual))
        return {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}

    def _named(self, fields: Fields) -> Entry:
        """Of the person `as`: by `id`, or the newest."""
        person = self._calendar.person(fields).id
        live = [one for one in self._calendar.kept.entries.values() if one.person == person and not one.cancelled]
        found = [one for one in live if fields.get("id") in (None, "", one.id)]
        if not found:
            raise SimError("there is no such event", status=404)
        return found[-1]
