"""Many draws at once are what single runs are, and each law draws what it says."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import build_index, load_config
from pipeline.errors import DataError
from pipeline.index.drawn_tension import drawn_tension, series_names
from pipeline.index.draws import GROUPS, cluster_names, draw, drawn_blend, drawn_shares, undrawn
from pipeline.index.one_draw import config_of_draw, events_of_draw, flow_of_draw
from tests.strategies import CONFIG, day, frame, row, rows


def doubtful(found: list[dict]) -> list[dict]:
    """The rows with confidences so low that draws lose many of them."""
    return [{**cells, "confidence": ("0.5", "0.8", "1")[number % 3]} for number, cells in enumerate(found)]


def furthest(events, result, draws) -> list[float]:
    """How far each of many draws lies from the run with its config and events, on the days they share.

    A draw that loses every event is left out: there is no run to compare it with.
    """
    names, together, found = list(series_names(result)), drawn_tension(result, draws), []
    for number in range(draws.size):
        config, kept = config_of_draw(result, draws, number), events_of_draw(events, draws, number)
        try:
            alone = build_index(config, kept, flow_factors=flow_of_draw(result, draws, number)).daily
        except DataError:
            continue
        days = result.daily.index.intersection(alone.index)
        drawn = together[:, result.daily.index.get_indexer(days), number].T
        found.append(float(np.abs(drawn - alone.loc[days, names].to_numpy()).max(initial=0.0)))
    return found


def test_draws_of_the_shipped_index_are_runs(result, events):
    """Each of several draws equals a run with its config, its kept events and its factors on flow, on every day."""
    draws = draw(result, 4)
    assert not draws.factors["events"].all(axis=0).any()
    found = furthest(events, result, draws)
    assert len(found) == 4 and max(found) < 1e-9


@settings(max_examples=25)
@given(found=rows(most=14), sample=st.integers(0, 99))
def test_draws_of_any_history_are_runs(found, sample):
    """With plans, spans, truces, replacements and successors, and half of the events lost, a draw still equals its run."""
    events = frame(doubtful(found))
    result = build_index(CONFIG, events)
    assert max(furthest(events, result, draw(result, 2, sample)), default=0.0) < 1e-9


ACTS = ("talks", "agreement_to_talk", "cancellation", "cut_off")
LAST_OF_DCT = CONFIG.channels["dct"].until


@settings(max_examples=15)
@given(
    acts=st.lists(st.tuples(st.integers(-6, 6), st.sampled_from(ACTS), st.sampled_from(["dct", "dpct"])), min_size=4, max_size=12)
)
def test_states_depend_on_the_acts_that_are_kept(acts):
    """Contacts, promises, refusals and cut-offs of a channel and of its successor, around the takeover, half of them lost."""
    days = [(LAST_OF_DCT + timedelta(offset)).isoformat() for offset, *_ in acts]
    found = [
        row(number, date=date, type=kind, channels=channel, confidence="0.5")
        for number, (date, (_, kind, channel)) in enumerate(zip(days, acts, strict=True))
    ]
    events = frame([*found, row(99, date=(LAST_OF_DCT + timedelta(20)).isoformat(), type="personnel")])
    result = build_index(CONFIG, events)
    assert max(furthest(events, result, draw(result, 4))) < 1e-9


def test_nothing_varied_is_the_index(result):
    """Draws in which nothing is varied are the published series."""
    found = drawn_tension(result, undrawn(result, 2))
    point = result.daily[list(series_names(result))].to_numpy().T[:, :, None]
    assert np.abs(found - point).max() < 1e-9


@settings(max_examples=25)
@given(found=rows(most=14))
def test_nothing_varied_is_the_index_of_any_history(found):
    """The same for any history."""
    result = build_index(CONFIG, frame(found))
    point = result.daily[list(series_names(result))].to_numpy().T
    assert np.abs(drawn_tension(result, undrawn(result, 1))[:, :, 0] - point).max() < 1e-9


@settings(max_examples=25)
@given(found=rows(most=14), at=st.floats(0, 1), length=st.integers(1, 200))
def test_some_days_are_the_same_days_of_the_whole(found, at, length):
    """Draws of a stretch of days, or of one day, need not begin with the first."""
    result = build_index(CONFIG, frame(doubtful(found)))
    begin = round(at * (len(result.daily) - 1))
    length = min(length, len(result.daily) - begin)
    draws = draw(result, 3)
    whole = drawn_tension(result, draws)[:, begin : begin + length]
    assert np.abs(drawn_tension(result, draws, begin, length) - whole).max() < 1e-9


def test_a_lost_replacement_and_a_lost_relief():
    """Where the event that replaces a measure, or relieves it, is lost, the measure stands on in full, as in a run without it."""
    found = [
        row(1, type="tariff", domain="economic"),
        row(2, type="tariff", domain="economic", replaces="e1", date=day(10), confidence="0.5"),
        row(3, type="sanction_relief", domain="economic", ends="e1:0.5", date=day(20), confidence="0.5"),
        row(4, type="personnel", date=day(40)),
    ]
    laws = {f"uncertainty.{name}": 0 for name in (*GROUPS[:-2], "cluster_shape")}
    config = load_config("config.yaml", laws)
    events = frame(found, config)
    result = build_index(config, events)
    draws = draw(result, 20)
    assert max(furthest(events, result, draws)) < 1e-9
    last = drawn_tension(result, draws)[3, -1]
    values = {tuple(kept): round(value, 9) for kept, value in zip(draws.factors["events"].T, last, strict=True)}
    assert len(values) == len(set(values.values())) == 4


# ---------------------------------------------------------------- the laws
@pytest.fixture(scope="module")
def many(result):
    """A thousand draws of the shipped index."""
    return draw(result, 1000)


@pytest.mark.parametrize("group", ["type_weights", "channel_weights", "half_lives", "saturations", "shares", "blends"])
def test_lognormal_factors_have_median_one_and_their_spread(result, many, group):
    """The logarithm of a factor has mean 0 and the deviation that the config names."""
    spread, logs = getattr(result.config.uncertainty, group), np.log(many.factors[group])
    assert logs.mean() == pytest.approx(0, abs=5 * spread / np.sqrt(logs.size))
    assert logs.std() == pytest.approx(spread, rel=5 / np.sqrt(2 * logs.size))


def test_cluster_factors_have_mean_one(result, many):
    """The factor of a cluster has mean 1 and the deviation of a gamma law of its shape."""
    factors = many.factors["clusters"]
    assert factors.mean() == pytest.approx(1, abs=0.005)
    assert factors.std() == pytest.approx(result.config.uncertainty.cluster_shape**-0.5, abs=0.005)


def test_events_are_kept_with_their_confidence(result, many):
    """Over all draws an event is kept as often as its confidence says."""
    confidence = result.scored.set_index("id")["confidence"].reindex(list(many.names["events"])).to_numpy()
    kept = many.factors["events"]
    deviation = np.sqrt(confidence * (1 - confidence) / kept.shape[1])
    assert (np.abs(kept.mean(axis=1) - confidence) < 5 * deviation + 1e-12).all()


def test_shares_and_blends_keep_their_sums(result, many):
    """In every draw the shares add up to 1 and each blend to what it adds up to in the config; both vary."""
    shares = drawn_shares(result.config, many)
    assert np.abs(shares.sum(axis=0) - 1).max() < 1e-12 and shares.std(axis=1).min() > 0.01
    for slug, track in result.config.tracks.items():
        blend = drawn_blend(result.config, many, slug)
        total = track.blend.flow + track.blend.channels + track.blend.measures
        assert np.abs(blend.sum(axis=0) - total).max() < 1e-12 and blend.std(axis=1).min() > 0.005


def test_a_cluster_is_the_events_of_one_track_on_one_day():
    """Events of one track that act on one day share a factor; another day, or another track on that day, has its own."""
    found = [
        row(1),
        row(2),
        row(3, date=day(1)),
        row(4, domain="economic"),
        row(5, date=day(-1), date_end=day(0), precision="span"),
    ]
    names = cluster_names(build_index(CONFIG, frame(found)).scored)
    assert [name == names[0] for name in names] == [True, True, False, False, True]


@pytest.mark.parametrize("off", GROUPS)
def test_a_group_switched_off_leaves_the_others_alone(off):
    """Without one group its factors are exactly 1, or all events kept, and all other factors are what they were."""
    key, none = {"clusters": ("cluster_shape", 0), "events": ("drop_events", False)}.get(off, (off, 0))
    found = doubtful([row(number, date=day(number), channels="dpct") for number in range(20)])
    with_it, without = (
        draw(build_index(config, frame(found, config)), 50)
        for config in (CONFIG, load_config("config.yaml", {f"uncertainty.{key}": none}))
    )
    assert (without.factors[off] == 1).all() and not (with_it.factors[off] == 1).all()
    for group in GROUPS:
        if group != off:
            assert (without.factors[group] == with_it.factors[group]).all(), group


def test_another_event_leaves_the_draws_of_the_others_alone():
    """Adding an event, or another order of rows, changes no factor of what was there."""
    found = doubtful([row(number, date=day(number)) for number in range(10)])
    before = draw(build_index(CONFIG, frame(found)), 20)
    after = draw(build_index(CONFIG, frame([row(99, date=day(3), domain="economic"), *found[::-1]])), 20)
    for group in GROUPS:
        assert (after.factor(group, before.names[group]) == before.factors[group]).all(), group


def test_samples_are_independent(result):
    """Another sample number gives other factors from the same laws; the same number the same ones, however many are asked for."""
    one, again, other = draw(result, 20), draw(result, 30), draw(result, 20, sample=1)
    assert (again.factors["type_weights"][:, :20] == one.factors["type_weights"]).all()
    assert (other.factors["type_weights"] != one.factors["type_weights"]).all()
