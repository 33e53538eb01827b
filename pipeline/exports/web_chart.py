"""The tension chart as a page that works offline: the chart, the numbered list beside it, the analyst's notes below."""

from __future__ import annotations

from html import escape

from pipeline.charts.palette import LIGHT
from pipeline.charts.screen import figure
from pipeline.charts.spec import ChartSpec, Entry
from pipeline.config.schema import Config
from pipeline.exports.chart import chart_table
from pipeline.exports.web_page import Matter, web_page
from pipeline.words import direction_sign, side_name


def chart_page(spec: ChartSpec, config: Config) -> bytes:
    """The whole page, UTF-8; the same spec gives the same bytes."""
    said = spec.unreviewed[:1].upper() + spec.unreviewed[1:]
    hidden = f'<li class="note">{escape(spec.not_shown)}</li>' if spec.not_shown else ""
    matter = Matter(
        # the config's own colours are chosen for white paper; on a dark page the palette's own stand
        figure=lambda palette: figure(spec, palette, spec.looks if palette is LIGHT else None),
        table=chart_table(spec),
        summary="The figures, a row a day",
        above=f"<p><b>{escape(said)}</b></p>" if said else "",
        beside=f"<ol>\n{''.join(map(_item, spec.entries))}{hidden}</ol>" if spec.entries else "",
        below="\n".join(f'<p class="note"><b>{note.letter}</b> {escape(note.line)}</p>' for note in spec.notes),
        looks=spec.looks,
    )
    return web_page(spec, matter, config)


def _item(entry: Entry) -> str:
    side = side_name(entry.direction)
    classes = f"{side} hollow" if entry.hollow else side
    points = f"{'+' if entry.points > 0 else '−'}{abs(entry.points):.1f} points"
    heading = f"{escape(entry.when)}  {direction_sign(entry.direction)} {side}"
    return (
        f'<li class="{classes}"><b>{entry.number}</b><span><span>{heading}</span><br>'
        f"{escape(entry.title)} ({points})</span></li>\n"
    )
