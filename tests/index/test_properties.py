"""What holds for every history: order, bounds, additivity, no look-ahead, monotone weights."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline import build_index, contributions, load_config
from pipeline.errors import DataError
from pipeline.records import COMPONENTS
from tests.strategies import CONFIG, FIRST, frame, histories, row, rows

FREEZES = [slug for slug, kind in CONFIG.event_types.items() if kind.weight < 0 and not kind.by_tone]


@given(histories())
def test_order_of_rows_does_not_matter(events):
    """The series is the same whatever the order of the rows."""
    forward = build_index(CONFIG, events)
    backward = build_index(CONFIG, events.iloc[::-1])
    np.testing.assert_allclose(forward.daily.to_numpy(), backward.daily.to_numpy(), atol=1e-10)


@given(histories())
def test_bounds_and_no_gaps(events):
    """Every value is finite, the headline lies within 0 and 100, and no day is missing."""
    daily = build_index(CONFIG, events).daily
    assert np.isfinite(daily.to_numpy()).all()
    assert daily["tension"].between(0, 100).all()
    assert (daily.index[1:] - daily.index[:-1] == pd.Timedelta(days=1)).all()


@given(histories())
def test_tracks_are_fifty_plus_their_cells(events):
    """A track's tension is exactly 50 plus its three cells, and the headline the mean of the tracks by share."""
    daily = build_index(CONFIG, events).daily
    for track in CONFIG.tracks:
        cells = sum(daily[f"{track}_{component}"] for component in COMPONENTS)
        np.testing.assert_allclose(daily[track], 50 + cells, atol=1e-9)
    headline = sum(track.share * daily[slug] for slug, track in CONFIG.tracks.items())
    np.testing.assert_allclose(daily["tension"], headline.clip(0, 100), atol=1e-9)


@given(histories(), st.integers(0, 1500))
def test_contributions_add_up(events, offset):
    """On any day, tension minus 50 is the sum of what events, channels and measures contribute, to 1e-9."""
    result = build_index(CONFIG, events)
    day = result.daily.index[min(offset, len(result.daily) - 1)].date()
    assume(not result.daily.at[pd.Timestamp(day), "clipped"])
    assert contributions(result, day)["points"].sum() == pytest.approx(result.tension[pd.Timestamp(day)] - 50, abs=1e-9)


@given(rows(most=8), st.integers(1, 400))
def test_no_look_ahead(found, later):
    """An event that happens after a day changes nothing up to that day."""
    events = frame(found)
    before = build_index(CONFIG, events)
    new = (before.through + timedelta(days=later)).isoformat()
    after = build_index(CONFIG, frame([*found, row(99, date=new, type="cut_off", channels="military/*", severity="5")]))
    np.testing.assert_array_equal(
        after.daily.loc[before.daily.index].drop(columns="clipped"), before.daily.drop(columns="clipped")
    )


@given(rows(most=8))
def test_as_known_is_a_run_over_what_was_reported(found):
    """The index as known on a day equals the index of only the events reported by then."""
    events = frame(found)
    day = sorted(events["reported"].dropna())[len(events) // 2]
    known = [item for item, reported in zip(found, events["reported"], strict=True) if reported <= day]
    ids = {item["id"] for item in known}
    known = [
        item
        | {
            "replaces": item.get("replaces", "") if item.get("replaces", "") in ids else "",
            "ends": item.get("ends", "") if item.get("ends", "").split(":")[0] in ids else "",
        }
        for item in known
    ]
    pd.testing.assert_frame_equal(build_index(CONFIG, events, as_of=day.date()).daily, build_index(CONFIG, frame(known)).daily)


@given(histories(), st.sampled_from(FREEZES), st.floats(0.1, 5))
def test_a_heavier_freeze_never_lowers_tension(events, kind, more):
    """Raising the weight of a freezing type lowers tension on no day."""
    heavier = load_config(overrides={f"event_types.{kind}.weight": max(CONFIG.event_types[kind].weight - more, -10.0)})
    before, after = build_index(CONFIG, events).tension, build_index(heavier, events).tension
    assert (after - before).min() >= -1e-9


@given(rows(most=10, plans=False))
def test_weight_zero_takes_a_type_out_of_flow(found):
    """With weight 0, events of a type leave no trace in flow and measures."""
    silent = load_config(overrides={"event_types.military_incident.weight": 0.0})
    keep = {item["id"] for item in found if item["type"] != "military_incident"}
    assume(keep)
    assume(all(item.get("replaces", "") in keep | {""} and item.get("ends", "").split(":")[0] in keep | {""} for item in found))
    assume(not any(item["type"] == "military_incident" and (item.get("replaces") or item.get("ends")) for item in found))
    all_events = build_index(silent, frame(found))
    without = build_index(silent, frame([item for item in found if item["id"] in keep]))
    days = all_events.daily.index.intersection(without.daily.index)
    np.testing.assert_allclose(all_events.flow.loc[days], without.flow.loc[days], atol=1e-9)
    np.testing.assert_allclose(all_events.burden.loc[days], without.burden.loc[days], atol=1e-9)


def test_duplicate_id_is_refused():
    """The same id twice is an error that names both lines, never a double count."""
    with pytest.raises(DataError, match=r":3: id: duplicate id 'e1', first used on line 2"):
        frame([row(1), row(1)])


def test_nothing_left_is_said_plainly():
    """An index as known before the first report is refused with a sentence, not a traceback."""
    with pytest.raises(DataError, match="no events to build an index from as known on 2019-01-01"):
        build_index(CONFIG, frame([row(1)]), as_of=FIRST.replace(year=2019))


@given(st.floats(0.5, 3000), st.integers(1, 400))
def test_half_life_is_exact(half_life, days):
    """A lone score has faded by exactly 2^(-days / half-life)."""
    config = load_config(overrides={"event_types.talks.half_life_days": half_life, "data.through": FIRST.replace(year=2022)})
    flow = build_index(config, frame([row(1)])).flow["security"]
    assert flow.iloc[days] / flow.iloc[0] == pytest.approx(2 ** (-days / half_life), rel=1e-9)
