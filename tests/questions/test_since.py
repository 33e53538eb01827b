"""What changed since a day: told once, told right, for any history and any day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.questions.compare import channel_text, measure_text
from pipeline.questions.since import changes, changes_since, in_markdown, since_last_visit
from tests.strategies import CONFIG, day, frame, histories, row


def test_each_kind_of_change():
    """A cut-off, a tariff, a truce and a new plan are each told with their day, share and status."""
    rows = [
        row(0, type="talks", channels="dpct"),
        row(1, type="tariff", domain="economic", title="A tariff"),
        row(2, date=day(10), type="cut_off", channels="dpct"),
        row(3, date=day(20), type="sanction_relief", domain="economic", ends="e1:0.75", title="A truce"),
        row(4, date=day(90), type="summit", status="planned", reported=day(25), title="A plan"),
    ]
    found = changes(build_index(CONFIG, frame(rows)), date(2020, 1, 6))
    assert [channel_text(change) for change in found.channels] == [
        "Defense Policy Coordination Talks: open → suspended (11 Jan 2020)"
    ]
    assert [measure_text(change) for change in found.measures] == ["Eased to 25%: A tariff"]
    assert [(event.event, event.status) for event in found.events] == [
        ("e4", "planned"), ("e3", "happened"), ("e2", "happened"),
    ]  # fmt: skip
    assert (found.start, found.end) == (date(2020, 1, 6), date(2020, 1, 26))


def test_a_truce_that_lapses_brings_the_measure_back():
    """A measure that began, was eased, lapsed back or ended is told as such, seen from each stage."""
    rows = [
        row(1, type="tariff", domain="economic", title="A tariff", until=day(60)),
        row(2, date=day(10), type="sanction_relief", domain="economic", ends="e1:0.5", until=day(30)),
        row(3, date=day(0), type="personnel"),
        row(4, date=day(100), type="personnel"),
    ]
    told = {}
    for last in (5, 20, 40, 70):
        data = CONFIG.data.model_copy(update={"through": date(2020, 1, 1) + timedelta(last)})
        result = build_index(CONFIG.model_copy(update={"data": data}), frame(rows))
        told[last] = [measure_text(change) for change in changes(result, date(2020, 1, 16)).measures]
    assert told == {5: [], 20: [], 40: ["Back to 100%: A tariff"], 70: ["Ended: A tariff"]}


def test_a_channel_that_was_wound_up_is_told():
    """A channel whose time is over is told as wound up, on its last day."""
    rows = [row(0, date="2014-06-01", channels="dct"), row(1, date="2015-02-01", type="personnel")]
    found = changes(build_index(CONFIG, frame(rows)), date(2014, 7, 1)).channels
    assert [(change.slug, change.now, change.day) for change in found if change.slug == "dct"] == [
        ("dct", "wound up", date(2014, 12, 31))
    ]


@given(events=histories(), first=st.integers(-100, 1500), data=st.data())
def test_any_day_of_any_history(events, first, data):
    """No day makes it raise; since the last day nothing has changed; new events were reported after the day."""
    result = build_index(CONFIG, events)
    day_ = date(2020, 1, 1) + timedelta(first)
    found, lines = changes(result, day_), changes_since(result, day_)
    assert len(lines) == 1 + len(found.tracks) + max(len(found.channels), 1) + len(found.measures)
    reported = result.scored.set_index("id")["reported"]
    assert all(found.start < reported[event.event].date() <= found.end for event in found.events)
    last = changes(result, result.through)
    assert (last.channels, last.measures, last.events) == ((), (), ())
    assert last.headline.before == last.headline.now
    line = since_last_visit(result, day_)
    assert bool(line) == (result.daily.index[0].date() <= day_ <= result.through)


@given(text=st.text("ab\\`*_{}[]<>#$|~: ", max_size=20))
def test_markdown_of_a_title_is_text(text):
    """Taking the backslashes away gives the title back, and no live character stands without one."""
    escaped = in_markdown(text)
    plain, at = "", 0
    while at < len(escaped):
        if escaped[at] == "\\":
            at += 1
        else:
            assert escaped[at] not in "`*_{}[]<>#$|~:"
        plain += escaped[at]
        at += 1
    assert plain == text


def test_since_the_last_visit():
    """The line names the day seen, the number and how many events are new; days it cannot know give nothing."""
    rows = [row(0), row(1, date=day(20), type="cut_off", channels="dpct", severity="5"), row(2, date=day(30), type="talks")]
    result = build_index(CONFIG, frame(rows))
    line = since_last_visit(result, date(2020, 1, 11))
    assert line.startswith("Since your last visit on data of 11 Jan 2020: tension from ")
    assert line.endswith("; 1 channel changed; 2 new events.")
    assert since_last_visit(result, result.through).startswith("Nothing new since your last visit: the data end on 31 Jan 2020")
    assert since_last_visit(result, date(1999, 1, 1)) == since_last_visit(result, date(2099, 1, 1)) == ""
