"""The page "State of play" without a browser: whatever is chosen, it never raises and says the chosen day."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pipeline import build_index, load_config, load_events
from pipeline.questions.board import board_on
from pipeline.questions.measures_on import measures_on
from pipeline.words import day_text
from views import state_tables

PERIODS = ["1y", "2y", "5y", "10y", "all", "custom"]
DAYS = st.one_of(st.dates(date(1989, 6, 1), date(2026, 9, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))


def script():
    from pathlib import Path

    import views
    from views import frame, state_of_play

    frame.framed(state_of_play.show, Path(views.__file__).parents[1], "State of play")()


@pytest.fixture(scope="module")
def page():
    """The page after its first run."""
    return AppTest.from_function(script, default_timeout=60).run()


@pytest.fixture(scope="module")
def result():
    config = load_config()
    return build_index(config, load_events(config))


def html_of(page) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_first_run(page, result):
    """The first run shows the board of the last day, the lanes and the measures, and raises nothing."""
    assert not page.exception
    assert page.date_input(key="day").value == result.through
    assert page.get("plotly_chart")
    text = html_of(page)
    assert text.count('<tr role="row"><th role="rowheader" scope="row">') > len(board_on(result, result.through))
    assert f"On {day_text(result.through)}" in text


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("lanes"), st.sampled_from(PERIODS)),
            st.tuples(st.sampled_from(["day", "lanes_from", "lanes_to"]), DAYS),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_sequence_of_widgets(page, steps):
    """No sequence of days and periods makes the page raise, be the day inside the data or not."""
    for key, value in steps:
        if key == "lanes":
            page.button_group(key=key).set_value(value)
        elif any(widget.key == key for widget in page.date_input):
            page.date_input(key=key).set_value(value)
        page.run()
        assert not page.exception
        assert page.get("plotly_chart")


def test_a_past_day(page, result):
    """A past day shows its own board and measures, and links back to the last day."""
    day = date(2022, 8, 20)
    page.date_input(key="day").set_value(day).run()
    text = html_of(page)
    assert "On 20 Aug 2022" in text and "suspended</span>" in text
    assert ">Last day of the data</a>" in text
    page.date_input(key="day").set_value(result.through).run()
    assert ">Last day of the data</a>" not in html_of(page)


def test_nonsense_in_the_url_falls_back(result):
    """A day that is none, or lies outside the data, and an unknown period show the default page."""
    for day in ("yesterday", "2024-02-30", "1800-01-01", "2999-01-01", ""):
        page = AppTest.from_function(script, default_timeout=60)
        page.query_params["day"] = day
        page.query_params["lanes"] = "never"
        page.run()
        assert not page.exception
        assert page.date_input(key="day").value == result.through
        assert page.button_group(key="lanes").value == "10y"


def test_tables_escape_what_comes_from_data(result):
    """Markup in names, titles and addresses stays text."""
    bad = "<script>x</script>&\"'"
    lines = board_on(result, result.through)
    broken = tuple(type(line)(**{**line.__dict__, "name": bad}) for line in lines)
    text = state_tables.board(broken, {"security": bad, "political": "P", "economic": "E"}, lambda event: f'"><i>{event}')
    text += state_tables.measures(measures_on(result, result.through), lambda event: f'"><i>{event}')
    assert "<script" not in text and '"><i>' not in text


def test_cells_say_what_column_they_belong_to(result):
    """Every cell carries its column's name, because a phone shows rows as cards without a head."""
    text = state_tables.board(board_on(result, result.through), {"security": "Security"}, str)
    labels = re.findall(r'data-label="([^"]*)"', text)
    heads = re.findall(r'scope="col">([^<]*)<', text)
    assert set(labels) == set(heads[1:]) and len(labels) % len(heads[1:]) == 0


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 days"), (1, "1 day"), (59, "59 days"), (60, "2 months"), (365, "12 months"), (3653, "10.0 years")]
)
def test_ages_in_words(days, text):
    """An age is said in days, months or years, as it grows."""
    assert state_tables.age_text(days) == text
