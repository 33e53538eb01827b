"""The measures of a day are exactly those with a size, and add up to the burden of the index."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.questions.measures_on import changes_before, measures_on, totals_on
from tests.strategies import CONFIG, FIRST, day, frame, histories, row

OFFSETS = st.integers(0, 1300)
LATE = row(99, date=day(1000), type="threat")


def at(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def index_of(*rows: dict):
    return build_index(CONFIG, frame([*rows, LATE]))


@given(histories(), OFFSETS)
def test_listed_are_those_with_a_size_and_they_add_up(events, offset):
    """Each measure with a size above 0 is listed once; the sizes of a track add up to its burden."""
    result = build_index(CONFIG, events)
    place = result.row(at(offset))
    listed = measures_on(result, at(offset))
    half_life = CONFIG.index.adaptation_days
    sized = {measure.event for measure in result.measures if measure.size_on(result.row_day(place), half_life) > 0}
    assert {item.measure.event for item in listed} == sized and len(listed) == len(sized)
    for track in CONFIG.tracks:
        total = sum(item.size for item in listed if item.track == track)
        assert total == pytest.approx(result.burden[track].iat[place], abs=1e-6)


@given(histories(), OFFSETS)
def test_totals_are_those_of_the_index(events, offset):
    """A track's total counts its measures, and its points are the cell of the daily table."""
    result = build_index(CONFIG, events)
    listed = [item.track for item in measures_on(result, at(offset))]
    for total in totals_on(result, at(offset)):
        assert total.count == listed.count(total.track)
        assert total.points == result.daily[f"{total.track}_measures"].iat[result.row(at(offset))]


@given(histories(), OFFSETS)
def test_changes_lie_in_the_year_and_agree_with_the_day(events, offset):
    """Changes lie in the 365 days before; what ended last and did not come back is not in force."""
    result = build_index(CONFIG, events)
    today = date(1970, 1, 1) + timedelta(days=result.row_day(result.row(at(offset))))
    changes = changes_before(result, at(offset))
    listed = {item.measure.event: item for item in measures_on(result, at(offset))}
    newest = {}
    for change in changes:
        assert today - timedelta(days=365) < change.day <= today
        newest.setdefault(change.measure.event, change)
    for event, change in newest.items():
        assert (event in listed) == (change.left > 0)
        if event in listed:
            assert listed[event].left == pytest.approx(change.left)


def test_one_measure_with_a_relief():
    """Start, age, share left and the event that eased it are said; size follows the formula."""
    result = index_of(row(0, type="sanction"), row(1, type="sanction_relief", date=day(100), ends="e0:0.25"))
    (item,) = measures_on(result, at(146))
    assert (item.start, item.age, item.left) == (at(0), 146, 0.75)
    assert [relief.event for relief in item.reliefs] == ["e1"]
    assert item.size == pytest.approx(5 * 0.75 * 2 ** (-146 / 1460))
    (change,) = changes_before(result, at(146))
    assert (change.day, change.what, change.left) == (at(100), "eased", 0.75)
    assert [cause.event for cause in change.causes] == ["e1"]


def test_a_truce_that_lapses_brings_the_measure_back():
    """A relief with a last day eases the measure and, after that day, it is back by no event."""
    relief = row(1, type="sanction_relief", date=day(100), until=day(199), ends="e0:1")
    result = index_of(row(0, type="tariff", domain="economic"), relief)
    assert measures_on(result, at(150)) == ()
    back, ended = changes_before(result, at(300))
    assert (back.day, back.what, back.left, back.causes) == (at(200), "back", 1.0, ())
    assert (ended.day, ended.what, [cause.event for cause in ended.causes]) == (at(100), "ended", ["e1"])


def test_why_a_measure_ended():
    """A measure that is replaced ends by the event in its place, one that runs out by none."""
    replaced = index_of(row(0, type="sanction"), row(1, type="sanction", date=day(50), replaces="e0"))
    (change,) = changes_before(replaced, at(60))
    assert (change.what, [cause.event for cause in change.causes]) == ("ended", ["e1"])
    (change,) = changes_before(index_of(row(0, type="sanction", until=day(40))), at(60))
    assert (change.day, change.what, change.causes) == (at(41), "ended", ())


def test_a_year_is_365_days():
    """What changed 365 days ago is no longer listed."""
    result = index_of(row(0, type="sanction", until=day(40)))
    assert changes_before(result, at(41 + 364)) and not changes_before(result, at(41 + 365))
