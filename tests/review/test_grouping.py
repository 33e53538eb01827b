"""Candidates of several articles: one group for one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.coding.coder import build_coder
from pipeline.coding.gold import article_of, load_gold
from pipeline.review.matching import act_of_candidate, acts_of_events, grouped, joined
from tests.coding.test_same_act import ACTS
from tests.review.test_matching import AGREED, FIRST_CALL, NOVEMBER, SECOND_CALL, SUMMIT

CONFIG = load_config()
SEEDS = Path("../shared/seeds/gold.yaml")


@given(st.lists(ACTS, max_size=8, unique_by=lambda act: act.id), st.randoms())
def test_the_order_does_not_matter(acts, random):
    """Every act is in one group, and the groups are the same whatever the order the acts come in."""
    named = {frozenset(acts[n].id for n in group) for group in grouped(CONFIG, acts)}
    assert sorted(name for group in named for name in group) == sorted(act.id for act in acts)
    shuffled = random.sample(acts, len(acts))
    assert {frozenset(shuffled[n].id for n in group) for group in grouped(CONFIG, shuffled)} == named


def test_one_group_for_one_act():
    """A summit told with its day and with its month is one group, led by the day; what was agreed there is another."""
    acts = [replace(SUMMIT, id="vague", **NOVEMBER), AGREED, SUMMIT, replace(SUMMIT, id="again")]
    groups = grouped(CONFIG, acts)
    assert sorted(map(sorted, groups)) == [[0, 2, 3], [1]]
    assert next(group for group in groups if len(group) == 3)[-1] == 0


def test_two_calls_are_not_joined_by_a_vague_telling():
    """A call known to the month fits the two of that month alike, so it stays by itself."""
    vague = replace(FIRST_CALL, id="v", first=date(2024, 3, 1), last=date(2024, 3, 31), words=frozenset())
    assert sorted(map(len, grouped(CONFIG, [vague, FIRST_CALL, SECOND_CALL]))) == [1, 1, 1]


def test_a_chronology_is_not_folded(config, events):
    """Of the shipped events hardly two are put together: they are one row for one event."""
    acts = acts_of_events(config, events)
    assert len(grouped(config, acts)) >= 0.99 * len(acts)


def test_a_group_as_one_act():
    """The group has the narrowest date, all channels and words, and the day it was first published."""
    vague = replace(SUMMIT, id="v", channels=("dpct",), words=frozenset({"woodside", "pandas"}), **NOVEMBER)
    whole = joined([replace(vague, reported=date(2023, 11, 2)), SUMMIT])
    assert (whole.id, whole.first, whole.reported) == ("v", date(2023, 11, 15), date(2023, 11, 2))
    assert whole.channels == ("dpct", "leaders") and {"pandas", "biden"} <= whole.words


def test_the_articles():
    """The summit of November 2023 and what was agreed there, told by several of the articles, are one group each."""
    if not SEEDS.exists():
        pytest.skip("the articles are not part of the project")
    coder = build_coder(CONFIG)
    told = [
        (text.id, act_of_candidate(found, text.published))
        for text in load_gold(SEEDS, CONFIG)
        for found in coder.code(article_of(text))
    ]
    groups = grouped(CONFIG, [act for _, act in told])
    for kinds in ({"summit"}, {"deal", "agreement_to_talk"}):
        november = {
            number
            for number, (_, act) in enumerate(told)
            if act.type in kinds and act.first == NOVEMBER["first"] and act.last == NOVEMBER["last"]
        }
        assert len({told[number][0] for number in november}) >= 2
        assert [set(group) for group in groups if november & set(group)] == [november]
    calls = [group for group in groups if told[group[0]][1].channels == ("joint_chiefs",) and told[group[0]][1].type == "call"]
    assert [len(group) for group in calls] == [2]
