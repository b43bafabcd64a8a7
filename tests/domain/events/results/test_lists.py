"""EV-33: a list is shown before it changes anything, applied in steps, and taken back to what was there before."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from domain import database as forma_database
from domain.accounts.people import Person
from domain.errors import NotAllowed
from domain.events.results import entering, final, imports, lists, rules
from domain.events.results.errors import ListBusy, ListNotReady, ResultsFinal
from domain.events.results.scoring import Scoring
from domain.events.results.sheets import MAX_BYTES, UnreadableList, read_list
from forma.work import result_lists
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race


class NoDownloads:
    async def download(self, file_id: str) -> bytes:
        raise AssertionError("nothing is with Telegram here")


async def work(kind: str, import_id: int) -> None:
    await result_lists(NoDownloads(), lambda: START)[kind](str(import_id))


async def sent(organizer: Person, event_id: int, text: str | bytes, name: str = "итоги.csv") -> int:
    data = text.encode() if isinstance(text, str) else text
    rows = read_list(name, data)
    async with forma_database.transaction():
        import_id = await imports.receive(organizer, event_id, name, None, now=START)
        await imports.take_rows(import_id, rows, now=START)
    return import_id


async def apply(organizer: Person, import_id: int, *, overwrite: bool = True) -> None:
    async with forma_database.transaction():
        await imports.apply(organizer, import_id, overwrite=overwrite, now=START)


async def undo(organizer: Person, import_id: int) -> None:
    async with forma_database.transaction():
        await imports.undo(organizer, import_id, now=START)


async def enter(organizer: Person, event_id: int, number: int, said: str) -> None:
    async with forma_database.transaction():
        await entering.enter(organizer, event_id, number, said, now=START)


async def standing(event_id: int) -> list[tuple[object, ...]]:
    rows = await forma_database.fetch(
        "SELECT g.number, r.state, r.marks::text AS marks, r.total, r.reason, r.source, r.sort_key::text AS key "
        "FROM results r JOIN registrations g ON g.id = r.registration_id WHERE r.event_id = $1 ORDER BY g.number",
        event_id,
    )
    return [tuple(row) for row in rows]


CITY = 26_000
LIST = """Номер;Фамилия;Результат
1;Бегун;0:21:43
2;Бегун;21'00"
3;Бегун;сошёл
4;Бегун;
77;Чужой;0:20:00
99;Чужой;0:20:01
5;Бегун;вчера
1;Бегун;0:30:00
"""


async def test_two_unknown_numbers_are_shown_and_nothing_changes_before_it_is_applied(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 6)
    await enter(igor, event_id, 2, "20:59")
    before = await standing(event_id)
    import_id = await sent(igor, event_id, LIST)
    card = await lists.get_list(igor, import_id)
    assert card.counts == {"new": 2, "conflict": 1, "unknown": 2, "unreadable": 1, "doubled": 1}
    assert [line.number for line in await lists.lines_of(import_id, "unknown")] == [77, 99]
    assert [line.line for line in await lists.lines_of(import_id, "unreadable")] == [8]
    assert [line.line for line in await lists.lines_of(import_id, "doubled")] == [9]
    (conflict,) = await lists.conflicts_of(import_id)
    assert (conflict.number, conflict.before.marks, conflict.after.marks) == (2, (1_259_000,), (1_260_000,))
    assert await standing(event_id) == before
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    assert [(one[0], one[1], one[3], one[5]) for one in await standing(event_id)] == [
        (1, "ok", 1_303_000, "import"), (2, "ok", 1_260_000, "import"), (3, "dnf", None, "import"),
    ]  # fmt: skip
    await undo(igor, import_id)
    await work(imports.UNDO, import_id)
    assert await standing(event_id) == before
    assert (await lists.get_list(igor, import_id)).state == "undone"


async def test_only_what_is_new_can_be_applied(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    await enter(igor, event_id, 2, "20:59")
    import_id = await sent(igor, event_id, LIST)
    await apply(igor, import_id, overwrite=False)
    await work(imports.APPLY, import_id)
    assert [(one[0], one[3]) for one in await standing(event_id)] == [(1, 1_303_000), (2, 1_259_000), (3, None)]


async def test_what_was_changed_since_is_left_alone_by_undo(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    import_id = await sent(igor, event_id, LIST)
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    await enter(igor, event_id, 1, "19:00")
    await undo(igor, import_id)
    await work(imports.UNDO, import_id)
    assert [(one[0], one[3], one[5]) for one in await standing(event_id)] == [(1, 1_140_000, "organizer")]
    assert (await lists.get_list(igor, import_id)).kept == 1


async def test_two_lists_at_once_are_applied_one_after_the_other(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    await enter(igor, event_id, 3, "21:00")
    first, second = await sent(igor, event_id, "1;20:00\n"), await sent(igor, event_id, "1;19:00\n2;18:00\n")
    done = await asyncio.gather(apply(igor, first), apply(igor, second), return_exceptions=True)
    assert [type(one) for one in done].count(ListBusy) == 1, done
    with pytest.raises(ListBusy):
        async with forma_database.transaction():
            await final.announce(igor, event_id, now=START)
    for one in (first, second):
        await work(imports.APPLY, one)
    rest = second if isinstance(done[1], ListBusy) else first
    await apply(igor, rest)
    await work(imports.APPLY, rest)
    assert {one[0] for one in await standing(event_id)} == {1, 2, 3}
    for again in (first, second):
        with pytest.raises(ListNotReady):
            await apply(igor, again)


async def test_whoever_is_killed_between_two_steps_goes_on_where_it_was(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 40)
    igor = await meet("Игорь")
    event_id = await race(igor, 100)
    lines = "".join(f"{number};20:{number % 60:02d}\n" for number in range(1, 101))
    import_id = await sent(igor, event_id, lines)
    await apply(igor, import_id)
    async with forma_database.transaction():
        assert await imports.apply_some(import_id, now=START)
    assert (await lists.get_list(igor, import_id)).done == 40
    await work(imports.APPLY, import_id)
    await work(imports.APPLY, import_id)
    assert len(await standing(event_id)) == 100
    noted = await forma_database.fetchval("SELECT count(*) FROM result_changes WHERE event_id = $1", event_id)
    assert noted == 100, "nothing was written twice"


def _city(number: int) -> str:
    """No two alike, and not in the order of the numbers."""
    seconds, hundredths = divmod(9_000 * 100 + number * 7919 % 1_000_003, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{hundredths:02d}"


@pytest.mark.big
async def test_a_city_marathon_is_looked_at_applied_and_taken_back(database: str) -> None:
    """26,000 lines of an old Excel: what differs is shown, progress never goes back, the ranking is what one counts."""
    igor = await meet("Игорь")
    event_id = await race(igor, CITY)
    for number in (7, CITY):
        await enter(igor, event_id, number, "2:59:59")
    before = await standing(event_id)
    lines = [*((number, _city(number)) for number in range(1, CITY + 1)), (CITY + 1, "3:00:00"), (CITY + 2, "3:00:01")]
    table = "Номер;Город;Время\r\n" + "".join(f"{number};Тверь;{said}\r\n" for number, said in lines)
    import_id = await sent(igor, event_id, table.encode("cp1251"))
    card = await lists.get_list(igor, import_id)
    assert card.counts == {"new": CITY - 2, "conflict": 2, "unknown": 2}
    assert [one.number for one in await lists.conflicts_of(import_id)] == [7, CITY]
    assert await standing(event_id) == before, "looking changes nothing"

    await apply(igor, import_id)
    done = [0]
    while await forma_database.in_transaction(lambda: imports.apply_some(import_id, now=START)):
        done.append((await lists.get_list(igor, import_id)).done)
    assert done == list(range(0, CITY + 1, imports.BATCH)) and (await lists.get_list(igor, import_id)).total == CITY
    ranked = await forma_database.fetch(
        "SELECT g.number FROM results r JOIN registrations g ON g.id = r.registration_id WHERE r.event_id = $1 "
        "ORDER BY r.sort_key",
        event_id,
    )
    counted = sorted(range(1, CITY + 1), key=lambda number: number * 7919 % 1_000_003)
    assert [row["number"] for row in ranked] == counted

    await undo(igor, import_id)
    await work(imports.UNDO, import_id)
    assert await standing(event_id) == before


@pytest.mark.big
def test_as_many_lines_of_excel_are_read() -> None:
    data = workbook(("Номер", "Время"), *((number, _city(number)) for number in range(1, CITY + 1)))
    rows = read_list("a.xlsx", data)
    assert len(rows) == CITY and rows[-1].marks == {-1: _city(CITY)}


async def test_who_does_not_hold_the_event_may_do_nothing_with_lists(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 3)
    import_id = await sent(igor, event_id, LIST)
    for act in (lambda: sent(olya, event_id, LIST), lambda: apply(olya, import_id), lambda: undo(olya, import_id)):
        with pytest.raises(NotAllowed):
            await act()
    with pytest.raises(NotAllowed):
        await lists.get_list(olya, import_id)


async def test_approved_results_are_not_changed_by_a_list(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    import_id = await sent(igor, event_id, LIST)
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    async with forma_database.transaction():
        assert await final.announce(igor, event_id, now=START) == 2
    with pytest.raises(ResultsFinal):
        await undo(igor, import_id)


def workbook(*rows: tuple[object, ...], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, shape in (formats or {}).items():
        sheet[cell].number_format = shape
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_tables_as_programs_write_them(encoding: str, sign: str) -> None:
    head, body = f"Фамилия{sign}Ст. №{sign}Чистое время", f'"Бегун{sign} мл."{sign}114{sign}0:21:43'
    text = f"{head}\r\n{body}\r\n\r\nЁж{sign}37{sign}сошла\r\n"
    rows = read_list("Итоги.CSV", text.encode(encoding))
    assert [(row.line, row.number, row.marks) for row in rows] == [
        (2, "114", {-1: "0:21:43"}),
        (4, "37", {-1: "сошла"}),
    ]


def test_excel_cells_are_read_as_they_were_typed() -> None:
    data = workbook(
        ("Протокол", None, None),
        ("Номер", "Имя", "Время"),
        (1, "Оля", time(21, 43)),
        (2.0, "Паша", time(0, 21, 43)),
        (3, "Катя", timedelta(hours=1, minutes=2, seconds=3, milliseconds=400)),
        (4, "Лена", "21:43"),
        (5, "Злой", '=HYPERLINK("http://x")'),
        formats={"C3": "h:mm", "C4": "h:mm:ss", "C5": "[h]:mm:ss.0"},
    )
    rows = {row.number: row.marks for row in read_list("a.xlsx", data)}
    assert rows["1"] == {-1: "21:43"}, "Excel shows 21:43, whatever it thinks that is"
    assert rows["2"] == {-1: "0:21:43"} and rows["3"] == {-1: "1:02:03.400"} and rows["4"] == {-1: "21:43"}
    assert rows["5"] == {}, "a formula that nobody has worked out has no value"


@pytest.mark.parametrize(
    "head", ["№;Ст. №;Фамилия, имя;Результат, ч:мм:сс", "#;Номер;Имя;Время (чистое)", "N;Bib No;;Time"]
)
def test_where_lines_are_counted_the_start_number_is_who_it_is(head: str) -> None:
    (row,) = read_list("a.csv", f"Протокол;;;\n;;;\n{head}\n1;114;Оля;0:21:43\n".encode())
    assert (row.number, row.marks) == ("114", {-1: "0:21:43"})


async def test_beside_a_time_the_distance_says_which_was_run_and_a_part_of_a_day_is_a_time(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 2)
    text = "Номер;Дистанция;Время\n1;5 км;0,05\n2;5 км;0.0299189814814815\n"
    import_id = await sent(igor, event_id, text)
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    assert [(row[0], row[3]) for row in await standing(event_id)] == [(1, 72 * 60_000), (2, 43 * 60_000 + 5_000)]
    assert read_list("a.csv", "Номер;Время;Дистанция\n1;6:00:00;61,2 км\n".encode())[0].far == "61,2 км"


async def test_seconds_that_a_sheet_has_reckoned_out_are_no_days(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    text = "Номер;Время\n1;9.579999999999998\n2;11,200000000000001\n3;1.04166666666667\n"
    import_id = await sent(igor, event_id, text)
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    assert [(row[0], row[3]) for row in await standing(event_id)] == [(1, 9_580), (2, 11_200), (3, 25 * 3_600_000)]


async def test_where_a_column_of_distances_says_none_the_result_does(database: str) -> None:
    """«Дистанция: 6 часов» is the name of a race that is decided by how far one came."""
    igor = await meet("Игорь")
    event_id = await race(igor, 3)
    async with forma_database.transaction():
        await rules.set_scoring(igor, event_id, rules.as_answers(Scoring("distance")), now=START)
    text = "Номер;Дистанция;Результат\n1;6 часов;61,2 км\n2;60,1 км;6:00:00\n3;сошёл;\n"
    import_id = await sent(igor, event_id, text)
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    assert [(row[0], row[1], row[3]) for row in await standing(event_id)] == [
        (1, "ok", 6_120_000),
        (2, "ok", 6_010_000),
        (3, "dnf", None),
    ]


def test_stages_states_and_reasons_have_columns() -> None:
    text = "bib,stage 1,stage 2,status,reason\n1,20:00,21:00,,\n2,19:00,,DNF,\n3,,,DQ,cut the course\n"
    rows = read_list("a.csv", text.encode())
    assert rows[0].marks == {0: "20:00", 1: "21:00"}
    assert (rows[1].state, rows[2].state, rows[2].reason) == ("DNF", "DQ", "cut the course")


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>"""


def _with_entities() -> bytes:
    good = zipfile.ZipFile(io.BytesIO(workbook(("Номер", "Время"), (1, "21:43"))))
    parts = {name: good.read(name) for name in good.namelist()}
    return _zip(parts | {"xl/worksheets/sheet1.xml": ENTITIES})


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"x" * (MAX_BYTES + 1), "big"),
        ("a.pdf", b"%PDF-1.7", "type"),
        ("a.csv", b"\x00\x01\x02", "type"),
        ("a.csv", "\0\0".encode("utf-16"), "empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "type"),
        ("a.csv", b"", "empty"),
        ("a.csv", "Имя;Город\nОля;Тверь\n".encode(), "columns"),
        ("a.csv", "Номер;Время\n".encode(), "empty"),
        ("a.xlsx", _zip({"readme.txt": b"hi"}), "type"),
        ("a.xlsx", b"PK\x03\x04broken", "broken"),
        ("a.xlsx", _zip({"xl/a.xml": b"\0" * (130 << 20)}), "bomb"),
        ("a.xlsx", _zip({f"xl/{n}.xml": b"" for n in range(500)}), "bomb"),
        ("a.xlsx", _zip({"xl/workbook.xml": b"<no"}), "broken"),
        ("a.xlsx", _with_entities(), "broken"),
        ("a.csv", b"1;20:00\n" * 100_001, "long"),
    ],
    ids=[
        *("big", "pdf", "binary", "nulls", "old-excel", "nothing", "columns", "header", "zip", "broken", "bomb"),
        *("parts", "xml", "entities", "long"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_a_word(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableList) as refused:
        read_list(name, data)
    assert refused.value.problem == problem


def test_a_row_far_below_the_others_costs_no_more_than_they() -> None:
    """F34: a file of a few kilobytes says that its second row is the two thousand millionth."""
    packed = zipfile.ZipFile(io.BytesIO(workbook(("№", "Время"), (1, "0:21:43"), (2, "0:22:00"))))
    parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<row r="3"', b'<row r="2000000000"')
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    assert [row.number for row in read_list("a.xlsx", _zip(parts))] == ["1"]


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_whatever_comes_is_read_or_refused(data: bytes, name: str) -> None:
    try:
        rows = read_list(name, data)
    except UnreadableList:
        return
    assert rows
