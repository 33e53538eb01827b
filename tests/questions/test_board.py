"""The channel board says what the index holds for the day, and plans only as they were known then."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.index.channels import exists_on
from pipeline.questions.board import board_finding, board_on
from pipeline.records import PLANS
from pipeline.scoring import NEVER
from tests.strategies import CONFIG, FIRST, day, frame, histories, row

OFFSETS = st.integers(0, 1200)


def at(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def line_of(rows: list[dict], offset: int, channel: str = "dpct"):
    """The line of one channel; an event far ahead makes the series long enough."""
    index = build_index(CONFIG, frame([*rows, row(99, date=day(1000), type="threat")]))
    return next(line for line in board_on(index, at(offset)) if line.channel == channel)


@given(histories(), OFFSETS)
def test_states_are_those_of_the_index(events, offset):
    """Every channel that exists is on the board once, with the state, days and event of the index; no other is."""
    result = build_index(CONFIG, events)
    place = result.row(at(offset))
    lines = {line.channel: line for line in board_on(result, at(offset))}
    number = result.row_day(place)
    assert list(lines) == [
        slug for slug, channel in CONFIG.channels.items() if exists_on(channel, pd.array([number]).to_numpy())[0]
    ]
    for slug, line in lines.items():
        found = result.channels[slug].iloc[place]
        assert line.state == found["state"]
        if line.state == "unknown":
            assert (line.since, line.last_contact, line.cause, line.overdue) == (None, None, None, 0)
            continue
        assert (line.since - date(1970, 1, 1)).days == found["since"]
        assert line.cause.event == found["event"]
        contact = int(found["last_contact"])
        assert (line.last_contact is None) == (abs(contact) > NEVER // 2)
        if line.last_contact:
            assert line.overdue == max(0, number - contact - line.cadence_days)


@given(histories(), OFFSETS)
def test_no_look_ahead(events, offset):
    """A next planned contact was public by the day, is still to come, names the channel and has not been replaced."""
    result = build_index(CONFIG, events)
    number = result.row_day(result.row(at(offset)))
    today = date(1970, 1, 1) + timedelta(days=number)
    scored = result.scored.set_index("id")
    gone = {
        event
        for cells, acts_on in zip(scored["replaces"], scored["acts_on"], strict=True)
        if acts_on <= number
        for event in cells
    }
    for line in board_on(result, at(offset)):
        if line.planned:
            plan = scored.loc[line.planned.event]
            assert plan["status"] in PLANS and line.channel in plan["channels"]
            assert plan["reported"].date() <= today < plan["date_end"].date()
            assert line.planned.event not in gone


def through(last: int):
    """The config with the series ending on a day."""
    return CONFIG.model_copy(update={"data": CONFIG.data.model_copy(update={"through": at(last)})})


@given(histories(), OFFSETS)
def test_what_is_reported_later_plans_nothing(events, offset):
    """The plans of a day are the same when everything reported later is left out."""
    known = events[events["reported"] <= pd.Timestamp(at(offset))]
    try:
        full, then = build_index(through(1400), events), build_index(through(offset), known)
    except DataError:  # nothing had happened yet
        return
    if full.daily.index[0].date() <= at(offset):
        assert [line.planned for line in board_on(full, at(offset))] == [line.planned for line in board_on(then, at(offset))]


def test_overdue_counts_from_the_cadence():
    """A channel is overdue by the days beyond its cadence, and not a day before."""
    talks = [row(1, channels="dpct")]
    assert [line_of(talks, days).overdue for days in (365, 366, 400)] == [0, 1, 35]


def test_a_plan_shows_from_its_report_until_it_is_due():
    """A planned contact is next from the day it was reported to the day before it is due; a replaced one is gone."""
    plan = row(1, date=day(100), status="planned", reported=day(50), channels="dpct")
    seen = [line_of([row(0), plan], offset).planned for offset in (49, 50, 99, 100)]
    assert [found and found.event for found in seen] == [None, "e1", "e1", None]
    moved = row(2, date=day(60), type="rescheduled", replaces="e1")
    assert line_of([row(0), plan, moved], 59).planned.event == "e1"
    assert line_of([row(0), plan, moved], 60).planned is None


def test_a_plan_for_a_month_lasts_until_its_end():
    """A contact planned for a month is still to come during it."""
    plan = row(1, date="2020-03-01", precision="month", status="planned", reported=day(20), channels="dpct")
    assert line_of([row(0), plan], 75).planned.when == "Mar 2020"
    assert line_of([row(0), plan], 90).planned is None


def test_a_planned_cut_off_is_no_contact():
    """Only events that would be a contact are next planned contacts."""
    plan = row(1, date=day(100), status="planned", reported=day(50), channels="dpct", type="cut_off")
    assert line_of([row(0), plan], 60).planned is None


def test_the_finding_counts_the_board():
    """The sentence counts open, late, suspended and unknown channels of the day."""
    index = build_index(CONFIG, frame([row(0, channels="dpct;mmca"), row(1, type="cut_off", channels="mmca", date=day(400))]))
    lines = board_on(index, at(400))
    text = board_finding(index, lines, at(400))
    assert text == f"On 4 Feb 2021, 1 of {len(lines)} channels is open, 1 of them overdue, 1 suspended, {len(lines) - 2} unknown."
