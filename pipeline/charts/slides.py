"""Draws a ChartSpec as a widescreen slide: a native chart, the list of its events as a native table, title and source."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.palette import LIGHT, Looks
from pipeline.charts.print_list import heading
from pipeline.charts.slide_chart import draw_chart
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_table import draw_table
from pipeline.charts.slide_text import write
from pipeline.charts.spec import ChartSpec, Entry
from pipeline.charts.tables import Cell, Part, Table, parts
from pipeline.charts.text_box import Box, Run, lines_of, plain
from pipeline.config.schema import Export

LIST_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
MORE_SIZES = (12.0, 11.0, 10.0)
_COLUMNS = 2
_NOTE_SIZE = 11.0
_LIST, _LIST_SHARE = 4.4, 0.36
"""Most inches of the list, and its share of a narrower slide; the chart takes the rest."""


def render_slide(spec: ChartSpec, export: Export) -> bytes:
    """The chart as the bytes of a PPTX of one slide, or more where the list of events is long; its provenance inside."""
    deck = new_deck()
    chart_slide(deck, spec, logo=logo_of(export))
    return deck_bytes(deck, spec.provenance, spec.alt, export.author)


def chart_slide(deck: Deck, spec: ChartSpec, own: bool = False, logo: Logo | None = None) -> None:
    """Adds the chart with its list; events that find no room beside it follow on slides of their own."""
    slide, room = framed_slide(deck, spec.title, spec.subtitle, spec.footer, own, spec.plain, logo)
    add_notes(slide, spec.provenance, spec.alt)
    room = _unreviewed(slide, spec, room)
    rest: list[tuple[Cell, ...]] = []
    if spec.entries:
        wide = min(_LIST, _LIST_SHARE * room.width)
        listed = Box(room.left + room.width - wide, room.top, wide, room.height)
        first, rest = _list(spec, listed)
        draw_table(slide, listed, first, "Events", f"The {len(first.table.rows)} numbered events, in order of date")
        said = "The list goes on on the next slide." if rest else spec.not_shown
        if said:
            top = listed.top + sum(first.heights) + 0.04
            write(slide, Box(listed.left, top, wide, 0.4), [Run(said, colour=LIGHT.muted)], 9, "Not shown")
        room = Box(room.left, room.top, room.width - wide - 0.15, room.height)
    draw_chart(slide, spec, _notes(slide, spec, room))
    if rest:
        _more(deck, spec, rest, own, logo)


def _unreviewed(slide: Slide, spec: ChartSpec, room: Box) -> Box:
    """How many candidates count that nobody has reviewed, on a plain chart too."""
    if not spec.unreviewed:
        return room
    dashed = " (dashed)" if any(badge.unreviewed for badge in spec.badges) else ""
    said = Run(f"{spec.unreviewed[:1].upper()}{spec.unreviewed[1:]}{dashed}", True)
    write(slide, Box(room.left, room.top, room.width, 0.25), [said], 11, "Unreviewed")
    return Box(room.left, room.top + 0.3, room.width, room.height - 0.3)


def _notes(slide: Slide, spec: ChartSpec, room: Box) -> Box:
    """The analyst's notes below the chart; returns the room above them."""
    low = room.top + room.height
    for note in reversed(spec.notes):
        line = f"{note.letter}  {note.line}"
        tall = 0.2 * len(lines_of(plain(line), _NOTE_SIZE, room.width))
        low -= tall
        write(slide, Box(room.left, low, room.width, tall), [Run(line)], _NOTE_SIZE, f"Note {note.letter}")
    return Box(room.left, room.top, room.width, low - room.top)


def _list(spec: ChartSpec, box: Box) -> tuple[Part, list[tuple[Cell, ...]]]:
    """The part of the list that stands beside the chart, and the rows that found no room there."""
    table = Table((), (0.09, 0.91), tuple(_entry(entry, spec.looks) for entry in spec.entries))
    first, *more = parts(table, box.width, box.height - (0.45 if spec.not_shown else 0), LIST_SIZES)
    if not more:
        return first, []
    first, *_ = parts(table, box.width, box.height - 0.45, LIST_SIZES[-1:])
    return first, list(table.rows[len(first.table.rows) :])


def _more(deck: Deck, spec: ChartSpec, rows: list[tuple[Cell, ...]], own: bool, logo: Logo | None) -> None:
    """The events that found no room beside the chart, in columns, on as many slides as it takes."""
    while rows:
        slide, room = framed_slide(deck, "The other events of the chart", spec.title, spec.footer, own, logo=logo)
        add_notes(slide, spec.provenance)
        width = (room.width - (_COLUMNS - 1) * 0.3) / _COLUMNS
        shown = parts(Table((), (0.07, 0.93), tuple(rows)), width, room.height - 0.3, MORE_SIZES)[:_COLUMNS]
        for place, part in enumerate(shown):
            numbers = [row[0].lines[0].text for row in part.table.rows]
            column = Box(room.left + place * (width + 0.3), room.top, width, room.height)
            draw_table(slide, column, part, f"Events {numbers[0]} to {numbers[-1]}", f"{len(numbers)} numbered events")
            rows = rows[len(numbers) :]
    if spec.not_shown:
        low = Box(room.left, room.top + room.height - 0.22, room.width, 0.22)
        write(slide, low, [Run(spec.not_shown, colour=LIGHT.muted)], 9, "Not shown")


def _entry(entry: Entry, looks: Looks) -> tuple[Cell, Cell]:
    """A badge with the number, and beside it date, sign, direction and title."""
    colour = looks.mark(entry.direction)
    number = Run(str(entry.number), True, looks.text(entry.direction) if entry.hollow else LIGHT.background)
    badge = (
        Cell((number,), ring=colour, dashed=entry.unreviewed, centred=True)
        if entry.hollow
        else Cell((number,), colour, centred=True)
    )
    return badge, Cell((Run(heading(entry), True, looks.text(entry.direction)), Run(entry.title)))
