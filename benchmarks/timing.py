"""Timing side by side: the candidates take turns, so that a slow moment of the machine hits all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def take_turns(rounds: int, **candidates: Callable[[], object]) -> dict[str, list[float]]:
    """Seconds of each candidate in each round."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, candidate in candidates.items():
            began = time.perf_counter()
            candidate()
            seconds[name].append(time.perf_counter() - began)
    return seconds


def best_of(rounds: int, **candidates: Callable[[], object]) -> dict[str, float]:
    """The median seconds of each candidate."""
    return {name: median(times) for name, times in take_turns(rounds, **candidates).items()}
