"""Doubts about a chronology that can be read: each is told where it is due, and nowhere else."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.notes import TITLE_WORDS, notes, origins, twins
from pipeline.records import Source
from tests.strategies import CONFIG, frame, histories, row

ONE = "Gazette | https://a.example/1 | | "
TWO = f"{ONE}\nRadio | https://b.example/2 | | "
THROUGH = pd.Timestamp("2021-01-01")
PLAN = {"status": "planned", "reported": "2019-12-01", "type": "summit"}


def told(*rows: dict[str, str], through=THROUGH) -> list[tuple[str, str]]:
    """(key, message) of every note about rows that have a source, if they do not say otherwise."""
    events = frame([{"sources": ONE, "line": line} | cells for line, cells in enumerate(rows, 2)])
    return [(note.key, note.message) for note in notes(CONFIG, events, through)]


def named(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


ABSENT = [
    [row(title=named(TITLE_WORDS))],
    [row(severity="3")],
    [row(severity="4", sources=TWO)],
    [row(**PLAN, date="2021-06-01")],
    [row(**PLAN, date="2021-01-01")],
    [row(1, **PLAN), row(2, date="2020-02-01", replaces="e1")],
    [row(channels="dpct", date="2006-01-01")],
    [row(channels="dct", date="2014-12-31")],
    [row(channels="dpct", date="2005-12-31", date_end="2006-01-01", precision="span")],
    [row(1, title="Ministers speak about ships"), row(2, title="Ministers speak about ships", date="2020-01-02")],
]


@pytest.mark.parametrize("rows", ABSENT)
def test_nothing_is_told_of_what_is_in_order(rows):
    """Up to the limit of each rule a row is not doubted."""
    assert told(*rows) == []


PRESENT = [
    ([row(title=named(TITLE_WORDS + 1))], "title", "15 words, at most 14 fit a chart"),
    ([row(sources="")], "sources", "e0 has no source"),
    ([row(sources="", severity="5")], "sources", "e0 has no source"),
    ([row(severity="4")], "sources", "e0 is of severity 4 and rests on one source; 4 and 5 need two"),
    ([row(severity="5", sources=f"{ONE}\nAgain | https://www.a.example/2 | | ")],
     "sources", "e0 is of severity 5 and rests on one source; 4 and 5 need two"),
    ([row(**PLAN | {"reported": ""}, date="2021-06-01")],
     "reported", "the plan e0 does not count until it says when it was reported"),
    ([row(**PLAN, date="2019-12-01")],
     "reported", "the plan e0 was reported on or after the day it is due, so it never counts"),
    ([row(**PLAN | {"status": "proposed"}, date="2020-12-31")],
     "replaces", "the plan e0 is past its day and no event says what became of it"),
    ([row(channels="dpct", date="2005-12-31")], "channels", "e0 names dpct, which exists from 2006-01-01"),
    ([row(channels="dct", date="2015-01-01")], "channels", "e0 names dct, which existed until 2014-12-31"),
]  # fmt: skip


@pytest.mark.parametrize("rows, key, message", PRESENT, ids=[message[:40] for _, _, message in PRESENT])
def test_each_doubt(rows, key, message):
    """One step beyond the limit of a rule a row is doubted once, under the key to look at."""
    assert told(*rows) == [(key, message)]


def test_where_a_doubt_is_told():
    """A note names the file and the line of its row, in the order of the file."""
    rows = [row(1, line=7, sources=""), row(2, line=9, sources=ONE, title="fine"),
            row(3, line=12, title=named(20), sources=ONE)]  # fmt: skip
    found = list(notes(CONFIG, frame(rows), THROUGH))
    assert [(note.file, note.line, note.key) for note in found] == [
        (CONFIG.data.events, 7, "sources"), (CONFIG.data.events, 12, "title"),
    ]  # fmt: skip


def test_several_doubts_about_one_row():
    """A row may be doubted for its title, its source, its day and each of its channels at once."""
    found = told(row(**PLAN, title=named(15), sources="", date="2005-01-01", channels="dpct;ai_dialogue"))
    assert [key for key, _ in found] == ["title", "sources", "reported", "channels", "channels"]


# ---------------------------------------------------------------- twins
def test_twins_are_told_at_the_later_row():
    """Two rows of one day, type and status with much the same title are told once, at the one further down."""
    found = told(row(1, title="Ministers speak about ships"), row(2, title="Ministers SPEAK about the ships!"))
    assert found == [("id", "e2 may be the same event as e1: same day and type, and much the same title")]


@pytest.mark.parametrize("other", [
    {"date": "2020-01-02"}, {"type": "call"}, {"status": "announced"}, {"title": "Ministers speak about planes and soldiers"},
])  # fmt: skip
def test_what_differs_is_no_twin(other):
    """Another day, type, status or wording makes two events."""
    first = row(1, title="Ministers speak about ships")
    assert twins(frame([first, first | {"id": "e2"} | other])) == {}
    assert twins(frame([first, first | {"id": "e2"}])) == {"e2": ["e1"]}


def test_three_of_a_kind():
    """Each later row names all the earlier ones that it resembles."""
    rows = [row(number, title="Ministers speak about ships") for number in (1, 2, 3)]
    assert twins(frame(rows)) == {"e2": ["e1"], "e3": ["e1", "e2"]}


def test_the_share_of_words_in_common():
    """Three longer words of five are as many as make a twin; short words do not count, and none is no likeness."""
    first = row(1, title="aaaa bbbb cccc dddd")
    assert twins(frame([first, row(2, title="aaaa bbbb cccc eeee of it")])) == {"e2": ["e1"]}
    assert twins(frame([first, row(2, title="aaaa bbbb eeee ffff")])) == {}
    assert twins(frame([row(1, title="to be or not"), row(2, title="to be or not")])) == {}


@given(events=histories())
def test_twins_of_any_history(events):
    """A twin stands below the rows it resembles and shares their day, type and status; notes never raise."""
    place = {event: number for number, event in enumerate(events["id"])}
    facts = {event.id: (event.date, event.type, event.status) for event in events.itertuples()}
    for later, earlier in twins(events).items():
        assert all(place[other] < place[later] and facts[other] == facts[later] for other in earlier)
    for note in notes(CONFIG, events, THROUGH):
        assert note.line in set(events["line"])


# ---------------------------------------------------------------- origins
@pytest.mark.parametrize("addresses, count", [
    (["https://a.example/1"], 1),
    (["https://a.example/1", "http://www.A.example:8080/2?x=b.example"], 1),
    (["https://a.example/1", "https://b.example/1"], 2),
    (["https://news.a.example/1", "https://a.example/1"], 2),
    ([], 0),
])  # fmt: skip
def test_pages_of_one_site_are_one_origin(addresses, count):
    """Two pages of a site count once, with and without www.; the names given to them do not matter."""
    assert len(origins(tuple(Source(f"name {n}", url, "", "") for n, url in enumerate(addresses)))) == count


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(["", "https://a.example/1", "https://www.a.example/"]))))
def test_origins_of_unlinked_titles(named_):
    """What has no address is known by its title; each title, and each site, is one origin."""
    sources = tuple(Source(name, url, "", "") for name, url in named_)
    wanted = {name for name, url in named_ if not url} | ({"a.example"} if any(url for _, url in named_) else set())
    assert origins(sources) == wanted
