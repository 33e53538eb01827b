"""Does a candidate tell an act that is known already? Same day, same type, a channel in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.coding.candidates import Candidate
from pipeline.config.schema import Config
from pipeline.records import PLANS


@dataclass(frozen=True)
class Act:
    """What is compared: `first`, `last` bound its day and are None where it is not known."""

    id: str
    type: str
    status: str
    direction: str
    first: date | None
    last: date | None
    channels: tuple[str, ...]
    initiator: str
    target: str
    domain: str
    title: str


@dataclass(frozen=True)
class Match:
    """A known act that a candidate tells: `kind` is same, outcome or plan; `why` is a sentence for people."""

    id: str
    kind: str
    why: str


def act_of_candidate(candidate: Candidate) -> Act:
    """The act of a candidate."""
    return Act(
        candidate.id, candidate.type, candidate.status, candidate.direction, candidate.first, candidate.last,
        candidate.channels, candidate.initiator, candidate.target, candidate.domain, candidate.title,
    )  # fmt: skip


def acts_of_events(config: Config, events: pd.DataFrame) -> list[Act]:
    """The acts of the chronology."""
    return [
        Act(
            event.id, event.type, event.status, _direction(config, event.type), event.date.date(), event.date_end.date(),
            event.channels, event.initiator, event.target, event.domain, event.title,
        )
        for event in events.itertuples()
    ]  # fmt: skip


def best_match(config: Config, act: Act, known: Sequence[Act]) -> Match | None:
    """The known act that a candidate tells, or None."""
    for other in known:
        if _alike(act, other):
            planned = (other.status in PLANS, act.status in PLANS)
            kind = {(True, False): "outcome", (False, True): "plan"}.get(planned, "same")
            return Match(other.id, kind, f"same day and type ({act.type})")
    return None


def grouped(config: Config, acts: Sequence[Act]) -> list[list[int]]:
    """Indices of acts that are one, the first of each the clearest."""
    groups: list[list[int]] = []
    for index, act in enumerate(acts):
        group = next((group for group in groups if _alike(acts[group[0]], act) and acts[group[0]].status == act.status), None)
        if group is None:
            groups.append([index])
        else:
            group.append(index)
    return groups


def _alike(one: Act, other: Act) -> bool:
    if one.first is None or other.first is None or one.first != other.first or one.type != other.type:
        return False
    return not one.channels or not other.channels or bool(set(one.channels) & set(other.channels))


def _direction(config: Config, kind: str) -> str:
    weight = config.event_types[kind].weight
    return "thaw" if weight > 0 else "freeze" if weight < 0 else "neutral"
