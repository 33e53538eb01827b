"""What the commands share: progress to standard error, one message for a mistake, common options."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.errors import ConfigError, ThawlineError, shown

if TYPE_CHECKING:
    from pipeline.index import IndexResult

ConfigPath = Annotated[Path, typer.Option("--config", help="The config file.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a config value for this run, e.g. event_types.tariff.weight=-8. Can be repeated.",
    ),
]
First = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; default: five years before the last.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default: the last of the data.")]
DEFAULT = Path("config.yaml")
ENDINGS = (".png", ".svg", ".pdf", ".pptx", ".csv", ".html", ".xlsx", ".zip")
"""Endings that say what a file is."""


def say(text: str) -> None:
    """Progress, for people."""
    print(text, file=sys.stderr, flush=True)


def fail(message: str, code: int = 2) -> NoReturn:
    say(message)
    raise typer.Exit(code)


def guarded(command: Callable) -> Callable:
    """Every known error becomes its message and exit code 2; nothing shows a traceback."""

    @wraps(command)
    def run(*args, **kwargs):  # noqa: ANN202
        try:
            return command(*args, **kwargs)
        except ThawlineError as error:
            fail(str(error))

    return run


def day_option(name: str, text: str | None) -> date | None:
    """A date given on the command line."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(f"{name}: found {shown(text)}, expected a date such as 2023-11-15")


def overrides(settings: list[str] | None) -> dict[str, str]:
    pairs = {}
    for item in settings or []:
        key, equals, value = item.partition("=")
        if not equals:
            raise ConfigError(f"--set: found {shown(item)}, expected KEY=VALUE such as event_types.tariff.weight=-8")
        pairs[key.strip()] = value
    return pairs


def run_index(config_path: Path, settings: list[str] | None = None, as_of: date | None = None):  # noqa: ANN201
    """Load, build and say how long it took."""
    from pipeline import build_index, load_config, load_events
    from pipeline.words import unreviewed_candidates

    began = time.perf_counter()
    config = load_config(config_path, overrides(settings))
    events = load_events(config)
    result = build_index(config, events, as_of)
    unreviewed = f" and {unreviewed_candidates(result.unreviewed)}" if result.unreviewed else ""
    say(
        f"{config.pair.name}: {len(result.scored) - result.unreviewed} events{unreviewed}, "
        f"{len(result.daily):,} days to {result.through}, "
        f"{time.perf_counter() - began:.2f} s"
    )
    return result


def period_of(result: IndexResult, first: date | None, last: date | None, years: int) -> tuple[date, date]:
    """The days asked for, or the last `years` of the data; days beyond the data take its ends where one of them is within."""
    begin, last, asked = result.daily.index[0].date(), last or result.through, first
    if begin == result.through:
        fail(f"the data are of one day, {begin}; a period needs two (data.through in the config may name a later last day)")
    if last < begin or (first or begin) > result.through:
        fail(f"{'--to' if last < begin else '--from'}: the data run from {begin} to {result.through}")
    last = min(last, result.through)
    first = max(first, begin) if first else max(last.replace(year=max(last.year - years, 1), day=min(last.day, 28)), begin)
    if first >= last and last == begin:
        fail(f"--to: found {last}, allowed: after {begin}, the first day of the data")
    if first >= last:
        fail(f"--from: found {asked}, allowed: before --to ({last})")
    return first, last


def save_file(content: bytes, name: str, out: Path | None) -> None:
    """Writes a file under the name asked for, or its own, and prints where it is."""
    from pipeline.store import write_bytes

    path = _place(name, out)
    write_bytes(path, content)
    print(path)


def _place(name: str, out: Path | None) -> Path:
    """Where a file goes: into the folder `out`, or there as a file, which never has the ending of another kind."""
    if out is None:
        return Path(name)
    if os.path.isdir(out):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        return out / name
    found, right = out.suffix.lower(), Path(name).suffix
    if found != right and found in ENDINGS:
        fail(f"--out: found {shown(out.name)}, expected a name that ends in {right}, for that is what the file is")
    return out
