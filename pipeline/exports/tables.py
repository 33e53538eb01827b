"""The published tables: `index.csv`, `events.csv`, `channels.csv`, `measures.csv` and the manifest that vouches for them.

No clock time goes into a file: the same config and events give the same bytes on any day and in any time zone.
"""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd

from pipeline.config.loader import config_hash
from pipeline.index import IndexResult
from pipeline.index.attribution import points_today
from pipeline.index.flow import decayed_scores
from pipeline.index.tension import cell_names
from pipeline.index.uncertainty import BAND, SERIES, Uncertainty, uncertainty_of
from pipeline.provenance import Provenance
from pipeline.records import COMPONENTS
from pipeline.scoring import FACTORS, NEVER
from pipeline.sources.cells import safe_text
from pipeline.store import sha256


def index_columns(config) -> list[str]:  # noqa: ANN001
    """The columns of `index.csv` after `date`."""
    tracks = [name for track in config.tracks for name in (track, *(f"{track}_{part}" for part in COMPONENTS))]
    return ["tension", *BAND, *tracks, "events", "clipped"]


def index_table(result: IndexResult, uncertainty: Uncertainty | None = None) -> pd.DataFrame:
    """The daily series as published: text cells, four decimals; the band is empty where there were no draws."""
    daily = result.daily
    table = pd.DataFrame({"date": daily.index.strftime("%Y-%m-%d")})
    for column in index_columns(result.config):
        if column in BAND:
            table[column] = decimals(uncertainty.bands[SERIES][column]) if uncertainty else ""
        else:
            values = daily[column].to_numpy()
            table[column] = values.astype(str) if column in ("events", "clipped") else decimals(values)
    return table


def events_table(result: IndexResult) -> pd.DataFrame:
    """The scored events with every factor, what is left of each today, and what it contributes to the headline.

    `points_today` is empty for a method that has no exact parts.
    """
    scored = result.scored
    points = points_today(result)
    days = ("date", "date_end", "reported")
    table = pd.DataFrame({"id": scored["id"], **{name: scored[name].dt.strftime("%Y-%m-%d").fillna("") for name in days}})
    for name in ("precision", "type", "status", "severity", "domain", "track"):
        table[name] = scored[name]
    table["channels"] = scored["channels"].map(";".join)
    for name in ("initiator", "target"):
        table[name] = scored[name]
    table["tone"] = decimals(scored["tone"])
    for name in FACTORS:
        table[name] = decimals(scored[name])
    table["review"] = _review(scored["unreviewed"])
    table["score"] = decimals(scored["score"])
    table["half_life_days"] = scored["half_life"].map("{:g}".format)
    table["counts_from"] = _dates(scored["flow_from"])
    table["acts_on"] = _dates(scored["acts_on"])
    table["stops_on"] = _dates(scored["flow_stop"])
    table["left_today"] = decimals(decayed_scores(scored, result.row_day(-1)))
    table["points_today"] = "" if points is None else decimals(scored["id"].map(points).fillna(0.0))
    table["title"] = scored["title"]
    return neutral(table.sort_values(["date", "id"], kind="stable"))


def channels_table(result: IndexResult) -> pd.DataFrame:
    """One row per day and known channel: state, value, since when, last contact, the event behind it."""
    frames = []
    for place, (slug, daily) in enumerate(result.channels.items()):
        known = daily[daily["value"].notna()]
        frames.append(
            pd.DataFrame(
                {
                    "date": known.index.strftime("%Y-%m-%d"),
                    "channel": slug,
                    "state": known["state"].to_numpy(),
                    "value": decimals(known["value"]),
                    "since": _dates(known["since"]),
                    "last_contact": _dates(known["last_contact"]),
                    "event": known["event"].to_numpy(),
                    "place": place,
                }
            )
        )
    return pd.concat(frames).sort_values(["date", "place"], kind="stable").drop(columns="place")


def measures_table(result: IndexResult) -> pd.DataFrame:
    """Every measure that started: when, its size then, what the reliefs leave and its size on the last day."""
    review = dict(zip(result.scored["id"], _review(result.scored["unreviewed"]), strict=True))
    titles = dict(zip(result.scored["id"], result.scored["title"], strict=True))
    last = result.row_day(-1)
    rows = []
    for measure in result.measures:
        in_force = measure.start <= last < measure.stop
        rows.append(
            {
                "measure": measure.event,
                "title": titles[measure.event],
                "track": measure.track,
                "start": _date(measure.start),
                "end": _date(measure.stop - 1),
                "in_force": str(in_force).lower(),
                "size": f"{measure.size:.4f}",
                "left": f"{measure.left_on(last) if in_force else 0:.4f}",
                "size_today": f"{measure.size_on(last, result.config.index.adaptation_days):.4f}",
                "relieved_by": ";".join(sorted({event for *_, event in measure.reliefs})),
                "review": review[measure.event],
            }
        )
    columns = ["measure", "title", "track", "start", "end", "in_force", "size", "left", "size_today", "relieved_by", "review"]
    return neutral(pd.DataFrame(rows, columns=columns))


def _review(unreviewed: pd.Series) -> np.ndarray:
    """Whether a person has decided on each event, in a word."""
    return np.where(unreviewed, "unreviewed", "reviewed")


def published_files(result: IndexResult, provenance: Provenance, as_of: date | None = None) -> dict[str, bytes]:
    """All files of a build by name, the manifest last."""
    tables = {
        "index.csv": index_table(result, uncertainty_of(result)),
        "events.csv": events_table(result),
        "channels.csv": channels_table(result),
        "measures.csv": measures_table(result),
    }
    files = {name: to_csv(table) for name, table in tables.items()}
    manifest = {
        **provenance.fields(),
        "config_hash_full": config_hash(result.config),
        "as_known_on": as_of.isoformat() if as_of else None,
        "unreviewed": result.unreviewed,
        "first_day": result.daily.index[0].date().isoformat(),
        "rows": {name: len(table) for name, table in tables.items()},
        "columns": {name: list(table.columns) for name, table in tables.items()},
        "sha256": {name: sha256(content) for name, content in files.items()},
        "cells": cell_names(result.config),
    }
    files["manifest.json"] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    return files


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV as bytes: UTF-8, no byte order mark, \\n line ends."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def decimals(values: np.ndarray | pd.Series) -> np.ndarray:
    """Numbers as text with four decimals, a zero without a sign."""
    texts = np.char.mod("%.4f", np.asarray(values, dtype="float64"))
    return np.where(texts == "-0.0000", "0.0000", texts)


def neutral(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its free text made safe; numbers are left alone."""
    return table.assign(**{name: table[name].map(safe_text) for name in ("id", "title", "measure") if name in table})


def _dates(days: pd.Series) -> list[str]:
    return [_date(day) for day in days]


def _date(day: int) -> str:
    """ISO date of a day number; empty where there is none."""
    return str(np.datetime64(int(day), "D")) if abs(day) < NEVER // 2 else ""
