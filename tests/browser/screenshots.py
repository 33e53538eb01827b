"""Pictures of every page, light, dark and on a phone: `python -m tests.browser.screenshots [FOLDER]`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ROOT, serve
from tests.conftest import BROWSERS, QUIET

VIEWS = {"light": (1280, 900, "light"), "dark": (1280, 900, "dark"), "phone": (390, 844, "light")}
PAGES = {
    "overview": "",
    "state": "state",
    "events": "events",
    "event": "events?event=2022-08-05-military-cut-off",
    "weights": "weights?w=event_types.tariff.weight:-8,index.method:decayed_sum",
    "why": "why?why=mil-mil-cut-off",
    "scenario": "scenarios?add=2026-12-01~resumption~dpct",
    "briefing": "briefing?range=2+years&size=Slide",
    "method": "method",
    "add": "add",
}


def main(folder: Path) -> None:
    """Write <page>-<view>.png for every page and view; the README shows three of them."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        sys.exit(f"no browser found ({', '.join(BROWSERS)})")
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["THAWLINE_DRAWS"] = "wait"  # a picture shows the band
    process, address = serve(ROOT / "config.yaml")
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=QUIET)
            for view, (width, height, scheme) in VIEWS.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                for name, query in PAGES.items():
                    take(context, f"{address}/{query}", folder / f"{name}-{view}.png", width)
                context.close()
            browser.close()
    finally:
        process.terminate()
        process.wait(10)


def take(context, address: str, target: Path, width: int) -> None:
    """One page as high as it is, once its foot and its charts are drawn."""
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    full = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(full, 5000)})
    page.wait_for_timeout(800)
    page.screenshot(path=target)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/img"))
