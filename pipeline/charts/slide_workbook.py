"""The data of a native chart, and the workbook inside it that PowerPoint opens at "Edit data": text and numbers, no formula,
no link."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import date, datetime

import xlsxwriter
from pptx.chart.data import CategoryChartData

from pipeline.charts.text_box import plain
from pipeline.sources.cells import safe_text

Value = float | None
_DAY = "yyyy-mm-dd"
_DAY_ZERO = date(1899, 12, 30)


class ChartData(CategoryChartData):
    """Categories in column A, a series a column, as the chart's own references say.

    Its workbook is written here because the library's own writer would run a name that begins with '=', link one that
    looks like an address, write the time of day, and take a time that grows with the square of the days.
    """

    def __init__(
        self,
        categories: Sequence[date | str],
        series: Sequence[tuple[str, Sequence[Value]]],
        number: str = "0.0",
        dated: Collection[str] = (),
    ) -> None:
        """`dated`: the names of series whose values are days, counted as `day_number` does; the workbook shows them as dates."""
        super().__init__(number_format=number)
        self._cells = [cell if isinstance(cell, date) else cell_text(cell) for cell in categories]
        self._columns = [(cell_text(name), values, name in dated) for name, values in series]
        self.categories = self._cells
        for name, values, is_dated in self._columns:
            self.add_series(name, values, _DAY if is_dated else None)

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook as bytes, the same whenever it is written."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet("Sheet1")
        day = book.add_format({"num_format": _DAY})
        for row, cell in enumerate(self._cells, start=1):
            if isinstance(cell, date):
                sheet.write_datetime(row, 0, datetime(cell.year, cell.month, cell.day), day)
            else:
                sheet.write_string(row, 0, cell)
        for column, (name, values, is_dated) in enumerate(self._columns, start=1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, day if is_dated else None)
        sheet.set_column(0, len(self._columns), 14)
        book.close()
        return out.getvalue()


def day_number(day: date) -> int:
    """A day as spreadsheets count it; right from 1 March 1900, since they believe in a 29 February of that year."""
    return (day - _DAY_ZERO).days


def cell_text(text: str) -> str:
    """A name as a cell may hold it."""
    return safe_text(plain(text))
