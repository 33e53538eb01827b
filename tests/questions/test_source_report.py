"""What a chronology rests on: counted by hand on a small one, and the same in every grouping of any."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given

from pipeline.notes import origins
from pipeline.questions.source_report import COUNTS, report_csv, report_text, source_report
from tests.strategies import CONFIG, frame, histories, row

READ, UNREAD = "A | https://a.example/1 | 2020-01-01 | 2020-02-01", "A | https://a.example/2 | 2020-01-01 | "
OTHER, TITLE = "B | https://b.example/1 | | 2020-02-01", "C, p. 7 | | 1999-01-01 | "
SMALL = [
    row(1, date="2019-05-01", type="talks", sources=f"{READ}\n{OTHER}"),
    row(2, date="2019-06-01", type="tariff", severity="4", initiator="US", sources=f"{READ}\n{UNREAD}"),
    row(3, date="2020-05-01", type="tariff", severity="5", initiator="CN", sources=f"{READ}\n{OTHER}"),
    row(4, date="2020-06-01", type="personnel", initiator="CN", sources=TITLE, flags="weak_source"),
    row(5, date="2020-07-01", type="statement_negative", status="denied", initiator="CN", sources=UNREAD, flags="disputed"),
    row(6, date="2021-01-01", type="summit", status="planned", reported="2020-12-01", severity="4", sources=f"{TITLE}\n{UNREAD}"),
]
TABLES = ["by year", "by type", "by side that acted", "in all"]


def report(rows=SMALL):
    return source_report(CONFIG, frame(rows))


def counts(table: pd.DataFrame) -> dict[str, list[int]]:
    return {group: list(line) for group, line in zip(table.index, table.to_numpy(), strict=True)}


# ---------------------------------------------------------------- by hand
def test_counts_by_hand():
    """Freezes, neutral, thaws, events, one source, unread, unlinked, weak, heavy on one: worked out on six rows."""
    found = report().tables
    assert list(found) == TABLES
    assert counts(found["by year"]) == {
        "2019": [1, 0, 1, 2, 1, 0, 0, 0, 1],
        "2020": [2, 1, 0, 3, 2, 2, 1, 1, 0],
        "2021": [0, 0, 1, 1, 0, 1, 0, 0, 0],
    }
    assert counts(found["by side that acted"]) == {
        "China": [2, 1, 0, 3, 2, 2, 1, 1, 0],
        "United States": [1, 0, 0, 1, 1, 0, 0, 0, 1],
        "both": [0, 0, 2, 2, 0, 1, 0, 0, 0],
    }
    assert counts(found["in all"]) == {"all": [3, 1, 2, 6, 3, 3, 1, 1, 1]}


def test_types_in_the_order_of_the_config():
    """Types are counted under the labels and in the order of the config, those without an event left out."""
    by_type = report().tables["by type"]
    assert list(by_type.index) == ["tariff", "hostile statement", "talks", "summit", "personnel"]
    assert by_type["total"].to_dict() == {"tariff": 2, "hostile statement": 1, "talks": 1, "summit": 1, "personnel": 1}


def test_rows_in_need():
    """The rows that are flagged, and heavy ones on one site, are named."""
    found = report()
    assert (found.weak, found.heavy) == (("e4",), ("e2",))


def test_an_event_without_a_source():
    """What rests on nothing counts among all that is missing, and does not pass for well founded."""
    found = report([row(1, severity="5")])
    assert counts(found.tables["in all"]) == {"all": [0, 0, 1, 1, 1, 1, 1, 0, 1]}
    assert found.heavy == ("e1",)


# ---------------------------------------------------------------- any chronology
@given(events=histories())
def test_sums_agree(events):
    """Every grouping counts every event once, and the directions add up to the events."""
    found = source_report(CONFIG, events)
    whole = found.tables["in all"].loc["all"]
    assert whole["total"] == len(events)
    assert whole["one_source"] == sum(len(origins(named)) < 2 for named in events["sources"])
    for table in found.tables.values():
        assert list(table.columns) == list(COUNTS)
        pd.testing.assert_series_equal(table.sum(), whole, check_names=False)
        assert (table["freeze"] + table["neutral"] + table["thaw"] == table["total"]).all()
        assert table.le(table["total"], axis=0).all(axis=None) and (table["total"] > 0).all()
    assert whole["weak"] == len(found.weak) and whole["heavy_on_one"] == len(found.heavy)


# ---------------------------------------------------------------- text and CSV
@pytest.mark.parametrize("rows", [SMALL, []], ids=["small", "empty"])
def test_the_csv_reads_back(rows):
    """The CSV holds all tables, one under the other, with the same numbers."""
    found = report(rows)
    read = pd.read_csv(io.StringIO(report_csv(found)), dtype={"group": str})
    assert list(read.columns) == ["table", "group", *COUNTS]
    for name, table in found.tables.items():
        part = read[read["table"] == name].set_index("group")[list(COUNTS)]
        assert counts(part) == counts(table)
    assert len(read) == sum(map(len, found.tables.values()))


def test_the_text():
    """The text has each table under its name, says what every column counts, and lists the rows in need."""
    lines = report_text(report()).splitlines()
    assert lines[0] == "US-China: what the events rest on"
    assert [line for line in lines if line.lower() in TABLES] == ["By year", "By type", "By side that acted", "In all"]
    (year,) = (line.split() for line in lines if line.startswith("2020"))
    assert year == ["2020", "2", "1", "0", "3", "2", "2", "1", "1", "0"]
    (meaning,) = (line for line in lines if line.startswith("Columns: "))
    assert all(f"{column.replace('_', ' ')}: {meant}" in meaning for column, meant in COUNTS.items())
    assert lines[-5:] == ["Flagged weak_source: 1", "  e4", "", "Severity 4 or 5 on one source: 1", "  e2"]


def test_the_text_of_no_events():
    """A chronology that has not begun is reported as such."""
    text = report_text(report([]))
    assert text.count("\nno events\n") == len(TABLES)
    assert text.endswith("Flagged weak_source: 0\n\nSeverity 4 or 5 on one source: 0\n")
