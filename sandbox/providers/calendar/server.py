"""Calendars as Google Calendar API v3 keeps them; who may come in is known by the sign-in provider's Google tokens.

GET /calendar/v3/users/me/calendarList · POST /calendar/v3/freeBusy · POST /calendar/v3/channels/stop
GET, POST /calendar/v3/calendars/{id}/events · GET, PATCH, PUT, DELETE …/events/{event} · POST …/events/watch
Each person has one calendar, `primary`; events do not recur. A sync token is good for 30 days, then it is 410.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.providers.calendar import channels, events
from sandbox.providers.calendar.events import wrong
from sandbox.providers.calendar.hands import HANDS, Hands
from sandbox.providers.calendar.listing import Listing
from sandbox.providers.calendar.records import CalendarRecords, Entry
from sandbox.providers.oidc import manners
from sandbox.providers.oidc.desk import Desk
from sandbox.providers.oidc.manners import CALENDAR
from sandbox.providers.service import MOST_SHOWN, Handler, Refused, Service, json_of
from sandbox.telegram.records import Fields, Person
from sandbox.telegram.world import World

DOMAINS = {"timeRangeEmpty": "calendar", "fullSyncRequired": "calendar", "rateLimitExceeded": "usageLimits"}
WRITES = {CALENDAR, f"{CALENDAR}.events"}
READS = {*WRITES, f"{CALENDAR}.readonly"}
PERSON = web.RequestKey("person", Person)


class Calendar(Service):
    name = "calendar"
    title = "Google Calendar"
    hands = HANDS

    def __init__(self, world: World, origin: str, desk: Desk) -> None:
        super().__init__(world, origin)
        self._desk = desk

    @property
    def kept(self) -> CalendarRecords:
        return self._world.records.outside.calendar

    def routes(self) -> list[web.RouteDef]:
        api = f"{self.path}/calendar/v3"
        every = f"{api}/calendars/{{calendar}}/events"
        return [
            web.get(f"{api}/users/me/calendarList", self._let_in(self._calendars, READS)),
            web.post(f"{api}/freeBusy", self._let_in(self._busy, READS)),
            web.post(f"{api}/channels/stop", self._let_in(self._stop, READS)),
            web.post(f"{every}/watch", self._let_in(self._watch, READS)),
            web.get(every, self._let_in(self._list, READS)),
            web.post(every, self._let_in(self._insert, WRITES)),
            web.get(f"{every}/{{event}}", self._let_in(self._get, READS)),
            web.patch(f"{every}/{{event}}", self._let_in(self._patch, WRITES)),
            web.put(f"{every}/{{event}}", self._let_in(self._put, WRITES)),
            web.delete(f"{every}/{{event}}", self._let_in(self._delete, WRITES)),
        ]

    def refusal(self, problem: Refused) -> web.Response:
        error = {"domain": DOMAINS.get(problem.code, "global"), "reason": problem.code, "message": problem.message}
        if problem.parameter:
            kind, _, place = problem.parameter.rpartition(" ")
            error |= {"locationType": kind or "parameter", "location": place}
        body = {"error": {"errors": [error], "code": problem.status, "message": problem.message}}
        return web.json_response(body, status=problem.status)

    def trouble(self, status: int) -> Refused:
        if status == 429:
            return Refused(429, "rateLimitExceeded", "Rate Limit Exceeded")
        return Refused(status, "backendError", "Backend Error")

    def _let_in(self, handler: Handler, scopes: set[str]) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            given = request.headers.get("Authorization", "").removeprefix("Bearer ")
            one = self._desk.by_access(given)
            if one is None or one.manner != manners.GOOGLE.name:
                raise Refused(401, "authError", "Invalid Credentials", "header Authorization")
            if not scopes & set(one.scopes):
                raise Refused(403, "insufficientPermissions", "Request had insufficient authentication scopes.")
            person = self._world.records.people[one.person]
            if request.match_info.get("calendar", "primary") not in ("primary", self.email(person)):
                raise Refused(404, "notFound", "Not Found")
            request[PERSON] = person
            return await handler(request)

        return self.guarded(answer)

    def email(self, person: Person) -> str:
        return manners.email(manners.GOOGLE, person, hidden=False)

    def now(self) -> int:
        return self._world.clock.unix()

    async def _calendars(self, request: web.Request) -> web.Response:
        person = request[PERSON]
        mine = {
            "kind": "calendar#calendarListEntry",
            "id": self.email(person),
            "summary": self.email(person),
            "timeZone": person.time_zone or "Europe/Moscow",
            "accessRole": "owner",
            "primary": True,
            "selected": True,
        }
        return web.json_response({"kind": "calendar#calendarList", "items": [mine]})

    async def _list(self, request: web.Request) -> web.Response:
        person = request[PERSON]
        head: Fields = {
            "kind": "calendar#events",
            "summary": self.email(person),
            "timeZone": person.time_zone or "Europe/Moscow",
            "accessRole": "owner",
            "defaultReminders": [],
        }
        listing = Listing(self.kept, person.id, self.now())
        found, tokens = listing.answer(request.query)
        return web.json_response(head | tokens | {"items": [self._shown(one) for one in found]})

    def _shown(self, one: Entry) -> Fields:
        person = self._world.records.people[one.person]
        return events.shown(one, person, self.email(person))

    async def _insert(self, request: web.Request) -> web.Response:
        person, body = request[PERSON], events.checked(await json_of(request))
        name = body.pop("id", None) or secrets.token_hex(13)
        if f"{person.id}:{name}" in self.kept.entries:
            raise Refused(409, "duplicate", "The requested identifier already exists.")
        return web.json_response(self._shown(self.write(person, str(name), body)))

    def write(self, person: Person, name: str, body: Fields, before: Entry | None = None) -> Entry:
        """Puts the event down as `body` says; raises Refused. Those who watch are told."""
        now, kept = self.now(), self.kept
        start, end = events.span(body, person.time_zone or "Europe/Moscow")
        moved = before is not None and (before.start, before.end) != (start, end)
        kept.last_version += 1
        made = Entry(
            id=name,
            person=person.id,
            body={key: value for key, value in body.items() if key not in ("id", "sequence", "status")}
            | ({"status": body["status"]} if body.get("status", "confirmed") != "confirmed" else {}),
            start=start,
            end=end,
            created=before.created if before else now,
            updated=now,
            version=kept.last_version,
            sequence=before.sequence + moved if before else 0,
            cancelled=body.get("status") == "cancelled",
        )
        kept.entries[f"{person.id}:{name}"] = made
        self._told(person.id)
        return made

    def cancel(self, one: Entry) -> None:
        self.kept.last_version += 1
        one.cancelled, one.updated, one.version = True, self.now(), self.kept.last_version
        self._told(one.person)

    def _told(self, person: int) -> None:
        channels.notify(self.kept, person, self.now(), self.notice)
        self.changed()

    def _asked(self, request: web.Request) -> Entry:
        one = self.kept.entries.get(f"{request[PERSON].id}:{request.match_info['event']}")
        if one is None:
            raise Refused(404, "notFound", "Not Found")
        return one

    def _to_change(self, request: web.Request) -> Entry:
        """If-Match: only while it is as it was read."""
        one, wanted = self._asked(request), request.headers.get("If-Match")
        if wanted not in (None, "*", self._shown(one)["etag"]):
            raise Refused(412, "conditionNotMet", "Precondition Failed", "header If-Match")
        return one

    async def _get(self, request: web.Request) -> web.Response:
        return web.json_response(self._shown(self._asked(request)))

    async def _patch(self, request: web.Request) -> web.Response:
        """What is not named stays; null takes away."""
        one, change = self._to_change(request), await json_of(request)
        if not isinstance(change, dict):
            raise wrong("Parse Error", "parseError")
        merged = _merged(one.body, change)
        return web.json_response(self._shown(self.write(request[PERSON], one.id, events.checked(merged), one)))

    async def _put(self, request: web.Request) -> web.Response:
        one = self._to_change(request)
        body = events.checked(await json_of(request))
        return web.json_response(self._shown(self.write(request[PERSON], one.id, body, one)))

    async def _delete(self, request: web.Request) -> web.Response:
        one = self._to_change(request)
        if one.cancelled:
            raise Refused(410, "deleted", "Resource has been deleted")
        self.cancel(one)
        return web.Response(status=204)

    async def _busy(self, request: web.Request) -> web.Response:
        person, body = request[PERSON], await json_of(request)
        if not isinstance(body, dict):
            raise wrong("Parse Error", "parseError")
        low, high = (events.moment({"dateTime": body.get(name)}, "UTC") for name in ("timeMin", "timeMax"))
        if low >= high:
            raise wrong("The specified time range is empty.", "timeRangeEmpty", "parameter timeMax")
        listed = body.get("items")
        wanted = [str(one.get("id")) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        taken = Listing(self.kept, person.id, self.now()).taken(low, high)
        shown = {
            name: {"busy": [{"start": events.stamp(a), "end": events.stamp(b)} for a, b in taken]}
            if name in ("primary", self.email(person))
            else {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
            for name in wanted
        }
        limits = {"timeMin": events.stamp(low), "timeMax": events.stamp(high)}
        return web.json_response({"kind": "calendar#freeBusy", **limits, "calendars": shown})

    async def _watch(self, request: web.Request) -> web.Response:
        uri = f"{self.base(request)}/calendar/v3/calendars/{request.match_info['calendar']}/events?alt=json"
        one = channels.opened(self.kept, await json_of(request), request[PERSON].id, uri, self.now())
        channels.say(one, "sync", self.notice)
        self.changed()
        return web.json_response(channels.told(one))

    async def _stop(self, request: web.Request) -> web.Response:
        channels.stopped(self.kept, await json_of(request), request[PERSON].id)
        self.changed()
        return web.Response(status=204)

    async def act(self, hand: str, fields: Fields) -> Fields:
        if hand not in HANDS:
            return await super().act(hand, fields)
        return Hands(self).do(hand, fields)

    def shown(self) -> Fields:
        people = self._world.records.people
        newest = list(self.kept.entries.values())[: -MOST_SHOWN - 1 : -1]
        rows = [
            {
                "title": str(one.body.get("summary", "—")),
                "about": people[one.person].name,
                "at": one.start,
                "state": "calendar-cancelled" if one.cancelled else None,
                "levers": []
                if one.cancelled
                else [
                    {
                        "word": "calendar-cancel",
                        "action": "cancel",
                        "fields": {"id": one.id, "as": people[one.person].key},
                    }
                ],
            }
            for one in newest
        ]
        watching = [
            {"title": one.address, "about": people[one.person].name, "at": one.expires_at}
            for one in self.kept.channels.values()
        ]
        return {
            "subscribes": True,
            "hook": next((one.address for one in reversed(self.kept.channels.values())), None),
            "events": [one.model_dump() for one in newest],
            "channels": [one.model_dump() for one in self.kept.channels.values()],
            "sections": [{"name": "calendar-events", "rows": rows}, {"name": "calendar-channels", "rows": watching}],
            "levers": [
                {"word": "calendar-add", "action": "add", "fields": {}},
                {"word": "calendar-expire", "action": "expire", "fields": {}},
            ],
        }


def _merged(before: Mapping[str, Any], change: Mapping[str, Any]) -> Fields:
    """As JSON Merge Patch has it."""
    merged = dict(before)
    for name, value in change.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merged(merged[name], value)
        else:
            merged[name] = value
    return merged
