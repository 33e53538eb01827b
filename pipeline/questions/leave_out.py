"""Does one channel, one domain or one source carry the number? The headline without each of them, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipeline.index import IndexResult
from pipeline.index.drawn_tension import drawn_tension
from pipeline.index.draws import undrawn
from pipeline.notes import origins
from pipeline.words import day_text

YEAR = 365


@dataclass(frozen=True)
class LeftOut:
    """One row for each thing left out: `kind` (channel, domain, source), `name`, `events` that go with it, the headline
    on `day` without it (`now`) and its change since `since` (`change`), a year before or the first day. `now`, `change`: of
    the whole."""

    pair: str
    day: date
    since: date
    now: float
    change: float
    rows: pd.DataFrame


def left_out(result: IndexResult) -> LeftOut:
    """Leave out each channel (from its track's average), each domain, and each source (with the events that rest on it alone)."""
    config, scored = result.config, result.scored
    alone = scored["sources"].map(lambda sources: next(iter(found)) if len(found := origins(sources)) == 1 else "")
    kinds = [("channel", slug, scored["channels"].map(lambda named, slug=slug: slug in named)) for slug in config.channels]
    kinds += [("domain", slug, scored["domain"] == slug) for slug in config.domains]
    kinds += [("source", origin, alone == origin) for origin in sorted(set(alone) - {""})]
    draws = undrawn(result, len(kinds))
    place = {name: row for row, name in enumerate(draws.names["events"])}
    for column, (kind, name, concerned) in enumerate(kinds):
        if kind == "channel":
            draws.factors["channel_weights"][list(config.channels).index(name), column] = 0.0
        else:
            draws.factors["events"][[place[event] for event in scored.loc[concerned, "id"]], column] = False
    rows = [result.row(day) for day in (result.through - timedelta(YEAR), result.through)]
    before, now = (drawn_tension(result, draws, row, 1)[0, 0] for row in rows)
    table = pd.DataFrame({"kind": [kind for kind, *_ in kinds], "name": [name for _, name, _ in kinds]})
    table["events"] = [int(concerned.sum()) for *_, concerned in kinds]
    point = result.tension.to_numpy()[rows]
    return LeftOut(
        config.pair.name,
        result.through,
        result.daily.index[rows[0]].date(),
        float(point[1]),
        float(point[1] - point[0]),
        table.assign(now=now, change=now - before),
    )


def left_out_text(found: LeftOut, most: int = 8) -> str:
    """For reading: of each kind the things whose loss moves the number most."""
    whole = f"the headline of {day_text(found.day)} is {found.now:.1f}, {found.change:+.1f} since {day_text(found.since)}"
    parts = [f"{found.pair}: {whole}. Without one ..."]
    for kind, rows in found.rows.groupby("kind", sort=False):
        moved = rows.assign(moved=rows["now"] - found.now)
        moved = moved.iloc[np.argsort(-moved["moved"].abs().to_numpy(), kind="stable")]
        shown = pd.DataFrame(
            {
                str(kind): moved["name"],
                "events": moved["events"],
                "headline": moved["now"].map("{:.1f}".format),
                "moved": moved["moved"].map("{:+.1f}".format),
                "change": moved["change"].map("{:+.1f}".format),
            }
        )
        rest = f"\n({len(shown) - most} more move it less)" if len(shown) > most else ""
        parts.append(shown.head(most).to_string(index=False) + rest)
    return "\n\n".join(parts) + "\n"
