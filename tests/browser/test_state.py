"""The page "State of play" in a real browser: it draws, it reacts, it hands out files, it fits, it is quiet."""

from __future__ import annotations

import pytest

from pipeline.exports.stamps import read_provenance

pytestmark = pytest.mark.browser


def opened(watched, app, query=""):
    """Go to the page and wait for its lanes and its last section."""
    page = watched.page
    page.goto(f"{app}/state{query}")
    page.wait_for_selector(".js-plotly-plot .barlayer .trace path", state="attached", timeout=60_000)
    page.get_by_role("heading", name="Ended or eased in the year to").wait_for(timeout=60_000)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
    return page


def test_opens_with_board_lanes_and_measures(watched, app):
    """Board, lanes and measures are there, nothing is wider than the screen, no error, no foreign request."""
    page = opened(watched, app)
    assert page.get_by_role("table").first.get_by_role("row").count() > 15
    assert page.locator(".tl-state").count() > 10
    assert page.locator(".tl-measures").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.wait_for_timeout(500)
    assert watched.errors == []
    assert watched.elsewhere == []


def test_a_day_in_the_url(watched, app):
    """A link with a day shows that day: finding, board and measures."""
    page = opened(watched, app, "?day=2022-08-20")
    assert page.locator(".tl-finding").inner_text().startswith("On 20 Aug 2022")
    assert page.get_by_role("heading", name="What stands between them on 20 Aug 2022").count() == 1
    assert page.get_by_role("cell", name="suspended").count() >= 3
    page.get_by_role("link", name="Last day of the data").click()
    page.wait_for_url(lambda url: "day=" not in url)
    page.locator(".tl-finding").filter(has_not_text="Aug 2022").wait_for(timeout=60_000)


def test_an_event_opens_on_its_page(watched, app):
    """The event behind a state is a link to the Events page that names it."""
    page = opened(watched, app)
    page.locator(".tl-board a").first.click()
    page.wait_for_url("**/events?*event=*")
    page.get_by_role("heading", name="Events").first.wait_for(timeout=60_000)


def test_a_bar_says_what_began_it(watched, app):
    """Choosing a bar of the lanes names channel, state and event, with a link."""
    page = opened(watched, app, "?lanes=All")
    page.locator(".js-plotly-plot .barlayer .trace").last.locator("path").first.click(force=True)
    page.locator(".tl-segment b").wait_for()
    assert watched.errors == []


def test_chart_as_a_table(watched, app):
    """The lanes can be read as a table."""
    page = opened(watched, app)
    page.get_by_text("The chart as a table").click()
    page.get_by_test_id("stDataFrame").wait_for()


@pytest.mark.parametrize("fmt", ["PNG", "PPTX", "CSV"])
def test_download(watched, app, tmp_path, fmt):
    """Each button hands out a file that is named by what it shows and says where it comes from."""
    page = opened(watched, app)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=fmt).click()
    name = waiting.value.suggested_filename
    assert name.startswith("us-china-channels_") and name.endswith(fmt.lower())
    waiting.value.save_as(tmp_path / name)
    assert read_provenance(tmp_path / name)["title"] == page.get_by_role("heading", name="channels open on").inner_text()
