"""Script time of a rerun of every page with warm caches, and of an edit of a weight to a new line, beside a script that
only writes a word."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.timing import best_of

PAGES = ("overview", "state_of_play", "events", "weights", "method")
FRAMED = """\
from importlib import import_module
from pathlib import Path

from views import frame

frame.framed(import_module("views.{page}").show, Path({home!r}), "{page}")()
"""


def run(short: bool) -> list[str]:
    home = str(Path.cwd())
    scripts = {page: FRAMED.format(page=page, home=home) for page in PAGES} | {"empty": "import streamlit as st\nst.write('x')\n"}
    pages = {name: AppTest.from_string(script, default_timeout=120) for name, script in scripts.items()}
    for page in pages.values():
        for _ in range(2):
            page.run()
        assert not page.exception
    weight = count()

    def edit() -> None:
        """Another weight than ever before, so that nothing of it is cached."""
        pages["weights"].query_params["w"] = f"event_types.tariff.weight:{-6 - next(weight) / 1000}"
        pages["weights"].run()

    runs = {name: page.run for name, page in pages.items()}
    times = best_of(5 if short else 20, **runs, **{"weights edited": edit})
    assert not pages["weights"].exception
    bare = times.pop("empty")
    lines = [f"{'page':>14} {'script':>9} {'empty':>9} {'ratio':>6}"]
    lines += [f"{name:>14} {1000 * took:>6.0f} ms {1000 * bare:>6.1f} ms {took / bare:>6.1f}" for name, took in times.items()]
    return lines
