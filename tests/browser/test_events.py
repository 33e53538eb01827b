"""The Events page in a real browser: filtered, opened, walked through, downloaded, and reached from the Overview."""

from __future__ import annotations

import pytest

from pipeline.exports.stamps import read_provenance

pytestmark = pytest.mark.browser

CUT_OFF = "2022-08-05-military-cut-off"


def opened(watched, address):
    """The page, once its last part is drawn."""
    watched.page.goto(address)
    watched.page.get_by_text("Cite this view").wait_for(timeout=60_000)
    watched.page.locator(".tl-count, .tl-story").first.wait_for(state="attached")
    return watched.page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_search_narrows_and_reset_widens(watched, app):
    """Words typed narrow the list and go into the URL; reset takes them away."""
    page = opened(watched, f"{app}/events")
    every = page.locator(".tl-count b").inner_text()
    page.get_by_label("Search", exact=True).fill("tariff truce")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=tariff*")
    page.get_by_role("button", name="Reset filters").click()
    page.wait_for_url(lambda url: "q=" not in url)
    page.get_by_text(every).wait_for()
    assert fits(page)
    assert watched.errors == []
    assert watched.elsewhere == []


def test_a_row_opens_its_event(watched, app):
    """Selecting a row opens that event and marks it in the URL; close brings back the list."""
    page = opened(watched, f"{app}/events?q=suspends")
    grid = page.locator("[data-testid=stDataFrame]")
    grid.locator("canvas").first.wait_for()
    page.wait_for_timeout(800)
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 18, "y": 54})
    page.wait_for_url("**event=*")
    page.locator(".tl-story h2").wait_for()
    assert fits(page)
    page.get_by_role("button", name="Close").click()
    page.locator(".tl-story").wait_for(state="detached")
    assert grid.is_visible()
    assert watched.errors == []


def test_an_event_by_link_and_its_neighbours(watched, app):
    """A link opens the event; its bonds are links that keep the filters; earlier opens another."""
    page = opened(watched, f"{app}/events?q=military&event={CUT_OFF}")
    title = page.locator(".tl-story h2")
    first = title.inner_text()
    assert page.locator(".tl-product .tl-factor").count() == 7
    assert page.locator(".tl-story a[target=_blank]").count() > 0
    page.get_by_role("button", name="Earlier").click()
    page.wait_for_function("first => document.querySelector('.tl-story h2').innerText !== first", arg=first)
    assert "q=military" in page.url and CUT_OFF not in page.url
    assert fits(page)
    assert watched.errors == []
    assert watched.elsewhere == []


def test_the_download_says_what_was_filtered(watched, app, tmp_path):
    """The CSV carries the filter and the provenance."""
    page = opened(watched, f"{app}/events?q=tariff&ev_direction=freeze")
    page.get_by_text("direction: freeze; text: tariff").wait_for()
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert read_provenance(path)["filters"] == "direction: freeze; text: tariff"


def test_a_badge_opens_its_event(watched, app):
    """A badge clicked in the Overview's chart opens the event that its number names in the list."""
    page = watched.open(app)
    badge = page.locator(".js-plotly-plot .scatterlayer .textpoint text").last
    number = badge.text_content().split("–")[0]
    listed = page.locator("ol.tl-list").first.locator("li").nth(int(number) - 1).locator("a.tl-event")
    wanted = listed.inner_text()
    badge.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = badge.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    page.wait_for_url("**/events?event=*")
    page.locator(".tl-story h2", has_text=wanted).wait_for()
    assert watched.errors == []


def test_the_list_opens_events_by_keyboard(watched, app):
    """An entry of the Overview's list is a link that Enter follows to its event."""
    page = watched.open(app)
    entry = page.locator("ol.tl-list a.tl-event").first
    title = entry.inner_text()
    entry.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?event=*")
    page.locator(".tl-story h2", has_text=title).wait_for(timeout=60_000)
    assert watched.errors == []


def test_the_chart_as_a_table(watched, app):
    """The Overview's chart can be opened as a table."""
    page = watched.open(app)
    page.get_by_text("Table", exact=True).first.click()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    assert fits(page)
