"""The table of channel states, rule by rule, and what successors inherit."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import build_index, load_config
from tests.strategies import day, frame, row

KINDS = {"contact": "talks", "agree": "agreement_to_talk", "strain": "refusal", "suspend": "suspension"}


def states(*effects, channel="dpct"):
    """The state after each effect in turn, ten days apart."""
    rows = [row(n, type=KINDS[effect], channels=channel, date=day(10 * n)) for n, effect in enumerate(effects)]
    config = load_config(overrides={"data.through": date(2021, 12, 31)})
    daily = build_index(config, frame(rows)).channels[channel]
    return [daily["state"].iloc[10 * n] for n in range(len(effects))]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        (["contact"], ["open"]),
        (["agree"], ["agreed"]),
        (["strain"], ["strained"]),
        (["suspend"], ["suspended"]),
        (["contact", "agree"], ["open", "open"]),
        (["contact", "strain"], ["open", "strained"]),
        (["strain", "agree"], ["strained", "agreed"]),
        (["suspend", "strain"], ["suspended", "suspended"]),
        (["suspend", "agree"], ["suspended", "agreed"]),
        (["suspend", "agree", "strain"], ["suspended", "agreed", "suspended"]),
        (["strain", "agree", "strain"], ["strained", "agreed", "strained"]),
        (["suspend", "agree", "contact", "strain"], ["suspended", "agreed", "open", "strained"]),
        (["suspend", "contact"], ["suspended", "open"]),
        (["agree", "strain"], ["agreed", "strained"]),
    ],
)
def test_transitions(effects, expected):
    """Each effect moves a channel as the table of METHODOLOGY section 5 says."""
    assert states(*effects) == expected


def test_one_day_has_its_order():
    """On one day contact comes first and suspension last, whatever the order of the rows or the ids."""
    rows = [row(1, type="suspension", channels="dpct"), row(2, type="talks", channels="dpct")]
    assert build_index(load_config(), frame(rows)).channels["dpct"]["state"].iloc[-1] == "suspended"


def test_another_channel_stays_shut():
    """Talks of the defence ministers do not reopen the theatre commanders."""
    rows = [row(1, type="cut_off", channels="theater_commanders"), row(2, channels="defence_ministers", date=day(9))]
    channels = build_index(load_config(), frame(rows)).channels
    assert channels["theater_commanders"]["state"].iloc[-1] == "suspended"
    assert channels["defence_ministers"]["state"].iloc[-1] == "open"


def test_month_acts_on_its_last_day():
    """A suspension known only to the month shuts the channel on the last day of that month."""
    rows = [row(1, type="suspension", channels="dpct", precision="month", date_end=day(30))]
    daily = build_index(load_config(overrides={"data.through": date(2020, 3, 1)}), frame(rows)).channels["dpct"]
    assert list(daily["state"].iloc[[29, 30]]) == ["unknown", "suspended"]


def test_a_new_refusal_renews_the_strain():
    """A second refusal starts the fading anew, and `since` keeps the first day of the strain."""
    rows = [row(n, type="refusal", channels="dpct", date=day(365 * n)) for n in range(2)]
    daily = build_index(load_config(), frame(rows)).channels["dpct"]
    assert daily["value"].iloc[364] == pytest.approx(-0.5 * 2 ** (-364 / 365))
    assert daily["value"].iloc[365] == -0.5
    assert daily["since"].iloc[365] == daily["since"].iloc[0]


def test_group_acts_on_what_exists():
    """`military/*` names the military channels that exist that day, and no other."""
    events = frame([row(1, type="cut_off", channels="military/*")])
    assert set(events["channels"].iat[0]) == {
        "defence_ministers",
        "joint_chiefs",
        "theater_commanders",
        "dpct",
        "mmca",
        "working_level_military",
        "attaches",
    }


SUCCESSION = {"channels.dct.until": "2020-06-30", "channels.dpct.from": "2020-07-01"}


@pytest.mark.parametrize(
    ("rows", "state", "last_contact"),
    [
        ([("talks", "dct", 10)], "open", 10),
        ([("suspension", "dct", 10)], "suspended", None),
        ([("talks", "dct", 10), ("suspension", "dpct", 20)], "suspended", 10),
        ([("talks", "dpct", 10), ("suspension", "dct", 20)], "suspended", 10),
        ([("suspension", "dct", 10), ("talks", "dpct", 250)], "open", 250),
    ],
)
def test_successor_inherits(rows, state, last_contact):
    """A successor takes over the state that was set later, and the later of the two last contacts."""
    config = load_config(overrides={**SUCCESSION, "data.through": date(2020, 12, 31)})
    events = [row(n, type=kind, channels=channel, date=day(at)) for n, (kind, channel, at) in enumerate(rows)]
    result = build_index(config, frame(events, config))
    last = result.channels["dpct"].iloc[-1]
    assert last["state"] == state
    assert result.channels["dct"]["state"].iloc[-1] == "unknown"
    assert (
        (last["last_contact"] - result.start == last_contact - rows[0][2])
        if last_contact is not None
        else last["last_contact"] < 0
    )
