"""What a calendar holds: all of it, a part by time, or what has changed since a token was given."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping

from sandbox.providers.calendar import events
from sandbox.providers.calendar.events import wrong
from sandbox.providers.calendar.records import CalendarRecords, Entry
from sandbox.providers.service import Refused, number_of
from sandbox.telegram.records import Fields

TOKEN_LIFE_S = 2_592_000
LARGEST_PAGE = 2_500
NOT_WITH_TOKEN = ("timeMin", "timeMax", "orderBy", "q", "updatedMin", "iCalUID", "privateExtendedProperty")
KNOWN = {*NOT_WITH_TOKEN, "maxResults", "pageToken", "syncToken", "showDeleted", "singleEvents", "timeZone", "alt",
         "fields", "prettyPrint", "key", "quotaUser", "maxAttendees"}  # fmt: skip
KEYS: dict[str, Callable[[Entry], tuple[int, str]]] = {
    "": lambda one: (one.version, one.id),
    "startTime": lambda one: (one.start, one.id),
    "updated": lambda one: (one.updated, f"{one.version:012}"),
}


class Listing:
    def __init__(self, kept: CalendarRecords, person: int, now: int) -> None:
        self._kept, self._person, self._now = kept, person, now

    def answer(self, query: Mapping[str, str]) -> tuple[list[Entry], Fields]:
        """A page of it, and `nextPageToken` or `nextSyncToken`; raises Refused."""
        if strange := sorted(query.keys() - KNOWN):
            raise wrong(f'Invalid JSON payload received. Unknown name "{strange[0]}"', "badRequest")
        found = self._changed(query) if "syncToken" in query else self._whole(query)
        most = number_of(query.get("maxResults", "250"))
        if not most:
            raise wrong("Invalid value for: maxResults", location="parameter maxResults")
        key = KEYS[query.get("orderBy", "")]
        after, until = self._page(query)
        left = [one for one in found if one.version <= until and (after is None or key(one) > after)]
        size = min(most, LARGEST_PAGE)
        shown = left[:size]
        if len(left) > size:
            place, name = key(shown[-1])
            return shown, {"nextPageToken": _sealed("page", str(place), name, str(until))}
        token = _sealed("sync", str(self._person), str(self._kept.epoch), str(until), str(self._now))
        return shown, {"nextSyncToken": token}

    def _page(self, query: Mapping[str, str]) -> tuple[tuple[int, str] | None, int]:
        """After what the page begins, and the version of the calendar at the first of them."""
        if "pageToken" not in query:
            return None, self._kept.last_version
        parts = _opened("page", query["pageToken"], 3)
        if parts is None:
            raise wrong("Invalid page token value.", location="parameter pageToken")
        return (int(parts[0]), parts[1]), int(parts[2])

    def _mine(self) -> list[Entry]:
        return sorted((one for one in self._kept.entries.values() if one.person == self._person), key=KEYS[""])

    def _changed(self, query: Mapping[str, str]) -> list[Entry]:
        """What is gone is among it."""
        if mixed := [name for name in NOT_WITH_TOKEN if name in query]:
            raise wrong("Sync token cannot be used together with other filters.", location=f"parameter {mixed[0]}")
        parts = _opened("sync", query["syncToken"], 4)
        if parts is None or int(parts[0]) != self._person:
            raise wrong("Invalid sync token value.", location="parameter syncToken")
        if int(parts[1]) != self._kept.epoch or self._now - int(parts[3]) > TOKEN_LIFE_S:
            message = "Sync token is no longer valid, a full sync is required."
            raise Refused(410, "fullSyncRequired", message, "parameter syncToken")
        return [one for one in self._mine() if one.version > int(parts[2])]

    def _whole(self, query: Mapping[str, str]) -> list[Entry]:
        low, high = self._limit(query, "timeMin"), self._limit(query, "timeMax")
        if low is not None and high is not None and low >= high:
            raise wrong("The specified time range is empty.", "timeRangeEmpty", "parameter timeMax")
        order = query.get("orderBy", "")
        if order not in KEYS or (order == "startTime" and query.get("singleEvents") != "true"):
            raise wrong(
                "The requested ordering is not available for the particular query.", location="parameter orderBy"
            )
        deleted, since = query.get("showDeleted") == "true", self._limit(query, "updatedMin")
        found = [
            one
            for one in self._mine()
            if (deleted or not one.cancelled)
            and (low is None or one.end > low)
            and (high is None or one.start < high)
            and (since is None or one.updated >= since)
            and query.get("q", "").casefold() in str(one.body.get("summary", "")).casefold()
            and query.get("iCalUID", f"{one.id}@calendar.example.com") == f"{one.id}@calendar.example.com"
            and _has(one, query.get("privateExtendedProperty"))
        ]
        return sorted(found, key=KEYS[order])

    def _limit(self, query: Mapping[str, str], name: str) -> int | None:
        if name not in query:
            return None
        try:
            return events.moment({"dateTime": query[name].replace(" ", "+")}, "UTC")
        except Refused as problem:
            raise wrong("Bad Request", "badRequest", f"parameter {name}") from problem

    def taken(self, low: int, high: int) -> list[tuple[int, int]]:
        """When the person is busy within these limits; what touches is one."""
        spans = sorted(
            (max(one.start, low), min(one.end, high))
            for one in self._mine()
            if not one.cancelled
            and one.body.get("transparency") != "transparent"
            and one.start < high
            and one.end > low
        )
        joined: list[tuple[int, int]] = []
        for start, end in spans:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined


def _has(one: Entry, wanted: str | None) -> bool:
    if wanted is None:
        return True
    name, _, value = wanted.partition("=")
    private = one.body.get("extendedProperties", {}).get("private", {})
    return isinstance(private, dict) and private.get(name) == value


def _sealed(*parts: str) -> str:
    return urlsafe_b64encode(":".join(parts).encode()).decode().rstrip("=")


def _opened(kind: str, token: str, many: int) -> list[str] | None:
    try:
        head, *parts = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(":")
    except ValueError:
        return None
    numbers = parts if kind == "sync" else [*parts[:1], *parts[2:]]
    return parts if head == kind and len(parts) == many and all(number_of(one) is not None for one in numbers) else None
