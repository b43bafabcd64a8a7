"""What a page writes into a field is read as what it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.forms.form import Field, Kind
from domain.time.reading import parse_when
from locales import translator
from webapp.kit.forms import as_typed

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize("hours", [2, 5, 30])
def test_an_event_over_midnight_or_of_several_days_is_read_as_it_was_written(hours: int) -> None:
    start = datetime(2026, 11, 29, 19, 30, tzinfo=UTC)
    end = start + timedelta(hours=hours)
    value = {"start": start.isoformat(), "end": end.isoformat(), "zone": "Europe/Moscow"}
    said = as_typed(Field("when", Kind.DATE_TIME, words="event-ask-when"), dict(value), translator("ru"))
    assert isinstance(said, str)
    found = parse_when(said, now=NOW, zone="Europe/Moscow")
    assert (found.start, found.end) == (start, end)
