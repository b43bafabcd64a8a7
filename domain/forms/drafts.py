"""Conversations that outlive the process: one row per person and chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from domain import database
from domain.errors import Refusal
from domain.forms.conversation import Conversation, restored
from domain.forms.form import Field, Form
from domain.forms.models import Draft
from domain.forms.storing import form_from_json, form_to_json

MOST_ELSEWHERE = 20


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """`message_id`: the message that shows the question. `paused`: plain words are not an answer until /resume."""

    conversation: Conversation
    message_id: int | None
    paused: bool
    updated_at: datetime


class DraftOutdated(Refusal):
    """The form has gone since the person began it."""

    code = "form-draft-outdated"


async def save_draft(
    user_id: int,
    chat_id: int,
    conversation: Conversation,
    *,
    now: datetime,
    own_forms: Mapping[str, Form],
) -> None:
    """One of our own forms is stored by its key; any other is stored whole. Where its question stands is kept."""
    form = conversation.form
    draft = Draft(
        user_id=user_id,
        chat_id=chat_id,
        form=form.key,
        subject=conversation.subject,
        step=conversation.step,
        answers=dict(conversation.answers),
        suggested=dict(conversation.suggested),
        form_json=None if form.key in own_forms else form_to_json(form),
        paused=False,
        updated_at=now,
    )
    kept = ("form", "subject", "step", "answers", "suggested", "form_json", "paused", "updated_at")
    await Draft.bulk_create([draft], on_conflict=("user_id", "chat_id"), update_fields=kept)


async def load_draft(user_id: int, chat_id: int, *, own_forms: Mapping[str, Form]) -> OpenDraft | None:
    """Raises DraftOutdated when the form is known no more."""
    draft = await Draft.get_or_none(user_id=user_id, chat_id=chat_id)
    if draft is None:
        return None
    opened = _opened(draft, own_forms)
    if opened is None:
        raise DraftOutdated()
    return opened


def _opened(draft: Draft, own_forms: Mapping[str, Form]) -> OpenDraft | None:
    form = form_from_json(draft.form_json) if draft.form_json else own_forms.get(draft.form)
    if form is None:
        return None
    conversation = restored(form, draft.subject, draft.step, draft.answers, draft.suggested)
    return OpenDraft(conversation, draft.message_id, draft.paused, draft.updated_at)


async def open_question(telegram_id: int, chat_id: int, *, own_forms: Mapping[str, Form]) -> tuple[bool, Field | None]:
    """Whether words in this chat answer a question, and which; None: it is of a form that `own_forms` does not have."""
    row = await database.fetchrow(
        "SELECT d.form, d.step, d.form_json FROM form_drafts d JOIN users u ON u.id = d.user_id "
        "WHERE u.telegram_id = $1 AND d.chat_id = $2 AND NOT d.paused AND d.step IS NOT NULL",
        *(telegram_id, chat_id),
    )
    if row is None:
        return False, None
    form = form_from_json(orjson.loads(row["form_json"])) if row["form_json"] else own_forms.get(row["form"])
    return True, next((one for one in form.fields if one.key == row["step"]), None) if form else None


async def open_form(user_id: int, chat_id: int) -> str | None:
    """The key of the form that is begun here, paused or not."""
    draft = await Draft.get_or_none(user_id=user_id, chat_id=chat_id)
    return draft.form if draft else None


async def pause_draft(user_id: int, chat_id: int, *, now: datetime) -> bool:
    """Left for something else. True when there was a draft to leave."""
    draft = Draft.filter(user_id=user_id, chat_id=chat_id, paused=False)
    return bool(await draft.update(paused=True, updated_at=now))


async def drop_draft(user_id: int, chat_id: int) -> int | None:
    """Finished or cancelled. The message that shows its question, if there was one and it is known."""
    message_id: int | None = await database.fetchval(
        "DELETE FROM form_drafts WHERE user_id = $1 AND chat_id = $2 RETURNING message_id", user_id, chat_id
    )
    return message_id


async def note_place(user_id: int, chat_id: int, message_id: int) -> None:
    """The open question, if there is one, stands in a message that was changed into it."""
    await Draft.filter(user_id=user_id, chat_id=chat_id).update(message_id=message_id)


async def elsewhere(user_id: int, chat_id: int, *, own_forms: Mapping[str, Form]) -> list[tuple[int, OpenDraft]]:
    """What the person has begun in other chats, the newest first. A form that is known no more is left out."""
    found = await Draft.filter(user_id=user_id).exclude(chat_id=chat_id).order_by("-updated_at").limit(MOST_ELSEWHERE)
    opened = [(one.chat_id, _opened(one, own_forms)) for one in found]
    return [(chat, one) for chat, one in opened if one is not None]


async def place_question(user_id: int, chat_id: int, message_id: int | None) -> int | None:
    """The open question stands in this message now (None: in one without buttons). The message that is stale by that.

    When nothing is open any more, it is the new one.
    """
    draft = await database.fetchrow(
        "SELECT id, message_id FROM form_drafts WHERE user_id = $1 AND chat_id = $2 FOR UPDATE", user_id, chat_id
    )
    if draft is None:
        return message_id
    await database.execute("UPDATE form_drafts SET message_id = $2 WHERE id = $1", draft["id"], message_id)
    before: int | None = draft["message_id"]
    return before if before != message_id else None
