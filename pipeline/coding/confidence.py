"""How sure a candidate is: the factors are the shares that were right on texts that rules may see."""

from __future__ import annotations

from pipeline.coding.inflect import GERUND
from pipeline.coding.modality import Outcome
from pipeline.coding.roles import Roles

UNDERSTOOD = 0.85
"""What a sentence is worth that names nobody, so that who acts is taken from the sentence before."""
TOLD = {"dated": 1.08, "undated": 0.82, "retold": 0.5}
"""What a sentence is worth with a day of its own, as news of the day, and as a noun that points back to nothing told."""
UNKNOWN_DAY = 0.45
SECOND, BESIDE = 0.8, 0.55
"""What a further act of one sentence is worth, and one that only accompanies it ("reopening a market", "citing")."""


def confidence_of(outcome: Outcome, roles: Roles, told: str, known: bool, marks: set[str]) -> float:
    """From what was seen: the strength of the words, both sides named, an own date, nobody out of office."""
    value = min(outcome.strength, 0.95)
    value *= 1.0 if roles.sure else 0.85
    value *= TOLD[told] if known else UNKNOWN_DAY
    return round(min(max(value * (0.9 if marks else 1.0), 0.05), 0.95), 2)


def share_of(outcome: Outcome, further: bool) -> float:
    """What an act is worth by its place in its sentence: `further` where another was told there before it."""
    if not further:
        return 1.0
    return BESIDE if outcome.hit.form == GERUND else SECOND
