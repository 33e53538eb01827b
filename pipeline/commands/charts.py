"""Charts and decks as files, each made from the same specs as the pages draw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import (
    DEFAULT,
    ConfigPath,
    First,
    Last,
    Settings,
    day_option,
    fail,
    guarded,
    period_of,
    run_index,
    save_file,
)
from pipeline.errors import expected, shown

if TYPE_CHECKING:
    from pipeline.config.schema import Export
    from pipeline.index import IndexResult

Format = Annotated[str, typer.Option("--format", help="png, svg, pdf, pptx, csv, csv-excel, html or xlsx.")]
Title = Annotated[str | None, typer.Option(help="Title; default: drafted from the data.")]
Size = Annotated[
    str | None,
    typer.Option("--preset", help="Size of png, svg and pdf: slide, half, square or a4; default: that of the config."),
]
Scale = Annotated[int | None, typer.Option(min=1, max=4, help="Pixels per pixel in png; default: that of the config.")]
Plain = Annotated[bool, typer.Option("--plain", help="No title, subtitle or footer; the metadata stays.")]
Out = Annotated[Path | None, typer.Option(help="File or folder to write; default: a name that says what it shows.")]


@guarded
def export_chart(
    fmt: Format,
    config: ConfigPath = DEFAULT,
    start: First = None,
    end: Last = None,
    tracks: Annotated[str, typer.Option(help="Tracks to draw on the same axis, comma-separated, or 'all'.")] = "",
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", metavar="DATE", help="Draw the line as known on this day beside today's.")
    ] = None,
    title: Title = None,
    badges: Annotated[int | None, typer.Option(help="Most numbered events; default: that of the config.")] = None,
    pin: Annotated[list[str] | None, typer.Option(metavar="ID", help="An event that is numbered always; repeatable.")] = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="ID", help="An event that is never numbered; repeatable.")] = None,
    say: Annotated[
        list[str] | None, typer.Option(metavar="'ID TEXT'", help="Your own short words for an event; repeatable.")
    ] = None,
    note: Annotated[
        list[str] | None, typer.Option(metavar="'DATE TEXT'", help="A note of your own at a date; at most three.")
    ] = None,
    preset: Size = None,
    scale: Scale = None,
    plain: Plain = False,
    band: Annotated[bool, typer.Option("--band/--no-band", help="Draw the band of the headline.")] = True,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write the annotated tension chart to a file, its provenance inside."""
    from pipeline.charts.choices import Choices, read_note, read_wording
    from pipeline.charts.tension import tension_chart
    from pipeline.exports.chart import chart_name, tension_file
    from pipeline.exports.presets import preset_of, sized
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.vintage import known_then
    from pipeline.sources.episodes import load_episodes

    _checked(fmt, title)
    size = preset_of(preset) if preset else None
    first, last = day_option("--from", start), day_option("--to", end)
    wordings = tuple(read_wording(text) for text in say or ())
    notes = tuple(read_note(text) for text in note or ())
    choices = Choices(badges, tuple(pin or ()), tuple(drop or ()), wordings, notes)
    result = run_index(config, settings)
    chosen = tuple(result.config.tracks) if tracks == "all" else tuple(part.strip() for part in tracks.split(",") if part.strip())
    for track in chosen:
        if track not in result.config.tracks:
            fail(f"--tracks: found {shown(track)}, {expected(track, result.config.tracks)}")
    first, last = period_of(result, first, last, years=5)
    day = day_option("--as-known-on", as_known_on)
    known = known_then(result, day).line if day else None
    sure = uncertainty_of(result) if band else None
    most = size.badges if size else None
    spec = tension_chart(result, first, last, chosen, load_episodes(result.config), title, plain, sure, known, most, choices)
    content = tension_file(spec, fmt, result, sized(result.config.export, size, scale))
    save_file(content, chart_name(spec, fmt, result.config), out)


@guarded
def export_channels(
    fmt: Format,
    config: ConfigPath = DEFAULT,
    start: First = None,
    end: Last = None,
    mark: Annotated[str | None, typer.Option(metavar="DATE", help="A day picked out; default: none.")] = None,
    title: Title = None,
    preset: Size = None,
    scale: Scale = None,
    plain: Plain = False,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write the swim lanes to a file: who was talking when, a lane a channel."""
    from pipeline.charts.swim import swim_chart
    from pipeline.exports.swim import swim_file, swim_name

    _checked(fmt, title)
    first, last, day = day_option("--from", start), day_option("--to", end), day_option("--mark", mark)
    result = run_index(config, settings)
    first, last = period_of(result, first, last, years=5)
    if day and not first <= day <= last:
        fail(f"--mark: found {day}, allowed: {first} to {last}")
    spec = swim_chart(result, first, last, day, title, plain)
    export = _export(result, preset, scale)
    save_file(swim_file(spec, fmt, result.config, export), swim_name(spec, fmt, result.config), out)


@guarded
def export_moved(
    fmt: Format,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First day.")],
    config: ConfigPath = DEFAULT,
    end: Last = None,
    track: Annotated[str | None, typer.Option(help="A track instead of the headline.")] = None,
    title: Title = None,
    preset: Size = None,
    scale: Scale = None,
    plain: Plain = False,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write the waterfall to a file: what moved the index between two days."""
    from pipeline.charts.waterfall import waterfall_chart
    from pipeline.exports.waterfall import waterfall_file, waterfall_name
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.compare_runs import HEADLINE
    from pipeline.questions.why import why_moved

    _checked(fmt, title)
    first, last = day_option("--from", start), day_option("--to", end)
    result = run_index(config, settings)
    first, last = period_of(result, first, last, years=1)
    why = why_moved(result, first, last, track or HEADLINE, uncertainty_of(result))
    spec = waterfall_chart(why, title, plain)
    export = _export(result, preset, scale)
    save_file(waterfall_file(spec, why, fmt, result.config, export), waterfall_name(why, fmt, result.config), out)


@guarded
def export_cells(
    fmt: Format,
    config: ConfigPath = DEFAULT,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="The day; default: the last of the data.")] = None,
    title: Title = None,
    preset: Size = None,
    scale: Scale = None,
    plain: Plain = False,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write tracks and cells to a file: where the tension of a day sits."""
    from pipeline.charts.cells import cells_chart
    from pipeline.exports.cells import cells_file, cells_name

    _checked(fmt, title)
    asked = day_option("--day", day)
    result = run_index(config, settings)
    begin = result.daily.index[0].date()
    if asked and not begin <= asked <= result.through:
        fail(f"--day: found {asked}, the data run from {begin} to {result.through}")
    spec = cells_chart(result, asked, title, plain)
    export = _export(result, preset, scale)
    save_file(cells_file(spec, fmt, result.config, export), cells_name(spec, fmt, result.config), out)


@guarded
def export_sure(
    fmt: Format,
    config: ConfigPath = DEFAULT,
    title: Title = None,
    preset: Size = None,
    scale: Scale = None,
    plain: Plain = False,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write the tornado to a file: which choice behind the index moves its last day most. Takes some seconds."""
    from pipeline.charts.tornado import tornado_chart
    from pipeline.exports.tornado import tornado_file, tornado_name
    from pipeline.questions.tornado import tornado_of

    _checked(fmt, title)
    result = run_index(config, settings)
    export = _export(result, preset, scale)
    found = tornado_of(result)
    spec = tornado_chart(result, found, title, plain)
    save_file(tornado_file(spec, fmt, result.config, export), tornado_name(found, fmt, result.config), out)


@guarded
def export_deck(
    fmt: Annotated[str, typer.Option("--format", help="pptx (native charts and tables) or pdf.")] = "pptx",
    config: ConfigPath = DEFAULT,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day; default: a year before the last.")
    ] = None,
    end: Last = None,
    template: Annotated[Path | None, typer.Option(help="A .pptx of your own, whose master and layouts are used.")] = None,
    out: Out = None,
    settings: Settings = None,
) -> None:
    """Write a briefing deck: headline, who talks, what moved it, the newest events with their sources, method."""
    from pipeline.charts.deck import briefing_deck
    from pipeline.exports.deck import FORMATS as KINDS
    from pipeline.exports.deck import deck_file, deck_name
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.sources.episodes import load_episodes

    if fmt not in KINDS:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, KINDS)}")
    first, last = day_option("--from", start), day_option("--to", end)
    result = run_index(config, settings)
    first, last = period_of(result, first, last, years=1)
    spec = briefing_deck(result, first, last, load_episodes(result.config), uncertainty_of(result))
    save_file(deck_file(spec, fmt, result.config, template), deck_name(spec, fmt, result.config), out)


def _checked(fmt: str, title: str | None) -> None:
    """Stops before the work where a format is none, or a title cannot be shown."""
    from pipeline.charts.choices import LONGEST_TITLE, refuse
    from pipeline.exports.formats import FORMATS

    if fmt not in FORMATS:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, FORMATS)}")
    if title:
        refuse("--title", title, LONGEST_TITLE)


def _export(result: IndexResult, preset: str | None, scale: int | None) -> Export:
    """The settings of the config in the size asked for."""
    from pipeline.exports.presets import preset_of, sized

    return sized(result.config.export, preset_of(preset) if preset else None, scale)
