"""Courses of events, and files that are to become one."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_courses
    ALTER version SET DEFAULT 1,
    ADD CONSTRAINT event_courses_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_courses_line CHECK (jsonb_typeof(line) = 'array' AND jsonb_array_length(line) >= 2),
    ADD CONSTRAINT event_courses_length CHECK (length_m > 0 AND climb_m >= 0);
ALTER TABLE course_files
    ADD CONSTRAINT course_files_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT course_files_user FOREIGN KEY (user_id) REFERENCES users (id);
"""
_WITHOUT = """
ALTER TABLE course_files DROP CONSTRAINT course_files_user, DROP CONSTRAINT course_files_event;
ALTER TABLE event_courses
    DROP CONSTRAINT event_courses_length, DROP CONSTRAINT event_courses_line, DROP CONSTRAINT event_courses_event;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0022_live")]

    operations = [
        ops.CreateModel(
            name="EventCourse",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(unique=True)),
                ("line", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("length_m", fields.IntField()),
                ("climb_m", fields.IntField(null=True)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "event_courses",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "One an event; its line is simplified, its length and climb were measured along "
                "the whole file.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CourseFile",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField(db_index=True)),
                ("user_id", fields.BigIntField()),
                ("name", fields.CharField(max_length=120)),
                ("telegram_file_id", fields.CharField(max_length=255)),
                ("sent_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "course_files",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A file that the organizer has sent and a job is still to read; then the row goes.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
