"""What every page has, in a real browser: live files, pairs, separate sessions, a citation."""

from __future__ import annotations

import csv
import shutil

import pytest

from pipeline import __version__
from pipeline.index import METHOD_VERSION
from pipeline.records import EVENT_COLUMNS
from pipeline.words import day_text
from tests.browser.conftest import ROOT, serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of config and data that may be edited, and the address of the app that shows it."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "config.yaml", folder / "config.yaml")
    shutil.copytree(ROOT / "data", folder / "data")
    process, address = serve(folder / "config.yaml")
    yield folder, address
    process.terminate()
    process.wait(10)


def opened(context, address, query=""):
    page = context.new_page()
    page.goto(f"{address}/{query}")
    page.locator(".tl-number").wait_for(timeout=60_000)
    return page


def test_an_edit_shows_without_a_click(browser, copied):
    """A changed weight redraws the open page; a broken one shows its line and keeps the number; mending it clears that."""
    folder, address = copied
    config = folder / "config.yaml"
    good = config.read_text("utf-8")
    page = opened(browser, address)
    before = page.get_by_text("data through").last.inner_text()
    config.write_text(good.replace("share: 0.1 ", "share: 0.2 "), "utf-8")
    page.wait_for_function(
        "text => ![...document.querySelectorAll('p')].some(p => p.innerText === text)", arg=before, timeout=20_000
    )
    config.write_text(good.replace("share: 0.1 ", "share: much "), "utf-8")
    page.get_by_text("tone.share: found 'much', expected a number").wait_for(timeout=20_000)
    assert page.locator(".tl-number").count() == 1
    config.write_text(good, "utf-8")
    page.get_by_text("found 'much'").wait_for(state="detached", timeout=20_000)
    page.get_by_text(before).wait_for(timeout=20_000)
    page.close()


def test_a_new_event_shows_without_a_click(browser, copied):
    """A row added to events.csv reaches the open page."""
    folder, address = copied
    events = folder / "data" / "norway-namibia" / "events.csv"
    page = opened(browser, address, "?pair=norway-namibia")
    row = {"id": "a", "date": "2025-05-01", "title": "Norway closes its embassy", "type": "closure", "status": "happened"}
    row |= {"domain": "diplomatic", "initiator": "NO", "target": "NA"}
    with events.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(EVENT_COLUMNS), restval="", lineterminator="\n").writerow(row)
    page.get_by_text("Norway closes its embassy").first.wait_for(timeout=20_000)
    page.close()


def test_pairs_can_be_switched_and_linked(browser, copied):
    """The second pair is chosen on the page, stands in the link, and the link opens it again."""
    _, address = copied
    page = opened(browser, address)
    page.get_by_role("combobox", name="Pair").click()
    page.get_by_role("option", name="norway-namibia").click()
    page.get_by_role("heading", name="Norway-Namibia tension", exact=True).wait_for(timeout=20_000)
    page.wait_for_url("**pair=norway-namibia*")
    again = opened(browser, address, page.url.split("/")[-1])
    again.get_by_role("heading", name="Norway-Namibia tension", exact=True).wait_for(timeout=20_000)
    again.close()
    page.close()


def test_two_readers_do_not_meet(browser, app, result):
    """Two browsers with different periods each keep their own."""
    contexts = [browser.new_context() for _ in range(2)]
    one, other = (opened(context, app) for context in contexts)
    one.get_by_role("radio", name="1 year", exact=True).click()
    other.get_by_role("radio", name="All", exact=True).click()
    one.wait_for_url("**period=1*")
    other.wait_for_url("**period=All*")
    first = day_text(result.daily.index[0].date())
    other.get_by_text(first).first.wait_for()
    one.wait_for_timeout(1500)
    assert "All" not in one.url and one.get_by_text(first).count() == 0
    for context in contexts:
        context.close()


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
def test_dates_are_the_same_everywhere(browser, app, result, zone):
    """From UTC-8 to UTC+14 the page and the chart show the same days."""
    context = browser.new_context(timezone_id=zone)
    page = opened(context, app, "?period=1+year")
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached", timeout=60_000)
    ends = page.evaluate("document.querySelector('.js-plotly-plot').layout.xaxis.range.map(day => String(day).slice(0, 10))")
    text = page.get_by_text("Data through").first.inner_text()
    assert ends[1] == result.through.isoformat() and day_text(result.through) in text
    context.close()


def test_a_view_can_be_cited(watched, app, result):
    """The citation names version, method, config hash, last day of the data and the link of the view."""
    page = watched.open(f"{app}/?period=10+years")
    page.get_by_text("Cite this view").click()
    text = page.locator("[data-testid=stCode]").inner_text()
    for part in (
        "Thawline, US-China tension index, Overview",
        f"Version {__version__}",
        f"method {METHOD_VERSION}",
        "config ",
        f"data through {result.through}",
        "period=10",
    ):
        assert part in text
    assert watched.errors == []
