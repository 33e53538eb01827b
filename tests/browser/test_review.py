"""The page "Review" in a real browser: an article pasted, its proposals decided on, the chart moved, nothing asked twice."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline import load_config
from pipeline.review.decisions import load_decisions
from pipeline.review.queue import load_queue
from tests.browser.conftest import ROOT, serve

pytestmark = pytest.mark.browser

SEED = ROOT.parent / "shared" / "seeds" / "002_81c24027c4117d39.txt"
PUBLISHED = "2024-01-10"
OWN = """China and the United States held defence policy talks in Washington on Monday and Tuesday.

China's foreign ministry said on Wednesday that Beijing had imposed sanctions on two American companies. The US defense
secretary and China's defence minister spoke by telephone on Tuesday. China accused the United States of flying spy planes
off its coast. In December the United States cancelled a visit by its trade representative to Beijing. In November the two
presidents met in California and agreed to resume talks between theatre commanders.
"""


@pytest.fixture
def copied(tmp_path):
    """A copy of config and data in a repository of its own, and the way to start the app on it."""
    shutil.copy(ROOT / "config.yaml", tmp_path / "config.yaml")
    shutil.copytree(
        ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("articles", "candidates.csv", "decisions.jsonl")
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "data/us-china/events.csv")
    git(tmp_path, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "before")
    started = []

    def start() -> str:
        process, address = serve(tmp_path / "config.yaml")
        started.append(process)
        return address

    yield tmp_path, start
    for process in started:
        process.terminate()
        process.wait(10)


def git(folder, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def settle(page) -> None:
    page.wait_for_timeout(400)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)


def paste(page, text: str) -> None:
    box = page.get_by_role("textbox", name="Article")
    if not box.is_visible() or box.evaluate("field => field.closest('[inert]') !== null"):
        page.get_by_text("Bring in articles").click()
    box.fill(text)
    box.blur()
    settle(page)
    day = page.get_by_role("tabpanel").get_by_test_id("stDateInput")
    day.get_by_role("spinbutton").first.wait_for()
    for part, value in zip(day.get_by_role("spinbutton").all(), PUBLISHED.split("-"), strict=True):
        part.click()
        page.keyboard.type(value)
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("1 article read").wait_for(timeout=60_000)
    settle(page)


def decided(page, left: int) -> None:
    """Wait until the page says how many still wait, with the fields of the next one open."""
    page.get_by_text(f"{left} wait", exact=False).first.wait_for(timeout=60_000)
    settle(page)
    page.get_by_role("heading", name="What it would move").wait_for(timeout=60_000)
    if not page.get_by_role("textbox", name="Title").is_visible():
        page.get_by_text("The event as it will stand").click()
    page.get_by_role("textbox", name="Title").wait_for()


def tension(page, address: str) -> dict[str, float]:
    """The line of the Overview's chart, as its CSV has it."""
    page.goto(f"{address}/?pair=us-china&period=All")
    page.get_by_role("button", name="CSV").first.wait_for(timeout=60_000)
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").first.click()
    lines = waiting.value.path().read_text("utf-8").splitlines()
    rows = csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#"))))
    return {row["date"]: float(row["tension"]) for row in rows}


def open_review(page, address: str) -> None:
    page.goto(f"{address}/review?pair=us-china")
    page.get_by_role("heading", name="Review", level=1).wait_for(timeout=60_000)
    settle(page)


def test_the_whole_way(browser, copied):
    """Accept, edit, reject, merge: the log, the chart and exactly these rows of the events say so, after a restart as well."""
    folder, start = copied
    config = load_config(folder / "config.yaml")
    text = SEED.read_text("utf-8", errors="replace") if SEED.exists() else OWN
    events = folder / "data" / "us-china" / "events.csv"
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, accept_downloads=True)
    address = start()
    before = tension(page, address)
    open_review(page, address)
    page.get_by_text("Nothing waits.").wait_for()
    paste(page, text)
    waiting = len(load_queue(config))
    assert waiting >= 4
    found = Axe().run(page, options={"rules": {"color-contrast": {"enabled": True}}})
    ours = [
        hit for hit in found.response["violations"] if hit["impact"] in ("serious", "critical") and ".tl-" in str(hit["nodes"])
    ]
    assert ours == []
    assert page.locator(".tl-article mark").first.is_visible()

    page.get_by_role("button", name="Accept").first.click()
    decided(page, waiting - 1)
    title = page.get_by_role("textbox", name="Title")
    title.fill("Edited by the reviewer")
    title.blur()
    settle(page)
    page.get_by_role("button", name="Accept as edited").click()
    decided(page, waiting - 2)
    page.locator("h1").click()
    page.keyboard.press("x")
    decided(page, waiting - 3)
    merge = page.get_by_role("button", name="Merge")
    if merge.is_disabled():
        page.get_by_role("combobox", name="Merge into").click()
        page.keyboard.type("2024-0")
        page.wait_for_timeout(1000)
        page.keyboard.press("Enter")
        settle(page)
    merge.click()
    decided(page, waiting - 4)

    log = load_decisions(config)
    assert [decision.action for decision in log[1:]] == ["edit", "reject", "merge"] and log[0].action in ("accept", "merge")
    assert len(load_queue(config)) == waiting - 4
    written = events.read_text("utf-8")
    assert written.count("Edited by the reviewer") == 1
    touched = {decision.event for decision in log if decision.event}
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written))}
    old = {row["id"]: row for row in csv.DictReader(io.StringIO(git(folder, "show", "HEAD:data/us-china/events.csv")))}
    assert {name for name in rows if rows[name] != old.get(name)} == touched and set(old) <= set(rows)

    after = tension(page, address)
    first = min(rows[name]["date"] for name in touched - set(old))
    assert [day for day in before if day < first and before[day] != after[day]] == []
    assert any(before[day] != after[day] for day in before)

    again = start()
    open_review(page, again)
    paste(page, text)
    assert len(load_queue(config)) == waiting - 4 and len(load_decisions(config)) == 4
    page.get_by_role("button", name="Undo").click()
    decided(page, waiting - 3)
    assert load_decisions(config)[-1].action == "undo" and len(load_queue(config)) == waiting - 3
    page.close()


def test_readers_have_no_such_page(browser, copied, monkeypatch):
    """A read-only server neither lists the page nor opens it."""
    _, start = copied
    monkeypatch.setenv("THAWLINE_READ_ONLY", "1")
    page = browser.new_page()
    address = start()
    page.goto(f"{address}/?pair=us-china")
    page.get_by_role("link", name="Method").first.wait_for(timeout=60_000)
    assert page.get_by_role("link", name="Review").count() == 0
    page.close()
