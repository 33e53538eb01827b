"""Scenarios in a real browser: an event is added, drawn beyond the data, kept in the link, and exported as what it is."""

from __future__ import annotations

import pytest

from pipeline.exports.stamps import read_provenance

pytestmark = pytest.mark.browser

SCENARIO = "scenarios?add=2026-12-01~resumption~dpct;held~2026-11-18-shenzhen-apec-meeting-planned"


def opened(watched, address: str):
    """The page, once its chart and its foot are drawn."""
    page = watched.page
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached", timeout=60_000)
    page.get_by_text("Cite this view").wait_for(timeout=60_000)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
    return page


def chart_title(page) -> str:
    return page.get_by_role("heading", name="Scenario", exact=False).last.inner_text()


def test_a_link_opens_a_scenario(watched, app):
    """A link draws published line, both paths and hollow badges, tells what each event moves, and is quiet."""
    page = opened(watched, f"{app}/{SCENARIO}")
    legend = page.locator(".js-plotly-plot .legendtext").all_text_contents()
    assert legend == ["Published", "With the events", "If nothing happens"]
    assert page.locator(".tl-hollow").count() == 2
    assert page.locator(".tl-causes tbody tr").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert watched.errors == [] and watched.elsewhere == []


def test_an_event_is_added_and_the_link_keeps_it(watched, app):
    """An event added in the form goes into the chart and the URL, and the link opens the same again."""
    page = opened(watched, f"{app}/scenarios")
    before = chart_title(page)
    kind = page.get_by_test_id("stSelectbox").filter(has_text="Type").locator("input")
    kind.click()
    page.keyboard.type("cut-off")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add to the scenario").click()
    page.wait_for_url("**add=2026-10-27*cut_off*")
    page.locator(".tl-hollow").first.wait_for()
    after = chart_title(page)
    assert before.startswith("Scenario, nothing happens: ") and after.startswith("Scenario: US-China tension ")
    assert chart_title(opened(watched, page.url)) == after


def test_a_plan_takes_place(watched, app):
    """Deciding a plan redraws both figures and the link."""
    page = opened(watched, f"{app}/scenarios")
    page.get_by_role("radio", name="Takes place").nth(1).click()
    page.wait_for_url("**add=held*apec*")
    page.locator(".tl-hollow").first.wait_for()
    assert page.locator(".tl-causes tbody tr").count() == 2


@pytest.mark.parametrize("fmt", ["PNG", "SVG", "PDF", "CSV"])
def test_download(watched, app, tmp_path, fmt):
    """Each button hands out a file that says by name, title and filters that it is a scenario."""
    page = opened(watched, f"{app}/{SCENARIO}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=fmt, exact=False).first.click()
    name = waiting.value.suggested_filename
    assert name == f"us-china-scenario_2024-09-27_2027-03-26.{fmt.lower()}"
    waiting.value.save_as(tmp_path / name)
    stamp = read_provenance(tmp_path / name)
    assert stamp["title"] == chart_title(page)
    assert stamp["filters"].startswith("scenario, not the published series: 2026-12-01 resumption dpct; held ")


def test_the_overview_as_known_on_a_day(watched, app, tmp_path):
    """A past day in the link shows what was said then, draws the line as known then, and the file says so."""
    page = watched.open(f"{app}/?known=2025-04-10")
    assert "as known on 10 Apr 2025" in page.locator(".tl-since").inner_text()
    assert "As known on 10 Apr 2025" in page.locator(".js-plotly-plot .legendtext").all_text_contents()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=False).first.click()
    waiting.value.save_as(tmp_path / "chart.csv")
    assert "as known on 2025-04-10" in read_provenance(tmp_path / "chart.csv")["filters"]
    assert watched.errors == []


def test_a_day_chosen_goes_into_the_url(watched, app):
    """Choosing a day of knowledge goes into the URL."""
    page = watched.open(app)
    field = page.get_by_test_id("stDateInput").filter(has_text="As known on")
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type("20230615")
    page.get_by_role("heading", level=1).click()
    page.wait_for_url("**known=2023-06-15*")
    page.get_by_text("as known on 15 Jun 2023", exact=True).wait_for()
