"""Articles in rows: csv as press databases export them, and json lines. Columns are known by many names.

The names stand in data/common/press_columns.yaml. Unlike the pair's own tables, an export is somebody else's file:
unknown columns are left alone and a bad row is told and passed over, so that the others are read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.sources.html_text import page_of
from pipeline.sources.press_days import day_of

COLUMNS_FILE = Path(__file__).resolve().parents[2] / "data" / "common" / "press_columns.yaml"
FIELDS = ("text", "lead", "abstract", "title", "published", "source", "url")
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 64_000_000
_HALF = re.compile(r"[\ud800-\udfff]")  # halves of a character: json can write them, UTF-8 cannot
_MARKUP = re.compile(r"</?(?:p|br|div|span|li|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)


class Row(NamedTuple):
    """One article as its table tells it; `notes` say what was done to it."""

    text: str
    title: str
    published: date | None
    source: str
    url: str
    notes: tuple[str, ...]


@cache
def column_names(path: Path = COLUMNS_FILE) -> dict[str, tuple[str, ...]]:
    """The names of each field's column, best first; raises DataError for a field or a list it does not know."""
    tree = read_yaml(path)
    problems = []
    for key, names in tree.values.items():
        line = tree.mark((key,)).line
        if key not in FIELDS:
            problems.append(Problem(str(path), line, key, f"unknown field, {expected(key, FIELDS)}"))
        elif not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            problems.append(Problem(str(path), line, key, f"found {shown(names)}, expected a list of column names"))
    if problems:
        raise DataError(problems)
    return {key: tuple(map(_plain, tree.values.get(key, ()))) for key in FIELDS}


def csv_rows(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Every article of a csv export with its number from 1; bad rows go to `problems`."""
    header_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header_line.count)
    rows = _cells(text, delimiter, name, problems)
    header = next(rows, (0, []))[1]
    columns = _columns([_plain(cell) for cell in header])
    if not columns["text"] and not columns["abstract"] and not columns["title"]:
        known = [other for field in ("text", "title") for other in column_names()[field]]
        found = ", ".join(header[:8]) or "nothing"
        problems.append(Problem(name, 1, "", f"no column holds a text; found {shown(found)}, {expected('', known)}"))
        return
    for number, (line, cells) in enumerate(rows, 1):
        if len(cells) > len(header):
            problems.append(Problem(name, line, "", f"found {len(cells)} cells, expected {len(header)}; row passed over"))
            continue
        row = _row({key: [cells[at] for at in places if at < len(cells)] for key, places in columns.items()})
        yield from _kept(row, name, line, number, problems)


def json_rows(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Every article of a file of json lines, or of one json list or object; bad lines go to `problems`."""
    for number, (line, item) in enumerate(_items(text, name, problems), 1):
        if not isinstance(item, dict):
            problems.append(Problem(name, line, "", f"found {shown(item)}, expected an object with a text"))
            continue
        plain = {_plain(key): _said(value) for key, value in item.items()}
        row = _row({field: [plain[key] for key in names if key in plain] for field, names in column_names().items()})
        yield from _kept(row, name, line, number, problems)


def _kept(row: Row, name: str, line: int, number: int, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    if row.text:
        yield number, row
    else:
        problems.append(Problem(name, line, "text", "empty; row passed over"))


def _row(found: dict[str, list[str]]) -> Row:
    """An article from the cells of each field, best first."""
    first = {key: next((cell.strip() for cell in found.get(key, ()) if cell.strip()), "") for key in FIELDS}
    notes = []
    text = first["text"]
    if text and first["lead"] and not text.startswith(first["lead"]):
        text = f"{first['lead']}\n\n{text}"
    for key in ("abstract", "title"):
        if not text and first[key]:
            text = first[key]
            notes.append(f"no body: only the {key} was read")
    if _MARKUP.search(text, 0, 5000):
        text = page_of(text).text
    days = (day_of(cell) for cell in found.get("published", ()))
    published = next(filter(None, days), None)
    if first["published"] and not published:
        notes.append(f"date not understood: {shown(first['published'], 30)}")
    return Row(text, first["title"], published, first["source"], first["url"], tuple(notes))


def _plain(name: object) -> str:
    return re.sub(r"[\s_/-]+", " ", str(name)[:200]).strip().lower()


def _said(value: object) -> str:
    """A json value as text; a source given as an object is called by its name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    return "" if value is None or isinstance(value, bool | dict) else _HALF.sub("\ufffd", str(value))


def _columns(header: list[str]) -> dict[str, list[int]]:
    return {field: [header.index(name) for name in names if name in header] for field, names in column_names().items()}


def _cells(text: str, delimiter: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The records of a csv text, each with its first line; read at once, for the limit of a cell is the whole process's."""
    reader = csv.reader(io.StringIO(text.replace("\0", " "), newline=""), delimiter=delimiter)
    before = csv.field_size_limit(_LONGEST_CELL)
    records: list[tuple[int, list[str]]] = []
    try:
        line = 1
        for cells in reader:
            if any(cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(name, reader.line_num, "", f"cannot be read as CSV: {error}"))
    finally:
        csv.field_size_limit(before)
    return iter(records)


def _items(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, object]]:
    """The values of json lines; a file that is one value as a whole gives the items of its list, or itself."""
    if text.lstrip()[:1] in ("[", "{"):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            pass  # not one value: read line by line
        else:
            yield from ((1, item) for item in (whole if isinstance(whole, list) else [whole]))
            return
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            yield line, json.loads(written)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(name, line, "", f"cannot be read as JSON: {str(error)[:80]}"))
