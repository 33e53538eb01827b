"""The Briefing page without a browser: choices go into address and picture; whatever a link says, the page never raises."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.charts.choices import Choices
from pipeline.charts.numbered import Candidate
from pipeline.errors import ExportError
from views.briefing_events import AUTOMATIC, DROPPED, PINNED, USE, WORDING, table_of, with_edits

ROOT = Path(__file__).parents[1]
CUT_OFF = "2022-08-05-military-cut-off"


def page(**query: str) -> AppTest:
    """The page as its address opens it, without the band, which has tests of its own."""
    app = AppTest.from_string(
        f"from views import frame, briefing\nfrom pathlib import Path\n"
        f"frame.framed(briefing.show, Path({str(ROOT)!r}), 'Briefing')()",
        default_timeout=60,
    )
    for key, value in {"band": "false", **query}.items():
        app.query_params[key] = value
    return app.run()


def asked(app: AppTest, key: str) -> str:
    value = app.query_params.get(key, "")
    return value[0] if isinstance(value, list) else value


def test_opened_bare():
    """The page opens with the drafted title, the usual number of events, and nothing in the address."""
    app = page()
    assert not app.exception and not app.error and not app.warning
    assert app.text_area(key="briefing_title").value.startswith("US-China tension is ")
    assert app.slider(key="briefing_badges").value == 12
    assert not any(asked(app, key) for key in ("title", "badges", "pin", "drop", "say", "note"))


def test_by_address():
    """A link opens title, number, notes and size; a button takes a note off again."""
    app = page(
        title="They talk again", badges="3", pin=CUT_OFF, note=json.dumps(["2023-11-15 Woodside"]), size="Half", range="2 years",
        range_from="x",
    )  # fmt: skip
    assert not app.exception
    assert app.text_area(key="briefing_title").value == "They talk again"
    assert app.slider(key="briefing_badges").value == 3
    assert app.selectbox(key="size").value == "half"
    app.button(key="briefing_note_0").click().run()
    assert asked(app, "note") == "" and asked(app, "title") == "They talk again" and not app.exception


def test_a_title_written_and_given_back():
    """A title of one's own goes into the address; emptied, the draft is back."""
    app = page()
    draft = app.text_area(key="briefing_title").value
    app.text_area(key="briefing_title").set_value("The lines\nare open  again").run()
    assert asked(app, "title") == "The lines are open again"
    app.text_area(key="briefing_title").set_value("").run()
    assert asked(app, "title") == "" and app.text_area(key="briefing_title").value == draft


def test_a_title_that_is_too_long_is_told():
    """A title that would be cut in the file is told before it is made; one with a hidden character is refused."""
    app = page(title="word " * 36 + "end")
    assert any("more than two lines" in warning.value for warning in app.warning)
    app.text_area(key="briefing_title").set_value("left\u202eright").run()
    assert any("U+202E" in error.value for error in app.error) and not app.exception


def test_the_number_and_a_note():
    """Number and notes go into the address, and start over empties it."""
    app = page()
    app.slider(key="briefing_badges").set_value(5).run()
    app.date_input(key="briefing_note_day").set_value(date(2025, 4, 2))
    app.text_input(key="briefing_note_text").set_value("=Tariffs <b>rise")
    next(button for button in app.button if button.label == "Add the note").click().run()
    assert asked(app, "badges") == "5" and json.loads(asked(app, "note")) == ["2025-04-02 =Tariffs <b>rise"]
    next(button for button in app.button if button.label == "Start over").click().run()
    assert asked(app, "badges") == asked(app, "note") == "" and not app.exception


@pytest.mark.parametrize("query", [
    {"range": "for ever"}, {"badges": "many"}, {"badges": "99"}, {"pin": "no-such-event"}, {"pin": CUT_OFF, "drop": CUT_OFF},
    {"say": "[1,2"}, {"say": '{"a":{"b":1}}'}, {"note": '["never a date"]'}, {"title": "a\u202eb"}, {"title": "x" * 9000},
    {"range": "Dates", "range_from": "2030-01-01", "range_to": "2020-01-01"}, {"size": "huge"}, {"with": "nothing"},
])  # fmt: skip
def test_whatever_a_link_says(query):
    """A link that cannot be followed is told in a sentence, and the page stands."""
    app = page(**query)
    assert not app.exception and not app.error


def test_a_long_briefing_stays_in_the_tab():
    """Choices too long for a link are kept in the tab, and the page says so."""
    words = {f"2022-08-05-x{n}": "a long wording " * 10 for n in range(20)}
    app = page(say=json.dumps(words)[:4000])
    assert not app.exception
    words = {f"2022-08-05-x{n}": "a long wording " * 8 for n in range(22)}
    app = page(say=json.dumps(words))
    assert asked(app, "say") == "" and not app.exception


def candidate(event: str, title: str = "What happened") -> Candidate:
    return Candidate(event, date(2022, 8, 5), "5 Aug 2022", title, 3.0, False, True)


def test_edits_of_the_table_are_choices():
    """A row's use and wording become pins, drops and words; set back they are gone."""
    listed = [candidate("a"), candidate("b"), candidate("c")]
    made = with_edits(Choices(), listed, {0: {USE: PINNED}, 1: {USE: DROPPED, WORDING: " In short "}, 2: {WORDING: None}})
    assert made == Choices(pinned=("a",), dropped=("b",), wordings=(("b", "In short"),))
    table = table_of(listed, made, {"a": 1})
    assert list(table[USE]) == [PINNED, DROPPED, AUTOMATIC] and list(table[WORDING]) == ["", "In short", ""]
    assert with_edits(made, listed, {0: {USE: AUTOMATIC}, 1: {USE: AUTOMATIC, WORDING: ""}}) == Choices()
    with pytest.raises(ExportError, match=r"U\+202E"):
        with_edits(Choices(), listed, {0: {WORDING: "a\u202eb"}})
