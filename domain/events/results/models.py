"""Results: what a board is ranked by, who came in how, and how each value came about."""

from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from domain.database import Erasure, Model


class EventBoard(Model):
    """How an event's results are ranked, and whether they are approved. `version` moves with every change."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    scoring: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    version = fields.BigIntField(default=0)
    state = fields.CharField(max_length=8, default="open")
    """open: preliminary; final: approved by the organizer."""
    announced = fields.IntField(default=0)
    """How often the results were approved: each time people are told anew."""
    final_at = fields.DatetimeField(null=True)
    gun_at = fields.DatetimeField(null=True)
    """When the start was really given; None: when it was planned."""
    finish_token = fields.CharField(max_length=22, null=True, unique=True)
    """The link by which volunteers come to the finish."""

    class Meta:
        table = "event_boards"


class Result(Model):
    """How one registration came in: the raw marks, and the key that the board is sorted by."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    registration_id = fields.BigIntField(unique=True)
    user_id = fields.BigIntField(db_index=True)
    state = fields.CharField(max_length=8)
    """ok, review, dnf, dq, dns."""
    marks: fields.JSONField[list[int | None]] = fields.JSONField(default=list)
    """One a stage, in the unit of the measure: milliseconds, centimetres, thousandths of a point."""
    total = fields.BigIntField(null=True)
    """What the marks come to; None: they do not come to a place (yet)."""
    reason = fields.CharField(max_length=300, default="")
    """Why disqualified, or why it is to be looked at."""
    source = fields.CharField(max_length=10)
    """organizer, import, typing, track, live."""
    verified = fields.BooleanField(default=True)
    """Somebody who may has looked at it."""
    sex = fields.CharField(max_length=6, null=True)
    age_from = fields.IntField(null=True)
    """The youngest age of the person's group, on the day of the event."""
    division = fields.CharField(max_length=64, null=True)
    """The event's own category."""
    weight_class = fields.SmallIntField(null=True)
    """Which of the event's weight classes, from 0."""
    sort_key = ArrayField(element_type="bigint")
    """Smaller is better; equal keys share a place (ranking.py)."""
    entered_at = fields.DatetimeField()

    class Meta:
        table = "results"


class ResultChange(Model):
    """The history of a result: what stood there and what stands there since. Only added to."""

    owner: ClassVar[str | None] = "actor_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    registration_id = fields.BigIntField(db_index=True)
    actor_id = fields.BigIntField(null=True)
    at = fields.DatetimeField()
    import_id = fields.BigIntField(null=True)
    before: fields.JSONField[dict[str, Any] | None] = fields.JSONField(null=True)
    after: fields.JSONField[dict[str, Any] | None] = fields.JSONField(null=True)
    """None: there was, or is, no result."""

    class Meta:
        table = "result_changes"


class ResultImport(Model):
    """A list of results that somebody sent: read, looked at, applied, perhaps taken back."""

    owner: ClassVar[str | None] = "actor_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    actor_id = fields.BigIntField()
    state = fields.CharField(max_length=8)
    """reading, refused, ready, applying, applied, undoing, undone, dropped."""
    name = fields.CharField(max_length=120)
    telegram_file_id = fields.CharField(max_length=200, null=True)
    problem = fields.CharField(max_length=32, null=True)
    """Why it could not be read: the tail of a sentence's key."""
    total = fields.IntField(default=0)
    done = fields.IntField(default=0)
    kept = fields.IntField(default=0)
    """Results that were changed since by somebody else: taking the list back leaves them alone."""
    overwrite = fields.BooleanField(default=True)
    """Also where another result stands already."""
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "result_imports"


class ResultLine(Model):
    """One line of such a list."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    import_id = fields.BigIntField()
    line = fields.IntField()
    number = fields.IntField(null=True)
    registration_id = fields.BigIntField(null=True)
    kind = fields.CharField(max_length=10)
    """new, same, conflict, unknown, unreadable, doubled."""
    wanted: fields.JSONField[dict[str, Any] | None] = fields.JSONField(null=True)
    applied = fields.BooleanField(default=False)
    said = fields.CharField(max_length=80, default="")
    """What stands in the file, for who has to find it there."""

    class Meta:
        table = "result_lines"


class ResultProtest(Model):
    """A participant does not agree with a result; their words are a question to the organizer."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    registration_id = fields.BigIntField()
    user_id = fields.BigIntField()
    message_id = fields.BigIntField(null=True)
    state = fields.CharField(max_length=8, default="open")
    """open, upheld, declined."""
    at = fields.DatetimeField()
    decided_by = fields.BigIntField(null=True)
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "result_protests"


class ResultTrack(Model):
    """A track that a participant sent. Its places are judged and forgotten; only its digest stays."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    registration_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField()
    name = fields.CharField(max_length=120)
    telegram_file_id = fields.CharField(max_length=200, null=True)
    recording_id = fields.BigIntField(null=True)
    """Recorded in the mini-app, where it is no file of theirs."""
    digest = fields.CharField(max_length=64, null=True)
    state = fields.CharField(max_length=8)
    """reading, taken, review, refused."""
    problem = fields.CharField(max_length=16, null=True)
    sent_at = fields.DatetimeField()

    class Meta:
        table = "result_tracks"


class FinishLine(Model):
    """A volunteer who writes down numbers as people cross the line, for one event at a time."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(unique=True)
    is_open = fields.BooleanField(default=True)
    """Numbers that they type are finishes; closed, they are words again."""
    since = fields.DatetimeField()
    by_link = fields.BooleanField(default=True)
    """They were asked by the link; who stands here by their role does so while they have it."""

    class Meta:
        table = "finish_lines"


class FinishTap(Model):
    """One number that a volunteer wrote, and the moment of their message."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField()
    number = fields.IntField()
    at = fields.DatetimeField()
    message_id = fields.BigIntField(null=True)
    tap_key = fields.CharField(max_length=40, null=True)
    """The device's own name for a tap of a page, which stands in a message's stead."""
    position = fields.IntField()
    """Within the message: who is named first came in first."""
    taken_back = fields.BooleanField(default=False)

    class Meta:
        table = "finish_taps"


class ResultTally(Model):
    """How many results there are in each narrowest category; a trigger counts along, so that nobody counts anew."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    sex = fields.CharField(max_length=6)
    age_from = fields.IntField()
    division = fields.CharField(max_length=64)
    weight_class = fields.SmallIntField(default=-1)
    """Empty, or -1: in no such category."""
    entered = fields.IntField()
    classified = fields.IntField()
    reviews = fields.IntField()

    class Meta:
        table = "result_tallies"


class ResultBucket(Model):
    """How many of those who have a place lie within one stretch of the board: what a rank is summed up from."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    bucket = fields.BigIntField()
    """Of the first number of the key: ten seconds, a hundred metres, ten points."""
    people = fields.IntField()

    class Meta:
        table = "result_buckets"


class ToldPlace(Model):
    """The place that somebody was told when results were announced, and the one that they were told before that."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    registration_id = fields.BigIntField(primary_key=True, generated=False)
    user_id = fields.BigIntField(db_index=True)
    event_id = fields.BigIntField()
    place = fields.IntField()
    before = fields.IntField(null=True)

    class Meta:
        table = "told_places"
