"""Which choice moves the number: closed forms for the indices, and nothing for what is not varied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline import build_index, load_config
from pipeline.index.draws import GROUPS
from pipeline.questions.tornado import LABELS, tornado_of, tornado_text
from tests.strategies import FIRST, day, frame, row

STORY = [
    row(1, channels="dpct", confidence="0.9"),
    row(2, date=day(30), type="cut_off", channels="dpct;mmca", severity="5", confidence="0.9"),
    row(3, date=day(60), type="tariff", domain="economic", confidence="0.7"),
    row(4, date=day(90), type="visit", domain="diplomatic", channels="leaders", confidence="0.9"),
]
NONE = {f"uncertainty.{group}": 0 for group in GROUPS if group not in ("clusters", "events")} | {
    "uncertainty.cluster_shape": 0,
    "uncertainty.drop_events": False,
}


def index(rows, **laws):
    """The index of some rows with only these laws."""
    config = load_config("config.yaml", NONE | {f"uncertainty.{name}": value for name, value in laws.items()})
    return build_index(config, frame(rows, config))


def test_every_group_has_a_name_for_people():
    """Each group is named in the table."""
    assert set(LABELS) == set(GROUPS)
    text = tornado_text(tornado_of(index(STORY, type_weights=0.2), samples=16))
    assert all(label in text for label in LABELS.values())


@pytest.mark.parametrize(("name", "value"), [("type_weights", 0.2), ("cluster_shape", 4), ("drop_events", True), ("blends", 0.2)])
def test_one_group_alone_has_all_of_the_variance(name, value):
    """Where one group varies, its index is 1 and every other is exactly 0, with no range of its own."""
    result = index(STORY, **{name: value})
    found = tornado_of(result, samples=512).groups
    alive = {"cluster_shape": "clusters", "drop_events": "events"}.get(name, name)
    assert found.index[0] == alive
    assert found.loc[alive, "total"] == pytest.approx(1, abs=0.15)
    rest = found.drop(alive)
    assert (rest[["total", "error"]] == 0).all(axis=None)
    assert (rest[["low", "high"]] - result.tension.iloc[-1]).abs().to_numpy().max() < 1e-9
    assert found.loc[alive, "low"] < found.loc[alive, "high"]


def test_nothing_varied_moves_nothing():
    """With no law at all every index is exactly 0."""
    assert (tornado_of(index(STORY), samples=16).groups["total"] == 0).all()


def test_two_clusters_of_groups_share_the_variance():
    """Two groups that both vary share the variance: neither has none, and together they have at least all of it."""
    found = tornado_of(index(STORY, saturations=0.2, type_weights=0.2), samples=1024).groups
    parts = found.loc[["saturations", "type_weights"], "total"]
    assert parts.min() > 0.02 and 0.9 < parts.sum() < 1.3


def test_a_larger_spread_moves_more():
    """Of two groups that act alike, the one with the larger spread comes first."""
    rows = [row(1, type="military_incident", severity="3", date=day(0)), row(2, type="personnel", date=day(1))]
    wide, narrow = {"type_weights": 0.4, "saturations": 0.1}, {"type_weights": 0.1, "saturations": 0.4}
    assert tornado_of(index(rows, **wide), samples=256).groups.index[0] == "type_weights"
    assert tornado_of(index(rows, **narrow), samples=256).groups.index[0] == "saturations"


def test_the_day_asked_for():
    """A day before the first tariff leaves the economic track out of it; the same question has the same answer twice."""
    result = index(STORY, type_weights=0.2, cluster_shape=4)
    early = FIRST + timedelta(10)
    found = tornado_of(result, early, samples=64)
    assert found.day == early and found.point == pytest.approx(result.tension.loc[str(early)])
    assert tornado_text(found) == tornado_text(tornado_of(result, early, samples=64))
    assert tornado_text(found) != tornado_text(tornado_of(result, samples=64))
