"""The Overview in a real browser: it draws, it reacts, it hands out files, it is quiet."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from pipeline.exports.stamps import read_provenance
from tests.browser.conftest import ROOT, serve

pytestmark = pytest.mark.browser


def chart_title(page) -> str:
    return page.get_by_role("heading", level=2).first.inner_text()


def test_opens_with_number_chart_and_badges(watched, app):
    """The page shows headline, word, nine cells, chart and numbered badges, without an error or a foreign request."""
    page = watched.open(app)
    assert page.locator(".tl-number").inner_text().isdigit()
    assert page.locator(".tl-word").inner_text() in ("warm", "easing", "guarded", "strained", "frozen")
    assert page.locator(".tl-cells td.tl-cell").count() == 9
    badges = page.locator(".js-plotly-plot .scatterlayer .textpoint")
    assert badges.count() > 0
    assert page.locator("ol.tl-list").first.locator("li").count() >= badges.count()
    page.wait_for_timeout(500)
    assert watched.errors == []
    assert watched.elsewhere == []


def test_nothing_is_wider_than_the_screen(watched, app):
    """At desktop and phone width the page does not scroll sideways."""
    page = watched.open(app)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_badges_do_not_overlap(watched, app):
    """On the screen no two badge numbers cover each other."""
    page = watched.open(app)
    boxes = [box.bounding_box() for box in page.locator(".js-plotly-plot .scatterlayer .textpoint text").all()]
    for place, a in enumerate(boxes):
        for b in boxes[place + 1 :]:
            apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


def test_period_changes_chart_and_url(watched, app):
    """Choosing a period redraws the chart, goes into the URL, and the link opens the same again."""
    page = watched.open(app)
    before = chart_title(page)
    page.get_by_role("radio", name="10 years").click()
    page.wait_for_url("**period=10*")
    page.wait_for_function("title => document.querySelector('h2').innerText !== title", arg=before)
    after = chart_title(page)
    watched.open(page.url)
    assert chart_title(page) == after != before


def test_tracks_join_the_axis(watched, app):
    """Switching on a track draws its line beside the headline, named in a legend."""
    page = watched.open(app)
    page.get_by_role("button", name="Security", exact=True).click()
    page.locator(".js-plotly-plot .legendtext", has_text="Security").wait_for()
    assert "tracks=Security" in page.url


def test_nonsense_in_the_url_falls_back(watched, app):
    """An unknown period, track or date in a link shows the default page, not an error."""
    page = watched.open(f"{app}/?period=never&tracks=nothing&since=yesterday&from=2024-02-30")
    assert page.locator(".tl-number").count() == 1
    assert page.get_by_text("Traceback").count() == 0


@pytest.mark.parametrize("fmt", ["PNG", "SVG", "PDF", "CSV", "HTML", "XLSX"])
def test_download(watched, app, tmp_path, fmt):
    """Each button hands out a file that is named by what it shows and says where it comes from."""
    page = watched.open(app)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=fmt, exact=False).first.click()
    name = waiting.value.suggested_filename
    assert name.startswith("us-china-tension_") and name.endswith(fmt.lower())
    waiting.value.save_as(tmp_path / name)
    stamp = read_provenance(tmp_path / name)
    assert stamp["title"] == chart_title(page)
    if fmt == "PNG":
        assert Image.open(io.BytesIO((tmp_path / name).read_bytes())).size == (2560, 1440)
    assert watched.errors == []


def test_the_cells_are_taken_along(watched, app, tmp_path, result):
    """The button under the cells hands out a file whose figures are those of the last day."""
    page = watched.open(app)
    page.get_by_role("button", name="Take the cells along").click()
    with page.expect_download() as waiting:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == f"us-china-cells_{result.through}.csv"
    told = csv.DictReader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    for cell in told:
        assert float(cell["points"]) == pytest.approx(result.daily[f"{cell['track']}_{cell['component']}"].iloc[-1], abs=1e-4)
    assert watched.errors == []


def test_a_broken_edit_keeps_the_last_good_index(browser, tmp_path):
    """A broken config shows its message with the line, keeps the page, and is gone once it is mended."""
    for name in ("config.yaml", "data"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    config: Path = tmp_path / "config.yaml"
    good = config.read_text("utf-8")
    process, address = serve(config)
    try:
        page = browser.new_page()
        page.goto(address)
        page.locator(".tl-number").wait_for(timeout=60_000)
        config.write_text(good.replace("tariff:             {weight: -5", "tariff:             {weight: heavy"), "utf-8")
        page.get_by_role("radio", name="2 years").click()
        page.get_by_text("event_types.tariff.weight: found 'heavy', expected a number").wait_for()
        assert page.locator(".tl-number").count() == 1
        config.write_text(good, "utf-8")
        page.get_by_role("radio", name="1 year", exact=True).click()
        page.get_by_text("found 'heavy'").wait_for(state="detached")
    finally:
        process.terminate()
        process.wait(10)
