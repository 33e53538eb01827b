"""Two moments compared: what differs is told, what does not is not, whether the moments are of one run or of two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.index.tension import label_of
from pipeline.questions.compare import (
    Moment,
    channel_changes,
    channel_text,
    measure_changes,
    measure_text,
    move_text,
    moves,
)
from tests.strategies import CONFIG, day, frame, histories, row

LAST = 100
BASE = [
    row(1, type="talks", channels="dpct"),
    row(2, type="tariff", domain="economic", title="A tariff", until=day(80)),
    row(3, type="sanction", domain="economic", title="A sanction"),
]


def built(rows, last: int = LAST):
    """The index of rows up to a day."""
    data = CONFIG.data.model_copy(update={"through": date(2020, 1, 1) + timedelta(last)})
    return build_index(CONFIG.model_copy(update={"data": data}), frame(rows))


def both(more, offset: int) -> tuple[Moment, Moment]:
    """One day without and with more rows."""
    one, two = built(BASE), built([*BASE, *more])
    when = date(2020, 1, 1) + timedelta(offset)
    return Moment(one, one.row(when)), Moment(two, two.row(when))


def measures(more, offset: int) -> list[str]:
    return [measure_text(change) for change in measure_changes(*both(more, offset))]


# ---------------------------------------------------------------- moves
def test_moves_are_the_numbers_of_the_two_tables():
    """Headline first, then every track in order, each with the value and the word it has in its own run."""
    before, now = both([row(4, date=day(50), type="cut_off", severity="5", channels="dpct")], 60)
    found = moves(before, now)
    assert [(move.slug, move.name) for move in found] == [
        ("tension", "Tension"), ("security", "Security"), ("political", "Political"), ("economic", "Economic"),
    ]  # fmt: skip
    for move in found:
        labels = CONFIG.index.labels if move.slug == "tension" else CONFIG.tracks[move.slug].labels
        assert move.before == before.result.daily[move.slug].iat[60] and move.now == now.result.daily[move.slug].iat[60]
        assert (move.was, move.word) == (label_of(labels, move.before), label_of(labels, move.now))
    assert found[1].now > found[1].before and found[2].now == found[2].before


def test_the_text_of_a_move():
    """The words are told where they differ, and once where they do not."""
    before, now = both([row(4, date=day(50), type="cut_off", severity="5", channels="dpct")], 60)
    texts = [move_text(move) for move in moves(before, now)]
    security = moves(before, now)[1]
    wanted = f"Security from {security.before:.0f} to {security.now:.0f}, from {security.was} to {security.word}"
    assert texts[1] == wanted and security.was != security.word
    assert texts[2] == "Political from 50 to 50, still guarded"


# ---------------------------------------------------------------- channels
def test_a_channel_that_stands_differently():
    """A channel is told with both states and the day since when, only on days on which they differ."""
    more = [row(4, date=day(50), type="suspension", channels="dpct"), row(5, date=day(70), type="resumption", channels="dpct")]
    assert channel_changes(*both(more, 49)) == channel_changes(*both(more, 70)) == ()
    (change,) = channel_changes(*both(more, 60))
    assert (change.slug, change.was, change.now, change.day) == ("dpct", "open", "suspended", date(2020, 2, 20))
    assert channel_text(change) == "Defense Policy Coordination Talks: open → suspended (20 Feb 2020)"


def test_a_channel_nobody_had_heard_of():
    """A channel known only in the second run was unknown in the first."""
    (change,) = channel_changes(*both([row(4, date=day(50), channels="leaders")], 50))
    assert (change.slug, change.was, change.now) == ("leaders", "unknown", "open")


# ---------------------------------------------------------------- measures
@pytest.mark.parametrize("more, offset, told", [
    ([row(4, date=day(50), type="sanction", title="Another")], 49, []),
    ([row(4, date=day(50), type="sanction", title="Another")], 50, ["In force: Another"]),
    ([row(4, date=day(50), type="sanction_relief", ends="e2:0.25")], 60, ["Eased to 75%: A tariff"]),
    ([row(4, date=day(50), type="sanction_relief", ends="e2:1")], 60, ["Ended: A tariff"]),
    ([row(4, date=day(50), type="sanction_relief", ends="e2")], 90, []),
    ([row(4, date=day(50), type="sanction_relief", ends="e2:0.5", until=day(70))], 75, []),
    ([row(4, date=day(50), type="tariff", title="Higher", replaces="e2")], 60, ["In force: Higher", "Ended: A tariff"]),
])  # fmt: skip
def test_measures_without_and_with(more, offset, told):
    """A measure begun, eased, ended or replaced is told while it makes a difference, and not before or after."""
    assert sorted(measures(more, offset)) == sorted(told)


def test_a_measure_that_never_comes_into_force():
    """A measure replaced on the day it began is not in the second run at all, and is told as ended."""
    more = [row(4, type="sanction", title="Coded anew", domain="economic", replaces="e3")]
    assert measures(more, 60) == ["In force: Coded anew", "Ended: A sanction"]


def test_back_between_two_days():
    """A truce that lapsed between two days of one run gives the measure back."""
    result = built([*BASE, row(4, date=day(20), type="sanction_relief", ends="e3:0.5", until=day(40))])
    told = [measure_text(change) for change in measure_changes(Moment(result, 30), Moment(result, 50))]
    assert told == ["Back to 100%: A sanction"]


# ---------------------------------------------------------------- any history
@given(events=histories(), first=st.integers(0, 1500), second=st.integers(0, 1500))
def test_any_two_days(events, first, second):
    """A moment does not differ from itself; back and forth, moves and measures are each other's mirror."""
    result = build_index(CONFIG, events)
    one, two = (Moment(result, min(row_, len(result.daily) - 1)) for row_ in (first, second))
    assert all(move.before == move.now and move.was == move.word for move in moves(one, one))
    assert channel_changes(one, one) == measure_changes(one, one) == ()
    there, back = moves(one, two), moves(two, one)
    assert [(move.before, move.now, move.was) for move in there] == [(move.now, move.before, move.word) for move in back]
    assert {change.event for change in measure_changes(one, two)} == {change.event for change in measure_changes(two, one)}
    assert all(0 <= change.left <= 1 for change in measure_changes(one, two))
    told = {change.slug: (change.was, change.now) for change in channel_changes(one, two)}
    for slug, states in result.channels.items():
        was, now = (states["state"].iat[moment.row] for moment in (one, two))
        if was == now:
            assert slug not in told
        elif now != "unknown":
            assert told[slug] == (was, now)
