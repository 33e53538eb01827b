"""What every test may ask for: the shipped config and index, and a browser where there is one."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from hypothesis import HealthCheck, settings

from pipeline import build_index, load_config, load_events

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A file's tests run on one core, and so do all that drive a browser: two browsers at once only wait for each other."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group("browser" if item.get_closest_marker("browser") else str(item.path)))


MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def main_module():
    """A page run without a browser leaves its script as the main module, which a new process would then run again."""
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def config():
    """The shipped config."""
    return load_config("config.yaml")


@pytest.fixture(scope="session")
def events(config):
    """The shipped events."""
    return load_events(config)


@pytest.fixture(scope="session")
def result(config, events):
    """The shipped index."""
    return build_index(config, events)


@pytest.fixture(scope="session")
def browser():
    """One headless browser for all tests."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser found ({', '.join(BROWSERS)})"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        instance = driver.chromium.launch(executable_path=path, args=QUIET)
        yield instance
        instance.close()
