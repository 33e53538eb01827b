"""How much of the yearly changes survives when events are missing: closed forms, and what holds for every record."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.questions.robustness import NOTHING_KNOWN, robustness_of, robustness_text, yearly_changes
from tests.strategies import CONFIG, day, frame, histories, row

KEPT = ["kept_tension", *(f"kept_{track}" for track in CONFIG.tracks)]
RECORD = [
    row(1, date="2019-12-01", domain="economic"),
    row(2, date="2021-03-01", type="cut_off", channels="dpct", severity="5"),
    row(3, date="2021-06-01", type="tariff", domain="economic", severity="4"),
    row(4, date="2022-03-01", type="summit", domain="diplomatic", channels="leaders"),
    row(5, date="2022-05-01", type="resumption", channels="dpct"),
    row(6, date="2023-06-30", type="sanction_relief", domain="economic", ends="e3"),
]


def series(first: str, last: str, value) -> pd.DataFrame:
    """One daily column; `value` gives it from the days."""
    days = pd.date_range(first, last, unit="s")
    return pd.DataFrame({"tension": value(days)}, index=days)


def changes(first: str, last: str, value) -> dict[int, float]:
    return yearly_changes(series(first, last, value))["tension"].to_dict()


def days_of(years) -> np.ndarray:
    return np.asarray(years.day_of_year, float)


# ---------------------------------------------------------------- yearly changes
def test_a_constant_series_does_not_change():
    """Every whole year after the first whole one has a change of nothing."""
    found = changes("2018-01-01", "2021-05-05", lambda days: np.full(len(days), 42.0))
    assert found == {2019: 0.0, 2020: 0.0, 2021: 0.0}


def test_a_step_on_new_years_day():
    """A step of 8 at the turn of a year is the whole change of that year and of no other."""
    found = changes("2018-01-01", "2021-12-31", lambda days: np.where(days.year >= 2020, 58.0, 50.0))
    assert found == {2019: 0.0, 2020: 8.0, 2021: 0.0}


def test_a_step_within_a_year():
    """A step of 365 on 1 July 2019 moves that year by the 184 days that follow, and the next by the other 181."""
    found = changes("2018-01-01", "2020-12-31", lambda days: np.where(days >= "2019-07-01", 365.0, 0.0))
    assert found == pytest.approx({2019: 184.0, 2020: 181.0})


def test_a_year_that_is_not_over():
    """A last year up to 10 January is compared with the first ten days of the year before, not with all of it."""
    found = changes("2017-01-01", "2019-01-10", lambda days: days_of(days) + 100 * (days.year - 2017))
    assert found == pytest.approx({2018: 100.0, 2019: 100.0})


@pytest.mark.parametrize("last", ["2020-02-28", "2020-03-01", "2020-12-30", "2021-02-28", "2021-03-01", "2021-12-30"])
def test_the_same_days_are_those_of_the_calendar(last):
    """Beside a leap year too, a day is compared with the day of that name: what follows the calendar does not change."""
    found = changes("2018-01-01", last, lambda days: np.where(days.strftime("%m%d") > last[5:].replace("-", ""), 99.0, 1.0))
    assert found[int(last[:4])] == 0.0


def test_the_leap_day():
    """A year that ends on 29 February is compared with the 59 days up to 28 February before it."""
    found = changes("2018-01-01", "2020-02-29", days_of)
    assert found[2020] == pytest.approx(30.5 - 30.0)


def test_a_whole_year_is_compared_with_a_whole_leap_year():
    """When a year is over, all 366 days of the one before count: its last day is not lost."""
    found = changes("2019-01-01", "2021-12-31", lambda days: np.where(days == "2020-12-31", 366.0, 0.0))
    assert found == pytest.approx({2020: 1.0, 2021: -1.0})


@pytest.mark.parametrize("first, last, years", [
    ("2018-01-01", "2019-12-31", [2019]), ("2018-01-02", "2019-12-31", []), ("2018-01-02", "2020-01-01", [2020]),
    ("2018-12-31", "2021-06-30", [2020, 2021]), ("2018-01-01", "2018-12-31", []), ("2018-03-01", "2018-09-01", []),
])  # fmt: skip
def test_a_first_year_that_is_not_whole_is_left_out(first, last, years):
    """Only what can be compared with a whole year, or with the same days of one, is in the table, and never NaN."""
    found = changes(first, last, days_of)
    assert list(found) == years
    assert not np.isnan(list(found.values())).any()


# ---------------------------------------------------------------- draws
def drawn(share=0.3, draws=8, seed=1, first=2000, rows=RECORD):
    return robustness_of(CONFIG, frame(rows), share, draws, seed, first)


def test_nothing_taken_out_keeps_every_sign():
    """Where every draw is the whole record, every sign is kept and the range is the change itself."""
    found = drawn(share=0.0).years
    assert list(found.index) == [2021, 2022, 2023]
    assert (found[KEPT] == 1).all(axis=None)
    assert (found["low"] == found["change"]).all() and (found["high"] == found["change"]).all()
    whole = yearly_changes(build_index(CONFIG, frame(RECORD)).daily[["tension"]])["tension"]
    pd.testing.assert_series_equal(found["change"], whole, check_names=False)


def test_everything_taken_out_is_neutral():
    """Draws without any event stay at 50: no change is kept but those that are none."""
    found = drawn(share=1.0).years
    assert (found[["low", "high", "kept_tension"]] == 0).all(axis=None)
    index = build_index(CONFIG, frame([row(type="personnel"), row(1, type="personnel", date=day(400))]))
    assert (index.daily[["tension", *CONFIG.tracks]] == NOTHING_KNOWN).all(axis=None)


def test_draws_end_on_the_day_of_the_record():
    """A draw without the newest events is carried on to the same day: taking out what moves nothing changes nothing."""
    neutral = [row(number, type="personnel", date=f"202{number % 4 + 1}-0{number}-01") for number in range(1, 10)]
    cut_off = row(0, type="cut_off", channels="dpct", severity="5")
    found = drawn(share=0.1, draws=60, rows=[cut_off, *neutral]).years
    assert list(found.index) == [2021, 2022, 2023, 2024]
    assert (found["change"] < 0).all()
    assert found["low"].to_list() == pytest.approx(found["change"].to_list(), abs=1e-9)


def test_the_same_seed_gives_the_same_table():
    """A seed gives its table again, whatever was drawn in between; another gives another."""
    first, other, again = drawn(seed=1), drawn(seed=2), drawn(seed=1)
    pd.testing.assert_frame_equal(first.years, again.years)
    assert not first.years.equals(other.years)


def test_events_of_each_year():
    """The table counts the record's events of each year, and says which year is not over."""
    found = drawn()
    assert found.years["events"].to_dict() == {2021: 2, 2022: 2, 2023: 1}
    assert found.partial == 2023
    assert drawn(rows=[*RECORD, row(7, date="2023-12-31")]).partial == 0


@settings(max_examples=15)
@given(events=histories(), share=st.floats(0.01, 0.9), seed=st.integers(0, 99))
def test_any_record(events, share, seed):
    """For any record: shares kept lie within 0 and 1, the low end is not above the high one, nothing is missing."""
    try:
        found = robustness_of(CONFIG, events, share, 4, seed, 1900).years
    except DataError as error:
        assert str(error).startswith("no two years to compare since 1900; the series runs from ")
        return
    assert found[KEPT].ge(0).all(axis=None) and found[KEPT].le(1).all(axis=None)
    assert (found["low"] <= found["high"]).all()
    assert not found.isna().any(axis=None)


@pytest.mark.parametrize("rows, first, message", [
    ([row(), row(1, date=day(300))], 2005, "no two years to compare since 2005; the series runs from 2020-01-01"),
    (RECORD, 2024, "no two years to compare since 2024; the series runs from 2019-12-01"),
    ([], 2005, "us-china/events.csv: no events yet; the first makes the index"),
])  # fmt: skip
def test_a_record_without_two_years(rows, first, message):
    """Where there is nothing to compare, one error says so."""
    with pytest.raises(DataError) as caught:
        drawn(rows=rows, first=first)
    assert len(caught.value.problems) == 1
    assert str(caught.value).endswith(message)


def test_progress_is_said_every_fifty_draws():
    """Long runs say how far they are."""
    said = []
    robustness_of(CONFIG, frame(RECORD), 0.3, 101, 1, 2023, said.append)
    assert said == ["50 of 101 draws", "100 of 101 draws"]


def test_the_text():
    """The text names draws, seed and share, gives a line a year with what is in the table, and the saturated cells."""
    found = drawn()
    lines = robustness_text(found).splitlines()
    assert lines[0] == "US-China: 8 draws (seed 1), each without 30% of the events"
    assert lines[2].endswith(" 2023 is compared with the same days of the year before.")
    last = found.years.loc[2023]
    cells = [f"{last['change']:+.1f}", f"{last['low']:+.1f}", "to", f"{last['high']:+.1f}"]
    assert lines[6].split() == ["2023", "1", *cells, *(f"{last[column]:.0%}" for column in KEPT)]
    assert f"Mean of the years: headline {found.years['kept_tension'].mean():.0%}, security " in robustness_text(found)
    assert [line.split(":")[0].strip() for line in lines[-6:]] == [
        f"{track.label} {component}" for track in CONFIG.tracks.values() for component in ("flow", "measures")
    ]
    whole = drawn(rows=[*RECORD, row(7, date="2023-12-31")])
    assert "same days" not in robustness_text(whole)
