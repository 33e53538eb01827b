"""Which choice moves the number most? The variance of one day's headline, shared out among the groups of the draws.

The total-order Sobol index of a group is the share of the variance that would be left if everything but the group were
known: its own part and its part in all interactions. Jansen's estimator (SALib) takes two independent samples of draws
and, for each group, the first sample with the group taken from the second. A group that is not varied has 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.errors import DataError
from pipeline.index import IndexResult
from pipeline.index.drawn_tension import drawn_tension
from pipeline.index.draws import GROUPS, Draws, draw, undrawn
from pipeline.index.uncertainty import DRAWN
from pipeline.words import day_text

LABELS = {
    "type_weights": "weights of event types",
    "channel_weights": "weights of channels",
    "half_lives": "half-lives",
    "saturations": "saturations",
    "shares": "shares of tracks",
    "blends": "blends of flow, channels, measures",
    "clusters": "how much a day's news says",
    "events": "which events are kept",
}
_FIRST, _SECOND = 2, 3
"""Numbers of the two samples; others than that of the band, which would make the two agree by chance."""
_NOTHING = 1e-9


@dataclass(frozen=True)
class Tornado:
    """One row a group, the most telling first: `total` (total-order index), `error` (half of its 95 % interval), and the
    5 to 95 % range of the headline when this group alone varies (`low`, `high`). `evaluations`: runs of the index."""

    pair: str
    day: date
    point: float
    groups: pd.DataFrame
    evaluations: int


def tornado_of(
    result: IndexResult, day: date | None = None, samples: int = 1024, told: Callable[[float], None] = lambda _: None
) -> Tornado:
    """The groups on a day (default: the last), from `samples` draws for each of the two samples and each group.

    `told` hears what share of the work is done, from 0 to 1.
    """
    if result.config.index.method != DRAWN:
        raise DataError(f"the draws are of index.method {DRAWN} alone; found {result.config.index.method}")
    steps = iter(np.linspace(0, 1, 2 * len(GROUPS) + 3)[1:])

    def headline(draws: Draws) -> np.ndarray:
        found = drawn_tension(result, draws, row, 1)[0, 0]
        told(float(next(steps)))
        return found

    row = result.row(day or result.through)
    first, second, plain = draw(result, samples, _FIRST), draw(result, samples, _SECOND), undrawn(result, samples)
    mixed = np.column_stack([headline(first.with_groups(second, [group])) for group in GROUPS])
    values = np.column_stack([headline(first), mixed, headline(second)])
    total, error = _total_order(values.ravel())
    alone = [headline(plain.with_groups(first, [group])) for group in GROUPS]
    low, high = np.percentile(alone, [5, 95], axis=1)
    table = pd.DataFrame({"total": total, "error": error, "low": low, "high": high}, index=pd.Index(GROUPS, name="group"))
    return Tornado(
        result.config.pair.name,
        result.daily.index[row].date(),
        float(result.tension.iat[row]),
        table.sort_values("total", ascending=False, kind="stable"),
        values.size,
    )


def _total_order(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Total-order indices and their errors; values in Saltelli's order (first sample, one a group, second sample)."""
    if np.ptp(values) < _NOTHING:
        return np.zeros(len(GROUPS)), np.zeros(len(GROUPS))
    from SALib.analyze import sobol  # half a second to load, and only needed here

    problem = {"num_vars": len(GROUPS), "names": list(GROUPS), "bounds": [[0, 1]] * len(GROUPS)}
    found = sobol.analyze(problem, values, calc_second_order=False, seed=1)
    return found["ST"], found["ST_conf"]


def tornado_text(found: Tornado) -> str:
    """The table for reading."""
    rows = [
        (LABELS[str(group)], f"{row['total']:.2f}", f"{row['error']:.2f}", f"{row['low']:.1f} to {row['high']:.1f}")
        for group, row in found.groups.iterrows()
    ]
    table = pd.DataFrame(rows, columns=["group", "total order", "+-", "varied alone, 5 to 95 %"]).set_index("group")
    return (
        f"{found.pair}: what moves the headline of {day_text(found.day)} ({found.point:.1f}), {found.evaluations:,} runs\n\n"
        f"{table.rename_axis(None).to_string()}\n"
    )
