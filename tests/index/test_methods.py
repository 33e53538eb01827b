"""Other methods: closed forms worked by hand, bounds that hold for every history, and no parts where there are none."""

from __future__ import annotations

from math import tanh

import numpy as np
import pytest
from hypothesis import given, settings

from pipeline import build_index, contributions, load_config
from pipeline.config.schema import METHODS
from pipeline.errors import DataError
from pipeline.exports.tables import events_table, index_table
from pipeline.index.impact import impacts
from pipeline.index.methods import EXACT
from pipeline.index.uncertainty import uncertainty_of
from pipeline.questions.compare import Moment
from pipeline.questions.compare_runs import compare_runs
from pipeline.questions.event_list import event_rows
from pipeline.questions.event_story import event_story
from pipeline.questions.tornado import tornado_of
from pipeline.records import COMPONENTS
from tests.index.test_closed_form import at, built
from tests.strategies import day, histories, row

CONFIGS = {method: load_config(overrides={"index.method": method}) for method in METHODS}
MEETINGS = [
    row(1, channels=""),  # talks: +3
    row(2, type="cut_off", channels="", date=day(10)),  # -9
    row(3, type="summit", channels="", date=day(40), domain="economic"),  # +6
]


def test_decayed_sum_is_flow_alone():
    """Talks of 3 points after a half-life: 50 * (1 - tanh(1.5 / 25)), whatever the channels and measures are."""
    cut = row(2, type="suspension", channels="dpct", domain="economic", date=day(0))
    result = built([row(1, channels="dpct"), cut], **{"index.method": "decayed_sum"})
    assert at(result, result.daily["security"], 60) == pytest.approx(50 * (1 - tanh(1.5 / 25)), abs=1e-12)
    assert at(result, result.daily["security_channels"], 60) == 0 == at(result, result.daily["security_measures"], 60)


def test_monthly_mean_is_the_mean_of_the_month_on_each_of_its_days():
    """January holds +3 and -9: a mean of -3, so 65 on all its days; February, without an event of security, stands at 50."""
    result = built(MEETINGS, **{"index.method": "monthly_mean"})
    assert [at(result, result.daily["security"], offset) for offset in (0, 10, 30)] == pytest.approx([65, 65, 65])
    assert at(result, result.daily["security"], 31) == 50
    assert at(result, result.daily["economic"], 31) == pytest.approx(50 * (1 - 6 / 10))
    assert at(result, result.tension, 31) == pytest.approx(0.4 * 50 + 0.3 * 50 + 0.3 * 20)


def test_pri_moves_less_the_further_it_has_gone():
    """From 0, +3 gives .36; then -9 takes 1.08 * (9 + .36) / 9 off; the level stays until the next event."""
    result = built(MEETINGS, **{"index.method": "pri"})
    first, second = 0.12 * 3, 0.12 * 3 - 0.12 * 9 * (9 + 0.12 * 3) / 9
    assert at(result, result.daily["security"], 9) == pytest.approx(50 * (1 - first / 9), abs=1e-12)
    assert at(result, result.daily["security"], 400) == pytest.approx(50 * (1 - second / 9), abs=1e-12)
    assert at(result, result.daily["economic"], 400) == pytest.approx(50 * (1 - 0.12 * 6 / 9), abs=1e-12)


def test_pri_never_leaves_its_ceiling():
    """A hundred cut-offs bring the level towards the ceiling and not beyond."""
    rows = [row(number, type="cut_off", severity="5", channels="", date=day(number)) for number in range(100)]
    result = built(rows, **{"index.method": "pri"})
    assert result.daily["security"].is_monotonic_increasing and 99 < result.daily["security"].iat[-1] <= 100


@pytest.mark.parametrize("method", ["monthly_mean", "pri"])
def test_plans_and_denials_do_not_count(method):
    """What has not been done moves neither a mean nor a level."""
    plan = row(2, type="summit", status="planned", domain="military", date=day(60), reported=day(0))
    with_plan = built([*MEETINGS, plan | {"id": "plan"}], **{"index.method": method})
    assert np.array_equal(with_plan.tension, built(MEETINGS, **{"index.method": method}).tension)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20)
@given(events=histories())
def test_every_method_gives_a_whole_index(method, events):
    """Tension within 0 and 100, tracks that are 50 plus their cells, channels and measures at 0 outside our own method."""
    config = CONFIGS[method]
    try:
        result = build_index(config, events)
    except DataError:
        return
    daily = result.daily
    assert daily["tension"].between(0, 100).all() and daily.notna().all().all()
    for slug in config.tracks:
        assert np.allclose(daily[slug], 50 + sum(daily[f"{slug}_{name}"] for name in COMPONENTS), atol=1e-9)
        if method != "stock_and_flow":
            assert not daily[[f"{slug}_channels", f"{slug}_measures"]].to_numpy().any()
    assert np.isfinite(impacts(result).to_numpy()).all()
    if method in EXACT and not daily["clipped"].iat[-1]:
        assert contributions(result, result.through)["points"].sum() == pytest.approx(daily["tension"].iat[-1] - 50, abs=1e-9)


@pytest.mark.parametrize("method", ["monthly_mean", "pri"])
def test_parts_are_refused_where_there_are_none(method):
    """Contributions and comparisons say in one sentence that the method has no parts, and which methods have."""
    result = built(MEETINGS, **{"index.method": method})
    allowed = f"the method {method} has no parts that add up to its number; allowed: index.method stock_and_flow or decayed_sum"
    with pytest.raises(DataError, match=allowed):
        contributions(result, result.through)
    with pytest.raises(DataError, match=allowed):
        compare_runs(Moment(result, 0), Moment(result, -1))


@pytest.mark.parametrize("method", METHODS[1:])
def test_draws_are_of_our_own_method_alone(method):
    """Another method has no band, and a tornado of it is refused in one sentence."""
    result = built(MEETINGS, **{"index.method": method})
    assert uncertainty_of(result) is None
    with pytest.raises(DataError, match=f"the draws are of index.method stock_and_flow alone; found {method}"):
        tornado_of(result, samples=8)


@pytest.mark.parametrize("method", ["monthly_mean", "pri"])
def test_tables_and_stories_leave_the_parts_out(method):
    """Published tables, the list and the story of an event are there all the same, without points of today."""
    result = built(MEETINGS, **{"index.method": method})
    assert set(events_table(result)["points_today"]) == {""}
    assert len(index_table(result)) == len(result.daily)
    assert event_rows(result, result.scored, None)["Points today"].isna().all()
    story = event_story(result, "e1")
    assert story and np.isnan(story.points) and story.score == 3
