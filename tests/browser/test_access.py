"""Everybody can use every page: no serious violation of WCAG in our own parts, everything reached by keyboard."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PAGES = ["", "state", "events", "why", "scenarios", "weights", "briefing", "method"]
SERIOUS = ("serious", "critical")


def ready(page):
    """The page's heading and its foot are drawn."""
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    page.get_by_text("Cite this view").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)


@pytest.mark.parametrize("name", PAGES, ids=[name or "overview" for name in PAGES])
def test_no_serious_violation(watched, app, name):
    """The accessibility checker finds nothing serious on the page, in light at desktop and in dark at phone width."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = watched.page
    page.goto(f"{app}/{name}")
    ready(page)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        f"{item['id']}: {node['html'][:160]}"
        for item in found
        if item["impact"] in SERIOUS
        for node in item["nodes"]
        if ours(node)
    ]
    assert serious == []


def ours(node: dict) -> bool:
    """Streamlit's own chrome (toolbar, data grid canvas) is not ours to mend."""
    where = " ".join(str(part) for part in node["target"])
    return not any(part in where for part in ("stToolbar", "stMainMenu", "stDataFrameGlideDataEditor"))


@pytest.mark.parametrize("name", PAGES, ids=[name or "overview" for name in PAGES])
def test_nothing_is_wider_than_the_screen(watched, app, name):
    """No page scrolls sideways."""
    watched.page.goto(f"{app}/{name}")
    ready(watched.page)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert watched.errors == []
    assert watched.elsewhere == []


FOCUSED = (
    "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim().split('\\n').pop()"
)


def test_every_control_is_reached_by_keyboard(browser, app):
    """Tab goes through period, tracks and exports of the Overview; arrows go along the tracks, and the space bar picks one."""
    page = browser.new_page()
    page.goto(app)
    ready(page)
    seen = []
    while not {"Security", "PNG", "SVG", "PDF", "CSV"} <= set(seen) and len(seen) < 90:
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
    assert {"Security", "PNG", "SVG", "PDF", "CSV"} <= set(seen)
    page.get_by_role("button", name="Security", exact=True).focus()
    for track in ("Political", "Economic"):
        page.keyboard.press("ArrowRight")
        assert page.evaluate(FOCUSED) == track
    page.keyboard.press("Space")
    page.wait_for_url("**tracks=Economic*")
    page.close()


def test_the_chart_tells_its_finding(watched, app):
    """The chart's text alternative has the title and the largest moves."""
    page = watched.open(app)
    title = page.get_by_role("heading", level=2).first.inner_text()
    described = (
        "[...document.querySelectorAll('[aria-label], [alt]')].map(e => e.getAttribute('aria-label') || e.getAttribute('alt'))"
    )
    labels = page.evaluate(described)
    assert any(title in label and "Largest moves" in label for label in labels)
