"""What is offered to whom and why, calendars to subscribe to, pins on the first screen, categories that were removed."""

from typing import Any

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE event_likeness
    ADD CONSTRAINT event_likeness_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_likeness_alike FOREIGN KEY (alike_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_likeness_share CHECK (likeness > 0 AND likeness <= 1.000001 AND event_id <> alike_id);
ALTER TABLE declined_events
    ADD CONSTRAINT declined_events_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT declined_events_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE nearby_alerts
    ADD CONSTRAINT nearby_alerts_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT nearby_alerts_radius CHECK (radius_km IN (5, 10, 25, 50));
ALTER TABLE weekly_picks
    ALTER weekday SET DEFAULT 3, ALTER hour SET DEFAULT 18, ALTER shown SET DEFAULT '{}',
    ADD CONSTRAINT weekly_picks_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT weekly_picks_moment CHECK (weekday BETWEEN 0 AND 6 AND hour BETWEEN 0 AND 23);
ALTER TABLE calendar_feeds
    ALTER organized SET DEFAULT FALSE,
    ADD CONSTRAINT calendar_feeds_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT calendar_feeds_token CHECK (length(token) = 22),
    ADD CONSTRAINT calendar_feeds_alarm CHECK (alarm_minutes IN (60, 180, 1440));
ALTER TABLE event_pins
    ADD CONSTRAINT event_pins_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_pins_by FOREIGN KEY (pinned_by) REFERENCES users (id);
ALTER TABLE former_categories
    ADD CONSTRAINT former_categories_heir FOREIGN KEY (category_id) REFERENCES event_categories (id);
ALTER TABLE event_categories
    ADD CONSTRAINT event_categories_names CHECK (name_ru <> '' AND name_en <> ''),
    ADD CONSTRAINT event_categories_slug CHECK (slug ~ '^[a-z][a-z0-9-]{0,31}$');
CREATE INDEX profiles_on_globe ON profiles USING gist (on_globe(latitude, longitude)) WHERE latitude IS NOT NULL;
CREATE INDEX registrations_of_person ON registrations (user_id, id)
    WHERE status NOT IN ('withdrawn', 'rejected', 'refunded');
CREATE INDEX preferences_wanted ON notification_preferences (topic, user_id) WHERE enabled;
"""
_WITHOUT = """
DROP INDEX preferences_wanted, registrations_of_person, profiles_on_globe;
ALTER TABLE event_categories DROP CONSTRAINT event_categories_slug, DROP CONSTRAINT event_categories_names;
ALTER TABLE former_categories DROP CONSTRAINT former_categories_heir;
ALTER TABLE event_pins DROP CONSTRAINT event_pins_by, DROP CONSTRAINT event_pins_event;
ALTER TABLE calendar_feeds
    DROP CONSTRAINT calendar_feeds_alarm, DROP CONSTRAINT calendar_feeds_token, DROP CONSTRAINT calendar_feeds_user;
ALTER TABLE weekly_picks DROP CONSTRAINT weekly_picks_moment, DROP CONSTRAINT weekly_picks_user;
ALTER TABLE nearby_alerts DROP CONSTRAINT nearby_alerts_radius, DROP CONSTRAINT nearby_alerts_user;
ALTER TABLE declined_events DROP CONSTRAINT declined_events_event, DROP CONSTRAINT declined_events_user;
ALTER TABLE event_likeness
    DROP CONSTRAINT event_likeness_share, DROP CONSTRAINT event_likeness_alike, DROP CONSTRAINT event_likeness_event;
"""


def _options(table: str, description: str, **more: object) -> dict[str, object]:
    return {"table": table, "app": "forma", "pk_attr": "id", "table_description": description, **more}


def _key() -> fields.BigIntField:
    return fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


def _moment(**more: Any) -> Any:
    return fields.DatetimeField(auto_now=False, auto_now_add=False, **more)


def _of_person() -> fields.BigIntField:
    return fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)


class Migration(migrations.Migration):
    dependencies = [("forma", "0027_teams_parties_season")]

    operations = [
        ops.CreateModel(
            name="EventLikeness",
            fields=[
                ("id", _key()),
                ("event_id", fields.BigIntField()),
                ("alike_id", fields.BigIntField(db_index=True)),
                ("likeness", fields.FloatField()),
            ],
            options=_options(
                "event_likeness",
                "Two public events that many of the same people took part in: the cosine, 0…1. Nobody's name is in it.",
                unique_together=(("event_id", "alike_id"),),
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DeclinedEvent",
            fields=[
                ("id", _key()),
                ("user_id", fields.BigIntField()),
                ("event_id", fields.BigIntField()),
                ("declined_at", _moment()),
            ],
            options=_options(
                "declined_events",
                "«Не предлагать такое»: not to be offered to that person again.",
                unique_together=(("user_id", "event_id"),),
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NearbyAlert",
            fields=[
                ("user_id", _of_person()),
                ("radius_km", fields.SmallIntField()),
                ("told_at", _moment(null=True)),
            ],
            options=_options(
                "nearby_alerts", "Somebody wants to hear at once of what is new so near to them.", pk_attr="user_id"
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WeeklyPicks",
            fields=[
                ("user_id", _of_person()),
                ("weekday", fields.SmallIntField(default=3)),
                ("hour", fields.SmallIntField(default=18)),
                ("due_at", _moment(db_index=True)),
                ("shown", ArrayField(default=list, element_type="BIGINT")),
            ],
            options=_options(
                "weekly_picks",
                "When somebody's events of the week are chosen next, and what they have been shown before.",
                pk_attr="user_id",
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CalendarFeed",
            fields=[
                ("user_id", _of_person()),
                ("token", fields.CharField(max_length=22, unique=True)),
                ("organized", fields.BooleanField(default=False)),
                ("alarm_minutes", fields.SmallIntField(null=True)),
                ("changed_at", _moment()),
            ],
            options=_options(
                "calendar_feeds",
                "The secret address at which a person's calendar program reads their events.",
                pk_attr="user_id",
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventPin",
            fields=[
                ("event_id", _of_person()),
                ("last_day", fields.DateField()),
                ("until", _moment(db_index=True)),
                ("pinned_by", fields.BigIntField()),
                ("pinned_at", _moment()),
            ],
            options=_options(
                "event_pins", "An event on everybody's first screen until a day is over.", pk_attr="event_id"
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FormerCategory",
            fields=[
                ("slug", fields.CharField(max_length=32, primary_key=True, unique=True, db_index=True)),
                ("category_id", fields.BigIntField(db_index=True)),
            ],
            options=_options(
                "former_categories",
                "A category that was removed, and the one that stands for it: old links and interests lead there.",
                pk_attr="slug",
            ),
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
