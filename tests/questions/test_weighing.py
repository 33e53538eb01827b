"""The published index beside one that is weighed differently: words, figures, and the same series when nothing differs."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from pipeline import build_index, load_config
from pipeline.config.own import own_config
from pipeline.questions.weighing import (
    change_texts,
    correlation,
    days_in_words,
    days_that_change,
    largest_difference,
    sentences,
    weighed,
    weighing_csv,
    weighing_text,
)
from tests.files import BASE


def other(result, changes):
    return weighed(result, own_config(BASE, changes), changes)


@pytest.fixture(scope="module")
def heavier(result):
    """The shipped index with heavier tariffs."""
    return other(result, {"event_types.tariff.weight": -8.0})


def test_nothing_changed_is_the_same_series(result):
    """Without a change both series are one, no word changes, and the text says so."""
    found = other(result, {})
    assert found.own["tension"].equals(result.daily["tension"])
    assert days_that_change(found) == 0 and sentences(found)[-1] == "The two series are the same on every day."


@pytest.mark.parametrize(
    "changes",
    [{"event_types.tariff.weight": -8.0}, {"index.weights": "copdab"}, {"index.method": "pri"}, {"channels.leaders.weight": 1.0}],
)
def test_the_other_series_is_that_of_a_build(result, events, changes):
    """What is set beside the published index is, day by day, what a build with that config gives."""
    whole = build_index(own_config(BASE, changes), events).daily
    assert other(result, changes).own.equals(whole)


def test_the_figures_are_right(heavier, result):
    """Days, largest difference and correlation are those of the two series."""
    own, published = heavier.own["tension"], result.tension
    table = days_in_words(heavier)
    assert list(table.index) == [item.label for item in result.config.index.labels]
    assert table["published"].sum() == table["own"].sum() == len(published)
    points, day = largest_difference(heavier)
    assert abs(points) == pytest.approx((own - published).abs().max())
    assert points == pytest.approx(own[str(day)] - published[str(day)])
    assert correlation(heavier) == pytest.approx(np.corrcoef(own, published)[0, 1])
    labels = [result.config.index.labels[0].label, result.config.index.labels[-1].label]
    border = result.config.index.labels[-1].start
    assert table.loc[labels[1], "own"] == int((own >= border).sum())


def test_changes_are_told_with_the_published_value(result):
    """Each change names its key, the own value and the published one."""
    assert change_texts(other(result, {"event_types.tariff.weight": -8.0, "index.method": "pri"})) == [
        "event_types.tariff.weight −8 (published −5)",
        "index.method pri (published stock_and_flow)",
    ]


def test_text_and_table_say_the_same(heavier):
    """The text has the sentences and the days; the CSV has both series and their difference on every day."""
    text = weighing_text(heavier)
    assert all(sentence in text for sentence in sentences(heavier)) and "frozen" in text
    rows = list(csv.DictReader(io.StringIO(weighing_csv(heavier))))
    assert len(rows) == len(heavier.both)
    last = rows[-1]
    assert float(last["difference"]) == pytest.approx(float(last["own"]) - float(last["published"]), abs=2e-4)
    assert {"security", "security_own"} <= set(last)


def test_a_config_that_ends_earlier_is_compared_on_the_days_of_both(result):
    """Another last day shortens the comparison and moves no published value."""
    config = load_config(BASE, {"data.through": "2020-01-01"})
    found = weighed(result, config, {"data.through": "2020-01-01"})
    assert str(found.both.index[-1].date()) == "2020-01-01"
    assert days_that_change(found) == 0
    assert change_texts(found) == ["data.through 2020-01-01 (published not set)"]


def test_a_series_that_never_moves_has_no_correlation(result):
    """Where a series stands still the text leaves the correlation out instead of printing nan."""
    flat = {f"tracks.{slug}.blend.{part}": 0.0 for slug in result.config.tracks for part in ("flow", "channels", "measures")}
    found = other(result, flat)
    assert np.isnan(correlation(found)) and "nan" not in weighing_text(found)
