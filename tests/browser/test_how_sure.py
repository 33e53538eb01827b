"""Band and signs in a real browser: they come by themselves after the first chart, and stay."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

BAND = ".js-plotly-plot .scatterlayer .fills path"


def test_the_band_comes_to_the_overview(watched, app):
    """The chart gets its band and the headline its signs without a click; then the page is still, and hands out the band."""
    page = watched.open(app)
    page.get_by_text("band: 5 to 95 % of 500 draws").first.wait_for(timeout=60_000)
    page.locator(".tl-change small", has_text="sign kept in").first.wait_for()
    page.wait_for_selector(BAND, state="attached")
    assert page.get_by_text("band is being drawn").count() == 0
    page.evaluate("window.stirred = 0; new MutationObserver(() => window.stirred++).observe("
                  "document.querySelector('.js-plotly-plot'), {childList: true, subtree: true})")  # fmt: skip
    page.wait_for_timeout(2500)
    assert page.evaluate("window.stirred") == 0
    help_text = page.locator(".tl-headline .tl-help")
    help_text.locator("summary").click()
    assert "events that nobody recorded" in help_text.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=False).first.click()
    assert "date,tension,p05,p95,events" in waiting.value.path().read_text("utf-8")
    assert watched.errors == []


def test_why_says_how_sure(watched, app):
    """The waterfall's line and the draft say in how many draws the sign is kept."""
    page = watched.page
    page.goto(f"{app}/why?why=mil-mil-cut-off")
    page.get_by_text("% of draws").first.wait_for(timeout=60_000)
    page.wait_for_function("document.querySelector('textarea')?.value.includes('sign kept in')")
    assert watched.errors == []


def test_the_method_page_draws_its_tornado(watched, app):
    """Opened, the section draws the tornado with its table and files, within the screen."""
    page = watched.page
    page.goto(f"{app}/method?method=How+sure")
    page.get_by_text("From 500 draws, in points of tension").wait_for(timeout=60_000)
    page.get_by_text("Which choice moves it most?").click()
    page.wait_for_selector(".js-plotly-plot .barlayer .point", state="attached", timeout=60_000)
    page.get_by_text("Without one channel, domain or source").click()
    page.get_by_text("Without one source").first.wait_for(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert watched.errors == []
