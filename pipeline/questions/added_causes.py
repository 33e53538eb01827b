"""What each of some events does to one day: the same day of two runs, one without and one with them.

As known then and what if ask this. An event is told with all that it moves: its news, the lines it sets, the measures it
begins, eases or ends, and what it takes from the events whose place it takes.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from pipeline.questions.causes import BESIDE, Cause, gathered
from pipeline.questions.compare_runs import CLIPPING, COMPOSITION, HEADLINE, Comparison


def added_causes(comparison: Comparison, added: Collection[str], series: str = HEADLINE) -> list[Cause]:
    """The causes of the difference, the largest first; `added` are the events that only `comparison.now` has.

    Their points add up to the whole difference. Where several act on one line, its change is told of the last of them.
    """
    parts = comparison.of(series)
    scored = comparison.now.result.scored
    day = comparison.now.result.row_day(comparison.now.row)
    acting = scored[scored["id"].isin(list(added)) & (scored["acts_on"] <= day)].sort_values(["acts_on", "id"])
    touched = _touched(acting)
    setters = {channel: event for event, names in zip(acting["id"], acting["channels"], strict=True) for channel in names}
    named = []
    for part, component, track in zip(parts["part"], parts["component"], parts["track"], strict=True):
        if part == CLIPPING:
            named.append(CLIPPING)
        elif part == COMPOSITION:
            named.append(_newly_heard(comparison, track, setters))
        elif component == "channels":
            named.append(setters.get(part, BESIDE))
        else:
            named.append(part if part in added else touched.get(part, BESIDE))
    return gathered(comparison, parts, named)


def _touched(acting: pd.DataFrame) -> dict[str, str]:
    """Event -> the last of the added ones that takes its place or eases its measure."""
    found: dict[str, str] = {}
    for event, replaced, eased in zip(acting["id"], acting["replaces"], acting["ends"], strict=True):
        found |= dict.fromkeys([*replaced, *(relief.target for relief in eased)], event)
    return found


def _newly_heard(comparison: Comparison, track: str, setters: dict[str, str]) -> str:
    """The event behind a track's change of composition, where one alone brought its channels in."""
    known = [
        {
            name
            for name, channel in moment.result.config.channels.items()
            if channel.track == track and not np.isnan(moment.result.channels[name]["value"].iat[moment.row])
        }
        for moment in (comparison.before, comparison.now)
    ]
    events = {setters.get(name, COMPOSITION) for name in known[0] ^ known[1]}
    return events.pop() if len(events) == 1 else COMPOSITION
