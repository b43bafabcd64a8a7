"""A form asked in chat, one question at a time: buttons, free text, back, skip, cancel; it survives restarts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.kit.places import as_answers, located, which
from bot.kit.questions import (
    BACK,
    CANCEL,
    DRAFT,
    KEEP,
    MOMENT,
    PLACE,
    REST,
    SKIP,
    draft_name,
    name_of,
    question_screen,
    request_of,
    ticked_in,
)
from bot.kit.routes import Conversation as FormRoute
from bot.kit.screen import Alert, Button, Press, Row, Screen, Unbutton, lines
from bot.kit.turn import Answer, Reply, Turn
from domain.errors import Refusal
from domain.forms import aside
from domain.forms import conversation as steps
from domain.forms.conversation import Conversation
from domain.forms.drafts import DraftOutdated, OpenDraft, drop_draft, elsewhere, load_draft, pause_draft, save_draft
from domain.forms.files import taken_in
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.inputs import Contact, FormContext, Location, PhotoRef, SentFile, Unreadable
from domain.maps.addresses import Looked
from domain.maps.points import Address

GO_ON = "ac.goon"
_WAYS: Mapping[str, Callable[[Conversation], Conversation]] = {
    SKIP: steps.skip,
    REST: steps.leave_the_rest,
    BACK: steps.back,
    KEEP: steps.keep,
}
UNSEEN = timedelta(seconds=10)
"""After so long a question that is not known to have been shown in a group is asked in private."""


class Conversations:
    """Bound to the routing table, which says what becomes of the answers."""

    def __init__(self, routes: Mapping[str, FormRoute]) -> None:
        self._routes = routes
        self._own = {key: one.form for key, one in routes.items() if one.form}

    async def begin(
        self,
        turn: Turn,
        form: Form,
        subject: str = "",
        *,
        prefill: Mapping[str, JsonValue] | None = None,
        answers: Mapping[str, JsonValue] | None = None,
        trouble: Refusal | None = None,
        places: tuple[str, str, Sequence[Address]] | None = None,
    ) -> Reply:
        """Ask the first open question; a form without one is finished at once. `trouble`: why it has to be asked.
        `places`: what one of its questions was answered with, and the places that these words may mean.

        Another form that is open waits meanwhile, and is asked further when this one is over.
        """
        conversation = steps.begin(form, subject, prefill=prefill, answers=answers)
        if places:
            key, words, found = places
            conversation = steps.offer_places(conversation, key, words, as_answers(found))
        if left := await self._left(turn):
            conversation = aside.lay_aside(left.conversation, conversation, self._own)
        conversation = replace(conversation, suggested={**conversation.suggested, DRAFT: secrets.token_hex(4)})
        if trouble and conversation.current:
            return await self._refused(turn, conversation, trouble)
        return await self._go_on(turn, conversation)

    async def say(self, turn: Turn) -> tuple[bool, Reply]:
        """Take a message as the answer to the open question. (False, None): no question is open here."""
        draft = await self._draft(turn)
        if draft is None or draft.paused or draft.conversation.current is None:
            return False, None
        conversation = draft.conversation
        words = turn.text.strip()
        if words in (turn.t("form-skip"), turn.t("form-clear")):
            return True, await self._step(turn, conversation, lambda: steps.skip(conversation))
        if words == turn.t("form-back"):
            return True, await self._step(turn, conversation, lambda: steps.back(conversation))
        if words in (turn.t("form-cancel"), turn.t(conversation.form.leave)):
            return True, await self.cancel(turn)
        try:
            said = await taken_in(draft.conversation.current, spoken(turn), turn.person.id, now=turn.now)
        except Refusal as refusal:
            return True, await self._refused(turn, conversation, refusal)
        return True, await self._answer(turn, conversation, said)

    async def _answer(self, turn: Turn, conversation: Conversation, said: object) -> Reply:
        """A photo may come before it is asked for.

        Of a place, what the network knew of it is part of the answer; where it knows several, one is chosen."""
        if kept := steps.set_photo(conversation, said, context(turn)):
            await self._save(turn, kept)
            question = question_screen(turn, kept)
            return replace(question, text=lines(turn.t("form-photo-kept"), "", question.text), own_message=True)
        field, looked = conversation.current, turn.facts
        if field is None or field.kind is not Kind.PLACE or not isinstance(looked, Looked):
            return await self._step(turn, conversation, lambda: steps.answer(conversation, said, context(turn)))
        place = located(said, looked)
        reply = await self._step(
            turn,
            conversation,
            lambda: which(conversation, field.key, place, looked, context(turn)),
        )
        return [Alert(turn.t("map-address-away")), *listed(reply)] if looked.away else reply

    async def press(self, turn: Turn) -> Reply:
        """A button under a question. The question's name rides along: one under another question does nothing."""
        draft = await self._draft(turn)
        field = draft.conversation.current if draft else None
        if draft is None or field is None:
            return Alert(turn.t("form-closed"), modal=True)
        conversation = draft.conversation
        action = turn.incoming.word
        pressed = turn.args[0] if turn.args else ""
        if not pressed.startswith(draft_name(conversation)):
            return _stale(turn, draft, Alert(turn.t("form-closed-another-open"), modal=True))
        if action == CANCEL:
            return await self.cancel(turn)
        if pressed != name_of(conversation, field):
            return _stale(turn, draft, Alert(turn.t("form-question-over")))
        if way := _WAYS.get(action):
            return await self._step(turn, conversation, lambda: way(conversation))
        match action:
            case "f.toggle":
                return await self._toggle(turn, conversation, field)
            case "f.ready":
                ticked = ticked_in(conversation, field)
                return await self._step(turn, conversation, lambda: steps.answer(conversation, ticked, context(turn)))
        value = _picked(turn, conversation, field, action)
        return await self._step(turn, conversation, lambda: steps.answer(conversation, value, context(turn)))

    async def cancel(self, turn: Turn) -> Reply:
        """Back to where the questions were begun; home, where that is nowhere."""
        draft = await self._draft(turn)
        if draft is None:
            return Screen(turn.t("form-closed"), drop_reply_keyboard=True)
        stale = await self._close(turn)
        said = listed(await self._left_for(turn, draft.conversation))
        return [*listed(await self._and_what_waits(turn, draft.conversation, said)), *stale]

    async def _left_for(self, turn: Turn, conversation: Conversation) -> Reply:
        left, field = self._routes[conversation.form.key].left, conversation.current
        if turn.private and field and request_of(turn, field):
            return Screen(turn.t("form-cancelled"), drop_reply_keyboard=True)
        if left:
            return [Alert(turn.t("form-cancelled")), await left(turn, conversation.subject)]
        return Screen(turn.t("form-cancelled"), keyboard=[[Press(turn.t("kit-home"), "home")]])

    async def resume(self, turn: Turn) -> Reply:
        """Go on with what was left, at the question where it was left."""
        draft = await self._draft(turn)
        if draft is None:
            return Screen(turn.t("form-nothing-to-resume"))
        return await self._go_on(turn, draft.conversation)

    async def take_up(self, turn: Turn, key: str, about: Callable[[str], bool], subject: str) -> Reply:
        """Go on with that form where it was left, in whatever chat that was. None: it is not begun.

        In private what is begun there is begun anew, as everything is.
        """
        own = None if turn.private else await self._left(turn)
        if own and own.conversation.form.key == key and about(own.conversation.subject):
            if own.message_id is None and turn.now - own.updated_at > UNSEEN:
                return Alert("", url=f"https://t.me/{turn.app.username}?start=form_{draft_name(own.conversation)}")
            return await self._go_on(turn, replace(own.conversation, subject=subject))
        for chat_id, found in await elsewhere(turn.person.id, turn.chat_id, own_forms=self._own):
            if found.conversation.form.key == key and about(found.conversation.subject):
                return await self._bring(turn, chat_id, found, subject)
        return None

    async def bring(self, turn: Turn, name: str) -> Reply:
        """The questions of that name go on here, at the one that is open."""
        for chat_id, found in await elsewhere(turn.person.id, turn.chat_id, own_forms=self._own):
            if draft_name(found.conversation) == name:
                return await self._bring(turn, chat_id, found, found.conversation.subject)
        here = await self._left(turn)
        if here is None or draft_name(here.conversation) != name:
            return Screen(turn.t("form-closed"))
        return await self._go_on(turn, here.conversation)

    async def _bring(self, turn: Turn, chat_id: int, found: OpenDraft, subject: str) -> Reply:
        conversation = replace(found.conversation, subject=subject)
        await drop_draft(turn.person.id, chat_id)
        if left := await self._left(turn):
            conversation = aside.lay_aside(left.conversation, conversation, self._own)
        stale = [Unbutton(found.message_id, chat_id)] if found.message_id else []
        if found.message_id and chat_id < 0 and (moved := self._routes[conversation.form.key].moved):
            await moved(turn, subject, chat_id, found.message_id)
        return [*listed(await self._go_on(turn, conversation)), *stale]

    async def asked(self, turn: Turn) -> Conversation | None:
        """What is being asked here now."""
        draft = await self._left(turn)
        return draft.conversation if draft and not draft.paused else None

    async def leave(self, turn: Turn) -> bool:
        """The person turned to something else: plain words are no answer until /resume. False: nothing was open."""
        return await pause_draft(turn.person.id, turn.chat_id, now=turn.now)

    async def offer_back(self, turn: Turn, reply: Reply) -> Reply:
        """Under what the person turned to, the way back to what they have left."""
        draft = await self._left(turn)
        if draft is None or not draft.paused:
            return reply
        said = listed(reply)
        at = next((at for at in reversed(range(len(said))) if not _is_invoice(said[at])), None)
        last = said[at] if at is not None else None
        if not isinstance(last, Screen) or last.ask or any(_leads_back(one) for row in last.keyboard for one in row):
            return reply
        back: Row = [Press(turn.t("form-go-on"), GO_ON)]
        said[said.index(last)] = replace(last, keyboard=[*last.keyboard, back])
        return said

    async def _left(self, turn: Turn) -> OpenDraft | None:
        try:
            return await self._draft(turn)
        except DraftOutdated:
            return None

    async def _draft(self, turn: Turn) -> OpenDraft | None:
        return await load_draft(turn.person.id, turn.chat_id, own_forms=self._own)

    async def _step(self, turn: Turn, now_at: Conversation, step: Callable[[], Conversation]) -> Reply:
        try:
            moved = step()
            await self._judge(turn, now_at, moved)
            return await self._go_on(turn, moved)
        except Refusal as refusal:
            return await self._refused(turn, now_at, refusal)

    async def _judge(self, turn: Turn, now_at: Conversation, moved: Conversation) -> None:
        """Of an answer that was just given; a step back gives none."""
        judge, key = self._routes[now_at.form.key].judge, now_at.step
        if judge and key is not None and moved.answers is not now_at.answers:
            await judge(turn, now_at.subject, key, moved.answers[key])

    async def _refused(self, turn: Turn, conversation: Conversation, refusal: Refusal) -> Reply:
        conversation = steps.refused(conversation, refusal)
        await self._save(turn, conversation)
        ways_out = self._routes[conversation.form.key].ways_out
        more = await ways_out(turn, conversation.subject, refusal) if ways_out else []
        return question_screen(turn, conversation, refusal, more)

    async def _go_on(self, turn: Turn, conversation: Conversation) -> Reply:
        if conversation.current is None:
            stale = await self._close(turn)
            route = self._routes[conversation.form.key]
            reply = await route.finish(turn, conversation.subject, steps.result(conversation))
            return [*listed(await self._and_what_waits(turn, conversation, reply)), *stale]
        await self._save(turn, conversation)
        return question_screen(turn, conversation)

    async def _and_what_waits(self, turn: Turn, ended: Conversation, reply: Reply) -> Reply:
        """After one form, the question at which another one was left for it."""
        waiting = aside.what_waits(ended, self._own)
        if waiting is None or waiting.current is None:
            return reply
        if begun := await self._draft(turn):
            await self._save(turn, aside.hand_on(ended, begun.conversation))
            return reply
        await self._save(turn, waiting)
        if any(isinstance(one, Screen) and one.first for one in listed(reply)):
            await self.leave(turn)
            return await self.offer_back(turn, reply)
        question = question_screen(turn, waiting)
        text = lines(turn.t("form-resumed"), "", question.text)
        return [*listed(reply), replace(question, text=text, own_message=True)]

    async def _close(self, turn: Turn) -> list[Unbutton]:
        """Whatever the answer came by, the question has no buttons any more."""
        message_id = await drop_draft(turn.person.id, turn.chat_id)
        return [Unbutton(message_id)] if message_id and not _is_pressed(turn, message_id) else []

    async def _toggle(self, turn: Turn, conversation: Conversation, field: Field) -> Reply:
        key = field.choices[turn.number(1)].key
        ticked = ticked_in(conversation, field)
        chosen = [one for one in ticked if one != key] if key in ticked else [*ticked, key]
        changed = replace(conversation, suggested={**conversation.suggested, field.key: list(chosen)})
        await self._save(turn, changed)
        return question_screen(turn, changed)

    async def _save(self, turn: Turn, conversation: Conversation) -> None:
        await save_draft(turn.person.id, turn.chat_id, conversation, now=turn.now, own_forms=self._own)


def _is_pressed(turn: Turn, message_id: int) -> bool:
    """What is pressed becomes the answer: its buttons change anyway."""
    message = turn.incoming.message
    if turn.incoming.query is None or message is None:
        return False
    return message_id in (message.message_id, message.ephemeral_message_id)


def _stale(turn: Turn, draft: OpenDraft, alert: Alert) -> Reply:
    """A press under another question than the open one, which stands where it stands and is not shown twice."""
    if draft.message_id and not _is_pressed(turn, draft.message_id):
        return [alert, Unbutton()]
    return [alert, question_screen(turn, draft.conversation)]


def spoken(turn: Turn) -> object:
    """What a message says as an answer: a pin, a contact, a photo, a file or words; a sticker says none of them."""
    message = turn.incoming.message
    assert message is not None
    if message.venue:
        place = message.venue.location
        return Location(place.latitude, place.longitude, message.venue.title, message.venue.address)
    if message.location:
        return Location(message.location.latitude, message.location.longitude)
    if message.contact:
        return Contact(message.contact.phone_number, message.contact.user_id)
    if message.users_shared and (shared := message.users_shared.users):
        return f"@{shared[0].username}" if shared[0].username else f"id{shared[0].user_id}"
    if message.photo:
        return PhotoRef("telegram", message.photo[-1].file_id)
    if message.document:
        sent = message.document
        return SentFile(sent.file_id, sent.mime_type or "", sent.file_size or 0, sent.file_name or "")
    return turn.text or Unreadable()


def _is_invoice(answer: Answer | Unbutton) -> bool:
    """Its own button is the first, and no other one belongs there."""
    return isinstance(answer, Screen) and answer.invoice is not None


def _leads_back(button: Button) -> bool:
    return isinstance(button, Press) and button.action == GO_ON


def listed(reply: Reply) -> list[Answer | Unbutton]:
    return [reply] if isinstance(reply, Screen | Alert) else list(reply or ())


def context(turn: Turn) -> FormContext:
    return FormContext(turn.now, turn.zone, turn.person.language, turn.t)


def _picked(turn: Turn, conversation: Conversation, field: Field, action: str) -> object:
    if action == PLACE:
        return steps.offered_place(conversation, turn.number(1))
    if action == MOMENT:
        return datetime.fromtimestamp(turn.number(1), UTC).isoformat()
    if field.kind in (Kind.BOOLEAN, Kind.CONSENT):
        return bool(turn.number(1))
    return field.choices[turn.number(1)].key
