"""Video rooms: Whereby's REST API v1 with its webhooks, and a Jitsi whose rooms are opened by tokens.

POST, GET /v1/meetings · GET, DELETE /v1/meetings/{id}: Bearer <key>; `fields`: hostRoomUrl, viewerRoomUrl
GET /v1/recordings · GET /v1/recordings/{id}/access-link · DELETE /v1/recordings/{id}
GET /room/{name}?roomKey=…: the room as people see it; without the key as a guest; shut an hour after its end
GET /jitsi/{room}?jwt=…: a room that a token opens, see tokens.py
Webhooks: room.client.joined and left, room.session.started and ended, recording.finished;
Whereby-Signature: t=<unix>,v1=<HMAC-SHA256 of "t.body">; sent up to three times.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

from aiohttp import web

from sandbox.providers.rooms import page, tokens
from sandbox.providers.rooms.attendance import Attendance
from sandbox.providers.rooms.meetings import checked, fields_of, stamp, wrong
from sandbox.providers.rooms.records import Guest, Meeting, Recording, RoomRecords
from sandbox.providers.service import MOST_SHOWN, Handler, Refused, Service, json_of, number_of
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

KEY = "sandbox-rooms-key"
SECRET = "sandbox-rooms-webhook-secret"
AFTERWARDS_S = 3_600
LINK_S = 3_600
LARGEST_PAGE = 100
JITSI_ROOM = re.compile(r"[\w.~-]{1,200}")
FILE = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


class Rooms(Service):
    name = "rooms"
    title = "Whereby, Jitsi"
    hands = ("join", "leave", "record", "end")
    pauses_s = (2, 10)

    def __init__(self, world: World, origin: str, hook: str | None = None) -> None:
        super().__init__(world, origin, hook)
        self._people = Attendance(self, world)

    @property
    def kept(self) -> RoomRecords:
        return self._world.records.outside.rooms

    def routes(self) -> list[web.RouteDef]:
        api, room, jitsi = f"{self.path}/v1", f"{self.path}/room/{{name}}", f"{self.path}/jitsi/{{name}}"
        return [
            web.post(f"{api}/meetings", self._keyed(self._create)),
            web.get(f"{api}/meetings", self._keyed(self._list)),
            web.get(f"{api}/meetings/{{id}}", self._keyed(self._look)),
            web.delete(f"{api}/meetings/{{id}}", self._keyed(self._delete)),
            web.get(f"{api}/recordings", self._keyed(self._recordings)),
            web.get(f"{api}/recordings/{{id}}/access-link", self._keyed(self._link)),
            web.delete(f"{api}/recordings/{{id}}", self._keyed(self._forget)),
            web.get(f"{self.path}/files/{{id}}", self.guarded(self._file)),
            web.get(room, self.guarded(self._room)),
            web.post(room, self.guarded(self._room)),
            web.get(jitsi, self.guarded(self._jitsi)),
            web.post(jitsi, self.guarded(self._jitsi)),
        ]

    def refusal(self, problem: Refused) -> web.Response:
        return web.json_response({"error": problem.message}, status=problem.status)

    def sign(self, body: bytes) -> dict[str, str]:
        return {"Whereby-Signature": signature(body, self._world.clock.unix())}

    def _keyed(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {KEY}".encode()):
                raise Refused(401, "", "Invalid token")
            return await handler(request)

        return self.guarded(answer)

    async def _create(self, request: web.Request) -> web.Response:
        body = await json_of(request)
        made, extra = checked(body, self.kept.last_meeting + 1, self._world.clock.unix())
        self.kept.last_meeting += 1
        self.kept.meetings[made.id] = made
        self.changed()
        return web.json_response(self._shown(request, made, extra), status=201)

    async def _list(self, request: web.Request) -> web.Response:
        limit, first = number_of(request.query.get("limit", "20")), number_of(request.query.get("cursor", "0"))
        if limit is None or not 1 <= limit <= LARGEST_PAGE or first is None:
            raise wrong('"limit" must be between 1 and 100')
        extra = fields_of([one for one in request.query.get("fields", "").split(",") if one])
        live = [one for one in self.kept.meetings.values() if not one.gone]
        end = first + limit
        shown = [self._shown(request, one, extra) for one in live[first:end]]
        return web.json_response({"cursor": str(end) if len(live) > end else None, "results": shown})

    async def _look(self, request: web.Request) -> web.Response:
        extra = fields_of([one for one in request.query.get("fields", "").split(",") if one])
        return web.json_response(self._shown(request, self._asked(request), extra))

    async def _delete(self, request: web.Request) -> web.Response:
        self._shut(self._asked(request))
        self.changed()
        return web.Response(status=204)

    def _asked(self, request: web.Request) -> Meeting:
        one = self.kept.meetings.get(request.match_info["id"])
        if one is None or one.gone:
            raise Refused(404, "", "Meeting not found")
        return one

    def _shut(self, one: Meeting) -> None:
        for guest in self._people.inside(one.room):
            self._people.went(one, guest)
        one.gone = True

    def _shown(self, request: web.Request, one: Meeting, extra: list[str]) -> Fields:
        address = f"{self.base(request)}/room{one.room}"
        shown: Fields = {
            "startDate": stamp(one.start),
            "endDate": stamp(one.end),
            "roomName": one.room,
            "roomUrl": address,
            "meetingId": one.id,
        }
        keys = {"hostRoomUrl": one.host, "viewerRoomUrl": one.viewer}
        return shown | {name: f"{address}?roomKey={keys[name]}" for name in extra}

    async def _recordings(self, request: web.Request) -> web.Response:
        wanted = request.query.get("roomName")
        found = [_recorded(one) for one in self.kept.recordings.values() if wanted in (None, one.room)]
        return web.json_response({"cursor": None, "results": found})

    def _recording(self, request: web.Request) -> Recording:
        one = self.kept.recordings.get(request.match_info["id"])
        if one is None:
            raise Refused(404, "", "Recording not found")
        return one

    async def _link(self, request: web.Request) -> web.Response:
        """An address that is good for an hour."""
        one, until = self._recording(request), self._world.clock.unix() + LINK_S
        address = f"{self.base(request)}/files/{one.id}?until={until}&sign={_file_sign(one.id, until)}"
        return web.json_response({"accessLink": address})

    async def _forget(self, request: web.Request) -> web.Response:
        del self.kept.recordings[self._recording(request).id]
        self.changed()
        return web.Response(status=204)

    async def _file(self, request: web.Request) -> web.Response:
        one, until = self._recording(request), number_of(request.query.get("until", ""))
        sign = _file_sign(one.id, until) if until is not None else ""
        if until is None or not hmac.compare_digest(sign.encode(), request.query.get("sign", "").encode()):
            raise Refused(403, "", "Access denied")
        if until < self._world.clock.unix():
            raise Refused(403, "", "Request has expired")
        return web.Response(body=FILE, content_type="video/mp4")

    async def _room(self, request: web.Request) -> web.Response:
        name, key = f"/{request.match_info['name']}", request.query.get("roomKey", "")
        one = self._meeting_of(name)
        if one is None or one.gone or self._world.clock.unix() > one.end + AFTERWARDS_S:
            return page.closed(request, "Whereby", "over", status=410 if one else 404)
        role = "host" if _same(key, one.host) else "viewer" if _same(key, one.viewer) else "visitor"
        form = await request.post()
        if form.get("do") == "join" and one.locked and role != "host" and not self._people.has_host(name):
            return page.room(request, "Whereby", name, self._people.inside(name), None, host=False, said="knock")
        me, said = self._done(form, one.room, role, one)
        return page.room(request, "Whereby", name, self._people.inside(name), me, host=role == "host", said=said)

    async def _jitsi(self, request: web.Request) -> web.Response:
        room = request.match_info["name"]
        try:
            if not JITSI_ROOM.fullmatch(room):
                raise tokens.NotAllowed("Invalid room name")
            claims = tokens.read(request.query.get("jwt", ""), room, self._world.clock.unix())
        except tokens.NotAllowed as problem:
            return page.closed(request, "Jitsi Meet", "refused", str(problem))
        name, moderates = tokens.user(claims)
        form = await request.post()
        place, role = f"jitsi:{room.lower()}", "host" if moderates else "visitor"
        me, said = self._done({**form, **({"name": name} if name else {})}, place, role, None)
        return page.room(request, "Jitsi Meet", room, self._people.inside(place), me, host=False, said=said)

    def _done(self, form: Mapping[str, object], room: str, role: str, of: Meeting | None) -> tuple[Guest | None, str]:
        """What the person did on the page: who they are in the room now, and what happened."""
        do, me = form.get("do"), self.kept.guests.get(str(form.get("guest", "")))
        me = me if me is not None and me.room == room else None
        if do == "join":
            return self._people.came(of, room, str(form.get("name") or "?")[:100], role), ""
        if do == "leave" and me is not None:
            self._people.went(of, me)
            return None, ""
        if do == "record" and of is not None and role == "host":
            self._people.record(of)
            return me, "recorded"
        return me, ""

    def _meeting_of(self, room: str) -> Meeting | None:
        return next((one for one in self.kept.meetings.values() if one.room == room), None)

    async def act(self, hand: str, fields: Fields) -> Fields:
        """join and leave (`as`, `host`), record and end, in the meeting `id`, the newest when left out."""
        if hand not in self.hands:
            return await super().act(hand, fields)
        one = self._named(fields)
        if hand == "join":
            role = "host" if fields.get("host") else "visitor"
            return {"ok": True, "guest": self._people.came(one, one.room, self.person(fields).name, role).id}
        if hand == "record":
            return {"ok": True, "id": self._people.record(one).id}
        if hand == "end":
            self._shut(one)
            return {"ok": True}
        name = self.person(fields).name
        found = next((guest for guest in self._people.inside(one.room) if guest.name == name), None)
        if found is None:
            raise SimError(f"{name} is not in that room", status=409)
        self._people.went(one, found)
        return {"ok": True}

    def _named(self, fields: Fields) -> Meeting:
        live = {one.id: one for one in self.kept.meetings.values() if not one.gone}
        one = live.get(str(fields.get("id") or next(reversed(live), "")))
        if one is None:
            raise SimError("there is no such meeting", status=404)
        return one

    def shown(self) -> Fields:
        newest = list(self.kept.meetings.values())[: -MOST_SHOWN - 1 : -1]
        return {
            "key": KEY,
            "webhook_secret": SECRET,
            "jitsi": {"app_id": tokens.APP, "app_secret": tokens.SECRET, "domain": tokens.DOMAIN},
            "meetings": [one.model_dump() for one in newest],
            "recordings": [one.model_dump() for one in self.kept.recordings.values()],
            "sections": [
                {"name": "rooms-meetings", "rows": [self._row(one) for one in newest]},
                {
                    "name": "rooms-inside",
                    "rows": [
                        {"title": one.name, "about": one.room, "say": {"word": f"rooms-{one.role}"}, "at": one.at}
                        for one in self.kept.guests.values()
                    ],
                },
                {
                    "name": "rooms-recordings",
                    "rows": [
                        {"title": one.filename, "about": one.room, "at": one.end}
                        for one in self.kept.recordings.values()
                    ],
                },
            ],
            "levers": [],
        }

    def _row(self, one: Meeting) -> Fields:
        lever = {"word": "rooms-record", "action": "record", "fields": {"id": one.id}}
        return {
            "title": one.room,
            "at": one.start,
            "href": f"{self.path}/room{one.room}?roomKey={one.host}",
            "state": "rooms-over" if one.gone else None,
            "levers": [] if one.gone else [lever],
        }


def signature(body: bytes, at: int) -> str:
    return f"t={at},v1={hmac.new(SECRET.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def _file_sign(number: str, until: int) -> str:
    return hmac.new(SECRET.encode(), f"{number}:{until}".encode(), hashlib.sha256).hexdigest()


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _recorded(one: Recording) -> Fields:
    return {
        "recordingId": one.id,
        "filename": one.filename,
        "roomName": one.room,
        "startDate": stamp(one.start),
        "endDate": stamp(one.end),
        "sizeInMegaBytes": 1,
    }
