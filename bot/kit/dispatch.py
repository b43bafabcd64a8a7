"""From a stored update to its answer: gather, one transaction, tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from aiogram.types import Update

from bot.kit.calls import Target
from bot.kit.conversation import Conversations
from bot.kit.living import drop_alone, unbutton, unbutton_alone
from bot.kit.reading import parse_update, person_of, read_update
from bot.kit.routes import Route, Routes, gather
from bot.kit.screen import Alert, Screen, Text, Unbutton, lines
from bot.kit.signing import ButtonForged
from bot.kit.turn import Answer, BotApp, Incoming, Reply, Turn
from domain.accounts import roles
from domain.accounts.people import meet
from domain.accounts.sanctions import restore_if_over
from domain.audit import trail
from domain.errors import Refusal
from domain.inbox.outages import Outage
from domain.inbox.receiving import InboxItem
from domain.inbox.rows import forget_content
from domain.notifications import outbox
from domain.notifications.ports import Blocked, Call, Rejected, RetryLater
from locales import pick_language, translator
from locales.refusals import refusal_sentence

log = structlog.get_logger("forma.bot")

PATIENCE_S = 0.8
"""How long a press may wait before its button stops spinning, answered empty."""
TYPING_S = 1.0
"""Work that takes longer than this shows `typing…` meanwhile."""
ALERT_LIMIT = 200


@dataclass(slots=True)
class Prepared:
    """A read update with its route and what the network said; `forged`: somebody else's button was pressed."""

    incoming: Incoming | None
    route: Route | None
    facts: object = None
    forged: bool = False
    answered: bool = False
    watchdog: asyncio.TimerHandle | None = None


@dataclass(frozen=True, slots=True)
class Told:
    prepared: Prepared
    alert: Alert | None = None


class BotWorker:
    """What the lanes call for Telegram's updates."""

    def __init__(
        self, app: BotApp, routes: Routes, clock: Callable[[], datetime], *, patience_s: float = PATIENCE_S
    ) -> None:
        self._patience_s = patience_s
        self._app = app
        self._routes = routes
        self._conversations = Conversations(routes.conversations)
        self._clock = clock
        self._tasks: set[asyncio.Task[object]] = set()
        self._crowded = [action for action, route in routes.presses.items() if route.together]

    async def gather(self, item: InboxItem) -> Prepared:
        update = parse_update(item.content)
        try:
            incoming = read_update(update, self._app.calls.signer, self._app.username)
        except ButtonForged:
            return self._forged(update)
        if incoming is None:
            return Prepared(None, None)
        prepared = Prepared(incoming, self._routes.find(incoming))
        self._watch(prepared)
        if prepared.route:
            prepared.facts = await gather(prepared.route, self._app, incoming)
        return prepared

    def _forged(self, update: Update) -> Prepared:
        query = update.callback_query
        assert query is not None
        unsigned = query.model_copy(update={"data": None})
        chat = query.message.chat if query.message else None
        person = person_of(query.from_user)
        incoming = Incoming("forged", person, chat.id if chat else person.id, private=False, query=unsigned)
        return Prepared(incoming, None, forged=True)

    async def act(self, item: InboxItem, prepared: Prepared) -> Told:
        if prepared.incoming is None or (prepared.route is None and not prepared.forged):
            return Told(prepared)
        if prepared.route and prepared.route.unmet:
            await prepared.route.unmet(prepared.incoming, self._clock())
            await forget_content(item)
            return Told(prepared)
        turn = await self._turn(prepared)
        if prepared.forged:
            return await self._note_forgery(turn, prepared)
        assert prepared.route is not None
        reply = await self._answer(turn, prepared.route)
        if prepared.incoming.kind == "location":
            await forget_content(item)
        return await self._put(turn, prepared, reply)

    def crowd_of(self, item: InboxItem) -> Hashable | None:
        if not any(action in item.payload for action in self._crowded):
            return None
        query = item.content.get("callback_query") if isinstance(item.content, Mapping) else None
        data = query.get("data") if isinstance(query, Mapping) else None
        if not isinstance(data, str):
            return None
        pressed = self._app.calls.signer.glance(data)
        route = self._routes.presses.get(pressed.action)
        return (pressed.action, pressed.args[:1]) if route and route.together else None

    async def act_together(self, items: Sequence[tuple[InboxItem, Prepared]]) -> list[Told | None]:
        """Who is blocked, or pressed what is not theirs, is answered alone."""
        told: dict[int, Told] = {}
        met = [(item, prepared, await self._turn(prepared)) for item, prepared in items if prepared.route]
        turns = [one for one in met if one[2].person.status == "active"]
        together = turns[0][1].route.together if turns and turns[0][1].route else None
        if together:
            replies = await together([turn for _, _, turn in turns])
            for (item, prepared, turn), reply in zip(turns, replies, strict=True):
                if reply is not None:
                    told[item.id] = await self._put(turn, prepared, reply)
        return [told.get(item.id) for item, _ in items]

    async def refuse(self, item: InboxItem, prepared: Prepared, refusal: Refusal) -> Told:
        """The transaction was rolled back; a press gets its alert, a message its answer."""
        turn = await self._turn(prepared)
        sentence = refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone)
        return await self._put(turn, prepared, Alert(sentence, modal=True))

    async def tell(self, item: InboxItem, told: Told) -> None:
        """Answer the callback, once; if the watchdog was faster, or it is too late, the words come as a message."""
        prepared, alert = told.prepared, told.alert
        if prepared.watchdog:
            prepared.watchdog.cancel()
        query = prepared.incoming.query if prepared.incoming else None
        if query is None:
            return
        if not prepared.answered:
            prepared.answered = True
            if await self._answer_query(query.id, alert):
                return
        if alert and alert.text:
            await self._app.telegram.call(Call("sendMessage", {"chat_id": query.from_user.id, "text": alert.text}))

    async def give_up(self, item: InboxItem) -> None:
        """In private only: a group did not ask to hear of our troubles. Where somebody was is not kept for that."""
        incoming = read_update(parse_update(item.content), self._app.calls.signer, self._app.username)
        if incoming and incoming.kind in ("location", "moved"):
            await forget_content(item)
        if incoming is None or not incoming.private or incoming.kind == "moved":
            return
        person = await meet(incoming.person, now=self._clock(), language=pick_language(incoming.person.language_code))
        words = translator(person.language)("kit-given-up")
        await self._app.telegram.call(Call("sendMessage", {"chat_id": incoming.chat_id, "text": words}))

    async def _turn(self, prepared: Prepared) -> Turn:
        incoming = prepared.incoming
        assert incoming is not None
        now = self._clock()
        language = pick_language(incoming.person.language_code)
        person = await meet(incoming.person, now=now, language=language)
        if incoming.person.id in self._app.administrators and not person.is_administrator:
            await roles.appoint_first_administrators([incoming.person.id], now=now)
            person = await meet(incoming.person, now=now, language=language)
        words = translator(person.language)
        return Turn(self._app, incoming, person, words, now, self._conversations, prepared.facts)

    async def _answer(self, turn: Turn, route: Route) -> Reply:
        if turn.person.status == "blocked" and not route.for_blocked and not await self._restored(turn):
            route = self._routes.blocked
        if turn.private and turn.incoming.kind in ("command", "start") and await self._conversations.leave(turn):
            return await self._conversations.offer_back(turn, await route.handler(turn))
        return await route.handler(turn)

    async def _restored(self, turn: Turn) -> bool:
        """A block that has run out ends at the person's next word."""
        over = await restore_if_over(turn.person.id, now=turn.now)
        if over:
            turn.person = replace(turn.person, status="active")
        return over

    async def _note_forgery(self, turn: Turn, prepared: Prepared) -> Told:
        await trail.record(turn.person.id, "button-forged", f"chat:{turn.chat_id}", now=turn.now)
        return Told(prepared, Alert(turn.t("kit-not-your-button"), modal=True))

    async def _put(self, turn: Turn, prepared: Prepared, reply: Reply) -> Told:
        """Screens go to the outbox; the alert waits for the commit. Where there is no press, an alert is a message."""
        replies = [reply] if isinstance(reply, Screen | Alert) else list(reply or ())
        answers: Sequence[Answer] = [one for one in replies if not isinstance(one, Unbutton)]
        if turn.incoming.query and turn.incoming.query.inline_message_id:
            answers = [_without_strangers(one) for one in answers]
        pressed = turn.incoming.query is not None
        alert = next((one for one in answers if isinstance(one, Alert)), None) if pressed else None
        answers = answers if pressed else _as_one(answers)
        calls: list[Call] = []
        for one in answers:
            if isinstance(one, Alert):
                calls += [] if pressed else self._calls(turn, prepared, Screen(one.text))
            else:
                calls += self._calls(turn, prepared, one)
        where: dict[str, Any] = {"chat_id": turn.chat_id, "user_id": turn.person.id, "now": turn.now}
        if not turn.private and _is_alone(turn, prepared):
            where[outbox.ALONE] = turn.person.telegram_id
        asked = next((one for one in answers if isinstance(one, Screen) and one.asks), None)
        if calls and asked and (turn.private or outbox.ALONE in where):
            edited = None if turn.private else _pressed_alone(turn)
            await outbox.show(calls, **where, kind=outbox.QUESTION, buttons=asked.ask is None, edited=edited)
        elif calls:
            await outbox.show(calls, **where)
        stale = [call for one in replies if isinstance(one, Unbutton) for call in _unbutton(turn, one)]
        if stale := [*stale, *_overtaken(turn, answers)]:
            await outbox.show(stale, **where)
        return Told(prepared, alert)

    def _calls(self, turn: Turn, prepared: Prepared, screen: Screen) -> list[Call]:
        """One living message: a press changes the message it was on; in a group only the person sees the answer."""
        incoming, maker = turn.incoming, self._app.calls
        target = Target(turn.chat_id, turn.person.telegram_id, incoming.thread_id, private=turn.private)
        query, message = incoming.query, incoming.message
        if query and query.inline_message_id:
            return maker.edit_inline(screen, query.inline_message_id)
        if turn.private:
            if query and message:
                return maker.edit(screen, target, message.message_id, has_photo=bool(message.photo))
            return maker.send(screen, target)
        if message and message.ephemeral_message_id and query:
            return maker.edit_for_member(screen, target, message.ephemeral_message_id, query_id=query.id)
        if not _is_alone(turn, prepared):
            return maker.send(screen, target)
        said = message.ephemeral_message_id if message and not query else None
        return maker.show_to_member(screen, target, query_id=query.id if query else None, answers=said)

    def _watch(self, prepared: Prepared) -> None:
        incoming = prepared.incoming
        assert incoming is not None
        loop = asyncio.get_running_loop()
        if incoming.query:
            prepared.watchdog = loop.call_later(self._patience_s, self._answer_empty, prepared, incoming.query.id)
        elif incoming.private and not (prepared.route and prepared.route.unmet):
            prepared.watchdog = loop.call_later(TYPING_S, self._spawn, self._say_typing, incoming.chat_id)

    def _answer_empty(self, prepared: Prepared, query_id: str) -> None:
        if not prepared.answered:
            prepared.answered = True
            self._spawn(self._answer_query, query_id, None)

    def _spawn(self, work: Callable[..., Coroutine[Any, Any, object]], *args: object) -> None:
        task = asyncio.get_running_loop().create_task(work(*args))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _say_typing(self, chat_id: int) -> None:
        try:
            await self._app.telegram.call(Call("sendChatAction", {"chat_id": chat_id, "action": "typing"}))
        except (Blocked, Rejected, RetryLater, Outage) as error:
            log.info("typing not shown", error=type(error).__name__)

    async def _answer_query(self, query_id: str, alert: Alert | None) -> bool:
        """False: it was answered before, or Telegram has forgotten it, as it does after a while."""
        params: dict[str, object] = {"callback_query_id": query_id}
        if alert:
            params |= {"text": alert.text[:ALERT_LIMIT], "show_alert": alert.modal} if alert.text else {}
            params |= {"url": alert.url} if alert.url else {}
        try:
            await self._app.telegram.call(Call("answerCallbackQuery", params))
        except Rejected:
            return False
        return True


def _is_alone(turn: Turn, prepared: Prepared) -> bool:
    """In a group: only the person sees the answer."""
    if turn.incoming.query and turn.incoming.query.inline_message_id:
        return False
    return _pressed_alone(turn) is not None or prepared.route is None or prepared.route.alone


def _pressed_alone(turn: Turn) -> int | None:
    """The number of the ephemeral message whose button was pressed."""
    message = turn.incoming.message if turn.incoming.query else None
    return message.ephemeral_message_id if message else None


def _overtaken(turn: Turn, answers: Sequence[Answer]) -> list[Call]:
    """What was pressed and could not be changed into the question that opens a reply: that is asked below."""
    pressed = _pressed_alone(turn)
    if pressed is None or not any(isinstance(one, Screen) and one.replies for one in answers):
        return []
    return [drop_alone(turn.chat_id, turn.incoming.person.id, pressed)]


def _unbutton(turn: Turn, stale: Unbutton) -> list[Call]:
    chat_id, pressed = stale.chat_id or turn.chat_id, turn.incoming.message if turn.incoming.query else None
    if chat_id < 0:
        number = stale.message_id or _pressed_alone(turn)
        return [unbutton_alone(chat_id, turn.incoming.person.id, number)] if number else []
    message_id = stale.message_id or (pressed.message_id if pressed else None)
    return [unbutton(chat_id, message_id)] if message_id else []


def _without_strangers(answer: Answer) -> Answer:
    """Under an inline message only the alert is for one pair of eyes."""
    if isinstance(answer, Alert) or answer.for_everybody:
        return answer
    words = answer.text.render()[0] if isinstance(answer.text, Text) else answer.text
    return Alert(words, modal=True)


def _as_one(answers: Sequence[Answer]) -> Sequence[Answer]:
    """Where nothing was pressed, "Saved." and the card that follows it are one message."""
    match answers:
        case [Alert(text=said), Screen(ask=None, own_message=False) as screen] if said:
            return [replace(screen, text=lines(said, "", screen.text))]
    return answers
