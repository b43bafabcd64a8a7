"""Diplomas in the chat: asked for by a button, drawn by a job, brought to the private chat and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.kit.calls import CAPTION_LIMIT, shorten
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import BotApp, Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.events.awards import diplomas, paper
from domain.events.awards.diploma_codes import diploma_key
from domain.events.awards.diplomas import NAME_FORM, Checked, Diploma
from domain.events.awards.paper import Wording
from domain.forms.form import JsonValue
from domain.jobs.jobs import Hopeless
from domain.lettering.letters import drawable
from domain.notifications.ports import Blocked, Call, InputBytes, Rejected
from locales import Translator, translator
from locales.diplomas import diploma_facts, diploma_place
from locales.results import category_words

log = structlog.get_logger("forma.diploma")


async def ask(turn: Turn) -> Reply:
    """[Диплом]"""
    found = await diplomas.ask(turn.person, turn.number())
    said = turn.t("diploma-begun" if turn.private else "diploma-begun-in-private")
    return [Alert(said), begun_screen(found, turn.t)] if turn.private else Alert(said, modal=True)


def begun_screen(found: Diploma, t: Translator) -> Screen:
    name = drawable(found.name)
    known = t("diploma-name-now", name=name) if name else t("diploma-name-poor")
    rows: list[Row] = [
        [Press(t("diploma-button-name"), "dp.name", (found.event_id,))],
        [Press(t("result-button-final"), "rs.top", (found.event_id,))],
    ]
    return Screen(lines(Bold(found.title), t("diploma-begun"), known), keyboard=rows, own_message=True)


async def rename(turn: Turn) -> Reply:
    found = await diplomas.own_diploma(turn.person, turn.number())
    return await turn.forms.begin(turn, NAME_FORM, str(found.event_id), prefill={"name": found.name})


async def renamed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    name = str(answers["name"])
    if not drawable(name):
        return Screen(turn.t("diploma-name-poor"), keyboard=[[_name_button(int(subject), turn.t)]])
    await diplomas.set_name(turn.person, int(subject), name)
    return begun_screen(await diplomas.ask(turn.person, int(subject)), turn.t)


def _name_button(event_id: int, t: Translator) -> Press:
    return Press(t("diploma-button-name"), "dp.name", (event_id,))


async def check(turn: Turn) -> Reply:
    """t.me/bot?start=v_<code>: for who has no page that any browser could open."""
    code = turn.args[0] if turn.args else ""
    return checked_screen(await diplomas.check(code, diploma_key(turn.app.ticket_key)), turn.t)


def checked_screen(checked: Checked, t: Translator) -> Screen:
    found = checked.diploma
    state = "changed" if found.state == "valid" and not checked.same else found.state
    said: list[Words] = []
    if found.state == "valid":
        facts = [f"{over}: {value}" for over, value in _facts(found, t)]
        said = ["", Bold(found.name), *facts, diploma_place(found, t)]
    text = lines(
        Bold(t(f"diploma-page-{state}")),
        t(f"diploma-page-{state}-hint"),
        *said,
        "",
        found.title,
        f"{t.date(found.day)}, {found.card.event.organizer_name}",
    )
    return Screen(text, keyboard=[[Press(t("event-button-card"), "ev.card", (found.event_id,))]])


def diploma_jobs(app: BotApp) -> dict[str, Callable[[str], Awaitable[None]]]:
    """What the process that works jobs does for us."""

    async def make(subject: str) -> None:
        await deliver(app, int(subject))

    return {diplomas.JOB: make}


async def deliver(app: BotApp, registration_id: int) -> None:
    """Draw it and send it; nothing where it is not to be had any more. Done again, it is drawn anew."""
    try:
        found = await diplomas.get_diploma(registration_id)
        person = await get_person(found.user_id)
    except NotFound:
        return
    if found.state != "valid" or not await diplomas.are_given(found.event_id):
        return
    t = translator(found.language)
    content = await asyncio.to_thread(paper.draw, wording(found, app, t))
    document = InputBytes(f"{t('diploma-file')}-{found.number or found.registration_id}.pdf", content)
    caption = shorten(t("diploma-ready", title=found.title), [], "caption", "caption_entities", CAPTION_LIMIT)
    try:
        await app.telegram.call(Call("sendDocument", {"chat_id": person.telegram_id, "document": document, **caption}))
    except Blocked:
        log.info("nobody to bring the diploma to", registration_id=registration_id)
    except Rejected as error:
        raise Hopeless(error.description) from error


def wording(found: Diploma, app: BotApp, t: Translator) -> Wording:
    code = found.code(diploma_key(app.ticket_key))
    event = found.card.event
    is_cup = found.row is None
    return Wording(
        heading=t("diploma-heading"),
        given_to=t("diploma-given"),
        name=found.name,
        nameless=t("diploma-nameless", number=str(found.number or found.registration_id)),
        for_what=t("diploma-for-player" if is_cup else "diploma-for", place=found.place or 0),
        title=found.title,
        where=", ".join(filter(None, (t.date(found.day), event.place.replace("\n", ", ")))),
        place=found.place,
        place_words=diploma_place(found, t),
        facts=_facts(found, t),
        organizer=event.organizer_name,
        signature=found.signature,
        check=t("diploma-check"),
        code=code,
        url=check_link(code, app),
    )


def check_link(code: str, app: BotApp) -> str:
    """Any phone's browser opens it; without pages of our own, the bot says the same."""
    base = app.calls.app_url.rstrip("/")
    return f"{base}/d/{code}" if base else f"https://t.me/{app.username}?start=v_{code}"


def _facts(found: Diploma, t: Translator) -> list[tuple[str, str]]:
    category = category_words(found.card, found.narrow.category, t) if found.narrow else ""
    return diploma_facts(found, category, t)


def offer(event_id: int, t: Translator) -> Press:
    return Press(t("diploma-button"), "dp.get", (event_id,))


PRESSES = {"dp.get": Route(ask, Where.ANYWHERE), "dp.name": Route(rename)}
STARTS = {"v": Route(check)}
CONVERSATIONS = {NAME_FORM.key: Conversation(NAME_FORM, renamed)}
