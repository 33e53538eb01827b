"""How sure: the table of bands, the tornado and what is left when one thing is left out; each a piece that any page may show.

`key` names the state of files or weights that a result comes from: the costly pieces are made once for each.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pipeline.charts.tornado import TornadoSpec, share_text, tornado_chart
from pipeline.charts.tornado_screen import tornado_figure
from pipeline.exports.formats import FORMATS
from pipeline.exports.tornado import tornado_file, tornado_name
from pipeline.index import IndexResult
from pipeline.index.drawn_tension import SERIES
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.how_sure import SPANS, how_sure
from pipeline.questions.leave_out import LeftOut, left_out
from pipeline.questions.tornado import Tornado, tornado_of
from pipeline.words import change_text, day_text, kept_beside
from views import panels
from views.downloads import downloads
from views.method_tables import table
from views.plotted import plotted

MOST = 8
"""Things of a kind that are listed, those whose loss moves the number most."""
HELD = 8
"""Answers kept; each is small."""
KINDS = {"channel": "channel", "domain": "domain of events", "source": "source"}


def bands(found: Uncertainty) -> str:
    """Today's number with its band, and how sure its changes are, for the headline and each track; HTML."""
    config = found.result.config
    names = {SERIES: "Tension", **{slug: track.label for slug, track in config.tracks.items()}}
    rows = []
    for series, row in how_sure(found).to_dict("index").items():
        cells = [names[str(series)], f"{row['now']:.1f}", f"{row['low']:.1f} to {row['high']:.1f}"]
        cells += [f"{row['width']:.1f}", _signed(row["bias"], 2)]
        for days in SPANS:
            change, kept = row[f"change_{days}"], row[f"kept_{days}"]
            beside = kept_beside(change, kept)
            cells.append(f"{change_text(change)}, {beside}" if beside else change_text(change))
        rows.append(cells)
    head = ("", day_text(found.result.through), "5 to 95 %", "Mean width", "Mean bias", *(f"In {days} days" for days in SPANS))
    return table(f"From {found.draws} draws, in points of tension", head, rows, (1, 3, 4))


def _signed(points: float, places: int) -> str:
    """+0.13; what is nothing at these places has no sign."""
    text = f"{abs(points):.{places}f}"
    return text if not float(text) else f"{'+' if points > 0 else '−'}{text}"


def tornado(result: IndexResult, key: tuple, name: str) -> None:
    """The tornado of the last day with its table and its files; `name` keeps the widgets of two pages apart."""
    found, spec = _tornado(key, result)
    st.subheader(spec.title, anchor=False)
    st.html(panels.note(spec.subtitle))
    plotted(lambda palette: tornado_figure(spec, palette), f"{name}_tornado", spec.alt)
    st.html(panels.note(spec.footer))
    downloads(
        FORMATS,
        f"{name}_tornado",
        lambda fmt: tornado_file(spec, fmt, result.config),
        lambda fmt: tornado_name(found, fmt, result.config),
    )
    st.html(_tornado_table(found, spec))
    st.markdown(
        "*Total order*: the share of the variance of the day's headline that would be left if all but this group were known "
        "(Sobol), its part in interactions included, so that the shares add up to 1 or more; ± is half of its 95 % interval."
    )


def _tornado_table(found: Tornado, spec: TornadoSpec) -> str:
    rows = [(bar.label, share_text(bar), f"{bar.low:.1f} to {bar.high:.1f}", f"{bar.high - bar.low:.1f}") for bar in spec.bars]
    head = ("What is open to choice", "Total order", "Varied alone, 5 to 95 %", "Width")
    return table(f"{day_text(found.day)}, from {found.evaluations:,} runs of the index", head, rows, (1, 3))


def without_one(result: IndexResult, key: tuple) -> None:
    """The headline without each channel, domain and source: of each kind the things whose loss moves it most."""
    found = _left_out(key, result)
    st.markdown(
        f"The headline of {day_text(found.day)} is {found.now:.1f}, {change_text(found.change)} since {day_text(found.since)}. "
        "Without one channel its track averages the others; without a source, the events go that rest on it alone."
    )
    names = {"channel": {slug: channel.name for slug, channel in result.config.channels.items()}, "source": {}}
    names["domain"] = {slug: domain.label for slug, domain in result.config.domains.items()}
    for kind, rows in found.rows.groupby("kind", sort=False):
        st.html(_left_out_table(found, str(kind), rows, names[str(kind)]))


def _left_out_table(found: LeftOut, kind: str, rows: pd.DataFrame, names: dict[str, str]) -> str:
    order = (rows["now"] - found.now).abs().sort_values(ascending=False, kind="stable").index[:MOST]
    cells = [
        (
            names.get(row["name"], row["name"]),
            f"{row['events']:,}",
            f"{row['now']:.1f}",
            _signed(row["now"] - found.now, 1),
            change_text(row["change"]),
        )
        for row in rows.loc[order].to_dict("records")
    ]
    turned = int((rows["change"] * found.change < 0).sum())
    rest = f"; the {MOST} of {len(rows)} that move it most" if len(rows) > MOST else ""
    turns = f"none of {len(rows)} turns" if not turned else f"{turned} of {len(rows)} turn{'s' if turned == 1 else ''}"
    caption = f"Without one {KINDS[kind]}{rest}; {turns} the sign of the change"
    return table(caption, ("Without", "Events", "Headline", "Moved", f"Since {day_text(found.since)}"), cells, (1, 2, 3))


@st.cache_resource
def _tornados() -> dict[tuple, tuple[Tornado, TornadoSpec]]:
    return {}


def _tornado(key: tuple, result: IndexResult) -> tuple[Tornado, TornadoSpec]:
    """Kept by hand: a cached function would show its progress again each time it is asked."""
    kept = _tornados()
    if key not in kept:
        text = "Drawing the index ten thousand times …"
        bar = st.progress(0.0, text)
        found = tornado_of(result, told=lambda share: bar.progress(min(share, 1.0), text))
        bar.empty()
        answer = kept[key] = found, tornado_chart(result, found)
        for oldest in list(kept)[:-HELD]:
            kept.pop(oldest, None)
        return answer
    return kept[key]


@st.cache_resource(max_entries=HELD, show_spinner="Leaving out each channel, domain and source …")
def _left_out(key: tuple, _result: IndexResult) -> LeftOut:
    return left_out(_result)
