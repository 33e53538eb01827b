"""The band: its percentiles, what survives, the same bytes again, and whether it holds the truth as often as it says."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest

from pipeline import build_index, load_config
from pipeline.index.drawn_tension import drawn_tension, series_names
from pipeline.index.draws import draw
from pipeline.index.uncertainty import NO_CHANGE, uncertainty_of
from pipeline.scoring import day_numbers
from tests.files import ROOT, write_project
from tests.strategies import CONFIG, FIRST, day, frame, row

FEW = load_config("config.yaml", {"uncertainty.draws": 200})
STORY = [
    row(1, channels="dpct", confidence="0.9"),
    row(2, date=day(30), type="cut_off", channels="dpct;mmca", severity="5", confidence="0.95"),
    row(3, date=day(60), type="tariff", domain="economic", confidence="0.7"),
    row(4, date=day(200), type="resumption", channels="dpct", confidence="0.6"),
    row(5, date=day(240), type="visit", domain="diplomatic", channels="leaders"),
]


@pytest.fixture(scope="module")
def sure():
    """The uncertainty of a short story."""
    return uncertainty_of(build_index(FEW, frame(STORY, FEW)))


# ---------------------------------------------------------------- the band
def test_the_band_is_made_of_percentiles_of_the_draws(sure):
    """Every percentile of every series is that of the draws, linearly interpolated."""
    found = drawn_tension(sure.result, draw(sure.result, sure.draws))
    for place, series in enumerate(series_names(sure.result)):
        wanted = np.percentile(found[place], [5, 25, 50, 75, 95], axis=1).T
        assert np.abs(sure.bands[series].to_numpy() - wanted).max() < 1e-5


def test_bias_and_width(sure):
    """Bias is the median less the index, width the outer percentiles' distance; both day by day."""
    band, point = sure.bands["security"], sure.result.daily["security"]
    assert (sure.bias("security") == band["p50"] - point).all()
    assert (sure.width("security") == band["p95"] - band["p05"]).all() and sure.width("security").max() > 1


def test_no_draws_no_band():
    """With no draws asked for there is nothing."""
    config = load_config("config.yaml", {"uncertainty.draws": 0})
    assert uncertainty_of(build_index(config, frame(STORY, config))) is None


def test_nothing_varied_leaves_no_width():
    """With every spread at nothing and all events kept, the band is the index itself."""
    none = dict.fromkeys(("type_weights", "channel_weights", "half_lives", "saturations", "shares", "blends", "cluster_shape"), 0)
    config = load_config("config.yaml", {f"uncertainty.{key}": value for key, value in {**none, "drop_events": False}.items()})
    found = uncertainty_of(build_index(config, frame(STORY, config)))
    for series, band in found.bands.items():
        assert np.abs(band.sub(found.result.daily[series], axis=0)).to_numpy().max() < 1e-9
        assert found.survival(FIRST, found.result.through, series) == 1


# ---------------------------------------------------------------- what survives
def test_survival_counts_the_draws_that_keep_the_sign(sure):
    """The share of draws whose change has the sign of the index's, for one pair of days and for many."""

    def signs(change):
        return np.where(np.abs(change) < NO_CHANGE, 0, np.sign(change))

    found = drawn_tension(sure.result, draw(sure.result, sure.draws))
    pairs = [(at, at + length) for at in range(0, 200, 17) for length in (1, 30, 40)]
    days = [[FIRST + timedelta(offset) for offset in offsets] for offsets in zip(*pairs, strict=True)]
    for place, series in enumerate(series_names(sure.result)):
        point = sure.result.daily[series].to_numpy()
        wanted = [(signs(found[place, b] - found[place, a]) == signs(point[b] - point[a])).mean() for a, b in pairs]
        assert sure.survival(*days, series).tolist() == wanted
        assert sure.survival(days[0][1], days[1][1], series) == wanted[1]
    assert 0 < sure.survival(*days).min() < 1


def test_a_change_of_nothing_survives(sure):
    """A day compared with itself changes nothing, in every draw."""
    assert sure.survival(FIRST, FIRST) == 1


# ---------------------------------------------------------------- the same bytes
def test_the_same_band_again_on_any_number_of_cores(tmp_path):
    """index.csv is the same to the byte when built again, with one thread or four, the rows in another order."""
    made = []
    for threads, rows in (("1", STORY), ("4", STORY[::-1])):
        folder = tmp_path / threads
        config = write_project(folder, rows)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        command = [sys.executable, "-m", "pipeline", "build", "--config", str(config), "--out", str(folder / "build")]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        made.append((folder / "build" / "index.csv").read_bytes())
    assert made[0] == made[1] and made[0].splitlines()[1].count(b",,") == 0


# ---------------------------------------------------------------- does the band hold the truth?
HISTORIES, TRUTHS = 40, 20


def made_up(seed: int):
    """A history of two years: crowded weeks, long silences, lines that break and open, tariffs, doubtful rows."""
    random = np.random.default_rng(seed)
    kinds, found = list(CONFIG.event_types), []
    while len(found) < 40:
        around = int(random.integers(0, 700))
        for offset in random.integers(0, 25, random.integers(1, 9)):
            number = len(found)
            found.append(row(
                number,
                date=day(min(around + int(offset), 730)),
                type=str(random.choice(kinds)),
                severity=str(random.integers(1, 6)),
                domain=str(random.choice(list(CONFIG.domains))),
                channels=str(random.choice(list(CONFIG.channels))),
                confidence=f"{random.uniform(0.6, 1):.2f}",
            ))  # fmt: skip
    return frame(found, FEW)


@pytest.fixture(scope="module")
def trials():
    """Per day of many histories: how crowded the weeks before it were, the index, its band, and what was true.

    Truth is one draw of the laws; what is published is the index of the record and its band from other draws.
    """
    parts = []
    for seed in range(HISTORIES):
        result = build_index(FEW, made_up(seed))
        truth = drawn_tension(result, draw(result, TRUTHS, sample=1))[0]
        acted = np.sort(day_numbers(result.scored["date"]))
        days = result.start + np.arange(len(result.daily))
        crowd = np.searchsorted(acted, days, side="right") - np.searchsorted(acted, days - 45, side="right")
        band = uncertainty_of(result).bands["tension"][["p05", "p95"]].to_numpy()
        parts.append((crowd, result.tension.to_numpy(), band, truth))
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]


def held(crowd, low, high, truth) -> list[float]:
    """The share of days on which the truth lies within, over all days, quiet ones and crowded ones."""
    inside = (low[:, None] <= truth) & (truth <= high[:, None])
    return [float(inside[days].mean()) for days in (crowd >= 0, crowd <= 1, crowd >= 7)]


def is_calibrated(shares: list[float]) -> bool:
    """Whether a band of nine in ten holds the truth on 87 to 93 % of the days, whatever the news."""
    return all(0.87 <= share <= 0.93 for share in shares)


def test_the_band_holds_the_truth_as_often_as_it_says(trials):
    """Over many histories the truth lies between p05 and p95 on nine days in ten, in quiet and in crowded weeks alike."""
    crowd, _, band, truth = trials
    assert is_calibrated(held(crowd, band[:, 0], band[:, 1], truth))


def test_a_band_of_one_width_would_not(trials):
    """The same test refuses the best band of constant width: right on average, too wide in silence, too narrow in a crisis."""
    crowd, point, _, truth = trials
    width = np.percentile(np.abs(truth - point[:, None]), 90)
    shares = held(crowd, point - width, point + width, truth)
    assert 0.87 <= shares[0] <= 0.93
    assert not is_calibrated(shares)
