"""How sure is the number of today, and how sure that it rose or fell?"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from pipeline.index.drawn_tension import SERIES
from pipeline.index.uncertainty import Uncertainty
from pipeline.words import day_text, kept_text

SPANS = (30, 365)
"""Days over which a change is asked for; a shorter series is asked about its whole length."""


def how_sure(found: Uncertainty) -> pd.DataFrame:
    """One row a series: last value (`now`), its band (`low`, `high`), mean `width` and `bias` of all days, mean size of the
    bias (`lean`), and for each of `SPANS` the `change` of so many days and the share of draws that keep its sign (`kept`)."""
    result = found.result
    rows = {}
    for series, band in found.bands.items():
        row = {
            "now": float(result.daily[series].iloc[-1]),
            "low": float(band["p05"].iloc[-1]),
            "high": float(band["p95"].iloc[-1]),
            "width": float(found.width(series).mean()),
            "bias": float(found.bias(series).mean()),
            "lean": float(found.bias(series).abs().mean()),
        }
        for days in SPANS:
            before = result.through - timedelta(days)
            row[f"change_{days}"] = row["now"] - float(result.daily[series].iloc[result.row(before)])
            row[f"kept_{days}"] = float(found.survival(before, result.through, series))
        rows[series] = row
    return pd.DataFrame.from_dict(rows, orient="index")


def how_sure_text(found: Uncertainty) -> str:
    """The same for reading."""
    result, table = found.result, how_sure(found)
    names = {SERIES: "headline", **{slug: track.label.lower() for slug, track in result.config.tracks.items()}}
    shown = pd.DataFrame(index=[names[str(series)] for series in table.index])
    shown[day_text(result.through)] = table["now"].map("{:.1f}".format).to_numpy()
    shown["5 to 95 %"] = [f"{low:.1f} to {high:.1f}" for low, high in zip(table["low"], table["high"], strict=True)]
    shown["mean width"] = table["width"].map("{:.1f}".format).to_numpy()
    shown["mean bias"] = table["bias"].map("{:+.2f}".format).to_numpy()
    for days in SPANS:
        shown[f"in {days} days"] = table[f"change_{days}"].map("{:+.1f}".format).to_numpy()
        shown["sign kept" + " " * SPANS.index(days)] = table[f"kept_{days}"].map("{:.0%}".format).to_numpy()
    return f"{result.config.pair.name}: {found.draws} draws (seed {result.config.uncertainty.seed})\n\n{shown.to_string()}\n"


def survival_text(found: Uncertainty | None, start: date, end: date, series: str = SERIES) -> str:
    """In how many draws a change has the sign it has in the index; empty where there are no draws."""
    if found is None:
        return ""
    share = float(found.survival(start, end, series))
    sure = kept_text(share)
    return f"{sure[0].upper()}{sure[1:]} ({found.draws} draws of weights, half-lives, events and what else is open to choice)."
