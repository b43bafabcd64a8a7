"""Documents that are handed in and looked at, applications that somebody decides, and those who help to decide them."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

_DOCUMENTS = """
ALTER TABLE documents
    ADD CONSTRAINT documents_owner FOREIGN KEY (owner_id) REFERENCES users (id),
    ADD CONSTRAINT documents_state CHECK (state IN ('pending', 'ready', 'failed')),
    ADD CONSTRAINT documents_failure CHECK ((state = 'failed') = (failure IS NOT NULL)),
    ADD CONSTRAINT documents_sealed CHECK (state <> 'ready' OR path IS NOT NULL AND key_name IS NOT NULL);
ALTER TABLE document_uses
    ADD CONSTRAINT document_uses_document FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE;
CREATE INDEX document_uses_of_thing ON document_uses (purpose, subject_id);
ALTER TABLE document_readings
    ADD CONSTRAINT document_readings_document FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE;
"""
_APPLICATIONS = """
ALTER TABLE events ALTER by_hand SET DEFAULT FALSE;
ALTER TABLE applications
    ADD CONSTRAINT applications_registration FOREIGN KEY (registration_id) REFERENCES registrations (id),
    ADD CONSTRAINT applications_event FOREIGN KEY (event_id) REFERENCES events (id),
    ADD CONSTRAINT applications_state CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn')),
    ADD CONSTRAINT applications_decided CHECK ((state IN ('accepted', 'declined')) = (decided_by IS NOT NULL)),
    ADD CONSTRAINT applications_reason CHECK (state <> 'declined' OR reason <> '');
CREATE INDEX applications_waiting ON applications (event_id, id) WHERE state = 'waiting';
ALTER TABLE application_cards
    ADD CONSTRAINT application_cards_application FOREIGN KEY (application_id) REFERENCES applications (id);
ALTER TABLE event_reviewers
    ADD CONSTRAINT event_reviewers_event FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD CONSTRAINT event_reviewers_user FOREIGN KEY (user_id) REFERENCES users (id);
"""
_WITHOUT_APPLICATIONS = """
ALTER TABLE event_reviewers DROP CONSTRAINT event_reviewers_user, DROP CONSTRAINT event_reviewers_event;
ALTER TABLE application_cards DROP CONSTRAINT application_cards_application;
DROP INDEX applications_waiting;
ALTER TABLE applications DROP CONSTRAINT applications_reason, DROP CONSTRAINT applications_decided,
    DROP CONSTRAINT applications_state, DROP CONSTRAINT applications_event, DROP CONSTRAINT applications_registration;
"""
_WITHOUT_DOCUMENTS = """
ALTER TABLE document_readings DROP CONSTRAINT document_readings_document;
DROP INDEX document_uses_of_thing;
ALTER TABLE document_uses DROP CONSTRAINT document_uses_document;
ALTER TABLE documents DROP CONSTRAINT documents_sealed, DROP CONSTRAINT documents_failure,
    DROP CONSTRAINT documents_state, DROP CONSTRAINT documents_owner;
"""


def _id() -> tuple[str, fields.BigIntField]:
    return ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True))


def _table(name: str, said: str, **more: object) -> dict[str, object]:
    return {"table": name, "app": "forma", "pk_attr": "id", "table_description": said, **more}


class Migration(migrations.Migration):
    dependencies = [("forma", "0015_promo_codes")]

    operations = [
        ops.CreateModel(
            name="Document",
            fields=[
                _id(),
                ("owner_id", fields.BigIntField(db_index=True)),
                ("about", fields.CharField(max_length=80, default="")),
                ("title", fields.CharField(max_length=120, default="")),
                ("state", fields.CharField(max_length=8, default="pending")),
                ("failure", fields.CharField(max_length=8, null=True)),
                ("telegram_file_id", fields.CharField(max_length=200, null=True)),
                ("path", fields.CharField(max_length=64, null=True, unique=True)),
                ("key_name", fields.CharField(max_length=16, null=True)),
                ("mime", fields.CharField(max_length=64, default="")),
                ("size", fields.IntField(null=True)),
                ("valid_until", fields.DateField(null=True)),
                ("kept", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField()),
            ],
            options=_table(
                "documents",
                "A certificate, an insurance: pending until its bytes lie sealed below the data directory, then ready.",
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DocumentUse",
            fields=[
                _id(),
                ("document_id", fields.BigIntField()),
                ("owner_id", fields.BigIntField(db_index=True)),
                ("purpose", fields.CharField(max_length=16)),
                ("subject_id", fields.BigIntField()),
                ("title", fields.CharField(max_length=120)),
                ("handed_in_at", fields.DatetimeField()),
                ("needed_until", fields.DatetimeField()),
                ("ended_at", fields.DatetimeField(null=True)),
            ],
            options=_table(
                "document_uses",
                "A document handed in for a thing, such as an entry to an event; who checks that thing may read it "
                "meanwhile.",
                unique_together=(("document_id", "purpose", "subject_id"),),
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DocumentReading",
            fields=[
                _id(),
                ("document_id", fields.BigIntField(db_index=True)),
                ("owner_id", fields.BigIntField(db_index=True)),
                ("reader_id", fields.BigIntField()),
                ("title", fields.CharField(max_length=120)),
                ("at", fields.DatetimeField()),
            ],
            options=_table("document_readings", "Somebody looked at a document: shown to whose it is."),
            bases=["Model"],
        ),
        ops.RunSQL(_DOCUMENTS, reverse_sql=_WITHOUT_DOCUMENTS),
        ops.AddField(model_name="Event", name="by_hand", field=fields.BooleanField(default=False, null=True)),
        ops.RunSQL("UPDATE events SET by_hand = FALSE"),
        ops.AlterField(model_name="Event", name="by_hand", field=fields.BooleanField(default=False)),
        ops.AddField(
            model_name="Event", name="reviewer_token", field=fields.CharField(max_length=22, null=True, unique=True)
        ),
        ops.CreateModel(
            name="Application",
            fields=[
                _id(),
                ("registration_id", fields.BigIntField(unique=True)),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("state", fields.CharField(max_length=10, default="waiting")),
                ("asked_at", fields.DatetimeField()),
                ("decided_at", fields.DatetimeField(null=True)),
                ("decided_by", fields.BigIntField(null=True)),
                ("reason", fields.CharField(max_length=500, default="")),
            ],
            options=_table("applications", "Somebody wants to take part, and somebody has to say yes or no."),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ApplicationCard",
            fields=[
                _id(),
                ("application_id", fields.BigIntField()),
                ("chat_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
            ],
            options=_table(
                "application_cards",
                "A message that shows an application, to be changed when it is decided.",
                unique_together=(("application_id", "chat_id"),),
            ),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EventReviewer",
            fields=[
                _id(),
                ("event_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(db_index=True)),
                ("since", fields.DatetimeField()),
            ],
            options=_table(
                "event_reviewers",
                "Somebody who decides on applications beside the organizer, and sees what was handed in with them.",
                unique_together=(("event_id", "user_id"),),
            ),
            bases=["Model"],
        ),
        ops.RunSQL(_APPLICATIONS, reverse_sql=_WITHOUT_APPLICATIONS),
    ]
