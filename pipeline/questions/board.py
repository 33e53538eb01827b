"""Who is talking on a day: every dialogue channel that exists, its state, and the next contact planned by then.

States are those of the index, which places each event on the day it took place. Plans are only those that were
public by the day, so that a past day shows what could be expected then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np
import pandas as pd

from pipeline.index import IndexResult
from pipeline.index.channels import exists_on
from pipeline.records import CHANNEL_STATES, PLANS
from pipeline.scoring import NEVER, day_numbers
from pipeline.words import day_text, event_date_text, marked_title

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Mention:
    """An event as a table names it; `status` says whether it happened or is only planned or proposed."""

    event: str
    title: str
    when: str
    status: str


@dataclass(frozen=True)
class ChannelLine:
    """One channel on one day.

    `since`: when the state began; `overdue`: whole days beyond the channel's cadence since its last contact;
    `cause`: the event that set or last renewed the state; `planned`: the next contact, as known that day.
    """

    channel: str
    name: str
    track: str
    state: str
    since: date | None
    last_contact: date | None
    cadence_days: float
    overdue: int
    cause: Mention | None
    planned: Mention | None


def board_on(result: IndexResult, day: date) -> tuple[ChannelLine, ...]:
    """The channels that exist on a day, in the order of the config; days outside the series take its ends."""
    row = result.row(day)
    number = result.row_day(row)
    planned = _next_planned(result, number)
    mentions = _mentions(result)
    return tuple(
        _line(result, slug, row, mentions, planned.get(slug))
        for slug, channel in result.config.channels.items()
        if exists_on(channel, np.array([number]))[0]
    )


def board_finding(result: IndexResult, lines: tuple[ChannelLine, ...], day: date) -> str:
    """The board in one sentence: how many talk, how many of these are late, and what the others do."""
    if not lines:
        return f"On {day_text(day)}, no channel exists."
    counts = {state: sum(line.state == state for line in lines) for state in CHANNEL_STATES}
    late = sum(line.state == "open" and line.overdue > 0 for line in lines)
    parts = [f"{counts['open']} of {len(lines)} channels {'is' if counts['open'] == 1 else 'are'} open"]
    parts += [f"{late} of them overdue"] if late else []
    parts += [f"{counts[state]} {state}" for state in ("agreed", "strained", "suspended", "unknown") if counts[state]]
    return f"On {day_text(day)}, {', '.join(parts)}."


def date_of(number: int) -> date | None:
    """The date of a day number; None where there is none."""
    return _EPOCH + timedelta(days=int(number)) if abs(number) < NEVER // 2 else None


def _line(result: IndexResult, slug: str, row: int, mentions: dict[str, int], planned: Mention | None) -> ChannelLine:
    channel, found = result.config.channels[slug], result.channels[slug].iloc[row]
    known = found["state"] != "unknown"
    last = date_of(found["last_contact"]) if known else None
    overdue = result.row_day(row) - int(found["last_contact"]) - channel.cadence_days if last else 0
    cause = mentions.get(found["event"]) if known else None
    return ChannelLine(
        channel=slug,
        name=channel.name,
        track=channel.track,
        state=str(found["state"]),
        since=date_of(found["since"]) if known else None,
        last_contact=last,
        cadence_days=channel.cadence_days,
        overdue=max(0, ceil(overdue)),
        cause=mention(result.scored.iloc[cause]) if cause is not None else None,
        planned=planned,
    )


def mention(event: pd.Series) -> Mention:
    """An event as a table names it."""
    return Mention(event["id"], marked_title(event), event_date_text(event), event["status"])


def _mentions(result: IndexResult) -> dict[str, int]:
    return {event: place for place, event in enumerate(result.scored["id"])}


def _next_planned(result: IndexResult, day: int) -> dict[str, Mention]:
    """Per channel, of the contacts planned or proposed by the day and still to come, the one due to be over first.

    A plan is gone once another event took its place; one known to the month or lasting for days is still to come
    until its last day. Candidates that nobody has reviewed say nothing about a channel.
    """
    scored = result.scored[~result.scored["unreviewed"]]
    contacts = [slug for slug, kind in result.config.event_types.items() if kind.effect == "contact"]
    ends = day_numbers(scored["date_end"])
    pending = scored["status"].isin(PLANS).to_numpy() & scored["type"].isin(contacts).to_numpy()
    pending &= (scored["acts_on"].to_numpy() <= day) & (ends > day)
    taken = {
        event
        for replaced, acts_on in zip(scored["replaces"], scored["acts_on"], strict=True)
        if acts_on <= day
        for event in replaced
    }
    starts = day_numbers(scored["date"])
    found: dict[str, Mention] = {}
    for row in sorted(np.flatnonzero(pending), key=lambda row: (ends[row], starts[row], scored["id"].iat[row])):
        if scored["id"].iat[row] not in taken:
            for slug in scored["channels"].iat[row]:
                found.setdefault(slug, mention(scored.iloc[row]))
    return found
