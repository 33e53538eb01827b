"""From opening the address to the line drawn: the Overview beside a bare Streamlit page with a Plotly line of that length."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.browser.conftest import free_port
from tests.conftest import BROWSERS, QUIET

BARE = """\
import numpy as np
import plotly.graph_objects as go
import streamlit as st
days = np.arange("2021-09-27", "2026-09-27", dtype="datetime64[D]")
st.plotly_chart(go.Figure(go.Scatter(x=days, y=np.random.default_rng(1).normal(50, 9, len(days)))))
"""


def serve_script(script: str) -> tuple[subprocess.Popen, str]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return process, f"http://127.0.0.1:{port}"


def _open(browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace path.js-line", state="attached", timeout=60_000)
    seconds = time.perf_counter() - began
    context.close()
    return seconds


def run(short: bool) -> list[str]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        return ["first chart: not measured, no browser found"]
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        servers = [serve_script("app.py"), serve_script(str(bare))]
        try:
            time.sleep(4)
            browser = driver.chromium.launch(executable_path=path, args=QUIET)
            cold = [_open(browser, address) for _, address in servers]
            rounds = [[_open(browser, address) for _, address in servers] for _ in range(3 if short else 9)]
            browser.close()
        finally:
            for process, _ in servers:
                process.terminate()
                process.wait(10)
    ours, other = (median(times) for times in zip(*rounds, strict=True))
    return [
        f"first visit after start: Overview {cold[0]:.2f} s, bare page {cold[1]:.2f} s: ratio {cold[0] / cold[1]:.2f}",
        f"later visits (median of {len(rounds)}): Overview {ours:.2f} s, bare page {other:.2f} s: ratio {ours / other:.2f}",
    ]
