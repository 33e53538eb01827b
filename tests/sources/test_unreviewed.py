"""Candidates beside the events are read only where the config says so, and then as strictly as events."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pipeline import load_config, load_events
from pipeline.errors import DataError
from pipeline.records import UNREVIEWED
from pipeline.sources.events import load_reviewed
from pipeline.sources.unreviewed import candidates_file
from tests.files import (
    CANDIDATES,
    COUNTING,
    SMALL,
    STORY,
    candidate,
    event,
    write_config,
    write_counting,
    write_events,
    write_project,
)


def counted(folder, candidates, text=COUNTING):
    """The candidates among the events of a project, by id."""
    events = load_events(load_config(write_counting(folder, candidates, text)))
    return events[events["id"].str.startswith("c-")].set_index("id")


def refusal(folder, candidates) -> str:
    with pytest.raises(DataError) as caught:
        counted(folder, candidates)
    return str(caught.value)


def test_the_switch_is_off_by_default(tmp_path):
    """Without the switch a file of candidates, even a broken one, changes nothing."""
    path = write_counting(tmp_path, text=SMALL)
    before = load_events(load_config(path))
    (tmp_path / "candidates.csv").write_text("not,a\ncandidates file", "utf-8")
    assert_frame_equal(load_events(load_config(path)), before)
    assert list(before["id"]) == [row["id"] for row in STORY]


def test_new_events_and_outcomes_count(tmp_path):
    """New events and outcomes with a date and enough confidence count; doubtful, undated ones and mere sources do not."""
    found = counted(tmp_path, CANDIDATES)
    assert list(found.index) == ["c-break", "c-curb"]
    assert list(found["confidence"]) == [0.8, 0.75]


@pytest.mark.parametrize(("confidence", "counts"), [("0.7", True), ("0.69", False), ("1", True), ("", False)])
def test_the_least_confidence_counts(tmp_path, confidence, counts):
    """A candidate counts from the least confidence on, and not without any."""
    assert bool(len(counted(tmp_path, [candidate("c-1", "2031-11-03", confidence=confidence)]))) is counts


def test_the_least_confidence_is_the_configs(tmp_path):
    """`review.least_confidence` moves the border."""
    text = SMALL + "review: {count_unreviewed: true, least_confidence: 0.5}\n"
    assert list(counted(tmp_path, CANDIDATES, text).index) == ["c-break", "c-curb", "c-doubt"]


def test_every_counted_candidate_is_marked(tmp_path):
    """Each carries the flag once, beside its own flags, also where its cell is empty; no event carries it."""
    rows = [candidate("c-1", "2031-11-03", flags=""), candidate("c-2", "2031-11-04", flags="date_inferred;unreviewed")]
    assert list(counted(tmp_path, rows)["flags"]) == [(UNREVIEWED,), ("date_inferred", UNREVIEWED)]
    assert not any(UNREVIEWED in flags for flags in load_reviewed(load_config(tmp_path / "config.yaml"))["flags"])


def test_what_it_would_end_goes_on(tmp_path):
    """`replaces` and `ends` of a candidate are left out, wherever they point."""
    rows = [candidate("c-1", "2031-11-03", replaces="plan;nothing", ends="tariff:0.5;no such measure", proposal="outcome")]
    found = counted(tmp_path, rows).iloc[0]
    assert found["replaces"] == () and found["ends"] == ()


def test_a_missing_file_holds_none(tmp_path):
    """Where there is no file of candidates there is nothing to count."""
    config = load_config(write_project(tmp_path, text=COUNTING))
    assert len(load_events(config)) == len(STORY)


def test_candidates_without_events(tmp_path):
    """A pair without an event yet can count candidates."""
    (tmp_path / "events.csv").write_text("id,date,title,type,status,domain\n", "utf-8")
    write_events(tmp_path, CANDIDATES, "candidates.csv")
    config = load_config(write_config(tmp_path, f"clear: [data.actors, data.episodes]\ndata: {{events: events.csv}}\n{COUNTING}"))
    assert list(load_events(config)["id"]) == ["c-break", "c-curb"]


def test_where_the_file_lies(tmp_path):
    """By default beside the events; else where the config says, relative to the config."""
    assert candidates_file(load_config(write_project(tmp_path))) == tmp_path / "candidates.csv"
    text = "clear: [data.actors, data.episodes]\ndata: {events: in/events.csv, candidates: queue/undecided.csv}\n"
    config = load_config(write_config(tmp_path, text + COUNTING))
    assert candidates_file(config) == tmp_path / "queue" / "undecided.csv"
    write_events(tmp_path / "in", STORY)
    write_events(tmp_path / "queue", CANDIDATES, "undecided.csv")
    assert len(load_events(config)) == len(STORY) + 2


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"id": "break-1"}, "id: found 'break-1', the id of a candidate starts with 'c-'"),
        ({"proposal": "sauce"}, "proposal: found 'sauce', did you mean 'source'?"),
        ({"proposal": ""}, "proposal: found '', allowed: new, source, outcome"),
        ({"type": "tarif"}, "type: found 'tarif', did you mean 'tariff'?"),
        ({"confidence": "high"}, "confidence: found 'high', allowed: a number from 0 to 1"),
        ({"confidence": "nan"}, "confidence: found 'nan', allowed: a number from 0 to 1"),
        ({"date": "3 Nov 2031"}, "date: found '3 Nov 2031'"),
        ({"id": "c-1"}, "id: duplicate id 'c-1', first used on line 2"),
    ],
)
def test_a_broken_row_is_named(tmp_path, cells, message):
    """What is wrong with a candidate is said in one line, with file and line."""
    said = refusal(tmp_path, [candidate("c-1", "2031-11-03"), candidate("c-2", "2031-11-04") | cells])
    assert said.startswith(f"{tmp_path / 'candidates.csv'}:3: {message}")
    assert "\n" not in said


def test_a_name_taken_by_an_event_is_refused(tmp_path):
    """A candidate may not have the id of an event."""
    write_events(tmp_path, [candidate("c-1", "2031-11-03")], "candidates.csv")
    config = load_config(write_project(tmp_path, [event("c-1", "2031-01-01")], COUNTING))
    with pytest.raises(DataError, match=r"candidates.csv:2: id: 'c-1' is the id of an event already"):
        load_events(config)


def test_a_missing_column_is_named(tmp_path):
    """A file that cannot say what it proposes is refused at its header."""
    rows = [{key: cell for key, cell in candidate("c-1", "2031-11-03").items() if key != "proposal"}]
    assert refusal(tmp_path, rows) == f"{tmp_path / 'candidates.csv'}:1: proposal: required column is missing"


def test_an_event_may_not_be_unreviewed(tmp_path):
    """A row of the events with the flag is refused, whatever the config counts."""
    for text in (SMALL, COUNTING):
        config = load_config(write_project(tmp_path, [event("a", "2031-01-01", flags="unreviewed")], text))
        with pytest.raises(DataError, match=r"events.csv:2: flags: found 'unreviewed', which only a candidate may carry"):
            load_events(config)


@settings(max_examples=40)
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), cut=st.integers(0, 400))
def test_nothing_but_a_data_error_escapes(tmp_path_factory, content, cut):
    """A damaged file of candidates is read or refused in words, never with another error."""
    folder = tmp_path_factory.mktemp("any")
    config = load_config(write_counting(folder))
    valid = (folder / "candidates.csv").read_bytes()
    (folder / "candidates.csv").write_bytes(valid[:cut] + content + valid[cut:])
    try:
        load_events(config)
    except DataError as error:
        assert "candidates.csv" in str(error)
