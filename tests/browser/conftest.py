"""A running app and a headless browser; skipped with a reason where there is none, but never in CI."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN_PROBES = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")
"""Where the frontend looks for its server below a page's address before it finds it at the root; not an error."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(config: Path):
    """Start the app on a free port; returns (process, address) once it answers."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        "--server.fileWatcherType",
        "none",
    ]
    environment = {**os.environ, "THAWLINE_CONFIG": str(config)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return process, address
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.2)
    process.kill()
    pytest.fail("the app did not start")


@pytest.fixture(scope="session")
def app():
    """Address of the app with the shipped config."""
    process, address = serve(ROOT / "config.yaml")
    yield address
    process.terminate()
    process.wait(10)


class Watched:
    """A page that remembers what went wrong: errors, console errors, requests to other hosts."""

    def __init__(self, page):
        self.page = page
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self._note(request.url))

    def _hear(self, message) -> None:
        if message.type == "error" and not OWN_PROBES.search(message.location.get("url", "")):
            self.errors.append(message.text)

    def _note(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.elsewhere.append(url)

    def open(self, url: str):
        """Go to a page and wait until its chart and its last section are drawn."""
        self.page.goto(url)
        self.settle()
        return self.page

    def settle(self) -> None:
        try:
            self.page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached", timeout=60_000)
            self.page.get_by_text("What changed", exact=True).wait_for(timeout=60_000)
            self.page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=60_000)
        except Exception as error:
            error.add_note(f"errors: {self.errors}\nthe page said: {self.page.inner_text('body')[:2000]}")
            raise


@pytest.fixture(params=[(1280, 900, "light"), (390, 844, "dark")], ids=["desktop-light", "phone-dark"])
def watched(request, browser):
    """A fresh page at desktop width in light and at phone width in dark."""
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True)
    yield Watched(context.new_page())
    context.close()
