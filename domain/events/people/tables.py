"""Tables that open in an office program: CSV as Russian Excel reads it, and XLSX. No cell can be a formula."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell: TypeAlias = str | int | float | None
MOST_LETTERS = 32_000
"""Excel takes 32 767 in a cell."""
LEFT_BEHIND_S = 3600.0
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


class Table(Protocol):
    def add(self, rows: Iterable[Sequence[Cell]]) -> None: ...

    def finish(self) -> bytes:
        """The file; nothing can be added any more."""


def safe(cell: Cell) -> Cell:
    """What would be read as a formula begins with an apostrophe, as a spreadsheet itself marks text."""
    if not isinstance(cell, str):
        return cell
    text = _ILLEGAL.sub("", cell)[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


class Csv:
    """UTF-8 with its mark, and semicolons: Excel asks nothing and shows Cyrillic as it is."""

    def __init__(self, title: str) -> None:
        self._text = io.StringIO(newline="")
        self._text.write("\ufeff")
        self._writer = csv.writer(self._text, delimiter=";", lineterminator="\r\n")

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._writer.writerows([safe(cell) for cell in row] for row in rows)

    def finish(self) -> bytes:
        return self._text.getvalue().encode("utf-8", errors="replace")


class Xlsx:
    """Written row by row. What openpyxl puts on the disk meanwhile it takes away when the file is finished."""

    def __init__(self, title: str) -> None:
        from openpyxl.workbook.workbook import Workbook  # here: a third of a second that few processes need

        _sweep()
        self._book = Workbook(write_only=True)
        self._sheet: WriteOnlyWorksheet = self._book.create_sheet(_sheet_title(title))
        self._sheet.freeze_panes = "A2"

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._sheet.append([safe(cell) for cell in row])

    def finish(self) -> bytes:
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()


def _sweep() -> None:
    """A process that was killed while it wrote has left its half of a file behind, with people's names in it."""
    long_ago = time.time() - LEFT_BEHIND_S
    for path in Path(tempfile.gettempdir()).glob("openpyxl.*"):
        with suppress(OSError):
            if path.stat().st_mtime < long_ago:
                path.unlink()


def _sheet_title(title: str) -> str:
    """Excel's rules: 31 letters, and none of these."""
    return re.sub(r"[\[\]:*?/\\]", " ", _ILLEGAL.sub("", title)).strip("' ")[:31] or "Forma"


FORMATS: Mapping[str, Callable[[str], Table]] = {"csv": Csv, "xlsx": Xlsx}
