"""The file of the undecided: read strictly, written the same whoever writes it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.review.proposals import Proposal
from pipeline.review.queue import QUEUE_COLUMNS, cells_of, load_queue, proposal_of, queue_bytes
from pipeline.review.tellings import Telling
from pipeline.sources.unreviewed import candidates_file
from tests.review.desk import lay_out, proposal, small_pair

TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=40).map(str.strip)


@st.composite
def proposals(draw) -> Proposal:
    """A proposal with any text in its cells and tellings."""
    made = proposal(f"c-{draw(st.integers(0, 999))}", kind="source", into="visit")
    telling = Telling("a.txt", 3, 9, draw(st.text(max_size=30)), "Agency", "", "", "f" * 64, draw(st.integers(0, 10**6)))
    row = {**made.row, "title": draw(TEXTS), "quote": draw(TEXTS)}
    tellings = (*made.tellings, replace(telling, quote="".join(filter(str.isprintable, telling.quote)) + "\n\t"))
    return replace(
        made, row=row, tellings=tellings, because=draw(TEXTS), why=tuple(draw(st.lists(TEXTS))), after=draw(st.integers(0, 9))
    )


@pytest.fixture
def config(tmp_path):
    return small_pair(tmp_path)


@given(proposals())
def test_a_row_gives_its_proposal_back(made):
    """The cells of a proposal are texts, and give the same proposal again."""
    cells = cells_of(made)
    assert all(isinstance(cell, str) for cell in cells.values()) and proposal_of(cells) == made


def test_the_file_gives_the_queue_back_and_the_same_bytes(config):
    """What is written is read back as it was, and writing that again, in any order, changes no byte."""
    made = [
        proposal("c-2"),
        proposal("c-1", title='A "call", they said', kind="source", into="visit"),
        replace(proposal("c-3", ""), after=4, why=()),
    ]
    lay_out(config, *made)
    content = candidates_file(config).read_bytes()
    assert load_queue(config) == (made[1], made[0], made[2])
    assert queue_bytes(reversed(load_queue(config))) == content


def test_no_file_is_an_empty_queue(config):
    """Before anything was taken in, nothing waits."""
    assert load_queue(config) == ()


def test_the_config_may_say_where(tmp_path):
    """The queue and the log lie beside the events, or where the config says."""
    from pipeline.review.decision_log import decisions_path

    data = small_pair(tmp_path).data
    config = small_pair(tmp_path)
    assert (candidates_file(config), decisions_path(config)) == (tmp_path / "candidates.csv", tmp_path / "decisions.jsonl")
    config = config.model_copy(update={"data": data.model_copy(update={"candidates": "q.csv", "decisions": "d.jsonl"})})
    assert (str(candidates_file(config)), str(decisions_path(config))) == ("q.csv", "d.jsonl")


BROKEN = {
    "an unknown kind": ({"proposal": "newer"}, "proposal: found 'newer', did you mean 'new'"),
    "a source for nothing": ({"proposal": "source"}, "into: found '', expected an event"),
    "a new event into another": ({"into": "visit"}, "into: found 'visit', expected an event"),
    "a row that was reviewed": ({"flags": ""}, "flags: found '', every undecided row carries unreviewed"),
    "an unknown type": ({"type": "tlaks"}, "type: found 'tlaks', did you mean 'talks'"),
    "a day with slashes": ({"date": "2031/02/03"}, "date: found '2031/02/03', expected a date"),
    "a place that is no number": ({"after": "-1"}, "after: found '-1', expected a whole number"),
    "a cell that is no list": ({"why": "spoke"}, "why: found 'spoke', expected a JSON list"),
    "no telling": ({"tellings": "[]"}, "tellings: found '[]', expected a JSON list"),
    "a telling with a field too many": ({"tellings": json.dumps([{"article": "a"}])}, "tellings: found"),
    "no id": ({"id": ""}, "id: empty, required"),
}


@pytest.mark.parametrize(("cells", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_bad_row_is_told(config, cells, said):
    """Every bad cell is named with file and line, and nothing is read."""
    import csv
    import io

    row = cells_of(proposal("c-1")) | cells
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([QUEUE_COLUMNS, [row[column] for column in QUEUE_COLUMNS]])
    candidates_file(config).write_text(text.getvalue(), "utf-8")
    with pytest.raises(DataError) as caught:
        load_queue(config)
    assert f"{candidates_file(config)}:2: {said}" in str(caught.value)


def test_one_id_twice(config):
    """Two rows of one id are refused."""
    lay_out(config, proposal("c-1"), proposal("c-1"))
    with pytest.raises(DataError, match="3: id: found 'c-1' a second time"):
        load_queue(config)
