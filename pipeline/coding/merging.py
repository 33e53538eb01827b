"""One event told several times in an article becomes one candidate: its clearest sentence stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.coding.acts import Act, act_of_candidate
from pipeline.coding.candidates import Candidate
from pipeline.coding.same_act import conflict
from pipeline.config.schema import Config


def merged(config: Config, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with retellings folded in: channels are joined, the most confident sentence stays as evidence."""
    kept: list[Candidate] = []
    acts: list[Act] = []
    for candidate in candidates:
        act = act_of_candidate(candidate)
        place = next((n for n, other in enumerate(acts) if _same(config, act, other)), None)
        if place is None:
            kept.append(candidate)
            acts.append(act)
        else:
            kept[place] = _joined(kept[place], candidate)
            acts[place] = act_of_candidate(kept[place])
    return kept


def _same(config: Config, one: Act, other: Act) -> bool:
    """In one article nothing has to speak for it: it tells of few acts, and often."""
    return one.direction == other.direction and not conflict(config, one, other)


def _joined(one: Candidate, other: Candidate) -> Candidate:
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    dated = best if best.first else rest
    return replace(
        best,
        first=dated.first,
        last=dated.last,
        precision=dated.precision,
        channels=tuple(dict.fromkeys((*best.channels, *rest.channels))),
        role="main" if "main" in (one.role, other.role) else "background",
    )
