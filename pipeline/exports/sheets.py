"""Sheets of a workbook on which dates are dates and numbers are numbers.

Text is text: nothing from data becomes a formula, and a link only what is a plain http or https address. The same rows give
the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from math import isnan
from typing import Any

from pipeline.exports.zipping import rezipped
from pipeline.provenance import Provenance
from pipeline.sources.cells import safe_text

_EPOCH = datetime(1980, 1, 1)
_LONGEST = 32_000
"""A cell of Excel takes 32,767 characters."""
_MOST_LINKS = 60_000
"""A sheet of Excel takes 65,530 links; those beyond are written as text."""
_WIDE = {
    "title": 60,
    "last event": 60,
    "eased by": 60,
    "events": 70,
    "url": 60,
    "id": 30,
    "channels": 28,
    "name": 28,
    "value": 90,
    "bar": 60,
    "state": 18,
    "label": 60,
    "began_with": 60,
    "event": 36,
    "channel": 36,
    "part": 36,
}
"""Widths of columns in letters; 12 or more where none is given."""


def workbook_of(stamp: Provenance, alt: str, author: str, fill: Callable[[Sheets], None]) -> bytes:
    """The bytes of an .xlsx with its provenance in the properties; `fill` writes its sheets."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        told = {"title": stamp.title, "author": author, "subject": alt, "comments": stamp.json(), "created": _EPOCH}
        book.set_properties(told)
        fill(Sheets(book))
    return rezipped(out.getvalue())


class Sheets:
    """Writes tables to sheets of one workbook, each cell as what it is."""

    def __init__(self, book: Any):
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.number = book.add_format({"num_format": "0.0###"})
        self.text = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self.links = 0

    def write(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Any:
        """One sheet: a frozen header row, a filter, and a row a record; returns the sheet."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self.head)
            sheet.set_column(place, place, _WIDE.get(column, max(12, len(column) + 3)))
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._cell(sheet, last, place, value)
        sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
        return sheet

    def _cell(self, sheet: Any, row: int, column: int, value: object) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
        elif isinstance(value, float) and isnan(value):
            return
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.number if isinstance(value, float) else None)
        elif isinstance(value, Link) and self.links < _MOST_LINKS:
            self.links += 1
            sheet.write_url(row, column, str(value), string=str(value))
        elif value:
            text = str(value)[:_LONGEST]
            # Marked as quoted, so that it stays text when somebody edits the cell.
            sheet.write_string(row, column, text, self.quoted if safe_text(text) != text else self.text)


class Link(str):
    """An address that may be a link."""
