"""How well does the coder read? Candidates set beside gold: precision, recall and F1, and whether confidence keeps its word."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from pipeline.coding.candidates import Candidate
from pipeline.coding.gold import FAMILIES, GoldEvent
from pipeline.words import day_text

SLACK = timedelta(days=1)
"""A day either way: a date read in one time zone may be the next day in another."""
ASPECTS = ("found", "direction", "date", "type", "status", "direction and date")
BINS = (0.0, 0.3, 0.5, 0.7, 0.85, 1.01)


@dataclass(frozen=True)
class Pair:
    """A candidate and the gold event it stands for; either may be missing."""

    text: str
    candidate: Candidate | None
    gold: GoldEvent | None


@dataclass(frozen=True)
class Evaluation:
    """`pairs` over all texts; `scores`: a row an aspect with precision, recall, f1 over all events and over main ones;
    `calibration`: candidates by confidence, with the share that is right in direction and date.
    """

    pairs: tuple[Pair, ...]
    scores: pd.DataFrame
    calibration: pd.DataFrame
    empty: int
    kept_empty: int


def pairs_of(text: str, found: Sequence[Candidate], gold: Sequence[GoldEvent]) -> list[Pair]:
    """One gold event for one candidate, the likest first; what is left over stands alone."""
    ranked = sorted(
        ((_likeness(candidate, event), c, g) for c, candidate in enumerate(found) for g, event in enumerate(gold)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    taken: dict[int, int] = {}
    for likeness, c, g in ranked:
        if likeness >= 2 and c not in taken and g not in taken.values():
            taken[c] = g
    pairs = [Pair(text, candidate, gold[taken[c]] if c in taken else None) for c, candidate in enumerate(found)]
    return pairs + [Pair(text, None, event) for g, event in enumerate(gold) if g not in taken.values()]


def right(pair: Pair, aspect: str) -> bool:
    """Whether a pair agrees in an aspect; a gold event without a date asks for none."""
    candidate, event = pair.candidate, pair.gold
    if candidate is None or event is None:
        return False
    checks = {
        "found": True,
        "direction": candidate.direction == event.direction,
        "date": _date_right(candidate, event),
        "type": _kin(candidate.type, event.type),
        "status": candidate.status == event.status,
    }
    return all(checks[part] for part in aspect.split(" and "))


def evaluate(pairs: Sequence[Pair], texts: dict[str, int]) -> Evaluation:
    """Scores over all pairs; `texts` maps each text to how many events its gold has."""
    main = [pair for pair in pairs if _role(pair) == "main"]
    rows = {aspect: {**_scores(pairs, aspect, ""), **_scores(main, aspect, "main_")} for aspect in ASPECTS}
    empty = [text for text, events in texts.items() if not events]
    spoilt = {pair.text for pair in pairs if pair.candidate}
    return Evaluation(
        tuple(pairs),
        pd.DataFrame.from_dict(rows, orient="index"),
        _calibration(pairs),
        len(empty),
        sum(text not in spoilt for text in empty),
    )


def evaluation_text(found: Evaluation) -> str:
    """Tables and the list of what was missed and what was too much."""
    shown = found.scores.map("{:.2f}".format)
    parts = [
        f"Events in gold: {sum(pair.gold is not None for pair in found.pairs)}, "
        f"candidates: {sum(pair.candidate is not None for pair in found.pairs)}",
        shown.rename(columns=lambda name: name.replace("_", " ")).to_string(),
        "Confidence and what became of it\n" + found.calibration.to_string(index=False),
    ]
    if found.empty:
        parts.append(f"Texts without any event: {found.empty}, left empty by the coder: {found.kept_empty}")
    missed = [_gold_line(pair) for pair in found.pairs if pair.gold and not pair.candidate]
    extra = [_candidate_line(pair) for pair in found.pairs if pair.candidate and not pair.gold]
    parts += ["\n".join(["Missed:", *missed])] if missed else []
    parts += ["\n".join(["Not in gold:", *extra])] if extra else []
    return "\n\n".join(parts) + "\n"


def _likeness(candidate: Candidate, event: GoldEvent) -> float:
    """How much speaks for a candidate and a gold event being the same, 0 to 6."""
    words = " ".join(event.evidence.lower().split())
    quoted = bool(words) and words in " ".join(candidate.evidence.quote.lower().split())
    return (
        2.0 * quoted
        + 1.5 * (candidate.type == event.type)
        + 0.5 * _kin(candidate.type, event.type)
        + 1.0 * (candidate.direction == event.direction)
        + 1.0 * (_date_right(candidate, event) and event.first is not None)
    ) * (quoted or _kin(candidate.type, event.type) or candidate.direction == event.direction)


def _date_right(candidate: Candidate, event: GoldEvent) -> bool:
    if event.first is None or event.last is None:
        return True
    if candidate.first is None or candidate.last is None:
        return False
    return candidate.first <= event.last + SLACK and candidate.last >= event.first - SLACK


def _kin(one: str, other: str) -> bool:
    return one == other or any(one in family and other in family for family in FAMILIES)


def _role(pair: Pair) -> str:
    return pair.gold.role if pair.gold else pair.candidate.role if pair.candidate else ""


def _scores(pairs: Sequence[Pair], aspect: str, prefix: str) -> dict[str, float]:
    hits = sum(right(pair, aspect) for pair in pairs)
    found = sum(pair.candidate is not None for pair in pairs)
    gold = sum(pair.gold is not None for pair in pairs)
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    both = precision + recall
    return {
        f"{prefix}precision": precision,
        f"{prefix}recall": recall,
        f"{prefix}f1": 2 * precision * recall / both if both else 0.0,
    }


def _calibration(pairs: Sequence[Pair]) -> pd.DataFrame:
    rows = []
    for low, high in itertools.pairwise(BINS):
        within = [pair for pair in pairs if pair.candidate and low <= pair.candidate.confidence < high]
        share = sum(right(pair, "direction and date") for pair in within) / len(within) if within else float("nan")
        mean = sum(pair.candidate.confidence for pair in within if pair.candidate) / len(within) if within else float("nan")
        rows.append({"confidence": f"{low:.2f} to {min(high, 1):.2f}", "candidates": len(within), "mean": mean, "right": share})
    return pd.DataFrame(rows).round(2)


def _gold_line(pair: Pair) -> str:
    event = pair.gold
    assert event is not None
    when = day_text(event.first) if event.first else "no date"
    return f"  {pair.text}: {when}, {event.type}, {event.status}: {event.evidence}"


def _candidate_line(pair: Pair) -> str:
    found = pair.candidate
    assert found is not None
    when = day_text(found.first) if found.first else "no date"
    return f"  {pair.text}: {when}, {found.type}, {found.status} ({found.confidence:.2f}): {found.evidence.quote[:100]}"
