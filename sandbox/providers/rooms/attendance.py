"""Who is in which room, and what the application is told of it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sandbox.providers.rooms.meetings import stamp
from sandbox.providers.rooms.records import Guest, Meeting, Recording
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.providers.rooms.server import Rooms


class Attendance:
    def __init__(self, rooms: Rooms, world: World) -> None:
        self._rooms, self._world = rooms, world

    def came(self, of: Meeting | None, room: str, name: str, role: str) -> Guest:
        me = Guest(id=secrets.token_hex(12), room=room, name=name, role=role, at=self._world.clock.unix())
        self._rooms.kept.guests[me.id] = me
        if of is not None:
            self._tell_client(of, me, "joined")
            if len(self.inside(room)) == 2:
                of.session = secrets.token_hex(8)
                self._tell("room.session.started", of, {"roomSessionId": of.session})
        self._rooms.changed()
        return me

    def went(self, of: Meeting | None, guest: Guest) -> None:
        self._rooms.kept.guests.pop(guest.id, None)
        if of is not None:
            self._tell_client(of, guest, "left")
            if of.session and len(self.inside(of.room)) < 2:
                self._tell("room.session.ended", of, {"roomSessionId": of.session})
                of.session = ""
        self._rooms.changed()

    def _tell_client(self, of: Meeting, guest: Guest, what: str) -> None:
        inside = self.inside(of.room)
        roles = sorted({one.role for one in inside})
        about = {
            "roleName": guest.role,
            "displayName": guest.name,
            "participantId": guest.id,
            "numClients": len(inside),
            "numClientsByRoleName": {role: sum(one.role == role for one in inside) for role in roles},
        }
        self._tell(f"room.client.{what}", of, about)

    def _tell(self, kind: str, of: Meeting, about: Fields) -> None:
        event = {
            "id": secrets.token_hex(32),
            "apiVersion": "1.0",
            "createdAt": stamp(self._world.clock.unix()),
            "type": kind,
            "data": {"meetingId": of.id, "roomName": of.room, **about},
        }
        self._rooms.notice(str(event["id"]), kind, of.id, event)

    def record(self, of: Meeting) -> Recording:
        now, number = self._world.clock.unix(), secrets.token_hex(12)
        day = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d-%H-%M-%S")
        made = Recording(
            id=number, meeting=of.id, room=of.room, filename=f"{of.room[1:]}-{day}.mp4", start=of.start, end=now
        )
        self._rooms.kept.recordings[number] = made
        self._tell("recording.finished", of, {"recordingId": number, "filename": made.filename, "status": "completed"})
        self._rooms.changed()
        return made

    def inside(self, room: str) -> list[Guest]:
        return [one for one in self._rooms.kept.guests.values() if one.room == room]

    def has_host(self, room: str) -> bool:
        return any(one.role == "host" for one in self.inside(room))
