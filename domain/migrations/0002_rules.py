"""What the database refuses even if Python is wrong.

Constraints are written as SQL: Tortoise silently drops `Meta.constraints` of new models (tortoise-orm#2272).
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

RULES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE users
    ADD CONSTRAINT users_status CHECK (status IN ('active', 'pending', 'blocked', 'deleted')),
    ADD CONSTRAINT users_language CHECK (language IN ('ru', 'en'));
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE email_confirmed_at IS NOT NULL;
CREATE INDEX users_username ON users (lower(username));

ALTER TABLE profiles
    ADD CONSTRAINT profiles_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT profiles_level CHECK (level IN ('beginner', 'amateur', 'professional')),
    ADD CONSTRAINT profiles_goal CHECK (goal IN ('lose', 'gain', 'keep', 'event')),
    ADD CONSTRAINT profiles_gender CHECK (gender IN ('female', 'male')),
    ADD CONSTRAINT profiles_visibility CHECK
        (profile_visibility IN ('public', 'private') AND results_visibility IN ('public', 'private'));
CREATE UNIQUE INDEX profiles_nickname ON profiles (lower(nickname));

ALTER TABLE consents ADD CONSTRAINT consents_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE auth_sessions ADD CONSTRAINT auth_sessions_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE role_grants
    ADD CONSTRAINT role_grants_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT role_grants_role CHECK (role IN ('administrator', 'analyst', 'marketer'));
ALTER TABLE sanctions ADD CONSTRAINT sanctions_user FOREIGN KEY (user_id) REFERENCES users (id);
CREATE UNIQUE INDEX sanctions_one_in_force ON sanctions (user_id) WHERE lifted_at IS NULL;
ALTER TABLE appeals ADD CONSTRAINT appeals_sanction FOREIGN KEY (sanction_id) REFERENCES sanctions (id);
CREATE UNIQUE INDEX appeals_one_open ON appeals (sanction_id) WHERE decided_at IS NULL;

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);

ALTER TABLE place_pools
    ADD CONSTRAINT place_pools_never_oversold CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity)),
    ADD CONSTRAINT place_pools_waiting CHECK (waiting >= 0);
ALTER TABLE places
    ADD CONSTRAINT places_pool FOREIGN KEY (pool_id) REFERENCES place_pools (id),
    ADD CONSTRAINT places_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT places_state CHECK (state IN ('waiting', 'offered', 'confirmed', 'released')),
    ADD CONSTRAINT places_offer_ends CHECK ((state = 'offered') = (offer_ends_at IS NOT NULL));
CREATE UNIQUE INDEX places_one_each ON places (pool_id, user_id) WHERE state <> 'released';
CREATE INDEX places_queue ON places (pool_id, id) WHERE state = 'waiting';

ALTER TABLE events
    ADD CONSTRAINT events_organizer FOREIGN KEY (organizer_id) REFERENCES users (id),
    ADD CONSTRAINT events_pool FOREIGN KEY (pool_id) REFERENCES place_pools (id),
    ADD CONSTRAINT events_status CHECK
        (status IN ('draft', 'published', 'registration_open', 'running', 'finished', 'cancelled')),
    ADD CONSTRAINT events_kind CHECK
        (kind IN ('race', 'tournament', 'marathon', 'ride', 'training', 'challenge', 'other')),
    ADD CONSTRAINT events_visibility CHECK (visibility IN ('public', 'private')),
    ADD CONSTRAINT events_private_has_link CHECK (visibility = 'public' OR link_token IS NOT NULL),
    ADD CONSTRAINT events_ends_after_start CHECK (ends_at > starts_at),
    ADD CONSTRAINT events_fee CHECK (fee_minor >= 0),
    ADD CONSTRAINT events_cancelled_with_reason CHECK (status <> 'cancelled' OR cancel_reason <> '');
ALTER TABLE events ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('russian'::regconfig, translate(lower(title), 'ё', 'е')), 'A')
    || setweight(to_tsvector('russian'::regconfig, translate(lower(place), 'ё', 'е')), 'B')
    || setweight(to_tsvector('russian'::regconfig, translate(lower(left(description, 4000)), 'ё', 'е')), 'C')) STORED;
ALTER TABLE events ADD COLUMN words text GENERATED ALWAYS AS
    (translate(lower(title || ' ' || place), 'ё', 'е')) STORED;
CREATE INDEX events_search ON events USING gin (search);
CREATE INDEX events_words ON events USING gin (words gin_trgm_ops);
CREATE INDEX events_catalogue ON events (starts_at, id)
    WHERE visibility = 'public' AND archived_at IS NULL AND status IN ('published', 'registration_open', 'running');

ALTER TABLE events_in_categories
    ADD CONSTRAINT events_in_categories_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT events_in_categories_category FOREIGN KEY (category_id) REFERENCES event_categories (id);

ALTER TABLE registrations
    ADD CONSTRAINT registrations_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT registrations_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT registrations_place FOREIGN KEY (place_id) REFERENCES places (id),
    ADD CONSTRAINT registrations_status CHECK (status IN ('waitlisted', 'offered', 'pending', 'approved', 'paid',
        'confirmed', 'checked_in', 'finished', 'withdrawn', 'rejected', 'refunded'));
CREATE UNIQUE INDEX registrations_one_each ON registrations (event_id, user_id)
    WHERE status NOT IN ('withdrawn', 'rejected', 'refunded');
CREATE UNIQUE INDEX registrations_number ON registrations (event_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX registrations_one_place ON registrations (place_id);
ALTER TABLE registration_changes
    ADD CONSTRAINT registration_changes_registration FOREIGN KEY (registration_id) REFERENCES registrations (id);

ALTER TABLE space_links ADD CONSTRAINT space_links_space FOREIGN KEY (chat_id) REFERENCES spaces (chat_id)
    ON UPDATE CASCADE;
ALTER TABLE space_topics ADD CONSTRAINT space_topics_space FOREIGN KEY (chat_id) REFERENCES spaces (chat_id)
    ON UPDATE CASCADE;

ALTER TABLE conversations ADD CONSTRAINT conversations_kind CHECK (kind IN ('room', 'question'));
CREATE UNIQUE INDEX conversations_one_room ON conversations (subject) WHERE kind = 'room';
CREATE UNIQUE INDEX conversations_one_question ON conversations (subject, asker_id) WHERE kind = 'question';
ALTER TABLE messages ADD CONSTRAINT messages_conversation FOREIGN KEY (conversation_id) REFERENCES conversations (id);
CREATE INDEX messages_page ON messages (conversation_id, id);
ALTER TABLE message_copies ADD CONSTRAINT message_copies_message FOREIGN KEY (message_id) REFERENCES messages (id);

INSERT INTO event_categories (slug, name_ru, name_en, position) VALUES
    ('running', 'Бег', 'Running', 1), ('cycling', 'Велоспорт', 'Cycling', 2), ('swimming', 'Плавание', 'Swimming', 3),
    ('yoga', 'Йога', 'Yoga', 4), ('strength', 'Силовые', 'Strength', 5), ('skiing', 'Лыжи', 'Skiing', 6),
    ('team', 'Игровые виды', 'Team sports', 7), ('beginners', 'Для начинающих', 'For beginners', 8),
    ('challenge', 'Челлендж', 'Challenge', 9);
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0001_models")]

    operations = [ops.RunSQL(RULES)]
