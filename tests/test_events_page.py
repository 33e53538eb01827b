"""The Events page without a browser: whatever is asked for, it never raises, and it says how many it found."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

CUT_OFF = "2022-08-05-military-cut-off"
STORY = '<article class="tl-story">'
PAGE = """
from pathlib import Path
import streamlit as st
from views import events, navigation
from views.loaded import load_or_explain

navigation.remember({})
events.show(load_or_explain(Path("config.yaml")))
"""
MULTI = {
    "ev_domain": ["Military", "Taiwan", "Technology"],
    "ev_channel": ["Leaders", "Climate"],
    "ev_type": ["tariff", "summit", "talks"],
    "ev_side": ["United States", "both sides"],
    "ev_status": ["happened", "planned", "denied"],
}
PILLS = {"ev_direction": ["thaw", "freeze", "neutral"], "ev_track": ["Security", "Economic"]}


def opened(**query):
    page = AppTest.from_string(PAGE, default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def texts(page):
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def count(page):
    return tuple(int(number) for number in re.search(r"<b>(\d+) of (\d+)</b>", texts(page)).groups())


@pytest.fixture(scope="module")
def page():
    """The page after its first run."""
    return opened()


def test_first_run_shows_all(page, result):
    """Without filters every event is listed, and there is nothing to reset."""
    assert not page.exception
    assert count(page) == (len(result.scored), len(result.scored))
    assert not [button for button in page.button if button.key == "ev_reset"]


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["ev_from", "ev_to"]), st.one_of(st.none(), st.dates(date(1989, 1, 1), date(2027, 1, 1)))),
            st.tuples(st.just("q"), st.sampled_from(["", "tariff", "xi  TRUMP", "=1+1", "<b>", "*_`$"])),
            *(
                st.tuples(st.just(key), st.lists(st.sampled_from(names), unique=True))
                for key, names in {**MULTI, **PILLS}.items()
            ),
            st.tuples(st.sampled_from(["ev_earlier", "ev_later", "ev_close", "ev_reset"]), st.none()),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_sequence_of_widgets(page, steps):
    """No sequence of filters and buttons makes the page raise."""
    page.query_params["event"] = CUT_OFF
    page.run()
    for key, value in steps:
        press = [button for button in page.button if button.key == key and not button.disabled]
        if press:
            press[0].click()
        elif key in MULTI:
            page.multiselect(key=key).set_value(value)
        elif key in PILLS:
            page.button_group(key=key).set_value(value)
        elif key == "q":
            page.text_input(key=key).set_value(value)
        elif key in ("ev_from", "ev_to"):
            page.date_input(key=key).set_value(value)
        page.run()
        assert not page.exception
        assert count(page)[0] <= count(page)[1]


def test_a_link_opens_filters_and_event(result):
    """Filters and the open event come from the URL."""
    page = opened(event=CUT_OFF, ev_track="Security", q="military")
    assert not page.exception
    assert 0 < count(page)[0] < len(result.scored)
    assert STORY in texts(page)
    assert page.text_input(key="q").value == "military"


def test_nonsense_in_the_link_is_said_plainly(result):
    """An unknown event is named in a sentence, escaped; unknown filter values mean no restriction."""
    page = opened(event="<img src=x>", ev_track="nothing", ev_from="2024-02-30", ev_type="tarif")
    assert not page.exception
    assert "There is no event <b>&lt;img src=x&gt;</b> in this index." in texts(page)
    assert count(page)[0] == len(result.scored)


def test_an_empty_result_offers_a_way_back(result):
    """When nothing matches the page says so, and resetting shows all again."""
    page = opened(q="nothing of the kind")
    assert count(page)[0] == 0
    assert "No event matches" in page.info[0].value
    page.button(key="ev_reset").click().run()
    assert not page.exception
    assert count(page)[0] == len(result.scored)


def test_earlier_and_later_walk_the_filtered_events():
    """Earlier opens the event before, later leads back, close closes."""
    page = opened(event=CUT_OFF)
    page.button(key="ev_earlier").click().run()
    assert page.query_params["event"] != CUT_OFF
    page.button(key="ev_later").click().run()
    assert page.query_params["event"] == CUT_OFF
    page.button(key="ev_close").click().run()
    assert "event" not in page.query_params
    assert STORY not in texts(page)
