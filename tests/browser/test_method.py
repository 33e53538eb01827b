"""The Method page and the line of the last visit in a real browser."""

from __future__ import annotations

import pytest

from pipeline import load_config
from pipeline.config import config_hash

pytestmark = pytest.mark.browser

SEEN = "thawline.seen.us-china"


def to_method(watched, app, section: str | None = None):
    """The page, opened by its address or by a link to one of its sections."""
    page = watched.page
    page.goto(f"{app}/method" + (f"?method={section}" if section else ""))
    page.get_by_role("tab", name="Limits").wait_for(timeout=60_000)
    return page


def quiet(watched) -> list[str]:
    """Errors of the page; the server's own health check looks below the page's address first and is told 404."""
    return [error for error in watched.errors if "404 (Not Found)" not in error]


def test_sections_fit_the_screen(watched, app):
    """Each section opens by a click and goes into the address; none is wider than the screen, none raises an error."""
    page = to_method(watched, app)
    heads = {"Channels": "Who is talking?", "Tracks": "Tracks and headline", "Weight in effect": "What has moved the number",
             "Limits": "What the number cannot tell", "Score": "The score of one event"}  # fmt: skip
    for section, head in heads.items():
        page.get_by_role("tab", name=section).click()
        page.get_by_role("heading", name=head).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), section
        if section == "Tracks":
            page.locator(".tl-scale").nth(3).wait_for()
            page.wait_for_url("**method=Tracks*")
    assert quiet(watched) == []
    assert watched.elsewhere == []


def test_coverage_as_chart_and_table(watched, app):
    """A link opens the section: the chart has its directions in the legend, the same numbers can be read as a table."""
    page = to_method(watched, app, "Coverage")
    assert page.get_by_role("tab", name="Coverage").get_attribute("aria-selected") == "true"
    page.locator(".js-plotly-plot .legendtext", has_text="freeze").wait_for(timeout=60_000)
    page.get_by_text("As a table").click()
    page.get_by_role("region", name="Events a year").wait_for()
    assert page.get_by_role("rowheader", name="1989").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_the_config_in_use_is_handed_out(watched, app, tmp_path):
    """The download is named by its hash and loads to a config of the same hash."""
    page = to_method(watched, app)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Config in use").click()
    waiting.value.save_as(tmp_path / "config.yaml")
    found = config_hash(load_config(tmp_path / "config.yaml"))
    assert waiting.value.suggested_filename == f"us-china-config_{found[:12]}.yaml"
    assert found == config_hash(load_config("config.yaml"))


def test_since_your_last_visit(watched, app):
    """Nothing on the first visit; later the line says what changed since the data then seen, and nothing moves."""
    page = watched.open(app)
    page.wait_for_function(f"localStorage.getItem('{SEEN}') !== null")
    assert page.get_by_text("your last visit").count() == 0
    page.evaluate(f"localStorage.setItem('{SEEN}', '2024-01-15'); sessionStorage.clear()")
    watched.open(app)
    line = page.get_by_text("Since your last visit on data of 15 Jan 2024: tension from")
    line.wait_for()
    frame = page.locator(".st-key-last_visit")
    assert line.bounding_box()["height"] <= frame.bounding_box()["height"]
    assert page.evaluate(f"localStorage.getItem('{SEEN}')") > "2024-01-15"
    assert watched.errors == []
    assert watched.elsewhere == []


@pytest.mark.parametrize("kept", ["'9999-99-99'", "'<b>' + 'x'.repeat(100000)"])
def test_nonsense_in_the_browsers_memory(watched, app, kept):
    """Whatever stands in the browser's memory, the page is drawn and says nothing about it."""
    watched.page.add_init_script(f"localStorage.setItem('{SEEN}', {kept})")
    page = watched.open(app)
    page.wait_for_timeout(500)
    assert page.get_by_text("your last visit").count() == 0
    assert watched.errors == []


def test_a_browser_that_keeps_nothing(watched, app):
    """Where storage is blocked the page is drawn as on a first visit."""
    watched.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, "
        "{get() { throw new DOMException('blocked', 'SecurityError') }})"
    )
    page = watched.open(app)
    page.wait_for_timeout(500)
    assert page.get_by_text("your last visit").count() == 0
