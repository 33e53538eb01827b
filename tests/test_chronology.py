"""The shipped chronology: facts that everybody can check stand in it with their true dates, and common errors do not."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline import load_config
from pipeline.notes import HEAVY, origins, twins
from pipeline.scoring import score_events

FACTS = [
    ("2018-09-20", "sanction", ""),
    ("2021-09-28", "call", "dpct"),
    ("2022-06-10", "talks", "defence_ministers"),
    ("2022-08-02", "contested_visit", ""),
    ("2022-08-05", "cut_off", "dpct mmca theater_commanders"),
    ("2022-08-05", "suspension", "climate counternarcotics"),
    ("2022-11-22", "talks", "defence_ministers"),
    ("2023-02-03", "postponement", "foreign_ministers"),
    ("2023-02-04", "military_incident", ""),
    ("2023-05-10", "talks", "nsa_fm"),
    ("2023-05-25", "talks", "commerce"),
    ("2023-05-26", "talks", "trade"),
    ("2023-05-29", "refusal", "defence_ministers"),
    ("2023-10-24", "personnel", ""),
    ("2023-11-15", "summit", "leaders"),
    ("2023-11-15", "agreement_to_talk", "defence_ministers dpct mmca theater_commanders"),
    ("2023-12-21", "resumption", "joint_chiefs"),
    ("2023-12-29", "personnel", ""),
    ("2024-01-08", "resumption", "dpct"),
    ("2024-04-03", "resumption", "mmca"),
    ("2024-04-16", "resumption", "defence_ministers"),
    ("2024-05-16", "call", "working_level_military"),
    ("2024-05-31", "talks", "defence_ministers"),
]


@pytest.mark.parametrize(("day", "kind", "channels"), FACTS, ids=[f"{day} {kind}" for day, kind, _ in FACTS])
def test_fact(events, day, kind, channels):
    """The event stands once, on its true day, with the channels it acted on."""
    found = events[(events["date"] == day) & (events["type"] == kind) & (events["status"] == "happened")]
    assert sum(set(named) == set(channels.split()) for named in found["channels"]) == 1


def test_refused_in_may_is_not_a_meeting(events):
    """The handshake of June 2023 reopened nothing, and nobody shook hands in May."""
    handshakes = events[events["title"].str.contains("handshake|shake hands", case=False)]
    spring = handshakes[handshakes["date"].between("2023-05-01", "2023-06-30")]
    assert list(spring["date"].dt.strftime("%Y-%m-%d")) == ["2023-06-02"]
    assert list(spring["channels"]) == [()]


def test_the_office_decides_not_the_name(events):
    """No event after his dismissal from office names Wei Fenghe or Li Shangfu as the acting minister."""
    later = events[(events["date"] > "2023-10-24") & events["channels"].map(lambda named: "defence_ministers" in named)]
    assert not later["title"].str.contains("Wei Fenghe|Li Shangfu").any()


def test_one_decision_is_one_event(events):
    """The cut-off of 5 August 2022 and the summit of 15 November 2023 are not counted once per channel."""
    for day, kind in (("2022-08-05", "cut_off"), ("2022-08-05", "suspension"), ("2023-11-15", "summit")):
        assert ((events["date"] == day) & (events["type"] == kind)).sum() == 1


def test_every_event_has_a_source(events):
    """No row stands on nothing, and a row whose sources have no address is flagged."""
    assert events["sources"].map(len).min() >= 1
    unlinked = events[~events["sources"].map(lambda sources: any(source.url for source in sources))]
    assert unlinked["flags"].map(lambda flags: "weak_source" in flags).all()


def test_titles_are_short_and_our_own(events):
    """A title has at most 14 words and quotes nobody."""
    assert events["title"].str.split().map(len).max() <= 14
    assert not events["title"].str.contains('["“”]').any()
    assert (events["quote"] == "").all()


def test_no_two_rows_are_the_same_event(events):
    """No two rows of one type and day have nearly the same title."""
    assert twins(events) == {}


def test_heavy_events_rest_on_two_sources(events):
    """Severity 4 and 5 are carried by two origins or more."""
    heavy = events[events["severity"].isin(HEAVY)]
    assert len(heavy) > 100
    assert [row.id for row in heavy.itertuples() if len(origins(row.sources)) < 2] == []


def test_pages_were_read(events):
    """All but a few rows have a page with the day it was read; those few are flagged or of the newest months."""
    unread = events[~events["sources"].map(lambda named: any(source.url and source.seen for source in named))]
    assert len(unread) <= 12


def test_years_are_evenly_covered(events):
    """Enough rows in every year, and freezes beside thaws in every stretch of five years: a check, not a target."""
    years = events["date"].dt.year.value_counts()
    assert years.reindex(range(2001, 2018), fill_value=0).min() >= 12
    assert years.reindex(range(2018, 2026), fill_value=0).min() >= 35
    assert len(events) >= 700
    sign = score_events(load_config("config.yaml"), events)["direction"]
    for first in range(1989, 2022):
        within = events["date"].dt.year.between(first, first + 4)
        assert (sign[within] < 0).sum() >= (sign[within] > 0).sum() / 3, f"{first} to {first + 4}"


def test_reported_after_it_began(events):
    """Only what is announced by its nature was reported before it began; a plan was reported before it was due."""
    plans = events["status"].isin(("planned", "proposed"))
    early = events[~plans & (events["reported"] < events["date"] - pd.Timedelta(days=1))]
    assert set(early["type"]) <= {"sanction", "tariff", "export_control", "sanction_relief", "military_exercise"}
    assert (events[plans]["reported"] < events[plans]["date"]).all()


def test_rows_stand_in_order(events):
    """Rows are sorted by date and id, so that a change shows as a small difference."""
    keys = list(zip(events["date"], events["id"], strict=True))
    assert keys == sorted(keys)


def test_offices_have_one_holder_at_a_time(config):
    """The tenures can be read, and the defence ministers of the cut-off years are the right ones."""
    from pipeline.sources.actors import load_actors

    actors = load_actors(config)
    ministers = actors[(actors["side"] == "CN") & actors["name"].isin(("Wei Fenghe", "Li Shangfu", "Dong Jun"))]
    tenures = {row.name: str(row.start) for row in ministers[["name", "start"]].itertuples(index=False, name="Row")}
    assert tenures["Li Shangfu"] == "2023-03-12" and tenures["Dong Jun"] == "2023-12-29"
