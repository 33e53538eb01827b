"""The command line: `python -m pipeline ...`.

Progress goes to standard error, results to standard output or `--out`. Exit codes: 0 done; 1 what was asked found a
problem; 2 bad usage or input, with one message and no traceback.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import __version__
from pipeline.errors import ConfigError, ThawlineError, expected, shown, unshowable

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
export = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(export, name="export", help="Write charts to files.")

ConfigPath = Annotated[Path, typer.Option("--config", help="The config file.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a config value for this run, e.g. event_types.tariff.weight=-8. Can be repeated.",
    ),
]
DEFAULT = Path("config.yaml")


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

    began = time.perf_counter()
    config = load_config(config_path, overrides(settings))
    events = load_events(config)
    result = build_index(config, events, as_of)
    say(
        f"{config.pair.name}: {len(result.scored)} events, {len(result.daily):,} days to {result.through}, "
        f"{time.perf_counter() - began:.2f} s"
    )
    return result


def version_callback(value: bool) -> None:
    if value:
        from pipeline.index import METHOD_VERSION

        print(f"Thawline {__version__}, method {METHOD_VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=version_callback, is_eager=True, help="Print versions and stop.")
    ] = False,
) -> None:
    """Thawline: a daily index of tension between two countries, from sourced events.

    Start with `check`, then `build`. To see a weight's effect without editing anything:

        python -m pipeline build --set event_types.tariff.weight=-8 --out /tmp/heavier-tariffs
    """


@app.command()
@guarded
def check(config: ConfigPath = DEFAULT, settings: Settings = None) -> None:
    """Validate config and data; one line per problem: file:line: key: found, allowed, did you mean.

    Notes are worth reading but do not fail the check.
    """
    from pipeline.check import check_all

    problems, notes, counted = check_all(config, overrides(settings))
    for note in notes:
        print(f"note: {note}")
    for problem in problems:
        print(problem)
    if problems:
        fail(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}", 1)
    print(f"clean: {counted}")


@app.command()
@guarded
def build(
    config: ConfigPath = DEFAULT,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("build"),
    as_known_on: Annotated[str | None, typer.Option(metavar="DATE", help="Use only what was reported by this day.")] = None,
    settings: Settings = None,
) -> None:
    """Write index.csv, events.csv, channels.csv, measures.csv and manifest.json.

    The same config and events give the same bytes, on any day and in any time zone.
    """
    from pipeline.exports.tables import published_files
    from pipeline.provenance import provenance_of
    from pipeline.store import write_files

    as_of = day_option("--as-known-on", as_known_on)
    result = run_index(config, settings, as_of)
    filters = f"as known on {as_of}" if as_of else "none"
    provenance = provenance_of(result, f"{result.config.pair.name} tension index", filters)
    write_files(out, published_files(result, provenance, as_of))
    print(out / "index.csv")


@app.command()
@guarded
def digest(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The day to compare the last one with.")],
    config: ConfigPath = DEFAULT,
    fmt: Annotated[str, typer.Option("--format", help="text (to be pasted into a mail) or json.")] = "text",
    settings: Settings = None,
) -> None:
    """Print what changed since a day: number, words, channels, measures and the events reported since."""
    from pipeline.provenance import provenance_of
    from pipeline.questions.digest import digest_json, digest_text, digest_title
    from pipeline.questions.since import changes

    formats = {"text": digest_text, "json": digest_json}
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    day = day_option("--since", since)
    if day is None:
        fail("--since: empty, expected a date such as 2023-11-15")
    result = run_index(config, settings)
    first = result.daily.index[0].date()
    if not first <= day <= result.through:
        fail(f"--since: found {day}, the data run from {first} to {result.through}")
    found = changes(result, day)
    print(formats[fmt](found, provenance_of(result, digest_title(found), f"since {found.start}")), end="")


@app.command()
@guarded
def inspect(file: Annotated[Path, typer.Argument(help="A file exported by this program, or built by it.")]) -> None:
    """Print where an exported file comes from: title, filters, source, data through, method, config hash, licence."""
    from pipeline.exports.stamps import read_provenance

    print(json.dumps(read_provenance(file), indent=2, ensure_ascii=False))


@app.command()
@guarded
def replicate(
    config: ConfigPath = DEFAULT,
    index: Annotated[Path | None, typer.Option(help="A published index.csv to compare with; default: built now.")] = None,
    events: Annotated[Path | None, typer.Option(help="Events file, if not the config's.")] = None,
) -> None:
    """Recompute index.csv by the separate implementation in replication/, and compare every value."""
    from pipeline.replicating import compare_with_replication

    differing, days, values = compare_with_replication(config, index, events, say)
    print(f"compared {values:,} values on {days:,} days: {values - len(differing):,} agree, {len(differing):,} differ")
    for line in differing[:10]:
        print(line)
    if differing:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON schema of the config, for editors."""
    from pipeline.config.editor import editor_schema

    print(editor_schema(), end="")


@export.command("chart")
@guarded
def export_chart(
    fmt: Annotated[str, typer.Option("--format", help="png, svg, pdf or csv.")],
    config: ConfigPath = DEFAULT,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day; default: five years before the last.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default: the last of the data.")] = None,
    tracks: Annotated[str, typer.Option(help="Tracks to draw on the same axis, comma-separated, or 'all'.")] = "",
    title: Annotated[str | None, typer.Option(help="Title; default: drafted from the data.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No title, subtitle or footer; the metadata stays.")] = False,
    out: Annotated[Path | None, typer.Option(help="File or folder to write; default: a name that says what it shows.")] = None,
    settings: Settings = None,
) -> None:
    """Write the annotated tension chart to a file, its provenance inside."""
    from pipeline.charts.spec import tension_chart
    from pipeline.exports.chart import FORMATS, chart_file, chart_name
    from pipeline.sources.episodes import load_episodes
    from pipeline.store import write_bytes

    if fmt not in FORMATS:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, FORMATS)}")
    first, last = day_option("--from", start), day_option("--to", end)
    refused = unshowable(title or "", one_line=True)
    if refused:
        fail(f"--title: {refused[1]}")
    result = run_index(config, settings)
    chosen = tuple(result.config.tracks) if tracks == "all" else tuple(part.strip() for part in tracks.split(",") if part.strip())
    for track in chosen:
        if track not in result.config.tracks:
            fail(f"--tracks: found {shown(track)}, {expected(track, result.config.tracks)}")
    begin, last = result.daily.index[0].date(), last or result.through
    if last < begin or (first or begin) > result.through:
        fail(f"{'--to' if last < begin else '--from'}: the data run from {begin} to {result.through}")
    first = first or max(last.replace(year=max(last.year - 5, 1), day=min(last.day, 28)), begin)
    if first >= last:
        fail(f"--from: found {first}, allowed: before --to ({last})")
    spec = tension_chart(result, first, last, chosen, load_episodes(result.config), title, plain)
    content = chart_file(spec, fmt, result.config)
    name = chart_name(spec, fmt, result.config)
    path = out / name if out and out.is_dir() else out or Path(name)
    write_bytes(path, content)
    print(path)


if __name__ == "__main__":
    app(prog_name="python -m pipeline")
