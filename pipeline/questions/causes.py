"""What a reader of the chronology would name: the parts of a change gathered by the event behind them.

One decision moves flow as news, its channels through their states, and a measure through its size; a briefer asks for the
decision. What no event of the period did is told as what it is: older news fading, lines falling silent, measures that
both sides get used to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.questions.compare import Moment
from pipeline.questions.compare_runs import CLIPPING, COMPOSITION, HEADLINE, Comparison
from pipeline.words import day_text, event_date_text, marked_title

FADING, SILENCE, ADAPTATION, LAPSED, BESIDE = "fading", "silence", "adaptation", "lapsed", "beside"
SLOW = {
    FADING: "Older news fades",
    SILENCE: "Lines fall silent, and old states fade",
    ADAPTATION: "Measures in force: both sides get used to them",
    LAPSED: "Measures and truces that ran out",
    COMPOSITION: "Channels that entered or left the average",
    BESIDE: "Other events, read differently beside them",
    CLIPPING: "Held within 0 and 100",
}
"""Causes that are no event of the period, and how they are told."""


@dataclass(frozen=True)
class Cause:
    """An event of the period (`event` is its id, `day` when it acted), or one of `SLOW` (`event` is its name, `day` None).

    `points` of the series asked for, added up over all it moved. `when`: the day in words, the month or the year where no
    more is known of the event; empty for the slow ones.
    """

    event: str
    label: str
    day: date | None
    points: float
    when: str = ""


def event_cause(event: pd.Series, label: str, points: float) -> Cause:
    """The cause that an event of the scored table is."""
    day = date(1970, 1, 1) + timedelta(days=int(event["acts_on"]))
    when = event_date_text(event) if event["precision"] in ("month", "year") else day_text(day)
    return Cause(str(event["id"]), label, day, points, when)


def causes(comparison: Comparison, series: str = HEADLINE) -> list[Cause]:
    """The causes of a change between two days of one run, the largest first; their points add up to the whole change."""
    parts = comparison.of(series)
    return gathered(comparison, parts, _causes_of(comparison, parts))


def gathered(comparison: Comparison, parts: pd.DataFrame, named: list[str]) -> list[Cause]:
    """Parts added up by the cause named for each, the largest first."""
    scored = comparison.now.result.scored.set_index("id", drop=False)
    found = []
    for event, group in parts.assign(cause=named).groupby("cause", sort=False):
        points = float(group["points"].sum())
        if event in SLOW:
            found.append(Cause(str(event), SLOW[str(event)], None, points))
        else:
            row = scored.loc[event]
            found.append(event_cause(row, marked_title(row), points))
    return sorted(found, key=lambda cause: (-abs(round(cause.points, 9)), cause.event))


def _causes_of(comparison: Comparison, parts: pd.DataFrame) -> list[str]:
    before, now = comparison.before, comparison.now
    span = (before.result.row_day(before.row), now.result.row_day(now.row))
    events = _acting(now, span)
    measures = _measure_causes(now, span)
    found = []
    for part, component in zip(parts["part"], parts["component"], strict=True):
        if part in (COMPOSITION, CLIPPING):
            found.append(part)
        elif component == "flow":
            found.append(part if part in events else FADING)
        elif component == "measures":
            found.append(measures.get(part, ADAPTATION))
        else:
            setter = now.result.channels[part]["event"].iat[now.row]
            found.append(setter if setter in events else SILENCE)
    return found


def _acting(now: Moment, span: tuple[int, int]) -> set[str]:
    """The events that began to count after the first day and by the last."""
    scored = now.result.scored
    within = (scored["acts_on"] > span[0]) & (scored["flow_from"] <= span[1])
    return set(scored.loc[within, "id"])


def _measure_causes(now: Moment, span: tuple[int, int]) -> dict[str, str]:
    """Measure -> the event of the period that began, eased, replaced it, or `lapsed` where its time or a truce ran out."""
    scored = now.result.scored
    takers = pd.Series(
        {old: new for new, replaced in zip(scored["id"], scored["replaces"], strict=True) for old in replaced}, dtype="object"
    )
    found: dict[str, str] = {}
    for measure in now.result.measures:
        if span[0] < measure.start <= span[1]:
            found[measure.event] = measure.event
            continue
        eased = [(first, event) for first, _, _, event in measure.reliefs if span[0] < first <= span[1]]
        if eased:
            found[measure.event] = max(eased)[1]
        elif span[0] < measure.stop <= span[1]:
            found[measure.event] = takers.get(measure.event, LAPSED)
        elif any(span[0] < stop <= span[1] for _, stop, *_ in measure.reliefs):
            found[measure.event] = LAPSED
    return found
