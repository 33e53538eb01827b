"""Two moments in parts: they add up to the difference, whatever the two moments are, and say nothing where nothing differs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.index.tension import MIDPOINT
from pipeline.questions.compare import Moment
from pipeline.questions.compare_runs import CLIPPING, COMPOSITION, PARTS, compare_runs
from tests.strategies import CONFIG, day, frame, histories, row

HEAVY = CONFIG.model_copy(
    update={
        "tracks": {
            slug: track.model_copy(update={"blend": track.blend.model_copy(update={"flow": 3.0})})
            for slug, track in CONFIG.tracks.items()
        }
    }
)


def moments(one, two, first: int, second: int) -> tuple[Moment, Moment]:
    return Moment(one, min(first, len(one.daily) - 1)), Moment(two, min(second, len(two.daily) - 1))


def adds_up(comparison) -> None:
    """The parts of the headline and of every track add up to its move."""
    assert list(comparison.parts) == PARTS
    for move in comparison.moves:
        assert comparison.of(move.slug)["points"].sum() == pytest.approx(move.now - move.before, abs=1e-9)


@given(events=histories(), first=st.integers(0, 1500), second=st.integers(0, 1500))
def test_two_days_of_one_run(events, first, second):
    """Parts add up, back is minus there, and a day does not differ from itself."""
    result = build_index(CONFIG, events)
    before, now = moments(result, result, first, second)
    there, back = compare_runs(before, now), compare_runs(now, before)
    adds_up(there)
    keys = ["track", "component", "part"]
    mirrored = there.parts.set_index(keys)["points"].add(back.parts.set_index(keys)["points"], fill_value=0.0)
    assert np.abs(mirrored.to_numpy()).max(initial=0) < 1e-9
    assert compare_runs(now, now).parts["points"].abs().sum() == 0


@given(events=histories(), more=histories(most=3), offset=st.integers(0, 1500))
def test_two_lists_of_events(events, more, offset):
    """The parts of two runs over different events add up, on any day."""
    one, two = build_index(CONFIG, events), build_index(CONFIG, more)
    adds_up(compare_runs(*moments(one, two, offset, offset)))


@given(events=histories(), offset=st.integers(0, 1500), weight=st.floats(-10, -0.1))
def test_two_configs(events, offset, weight):
    """The parts of two runs with different weights and blends add up, a clipped headline included."""
    kinds = {**CONFIG.event_types, "cut_off": CONFIG.event_types["cut_off"].model_copy(update={"weight": weight})}
    one, two = build_index(CONFIG, events), build_index(HEAVY.model_copy(update={"event_types": kinds}), events)
    adds_up(compare_runs(*moments(one, two, offset, offset)))


def test_an_event_that_did_not_change_adds_nothing():
    """On the path form an event has a part only where its own decayed score differs."""
    standing = row(1, type="tariff", domain="economic")
    one = build_index(CONFIG, frame([standing, row(2, date=day(10))]))
    two = build_index(CONFIG, frame([standing, row(2, date=day(10)), row(3, date=day(10), type="tariff", domain="economic")]))
    parts = compare_runs(*moments(one, two, 10, 10)).parts
    assert set(parts["part"]) == {"e3"}
    assert set(parts["component"]) == {"flow", "measures"}


def test_a_channel_that_enters_the_average():
    """A channel heard of between two days moves the line of composition, one known on both its own."""
    result = build_index(CONFIG, frame([
        row(1, channels="dpct;mmca"),
        row(2, date=day(50), type="suspension", channels="mmca"),
        row(3, date=day(60), channels="theater_commanders;defence_ministers;joint_chiefs;arms_control"),
    ]))  # fmt: skip
    before = Moment(result, result.row(result.daily.index[0].date()))
    channels = compare_runs(before, Moment(result, 60)).of("security").query("component == 'channels'")
    assert set(channels["part"]) == {"mmca", COMPOSITION}
    assert channels.set_index("part")["points"]["mmca"] > 0


def test_flow_of_two_events_in_closed_form():
    """A lone pair of events moves its track by the slope of tanh between the two totals, each in proportion to its change."""
    result = build_index(CONFIG, frame([row(1, type="talks"), row(2, date=day(60), type="refusal")]))
    track, kinds = CONFIG.tracks["security"], CONFIG.event_types
    talks, refusal = kinds["talks"].weight, kinds["refusal"].weight
    was, later = talks, talks * 2 ** (-60 / kinds["talks"].half_life_days) + refusal
    slope = (np.tanh(later / track.saturation.flow) - np.tanh(was / track.saturation.flow)) / (later - was)
    parts = compare_runs(Moment(result, 0), Moment(result, 60)).of("security").set_index("part")["points"]
    rate = -MIDPOINT * track.blend.flow * slope
    assert parts["e1"] == pytest.approx(rate * (later - refusal - was), abs=1e-12)
    assert parts["e2"] == pytest.approx(rate * refusal, abs=1e-12)


def test_a_clipped_day_says_so():
    """What the headline lost where it was held within 0 and 100 is a line of its own."""
    rows = [
        row(n, type="cut_off", severity="5", domain=domain) for n, domain in enumerate(["military", "diplomatic", "economic"] * 5)
    ]
    result = build_index(HEAVY, frame([row(99, date=day(-5)), *rows]))
    comparison = compare_runs(Moment(result, 0), Moment(result, 5))
    adds_up(comparison)
    assert comparison.now.result.daily["clipped"].iat[5] == 1
    assert comparison.parts.set_index("part")["points"][CLIPPING] < 0
