"""A list of results as it was sent, CSV or XLSX, into rows of words. Slow for long ones: to be called in a thread.

Nothing in a file is ever carried out: of a formula the value that was shown is read, or its words.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

MAX_BYTES = 8 << 20
MAX_UNPACKED = 120 << 20
MAX_PARTS = 400
MAX_ROWS = 100_000
MAX_COLUMNS = 60
MAX_CELL = 300
MAX_GAP = 10_000
"""After so many empty rows the list is over: a sheet may number its next row by a thousand million."""
HEADER_WITHIN = 20
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NUMBER = (
    {
        *("стартовый номер", "ст номер", "ст №", "стартовый №", "нагрудный номер", "нагрудный №", "номер участника"),
        *("№ участника", "bib", "bib number", "bib no", "start number", "start no", "race number"),
    },
    {"номер", "number"},
    {"№", "n", "no", "#"},
)
"""The best first: beside a start number, «№» counts the lines of the list."""
_MARK = (
    {"результат", "result", "чистое время", "net time", "chip time", "итог", "итоговое время", "время финиша"},
    {
        *("время", "time", "финиш", "finish", "gun time", "finish time", "очки", "points", "score", "баллы"),
        *("последний круг", "время последнего круга", "last lap", "time of the last lap"),
    },
    {"distance", "дистанция", "расстояние"},
)
"""The best first."""
_FAR = _MARK[2:]
_LAPS = ({"круги", "кругов", "круг", "laps", "lap", "lap count", "количество кругов", "число кругов"},)
_STATE = ({"статус", "status", "состояние", "state"},)
_REASON = ({"причина", "reason", "комментарий", "примечание", "comment"},)
_NAMES = {"number": _NUMBER, "mark": _MARK, "far": _FAR, "laps": _LAPS, "state": _STATE, "reason": _REASON}
_ASIDE = re.compile(r"\(.*?\)|,.*")
"""«Результат, ч:мм:сс», «Время (чистое)»."""
_STAGE = re.compile(r"(?:этап|stage|попытка|заезд|try|heat)\s*№?\s*(\d{1,2})")
_EXCEL_ZERO = date(1899, 12, 31)
"""More than a day is a date to Excel, counted from here."""


class UnreadableList(Exception):
    """`problem` is the tail of the sentence's key: type, big, bomb, broken, columns, empty, long."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """`line` as the file counts them, from 1; `marks` by stage, counted from 0."""

    line: int
    number: str
    marks: dict[int, str]
    state: str = ""
    reason: str = ""
    laps: str = ""
    """Of a column of their own, beside the time of the last one."""
    far: str = ""
    """Of a distance's own column, beside another mark: which was run, or how far somebody came."""


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int
    marks: dict[int, int] = field(default_factory=dict)
    """Stage → column."""
    state: int | None = None
    reason: int | None = None
    laps: int | None = None
    far: int | None = None


def read_list(name: str, data: bytes) -> list[Row]:
    """Rows without a word in them are left out. Raises UnreadableList."""
    if len(data) > MAX_BYTES:
        raise UnreadableList("big")
    lines = _xlsx(data) if data.startswith(_ZIP) else _csv(name, data)
    rows = list(islice(_rows(lines), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise UnreadableList("long")
    if not rows:
        raise UnreadableList("empty")
    return rows


async def read_in_thread(name: str, data: bytes) -> list[Row]:
    """While it is read, everybody else is answered. Raises UnreadableList."""
    return await asyncio.to_thread(read_list, name, data)


Line = tuple[int, list[str]]


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    columns, before = None, 0
    for number, cells in lines:
        if columns is None:
            columns = _header(cells)
            if columns is not None:
                continue
            columns = _without_header(cells)
            if columns is None:
                before += 1
                if before >= HEADER_WITHIN:
                    break
                continue
        row = _row(number, cells, columns)
        if row.number or row.marks or row.laps:
            yield row
    if columns is None:
        raise UnreadableList("columns" if before else "empty")


def _header(cells: Sequence[str]) -> _Columns | None:
    said = [" ".join(_ASIDE.sub("", one.lower()).replace("ё", "е").replace(".", " ").split()) for one in cells]
    found = {name: at for name, ranks in _NAMES.items() if (at := _best(said, ranks)) is not None}
    stages: dict[int, int] = {}
    for at, words in enumerate(said):
        if stage := _STAGE.fullmatch(words):
            stages.setdefault(int(stage[1]) - 1, at)
    marks = stages or ({-1: found["mark"]} if "mark" in found else {})
    if "number" not in found or not (marks or "state" in found or "laps" in found):
        return None
    far = found.get("far") if found.get("far") not in marks.values() else None
    return _Columns(found["number"], marks, found.get("state"), found.get("reason"), found.get("laps"), far)


def _best(said: Sequence[str], ranks: Iterable[set[str]]) -> int | None:
    return next((at for known in ranks for at, words in enumerate(said) if words in known), None)


def _without_header(cells: Sequence[str]) -> _Columns | None:
    """«114;0:21:43»: the number, then the result."""
    is_plain = len(cells) >= 2 and cells[0].strip().isdecimal() and any(letter.isdigit() for letter in cells[1])
    return _Columns(0, {-1: 1}) if is_plain else None


def _row(line: int, cells: Sequence[str], columns: _Columns) -> Row:
    """Stage -1: the file does not say which."""

    def cell(at: int | None) -> str:
        return cells[at].strip()[:MAX_CELL] if at is not None and at < len(cells) else ""

    marks = {stage: cell(at) for stage, at in columns.marks.items() if cell(at)}
    said = (cell(one) for one in (columns.state, columns.reason, columns.laps, columns.far))
    return Row(line, cell(columns.number), marks, *said)


def _csv(name: str, data: bytes) -> Iterator[Line]:
    text = _decoded(name, data)
    if not text.strip():
        raise UnreadableList("empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell[:MAX_CELL] for cell in cells[:MAX_COLUMNS]]
    except csv.Error as error:
        raise UnreadableList("broken") from error


def _decoded(name: str, data: bytes) -> str:
    """UTF-8, with its mark or without; else what Russian Excel writes."""
    if data.startswith(_OLD_EXCEL) or not name.lower().endswith((".csv", ".txt", ".tsv")):
        raise UnreadableList("type")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1251"]
        if b"\0" in data:
            raise UnreadableList("type")
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise UnreadableList("broken")


def _delimiter(text: str) -> str:
    """What stands most often in the first lines; a comma may be inside of 21:43,5."""
    head = text[:4000].splitlines()[:HEADER_WITHIN]
    counts = {sign: sum(line.count(sign) for line in head) for sign in (";", "\t", ",")}
    for sign in (";", "\t"):
        if counts[sign] >= max(1, len(head) // 2):
            return sign
    return max(counts, key=lambda sign: counts[sign])


def _xlsx(data: bytes) -> Iterator[Line]:
    _refuse_bombs(data)
    from openpyxl.reader.excel import load_workbook  # here: most processes never need it

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        last = 0
        for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
            words = [_words(cell) for cell in cells]
            if any(words):
                last = line
                yield line, words
            elif line - last > MAX_GAP:
                break
    except UnreadableList:
        raise
    except Exception as error:  # whatever a broken or hostile file makes of the reader
        raise UnreadableList("broken") from error


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if not any(part.filename.startswith("xl/") for part in parts):
                raise UnreadableList("type")
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableList("bomb")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableList("broken") from error


def _words(cell: object) -> str:
    """A cell as its reader sees it: Excel takes a typed 21:43 for hours and minutes, and shows it as it was typed."""
    value = getattr(cell, "value", None)
    match value:
        case None:
            return ""
        case bool():
            return ""
        case datetime():
            days = max(0, (value.date() - _EXCEL_ZERO).days)
            return _clock(timedelta(days=days) + _of_day(value.time()), cell)
        case time():
            return _clock(_of_day(value), cell)
        case timedelta():
            return _clock(value, cell)
        case float() if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value).strip()[:MAX_CELL]


def _of_day(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)


def _clock(length: timedelta, cell: object) -> str:
    shape = str(getattr(cell, "number_format", "") or "")  # slow to ask, so of these alone
    milliseconds = round(length.total_seconds() * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    if not rest and "s" not in shape.lower():
        return f"{hours}:{minutes:02d}"
    seconds, part = divmod(rest, 1000)
    return f"{hours}:{minutes:02d}:{seconds:02d}" + (f".{part:03d}" if part else "")
