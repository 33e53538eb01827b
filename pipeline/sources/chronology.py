"""The events file as text: rows are put in their place and every other byte stays as it was.

A rewrite by a CSV library would change quoting all over the file; this way a new row is one line of difference.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem
from pipeline.records import EVENT_COLUMNS, REQUIRED_COLUMNS
from pipeline.sources.csv_rows import read_rows
from pipeline.store import locked, write_bytes

_BOM = b"\xef\xbb\xbf"
_ID_WORDS = 6
_ID_LONGEST = 80


@dataclass(frozen=True)
class Chronology:
    """One state of an events file: its bytes, and its rows as dicts of text (with `line`)."""

    path: Path
    content: bytes
    rows: tuple[dict, ...]


def read_chronology(config: Config) -> Chronology:
    """The file behind a config as it stands now; raises DataError where it cannot be read as rows."""
    path = Path(config.data.events)
    content = _content(path)  # before the rows: a change in between is noticed when saving
    rows = read_rows(path, EVENT_COLUMNS, REQUIRED_COLUMNS, config.limits.csv_mb)
    return Chronology(path, content, tuple(rows))


def read_new_rows(path: Path, config: Config) -> list[dict[str, str]]:
    """Rows to be added, from a CSV file of the same columns; raises DataError where there is none."""
    rows = read_rows(path, EVENT_COLUMNS, REQUIRED_COLUMNS, config.limits.csv_mb)
    if not rows:
        raise DataError([Problem(str(path), 0, "", "no row to add")])
    return [{column: row[column] for column in EVENT_COLUMNS} for row in rows]


def with_rows(chronology: Chronology, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The file with new rows, each before the first row that is later by date and id.

    Raises DataError where a row fills a column that the file does not have.
    """
    content = chronology.content
    mark = _BOM if content.startswith(_BOM) else b""
    lines = list(io.StringIO(content.decode("utf-8-sig"), newline=""))
    first = next(line for line in lines if line.strip())
    ending = "\r\n" if first.endswith("\r\n") else "\n"
    header = [cell.strip() for cell in next(csv.reader([first]))]
    before = [(row["line"] - 1, (row["date"], row["id"])) for row in chronology.rows]
    placed: dict[int, list[str]] = {}
    for row in sorted(map(clean_row, rows), key=_key):
        place = next((start for start, key in before if key > _key(row)), len(lines))
        placed.setdefault(place, []).append(_written(row, header, chronology.path, ending))
    if len(lines) in placed and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += ending
    parts: list[str] = []
    for number, line in enumerate([*lines, ""]):
        parts += [*placed.get(number, ()), line]
    return mark + "".join(parts).encode("utf-8")


def with_row_replaced(chronology: Chronology, event: str, row: Mapping[str, str]) -> bytes:
    """The file with another row in the place of an event's; raises DataError where there is no such event."""
    content = chronology.content
    mark = _BOM if content.startswith(_BOM) else b""
    lines, header, start, end = _place(chronology, event)
    last = lines[end - 1]
    ending = "\r\n" if last.endswith("\r\n") else "\n" if last.endswith("\n") else ""
    written = _written(clean_row(row), header, chronology.path, ending)
    return mark + "".join((*lines[:start], written, *lines[end:])).encode("utf-8")


def with_text_replaced(chronology: Chronology, event: str, text: str) -> bytes:
    """The file with another text, quotes and line end included, in the place of an event's row."""
    mark = _BOM if chronology.content.startswith(_BOM) else b""
    lines, _, start, end = _place(chronology, event)
    return mark + "".join((*lines[:start], text, *lines[end:])).encode("utf-8")


def without_row(chronology: Chronology, event: str) -> bytes:
    """The file without an event's row; raises DataError where there is no such event."""
    return with_text_replaced(chronology, event, "")


def row_text(chronology: Chronology, event: str) -> str:
    """An event's row as it is written in the file, its line end included."""
    lines, _, start, end = _place(chronology, event)
    return "".join(lines[start:end])


def save(chronology: Chronology, rows: Sequence[Mapping[str, str]]) -> None:
    """Write the file with new rows; raises DataError, and writes nothing, where it changed since it was read."""
    with locked(chronology.path):
        if _content(chronology.path) != chronology.content:
            message = "changed since the event was checked, nothing was saved; check it again"
            raise DataError([Problem(str(chronology.path), 0, "", message)])
        write_bytes(chronology.path, with_rows(chronology, rows))


def clean_row(row: Mapping[str, str]) -> dict[str, str]:
    """A row as it will be read back: all columns, no spaces around a cell."""
    return {column: (row.get(column) or "").strip() for column in EVENT_COLUMNS}


def new_id(day: str, title: str, taken: Collection[str]) -> str:
    """A name for an event that no other has: its day and the first words of its title."""
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower())
    name = "-".join([day, *words[:_ID_WORDS]])[:_ID_LONGEST].strip("-") or "event"
    others = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(other for other in others if other not in taken)


def _content(path: Path) -> bytes:
    """The bytes of a file; none where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _place(chronology: Chronology, event: str) -> tuple[list[str], list[str], int, int]:
    """The lines of a file, its header, and where the row of an event begins and ends among the lines."""
    lines = list(io.StringIO(chronology.content.decode("utf-8-sig"), newline=""))
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    start = 0
    for cells in reader:
        if cells and not header:
            header = [cell.strip() for cell in cells]
        elif cells and cells[header.index("id")].strip() == event:
            return lines, header, start, reader.line_num
        start = reader.line_num
    raise DataError([Problem(str(chronology.path), 0, "id", f"no event has the id {event!r}")])


def _key(row: Mapping[str, str]) -> tuple[str, str]:
    return row["date"], row["id"]


def _written(row: Mapping[str, str], header: Sequence[str], path: Path, ending: str) -> str:
    """One row as text in the file's own columns."""
    for column in EVENT_COLUMNS:
        if row[column] and column not in header:
            raise DataError([Problem(str(path), 1, column, f"{row['id']} fills it; add the column to the file's first line")])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([row[column] for column in header])  # a cell with either is quoted
    return text.getvalue().removesuffix("\r\n") + ending
