"""Why it moved: causes are the events a reader would name, they add up, and the slow movers are told as what they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.questions.causes import ADAPTATION, FADING, LAPSED, SILENCE, SLOW, causes
from pipeline.questions.compare import Moment
from pipeline.questions.compare_runs import compare_runs
from pipeline.questions.why import sentences, why_csv, why_moved, why_text
from tests.strategies import CONFIG, day, frame, histories, row

HISTORY = [
    row(1, channels="dpct", title="Talks"),
    row(2, date=day(5), type="tariff", domain="economic", title="A tariff", until=day(200)),
    row(3, date=day(100), type="cut_off", severity="5", channels="dpct;mmca", title="All lines cut"),
    row(4, date=day(150), type="tariff", domain="economic", title="A higher tariff", replaces="e2"),
    row(5, date=day(400), domain="diplomatic", title="The last word"),
]


def built(rows=HISTORY):
    return build_index(CONFIG, frame(rows))


def between(first: int, last: int, rows=HISTORY, **options):
    result = built(rows)
    return why_moved(result, date.fromisoformat(day(first)), date.fromisoformat(day(last)), **options)


def named(why) -> dict[str, float]:
    return {cause.event: cause.points for cause in why.causes}


@given(events=histories(), first=st.integers(0, 1500), second=st.integers(0, 1500))
def test_causes_add_up(events, first, second):
    """Gathered by cause the parts still add up, for the headline and for every track."""
    result = build_index(CONFIG, events)
    first, second = sorted(min(number, len(result.daily) - 1) for number in (first, second))
    comparison = compare_runs(Moment(result, first), Moment(result, second))
    for move in comparison.moves:
        total = sum(cause.points for cause in causes(comparison, move.slug))
        assert total == pytest.approx(move.now - move.before, abs=1e-9)


def test_one_decision_is_one_cause():
    """A cut-off counts once, with its flow and the channels that it closed; what came before fades."""
    found = named(between(50, 101))
    assert max(found, key=lambda event: found[event]) == "e3"
    assert set(found) == {"e3", FADING, ADAPTATION, "composition"}
    assert found["e3"] > 5


def test_a_step_of_an_escalation_is_net_of_what_it_replaced():
    """The measure that gave way and the one that took its place are the doing of one event."""
    why = between(149, 150)
    economic = why.comparison.parts.query("track == 'economic' and component == 'measures'")
    assert set(economic["part"]) == {"e2", "e4"}
    assert "e4" in named(why) and "e2" not in named(why)
    assert ADAPTATION not in named(why)


def test_what_ran_out_and_what_fell_silent():
    """A measure whose time is over and a line that nobody used are told as such, not as an event's doing."""
    rows = [row(1, channels="dpct"), row(2, type="tariff", domain="economic", until=day(20)), row(9, date=day(900))]
    assert set(named(between(10, 30, rows))) == {FADING, LAPSED}
    assert SILENCE in named(between(100, 800, rows))


def test_a_track_of_its_own():
    """Asked of a track, the parts are in its points and only its lines are told."""
    why = between(50, 101, series="security")
    assert why.total == pytest.approx(why.comparison.move("security").now - why.comparison.move("security").before)
    assert {change.slug for change in why.channels} == {"dpct", "mmca"}
    assert set(why.parts["track"]) == {"security"}
    assert "security tension rose by" in sentences(why)[0]


def test_three_sentences():
    """How far and where, which events, and what else; with dates, signs and the lines that stand differently."""
    how_far, which, what_else = sentences(between(50, 101))
    assert how_far.startswith("US-China tension rose by") and "security moved most" in how_far
    assert which.startswith("What moved it that way most: All lines cut (10 Apr 2020, +")
    assert "Defense Policy Coordination Talks open → suspended" in what_else


def test_the_files_of_an_answer():
    """The table ends with its total, to which the parts of the CSV add up; the text says the causes and their sum."""
    why = between(50, 101)
    lines = why_csv(why).splitlines()
    points = [float(line.rsplit(",", 1)[1]) for line in lines[1:]]
    assert lines[0] == "part,track,component,label,points" and lines[-1].startswith("total,,,,")
    assert sum(points[:-1]) == pytest.approx(points[-1], abs=1e-9) == pytest.approx(why.total, abs=1e-9)
    assert "10 Apr 2020: All lines cut" in why_text(why) and f"{why.total:+7.2f}  together" in why_text(why)


@pytest.mark.parametrize("first, last, series, told", [
    (-10, 20, "tension", "FROM: found 2019-12-22, the data run from 2020-01-01 to 2021-02-04"),
    (10, 900, "tension", "TO: found 2022-06-19, the data run from 2020-01-01 to 2021-02-04"),
    (10, 10, "tension", "FROM: found 2020-01-11, allowed: before TO (2020-01-11)"),
    (10, 20, "securty", "track: found 'securty', did you mean 'security'?"),
])  # fmt: skip
def test_days_and_tracks_that_are_not_there(first, last, series, told):
    """A question that the series cannot answer says what it has."""
    with pytest.raises(DataError, match="^" + told.replace("?", r"\?").replace("(", r"\(").replace(")", r"\)")):
        between(first, last, series=series)


def test_every_slow_cause_has_its_words():
    """No cause without an event is shown by its bare name."""
    assert all(label and label != name for name, label in SLOW.items())
