"""The table behind native swim lanes: a row a lane, a column a state, in an order of columns that fits every lane."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pipeline.charts.slide_workbook import Value, day_number
from pipeline.charts.swim import SwimSpec
from pipeline.charts.swim_looks import LOOKS
from pipeline.errors import ExportError

BEGINS = "Begins on (not drawn)"
_MOST = 255
"""Series that a native chart can hold."""
_EARLIEST = date(1900, 3, 1)
"""Before it, spreadsheets and the calendar disagree."""


def swim_columns(spec: SwimSpec) -> list[str]:
    """The look of each column, so that every lane finds its looks in this order from left to right, others between them.

    The looks of the legend come first, each once; then always the one that the lanes with most to come wait for.
    """
    waiting = [[part.look for part in reversed(lane.segments)] for lane in spec.lanes]
    found: list[str] = []
    while len(found) < len(spec.looks) or any(waiting):
        if len(found) < len(spec.looks):
            look = spec.looks[len(found)]
        else:
            wanted: Counter[str] = Counter()
            for looks in filter(None, waiting):
                wanted[looks[-1]] += len(looks)
            look = max(LOOKS, key=lambda name: wanted[name])
        found.append(look)
        for looks in waiting:
            if looks and looks[-1] == look:
                looks.pop()
    return found


def swim_series(spec: SwimSpec) -> list[tuple[str, list[Value]]]:
    """Every series by name, a value or None a row: the day a lane begins, then days in the column of each of its states.

    Raises ExportError where a native chart cannot hold them.
    """
    columns = swim_columns(spec)
    if len(columns) >= _MOST:
        raise ExportError(
            f"the lanes change their state too often for one slide: {len(columns)} columns, allowed: {_MOST - 1}; "
            "choose a shorter period"
        )
    if spec.start < _EARLIEST:
        raise ExportError(f"a slide holds no days before {_EARLIEST}, found {spec.start}; choose a later start")
    begins: list[Value] = [day_number(lane.segments[0].start) if lane else None for _, lane in spec.rows]
    values: list[list[Value]] = [[None] * len(spec.rows) for _ in columns]
    for row, (_, lane) in enumerate(spec.rows):
        column = 0
        for part in lane.segments if lane else ():
            column = columns.index(part.look, column)
            values[column][row] = part.days
            column += 1
    return [(BEGINS, begins), *zip(_names(columns), values, strict=True)]


def _names(columns: list[str]) -> list[str]:
    """A state's word, numbered from its second column on."""
    told: Counter[str] = Counter()
    names = []
    for look in columns:
        told[look] += 1
        names.append(LOOKS[look].word + (f" ({told[look]})" if told[look] > 1 else ""))
    return names
