"""What decisions teach about the coder: how often each of its rules was right, and what people changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.review.decision_log import Decision, standing

_Z = 1.959964
"""Of the normal curve: 95 of 100 intervals hold the true share."""


@dataclass(frozen=True)
class Lesson:
    """How a rule fared. `right`: accepted, merged, or edited without another type; `wrong`: rejected, or given another type;
    `low`, `high`: Wilson's interval of 95 % round the precision.
    """

    rule: str
    accepted: int
    edited: int
    merged: int
    rejected: int
    right: int
    wrong: int
    precision: float
    low: float
    high: float


@dataclass(frozen=True)
class Lessons:
    """`rules`: the one with most decisions first; `total` over all; `cells`: column -> how many edits changed it."""

    rules: tuple[Lesson, ...]
    total: Lesson
    cells: dict[str, int]


def lessons(decisions: Sequence[Decision]) -> Lessons:
    """What the decisions that still stand teach; what was put off teaches nothing yet."""
    judged = [decision for decision in standing(decisions) if decision.action != "later"]
    by_rule: dict[str, list[Decision]] = {}
    for decision in judged:
        by_rule.setdefault(decision.rule or "(none)", []).append(decision)
    rules = sorted((_lesson(rule, own) for rule, own in by_rule.items()), key=lambda one: (-one.right - one.wrong, one.rule))
    cells = Counter(column for decision in judged for column in decision.changed)
    return Lessons(tuple(rules), _lesson("all", judged), dict(cells.most_common()))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Bounds of a share of which `right` of `of` were seen; 0 to 1 where nothing was."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return middle - half if right else 0.0, middle + half if right < of else 1.0  # at its ends it is exact


def lessons_text(found: Lessons) -> str:
    """A table by rule, and what people changed, as plain text."""
    if not found.rules:
        return "No decision stands yet.\n"
    width = max(len(lesson.rule) for lesson in (*found.rules, found.total))
    head = f"{'rule':{width}}  decided  accepted  edited  merged  rejected  right  precision  95 % interval"
    lines = [head, *(_line(lesson, width) for lesson in (*found.rules, found.total))]
    if found.cells:
        lines += ["", "Changed in edits: " + ", ".join(f"{column} {count}" for column, count in found.cells.items())]
    return "\n".join(lines) + "\n"


def _line(lesson: Lesson, width: int) -> str:
    counts = (lesson.accepted, 8), (lesson.edited, 6), (lesson.merged, 6), (lesson.rejected, 8), (lesson.right, 5)
    cells = [f"{lesson.right + lesson.wrong:7d}", *(f"{count:{size}d}" for count, size in counts)]
    return f"{lesson.rule:{width}}  {'  '.join(cells)}  {lesson.precision:9.2f}  {lesson.low:.2f} to {lesson.high:.2f}"


def _lesson(rule: str, decisions: Sequence[Decision]) -> Lesson:
    actions = Counter(decision.action for decision in decisions)
    right = sum(_is_right(decision) for decision in decisions)
    low, high = wilson(right, len(decisions))
    share = right / len(decisions) if decisions else math.nan
    counts = (actions["accept"], actions["edit"], actions["merge"], actions["reject"])
    return Lesson(rule, *counts, right, len(decisions) - right, share, low, high)


def _is_right(decision: Decision) -> bool:
    return decision.action != "reject" and "type" not in decision.changed
