"""What is taken away: tables, the chart, the letter, and the two ways to check them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, run_index, say
from pipeline.errors import expected, shown, unshowable

if TYPE_CHECKING:
    from pipeline.index import IndexResult


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


@guarded
def digest(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The day to compare the last one with.")],
    config: ConfigPath = DEFAULT,
    fmt: Annotated[str, typer.Option("--format", help="text (to be pasted into a mail) or json.")] = "text",
    settings: Settings = None,
) -> None:
    """Print what changed since a day: number, words, channels, measures and the events reported since."""
    from pipeline.index.uncertainty import uncertainty_of
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
    found = changes(result, day, uncertainty_of(result))
    print(formats[fmt](found, provenance_of(result, digest_title(found), f"since {found.start}")), end="")


@guarded
def inspect(file: Annotated[Path, typer.Argument(help="A file exported by this program, or built by it.")]) -> None:
    """Print where an exported file comes from: title, filters, source, data through, method, config hash, licence."""
    from pipeline.exports.stamps import read_provenance

    print(json.dumps(read_provenance(file), indent=2, ensure_ascii=False))


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


def schema() -> None:
    """Print the JSON schema of the config, for editors."""
    from pipeline.config.editor import editor_schema

    print(editor_schema(), end="")


@guarded
def export_chart(
    fmt: Annotated[str, typer.Option("--format", help="png, svg, pdf, pptx, csv, csv-excel, html or xlsx.")],
    config: ConfigPath = DEFAULT,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day; default: five years before the last.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default: the last of the data.")] = None,
    tracks: Annotated[str, typer.Option(help="Tracks to draw on the same axis, comma-separated, or 'all'.")] = "",
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", metavar="DATE", help="Draw the line as known on this day beside today's.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title; default: drafted from the data.")] = None,
    badges: Annotated[int | None, typer.Option(help="Most numbered events; default: that of the config.")] = None,
    pin: Annotated[list[str] | None, typer.Option(metavar="ID", help="An event that is numbered always; repeatable.")] = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="ID", help="An event that is never numbered; repeatable.")] = None,
    say: Annotated[
        list[str] | None, typer.Option(metavar="'ID TEXT'", help="Your own short words for an event; repeatable.")
    ] = None,
    note: Annotated[
        list[str] | None, typer.Option(metavar="'DATE TEXT'", help="A note of your own at a date; at most three.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(help="Size of png, svg and pdf: slide, half, square or a4; default: that of the config.")
    ] = None,
    scale: Annotated[int | None, typer.Option(min=1, max=4, help="Pixels per pixel in png; default: that of the config.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No title, subtitle or footer; the metadata stays.")] = False,
    band: Annotated[bool, typer.Option("--band/--no-band", help="Draw the band of the headline.")] = True,
    out: Annotated[Path | None, typer.Option(help="File or folder to write; default: a name that says what it shows.")] = None,
    settings: Settings = None,
) -> None:
    """Write the annotated tension chart to a file, its provenance inside."""
    from pipeline.charts.choices import Choices, read_note, read_wording
    from pipeline.charts.spec import tension_chart
    from pipeline.exports.chart import TENSION_FORMATS, chart_name, tension_file
    from pipeline.exports.presets import preset_of, sized
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.vintage import known_then
    from pipeline.sources.episodes import load_episodes

    if fmt not in TENSION_FORMATS:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, TENSION_FORMATS)}")
    size = preset_of(preset) if preset else None
    first, last = day_option("--from", start), day_option("--to", end)
    refused = unshowable(title or "", one_line=True)
    if refused:
        fail(f"--title: {refused[1]}")
    wordings = tuple(read_wording(text) for text in say or ())
    notes = tuple(read_note(text) for text in note or ())
    choices = Choices(badges, tuple(pin or ()), tuple(drop or ()), wordings, notes)
    result = run_index(config, settings)
    chosen = tuple(result.config.tracks) if tracks == "all" else tuple(part.strip() for part in tracks.split(",") if part.strip())
    for track in chosen:
        if track not in result.config.tracks:
            fail(f"--tracks: found {shown(track)}, {expected(track, result.config.tracks)}")
    first, last = _period(result, first, last, years=5)
    day = day_option("--as-known-on", as_known_on)
    known = known_then(result, day).line if day else None
    sure = uncertainty_of(result) if band else None
    most = size.badges if size else None
    spec = tension_chart(result, first, last, chosen, load_episodes(result.config), title, plain, sure, known, most, choices)
    content = tension_file(spec, fmt, result, sized(result.config.export, size, scale))
    _save(content, chart_name(spec, fmt, result.config), out)


@guarded
def export_deck(
    fmt: Annotated[str, typer.Option("--format", help="pptx (native charts and tables) or pdf.")] = "pptx",
    config: ConfigPath = DEFAULT,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day; default: a year before the last.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; default: the last of the data.")] = None,
    template: Annotated[Path | None, typer.Option(help="A .pptx of your own, whose master and layouts are used.")] = None,
    out: Annotated[Path | None, typer.Option(help="File or folder to write; default: a name that says what it shows.")] = None,
    settings: Settings = None,
) -> None:
    """Write a briefing deck: headline, who talks, what moved it, the newest events with their sources, method."""
    from pipeline.charts.deck import briefing_deck
    from pipeline.exports.deck import FORMATS, deck_file, deck_name
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.sources.episodes import load_episodes

    if fmt not in FORMATS:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, FORMATS)}")
    first, last = day_option("--from", start), day_option("--to", end)
    result = run_index(config, settings)
    first, last = _period(result, first, last, years=1)
    spec = briefing_deck(result, first, last, load_episodes(result.config), uncertainty_of(result))
    _save(deck_file(spec, fmt, result.config, template), deck_name(spec, fmt, result.config), out)


def _period(result: IndexResult, first: date | None, last: date | None, years: int) -> tuple[date, date]:
    """The days asked for, or the last `years` of the data; days beyond the data take its ends where one of them is within."""
    begin, last = result.daily.index[0].date(), last or result.through
    if last < begin or (first or begin) > result.through:
        fail(f"{'--to' if last < begin else '--from'}: the data run from {begin} to {result.through}")
    last = min(last, result.through)
    first = max(first, begin) if first else max(last.replace(year=max(last.year - years, 1), day=min(last.day, 28)), begin)
    if first >= last:
        fail(f"--from: found {first}, allowed: before --to ({last})")
    return first, last


def _save(content: bytes, name: str, out: Path | None) -> None:
    """Writes a file under the name asked for, or its own, and prints where it is."""
    from pipeline.store import write_bytes

    path = out / name if out and out.is_dir() else out or Path(name)
    write_bytes(path, content)
    print(path)
