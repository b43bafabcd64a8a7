"""The course of an event: a line on the map, and the files that are still to be read."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class EventCourse(Model):
    """One an event; its line is simplified, its length and climb were measured along the whole file."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    line: fields.JSONField[list[list[float | None]]] = fields.JSONField()
    """Latitude, longitude and height, or null, of each point."""
    length_m = fields.IntField()
    climb_m = fields.IntField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "event_courses"


class CourseFile(Model):
    """A file that the organizer has sent and a job is still to read; then the row goes."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField()
    name = fields.CharField(max_length=120)
    telegram_file_id = fields.CharField(max_length=255)
    sent_at = fields.DatetimeField()

    class Meta:
        table = "course_files"
