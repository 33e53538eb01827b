"""As known then: what was said on a past day, what is said today for it, and what came in between."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.questions.vintage import first_known, known_sentences, known_then
from tests.strategies import CONFIG, day, frame, histories, row

HISTORY = [
    row(1, channels="dpct"),
    row(2, date=day(50), type="cut_off", channels="dpct", severity="4", title="A cut-off in secret", reported=day(200)),
    row(3, date=day(100), type="talks", domain="economic", title="Talks in public"),
    row(4, date=day(300), title="The last word"),
]


def built(rows=HISTORY):
    return build_index(CONFIG, frame(rows))


def on(offset: int) -> date:
    return date.fromisoformat(day(offset))


def test_a_late_report_is_found():
    """A cut-off that became public later is missing then, told with its day, and behind the difference."""
    found = known_then(built(), on(120))
    headline = found.moves[0]
    assert headline.now > headline.before + 2
    assert [(item.event, item.reported) for item in found.late] == [("e2", on(200))]
    assert found.causes[0].event == "e2"
    assert sum(cause.points for cause in found.causes) == pytest.approx(headline.now - headline.before, abs=1e-9)
    said = known_sentences(found)
    assert said[0].startswith(f"On 30 Apr 2020 the index said {headline.before:.1f} ({headline.was}); today it says")
    assert "A cut-off in secret (20 Feb 2020) +" in said[1]
    assert "1 event of the time up to that day became public later." in said


def test_where_the_lines_lie_furthest_apart():
    """The largest difference up to the day has its own day, its values and what lies behind it."""
    found = known_then(built(), on(120))
    where, _, causes = found.worst
    assert where == on(50) and causes[0].event == "e2"
    assert any(sentence.startswith("The lines lie furthest apart on 20 Feb 2020: ") for sentence in known_sentences(found))


def test_once_everything_is_reported_nothing_differs():
    """After the report both say the same."""
    found = known_then(built(), on(250))
    assert found.moves[0].before == pytest.approx(found.moves[0].now)
    assert found.late == () and found.causes == ()
    assert known_sentences(found) == [
        known_sentences(found)[0],
        "No event of the time up to that day became public later.",
    ]


@settings(max_examples=20)
@given(events=histories(), offset=st.integers(0, 1200))
def test_then_is_the_index_of_what_was_reported(events, offset):
    """The line as known then is a run on what had been reported by the day, and the causes add up to the difference."""
    result = build_index(CONFIG, events)
    known = first_known(result)
    assume(known <= result.through)
    known += timedelta(days=min(offset, (result.through - known).days))
    try:
        found = known_then(result, known)
    except DataError:
        assume(False)
    reported = events[events["reported"] <= np.datetime64(known)]
    alone = build_index(CONFIG, reported).tension.loc[: np.datetime64(known)]
    np.testing.assert_allclose(found.line.loc[alone.index], alone, rtol=0, atol=1e-9)
    assert found.line.index[-1].date() == known
    difference = found.moves[0].now - found.moves[0].before
    assert sum(cause.points for cause in found.causes) == pytest.approx(difference, abs=1e-9)


@pytest.mark.parametrize("offset", [-1, 301])
def test_days_that_are_not_there(offset):
    """A day before anything was known, or beyond the data, is refused with what is allowed."""
    with pytest.raises(DataError, match=r"^as known on: found .*, allowed: 2020-01-01 to 2020-10-27$"):
        known_then(built(), on(offset))


def test_the_shipped_data(result):
    """In April 2025 nobody knew of the call that was ignored in December 2024; today's line lies higher."""
    found = known_then(result, date(2025, 4, 10))
    assert "2024-12-01-brown-call-ignored" in {item.event for item in found.late}
    assert found.moves[0].now > found.moves[0].before
