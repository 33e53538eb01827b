"""The page "Add event" in a real browser: checked, shown with what it moves, saved once, and seen on the other pages."""

from __future__ import annotations

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import ROOT, serve

pytestmark = pytest.mark.browser

SOURCE = "Agency | https://example.org/call | 2026-09-27 | 2026-09-27"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of config and data, and the address of the app that may write to it."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "config.yaml", folder / "config.yaml")
    shutil.copytree(ROOT / "data", folder / "data")
    process, address = serve(folder / "config.yaml")
    yield folder, address
    process.terminate()
    process.wait(10)


def choose(page, label: str, text: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(text)
    page.get_by_role("option", name=text, exact=True).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)


def test_an_event_is_checked_shown_and_saved(watched, copied):
    """What is missing is named, then the effect is shown, then the row is saved and its page can be opened."""
    folder, address = copied
    events = folder / "data" / "us-china" / "events.csv"
    before = events.read_text("utf-8")
    page = watched.page
    title = f"Chiefs speak by video at width {page.viewport_size['width']}"
    page.goto(f"{address}/add?pair=us-china")
    page.get_by_role("button", name="Check").click(timeout=60_000)
    page.get_by_text("type: empty, required").wait_for()
    assert events.read_text("utf-8") == before
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Title").press("Enter")
    choose(page, "Type", "call")
    choose(page, "Domain", "Military")
    choose(page, "Channels it acted on", "Joint chiefs")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Sources").fill(SOURCE)
    page.get_by_role("textbox", name="Sources").blur()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="What it moves").wait_for()
    page.get_by_role("rowheader", name="Tension", exact=True).first.wait_for()
    assert events.read_text("utf-8") == before
    found = Axe().run(page, options={"rules": {"color-contrast": {"enabled": True}}})
    ours = [
        hit for hit in found.response["violations"] if hit["impact"] in ("serious", "critical") and ".tl-" in str(hit["nodes"])
    ]
    assert ours == []
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as").wait_for()
    after = events.read_text("utf-8")
    assert after.count(title) == 1 and after.replace(next(line for line in after.splitlines(True) if title in line), "") == before
    assert page.get_by_role("textbox", name="Title").input_value() == ""
    page.get_by_role("link", name="Open it on the Events page").click()
    page.get_by_role("heading", name=title).wait_for(timeout=60_000)
    assert watched.errors == [] and watched.elsewhere == []
