"""What the ORM cannot say about inbox, outbox and agenda: which states exist, and the indexes that claims walk."""

from __future__ import annotations

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
ALTER TABLE inbox ALTER state SET DEFAULT 'new', ALTER attempts SET DEFAULT 0;
ALTER TABLE outbox ALTER state SET DEFAULT 'waiting', ALTER attempts SET DEFAULT 0, ALTER late SET DEFAULT FALSE;
ALTER TABLE agenda ALTER attempts SET DEFAULT 0, ALTER dead SET DEFAULT FALSE;

ALTER TABLE inbox ADD CONSTRAINT inbox_state CHECK (state IN ('new', 'done', 'dead'));
CREATE INDEX inbox_open_lanes ON inbox (source, lane, id) WHERE state = 'new';
CREATE INDEX inbox_open ON inbox (id) WHERE state = 'new';
CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead';
CREATE INDEX inbox_worked ON inbox (worked_at) WHERE state <> 'new';

ALTER TABLE outbox ADD CONSTRAINT outbox_state CHECK (state IN ('waiting', 'sent', 'obsolete', 'blocked', 'dead'));
ALTER TABLE outbox ADD CONSTRAINT outbox_urgency CHECK (urgency BETWEEN 0 AND 3);
ALTER TABLE outbox ADD CONSTRAINT outbox_addressed CHECK (user_id IS NOT NULL OR chat_id IS NOT NULL);
ALTER TABLE outbox ADD CONSTRAINT outbox_topic
    CHECK (topic IN ('coach', 'training', 'community', 'marketing', 'events'));
ALTER TABLE outbox SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE inbox SET (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX outbox_due ON outbox (channel, urgency, not_before, id) WHERE state = 'waiting';
CREATE INDEX outbox_coalesce ON outbox (coalesce_key, id) WHERE state = 'waiting' AND coalesce_key IS NOT NULL;
CREATE INDEX outbox_dedupe_prefix ON outbox (dedupe_key text_pattern_ops)
    WHERE state = 'waiting' AND dedupe_key IS NOT NULL;
CREATE INDEX outbox_failures ON outbox (id) WHERE state IN ('dead', 'blocked');
CREATE INDEX outbox_late ON outbox (channel) WHERE late;
CREATE INDEX outbox_finished ON outbox ((coalesce(sent_at, created_at))) WHERE state <> 'waiting';

ALTER TABLE notification_preferences ADD CONSTRAINT preference_topic
    CHECK (topic IN ('coach', 'training', 'community', 'marketing', 'events'));
ALTER TABLE quiet_hours ADD CONSTRAINT quiet_hours_range
    CHECK (starts_hour BETWEEN 0 AND 23 AND ends_hour BETWEEN 0 AND 23);

CREATE INDEX agenda_due ON agenda (due_at) WHERE NOT dead;
CREATE INDEX agenda_dead ON agenda (id) WHERE dead;
"""

_DOWN = """
DROP INDEX inbox_open_lanes, inbox_open, inbox_dead, inbox_worked, outbox_due, outbox_coalesce, outbox_dedupe_prefix,
    outbox_failures, outbox_late, outbox_finished, agenda_due, agenda_dead;
ALTER TABLE inbox DROP CONSTRAINT inbox_state;
ALTER TABLE outbox DROP CONSTRAINT outbox_state, DROP CONSTRAINT outbox_urgency, DROP CONSTRAINT outbox_addressed,
    DROP CONSTRAINT outbox_topic;
ALTER TABLE notification_preferences DROP CONSTRAINT preference_topic;
ALTER TABLE quiet_hours DROP CONSTRAINT quiet_hours_range;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0002_rules")]

    operations = [ops.RunSQL(_UP, reverse_sql=_DOWN)]
