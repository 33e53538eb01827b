"""From a click to the changed page, on every page, beside a bare page that writes the chosen word."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.first_chart import serve_script
from tests.conftest import BROWSERS, QUIET

BARE = """\
import streamlit as st
choice = st.segmented_control("Period", ["1 year", "2 years"], default="1 year")
st.header(f"Chosen: {choice}")
"""
CLICKS = {
    "overview": ("", "radio", ("1 year", "2 years"), "h2"),
    "state": ("state", "radio", ("1 year", "2 years"), ".tl-note >> text=/^US-China dialogue/"),
    "events": ("events", "button", ("thaw", "freeze"), "text=/ of \\d+/"),
    "method": ("method", "tab", ("Channels", "Score"), "h2"),
}


def _measure(page, role: str, names: tuple[str, str], watched: str, rounds: int) -> float:
    """Median seconds from a click to another text at the watched place."""
    seconds = []
    for turn in range(rounds):
        before = page.locator(watched).first.inner_text()
        began = time.perf_counter()
        page.get_by_role(role, name=names[turn % 2], exact=True).first.click()
        while page.locator(watched).first.inner_text() == before and time.perf_counter() - began < 20:
            time.sleep(0.005)
        seconds.append(time.perf_counter() - began)
        page.wait_for_timeout(400)
    return median(seconds[1:])


def run(short: bool) -> list[str]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        return ["redraw: not measured, no browser found"]
    from playwright.sync_api import sync_playwright

    rounds = 5 if short else 11
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        servers = [serve_script("app.py"), serve_script(str(bare))]
        try:
            time.sleep(4)
            browser = driver.chromium.launch(executable_path=path, args=QUIET)
            page = browser.new_page()
            page.goto(servers[1][1])
            page.locator("h2").wait_for(timeout=60_000)
            empty = _measure(page, "radio", ("2 years", "1 year"), "h2", rounds)
            lines = [f"{'page':>10} {'click to change':>16} {'bare page':>10} {'ratio':>6}"]
            for name, (address, role, names, watched) in CLICKS.items():
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"{servers[0][1]}/{address}")
                page.get_by_text("Cite this view").wait_for(timeout=60_000)
                page.wait_for_timeout(2000)
                took = _measure(page, role, names, watched, rounds)
                lines.append(f"{name:>10} {1000 * took:>13.0f} ms {1000 * empty:>7.0f} ms {took / empty:>6.1f}")
            browser.close()
        finally:
            for process, _ in servers:
                process.terminate()
                process.wait(10)
    return lines
