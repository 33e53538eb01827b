"""Pictures of every page, light, dark and on a phone: `python -m tests.browser.screenshots [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import BROWSERS, QUIET, ROOT, Watched, serve

VIEWS = {"light": (1280, 900, "light"), "dark": (1280, 900, "dark"), "phone": (390, 844, "light")}


def main(folder: Path) -> None:
    """Write overview-light.png, overview-dark.png and overview-phone.png."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        sys.exit(f"no browser found ({', '.join(BROWSERS)})")
    folder.mkdir(parents=True, exist_ok=True)
    process, address = serve(ROOT / "config.yaml")
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=QUIET)
            for name, (width, height, scheme) in VIEWS.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = Watched(context.new_page()).open(address)
                full = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                page.set_viewport_size({"width": width, "height": full})
                page.wait_for_timeout(800)
                page.screenshot(path=folder / f"overview-{name}.png")
                context.close()
            browser.close()
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/img"))
