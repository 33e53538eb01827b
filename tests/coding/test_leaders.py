"""The leaders of other countries: days in order, a source for every row, and their names read by the day."""

from __future__ import annotations

import csv
from datetime import date
from itertools import groupby, pairwise

import pytest

from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.tokens import tokens_of
from pipeline.errors import DataError
from pipeline.sources.cells import read_sources
from pipeline.sources.leaders import LEADER_COLUMNS, UNCONFIRMED, load_leaders

ROWS = load_leaders().to_dict("records")
GOOD = {
    "name": "Kari Nordmann",
    "side": "NO",
    "office_title": "Prime Minister of Norway",
    "start": "2020-01-01",
    "end": "2021-01-01",
    "source": "Page | https://example.org/a | 2021-01-02 | 2021-01-03",
}


def written(folder, **cells):
    path = folder / "leaders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, LEADER_COLUMNS)
        table.writeheader()
        table.writerow(GOOD | cells)
    return path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']} {row['start']}")
def test_every_row_has_its_days_in_order_and_a_source(row):
    """A tenure ends no earlier than it begins, and a page with an address stands for it, or the plain word that none does."""
    assert row["end"] is None or row["start"] <= row["end"]
    sources, problems = read_sources(row["source"])
    assert row["source"] == UNCONFIRMED or (sources and not problems and all(one.url for one in sources))


def test_an_office_has_one_holder_at_a_time():
    """A shared last and first day is a hand-over; more is a wrong date."""
    key = lambda row: (row["side"], row["office_title"], row["start"])  # noqa: E731
    for _, tenures in groupby(sorted(ROWS, key=key), lambda row: key(row)[:2]):
        for earlier, later in pairwise(tenures):
            assert earlier["end"] is not None and earlier["end"] <= later["start"], (earlier, later)


def test_a_row_may_say_that_nothing_confirms_it(tmp_path):
    """A page or the plain word are both read, and the days become dates."""
    for source in (GOOD["source"], UNCONFIRMED):
        (row,) = load_leaders(written(tmp_path, source=source)).to_dict("records")
        assert (row["start"], row["end"], row["source"]) == (date(2020, 1, 1), date(2021, 1, 1), source)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"source": ""}, "source: empty, required"),
        ({"source": "a page"}, "source: found 'a page', expected 'name | url | published | seen'"),
        ({"end": "2019-12-31"}, "end: found 2019-12-31, allowed: not before 2020-01-01"),
        ({"start": "1 May 2020"}, "start: found '1 May 2020', expected a date such as 2023-11-15"),
    ],
)
def test_mistakes_are_told_with_file_line_and_column(tmp_path, cells, message):
    """A row that cannot be used is refused in words."""
    path = written(tmp_path, **cells)
    with pytest.raises(DataError) as caught:
        load_leaders(path)
    assert str(caught.value).splitlines()[0] == f"{path}:2: {message}"


@pytest.mark.parametrize(
    ("day", "flags"),
    [(date(2022, 12, 1), ()), (date(2023, 3, 1), ("out_of_office",)), (date(2023, 8, 1), ())],
)
def test_a_gap_between_two_tenures_is_a_gap(day, flags):
    """Wang Yi was not foreign minister while Qin Gang was, seen from a pair that reads him out of this table."""
    (mention,) = Gazetteer.build(("RU", "UA")).find(tokens_of("Wang Yi spoke."), "Wang Yi spoke.", day)
    assert (mention.codes, mention.flags) == (("CN",), flags)


def test_the_leader_of_the_day_is_read_by_the_name_alone():
    """Who left is marked from the next day on."""
    gazetteer = Gazetteer.build(("US", "CN"))
    text = "Viktor Orban spoke."
    before, after = (gazetteer.find(tokens_of(text), text, day)[0] for day in (date(2026, 5, 8), date(2026, 5, 10)))
    assert (before.codes, before.flags) == (("HU",), ())
    assert "out_of_office" in after.flags
