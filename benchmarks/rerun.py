"""Script time of a rerun of the Overview with warm caches, beside a script that only writes a word."""

from __future__ import annotations

import tempfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.timing import best_of


def run(short: bool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\nst.write('x')\n", "utf-8")
        ours, bare = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120), AppTest.from_file(str(empty))
        ours.run()
        bare.run()
        times = best_of(5 if short else 20, overview=ours.run, empty=bare.run)
    assert not ours.exception
    extra = times["overview"] - times["empty"]
    return [
        f"rerun of the Overview {1000 * times['overview']:.0f} ms, of an empty script {1000 * times['empty']:.0f} ms: "
        f"ratio {times['overview'] / times['empty']:.1f}, difference {1000 * extra:.0f} ms"
    ]
