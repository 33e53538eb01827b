"""The tension chart as a workbook: figures with a native chart, the events behind them, channels, measures, provenance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from pipeline.charts.palette import LIGHT, STROKES
from pipeline.charts.spec import HEADLINE, OWN, ChartSpec
from pipeline.exports.sheets import Link, Sheets, workbook_of
from pipeline.exports.tables import events_table
from pipeline.index import IndexResult
from pipeline.questions.board import board_on
from pipeline.questions.measures_on import measures_on
from pipeline.sources.cells import safe_link
from pipeline.words import marked_title

_DAYS = ("date", "date_end", "reported", "counts_from", "acts_on", "stops_on")
_TEXTS = ("id", "precision", "type", "status", "domain", "track", "channels", "initiator", "target", "review", "title")


def workbook(spec: ChartSpec, result: IndexResult) -> bytes:
    """The bytes of an .xlsx with the sheets Data, Events, Sources, Channels, Measures and Provenance."""

    def fill(sheets: Sheets) -> None:
        events = _events(spec, result)
        data = _write_days(sheets, spec)
        sheets.write("Events", list(events[0]) if events else ["id"], [list(row.values()) for row in events])
        sheets.write("Sources", ["event", "name", "url", "published", "seen"], _sources(result, {row["id"] for row in events}))
        sheets.write("Channels", list(_CHANNEL), _channels(spec, result))
        sheets.write("Measures", list(_MEASURE), _measures(spec, result))
        _write_provenance(sheets, spec, [("channels and measures as of", spec.end), ("events from", spec.start)])
        _add_lines(sheets.book, data, spec)

    return workbook_of(spec.provenance, spec.alt, result.config.export.author, fill)


def lines_workbook(spec: ChartSpec, author: str) -> bytes:
    """The bytes of an .xlsx with the sheets Data and Provenance: of a chart whose lines are not those of one run alone."""

    def fill(sheets: Sheets) -> None:
        data = _write_days(sheets, spec)
        _write_provenance(sheets, spec, [])
        _add_lines(sheets.book, data, spec)

    return workbook_of(spec.provenance, spec.alt, author, fill)


def _write_days(sheets: Sheets, spec: ChartSpec) -> Any:
    return sheets.write("Data", ["date", *(name for name, _ in _series(spec)), "events"], _days(spec))


def _write_provenance(sheets: Sheets, spec: ChartSpec, more: list[tuple[str, object]]) -> None:
    notes = [("note", spec.unreviewed)] if spec.unreviewed else []
    notes += [(f"the analyst's note {note.letter}", note.line) for note in spec.notes]
    sheets.write("Provenance", ["field", "value"], [*spec.provenance.fields().items(), *more, *notes])


def _series(spec: ChartSpec) -> list[tuple[str, np.ndarray]]:
    """The columns of figures: the lines, then the edges of the band."""
    return [*((line.slug, line.values) for line in spec.lines), *spec.edges]


def _days(spec: ChartSpec) -> Iterable[list[object]]:
    series = _series(spec)
    texts = {badge.day: " / ".join(f"{e.number}. {e.title}" for e in badge.entries) for badge in spec.badges}
    for row, day in enumerate(spec.days.date):
        yield [day, *(round(float(values[row]), 4) for _, values in series), texts.get(day, "")]


def _events(spec: ChartSpec, result: IndexResult) -> list[dict[str, object]]:
    """The events that touch the period, with every factor, as published; `number` is the one on the chart."""
    numbers = {entry.event: entry.number for entry in spec.entries}
    scored = result.scored.set_index("id")
    table = events_table(result)
    table["id"] = result.scored.sort_values(["date", "id"], kind="stable")["id"].to_numpy()
    touching = (table["date"] <= spec.end.isoformat()) & (table["date_end"] >= spec.start.isoformat())
    found = []
    for record in table[touching | table["id"].isin(list(numbers))].to_dict("records"):
        event = str(record["id"])
        row: dict[str, object] = {"number": numbers.get(event, "")}
        row |= {str(name): _value(str(name), str(cell)) for name, cell in record.items()}
        row["title"] = marked_title(scored.loc[event])
        found.append(row)
    return found


def _value(column: str, cell: str) -> object:
    """A published cell as a date, a number or text."""
    if column in _TEXTS or not cell:
        return cell
    if column in _DAYS:
        return date.fromisoformat(cell)
    return int(cell) if column == "severity" else float(cell)


def _sources(result: IndexResult, events: set) -> Iterable[list[object]]:
    for event, sources in zip(result.scored["id"], result.scored["sources"], strict=True):
        for source in sources if event in events else ():
            url = Link(source.url) if safe_link(source.url) else source.url
            yield [event, source.name, url, _day(source.published), _day(source.seen)]


def _day(text: str) -> object:
    return date.fromisoformat(text) if text else ""


_CHANNEL = ("channel", "name", "track", "state", "value", "since", "last contact", "days overdue", "event", "last event")


def _channels(spec: ChartSpec, result: IndexResult) -> Iterable[list[object]]:
    """Every channel that exists on the last day of the chart."""
    row = result.row(spec.end)
    for line in board_on(result, spec.end):
        known = line.state != "unknown"
        value = round(float(result.channels[line.channel]["value"].iloc[row]), 4) if known else ""
        cause = (line.cause.event, line.cause.title) if line.cause else ("", "")
        days = (line.since or "", line.last_contact or "", line.overdue if known else "")
        yield [line.channel, line.name, line.track, line.state, value, *days, *cause]


_MEASURE = ("measure", "title", "track", "since", "days in force", "size", "share left", "eased by")


def _measures(spec: ChartSpec, result: IndexResult) -> Iterable[list[object]]:
    """Every measure in force on the last day of the chart, its size in points."""
    for item in measures_on(result, spec.end):
        eased = "; ".join(relief.title for relief in item.reliefs)
        figures = (item.age, round(float(item.size), 4), round(float(item.left), 4))
        yield [item.measure.event, item.measure.title, item.track, item.start, *figures, eased]


_DASHES = ("dash", "round_dot", "dash_dot")
"""Of the tracks, as on paper."""


def _add_lines(book: Any, sheet: Any, spec: ChartSpec) -> None:
    """A line chart on the sheet Data, fed by its cells; names are cells too, for a name may look like a formula."""
    chart = book.add_chart({"type": "line"})
    last = len(spec.days)
    for place, line in enumerate(spec.lines, start=1):
        style = {"color": LIGHT.tracks[line.place % 3], "width": 1.25, "dash_type": _DASHES[line.place % 3]}
        if line.look:
            style |= {"color": LIGHT.ink if STROKES[line.look].ink else LIGHT.muted, "dash_type": "dash", "width": 1.5}
        elif line.slug == OWN:
            style |= {"color": LIGHT.own, "dash_type": "long_dash", "width": 2.25}
        elif line.slug == HEADLINE:
            style = {"color": spec.looks.line, "width": 2.25}
        figures = {"categories": ["Data", 1, 0, last, 0], "values": ["Data", 1, place, last, place]}
        chart.add_series({"name": ["Data", 0, place], **figures, "line": style})
    for place in range(len(spec.lines) + 1, len(spec.lines) + 1 + len(spec.edges)):
        figures = {"categories": ["Data", 1, 0, last, 0], "values": ["Data", 1, place, last, place]}
        chart.add_series({"name": ["Data", 0, place], **figures, "line": {"color": LIGHT.band, "width": 0.75}})
    chart.set_title({"none": True} if spec.plain else {"name": ["Provenance", 1, 1], "name_font": {"size": 14}})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "label_position": "low", **_time_axis(last)})
    chart.set_y_axis({"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}})
    chart.set_legend({"none": True} if len(_series(spec)) == 1 else {"position": "bottom"})
    chart.set_size({"width": 960, "height": 480})
    sheet.insert_chart(1, len(_series(spec)) + 3, chart, {"description": spec.alt[:8000]})


def _time_axis(days: int) -> dict[str, Any]:
    """An axis of so many days with at most a dozen labels, each of which names another day, month or year."""
    if days <= 92:
        return {"date_axis": True, "num_format": "d mmm yyyy", "major_unit": -(-days // 10), "major_unit_type": "days"}
    step = next((months for months in (1, 2, 3, 6, 12, 24, 36, 60) if days / 30.4 / months <= 12), 120)
    number = "yyyy" if step >= 12 else "mmm yyyy"
    return {"date_axis": True, "num_format": number, "major_unit": step, "major_unit_type": "months"}
