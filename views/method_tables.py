"""The tables, formulas and scales of the Method page as HTML.

Every text that comes from config or data is escaped. A table that is too wide scrolls in its own frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

import pandas as pd

from pipeline.config.schema import Config, Label
from pipeline.index import IndexResult
from pipeline.index.tension import blend_of, label_of
from pipeline.questions.coverage import Coverage
from pipeline.questions.formulas import number
from pipeline.words import day_text

_NARROWEST = 7.0
"""Points that a zone of a scale needs to carry the number of its border."""


def formula(text: str) -> str:
    return f'<pre class="tl-formula">{escape(text)}</pre>'


def facts(values: dict[str, str]) -> str:
    """Names with their values, side by side."""
    items = "".join(f"<div><span>{escape(name)}</span><b>{escape(value)}</b></div>" for name, value in values.items())
    return f'<div class="tl-facts">{items}</div>'


def table(
    caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], numeric: tuple[int, ...] = (), titled: bool = True
) -> str:
    """A table in its own scrolling frame; `numeric` columns are set to the right."""
    side = lambda place: ' class="tl-num"' if place in numeric else ""  # noqa: E731
    top = "".join(f'<th scope="col"{side(place)}>{escape(text)}</th>' for place, text in enumerate(head))
    body = []
    for row in rows:
        first, *others = [escape(str(cell)) for cell in row]
        cells = "".join(f"<td{side(place)}>{cell}</td>" for place, cell in enumerate(others, 1))
        body.append(f'<tr><th scope="row"{side(0)}>{first}</th>{cells}</tr>')
    name = f"<caption>{escape(caption)}</caption>" if titled else ""
    return (
        f'<div class="tl-scroll" role="region" aria-label="{escape(caption, quote=True)}" tabindex="0">'
        f'<table class="tl-table">{name}<thead><tr>{top}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


def factors(name: str, values: dict[str, float]) -> str:
    return table(name, (name, "Factor"), [(key, number(value)) for key, value in values.items()], (1,), titled=False)


def types(config: Config) -> str:
    """Every type with what it does, in the order of the config."""
    rows = []
    for slug, kind in config.event_types.items():
        marks = [mark for mark, on in (("by tone", kind.by_tone), ("own level", kind.own_level)) if on]
        weight = f"{'+' if kind.weight > 0 else ''}{number(kind.weight)}"
        rows.append((kind.label, weight, number(kind.half_life_days), kind.effect, kind.plover, slug, ", ".join(marks)))
    head = ("Type", "Weight", "Half-life, days", "Effect", "PLOVER", "Key", "Mark")
    return table(f"{len(rows)} types; minus is freeze, plus is thaw", head, rows, (1, 2))


def domains(config: Config) -> str:
    track = {domain: item.label for item in config.tracks.values() for domain in item.domains}
    rows = [(domain.label, number(domain.factor), track.get(slug, "none")) for slug, domain in config.domains.items()]
    return table("Domains", ("Domain", "Factor", "Track"), rows, (1,), titled=False)


def channels(config: Config, result: IndexResult, slug: str) -> str:
    """A track's channels, with their state on the last day."""
    rows = []
    for name, channel in config.channels.items():
        if channel.track == slug:
            after = config.channels[channel.successor].name if channel.successor else ""
            until = day_text(channel.until) if channel.until else ""
            founded = day_text(channel.founded) if channel.founded else ""
            gone = channel.until and channel.until < result.through
            state = "wound up" if gone else str(result.channels[name]["state"].iat[-1])
            weight, cadence = number(channel.weight), number(channel.cadence_days)
            rows.append((channel.name, state, weight, cadence, channel.level, founded, until, after))
    head = ("Channel", f"On {day_text(result.through)}", "Weight", "Cadence, days", "Level", "Founded", "Until", "Successor")
    return table(f"{config.tracks[slug].label} channels", head, rows, (2, 3))


def tracks(config: Config, result: IndexResult) -> str:
    """Shares, blends and scales, and what they make of the last day; a column a track."""
    on = f"on {day_text(result.through)}"
    columns = []
    for slug, track in config.tracks.items():
        blend, scale = blend_of(config, slug), track.saturation
        numbers = (track.share, blend.flow, blend.channels, blend.measures, scale.flow, scale.measures)
        raw = [_rounded(float(frame[slug].iat[-1]), 2) for frame in (result.flow, result.dialogue, result.burden)]
        columns.append([*map(number, numbers), *raw, _rounded(float(result.daily[slug].iat[-1]), 1)])
    names = ("Share of headline", "Flow a", "Channels b", "Measures c", "Scale of flow S_F", "Scale of measures S_M")
    names += (f"F {on}", f"C {on}", f"M {on}", f"Tension {on}")
    head = ("", *(track.label for track in config.tracks.values()))
    return table("Tracks", head, zip(names, *columns, strict=True), titled=False)


def scale(name: str, labels: list[Label], value: float) -> str:
    """The words of a tension on a line from 0 to 100, with a mark where it stands now."""
    zones = []
    for place, item in enumerate(labels):
        end = labels[place + 1].start if place + 1 < len(labels) else 100.0
        width = max(end - item.start, 0.0)
        border = number(item.start) if width >= _NARROWEST else ""
        zones.append(
            f'<div class="tl-zone" style="flex-grow:{width:.4g};--place:{place % 2}">'
            f"<b>{border}</b><span>{escape(item.label)}</span></div>"
        )
    words = " · ".join(f"{escape(item.label)} from {number(item.start)}" for item in labels)
    here = min(max(value, 0.0), 100.0)
    return (
        f'<div class="tl-scale"><div class="tl-scale-name"><b>{escape(name)}</b> {value:.0f}, '
        f'{escape(label_of(labels, value))}</div><div class="tl-zones" aria-hidden="true">{"".join(zones)}'
        f'<i class="tl-here" style="left:{here:.2f}%">▼</i></div><div class="tl-scale-words">{words}</div></div>'
    )


def effective(config: Config, cells: pd.DataFrame) -> str:
    """The nine cells with what they weigh in effect."""
    rows = []
    for cell in cells.to_dict("records"):
        either = "" if cell["component"] == "measures" else "±"
        rows.append(
            (
                f"{config.tracks[cell['track']].label} {cell['component']}",
                f"{either}{cell['most']:.2f}",
                _signed(cell["mean"]),
                f"{cell['sd']:.2f}",
                _signed(cell["correlation"]),
                _share(cell["variance"]),
                _share(cell["saturated"]),
            )
        )
    head = ("Cell", "At most", "Mean", "Standard deviation", "Correlation", "Of the variance", "Days near ceiling")
    return table("The nine cells, in points of the headline (+ colder, − warmer)", head, rows, tuple(range(1, 7)))


def coverage(found: Coverage) -> str:
    """The years behind the chart, newest first."""
    rows = []
    for year, row in zip(found.years.index[::-1], found.years.iloc[::-1].to_dict("records"), strict=True):
        mark = "thin" if row["thin"] else "" if row["whole"] else "in part"
        rows.append((year, row["thaw"], row["freeze"], row["neutral"], row["total"], row["weak"], mark))
    head = ("Year", "Thaw", "Freeze", "Neutral", "All", "Weak source", "Note")
    return table("Events a year", head, rows, (1, 2, 3, 4, 5))


def _rounded(value: float, places: int) -> str:
    text = f"{abs(value):.{places}f}"
    return f"−{text}" if value < 0 and float(text) else text


def _signed(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{'+' if value > 0.005 else '−' if value < -0.005 else ''}{abs(value):.2f}"


def _share(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{'−' if value < -0.0005 else ''}{abs(value):.1%}"
