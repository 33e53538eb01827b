"""What accepting a proposal would do: which number it moves, or why it cannot be accepted as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pipeline.config.schema import Config
from pipeline.questions.addition import Addition, addition
from pipeline.review.changes import as_event
from pipeline.review.proposals import Proposal
from pipeline.sources.chronology import Chronology, new_id


def outlook(config: Config, chronology: Chronology, proposal: Proposal, cells: Mapping[str, str]) -> Addition:
    """The index without and with the proposal as an event of its own, `cells` changed; raises DataError as accepting would."""
    row = as_event(proposal, {**proposal.row, **cells}, datetime.now(UTC).date().isoformat())
    if row["id"] in ("", proposal.id):
        row["id"] = new_id(row["date"], row["title"], {other["id"] for other in chronology.rows})
    return addition(config, chronology.rows, [row])


def nearest_events(chronology: Chronology, day: str) -> list[tuple[str, str]]:
    """Every event as (id, date and title), those nearest to a day first: what a proposal may be merged into."""
    wanted = date.fromisoformat(day) if day else None
    rows = [(row, _distance(row["date"], wanted)) for row in chronology.rows]
    ranked = sorted(rows, key=lambda item: (item[1], item[0]["date"], item[0]["id"]))
    return [(row["id"], f"{row['date']}  {row['title']}") for row, _ in ranked]


def _distance(text: str, wanted: date | None) -> timedelta:
    try:
        return abs(date.fromisoformat(text) - wanted) if wanted else timedelta(0)
    except ValueError:
        return timedelta.max
