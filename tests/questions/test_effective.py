"""What each cell weighs in effect: closed forms for made-up series, sums that hold for every history."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from pipeline import build_index, load_config
from pipeline.index.tension import combine
from pipeline.questions.effective import effective_contributions, finding
from tests.strategies import CONFIG, frame, histories, row

ZERO = np.zeros(200)
WAVE = np.sin(np.arange(200) * 2 * np.pi / 100)


def made_up(flow=ZERO, channels=ZERO, measures=ZERO, track="security"):
    """An index whose F, C and M of one track are given, those of the others 0."""
    result = build_index(CONFIG, frame([row(date="2020-01-01", reported="2020-07-18")]))
    index = result.daily.index
    assert len(index) == 200
    given_ = {"flow": flow, "dialogue": channels, "burden": measures}
    raw = {name: (result.flow * 0.0).assign(**{track: values}) for name, values in given_.items()}
    daily = combine(CONFIG, *(raw[name].reset_index(drop=True) for name in raw)).set_index(index)
    return replace(result, daily=daily, **raw)


def cell(table, track, component):
    """The row of one cell."""
    return table.set_index(["track", "component"]).loc[(track, component)]


def test_nine_cells_in_the_order_of_the_page(result):
    """The shipped index has a row for each track and component, and every number is finite where it must be."""
    table = effective_contributions(result)
    assert len(table) == 3 * len(result.config.tracks)
    assert table.loc[table["component"] != "channels", "saturated"].between(0, 1).all()
    assert table.loc[table["component"] == "channels", "saturated"].isna().all()


def test_a_constant_series_does_not_move():
    """Where nothing moves, means are exact, standard deviations 0, and correlations do not exist."""
    table = effective_contributions(made_up(channels=np.full(200, 0.5)))
    wanted = -50 * CONFIG.tracks["security"].share * CONFIG.tracks["security"].blend.channels * 0.5
    assert cell(table, "security", "channels")["mean"] == pytest.approx(wanted)
    assert (table["sd"] == 0).all() and table["correlation"].isna().all() and table["variance"].isna().all()
    assert finding(made_up(), effective_contributions(made_up())) == "The headline never moved."


def test_one_moving_cell_is_all_of_the_variance():
    """A sine of amplitude A has sd A / sqrt 2; the only cell that moves has correlation 1 and the whole variance."""
    table = effective_contributions(made_up(channels=0.4 * WAVE))
    moving = cell(table, "security", "channels")
    track = CONFIG.tracks["security"]
    assert moving["sd"] == pytest.approx(50 * track.share * track.blend.channels * 0.4 / math.sqrt(2))
    assert moving["correlation"] == pytest.approx(1) and moving["variance"] == pytest.approx(1)
    assert table["sd"].sum() == pytest.approx(moving["sd"])
    assert "100% of the headline's variance goes with security channels" in finding(made_up(channels=0.4 * WAVE), table)


def test_a_cell_against_the_others_has_a_negative_part():
    """Two cells that move against each other: the smaller has correlation -1 and a negative share of the variance."""
    table = effective_contributions(made_up(channels=WAVE, flow=-25 * np.arctanh(0.5 * WAVE)))
    assert cell(table, "security", "flow")["correlation"] == pytest.approx(-1)
    assert cell(table, "security", "flow")["variance"] < 0 < cell(table, "security", "channels")["variance"]


@pytest.mark.parametrize(("component", "sign"), [("flow", 1), ("flow", -1), ("measures", 1)])
def test_saturation_counts_days_beyond_nine_tenths(component, sign):
    """Half the days just above |tanh| 0.9 and half just below give one half; thaw and freeze count alike."""
    scale = getattr(CONFIG.tracks["political"].saturation, component)
    values = sign * scale * np.arctanh(np.where(np.arange(200) < 100, 0.91, 0.89))
    table = effective_contributions(made_up(**{component: values}, track="political"))
    assert cell(table, "political", component)["saturated"] == 0.5
    assert table["saturated"].sum() == 0.5


@given(events=histories())
def test_parts_add_up(events):
    """Means add up to the headline's mean less 50, sd times correlation to its sd, shares of the variance to 1."""
    result = build_index(CONFIG, events)
    if result.daily["clipped"].any():
        return
    table = effective_contributions(result)
    tension = result.tension.to_numpy()
    assert table["mean"].sum() == pytest.approx(tension.mean() - 50, abs=1e-9)
    assert (table["sd"] >= 0).all() and (table["mean"].abs() <= table["most"] + 1e-9).all()
    assert table["correlation"].dropna().between(-1, 1).all()
    if tension.std() > 1e-6:
        assert table["variance"].sum() == pytest.approx(1)
        assert (table["sd"] * table["correlation"]).sum() == pytest.approx(tension.std(), rel=1e-6)


def test_a_cell_without_weight_has_no_part():
    """A component whose blend is 0 has mean, sd and largest part 0."""
    config = load_config(overrides={"tracks.security.blend.measures": 0, "tracks.security.blend.flow": 0.55})
    table = effective_contributions(build_index(config, frame([row(), row(1, type="tariff")], config)))
    found = cell(table, "security", "measures")
    assert found["most"] == found["mean"] == found["sd"] == 0
