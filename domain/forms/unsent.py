"""What a person has typed into a page and not sent yet: of the last page they wrote in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Refusal
from domain.forms.models import Draft

PLACE = -1
"""Drafts are kept by chat, and no chat has this number."""
KEPT_FOR = timedelta(days=7)
MOST_FIELDS = 60
MOST_CHARACTERS = 20_000
LONGEST_PAGE = 64
_KIND = "page"


class UnsentTooLong(Refusal):
    """More than any form of ours asks for."""

    code = "form-unsent-too-long"
    status = 422


@dataclass(frozen=True, slots=True)
class Unsent:
    """`form` is the form's name in its page, `fields` what stands in it, as typed."""

    form: str
    fields: Mapping[str, Sequence[str]]


async def keep_unsent(user_id: int, page: str, unsent: Unsent, *, now: datetime) -> None:
    """In the place of whatever was kept before. Raises UnsentTooLong."""
    page = _writable(page)
    length = sum(len(name) + sum(map(len, values)) for name, values in unsent.fields.items())
    if not 0 < len(page) <= LONGEST_PAGE or len(unsent.fields) > MOST_FIELDS or length > MOST_CHARACTERS:
        raise UnsentTooLong
    fields = {_writable(name): list(map(_writable, values)) for name, values in unsent.fields.items()}
    said = {"form": _writable(unsent.form)[:LONGEST_PAGE], "fields": fields}
    draft = Draft(user_id=user_id, chat_id=PLACE, form=_KIND, subject=page, answers=said, paused=True, updated_at=now)
    kept = ("form", "subject", "answers", "updated_at")
    await Draft.bulk_create([draft], on_conflict=("user_id", "chat_id"), update_fields=kept)


async def find_unsent(user_id: int, page: str, *, now: datetime) -> Unsent | None:
    page, lately = _writable(page), now - KEPT_FOR
    draft = await Draft.get_or_none(user_id=user_id, chat_id=PLACE, subject=page, updated_at__gt=lately)
    return Unsent(draft.answers["form"], draft.answers["fields"]) if draft else None


async def forget_unsent(user_id: int, page: str) -> None:
    """It was sent, or given up."""
    await Draft.filter(user_id=user_id, chat_id=PLACE, subject=_writable(page)).delete()


def _writable(text: str) -> str:
    """The one character that PostgreSQL does not take."""
    return text.replace("\0", "")
