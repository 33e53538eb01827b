"""What if: paths beyond the data; without events they are one, before an event they are equal, and history never changes."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.questions.compare import ending_on
from pipeline.questions.scenario import AFTER, HORIZON, LONGEST, nothing_happens, scenario, standing
from pipeline.questions.scenario_text import scenario_table, scenario_text, scenario_title
from tests.strategies import CONFIG, day, frame, histories, row

LASTING = [slug for slug, channel in CONFIG.channels.items() if not channel.until and str(channel.founded) < day(0)]
HISTORY = [
    row(1, channels="dpct;mmca", title="Talks"),
    row(2, date=day(100), type="suspension", channels="dpct", title="Talks suspended"),
    row(3, date=day(400), type="summit", channels="leaders", domain="diplomatic", status="planned", reported=day(290)),
    row(4, date=day(300), domain="diplomatic", title="The last word"),
]


@st.composite
def lines(draw, least: int = 0) -> list[tuple[int, str]]:
    """Hypothetical events as (days beyond the data, the rest of the line)."""
    found = []
    for _ in range(draw(st.integers(least, 4))):
        channels = draw(st.lists(st.sampled_from(LASTING), max_size=2, unique=True))
        kind = draw(st.sampled_from(list(CONFIG.event_types)))
        severity = draw(st.sampled_from("12345"))
        found.append((draw(st.integers(1, 200)), f"{kind} {','.join(channels) or '-'} severity={severity}"))
    return found


def built(rows=HISTORY):
    events = frame(rows)
    return events, build_index(CONFIG, events)


def ahead(published, days: int) -> str:
    return (published.through + timedelta(days=days)).isoformat()


def asked(events, published, added, **options):
    return scenario(events, published, [f"{ahead(published, days)} {rest}" for days, rest in added], **options)


@settings(max_examples=20)
@given(events=histories())
def test_without_events_nothing_happens(events):
    """A scenario without events is the run carried on, to the last digit."""
    published = build_index(CONFIG, events)
    found = scenario(events, published)
    carried = build_index(ending_on(CONFIG, found.until), standing(events, published)).daily
    for path in (found.path, found.nothing):
        pd.testing.assert_frame_equal(path, carried[list(path)].loc[path.index])
    assert found.causes == () and found.marked == ()
    assert len(found.path) == HORIZON


@settings(max_examples=20)
@given(events=histories(), added=lines(least=1))
def test_before_its_first_event_the_paths_are_equal(events, added):
    """Until the day of the first hypothetical event both paths are one, to the last digit."""
    published = build_index(CONFIG, events)
    found = asked(events, published, added)
    until = pd.Timestamp(ahead(published, min(days for days, _ in added) - 1))
    pd.testing.assert_frame_equal(found.path.loc[:until], found.nothing.loc[:until])


@settings(max_examples=20)
@given(events=histories(), added=lines(least=1))
def test_history_and_the_published_run_stay(events, added):
    """Adding events changes no day of the data: the carried-on run has the published series, which is left as it was."""
    published = build_index(CONFIG, events)
    before, rows = published.daily.copy(), len(events)
    found = asked(events, published, added)
    carried = nothing_happens(events, published, found.until)
    columns = [name for name in before if name != "clipped"]
    np.testing.assert_allclose(carried.daily.loc[before.index, columns], before[columns], rtol=0, atol=1e-9)
    pd.testing.assert_frame_equal(published.daily, before)
    assert len(events) == rows and not any(name.startswith("what-if") for name in published.scored["id"])
    assert found.path.index[0] == before.index[-1] + pd.Timedelta(days=1)


@settings(max_examples=20)
@given(events=histories(), added=lines(least=1))
def test_causes_add_up(events, added):
    """What the events move on the last day adds up to the difference of the paths, and every event is told."""
    published = build_index(CONFIG, events)
    found = asked(events, published, added)
    difference = found.path["tension"].iat[-1] - found.nothing["tension"].iat[-1]
    assert sum(cause.points for cause in found.causes) == pytest.approx(difference, abs=1e-9)
    told = {cause.event for cause in found.causes if cause.day}
    assert told == {f"what-if-{number}" for number in range(1, len(added) + 1)} == {item.event for item in found.marked}


def test_a_resumption_reopens_its_line():
    """A hypothetical resumption of a suspended line warms security, as news and as a line, and is told as one cause."""
    events, published = built()
    found = asked(events, published, [(10, "resumption dpct")])
    assert found.path["security"].iat[20] < found.nothing["security"].iat[20] - 5
    assert [cause.label for cause in found.causes] == ["Resumption: Defense Policy Coordination Talks"]
    assert found.causes[0].points < 0
    turns = {turn.slug: turn for turn in found.turns}
    assert turns["security"].day == published.through + timedelta(days=10) and turns["security"].nothing_day is None


def test_a_line_heard_of_for_the_first_time_is_its_events_doing():
    """The change of the average that a new line brings is told of the event that brought it in."""
    events, published = built()
    found = asked(events, published, [(10, "talks defence_ministers")])
    assert [cause.event for cause in found.causes] == ["what-if-1"]


def test_a_plan_takes_place_or_is_cancelled():
    """Held, a plan sets its line on its day; cancelled, it strains it; either way its own news ends."""
    events, published = built()
    due = date.fromisoformat(day(400))
    held, off = (scenario(events, published, [f"{word} e3"]) for word in ("held", "cancelled"))
    assert held.what_ifs[0].replaces == off.what_ifs[0].replaces == ("e3",)
    assert held.marked[0].day == off.marked[0].day == due
    assert held.marked[0].direction == 1 and off.marked[0].direction == -1
    last = held.until
    assert held.after[-1] != off.after[-1] and last == off.until
    assert held.path["political"].iat[-1] < held.nothing["political"].iat[-1] < off.path["political"].iat[-1]


def test_days_of_the_answer():
    """Figures are given 30, 90 and 180 days beyond the data and for the last; an event far off carries the paths on."""
    events, published = built()
    assert [item.days for item in (day - published.through for day, _ in scenario(events, published).after)] == list(AFTER)
    short = scenario(events, published, until=published.through + timedelta(days=40))
    assert [(day - published.through).days for day, _ in short.after] == [30, 40]
    assert asked(events, published, [(300, "talks dpct")]).until == published.through + timedelta(days=330)


@pytest.mark.parametrize("days", [0, -5, LONGEST + 1])
def test_a_last_day_out_of_reach(days):
    """A last day within the data, or too far beyond, is refused with what is allowed."""
    events, published = built()
    with pytest.raises(DataError, match=r"^until: found .*, allowed: 2020-10-28 \(the data end the day before\) to 2025-10-27$"):
        scenario(events, published, until=published.through + timedelta(days=days))


def test_what_the_published_run_does_not_know_stays_out():
    """With a last day set before the newest report, what was reported after it is not part of the paths."""
    events = frame([*HISTORY, row(9, date=day(310), type="cut_off", channels="mmca", severity="5")])
    published = build_index(ending_on(CONFIG, date.fromisoformat(day(305))), events)
    assert scenario(events, published).nothing["security"].iat[30] == pytest.approx(
        scenario(frame(HISTORY), published).nothing["security"].iat[30]
    )


def test_in_words_and_as_a_table():
    """The text says that it is a scenario, both paths, the words and the causes; the table has every series on both."""
    events, published = built()
    found = asked(events, published, [(10, "resumption dpct")])
    text = scenario_text(found)
    assert text.startswith("Scenario: US-China tension ") and "not a forecast" in text
    assert "+90 days" in text and "Resumption: Defense Policy Coordination Talks" in text and "together" in text
    assert "Security is guarded; if nothing happens, it stays so; with the events, warm from 6 Nov 2020." in text
    assert scenario_title(scenario(events, published)).startswith("Scenario, nothing happens: US-China tension ")
    assert list(scenario_table(found))[:3] == ["date", "tension_nothing_happens", "tension_scenario"]
