"""The golds of the coder are well-formed: known words, dates in order, quotes that are slices, hold-outs drawn by seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.records import BOTH, FLAGS, PRECISIONS, ROLES

HERE = Path(__file__).parent
CONFIG = yaml.safe_load((HERE.parents[1] / "config.yaml").read_text("utf-8"))
# Each gold with the seed of its hold-out and the share set aside: one in three, one in two.
GOLDS = {"gold": (20261122, 3), "gold_articles": (20261127, 2)}
PASSAGES = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))["passages"] for name in GOLDS}
PAIR = {"US", "CN"}
BY_TONE = {"statement_negative": "freeze", "statement_positive": "thaw"}
KEYS = {"type", "status", "direction", "first", "last", "precision", "initiator", "target", "channels", "role", "quote"}


def events_of(passages):
    """Each event of the passages beside its passage."""
    return [(passage, event) for passage in passages for event in passage.get("events", [])]


def case_name(value):
    """The id of a passage, and nothing for its event: the name of a test case shows no text."""
    return value.get("id", "")


EVERY_PASSAGE = [passage for passages in PASSAGES.values() for passage in passages]
EVENTS = events_of(EVERY_PASSAGE)


def test_ids_are_unique():
    """No two passages bear the same name, in one gold or in both."""
    names = [passage["id"] for passage in EVERY_PASSAGE]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("passage", EVERY_PASSAGE, ids=case_name)
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
    assert event["precision"] in PRECISIONS or event["first"] is None
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
    """A day is one day, a month or year a whole one; only a plan lies ahead of its report; an open day is open throughout."""
    first, last, precision = event["first"], event["last"], event["precision"]
    if first is None:
        assert (last, precision) == (None, None)
        return
    assert first <= last
    assert (first == last) == (precision == "day")
    if precision in ("month", "year"):
        assert first.day == 1
        assert (last + timedelta(days=1)).day == 1
        assert first.year == last.year
    if precision == "month":
        assert first.month == last.month
    if precision == "year":
        assert (first.month, last.month) == (1, 12)
    ahead = event["status"] in ("planned", "proposed")
    assert ahead or first <= passage["published"]


@pytest.mark.parametrize(("passage", "event"), EVENTS, ids=case_name)
def test_a_quote_is_a_slice_of_its_text(passage, event):
    """The words that tell of an event stand in its passage, once."""
    assert passage["text"].count(event["quote"]) == 1


@pytest.mark.parametrize("gold", GOLDS)
def test_every_type_and_status_occurs(gold):
    """In each gold every type is met at least once between the two sides of the pair, each status somewhere."""
    events = events_of(PASSAGES[gold])
    assert {event["type"] for passage, event in events if set(passage["sides"]) == PAIR} == set(CONFIG["event_types"])
    assert {event["status"] for _, event in events} == set(CONFIG["status"])


@pytest.mark.parametrize("gold", GOLDS)
def test_the_hold_out_is_the_seeded_share(gold):
    """The held-out passages are the draw of the seed over the sorted names, and nobody's choice."""
    seed, share = GOLDS[gold]
    held_out = (HERE / f"{gold}_held_out.txt").read_text("ascii").split()
    names = sorted(passage["id"] for passage in PASSAGES[gold])
    assert sorted(random.Random(seed).sample(names, len(names) // share)) == held_out
