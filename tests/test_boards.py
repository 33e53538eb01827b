"""The channel board on eight known days, as written down from public sources before the data were compared with it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

BOARDS = yaml.safe_load((Path(__file__).parent / "boards.yaml").read_text("utf-8"))
ENTRIES = [(day, slug, entry) for day, board in BOARDS.items() for slug, entry in board.items()]
SURE = [(day, slug, entry) for day, slug, entry in ENTRIES if entry.get("sure", True)]
UNSETTLED = [entry for entry in SURE if not entry[2].get("settled")]
ZONES = timedelta(days=2)
"""A talk that ends on another day at home, or lasts two days, is the same contact."""


def entries(found):
    """Entries as parameters, each named by its day and channel."""
    return pytest.mark.parametrize(("day", "slug", "entry"), found, ids=[f"{day} {slug}" for day, slug, _ in found])


def day_of(number: float) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))


def standing(result, slug: str, day: date):
    """State, since when and last contact of a channel on a day; `absent` outside its life."""
    channel = result.config.channels[slug]
    found = result.channels[slug].iloc[result.row(day)]
    absent = (channel.founded and day < channel.founded) or (channel.until and day > channel.until)
    return "absent" if absent else found["state"], found


@entries(SURE)
def test_state(result, day, slug, entry):
    """Each channel stands as its source has it; where a source was found wanting, the entry says what settled it."""
    assert standing(result, slug, day)[0] == entry.get("settled_state", entry["state"])


@entries([entry for entry in UNSETTLED if "last_contact" in entry[2]])
def test_contact_is_not_older_than_known(result, day, slug, entry):
    """The data know of the last contact that the source knows of, or of a later one."""
    state, found = standing(result, slug, day)
    assert state not in ("absent", "unknown")
    assert day_of(found["last_contact"]) >= entry["last_contact"] - ZONES


@entries([entry for entry in UNSETTLED if "since" in entry[2]])
def test_since(result, day, slug, entry):
    """A line that is promised, strained or suspended has been so since the day the source gives."""
    assert abs(day_of(standing(result, slug, day)[1]["since"]) - entry["since"]) <= ZONES


def test_every_channel_on_every_day(config):
    """The boards have the eight days and on each of them all channels; every sure entry names its page."""
    assert [str(day) for day in BOARDS] == [
        "2008-06-01", "2010-03-01", "2015-07-01", "2022-09-01", "2023-06-01", "2024-02-01", "2025-06-01", "2026-09-27",
    ]  # fmt: skip
    assert all(set(board) == set(config.channels) for board in BOARDS.values())
    assert all("http" in entry["source"] for _, _, entry in SURE if entry["state"] != "absent")
    assert len(SURE) >= 130


def test_the_last_board_is_of_the_last_day(result):
    """The newest board is that of the last day of the data."""
    assert max(BOARDS) == result.through
