"""Synthetic histories whose index is known in closed form, worked by hand from METHODOLOGY.md."""

from __future__ import annotations

from datetime import date
from math import tanh

import numpy as np
import pytest

from pipeline import build_index, load_config
from tests.strategies import CONFIG, FIRST, day, frame, row

LAST = date(2024, 12, 31)


def built(rows, **overrides):
    config = load_config(overrides={"data.through": LAST, **overrides})
    return build_index(config, frame(rows, config))


def at(result, series, offset):
    """A series' value `offset` days after the first day of the calendar of these tests."""
    return series.iloc[result.row(date.fromisoformat(day(offset)))]


def test_one_event_is_a_decaying_exponential():
    """Talks of severity 4 between officials: 3 * 1.2 = 3.6 points, halved after 60 days, through tanh to points."""
    result = built([row(1, severity="4", channels="")])
    assert at(result, result.flow["security"], 0) == pytest.approx(3.6, abs=1e-12)
    assert at(result, result.flow["security"], 60) == pytest.approx(1.8, abs=1e-12)
    assert at(result, result.daily["security_flow"], 60) == pytest.approx(-20 * tanh(1.8 / 25), abs=1e-12)
    assert at(result, result.tension, 60) == pytest.approx(50 - 0.4 * 20 * tanh(1.8 / 25), abs=1e-12)


def test_a_month_spreads_its_score_evenly():
    """An event known to January gives a 31st of its score each day: the last day holds the whole geometric sum."""
    result = built([row(1, precision="month", date_end=day(30))])
    keep = 2 ** (-1 / 60)
    assert at(result, result.flow["security"], 0) == pytest.approx(3 / 31, abs=1e-12)
    assert at(result, result.flow["security"], 30) == pytest.approx(3 / 31 * (1 - keep**31) / (1 - keep), abs=1e-12)
    assert at(result, result.flow["security"], 90) == pytest.approx(3 / 31 * (1 - keep**31) / (1 - keep) / 2, abs=1e-12)


def test_a_plan_counts_from_report_to_the_eve():
    """A planned summit counts 6 * 0.3 from its report, halves in 30 days, is gone on its day, and moves no channel."""
    plan = row(1, type="summit", status="planned", domain="diplomatic", channels="leaders", date=day(60), reported=day(0))
    result = built([plan])
    assert at(result, result.flow["political"], 0) == pytest.approx(1.8, abs=1e-12)
    assert at(result, result.flow["political"], 30) == pytest.approx(0.9, abs=1e-12)
    assert at(result, result.flow["political"], 59) > 0.4
    assert at(result, result.flow["political"], 60) == pytest.approx(0, abs=1e-12)
    assert set(result.channels["leaders"]["state"]) == {"unknown"}


def test_a_cancelled_plan_stops_at_once():
    """A cancellation that names the plan ends its flow on that very day."""
    plan = row(1, type="summit", status="planned", domain="diplomatic", date=day(60), reported=day(0))
    result = built([plan, row(2, type="cancellation", domain="diplomatic", date=day(20), replaces="e1")])
    assert at(result, result.flow["political"], 19) == pytest.approx(1.8 * 2 ** (-19 / 30), abs=1e-12)
    assert at(result, result.flow["political"], 20) == pytest.approx(-5, abs=1e-12)


def test_a_plan_without_report_never_counts():
    """A plan that does not say when it was reported leaves the series as it is."""
    alone = built([row(1)])
    both = built([row(1), row(2, type="summit", status="planned", date=day(60))])
    np.testing.assert_array_equal(alone.daily, both.daily)


def test_channel_silence_fades_after_its_cadence():
    """An open channel counts in full up to its cadence and half after twice its cadence."""
    result = built([row(1, channels="dpct")])
    value = result.channels["dpct"]["value"]
    assert at(result, value, 365) == 1
    assert at(result, value, 730) == pytest.approx(0.5, abs=1e-12)


def test_missing_channels_are_not_zero_but_bounded():
    """One known channel of weight 2 is divided by half of all weight that exists, 7, so C is 2/7."""
    result = built([row(1, channels="dpct")])
    existing = sum(c.weight for c in CONFIG.channels.values() if c.track == "security" and not c.until)
    assert existing == 14
    assert at(result, result.dialogue["security"], 0) == pytest.approx(2 / 7, abs=1e-12)


def test_suspended_stays_suspended():
    """Three years after a cut-off with no contact the channel still counts -1: silence does not heal."""
    result = built([row(1, type="cut_off", channels="dpct")])
    assert at(result, result.channels["dpct"]["value"], 1000) == -1
    assert at(result, result.channels["dpct"]["state"], 1000) == "suspended"


def test_measures_fade_by_adaptation():
    """A tariff of 5 points weighs 5 on its day and 2.5 after 1460 days."""
    result = built([row(1, type="tariff", domain="economic")])
    assert at(result, result.burden["economic"], 0) == pytest.approx(5, abs=1e-12)
    assert at(result, result.burden["economic"], 1460) == pytest.approx(2.5, abs=1e-12)
    assert at(result, result.daily["economic_measures"], 0) == pytest.approx(20 * tanh(5 / 80), abs=1e-12)


def test_truce_and_lapse():
    """A relief of 0.92 until day 130 leaves 0.08, and the measure is back on day 131."""
    relief = row(2, type="deal", domain="economic", date=day(40), ends="e1:0.92", until=day(130))
    burden = built([row(1, type="tariff", domain="economic"), relief]).burden["economic"]
    fading = [2 ** (-n / 1460) for n in range(200)]
    assert burden.iloc[39] == pytest.approx(5 * fading[39], abs=1e-12)
    assert burden.iloc[40] == pytest.approx(5 * 0.08 * fading[40], abs=1e-12)
    assert burden.iloc[130] == pytest.approx(5 * 0.08 * fading[130], abs=1e-12)
    assert burden.iloc[131] == pytest.approx(5 * fading[131], abs=1e-12)


def test_truce_extended_by_one_that_replaces_it():
    """An extension that names the first truce in `replaces` carries it on without a gap and without doubling."""
    truce = row(2, type="deal", domain="economic", date=day(40), ends="e1:0.5", until=day(130))
    longer = row(3, type="deal", domain="economic", date=day(120), ends="e1:0.5", until=day(300), replaces="e2")
    burden = built([row(1, type="tariff", domain="economic"), truce, longer]).burden["economic"]
    for offset, left in ((39, 1), (119, 0.5), (120, 0.5), (131, 0.5), (300, 0.5), (301, 1)):
        assert burden.iloc[offset] == pytest.approx(5 * left * 2 ** (-offset / 1460), abs=1e-12)


def test_reliefs_take_their_share_of_what_is_left():
    """Half and half again leave a quarter; all of the rest leaves nothing, exactly."""
    reliefs = [
        row(n, type="sanction_relief", domain="economic", date=day(10 * n), ends=f"e1:{share}")
        for n, share in ((2, 0.5), (3, 0.5), (4, 1))
    ]
    burden = built([row(1, type="tariff", domain="economic"), *reliefs]).burden["economic"]
    assert burden.iloc[35] == pytest.approx(5 * 0.25 * 2 ** (-35 / 1460), abs=1e-12)
    assert burden.iloc[41] == pytest.approx(0, abs=1e-12)


def test_steps_of_one_escalation_do_not_add_up():
    """A tariff that replaces another takes its place on the day it starts; both flows are news until then."""
    step = row(2, type="tariff", domain="economic", date=day(10), effective=day(20), replaces="e1", severity="5")
    result = built([row(1, type="tariff", domain="economic"), step])
    burden, flow = result.burden["economic"], result.flow["economic"]
    assert burden.iloc[19] == pytest.approx(5 * 2 ** (-19 / 1460), abs=1e-12)
    assert burden.iloc[20] == pytest.approx(7, abs=1e-12)
    assert flow.iloc[10] == pytest.approx(-7, abs=1e-12)


def test_announced_measure_needs_a_day():
    """An announced tariff is 0.8 of the news; it becomes a measure of full size only with an effective date."""
    words = built([row(1, type="tariff", domain="economic", status="announced")])
    dated = built([row(1, type="tariff", domain="economic", status="announced", effective=day(90))])
    assert words.flow["economic"].iloc[0] == dated.flow["economic"].iloc[0] == pytest.approx(-4, abs=1e-12)
    assert words.burden["economic"].max() == 0
    assert dated.burden["economic"].iloc[89] == 0
    assert dated.burden["economic"].iloc[90] == pytest.approx(5, abs=1e-12)


def test_dropped_before_it_took_effect():
    """A relief of all before the effective day means the measure never weighs anything."""
    tariff = row(1, type="tariff", domain="economic", status="announced", effective=day(90))
    dropped = row(2, type="sanction_relief", domain="economic", date=day(50), ends="e1")
    assert built([tariff, dropped]).burden["economic"].max() == pytest.approx(0, abs=1e-12)


def test_denied_counts_nothing():
    """A denied event scores 0 and moves no channel."""
    result = built([row(1), row(2, type="cut_off", status="denied", channels="dpct", date=day(5))])
    assert result.flow["security"].iloc[5] == pytest.approx(3 * 2 ** (-5 / 60), abs=1e-12)
    assert set(result.channels["dpct"]["state"]) == {"unknown"}


@pytest.mark.parametrize(
    ("kind", "channels", "tone", "score"),
    [
        ("summit", "leaders", "0", 6.0),
        ("talks", "leaders", "0", 3.9),
        ("talks", "mmca;defence_ministers", "0", 3.3),
        ("talks", "mmca", "0", 2.4),
        ("talks", "", "0.5", 3.15),
        ("tariff", "", "0.5", -4.75),
        ("tariff", "", "-1", -5.5),
        ("statement_negative", "", "-0.5", -1.0),
        ("statement_positive", "", "-0.5", 1.0),
        ("statement_positive", "", "0", 0.0),
        ("cut_off", "leaders", "0", -10.0),
    ],
)
def test_score_of_one_event(kind, channels, tone, score):
    """Weight, level, tone and limit multiply as METHODOLOGY says; tone never flips a sign."""
    scored = built([row(1, type=kind, channels=channels, tone=tone)]).scored
    assert scored["score"].iat[0] == pytest.approx(score, abs=1e-12)


def test_series_ends_with_the_newest_report():
    """Without data.through the series runs to the newest report, which may be a plan's."""
    events = frame([row(1), row(2, type="summit", status="planned", date=day(400), reported=day(50))])
    assert build_index(CONFIG, events).through == date.fromisoformat(day(50))
    assert build_index(CONFIG, events).daily.index[0].date() == FIRST


def test_trailing_year_counts_events_not_plans():
    """The count behind a day covers the 365 days that end with it; plans and denials are left out."""
    rows = [row(1), row(2, date=day(300)), row(3, type="summit", status="planned", date=day(900), reported=day(1))]
    counts = built([*rows, row(4, status="denied", date=day(2))]).daily["events"]
    assert [counts.iloc[n] for n in (0, 2, 300, 364, 365, 664, 665)] == [1, 1, 2, 2, 1, 1, 0]
