"""The Briefing page in a real browser: an analyst's choices are seen in the file, taken away in every format, and reopened."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from pipeline.exports.stamps import read_provenance
from tests.browser.conftest import Watched
from tests.browser.test_weights import edit
from tests.files import run

pytestmark = pytest.mark.browser

WAIT = 30_000
USE, WORDING = 90, 800
"""Pixels: where two columns of the table of events stand."""
QUERY = "briefing?range=2+years&band=false"
FORMATS = ("png", "svg", "pdf", "pptx", "csv", "csv-excel", "html", "xlsx", "deck_pptx", "deck_pdf")
"""Names of the buttons."""


def opened(page, address: str):
    """The page, once its picture and its foot are drawn."""
    page.goto(address)
    return settled(page)


def settled(page):
    page.locator("[data-testid=stImage] img").first.wait_for(timeout=WAIT)
    page.get_by_text("Cite this view").wait_for(timeout=WAIT)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=WAIT)
    return page


def asked(page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for(page, key: str) -> None:
    page.wait_for_function("key => new URLSearchParams(location.search).has(key)", arg=key, timeout=WAIT)
    settled(page)


def preview(page, folder, wanted=None) -> dict[str, str]:
    """What the picture on the page says of itself; waits until its title is the wanted one."""
    for _ in range(40):
        settled(page)
        source = page.locator("[data-testid=stImage] img").first.evaluate("image => image.src")
        (folder / "preview.png").write_bytes(page.request.get(source).body())
        stamp = read_provenance(folder / "preview.png")
        if wanted is None or wanted(stamp):
            break
        page.wait_for_timeout(250)
    return stamp


def choose(page) -> None:
    """The first row of the table, what moved the tension most, gets other words; the second is dropped; a title is written."""
    edit(page, 1, "In short", WORDING)
    wait_for(page, "say")
    edit(page, 2, "dropped", USE)
    wait_for(page, "drop")
    title = page.get_by_role("textbox", name="Title: the finding")
    title.fill("The lines are open again")
    title.press("Control+Enter")
    wait_for(page, "title")


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, accept_downloads=True)
    yield context.new_page()
    context.close()


def test_opens_and_fits(watched, app, tmp_path):
    """Picture, controls and table are there, nothing is wider than the screen, no error, no foreign request."""
    page = opened(watched.page, f"{app}/{QUERY}")
    assert preview(page, tmp_path)["title"] == page.get_by_role("textbox", name="Title: the finding").input_value()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert page.locator("[data-testid=stImage] img").first.get_attribute("alt")
    assert watched.errors == [] and watched.elsewhere == []


def test_choices_are_seen_and_reopened(page, browser, app, tmp_path):
    """Range, wording, drop and title show in the picture's own metadata and in the link, which opens the same elsewhere."""
    opened(page, f"{app}/{QUERY}")
    before = preview(page, tmp_path)
    choose(page)
    reworded, dropped = next(iter(json.loads(asked(page)["say"]))), asked(page)["drop"]
    after = preview(page, tmp_path, lambda stamp: stamp["title"] == "The lines are open again")
    assert after["title"] == "The lines are open again" != before["title"]
    assert f"dropped {dropped}" in after["filters"] and f"words {reworded}" in after["filters"] and reworded != dropped
    other = Watched(browser.new_context(viewport={"width": 1280, "height": 1000}).new_page())
    assert preview(opened(other.page, page.url), tmp_path, lambda stamp: stamp == after) == after
    assert other.errors == []
    other.page.context.close()


def test_every_format_says_the_same(page, app, tmp_path):
    """Each button hands out its file with title and choices inside; the figures are those of the published index."""
    run("build", "--out", tmp_path / "built")
    with (tmp_path / "built" / "index.csv").open(encoding="utf-8") as file:
        published = {row["date"]: row["tension"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    opened(page, f"{app}/{QUERY}&title=The+lines+are+open&note=%5B%222025-11-01+A+note%22%5D")
    figures = {}
    for fmt in FORMATS:
        with page.expect_download(timeout=WAIT) as waiting:
            page.locator(f".st-key-briefing_{fmt} button").first.click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        stamp = read_provenance(path)
        assert stamp["title"] == "The lines are open", fmt
        assert "note of the analyst on 2025-11-01: A note" in stamp["filters"], fmt
        if path.suffix in FIGURES:
            figures[fmt] = FIGURES[path.suffix](path.read_bytes())
    assert set(figures) == {"csv", "csv-excel", "html", "xlsx"}
    for label, found in figures.items():
        assert len(found) > 700, label
        assert {day: float(published[day]) for day in found} == pytest.approx(found, abs=1e-4), label


def csv_figures(raw: bytes) -> dict[str, float]:
    lines = [line for line in raw.decode("utf-8-sig").splitlines() if not line.startswith("#")]
    return {row["date"]: float(row["tension"]) for row in csv.DictReader(lines)}


def workbook_figures(raw: bytes) -> dict[str, float]:
    rows = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)["Data"].iter_rows(min_row=2, max_col=2, values_only=True)
    return {f"{day:%Y-%m-%d}": value for day, value in rows}


def page_figures(raw: bytes) -> dict[str, float]:
    return {day: float(value) for day, value in re.findall(r"<tr><td>(\d{4}-\d\d-\d\d)</td><td>([\d.]+)</td>", raw.decode())}


FIGURES = {".csv": csv_figures, ".xlsx": workbook_figures, ".html": page_figures}
