"""A person decides: what stands in events, queue and log afterwards, what is refused, and how it is taken back."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import load_events
from pipeline.errors import DataError, ExportError
from pipeline.records import EVENT_COLUMNS
from pipeline.review.decision_log import decisions_path, load_decisions
from pipeline.review.decisions import decide, undo
from pipeline.review.queue import load_queue
from tests.files import STORY
from tests.review.desk import NOW, SOURCE, files, full, lay_out, proposal, small_pair


@pytest.fixture
def config(tmp_path):
    return small_pair(tmp_path)


def rows(config) -> dict[str, dict[str, str]]:
    with Path(config.data.events).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


# ---------------------------------------------------------------- accept, edit, reject, merge, later
def test_accepting_writes_one_row_and_one_line(config):
    """The proposal becomes a reviewed event seen today, leaves the queue, and the log says what was proposed."""
    lay_out(config, proposal("c-1"), proposal("c-2", "2031-02-05"))
    before = files(config)["events.csv"]
    made = decide(config, "c-1", "accept", now=NOW)
    (added,) = set(files(config)["events.csv"].splitlines()) - set(before.splitlines())
    assert added.startswith(b"2031-02-03-what-happened-in-c-1,2031-02-03,")
    row = rows(config)[made.event]
    assert (row["flags"], row["sources"]) == ("", "Agency | https://example.org/c-1 | 2031-02-03 | 2031-06-01")
    assert [waiting.id for waiting in load_queue(config)] == ["c-2"]
    assert load_decisions(config) == (made,)
    assert (made.action, made.rule, made.direction, made.time) == ("accept", "speak", "thaw", "2031-06-01T09:30:00Z")
    assert made.before is None and made.after == row
    load_events(config)


def test_an_edit_says_what_was_changed(config):
    """Cells given with an acceptance are checked and written, and the log has each before and after."""
    lay_out(config, proposal("c-1"))
    made = decide(config, "c-1", "accept", row={"type": "talks", "severity": "2", "domain": "military"}, now=NOW)
    assert (made.action, made.changed) == ("edit", {"type": ["call", "talks"], "severity": ["3", "2"]})
    assert (rows(config)[made.event]["type"], made.type) == ("talks", "call")


def test_a_whole_row_as_the_page_shows_it_is_no_edit(config):
    """Neither the flag that falls away nor the day that is filled in counts as a change."""
    lay_out(config, proposal("c-1"))
    shown = dict(load_queue(config)[0].row) | {"flags": ""}
    assert decide(config, "c-1", "edit", row=shown, now=NOW).action == "accept"


def test_an_id_may_be_chosen(config):
    """An id given is kept; a taken one is refused, as any new event's would be."""
    lay_out(config, proposal("c-1"))
    with pytest.raises(DataError, match="duplicate id 'visit'"):
        decide(config, "c-1", "accept", row={"id": "visit"}, now=NOW)
    assert decide(config, "c-1", "accept", row={"id": "my-own"}, now=NOW).event == "my-own"


def test_the_checks_of_any_new_event_hold(config):
    """A proposal without a day, or edited to what is not allowed, is refused in the words of `add`; nothing is written."""
    lay_out(config, proposal("c-1", "", reported="", precision=""))
    before = files(config)
    with pytest.raises(DataError, match="the new event: date: empty, required"):
        decide(config, "c-1", "accept", now=NOW)
    with pytest.raises(DataError, match="type: found 'tlaks', did you mean 'talks'"):
        decide(config, "c-1", "edit", row={"date": "2031-02-03", "type": "tlaks"}, now=NOW)
    assert files(config) == before
    assert decide(config, "c-1", "edit", row={"date": "2031-02-03"}, now=NOW).event.startswith("2031-02-03-")


def test_rejecting_leaves_the_events_alone(config):
    """A rejection changes queue and log, with its reason in one line."""
    lay_out(config, proposal("c-1"))
    before = files(config)["events.csv"]
    assert decide(config, "c-1", "reject", reason="an old\nstory", now=NOW).reason == "an old story"
    assert files(config)["events.csv"] == before and load_queue(config) == ()


def test_merging_adds_the_missing_source_and_nothing_else(config):
    """The event gains the article's line; every other cell and row stays; an article it rests on already is not named twice."""
    lay_out(config, proposal("c-1"), proposal("c-2", sources=SOURCE))
    before = rows(config)
    made = decide(config, "c-1", "merge", into="visit", now=NOW)
    line = "Agency | https://example.org/c-1 | 2031-02-03 | 2031-06-01"
    assert rows(config) == before | {"visit": before["visit"] | {"sources": f"{SOURCE}\n{line}"}}
    assert (made.into, made.event, made.before["sources"]) == ("visit", "visit", SOURCE)
    assert rows(config)["visit"]["quote"] == ""


def test_a_source_is_merged_by_accepting_it(config):
    """Accepting a proposal of the kind source merges it into its event; editing it, even unchanged, makes an event of it."""
    lay_out(config, proposal("c-1", kind="source", into="visit"), proposal("c-2", kind="source", into="visit"))
    assert decide(config, "c-1", "accept", now=NOW).event == "visit"
    made = decide(config, "c-2", "edit", now=NOW)
    assert made.event == "2031-02-03-what-happened-in-c-2" and made.event in rows(config)


def test_an_outcome_replaces_its_plan(config):
    """The row of an outcome names the plan under `replaces`, that proposed or the one chosen."""
    lay_out(config, proposal("c-1", "2031-08-01", "outcome", "plan", replaces="plan"))
    made = decide(config, "c-1", "accept", now=NOW)
    assert rows(config)[made.event]["replaces"] == "plan" and (made.action, made.into) == ("accept", "plan")


def test_merging_needs_an_event_that_is_there(config):
    """No event named, or one that is not in the file, is told with the nearest id."""
    lay_out(config, proposal("c-1"))
    with pytest.raises(DataError, match="merge needs the event"):
        decide(config, "c-1", "merge", now=NOW)
    with pytest.raises(DataError, match="did you mean 'visit'"):
        decide(config, "c-1", "merge", into="visist", now=NOW)


def test_later_goes_to_the_end_and_stays_there(config):
    """What is put off comes after all others, in the order in which it was put off, in the file too."""
    lay_out(config, proposal("c-1"), proposal("c-2"), proposal("c-3"))
    decide(config, "c-2", "later", now=NOW)
    decide(config, "c-1", "later", now=NOW)
    assert [waiting.id for waiting in load_queue(config)] == ["c-3", "c-2", "c-1"]
    undo(config, NOW)
    assert [waiting.id for waiting in load_queue(config)] == ["c-1", "c-3", "c-2"]


@pytest.mark.parametrize(("action", "said"), [("acept", "did you mean 'accept'"), ("undo", "allowed: accept")])
def test_an_action_that_is_none(config, action, said):
    """Only the five actions are carried out; undo has its own function."""
    lay_out(config, proposal("c-1"))
    with pytest.raises(DataError, match=said):
        decide(config, "c-1", action)


def test_a_column_that_is_none(config):
    """A cell of a column that events do not have is refused before anything is read."""
    with pytest.raises(DataError, match="unknown column 'kind'"):
        decide(config, "c-1", "edit", row={"kind": "talks"})


# ---------------------------------------------------------------- decided before
@pytest.mark.parametrize(
    ("action", "into", "said"),
    [
        ("accept", None, "accepted as 2031-02-03-what-happened-in-c-1"),
        ("reject", None, "rejected"),
        ("merge", "visit", "merged into visit"),
    ],
)
def test_who_comes_too_late_is_told(config, action, into, said):
    """A proposal that is no longer in the queue is answered with what became of it and when."""
    lay_out(config, proposal("c-1"))
    decide(config, "c-1", action, into=into, now=NOW)
    before = files(config)
    with pytest.raises(DataError) as caught:
        decide(config, "c-1", "accept", now=NOW)
    assert str(caught.value) == f"c-1: already decided by another reviewer: {said} at 2031-06-01T09:30:00Z"
    assert files(config) == before


def test_a_proposal_that_never_was(config):
    """An unknown id is told with the nearest one that waits."""
    lay_out(config, proposal("c-17"))
    with pytest.raises(DataError, match="c-18: no such proposal waits, did you mean 'c-17'"):
        decide(config, "c-18", "accept")


# ---------------------------------------------------------------- taken back
def test_decisions_are_taken_back_one_by_one(config):
    """Undo takes the newest decision that stands, and again the one before; files are as they were, the log has grown."""
    lay_out(config, proposal("c-1"), proposal("c-2", "2031-02-05"), proposal("c-3", "2031-02-06"))
    states = [files(config)]
    for name, action, into in (("c-1", "accept", None), ("c-2", "merge", "visit"), ("c-3", "reject", None)):
        decide(config, name, action, into=into, now=NOW)
        states.append(files(config))
    for undone, state in zip((3, 2, 1), states[-2::-1], strict=True):
        assert undo(config, NOW).undoes == undone
        found = files(config)
        assert {name: found[name] for name in ("events.csv", "candidates.csv")} == {
            name: state[name] for name in ("events.csv", "candidates.csv")
        }
    assert [decision.action for decision in load_decisions(config)] == ["accept", "merge", "reject", "undo", "undo", "undo"]
    with pytest.raises(DataError, match="nothing to take back"):
        undo(config, NOW)


def test_taken_back_and_decided_again(config):
    """What was taken back can be decided anew, and that decision be taken back too."""
    lay_out(config, proposal("c-1"))
    before = files(config)["events.csv"]
    decide(config, "c-1", "accept", now=NOW)
    undo(config, NOW)
    decide(config, "c-1", "accept", now=NOW)
    undo(config, NOW)
    assert files(config)["events.csv"] == before


def test_a_row_changed_by_hand_is_not_taken_back(config):
    """A row that somebody mended after it was accepted, or took out, stays as it is, and the message names it."""
    lay_out(config, proposal("c-1"))
    made = decide(config, "c-1", "accept", now=NOW)
    content = files(config)["events.csv"]
    path = decisions_path(config).with_name("events.csv")
    path.write_bytes(content.replace(b"They spoke (c-1).", b"They did speak."))
    before = files(config)
    with pytest.raises(DataError, match=f"{made.event}: was changed since by other means"):
        undo(config, NOW)
    path.write_bytes(b"".join(line for line in content.splitlines(True) if b"c-1" not in line))
    with pytest.raises(DataError, match=f"{made.event}: is gone by other means"):
        undo(config, NOW)
    assert files(config)["decisions.jsonl"] == before["decisions.jsonl"]


def test_a_row_that_others_point_to_is_not_taken_back(config):
    """Where a row added by hand replaces the accepted one, undoing would leave it pointing nowhere: it is refused."""
    lay_out(config, proposal("c-1"))
    made = decide(config, "c-1", "accept", now=NOW)
    path = decisions_path(config).with_name("events.csv")
    row = full({"id": "by-hand", "date": "2033-01-01", "title": "By hand", "type": "talks", "status": "happened",
                "domain": "military", "replaces": made.event})  # fmt: skip
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([row[column] for column in EVENT_COLUMNS])
    path.write_bytes(path.read_bytes() + text.getvalue().encode())
    with pytest.raises(DataError, match=f"no event has the id '{made.event}'"):
        undo(config, NOW)


def test_other_rows_may_change_in_between(config):
    """Undo takes out its own row and leaves what others added meanwhile."""
    lay_out(config, proposal("c-1"))
    before = files(config)["events.csv"]
    decide(config, "c-1", "accept", now=NOW)
    path = decisions_path(config).with_name("events.csv")
    path.write_bytes(path.read_bytes().replace(b"What happened in words", b"What was said"))
    undo(config, NOW)
    assert files(config)["events.csv"] == before.replace(b"What happened in words", b"What was said")


# ---------------------------------------------------------------- byte for byte
@st.composite
def written_events(draw):
    """The story as somebody's editor may have written it: quotes, blank lines, line ends, a mark, an end or none."""
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    lines = []
    for row in [dict(zip(EVENT_COLUMNS, EVENT_COLUMNS, strict=True)), *map(full, STORY)]:
        note = draw(st.sampled_from(["", 'said "no"', "two\nlines", "a, b"])) if row["id"] != "id" else row["note"]
        text = io.StringIO()
        quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        writer = csv.writer(text, lineterminator="\r\n", quoting=quoting)  # a cell with either is quoted
        writer.writerow((row | {"note": note})[column] for column in EVENT_COLUMNS)
        lines += [text.getvalue().removesuffix("\r\n"), *[""] * draw(st.integers(0, 2))]
    body = ending.join(lines) + draw(st.sampled_from(["", ending]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + body.encode()


@settings(max_examples=20)
@given(
    content=written_events(),
    day=st.sampled_from(["2031-01-01", "2031-03-02", "2031-06-15", "2033-01-01"]),
    steps=st.lists(st.sampled_from(["accept", "merge visit", "merge again", "reject"]), min_size=1, max_size=4),
)
def test_deciding_and_taking_back_restores_every_byte(tmp_path_factory, content, day, steps):
    """Whatever was decided, undoing it all gives the events file back byte for byte."""
    config = small_pair(tmp_path_factory.mktemp("pair"))
    path = decisions_path(config).with_name("events.csv")
    path.write_bytes(content)
    lay_out(config, *(proposal(f"c-{n}", day) for n in range(len(steps))))
    with patch("pipeline.review.changes.addition"):  # what the row moves is not the matter here
        for n, step in enumerate(steps):
            action, _, into = step.partition(" ")
            decide(config, f"c-{n}", action, into=into or None, now=NOW)
        for _ in steps:
            undo(config, NOW)
    assert path.read_bytes() == content


# ---------------------------------------------------------------- the log
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda line: line[:-40], "2: torn: the last line has no end"),
        (lambda line: b"{broken\n", "2: found '{broken', not a whole JSON object"),
        (lambda line: b"[1]\n", "2: found [1], expected a decision"),
        (lambda line: line.replace(b'"action":"reject"', b'"action":"rejected"'), "2: action: found 'rejected', did you mean"),
        (lambda line: line.replace(b'"n":2', b'"n":7'), "2: n: found 7, expected 2"),
        (lambda line: line.replace(b'"rule":"speak",', b""), "2: rule: required key is missing"),
        (lambda line: line.replace(b'"rule":"speak"', b'"rule":3'), "2: rule: found 3, expected str"),
        (lambda line: line.replace(b'"rule"', b'"ruel":"","rule"'), "2: unknown key 'ruel', did you mean 'rule'"),
    ],
)
def test_a_line_that_is_no_decision(config, spoil, said):
    """A torn or foreign line is told with file and line, and nothing is decided on such a log."""
    lay_out(config, proposal("c-1"), proposal("c-2"), proposal("c-3"))
    decide(config, "c-1", "reject", now=NOW)
    decide(config, "c-2", "reject", now=NOW)
    path = decisions_path(config)
    first, second = path.read_bytes().splitlines(True)
    path.write_bytes(first + spoil(second))
    before = files(config)
    with pytest.raises(DataError) as caught:
        decide(config, "c-3", "accept", now=NOW)
    assert f"{path}:{said}" in str(caught.value)
    assert files(config) == before


def test_a_write_that_fails_half_way_is_finished_later(config, monkeypatch):
    """Where the disk fails between two files, the next who takes the lock carries the decision to its end."""
    lay_out(config, proposal("c-1"), proposal("c-2"))
    from pipeline import store

    write, count = store.write_bytes, []

    def full_at_the_third(path, content):
        count.append(path)
        if len(count) == 3:  # journal, events, then the queue
            raise ExportError(f"{path}: cannot be written (No space left on device); what stood there is unchanged")
        write(path, content)

    monkeypatch.setattr(store, "write_bytes", full_at_the_third)
    with pytest.raises(ExportError, match="No space left"):
        decide(config, "c-1", "accept", now=NOW)
    monkeypatch.setattr(store, "write_bytes", write)
    assert [waiting.id for waiting in load_queue(config)] == ["c-2"]
    assert [decision.proposal for decision in load_decisions(config)] == ["c-1"]
    with pytest.raises(DataError, match="already decided"):
        decide(config, "c-1", "accept", now=NOW)
