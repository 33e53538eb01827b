"""Script time of a rerun of every page with warm caches, beside a script that only writes a word."""

from __future__ import annotations

import tempfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.timing import best_of

PAGES = ("overview", "state", "events", "method")


def run(short: bool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\nst.write('x')\n", "utf-8")
        candidates = {"empty": AppTest.from_file(str(empty))}
        for name in PAGES:
            candidates[name] = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120)
            candidates[name].run()
            candidates[name].switch_page(name) if name != "overview" else None
        for page in candidates.values():
            page.run()
            assert not page.exception
        times = best_of(5 if short else 20, **{name: page.run for name, page in candidates.items()})
    bare = times.pop("empty")
    lines = [f"{'page':>10} {'script':>9} {'empty':>9} {'ratio':>6}"]
    lines += [f"{name:>10} {1000 * took:>6.0f} ms {1000 * bare:>6.1f} ms {took / bare:>6.1f}" for name, took in times.items()]
    return lines
