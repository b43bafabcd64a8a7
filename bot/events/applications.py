"""Applications: a card for each, decided on where it is read; documents for those who check them, in private only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.events import ways
from bot.events.screens import when
from bot.files.documents import file_calls
from bot.files.screens import caption, title_of
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Italic, Press, Row, Screen, StartBot, Text, Words, lines
from bot.kit.turn import Reply, Turn
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.admission import applications, applying, documents
from domain.events.admission.applications import Application
from domain.events.admission.documents import HandedIn
from domain.events.entry import answering
from domain.events.policy import may_read_answers
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.spaces.topics import APPLICATIONS, thread_of
from locales import Translator

REASON_FORM = Form("application-reason", (Field("reason", Kind.TEXT, words="application-ask-reason", min=2, max=300),))
ASK_FORM = Form("application-ask", (Field("text", Kind.LONG_TEXT, words="application-ask-text", min=2, max=1000),))
REASONS = ("document", "level")
QUEUE_SHOWN = 8


def application_screen(card: Application, t: Translator) -> Screen:
    """For who decides, in private."""
    name = card.name[:48] or "–"
    shown: list[Words] = [f"📎 {_document(one, t)}" for one in card.documents]
    username = f"@{card.username}" if card.username else None
    text = lines(Bold(t("application-title", name=name)), Italic(card.event_title), username, *_state(card, t), *shown)
    named = [one for one in card.documents if one.state == "ready"]
    show: list[Row] = [[Press(_show(one, t), "ap.doc", (card.registration_id, one.id))] for one in named]
    answers: Row = [Press(t("application-button-answers"), "pp.one", (card.registration_id,))]
    queue: Row = [Press(t("application-button-all"), "ap.list", (card.event_id,))]
    if card.state != "waiting":
        return Screen(text, keyboard=[*show, answers, queue])
    ask = Press(t("application-button-ask"), "ap.ask", (card.id,))
    return Screen(text, keyboard=[_deciding(card, t), *show, [ask, *answers], queue])


def group_application_screen(card: Application, t: Translator) -> Screen:
    """For the group's topic, which every member can read: who asks, and nothing that they answered."""
    name = card.name.split(" ")[0][:48] or "–"
    text = lines(
        Bold(t("application-title", name=name)),
        Italic(card.event_title),
        *_state(card, t, whole=False),
        t("application-group-hint") if card.state == "waiting" else None,
    )
    more: Row = [StartBot(t("application-button-open"), f"ap_{card.id}")]
    if card.state != "waiting":
        return Screen(text, keyboard=[more])
    deciding: Row = [replace(one, anyone=True) for one in _deciding(card, t) if isinstance(one, Press)]
    return Screen(text, keyboard=[deciding, more])


def _deciding(card: Application, t: Translator) -> Row:
    accept = Press(t("application-button-accept"), "ap.yes", (card.id,), style="success")
    return [accept, Press(t("application-button-decline"), "ap.no", (card.id,), style="danger")]


def _state(card: Application, t: Translator, *, whole: bool = True) -> list[Words]:
    if card.state == "waiting":
        return [t("application-waiting")]
    if card.state == "withdrawn":
        return [t("application-withdrawn")]
    said: list[Words] = [Bold(t(f"application-{card.state}-by", name=card.handled_by or "–"))]
    return [*said, t("application-reason", reason=card.reason)] if card.reason and whole else said


def _show(one: HandedIn, t: Translator) -> str:
    return t("application-button-show", title=title_of(one.title, t)[:40])


def _document(one: HandedIn, t: Translator) -> str:
    title = title_of(one.title, t)
    if one.state != "ready":
        return t(f"application-document-{one.state}", title=title)
    if one.valid_until:
        return t("application-document-until", title=title, day=t.date(one.valid_until))
    return t("application-document-ready", title=title)


def queue_screen(
    title: str, event_id: int, waiting: list[Application], count: int, t: Translator, *, own: bool
) -> Screen:
    """Those that wait longest first. `own`: for the organizer, who may ask others to help."""
    rows: list[Row] = [
        [Press(f"{shortened(one.name, 40) or '–'}", "ap.one", (one.id,))] for one in waiting[:QUEUE_SHOWN]
    ]
    if len(waiting) > QUEUE_SHOWN:
        rows.append([Press(t("event-button-next"), "ap.list", (event_id, waiting[QUEUE_SHOWN - 1].id))])
    words = t("application-queue-hint") if waiting else t("application-queue-none")
    head = t("application-button-queue", count=count) if count else t("application-queue")
    if own:
        rows.append([Press(t("application-reviewers-button"), "rv.list", (event_id,))])
        rows.append([Press(t("space-button-panel"), "pn.open", (event_id,))])
    return Screen(lines(Bold(title), head, "", words), keyboard=rows)


async def queue(turn: Turn) -> Reply:
    """[Заявки]"""
    event_id, after = turn.number(), turn.number(1) if len(turn.args) > 1 else 0
    waiting = await applications.list_waiting(turn.person, event_id, after=after, limit=QUEUE_SHOWN + 1)
    if not turn.private:
        return Screen(turn.t("application-group-hint"), keyboard=[[_privately(turn, f"apq_{event_id}")]])
    event = await lifecycle.load(event_id, lock=False)
    count = await applications.count_waiting(event_id)
    return queue_screen(event.title, event_id, waiting, count, turn.t, own=may_read_answers(turn.person, event))


def _privately(turn: Turn, payload: str) -> StartBot:
    return StartBot(turn.t("application-button-open"), payload)


async def one(turn: Turn) -> Reply:
    return application_screen(await applications.get_application(turn.person, turn.number()), turn.t)


async def accept(turn: Turn) -> Reply:
    card = await applications.accept(turn.person, turn.number(), now=turn.now)
    return _decided(turn, card, turn.t("application-accepted-said", name=_first(card)))


async def refuse(turn: Turn) -> Reply:
    """[Отклонить]: the reason first."""
    card = await applications.get_application(turn.person, turn.number())
    t = turn.t
    rows: list[Row] = [[Press(t(f"application-because-{one}"), "ap.no!", (card.id, one))] for one in REASONS]
    other = t("application-because-other")
    if turn.private:
        rows += [[Press(other, "ap.why", (card.id,))], [Press(t("event-button-back"), "ap.one", (card.id,))]]
    else:
        rows.append([StartBot(other, f"apn_{card.id}")])
    return Screen(lines(Bold(t("application-title", name=_first(card))), t("application-declined-why")), keyboard=rows)


async def decline(turn: Turn) -> Reply:
    reason = turn.t(f"application-because-{turn.one_of(REASONS, 1)}")
    card = await applications.decline(turn.person, turn.number(), reason, now=turn.now)
    return _decided(turn, card, turn.t("application-declined-said", name=_first(card)))


def _decided(turn: Turn, card: Application, said: str) -> Reply:
    return [Alert(said), application_screen(card, turn.t)] if turn.private else [Alert(said), Screen(said)]


def _first(card: Application) -> str:
    return card.name.split(" ")[0][:48] or "–"


async def why(turn: Turn) -> Reply:
    """[Другая причина], or t.me/bot?start=apn_17 from a group."""
    await applications.get_application(turn.person, turn.number())
    return await turn.forms.begin(turn, REASON_FORM, str(turn.number()))


async def reason_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card = await applications.decline(turn.person, int(subject), str(answers["reason"]), now=turn.now)
    return _decided(turn, card, turn.t("application-declined-said", name=_first(card)))


async def ask(turn: Turn) -> Reply:
    """[Вопрос]"""
    await applications.get_application(turn.person, turn.number())
    return await turn.forms.begin(turn, ASK_FORM, str(turn.number()))


async def asked(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await applications.ask(turn.person, int(subject), str(answers["text"]), now=turn.now)
    card = await applications.get_application(turn.person, int(subject))
    return [Alert(turn.t("application-asked")), application_screen(card, turn.t)]


async def _left(turn: Turn, subject: str) -> Screen:
    return application_screen(await applications.get_application(turn.person, int(subject)), turn.t)


async def show_document(turn: Turn) -> Reply:
    """[📎]: sent to the private chat, and noted for its owner."""
    await documents.show(turn.person, turn.number(), turn.number(1), now=turn.now)
    return Alert(turn.t("application-document-sent"), modal=True)


async def document_file(said: Said) -> list[Call] | None:
    """Asked for a moment ago by who checks the entry; it cannot be passed on."""
    reader, registration_id = await get_person(said.user_id), said.params["registration_id"]
    document = await documents.shown_to(reader, registration_id, said.params["document_id"])
    owner = await get_person(document.owner_id)
    return await file_calls(said, document, caption(document.title, said.t, owner.name), protected=True)


async def card_of(said: Said) -> list[Call] | None:
    """In private, where it stands already or as a new message."""
    assert said.chat_id is not None
    card = await applications.get_application(await get_person(said.user_id), said.params["application_id"])
    return await _shown(said, card.id, application_screen(card, said.t), Target(said.chat_id, said.chat_id))


async def card_in_group(said: Said) -> list[Call] | None:
    assert said.chat_id is not None
    card = await applications.get_card(said.params["application_id"])
    screen = group_application_screen(card, await group_words(said))
    if await applying.card_in(card.id, said.chat_id) is None:
        made = await thread_of(said.chat_id, APPLICATIONS)
        return await post(said, screen, APPLICATIONS if made else "organizers")
    return await _shown(said, card.id, screen, Target(said.chat_id, private=False))


async def _shown(said: Said, application_id: int, screen: Screen, target: Target) -> list[Call]:
    message_id = await applying.card_in(application_id, target.chat_id)
    if message_id is None:
        return said.app.calls.send(screen, target)
    return said.app.calls.edit(screen, target, message_id)


async def card_stands(item: OutboxItem, result: CallResult) -> None:
    if isinstance(result, dict) and "message_id" in result:
        await applying.note_card(item.params["application_id"], result["chat"]["id"], result["message_id"])


async def reminder(said: Said) -> Screen | None:
    """Nothing for who decides no more, or when all are decided."""
    event = await lifecycle.load(said.params["event_id"], lock=False)
    await applications.require_decider(await get_person(said.user_id), event)
    count = await applications.count_waiting(event.id)
    return reminder_screen(event.title, event.id, count, said.t) if count else None


def reminder_screen(title: str, event_id: int, count: int, t: Translator) -> Screen:
    queue = Press(t("application-button-queue", count=count), "ap.list", (event_id,), style="primary")
    return Screen(lines(Bold(t("application-reminder", count=count)), title), keyboard=[[queue]])


async def accepted(said: Said) -> Screen | None:
    person = await get_person(said.user_id)
    card = await get_event_card(said.params["event_id"], person)
    if not card.own_status:
        return None
    asks = card.own_open_questions > 0 or await answering.asked_after_yes(person, card.id)
    return accepted_screen(card, said.t, said.now, asks=asks)


def accepted_screen(card: EventCard, t: Translator, now: datetime, *, asks: bool) -> Screen:
    """What is left to do now: to pay, to answer what is asked of who has been accepted."""
    pays = card.has_to_pay
    more = t("application-accepted-more") if asks else None
    until = None
    if pays and card.own_offer_ends_at:
        until = Text("⏳ ", t("event-offer-until"), " ", when(card.own_offer_ends_at, card.zone, t, now))
    paying = t("application-accepted-pay") if pays else None
    text = lines(Bold(t("application-accepted")), card.title, paying, until, more)
    rows: list[Row] = []
    if pays:
        amount = ways.own_due(card, t)
        rows.append([Press(t("event-button-pay", amount=amount), "ev.pay", (card.id,), style="success")])
    if asks:
        rows.append([Press(t("event-asks-more-button"), "ev.fill", (card.id,), style=None if pays else "primary")])
    return Screen(text, keyboard=[*rows, [Press(t("event-button-card"), "ev.card", (card.id,))]])


async def declined(said: Said) -> Screen:
    card = await applications.get_card(said.params["application_id"])
    return declined_screen(card, said.t)


def declined_screen(card: Application, t: Translator) -> Screen:
    text = lines(
        Bold(t("application-declined")),
        card.event_title,
        t("application-reason", reason=card.reason),
        "",
        t("application-declined-hint"),
    )
    again = Press(t("application-again"), "ev.join", (card.event_id,))
    return Screen(text, keyboard=[[again], [Press(t("event-button-card"), "ev.card", (card.event_id,))]])


PRESSES = {
    "ap.list": Route(queue, Where.ANYWHERE),
    "ap.one": Route(one),
    "ap.yes": Route(accept, Where.ANYWHERE),
    "ap.no": Route(refuse, Where.ANYWHERE),
    "ap.no!": Route(decline, Where.ANYWHERE),
    "ap.why": Route(why),
    "ap.ask": Route(ask),
    "ap.doc": Route(show_document),
}
STARTS = {"ap": Route(one), "apn": Route(why), "apq": Route(queue)}
CONVERSATIONS = {
    REASON_FORM.key: Conversation(REASON_FORM, reason_said, left=_left),
    ASK_FORM.key: Conversation(ASK_FORM, asked, left=_left),
}
SCREENS = {"application-reminder": reminder, "application-accepted": accepted, "application-declined": declined}
CALLS = {
    "application-card": card_of,
    "application-card-in-group": card_in_group,
    "application-document": document_file,
}
AFTER_SENT = {"application-card": card_stands, "application-card-in-group": card_stands}
