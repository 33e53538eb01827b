"""Rows of a CSV file as they stand, each with its line number; nothing is guessed.

No type inference, no NA words (`NA` is Namibia), no repair: a ragged, mis-encoded or oversized file is refused
with the line that broke it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.errors import DataError, Problem, expected, shown, unshowable

MAX_CELL = 100_000


def read_rows(path: Path, known: Collection[str], required: Collection[str], max_mb: float) -> list[dict]:
    """The rows of a CSV file as dicts of text, with the number of their first line added as `line`.

    Absent optional columns read as empty text. Raises DataError naming every bad line.
    """
    text = _text(path, max_mb)
    name = str(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    csv.field_size_limit(MAX_CELL)
    problems: list[Problem] = []
    rows: list[dict] = []
    header: list[str] | None = None
    for line, cells in _lines(reader, name, problems):
        if header is None:
            header = cells
            problems += _header_problems(name, header, known, required)
            if problems:
                break
            continue
        if len(cells) != len(header):
            problems.append(Problem(name, line, "", f"found {len(cells)} cells, expected {len(header)}"))
            continue
        row: dict = dict.fromkeys(known, "")
        row.update(zip(header, (cell.strip() for cell in cells), strict=True))
        row["line"] = line
        rows.append(row)
    if header is None and not problems:
        problems.append(Problem(name, 1, "", f"empty file; expected a header: {','.join(known)}"))
    if problems:
        raise DataError(problems)
    return rows


def _text(path: Path, max_mb: float) -> str:
    name = str(path)
    try:
        size = path.stat().st_size
        if size > max_mb * 1e6:
            raise DataError([Problem(name, 0, "", f"{size / 1e6:.1f} MB, allowed: limits.csv_mb = {max_mb:g}")])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Problem(name, 0, "", "file not found")]) from None
    except (OSError, ValueError) as error:
        raise DataError([Problem(name, 0, "", f"cannot be read ({getattr(error, 'strerror', error)})")]) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"found byte 0x{raw[error.start]:02x}"
        raise DataError([Problem(name, line, "", f"{found}, not UTF-8 text; save the file as CSV UTF-8")]) from None
    refused = unshowable(text)
    if refused:
        raise DataError([Problem(name, text[: refused[0]].count("\n") + 1, "", refused[1])])
    return text


def _lines(reader: Iterator[list[str]], name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; blank lines are skipped; a broken quote ends the reading."""
    while True:
        start = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(name, start, "", f"cannot be read as CSV: {error}"))
            return
        if cells:
            yield start, cells


def _header_problems(name: str, header: list[str], known: Collection[str], required: Collection[str]) -> Iterator[Problem]:
    for column in header:
        if column not in known:
            yield Problem(name, 1, shown(column), f"unknown column, {expected(column, known, most=30)}")
        elif header.count(column) > 1:
            yield Problem(name, 1, column, "column given twice")
    for column in required:
        if column not in header:
            yield Problem(name, 1, column, "required column is missing")
