"""Organizations with teams, followers of organizers, and events that come again and again."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE organizations
    ADD CONSTRAINT organizations_kind CHECK (kind IN ('federation', 'club')),
    ADD CONSTRAINT organizations_slug CHECK (slug ~ '^[a-z][a-z0-9-]{2,39}$' AND slug !~ '^u[0-9]+$'),
    ADD CONSTRAINT organizations_name CHECK (name <> ''),
    ADD CONSTRAINT organizations_contact CHECK (contact = '' OR contact LIKE 'https://%'),
    ADD CONSTRAINT organizations_founder FOREIGN KEY (founder_id) REFERENCES users (id),
    ADD CONSTRAINT organizations_cover FOREIGN KEY (cover_file_id) REFERENCES files (id) ON DELETE SET NULL;
CREATE INDEX organizations_name_like ON organizations USING gin
    (regexp_replace(translate(lower(name), 'ё', 'е'), '[^[:alnum:]]+', ' ', 'g') gin_trgm_ops);
CREATE INDEX organizations_cover_file ON organizations (cover_file_id) WHERE cover_file_id IS NOT NULL;

ALTER TABLE organization_members
    ADD CONSTRAINT organization_members_role CHECK (role IN ('owner', 'manager', 'checker', 'timer')),
    ADD CONSTRAINT organization_members_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
    ADD CONSTRAINT organization_members_user FOREIGN KEY (user_id) REFERENCES users (id);

ALTER TABLE organization_invitations
    ADD CONSTRAINT organization_invitations_role CHECK (role IN ('owner', 'manager', 'checker', 'timer')),
    ADD CONSTRAINT organization_invitations_state CHECK (state IN ('waiting', 'accepted', 'declined', 'revoked')),
    ADD CONSTRAINT organization_invitations_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
    ADD CONSTRAINT organization_invitations_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT organization_invitations_invited_by FOREIGN KEY (invited_by) REFERENCES users (id);
CREATE UNIQUE INDEX organization_invitations_one_waits ON organization_invitations (organization_id, user_id)
    WHERE state = 'waiting';

ALTER TABLE organizer_follows
    ADD CONSTRAINT organizer_follows_follower FOREIGN KEY (follower_id) REFERENCES users (id),
    ADD CONSTRAINT organizer_follows_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
    ADD CONSTRAINT organizer_follows_organizer FOREIGN KEY (organizer_id) REFERENCES users (id),
    ADD CONSTRAINT organizer_follows_whom CHECK (num_nonnulls(organization_id, organizer_id) = 1),
    ADD CONSTRAINT organizer_follows_not_oneself CHECK (organizer_id IS NULL OR organizer_id <> follower_id);
CREATE UNIQUE INDEX organizer_follows_organization_once ON organizer_follows (organization_id, follower_id)
    WHERE organization_id IS NOT NULL;
CREATE UNIQUE INDEX organizer_follows_person_once ON organizer_follows (organizer_id, follower_id)
    WHERE organizer_id IS NOT NULL;
CREATE INDEX organizer_follows_of ON organizer_follows (follower_id);

ALTER TABLE event_series ADD CONSTRAINT event_series_organizer FOREIGN KEY (organizer_id) REFERENCES users (id);
ALTER TABLE series_subscriptions
    ADD CONSTRAINT series_subscriptions_series FOREIGN KEY (series_id) REFERENCES event_series (id) ON DELETE CASCADE,
    ADD CONSTRAINT series_subscriptions_user FOREIGN KEY (user_id) REFERENCES users (id);

ALTER TABLE events ALTER series_edited SET DEFAULT FALSE,
    ADD CONSTRAINT events_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
    ADD CONSTRAINT events_series FOREIGN KEY (series_id) REFERENCES event_series (id);
CREATE INDEX events_of_organization ON events (organization_id, starts_at, id) WHERE organization_id IS NOT NULL;
CREATE INDEX events_of_series ON events (series_id, starts_at, id) WHERE series_id IS NOT NULL;
"""
_WITHOUT = """
DROP INDEX events_of_series, events_of_organization;
ALTER TABLE events DROP CONSTRAINT events_series, DROP CONSTRAINT events_organization;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0018_tournaments")]

    operations = [
        ops.CreateModel(
            name="Organization",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("slug", fields.CharField(unique=True, max_length=40)),
                ("kind", fields.CharField(max_length=12)),
                ("name", fields.CharField(max_length=80)),
                ("description", fields.TextField(default="", unique=False)),
                ("city", fields.CharField(null=True, max_length=64)),
                ("contact", fields.CharField(default="", max_length=200)),
                ("cover_file_id", fields.BigIntField(null=True)),
                ("founder_id", fields.BigIntField(db_index=True)),
                ("verified_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "organizations",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A federation or a club. Its slug is its address for good, "
                "whatever it is called later.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrganizationMember",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("organization_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("role", fields.CharField(max_length=8)),
                ("joined_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "organization_members",
                "app": "forma",
                "unique_together": (("organization_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody's role in an organization: owner, manager, checker or timer.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrganizationInvitation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("organization_id", fields.BigIntField(db_index=True)),
                ("user_id", fields.BigIntField(null=True, db_index=True)),
                ("role", fields.CharField(max_length=8)),
                ("token", fields.CharField(unique=True, max_length=22)),
                ("invited_by", fields.BigIntField(db_index=True)),
                ("state", fields.CharField(default="waiting", max_length=8)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "organization_invitations",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A place in a team that somebody may take; without `user_id` it is for "
                "whoever opens its link first.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrganizerFollow",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("follower_id", fields.BigIntField()),
                ("organization_id", fields.BigIntField(null=True)),
                ("organizer_id", fields.BigIntField(null=True)),
                ("followed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "organizer_follows",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Somebody wants to hear of an organizer's new events: of an organization's, "
                "or of one person's.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventSeries",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("organizer_id", fields.BigIntField(db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_series",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "Events that come again: each date is an event of its own, with `series_id`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SeriesSubscription",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("series_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("subscribed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "series_subscriptions",
                "app": "forma",
                "unique_together": (("series_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody wants to hear of each new date of a series.",
            },
            bases=["Model"],
        ),
        ops.AddField(model_name="Event", name="organization_id", field=fields.BigIntField(null=True)),
        ops.AddField(model_name="Event", name="series_id", field=fields.BigIntField(null=True)),
        ops.AddField(model_name="Event", name="series_edited", field=fields.BooleanField(default=False, null=True)),
        ops.RunSQL("UPDATE events SET series_edited = FALSE"),
        ops.AlterField(model_name="Event", name="series_edited", field=fields.BooleanField(default=False)),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
