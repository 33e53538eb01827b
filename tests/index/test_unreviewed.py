"""Candidates that nobody has reviewed count with their confidence, on flow and measures, and never on a channel."""

from __future__ import annotations

from datetime import date
from math import tanh

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from pipeline import build_index, contributions, load_config, load_events
from pipeline.config import config_hash
from pipeline.scoring import FACTORS
from tests.files import SMALL, candidate, event, write_counting, write_events, write_project


def built(folder, candidates, counting=True):
    """An index of one old contact and some candidates."""
    write_events(folder, candidates, "candidates.csv")
    switch = f"review: {{count_unreviewed: {str(counting).lower()}}}\n"
    config = load_config(write_project(folder, [event("old", "2031-01-10", channels="dpct")], SMALL + switch))
    config = config.model_copy(update={"data": config.data.model_copy(update={"through": date(2032, 6, 30)})})
    return build_index(config, load_events(config))


def of(result, name):
    return result.scored.set_index("id").loc[name]


def test_off_nothing_changes(tmp_path):
    """With the switch off the series is the same to 1e-12 whether or not candidates wait, and so is the config's hash."""
    with_file, without = write_counting(tmp_path / "a", text=SMALL), write_project(tmp_path / "b")
    one, other = (build_index(config, load_events(config)) for config in map(load_config, (with_file, without)))
    assert_frame_equal(one.daily, other.daily, rtol=0, atol=1e-12)
    assert one.unreviewed == 0
    off = SMALL + "review: {count_unreviewed: false, least_confidence: 0.1}\n"
    assert config_hash(load_config(write_project(tmp_path / "c", text=off))) == config_hash(one.config)


def test_shipped_scores_are_those_of_six_factors(result):
    """Of the shipped events, all reviewed, the new factor is 1: scores and sizes are what they were, to 1e-12."""
    scored = result.scored
    limit = result.config.index.score_limit
    before = scored[[name for name in FACTORS if name != "review_factor"]].prod(axis=1).clip(-limit, limit)
    np.testing.assert_allclose(scored["score"], before, rtol=0, atol=1e-12)
    assert set(scored["review_factor"]) == {1.0}


def test_flow_is_scaled_by_confidence(tmp_path):
    """Talks of 3 points at confidence 0.75 give 2.25 points of flow."""
    result = built(tmp_path, [candidate("c-1", "2031-11-03", confidence="0.75", domain="economic")])
    row = result.row(date(2031, 11, 3))
    assert of(result, "c-1")["score"] == pytest.approx(2.25, abs=1e-12)
    assert result.flow["economic"].iat[row] == pytest.approx(2.25, abs=1e-12)
    assert result.daily["economic_flow"].iat[row] == pytest.approx(-20 * tanh(2.25 / 25), abs=1e-12)


def test_a_score_is_held_after_the_factor(tmp_path):
    """A cut-off of -9 * 1.3 = -11.7 at confidence 0.8 is -9.36, not 0.8 of the limit; a larger one is held at it."""
    rows = [candidate("c-1", "2031-11-03", "cut_off", severity="5", channels="leaders", confidence="0.7")]
    assert of(built(tmp_path, rows), "c-1")["score"] == -10.0
    lower = [candidate("c-1", "2031-11-03", "cut_off", severity="3", channels="leaders", confidence="0.8")]
    assert of(built(tmp_path, lower), "c-1")["score"] == pytest.approx(-9 * 1.3 * 0.8, abs=1e-12)


def test_a_measure_is_scaled_by_confidence(tmp_path):
    """A tariff of 5 points at confidence 0.8 starts a measure of 4; announced ones have the factor of happened."""
    rows = [
        candidate("c-1", "2031-11-03", "tariff", domain="economic"),
        candidate("c-2", "2031-12-03", "tariff", domain="economic", status="announced", effective="2032-01-01"),
    ]
    result = built(tmp_path, rows)
    assert [(measure.event, measure.size) for measure in result.measures] == [
        ("c-1", pytest.approx(4)),
        ("c-2", pytest.approx(4)),
    ]
    assert result.burden["economic"].iat[result.row(date(2031, 11, 3))] == pytest.approx(4, abs=1e-12)


@pytest.mark.parametrize("kind", ["cut_off", "talks", "refusal", "agreement_to_talk"])
def test_no_channel_moves(tmp_path, kind):
    """A line opens or closes only by what a person has read; the level of the line still counts in the score."""
    rows = [candidate("c-1", "2031-11-03", kind, channels="dpct;leaders")]
    counting, silent = built(tmp_path / "on", rows), built(tmp_path / "off", rows, counting=False)
    for slug in counting.channels:
        assert_frame_equal(counting.channels[slug], silent.channels[slug])
    assert counting.unreviewed == 1 and silent.unreviewed == 0
    assert of(counting, "c-1")["level_factor"] == 1.3


def test_nothing_is_replaced_or_relieved(tmp_path):
    """A plan goes on to its day and a tariff stands, though candidates say that both are over."""
    plan = event("plan", "2032-01-01", "summit", status="planned", reported="2031-06-01")
    tariff = event("tariff", "2031-02-01", "tariff", domain="economic")
    over = [
        candidate("c-1", "2031-11-03", "cancellation", proposal="outcome", replaces="plan"),
        candidate("c-2", "2031-11-04", "sanction_relief", domain="economic", ends="tariff"),
    ]
    write_events(tmp_path, over, "candidates.csv")
    config = load_config(write_project(tmp_path, [plan, tariff], SMALL + "review: {count_unreviewed: true}\n"))
    result = build_index(config, load_events(config))
    assert of(result, "plan")["flow_stop"] == int(np.datetime64("2032-01-01", "D").astype("int64"))
    assert [(measure.event, measure.reliefs) for measure in result.measures] == [("tariff", [])]


def test_parts_still_add_up(tmp_path):
    """The exact parts of the headline hold with candidates among the events."""
    result = built(tmp_path, [candidate("c-1", "2031-11-03", "tariff"), candidate("c-2", "2031-12-03", "visit")])
    for day in (date(2031, 12, 31), result.through):
        parts = contributions(result, day)
        assert parts["points"].sum() == pytest.approx(result.tension.iat[result.row(day)] - 50, abs=1e-9)
        assert {"c-1", "c-2"} <= set(parts["item"])


def test_as_known_on_leaves_out_later_candidates(tmp_path):
    """A candidate reported after the day is not known on it."""
    path = write_counting(tmp_path)
    config = load_config(path)
    result = build_index(config, load_events(config), date(2031, 11, 10))
    assert result.unreviewed == 1
