"""When two tellings may be of one act: families, sides, channels and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.coding.acts import Act, act_of_candidate, telling_words
from pipeline.coding.frame_data import COMMON
from pipeline.coding.same_act import conflict, days_between, kinship
from tests.coding.test_merging import ONE

CONFIG = load_config()
DAY = date(2023, 11, 15)
TALKS = Act("a", "talks", "happened", "thaw", DAY, DAY, (), "both", "both", "military", "Talks")
ACTS = st.builds(
    Act,
    id=st.text("abc", max_size=2),
    type=st.sampled_from(sorted(CONFIG.event_types)),
    status=st.sampled_from(["happened", "announced", "planned"]),
    direction=st.just("thaw"),
    first=st.dates(date(2023, 11, 1), date(2023, 11, 9)),
    last=st.dates(date(2023, 11, 9), date(2023, 11, 20)),
    channels=st.lists(st.sampled_from(sorted(CONFIG.channels)), max_size=2, unique=True).map(tuple),
    initiator=st.sampled_from(["US", "CN", "both"]),
    target=st.just("both"),
    domain=st.just("military"),
    title=st.just("x"),
)


@given(ACTS, ACTS)
def test_it_does_not_matter_which_is_asked_of_the_other(one, other):
    """What speaks against two tellings does so both ways; nothing speaks against a telling and itself."""
    assert bool(conflict(CONFIG, one, other)) == bool(conflict(CONFIG, other, one))
    assert days_between(one, other) == days_between(other, one)
    assert not conflict(CONFIG, one, one)


def test_the_families_name_types_that_exist():
    """Every type of a family and every outcome is a type of the shipped config."""
    values = yaml.safe_load((COMMON / "same_event.yaml").read_text("utf-8"))
    named = {kind for family in values["families"].values() for kind in family["types"]}
    assert named <= set(CONFIG.event_types)
    assert {kind for kinds in values["outcomes"].values() for kind in kinds} - {"same"} <= set(CONFIG.event_types)
    assert kinship().kin("arms_sale") == {"arms_sale"}


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "call"},
        {"type": "summit", "channels": ("leaders",)},
        {"first": date(2023, 11, 1), "last": date(2023, 11, 30)},
        {"first": date(2023, 11, 16), "last": date(2023, 11, 16)},
        {"first": None, "last": None},
        {"initiator": "CN"},
        {"type": "visit", "initiator": "CN", "target": "US"},
        {"status": "announced"},
    ],
)
def test_one_act_told_differently(changes):
    """Another type of the family, a month for its day, the next day, no date, or a side named first: it may be one act."""
    assert conflict(CONFIG, TALKS, replace(TALKS, **changes)) == ""


@pytest.mark.parametrize(
    ("changes", "others"),
    [
        ({}, {"type": "refusal"}),
        ({}, {"status": "planned"}),
        ({}, {"first": date(2023, 11, 17), "last": date(2023, 11, 17)}),
        ({"channels": ("trade",)}, {"channels": ("dpct",)}),
        ({"type": "summit", "channels": ("leaders",)}, {"type": "agreement_to_talk", "channels": ("leaders", "dpct")}),
        ({"type": "agreement_to_talk"}, {"type": "resumption"}),
        ({"type": "proposal"}, {"type": "refusal"}),
        ({"type": "tariff", "initiator": "US"}, {"type": "tariff", "initiator": "CN"}),
        ({"type": "visit", "initiator": "US"}, {"type": "visit", "initiator": "CN"}),
        ({"type": "cut_off"}, {"type": "cancellation"}),
        ({"type": "agreement_to_talk", "channels": ("dpct",)}, {"type": "agreement_to_talk", "channels": ("ai_dialogue",)}),
    ],
)
def test_two_acts(changes, others):
    """Other families, plans, days, channels, sides or ways of travel are other acts, and it is said what keeps them apart."""
    assert conflict(CONFIG, replace(TALKS, **changes), replace(TALKS, **others))


def test_a_cancellation_that_breaks_off_a_channel():
    """Where both name the channel, cancelling its talks and suspending it are one act."""
    suspension = replace(TALKS, type="suspension", channels=("dpct", "mmca"), initiator="CN")
    assert not conflict(CONFIG, suspension, replace(suspension, type="cancellation", channels=("dpct",)))


def test_what_hits_several_channels_may_be_told_by_halves():
    """An agreement on military channels is one act where one report names one of them and the next another."""
    agreed = replace(TALKS, type="agreement_to_talk", channels=("leaders", "dpct"))
    assert not conflict(CONFIG, agreed, replace(agreed, type="deal", channels=("leaders", "defence_ministers")))


def test_a_report_without_a_day_leaves_room():
    """A day that is only that of the report may lie before it; a plan without a day lies in the weeks to come."""
    day = date(2024, 4, 17)
    unread = replace(ONE, first=day, last=day, flags=("date_inferred",))
    assert act_of_candidate(unread, day).first == date(2024, 4, 15)
    assert act_of_candidate(replace(unread, flags=()), day).first == day
    plan = act_of_candidate(replace(ONE, first=None, last=None, status="planned"), day)
    assert plan.first == day and plan.days == 61
    assert act_of_candidate(replace(ONE, first=None, last=None), day).days is None


def test_words_that_tell():
    """Small words, months and years tell nothing; plurals and parts of hyphenated words are told alike."""
    assert telling_words("The then-Speaker met militaries in May 2023") == {"then", "speaker", "met", "military"}
