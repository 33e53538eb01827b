"""One event told whole: the figures are those of the index, and every bond is told from both ends."""

from __future__ import annotations

from datetime import date
from math import prod

import pytest
from hypothesis import given

from pipeline import build_index, contributions, load_config
from pipeline.questions.event_story import event_story
from pipeline.records import FLAGS
from tests.strategies import CONFIG, day, frame, histories, row


def built(rows):
    config = load_config(overrides={"data.through": date(2021, 12, 31)})
    return build_index(config, frame(rows, config))


def test_an_unknown_event_has_no_story(result):
    """An id that the index does not have gives nothing, whatever it holds."""
    assert event_story(result, "<b>nonsense") is None
    assert event_story(result, "") is None


@given(histories())
def test_factors_multiply_to_the_score(events):
    """The factors' product, held within the limit, is the score."""
    result = build_index(CONFIG, events)
    for event in result.scored["id"]:
        story = event_story(result, event)
        assert story.product == pytest.approx(prod(factor.value for factor in story.factors), abs=1e-12)
        assert story.score == pytest.approx(max(-story.limit, min(story.limit, story.product)), abs=1e-12)
        assert story.clipped == (abs(story.product) > story.limit)


@given(histories())
def test_stories_add_up_to_the_headline(events):
    """Points of all events and of the channels they hold sum to tension minus 50, where it is not clipped."""
    result = build_index(CONFIG, events)
    stories = [event_story(result, event) for event in result.scored["id"]]
    total = sum(story.points for story in stories) + sum(held.points for story in stories for held in story.held)
    assert total == pytest.approx(contributions(result, result.through)["points"].sum(), abs=1e-9)
    if not result.daily["clipped"].iat[-1]:
        assert total == pytest.approx(result.tension.iat[-1] - 50, abs=1e-9)


@given(histories())
def test_bonds_are_told_from_both_ends(events):
    """What replaces another is named by it as its replacement, and so with reliefs."""
    result = build_index(CONFIG, events)
    forward, backward = set(), set()
    for event in result.scored["id"]:
        for other in event_story(result, event).related:
            back = other.relation.endswith("by")
            kind = "replace" if other.relation.startswith("replace") else "relieve"
            (backward if back else forward).add((kind, *((other.event, event) if back else (event, other.event))))
    assert forward == backward


def test_a_plan_that_was_replaced():
    """A plan says when it was replaced and by what; nothing of it is left."""
    plan = row(1, type="summit", status="planned", domain="diplomatic", date=day(60), reported=day(0))
    held = row(2, type="summit", domain="diplomatic", date=day(40), replaces="e1")
    story = event_story(built([plan, held]), "e1")
    assert (story.left, story.points) == (0.0, 0.0)
    assert story.left_why == "its flow stopped on 10 Feb 2020, when it was replaced"
    assert [(other.relation, other.event) for other in story.related] == [("replaced by", "e2")]


def test_a_plan_that_fell_due():
    """A plan nobody replaced stops on the day it was due."""
    plan = row(1, type="summit", status="planned", domain="diplomatic", date=day(60), reported=day(0))
    assert event_story(built([plan]), "e1").left_why == "its flow stopped on 1 Mar 2020, when it was due"


def test_a_measure_and_its_reliefs():
    """A measure says what reliefs leave of it, and when they ended it."""
    tariff = row(1, type="tariff", domain="economic")
    half = row(2, type="sanction_relief", domain="economic", date=day(100), ends="e1:0.5")
    rest = row(3, type="sanction_relief", domain="economic", date=day(200), ends="e1")
    halved = event_story(built([tariff, half]), "e1")
    assert halved.measure_why.startswith("in force since 1 Jan 2020, reliefs leave 50% of it; size ")
    assert halved.measure > 0
    ended = event_story(built([tariff, half, rest]), "e1")
    assert ended.measure_why == "in force from 1 Jan 2020 to 18 Jul 2020, then ended by relief"
    assert [other.relation for other in ended.related] == ["relieved by 50% by", "ended by"]
    assert [other.relation for other in event_story(built([tariff, half]), "e2").related] == ["takes 50% off"]


def test_channels_it_still_stands_behind():
    """The last event that set a channel stands behind it; an earlier one no longer does."""
    result = built([row(1, channels="dpct"), row(2, type="cut_off", date=day(30), channels="dpct;mmca", severity="4")])
    assert event_story(result, "e1").held == ()
    story = event_story(result, "e2")
    assert {(held.channel, held.state, held.since) for held in story.held} == {
        ("Defense Policy Coordination Talks", "suspended", "31 Jan 2020"),
        ("Military Maritime Consultative Agreement", "suspended", "31 Jan 2020"),
    }
    assert story.clipped and (story.product, story.score) == (pytest.approx(-10.8), -10)


def test_every_shipped_event_has_a_story(result):
    """Flags are told in words and every bond names an event of the index."""
    known = set(result.scored["id"])
    flagged = result.scored[result.scored["flags"].map(len) > 0]
    for event in [*flagged["id"].head(20), *result.scored["id"].iloc[::40]]:
        story = event_story(result, event)
        assert all(flag in FLAGS.values() for flag in story.flags)
        assert all(other.event in known for other in story.related)
