"""What events give: badges, prizes with their codes, diplomas; and the album of their photos."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_RULES = """
ALTER TABLE badges
    ALTER among SET DEFAULT '',
    ADD CONSTRAINT badges_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT badges_kind CHECK (kind IN ('finisher', 'player', 'winner', 'prize')),
    ADD CONSTRAINT badges_among CHECK (among IN ('', 'female', 'male')),
    ADD CONSTRAINT badges_place CHECK (place > 0);
CREATE INDEX badges_collected ON badges (user_id, given_at DESC, id DESC) WHERE revoked_at IS NULL;

ALTER TABLE event_prizes
    ALTER among SET DEFAULT '',
    ADD CONSTRAINT event_prizes_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_prizes_place CHECK (place BETWEEN 1 AND 1000),
    ADD CONSTRAINT event_prizes_among CHECK (among IN ('', 'female', 'male')),
    ADD CONSTRAINT event_prizes_text CHECK (text <> '');
ALTER TABLE prize_codes
    ADD CONSTRAINT prize_codes_prize FOREIGN KEY (prize_id) REFERENCES event_prizes (id) ON DELETE CASCADE,
    ADD CONSTRAINT prize_codes_user FOREIGN KEY (user_id) REFERENCES users (id),
    ADD CONSTRAINT prize_codes_handed CHECK ((user_id IS NULL) = (handed_at IS NULL));
CREATE UNIQUE INDEX prize_codes_one_each ON prize_codes (prize_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX prize_codes_of ON prize_codes (prize_id, id);
ALTER TABLE prize_winners
    ADD CONSTRAINT prize_winners_prize FOREIGN KEY (prize_id) REFERENCES event_prizes (id) ON DELETE CASCADE,
    ADD CONSTRAINT prize_winners_user FOREIGN KEY (user_id) REFERENCES users (id);

ALTER TABLE diploma_rules
    ADD CONSTRAINT diploma_rules_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE;
ALTER TABLE diploma_names
    ADD CONSTRAINT diploma_names_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT diploma_names_name CHECK (name <> '');

ALTER TABLE album_photos
    ADD CONSTRAINT album_photos_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT album_photos_author FOREIGN KEY (author_id) REFERENCES users (id),
    ADD CONSTRAINT album_photos_removed CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
    ADD CONSTRAINT album_photos_message CHECK ((chat_id IS NULL) = (telegram_message_id IS NULL));
CREATE UNIQUE INDEX album_photos_once ON album_photos (chat_id, telegram_message_id);
CREATE INDEX album_photos_shown ON album_photos (event_id, id DESC) WHERE removed_at IS NULL;
CREATE INDEX album_photos_together ON album_photos (event_id, album) WHERE album IS NOT NULL;
ALTER TABLE album_tags
    ADD CONSTRAINT album_tags_photo FOREIGN KEY (photo_id) REFERENCES album_photos (id) ON DELETE CASCADE,
    ADD CONSTRAINT album_tags_registration FOREIGN KEY (registration_id) REFERENCES registrations (id);
"""
_WITHOUT = """
DROP INDEX album_photos_together, album_photos_shown, album_photos_once, prize_codes_of, prize_codes_one_each,
    badges_collected;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0023_courses")]

    operations = [
        ops.CreateModel(
            name="Badge",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField()),
                ("kind", fields.CharField(max_length=12)),
                ("subject", fields.CharField(db_index=True, max_length=64)),
                ("title", fields.CharField(max_length=120)),
                ("place", fields.IntField(null=True)),
                ("among", fields.CharField(default="", max_length=6)),
                ("given_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "badges",
                "app": "forma",
                "unique_together": (("user_id", "kind", "subject"),),
                "pk_attr": "id",
                "table_description": "What a person was given for something: kept when it is revoked, so that it can be given again.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventPrize",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("place", fields.IntField()),
                ("among", fields.CharField(default="", max_length=6)),
                ("text", fields.CharField(max_length=300)),
                ("gives_badge", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_prizes",
                "app": "forma",
                "unique_together": (("event_id", "place", "among"),),
                "pk_attr": "id",
                "table_description": "What a place of an event is worth.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PrizeCode",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("prize_id", fields.BigIntField()),
                ("sealed", fields.BinaryField()),
                ("key_name", fields.CharField(max_length=16)),
                ("user_id", fields.BigIntField(null=True, db_index=True)),
                ("handed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "prize_codes",
                "app": "forma",
                "pk_attr": "id",
                "table_description": "A promo code that goes with a prize, handed out once. Sealed: its words are in no database.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PrizeWinner",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("prize_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("given_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "prize_winners",
                "app": "forma",
                "unique_together": (("prize_id", "user_id"),),
                "pk_attr": "id",
                "table_description": "Somebody to whom a prize was given when the results were approved.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DiplomaRule",
            fields=[
                ("event_id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("is_off", fields.BooleanField(default=False)),
                ("signature", fields.CharField(default="", max_length=120)),
            ],
            options={
                "table": "diploma_rules",
                "app": "forma",
                "pk_attr": "event_id",
                "table_description": "How an event's diplomas are made, where it is not as usual.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DiplomaName",
            fields=[
                ("registration_id", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("name", fields.CharField(max_length=80)),
            ],
            options={
                "table": "diploma_names",
                "app": "forma",
                "pk_attr": "registration_id",
                "table_description": "The name that somebody wants on their diploma, where it is not that of their profile.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AlbumPhoto",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("event_id", fields.BigIntField()),
                ("file_id", fields.BigIntField(unique=True)),
                ("author_id", fields.BigIntField(db_index=True)),
                ("chat_id", fields.BigIntField(null=True)),
                ("telegram_message_id", fields.BigIntField(null=True)),
                ("album", fields.CharField(null=True, max_length=64)),
                ("caption", fields.CharField(default="", max_length=1024)),
                ("shown_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("removed_by", fields.BigIntField(null=True)),
            ],
            options={"table": "album_photos", "app": "forma", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AlbumTag",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("photo_id", fields.BigIntField()),
                ("registration_id", fields.BigIntField(db_index=True)),
                ("user_id", fields.BigIntField(db_index=True)),
                ("by_caption", fields.BooleanField()),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "album_tags",
                "app": "forma",
                "unique_together": (("photo_id", "registration_id"),),
                "pk_attr": "id",
                "table_description": "Somebody is on a photo: by their number under it, or because they say so.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(_RULES, reverse_sql=_WITHOUT),
    ]
