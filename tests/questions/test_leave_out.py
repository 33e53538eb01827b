"""One channel, domain or source left out: the same as an index built without it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline import build_index, load_config
from pipeline.notes import origins
from pipeline.questions.leave_out import left_out, left_out_text
from pipeline.words import day_text
from tests.strategies import day, frame, row

PAGE = "A | https://{host}/1 | 2020-01-01 | 2020-01-02"
ROWS = [
    row(1, channels="dpct", sources=PAGE.format(host="www.one.org")),
    row(2, date=day(300), type="cut_off", channels="dpct;mmca", sources=PAGE.format(host="one.org")),
    row(3, date=day(500), type="tariff", domain="economic", sources=PAGE.format(host="two.org")),
    row(4, date=day(600), type="visit", domain="diplomatic", channels="leaders",
        sources=PAGE.format(host="two.org") + "\n" + PAGE.format(host="one.org")),
    row(5, date=day(700), type="talks", channels="dpct"),
]  # fmt: skip
CONFIG = load_config("config.yaml", {"data.through": frame([row(1, date=day(700))])["date"].iloc[0].date()})


@pytest.fixture(scope="module")
def found():
    """The whole index, and everything left out in turn."""
    result = build_index(CONFIG, frame(ROWS, CONFIG))
    return result, left_out(result)


def told(found, kind: str, name: str):
    rows = found[1].rows
    return rows[(rows["kind"] == kind) & (rows["name"] == name)].iloc[0]


def agrees(row_, result) -> None:
    """The row has the last value of an index and its change over a year."""
    before = result.tension.loc[str(result.through - timedelta(365))]
    assert row_["now"] == pytest.approx(result.tension.iloc[-1], abs=1e-9)
    assert row_["change"] == pytest.approx(result.tension.iloc[-1] - before, abs=1e-9)


@pytest.mark.parametrize("slug", ["military", "economic", "diplomatic"])
def test_without_a_domain(found, slug):
    """Without a domain its events are gone, with all they did."""
    events = frame(ROWS, CONFIG)
    row_ = told(found, "domain", slug)
    assert row_["events"] == (events["domain"] == slug).sum()
    kept = events[events["domain"] != slug]
    series = build_index(CONFIG, kept).tension.reindex(found[0].daily.index, fill_value=50.0)
    assert row_["now"] == pytest.approx(series.iloc[-1], abs=1e-9)
    assert row_["change"] == pytest.approx(series.iloc[-1] - series.iloc[-366], abs=1e-9)


@pytest.mark.parametrize(("origin", "gone"), [("one.org", ["e1", "e2"]), ("two.org", ["e3"])])
def test_without_a_source(found, origin, gone):
    """Without a source the events that rest on it alone are gone; one with another source stays."""
    events = frame(ROWS, CONFIG)
    assert [event for event, sources in zip(events["id"], events["sources"], strict=True) if origins(sources) == {origin}] == gone
    row_ = told(found, "source", origin)
    assert row_["events"] == len(gone)
    series = build_index(CONFIG, events[~events["id"].isin(gone)]).tension.reindex(found[0].daily.index, fill_value=50.0)
    assert row_["now"] == pytest.approx(series.iloc[-1], abs=1e-9)


def test_without_a_channel(found):
    """Without a channel it is out of its track's average, and its events' flow stays."""
    channels = {
        slug: CONFIG.channels[slug].model_copy(update={"weight": 0.0} if slug == "dpct" else {}) for slug in CONFIG.channels
    }
    agrees(told(found, "channel", "dpct"), build_index(CONFIG.model_copy(update={"channels": channels}), frame(ROWS, CONFIG)))


def test_what_is_not_there_changes_nothing(found):
    """A domain without events and a channel that no track hears of leave the number as it is."""
    assert told(found, "domain", "people")["now"] == pytest.approx(found[1].now, abs=1e-9)
    assert told(found, "domain", "people")["events"] == 0


def test_a_series_shorter_than_a_year():
    """Where there is no day a year before, the change is since the first day."""
    result = build_index(load_config(), frame([row(1), row(2, date=day(10))]))
    found = left_out(result)
    assert found.since == result.daily.index[0].date()
    assert found.change == pytest.approx(result.tension.iloc[-1] - result.tension.iloc[0], abs=1e-9)


def test_the_text_names_what_matters_most_first(found):
    """Of each kind the thing whose loss moves the number most comes first, and what is cut short is counted."""
    text = left_out_text(found[1], most=3)
    assert f"is {found[1].now:.1f}, {found[1].change:+.1f} since {day_text(found[0].through - timedelta(365))}" in text
    assert f"({len(CONFIG.channels) - 3} more move it less)" in text
    rows = found[1].rows
    domains = rows[rows["kind"] == "domain"]
    first = domains.loc[(domains["now"] - found[1].now).abs().idxmax(), "name"]
    assert text.split("domain ", 1)[1].splitlines()[1].split()[0] == first
