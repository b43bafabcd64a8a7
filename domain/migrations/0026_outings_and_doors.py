"""Who is coming? Cards in any chat; and groups that are entered by request."""

from datetime import datetime

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE outings
    ALTER what SET DEFAULT '', ALTER place SET DEFAULT '', ALTER has_hour SET DEFAULT TRUE,
    ALTER state SET DEFAULT 'open', ALTER version SET DEFAULT 1,
    ADD CONSTRAINT outings_maker FOREIGN KEY (maker_id) REFERENCES users (id),
    ADD CONSTRAINT outings_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE SET NULL,
    ADD CONSTRAINT outings_state CHECK (state IN ('open', 'over', 'cancelled'));
CREATE INDEX outings_unseen ON outings (made_at) WHERE inline_message_id IS NULL;
ALTER TABLE outing_answers
    ADD CONSTRAINT outing_answers_outing FOREIGN KEY (outing_id) REFERENCES outings (id) ON DELETE CASCADE,
    ADD CONSTRAINT outing_answers_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT outing_answers_answer CHECK (answer IN ('yes', 'maybe', 'no'));

ALTER TABLE space_doors
    ALTER works SET DEFAULT TRUE,
    ADD CONSTRAINT space_doors_space FOREIGN KEY (chat_id) REFERENCES spaces (chat_id),
    ADD CONSTRAINT space_doors_opener FOREIGN KEY (opened_by) REFERENCES users (id);
ALTER TABLE join_requests
    ALTER state SET DEFAULT 'waiting',
    ADD CONSTRAINT join_requests_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT join_requests_state CHECK (state IN ('waiting', 'opening', 'inside', 'declined', 'gone'));
CREATE INDEX join_requests_open ON join_requests (subject) WHERE state IN ('waiting', 'opening');
"""
_WITHOUT = """
DROP INDEX join_requests_open, outings_unseen;
"""


def _id() -> fields.BigIntField:
    return fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


def _moment() -> fields.DatetimeField[datetime]:
    return fields.DatetimeField(auto_now=False, auto_now_add=False)


class Migration(migrations.Migration):
    dependencies = [("forma", "0025_group_room")]

    operations = [
        ops.CreateModel(
            name="Outing",
            fields=[
                ("id", _id()),
                ("maker_id", fields.BigIntField(db_index=True)),
                ("source", fields.CharField(null=True, unique=True, max_length=96)),
                ("inline_message_id", fields.CharField(null=True, unique=True, max_length=128)),
                ("what", fields.CharField(default="", max_length=120)),
                ("place", fields.CharField(default="", max_length=200)),
                ("starts_at", _moment()),
                ("has_hour", fields.BooleanField(default=True)),
                ("zone", fields.CharField(max_length=64)),
                ("language", fields.CharField(max_length=2)),
                ("state", fields.CharField(default="open", max_length=9)),
                ("event_id", fields.BigIntField(null=True, db_index=True)),
                ("version", fields.IntField(default=1)),
                ("made_at", _moment()),
            ],
            options={
                "table": "outings",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Who is coming? A card in some chat, where we need not be: "
                "what, when, and who said what.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OutingAnswer",
            fields=[
                ("id", _id()),
                ("outing_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("answer", fields.CharField(max_length=5)),
                ("said_at", _moment()),
            ],
            options={
                "table": "outing_answers",
                "app": "forma",
                "unique_together": (("outing_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "What one person said: yes, maybe or no; the last word counts.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SpaceDoor",
            fields=[
                ("id", _id()),
                ("chat_id", fields.BigIntField(unique=True)),
                ("subject", fields.CharField(db_index=True, max_length=64)),
                ("link", fields.CharField(null=True, unique=True, max_length=128)),
                ("works", fields.BooleanField(default=True)),
                ("opened_by", fields.BigIntField()),
                ("opened_at", _moment()),
            ],
            options={
                "table": "space_doors",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A group that is entered by request: the link that we made, "
                "and what one has to do to be let in.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", _id()),
                ("chat_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("subject", fields.CharField(max_length=64)),
                ("user_chat_id", fields.BigIntField()),
                ("query_id", fields.CharField(null=True, max_length=64)),
                ("state", fields.CharField(default="waiting", max_length=8)),
                ("asked_at", _moment()),
                ("changed_at", _moment()),
            ],
            options={
                "table": "join_requests",
                "app": "forma",
                "unique_together": (("chat_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody wants to be let into a group that has a door.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
