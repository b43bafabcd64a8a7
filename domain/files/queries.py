"""What a person is shown of their documents: where each is needed, who looked at it, when it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain import database
from domain.errors import NotFound
from domain.files.documents import KEPT_AFTER, KEPT_UNUSED

READINGS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """`goes_at`: when it is deleted by itself; None: its owner keeps it."""

    id: int
    title: str
    state: str
    failure: str | None
    mime: str
    valid_until: date | None
    kept: bool
    created_at: datetime
    goes_at: datetime | None
    readings: int


@dataclass(frozen=True, slots=True)
class Use:
    title: str
    handed_in_at: datetime
    over: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """`reader`: empty for somebody who is no longer known."""

    reader: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentSheet:
    """The newest readings come first."""

    document: DocumentCard
    uses: tuple[Use, ...]
    readings: tuple[Reading, ...]


_CARD = """
SELECT d.id, d.title, d.state, d.failure, d.mime, d.valid_until, d.kept, d.created_at,
       (SELECT max(u.needed_until) FROM document_uses u WHERE u.document_id = d.id) AS last_needed,
       (SELECT count(*) FROM document_readings r WHERE r.document_id = d.id) AS readings
FROM documents d WHERE d.owner_id = $1
"""


async def list_documents(owner_id: int, *, before: int | None = None, limit: int = 20) -> list[DocumentCard]:
    """Newest first; `before` is the last one seen."""
    rows = await database.fetch(
        f"{_CARD} AND ($2::bigint IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3", owner_id, before, limit
    )
    return [_card(dict(row)) for row in rows]


def _card(values: dict[str, object]) -> DocumentCard:
    last, made = values.pop("last_needed"), values["created_at"]
    assert isinstance(made, datetime)
    goes_at = last + KEPT_AFTER if isinstance(last, datetime) else made + KEPT_UNUSED
    return DocumentCard(**values, goes_at=None if values["kept"] else goes_at)  # type: ignore[arg-type]  # a row's own columns


async def get_sheet(owner_id: int, document_id: int, *, now: datetime) -> DocumentSheet:
    """Raises NotFound for anybody else's."""
    row = await database.fetchrow(f"{_CARD} AND d.id = $2", owner_id, document_id)
    if row is None:
        raise NotFound
    uses = await database.fetch(
        "SELECT title, handed_in_at, ended_at IS NOT NULL OR needed_until < $2 AS over FROM document_uses "
        "WHERE document_id = $1 ORDER BY id DESC LIMIT 20",
        *(document_id, now),
    )
    readings = await database.fetch(
        "SELECT trim(coalesce(p.first_name || ' ' || p.last_name, '')) AS reader, r.title, r.at "
        "FROM document_readings r LEFT JOIN profiles p ON p.user_id = r.reader_id "
        "WHERE r.document_id = $1 ORDER BY r.id DESC LIMIT $2",
        *(document_id, READINGS_SHOWN),
    )
    return DocumentSheet(
        _card(dict(row)), tuple(Use(**dict(one)) for one in uses), tuple(Reading(**dict(one)) for one in readings)
    )
