"""Sets the published index beside the one that `replication/replicate.py` computes on its own.

The replicator is loaded from its file and handed nothing but paths; it must not share a line with this package.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from pipeline import build_index, load_config, load_events
from pipeline.config.schema import METHODS, WEIGHT_TABLES
from pipeline.errors import DataError, ExportError, Problem
from pipeline.exports.tables import index_table, to_csv
from pipeline.index.uncertainty import BAND

REPLICATOR = Path(__file__).parent.parent / "replication" / "replicate.py"


def load_replicator() -> ModuleType:
    """The replicator as a module of its own; raises ExportError when its file is missing."""
    if not REPLICATOR.is_file():
        raise ExportError(f"{REPLICATOR}: file not found; the replicator is part of the repository")
    loader = SourceFileLoader("thawline_replicator", str(REPLICATOR))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


def compare_with_replication(
    config_path: Path, index: Path | None, events: Path | None, say: Callable[[str], None]
) -> tuple[list[str], int, int]:
    """(a line for each differing value, days compared, values compared); every cell of index.csv is compared as printed, but
    the band: it is drawn, not computed from the page alone."""
    config = load_config(config_path)
    if (config.index.method, config.index.weights) != (METHODS[0], WEIGHT_TABLES[0]):
        raise DataError(
            f"replicate covers index.method {METHODS[0]} with index.weights {WEIGHT_TABLES[0]} alone; found "
            f"{config.index.method} with {config.index.weights}"
        )
    published = (
        _published(index) if index else _rows(to_csv(index_table(build_index(config, load_events(config, events)))).decode())
    )
    say("published index read; recomputing it separately")
    replicator = load_replicator()
    try:
        header, rows = replicator.recompute(str(config_path), str(events) if events else None)
    except replicator.UNREADABLE as error:
        raise DataError(f"{replicator.__file__}: cannot recompute the index ({error})") from None
    return _differences(published, [header, *rows])


def _published(path: Path) -> list[list[str]]:
    """The rows of a published index; one clear line for each that cannot be one."""
    try:
        rows = [row for row in _rows(path.read_text("utf-8-sig")) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error})") from None
    if not rows:
        raise DataError(f"{path}: empty file; expected an index.csv")
    days: dict[str, int] = {}
    problems = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            problems.append(Problem(str(path), line, "", f"found {len(row)} cells, expected {len(rows[0])}"))
        elif row[0] in days:
            problems.append(Problem(str(path), line, "date", f"{row[0]} stands on line {days[row[0]]} already"))
        days.setdefault(row[0], line)
    if problems:
        raise DataError(problems)
    return rows


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def _differences(published: list[list[str]], recomputed: list[list[str]]) -> tuple[list[str], int, int]:
    header = published[0] if published else []
    if header != recomputed[0]:
        raise DataError(f"the columns differ: published {','.join(header)}; recomputed {','.join(recomputed[0])}")
    ours = {row[0]: row for row in published[1:]}
    theirs = {row[0]: row for row in recomputed[1:]}
    compared = [(place, name) for place, name in enumerate(header) if place and name not in BAND]
    found = []
    for day in sorted(ours.keys() | theirs.keys()):
        if day not in ours or day not in theirs:
            found += [f"{day}: only in the {'published' if day in ours else 'recomputed'} index"] * len(compared)
            continue
        pairs = ((name, ours[day][place], theirs[day][place]) for place, name in compared)
        found += [f"{day} {name}: published {a}, recomputed {b}" for name, a, b in pairs if a != b]
    days = len(ours.keys() | theirs.keys())
    return found, days, days * len(compared)
