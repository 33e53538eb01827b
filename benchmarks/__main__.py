"""`python -m benchmarks [--short] [NAME ...]`: prints figures; nothing here can fail a test."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

NAMES = ("build", "draws", "coding", "rerun", "first_chart", "redraw", "exports")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of {', '.join(NAMES)}; default: all")
    parser.add_argument("--short", action="store_true", help="fewer rounds and no 100,000 events")
    options = parser.parse_args()
    for name in options.names or NAMES:
        if name not in NAMES:
            sys.exit(f"found {name!r}, allowed: {', '.join(NAMES)}")
        print(f"-- {name} ({os.cpu_count()} cores, Python {sys.version.split()[0]})", flush=True)
        print("\n".join(import_module(f"benchmarks.{name}").run(options.short)), flush=True)
