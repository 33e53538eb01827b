"""How long reading and building take for the shipped events, 10,000 and 100,000, beside a bare `pandas.read_csv` of the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.timing import best_of
from pipeline import build_index, load_config, load_events


def run(short: bool) -> list[str]:
    config = load_config("config.yaml")
    shipped = Path(config.data.events)
    lines = [f"{'events':>10} {'read':>8} {'build':>8} {'read_csv':>9} {'(read+build)/read_csv':>22} {'ms per 1,000 events':>20}"]
    with tempfile.TemporaryDirectory() as folder:
        for number in (0, 10_000) if short else (0, 10_000, 100_000):
            path = shipped
            if number:
                from benchmarks.made_up import write_history

                path = Path(folder) / f"{number}.csv"
                write_history(shipped, number, path)
            events = load_events(config, path)
            build_index(config, events)
            rounds = 1 if number > 10_000 else 3
            times = best_of(
                rounds,
                read=lambda path=path: load_events(config, path),
                build=lambda events=events: build_index(config, events),
                bare=lambda path=path: pd.read_csv(path, dtype=str, keep_default_na=False),
            )
            whole = times["read"] + times["build"]
            lines.append(
                f"{len(events):>10,} {times['read']:>7.2f}s {times['build']:>7.2f}s {times['bare']:>8.3f}s "
                f"{whole / times['bare']:>22.1f} {1e6 * whole / len(events):>20.1f}"
            )
    return lines
