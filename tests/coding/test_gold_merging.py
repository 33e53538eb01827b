"""The gold of merging is well-formed: events of the record, each told three to six times, and pairs that are two events."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = yaml.safe_load((HERE / "gold_merging.yaml").read_text("utf-8"))
STATUSES = set(yaml.safe_load((ROOT / "config.yaml").read_text("utf-8"))["status"])
with (ROOT / "data" / "us-china" / "events.csv").open(encoding="utf-8", newline="") as file:
    RECORD = {row["id"]: row for row in csv.DictReader(file)}


def pair_name(pair):
    """The ids of the two passages: the name of a test case shows no text."""
    return "-".join(passage["id"] for passage in pair)


def assert_is_passage(passage):
    """A passage has a day, a known status and a text without loose ends."""
    assert isinstance(passage["published"], date)
    assert passage["status"] in STATUSES
    assert passage["text"].strip() == passage["text"] != ""


def test_ids_are_unique():
    """No two passages bear the same name, and no event is listed twice."""
    events = [entry["event"] for entry in GOLD["events"]]
    names = [telling["id"] for entry in GOLD["events"] for telling in entry["tellings"]]
    names += [passage["id"] for pair in GOLD["different"] for passage in pair]
    assert len(set(events)) == len(events)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("entry", GOLD["events"], ids=lambda entry: entry["event"])
def test_an_entry_is_a_row_of_the_record(entry):
    """Type and bounds are those of the row that the entry names."""
    row = RECORD[entry["event"]]
    assert entry["type"] == row["type"]
    assert entry["first"] == date.fromisoformat(row["date"])
    assert entry["last"] == date.fromisoformat(row["date_end"] or row["date"])


@pytest.mark.parametrize("entry", GOLD["events"], ids=lambda entry: entry["event"])
def test_an_entry_is_told_three_to_six_times(entry):
    """The tellings are well-formed, on more than one day; before the event only a plan can be told, and after it none."""
    tellings = entry["tellings"]
    assert 3 <= len(tellings) <= 6
    assert len({telling["published"] for telling in tellings}) > 1
    for telling in tellings:
        assert set(telling) == {"id", "published", "text", "status"}
        assert_is_passage(telling)
        assert (telling["status"] == "planned") == (telling["published"] < entry["first"])


@pytest.mark.parametrize("pair", GOLD["different"], ids=pair_name)
def test_a_pair_tells_of_two_events(pair):
    """The two passages name two rows of the record."""
    assert len(pair) == 2
    for passage in pair:
        assert set(passage) == {"id", "event", "published", "text", "status"}
        assert_is_passage(passage)
        assert RECORD[passage["event"]]["date"] <= passage["published"].isoformat()
    assert pair[0]["event"] != pair[1]["event"]
