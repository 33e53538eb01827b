"""The page "Scenarios" and the Overview as known then, run without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
RESUMED = "2026-12-01~resumption~dpct"
APEC = "2026-11-18-shenzhen-apec-meeting-planned"


def page(view: str = "scenarios", **query: str) -> AppTest:
    """A page as its address opens it."""
    app = AppTest.from_string(
        f"from views import frame, {view}\nfrom pathlib import Path\nframe.framed({view}.show, Path({str(ROOT)!r}), 'Page')()",
        default_timeout=60,
    )
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def address(app: AppTest) -> str:
    value = app.query_params.get("add", "")
    return value[0] if isinstance(value, list) else value


def test_opened_bare_nothing_happens():
    """Without an event the page shows the path on which nothing happens."""
    app = page()
    assert not app.exception and not app.error
    assert app.header[0].value.startswith("Scenario, nothing happens: US-China tension ")


def test_by_address():
    """A link holds the events, and the page names what each moves."""
    app = page(add=f"{RESUMED};held~{APEC}")
    assert app.header[0].value.startswith("Scenario: US-China tension ")
    assert [header.value for header in app.header][-1].startswith("What each event moves on ")
    assert app.button_group(key=f"plan_{APEC}").value == "Takes place"
    assert sum(button.key.startswith("drop_") for button in app.button) == 3


def test_a_plan_decided_and_taken_back():
    """Choosing what becomes of a plan goes into the address; left open again it is gone from it."""
    app = page()
    app.button_group(key=f"plan_{APEC}").set_value("Cancelled").run()
    assert address(app) == f"cancelled~{APEC}"
    app.button_group(key=f"plan_{APEC}").set_value("Left open").run()
    assert address(app) == "" and not app.exception


def test_an_event_added_and_taken_out():
    """The form adds an event to the address, its button takes it out."""
    app = page()
    app.selectbox(key="what_if_type").set_value("sanction")
    app.multiselect(key="what_if_channels").set_value(["trade"])
    app.selectbox(key="what_if_severity").set_value("5")
    next(button for button in app.button if button.label == "Add to the scenario").click().run()
    assert address(app) == "2026-10-27~sanction~trade~severity=5"
    app.button(key="drop_0").click().run()
    assert address(app) == "" and not app.exception


def test_without_a_type_nothing_is_added():
    """The form sent empty changes nothing and breaks nothing."""
    app = page()
    next(button for button in app.button if button.label == "Add to the scenario").click().run()
    assert address(app) == "" and not app.exception


@pytest.mark.parametrize("query", [
    {"add": "nonsense"},
    {"add": ";;;"},
    {"add": "2020-01-01~talks~dpct"},
    {"add": "2026-12-01~talks~<script>"},
    {"ahead": "for ever"},
])  # fmt: skip
def test_nonsense_in_the_address(query):
    """What cannot be read is told and left out; the page stands."""
    app = page(**query)
    assert not app.exception and not app.error
    assert app.header[0].value.startswith("Scenario, nothing happens: ")
    assert bool(app.warning) == (";" not in query.get("add", ";"))


def test_one_bad_event_does_not_take_the_others():
    """A link with one event that cannot be read shows the rest."""
    app = page(add=f"{RESUMED};2026-12-01~resumtion~dpct")
    assert "did you mean 'resumption'" in app.warning[0].value.replace("\\", "")
    assert address(app) == RESUMED and app.header[0].value.startswith("Scenario: ")


def test_a_link_far_too_long():
    """A scenario of many events is cut at twelve, and one beyond what a link may hold is told."""
    app = page(add=";".join(f"2026-12-{day:02}~talks~dpct" for day in range(1, 20)))
    assert not app.exception and sum(button.key.startswith("drop_") for button in app.button) == 13
    assert any("at most 12" in warning.value for warning in app.warning)


# ---------------------------------------------------------------- the Overview as known then
def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_as_known_on_a_day():
    """A day in the address shows number and cells as known then, and what was added since."""
    app = page("overview", known="2025-04-10")
    assert not app.exception
    assert "as known on 10 Apr 2025" in html(app) and "PLA ignores a call request" in html(app)
    assert "As known on 10 Apr 2025: each track is 50 plus its three cells" in html(app)


@pytest.mark.parametrize("known", ["", "yesterday", "1950-01-01", "2026-09-27"])
def test_todays_knowledge(known):
    """Without a day, or with one that there is not, the Overview says what is known today."""
    app = page("overview", **({"known": known} if known else {}))
    assert not app.exception and "as known on" not in html(app)


def test_a_day_outside_the_period():
    """A day before the period drawn is said not to be drawn."""
    app = page("overview", known="2010-05-01", period="1y")
    assert not app.exception and "lies before this period" in html(app)
