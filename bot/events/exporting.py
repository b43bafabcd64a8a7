"""The list as a file: asked for in a chat or on a page, made by a job, brought to the private chat and kept nowhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.events import which
from bot.events.finding import named_event
from bot.events.roster import NOBODY_CHOSEN, chosen
from bot.kit.calls import CAPTION_LIMIT, shorten
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, OpenApp, Press, Row, Screen
from bot.kit.turn import BotApp, Reply, Turn
from domain import database
from domain.accounts.people import get_person
from domain.events import group
from domain.events.making import exported
from domain.events.models import Event
from domain.events.people import exporting
from domain.events.people.exporting import Column, Export, Line
from domain.events.people.roster import PeopleFilter
from domain.events.people.tables import FORMATS, Cell, Table
from domain.forms.form import Field, JsonValue, Kind
from domain.forms.showing import label, show_value
from domain.inbox.outages import Outage
from domain.jobs.jobs import Hopeless
from domain.notifications.ports import Blocked, Call, InputBytes, Rejected, RetryLater
from domain.time import local
from locales import Translator, translator

log = structlog.get_logger("forma.export")

JSON = "json"
EVERY_S = 2.0
"""Real seconds between two looks of the message that says how far it is; a shorter work has none."""


async def export(turn: Turn) -> Reply:
    """/export csv, /export xlsx; in private /export 17 csv where there are several events, /export 17 json."""
    words = turn.text.lower().split()
    kind = next((one for one in words if one in FORMATS), None)
    event_id = await _named(turn, words) if turn.private else await group.linked_event_id(turn.chat_id)
    if event_id is None:
        return which.which_screen(await which.events_of(turn), "xp.ask", turn.t, args=NOBODY_CHOSEN)
    if JSON in words:
        return await _send_json(turn, event_id)
    if kind is None:
        return await _which(turn, event_id, NOBODY_CHOSEN)
    return await _make(turn, event_id, kind, PeopleFilter())


async def json_pressed(turn: Turn) -> Reply:
    return await _send_json(turn, turn.number())


async def _send_json(turn: Turn, event_id: int) -> Reply:
    """All that is said of the event, and nobody's name."""
    await exported.send(turn.person, event_id, now=turn.now)
    return Alert(turn.t("panel-json-begun"))


async def json_ready(said: Said) -> Screen:
    event_id = said.params["event_id"]
    content = await exported.as_json(await get_person(said.user_id), event_id)
    return json_screen(InputBytes(f"event-{event_id}.json", content), said.t)


def json_screen(document: InputBytes, t: Translator) -> Screen:
    return Screen(t("panel-json-ready"), document=document, own_message=True)


async def _named(turn: Turn, words: Sequence[str]) -> int | None:
    """The event that is said, or the only one."""
    said = next((number for one in words if (number := named_event(one)) is not None), None)
    if said is not None:
        return said
    events = await group.linkable_events(turn.person, limit=2)
    return events[0].event_id if len(events) == 1 else None


async def ask(turn: Turn) -> Reply:
    """[Выгрузить]"""
    args = tuple(turn.number(at) for at in range(1, len(turn.args)))
    return await _which(turn, turn.number(), args or NOBODY_CHOSEN)


async def _which(turn: Turn, event_id: int, args: Sequence[int]) -> Screen:
    await exporting.require_exporter(turn.person, event_id)
    return export_screen(event_id, tuple(args), turn.t)


def export_screen(event_id: int, args: tuple[int, ...], t: Translator) -> Screen:
    kinds: Row = [Press(t(f"panel-export-{one}"), "xp.go", (event_id, one, *args)) for one in FORMATS]
    everything: Row = [Press(t("panel-json"), "xp.json", (event_id,))]
    columns: Row = [OpenApp(t("panel-button-columns"), f"/org/events/{event_id}/export", f"e_{event_id}")]
    back: Row = [Press(t("event-button-back"), "ev.people", (event_id, 0, *args))]
    return Screen(t("panel-export-what"), keyboard=[kinds, columns, everything, back])


async def go(turn: Turn) -> Reply:
    wanted = await chosen(turn, turn.number(), turn.args[2:])
    return await _make(turn, turn.number(), turn.one_of(FORMATS, 1), wanted)


async def _make(turn: Turn, event_id: int, kind: str, wanted: PeopleFilter) -> Reply:
    count = await exporting.ask(turn.person, event_id, kind, wanted, now=turn.now)
    said = turn.t("panel-export-begun" if turn.private else "panel-export-begun-in-private", count=count)
    back: Row = [Press(turn.t("space-button-list"), "ev.people", (event_id, 0))]
    return Screen(said, keyboard=[back])


def export_jobs(app: BotApp) -> dict[str, Callable[[str], Awaitable[None]]]:
    """What the process that works jobs does for us."""

    async def make(subject: str) -> None:
        await deliver(app, exporting.read_export(subject))

    return {exporting.JOB: make}


async def deliver(app: BotApp, wanted: Export) -> None:
    """Make the file and send it. Done again, it is made anew: nothing of it is stored anywhere."""
    found = await exporting.asker_of(wanted)
    if found is None:
        return
    person, event = found
    t = translator(person.language)
    progress = Progress(app, person.telegram_id, t)
    try:
        content, rows = await make_file(wanted, event, t, progress)
        await _send(app, person.telegram_id, wanted, event, content, rows, t)
    except Blocked:
        log.warning("nobody to bring the file to", event_id=event.id)
        return
    except Rejected as error:
        raise Hopeless(error.description) from error
    finally:
        await progress.over()
    await database.in_transaction(lambda: exporting.delivered(wanted, rows, now=app.clock()))


async def _send(
    app: BotApp, chat_id: int, wanted: Export, event: Event, content: bytes, rows: int, t: Translator
) -> None:
    day = local(app.clock(), event.zone).date()
    document = InputBytes(f"event-{event.id}-{day}.{wanted.kind}", content)
    said = t("panel-export-ready", title=event.title, count=rows)
    caption = shorten(said, [], "caption", "caption_entities", CAPTION_LIMIT)
    await app.telegram.call(Call("sendDocument", {"chat_id": chat_id, "document": document, **caption}))


@dataclass(slots=True)
class Progress:
    """One message that is changed now and then, and gone when the file is there. It is a courtesy: it stops nothing."""

    app: BotApp
    chat_id: int
    t: Translator
    message_id: int | None = None
    said_at: float = 0.0

    async def tell(self, rows: int) -> None:
        now = time.monotonic()
        if not self.said_at:
            self.said_at = now
        if now - self.said_at < EVERY_S:
            return
        self.said_at = now
        words = self.t("panel-export-goes", count=rows)
        if self.message_id is None:
            sent = await self._call("sendMessage", text=words, disable_notification=True)
            self.message_id = sent["message_id"] if isinstance(sent, dict) else None
        else:
            await self._call("editMessageText", text=words, message_id=self.message_id)

    async def over(self) -> None:
        if self.message_id is not None:
            await self._call("deleteMessage", message_id=self.message_id)

    async def _call(self, method: str, **params: object) -> object:
        try:
            return await self.app.telegram.call(Call(method, {"chat_id": self.chat_id, **params}))
        except (Blocked, Rejected, RetryLater, Outage) as error:
            log.info("progress not shown", error=type(error).__name__)
            return None


async def make_file(wanted: Export, event: Event, t: Translator, progress: Progress | None = None) -> tuple[bytes, int]:
    """The file, and how many people are in it. Rows are written beside the loop, which answers people meanwhile."""
    known = {column.key: column for column in await exporting.columns_of(event)}
    columns = [known[key] for key in wanted.columns if key in known]
    table: Table = await asyncio.to_thread(FORMATS[wanted.kind], event.title)
    table.add([[heading_of(column, t) for column in columns]])
    rows = 0
    async for lines in exporting.lines_of(wanted):
        await asyncio.to_thread(_add, table, columns, lines, event.zone, t)
        rows += len(lines)
        if progress:
            await progress.tell(rows)
    return await asyncio.to_thread(table.finish), rows


def _add(table: Table, columns: Sequence[Column], lines: Sequence[Line], zone: str, t: Translator) -> None:
    table.add([_cell(column, line, zone, t) for column in columns] for line in lines)


def heading_of(column: Column, t: Translator) -> str:
    return label(column.field, t) if column.field else t(f"panel-column-{column.key}")


def _cell(column: Column, line: Line, zone: str, t: Translator) -> Cell:
    if column.field:
        return _answer(column.field, (line.notes if column.is_note else line.answers).get(column.key), zone, t)
    match column.key:
        case "status":
            return t(f"event-page-own-{line.status}")
        case "way":
            return t(f"event-way-{line.way}") if line.way else ""
        case "squad":
            return line.team or ""
        case "party":
            return line.guests
        case "paid":
            return t("form-yes" if line.paid else "form-no")
        case "registered":
            return f"{local(line.registered, zone):%d.%m.%Y %H:%M}"
        case "username":
            return line.username or ""
    return line.number if column.key == "number" else line.name


def _answer(field: Field, value: JsonValue, zone: str, t: Translator) -> Cell:
    """What was not answered is empty; a number stays one; a day is written as spreadsheets read it."""
    if value is None or value == []:
        return ""
    if field.kind is Kind.NUMBER and isinstance(value, int | float):
        return value
    if field.kind is Kind.DATE and isinstance(value, str):
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}.{month}.{year}"
    return show_value(field, value, t, zone)


COMMANDS = {"export": Route(export, Where.ANYWHERE)}
PRESSES = {
    "xp.ask": Route(ask, Where.ANYWHERE),
    "xp.go": Route(go, Where.ANYWHERE),
    "xp.json": Route(json_pressed, Where.ANYWHERE),
}
SCREENS = {exported.KIND: json_ready}
