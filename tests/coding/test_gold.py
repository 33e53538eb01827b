"""The gold of the coder is well-formed: known words, dates in order, quotes that are slices, a hold-out drawn by its seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.records import BOTH, FLAGS, PRECISIONS, ROLES

HERE = Path(__file__).parent
CONFIG = yaml.safe_load((HERE.parents[1] / "config.yaml").read_text("utf-8"))
PASSAGES = yaml.safe_load((HERE / "gold.yaml").read_text("utf-8"))["passages"]
HELD_OUT = (HERE / "gold_held_out.txt").read_text("ascii").split()
SEED = 20261122
PAIR = {"US", "CN"}
BY_TONE = {"statement_negative": "freeze", "statement_positive": "thaw"}
KEYS = {"type", "status", "direction", "first", "last", "precision", "initiator", "target", "channels", "role", "quote"}


def events_of(passages):
    """Each event of the passages beside its passage."""
    return [(passage, event) for passage in passages for event in passage.get("events", [])]


def case_name(value):
    """The id of a passage, and nothing for its event: the name of a test case shows no text."""
    return value.get("id", "")


EVENTS = events_of(PASSAGES)


def test_ids_are_unique():
    """No two passages bear the same name."""
    names = [passage["id"] for passage in PASSAGES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("passage", PASSAGES, ids=case_name)
def test_a_passage_holds_events_or_says_why_not(passage):
    """A passage has a date, two sides, a text, and either events or the reason why it yields none."""
    assert isinstance(passage["published"], date)
    assert len(set(passage["sides"])) == 2
    assert all(isinstance(side, str) and len(side) == 2 for side in passage["sides"])
    assert passage["text"].strip() == passage["text"] != ""
    assert bool(passage.get("events")) != bool(passage.get("nothing"))
    assert set(passage) <= {"id", "published", "sides", "text", "events", "nothing"}


@pytest.mark.parametrize(("passage", "event"), EVENTS, ids=case_name)
def test_an_event_uses_the_words_of_the_codebook(passage, event):
    """Types, statuses, channels, flags and sides are those of the config; other pairs than its own name no channel."""
    assert set(event) - {"flags"} == KEYS
    assert event["type"] in CONFIG["event_types"]
    assert event["status"] in CONFIG["status"]
    assert event["role"] in ROLES
    assert event["precision"] in PRECISIONS
    assert {event["initiator"], event["target"]} <= {*passage["sides"], BOTH}
    assert (event["initiator"] == event["target"]) == (event["initiator"] == BOTH)
    assert set(event["channels"]) <= (set(CONFIG["channels"]) if set(passage["sides"]) == PAIR else set())
    assert set(event.get("flags", [])) <= set(FLAGS)


@pytest.mark.parametrize(("passage", "event"), EVENTS, ids=case_name)
def test_the_direction_is_the_sign_of_the_type(passage, event):
    """Nothing but the type says whether an event thaws or freezes."""
    weight = CONFIG["event_types"][event["type"]]["weight"]
    sign = "freeze" if weight < 0 else "thaw" if weight > 0 else "neutral"
    assert event["direction"] == BY_TONE.get(event["type"], sign)


@pytest.mark.parametrize(("passage", "event"), EVENTS, ids=case_name)
def test_the_bounds_fit_the_precision(passage, event):
    """A day is one day, a month a whole month; only a plan lies ahead of its report."""
    first, last = event["first"], event["last"]
    assert first <= last
    assert (first == last) == (event["precision"] == "day")
    if event["precision"] == "month":
        assert first.day == 1
        assert (last + timedelta(days=1)).day == 1
        assert (first.year, first.month) == (last.year, last.month)
    ahead = event["status"] in ("planned", "proposed")
    assert ahead or first <= passage["published"]


@pytest.mark.parametrize(("passage", "event"), EVENTS, ids=case_name)
def test_a_quote_is_a_slice_of_its_text(passage, event):
    """The words that tell of an event stand in its passage, once."""
    assert passage["text"].count(event["quote"]) == 1


def test_every_type_and_status_occurs():
    """Each type is met at least once between the two sides of the pair, each status somewhere."""
    assert {event["type"] for passage, event in EVENTS if set(passage["sides"]) == PAIR} == set(CONFIG["event_types"])
    assert {event["status"] for _, event in EVENTS} == set(CONFIG["status"])


def test_the_hold_out_is_the_seeded_third():
    """The held-out passages are the draw of the seed over the sorted names, and nobody's choice."""
    names = sorted(passage["id"] for passage in PASSAGES)
    assert sorted(random.Random(SEED).sample(names, len(names) // 3)) == HELD_OUT
