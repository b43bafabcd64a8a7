"""Pictures that answers name: only one's own, or the one that was there before."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import NotFound
from domain.files.uploading import is_own_picture
from domain.forms.form import Form, JsonValue, Kind


async def require_own_pictures(
    person_id: int, form: Form, answers: Mapping[str, JsonValue], before: Mapping[str, JsonValue]
) -> None:
    """Whoever names a file of ours has uploaded it, or found it there. Raises NotFound."""
    for field in form.fields:
        answer = answers.get(field.key)
        if field.kind is not Kind.PHOTO or not isinstance(answer, dict) or answer == before.get(field.key):
            continue
        if answer["source"] == "file" and not await is_own_picture(int(str(answer["id"])), person_id):
            raise NotFound
