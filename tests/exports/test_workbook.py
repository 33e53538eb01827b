"""The workbook: real dates and numbers, a native chart fed by cells, and the very figures of the published tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime

import numpy as np
import openpyxl
import pytest

from pipeline import build_index, load_config, load_events
from pipeline.charts.tension import tension_chart
from pipeline.exports.tables import events_table, index_table, measures_table, to_csv
from pipeline.exports.workbook import workbook
from pipeline.scoring import FACTORS
from tests.charts.slide_drawing import drawn_slides
from tests.files import write_counting

SHEETS = ["Data", "Events", "Sources", "Channels", "Measures", "Provenance"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    config = load_config(write_counting(tmp_path_factory.mktemp("book")))
    return build_index(config, load_events(config))


def chart(made, **options):
    return tension_chart(made, made.daily.index[40].date(), made.through, ("security", "economic"), **options)


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(io.BytesIO(workbook(chart(made), made)))


def records(book, name) -> list[dict]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def published(table, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for row in csv.DictReader(io.StringIO(to_csv(table).decode()))}


def test_the_sheets_can_be_read_and_filtered(book):
    """Six sheets, each with a header that stays in sight, a filter and columns as wide as their content."""
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
        assert all(dimension.width >= 12 for dimension in sheet.column_dimensions.values())


def test_the_figures_are_the_published_ones(book, made):
    """A row a day with dates as dates and numbers as numbers, equal to index.csv."""
    rows = records(book, "Data")
    table = published(index_table(made), "date")
    assert len(rows) == len(chart(made).days)
    for row in rows:
        assert isinstance(row["date"], datetime)
        told = table[row["date"].date().isoformat()]
        assert {name: f"{row[name]:.4f}" for name in ("tension", "security", "economic")} == {
            name: told[name] for name in ("tension", "security", "economic")
        }


def test_the_events_carry_every_factor(book, made):
    """Each event that touches the period, no other, with all factors as published, and its number on the chart."""
    rows, table, spec = records(book, "Events"), published(events_table(made), "id"), chart(made)
    assert [row["id"] for row in rows] == [
        name
        for name, told in table.items()
        if (told["date"] <= str(spec.end) and told["date_end"] >= str(spec.start)) or name in {e.event for e in spec.entries}
    ]
    for row in rows:
        for name in (*FACTORS, "score", "points_today"):
            assert f"{row[name]:.4f}".replace("-0.0000", "0.0000") == table[row["id"]][name]
        assert isinstance(row["date"], datetime) and isinstance(row["severity"], int)
    assert {row["number"]: row["id"] for row in rows if row["number"]} == {e.number: e.event for e in spec.entries}
    assert {row["title"] for row in rows if row["review"] == "unreviewed"} == {
        "Unreviewed: Nobody has read this break", "Unreviewed: What happened in c-curb",
    }  # fmt: skip


def test_measures_and_channels_are_those_of_the_last_day(book, made):
    """The measures in force as measures.csv has them, and every channel that exists with its state."""
    table = {name: row for name, row in published(measures_table(made), "measure").items() if row["in_force"] == "true"}
    rows = {row["measure"]: row for row in records(book, "Measures")}
    assert {name: f"{row['size']:.4f}" for name, row in rows.items()} == {name: row["size_today"] for name, row in table.items()}
    channels = {row["channel"]: row for row in records(book, "Channels")}
    assert set(channels) <= set(made.config.channels)
    for name, row in channels.items():
        assert row["state"] == made.channels[name]["state"].iloc[-1]


@pytest.mark.parametrize("plain", [False, True])
def test_the_chart_is_native(made, plain):
    """The sheet Data holds a line chart whose series are the cells of the lines; plain, it has no title."""
    content = workbook(chart(made, plain=plain), made)
    found = openpyxl.load_workbook(io.BytesIO(content))["Data"]._charts
    assert len(found) == 1
    days = len(chart(made).days)
    ranges = [(series.cat.numRef.f, series.val.numRef.f) for series in found[0].series]
    assert ranges == [(f"Data!$A$2:$A${days + 1}", f"Data!${column}$2:${column}${days + 1}") for column in "BCD"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert (b"Provenance!$B$2" in packed.read("xl/charts/chart1.xml")) != plain
        assert b"descr=" in packed.read("xl/drawings/drawing1.xml")


def test_the_same_run_gives_the_same_bytes(made):
    """No clock time and no order of chance gets into a workbook."""
    content = workbook(chart(made), made)
    assert content == workbook(chart(made), made)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_provenance_is_a_sheet(book, made):
    """The eight fields stand in a sheet of their own, and that candidates count."""
    fields = {row["field"]: row["value"] for row in records(book, "Provenance")}
    assert chart(made).provenance.fields().items() <= fields.items()
    assert fields["note"] == "includes 2 unreviewed candidates"


def with_cells(content: bytes, column: str, value: float) -> bytes:
    """The workbook with another figure in a whole column of its first sheet, as if somebody had typed it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part, count = re.subn(rb'(<c r="%s(?!1")\d+"[^>]*><v>)[^<]*' % column.encode(), rb"\g<1>%g" % value, part)
                assert count > 1
            new.writestr(name, part)
    return out.getvalue()


def test_a_changed_cell_moves_the_line(made, tmp_path):
    """In LibreOffice the chart follows its cells: with other figures in the column of the headline its line stands higher."""
    days = made.daily.index
    content = workbook(tension_chart(made, days[40].date(), days[70].date()), made)
    changed = with_cells(content, "B", 95)
    assert changed != content
    found = drawn_slides(tmp_path, {"book": content, "changed": changed}, dots=100, kind="xlsx")
    pages = [np.asarray(found[name][0]).astype(int) for name in ("book", "changed")]
    differing = np.argwhere(np.abs(pages[0] - pages[1]).max(axis=2) > 60)
    chart = differing[:, 1] > pages[0].shape[1] * 0.5  # the chart stands to the right of the cells
    darker = [(pages[place].max(axis=2) < 110)[tuple(differing[chart].T)] for place in (0, 1)]
    rows = [differing[chart][dark][:, 0].mean() for dark in darker]
    assert rows[1] < rows[0] - 10
