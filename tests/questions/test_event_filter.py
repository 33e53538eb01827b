"""Filters over the chronology: they narrow, they commute, and they say what they are."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.exports.events import chosen_table, events_file
from pipeline.exports.stamps import read_provenance
from pipeline.index.attribution import points_today
from pipeline.questions.event_filter import DIRECTIONS, EventFilter, matching, said
from pipeline.questions.event_list import event_rows, neighbours, newest_first
from pipeline.scoring import score_events
from tests.strategies import CONFIG, FIRST, frame, histories, row


def some(values):
    return st.lists(st.sampled_from(list(values)), max_size=3, unique=True).map(tuple)


days = st.one_of(st.none(), st.integers(-10, 1100).map(lambda offset: FIRST + timedelta(days=offset)))
filters = st.builds(
    EventFilter,
    start=days,
    end=days,
    text=st.sampled_from(["", "event", "EVENT 1", "nothing of the kind"]),
    directions=some(DIRECTIONS),
    tracks=some(CONFIG.tracks),
    domains=some(CONFIG.domains),
    channels=some(CONFIG.channels),
    types=some(CONFIG.event_types),
    sides=some([*CONFIG.pair.sides, "both"]),
    statuses=some(CONFIG.status),
)


def ids(events):
    return events["id"].tolist()


@given(histories(), filters, filters)
def test_filters_commute(events, one, other):
    """It does not matter which of two filters is applied first."""
    scored = score_events(CONFIG, events)
    assert ids(matching(matching(scored, one), other)) == ids(matching(matching(scored, other), one))


@given(histories(), filters)
def test_a_filter_is_all_of_its_parts(events, wanted):
    """A filter keeps what each of its parts alone keeps; so each part narrows."""
    scored = score_events(CONFIG, events)
    kept = set(scored["id"])
    for part in fields(EventFilter):
        kept &= set(ids(matching(scored, EventFilter(**{part.name: getattr(wanted, part.name)}))))
    assert ids(matching(scored, wanted)) == [event for event in scored["id"] if event in kept]


@given(histories(), filters)
def test_more_values_of_one_kind_widen(events, wanted):
    """Naming one more type never takes an event away once a type is named."""
    scored = score_events(CONFIG, events)
    wanted = replace(wanted, types=("talks",))
    wider = replace(wanted, types=("talks", "tariff"))
    assert set(ids(matching(scored, wanted))) <= set(ids(matching(scored, wider)))


@given(histories())
def test_the_empty_filter_keeps_all(events):
    """Asking for nothing shows everything, and counts as no restriction."""
    scored = score_events(CONFIG, events)
    assert ids(matching(scored, EventFilter())) == ids(scored)
    assert (EventFilter().count, said(EventFilter(), CONFIG)) == (0, "none")


def test_text_is_found_in_title_note_and_sources_whatever_the_case():
    """All words must occur, anywhere in title, note, or a source's name or link."""
    told = row(
        1, title="Talks in Bali", note="Second round", sources="Xinhua | https://example.org/a | | ", reported="2020-01-01"
    )
    scored = score_events(CONFIG, frame([told, row(2)]))
    assert ids(matching(scored, EventFilter(text="  bali XINHUA second example.org "))) == ["e1"]
    assert ids(matching(scored, EventFilter(text="bali absent"))) == []


def test_a_period_keeps_what_touches_it():
    """An event that lasts is kept by a period that holds any of its days."""
    scored = score_events(CONFIG, frame([row(1, date="2020-01-10", date_end="2020-01-20", precision="span")]))
    for start, end, kept in ((20, 30, 1), (21, 30, 0), (1, 10, 1), (1, 9, 0)):
        wanted = EventFilter(FIRST.replace(day=start), FIRST.replace(day=end))
        assert len(matching(scored, wanted)) == kept


def test_the_file_holds_what_was_filtered(result, tmp_path):
    """The CSV has the filtered events alone, says which filter, and runs no formula."""
    wanted = EventFilter(text="=cmd tariff\n", directions=("freeze",), tracks=("economic",))
    events = matching(result.scored, replace(wanted, text="tariff"))
    path = tmp_path / "events.csv"
    path.write_bytes(events_file(result, events, said(wanted, result.config)))
    stamp = read_provenance(path)
    assert stamp["filters"] == "direction: freeze; track: Economic; text: =cmd tariff"
    assert stamp["title"] == f"US-China events, {len(events)} of {len(result.scored)}"
    table = chosen_table(result, events)
    assert sorted(table["id"]) == sorted(events["id"])
    for name in ("title", "note", "sources"):
        assert not table[name].str.startswith(("=", "+", "-", "@", "\t", "\r")).any()
        assert not table[name].str.contains("\n").any()


@given(histories())
def test_the_list_shows_every_event_once(events):
    """A row an event, newest first, its points those of flow and measure."""
    result = build_index(CONFIG, events)
    points = points_today(result)
    rows = event_rows(result, newest_first(result.scored), points)
    assert len(rows) == len(result.scored)
    assert newest_first(result.scored)["date_end"].is_monotonic_decreasing
    assert set(points) <= set(result.scored["id"])


@given(histories())
def test_neighbours_lead_through_all(events):
    """From the newest event, going earlier meets every event once, and going later leads back."""
    order = ids(newest_first(events))
    assert neighbours(events, "absent") == (None, None)
    assert [neighbours(events, event)[0] for event in order] == [*order[1:], None]
    assert [neighbours(events, event)[1] for event in order] == [None, *order[:-1]]
