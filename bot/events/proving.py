"""What shows that a transfer went: given by who made it, sent to who looks for the money."""

from __future__ import annotations

from dataclasses import replace

from bot.events.entry_in_group import card_for
from bot.events.paying import transfer_screen
from bot.events.screens import event_screen
from bot.files.documents import file_calls
from bot.files.screens import caption
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Screen
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.events.entry import entries
from domain.events.money import claim_messages, proofs
from domain.events.queries import get_event_card
from domain.forms.form import JsonValue
from domain.notifications.ports import Call


async def ask(turn: Turn) -> Reply:
    """[Приложить чек]; below a message of before the money had come stands the event by now."""
    try:
        entry = await entries.to_pay(turn.person, turn.number())
    except NotFound:
        return [Alert(turn.t("payments-proof-late")), await card_for(turn, turn.number())]
    await proofs.require_claimed(turn.person, entry.registration_id)
    return await turn.forms.begin(turn, proofs.PROOF_FORM, str(turn.number()))


async def given(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    answer = answers["document"]
    assert isinstance(answer, dict)
    entry, title = await entries.to_pay(turn.person, int(subject)), turn.t("payments-proof-title")
    await proofs.give(turn.person, entry.registration_id, int(str(answer["id"])), title=title, now=turn.now)
    return await _back(turn, subject)  # which says that it has arrived


async def _back(turn: Turn, subject: str) -> Screen:
    return transfer_screen(await entries.to_pay(turn.person, int(subject)), turn.t, turn.now)


async def see(turn: Turn) -> Reply:
    """[Чек]: into the organizer's private chat, and noted for whose it is."""
    await proofs.show(turn.person, turn.number(), now=turn.now)
    return Alert(turn.t("application-document-sent"), modal=True)


async def proof_file(said: Said) -> list[Call] | None:
    """Asked for a moment ago; it cannot be passed on."""
    document = await proofs.shown_to(await get_person(said.user_id), said.params["registration_id"])
    owner = await get_person(document.owner_id)
    return await file_calls(said, document, caption(document.title, said.t, owner.name), protected=True)


async def looked_for(said: Said) -> list[Call] | None:
    """What stood there was true until the organizer had looked: now it is the event. An edit, and no new message."""
    if said.chat_id is None:
        return None
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    screen = replace(event_screen(card, said.t, said.now), photo=None)
    calls = said.app.calls.edit(screen, Target(said.chat_id, said.chat_id), said.params["message_id"])
    return [replace(one, fallback=None) for one in calls]


PRESSES = {"tp.give": Route(ask), "tp.see": Route(see)}
CONVERSATIONS = {proofs.PROOF_FORM.key: Conversation(proofs.PROOF_FORM, given, left=_back)}
CALLS = {proofs.SHOWN: proof_file, claim_messages.LOOKED_FOR: looked_for}
