"""The acts that are known, found again by type and month; and how rare their words and types are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.coding.acts import Act

WIDEST = 36
"""Months: an act whose date leaves more open is looked at with every other of its kind."""
LEAST = 300
"""Rarity is told as among so many acts at least: in a handful every word is rare."""
Place = tuple[str, int | None]


class Known:
    """Acts indexed by type and month. `replaced`: by the id of an act, the one that took its place."""

    def __init__(self, acts: Iterable[Act] = ()):
        self.acts: list[Act] = []
        self.replaced: dict[str, Act] = {}
        self._places: dict[Place, list[int]] = {}
        self._words: Counter[str] = Counter()
        self._types: Counter[str] = Counter()
        for act in acts:
            self.add(act)

    def add(self, act: Act) -> None:
        """One more act that is known."""
        number = len(self.acts)
        self.acts.append(act)
        self.replaced.update(dict.fromkeys(act.replaces, act))
        self._words.update(act.words)
        self._types[act.type] += 1
        for month in _months(act):
            self._places.setdefault((act.type, month), []).append(number)

    def near(self, act: Act, types: Iterable[str], before: int = 0, after: int = 0) -> Iterator[Act]:
        """The acts of these types whose dates may meet that of an act, or lie so many months before or after it."""
        return (self.acts[number] for number in self.near_places(act, types, before, after))

    def near_places(self, act: Act, types: Iterable[str], before: int = 0, after: int = 0) -> list[int]:
        """The same as places in `acts`, in order."""
        months: Sequence[int | None] = _months(act)
        if months == [None]:
            months = sorted({month for _, month in self._places if month is not None})
        else:
            numbers = [month for month in months if month is not None]
            months = range(numbers[0] - before, numbers[-1] + after + 1)
        return sorted({n for kind in types for month in (*months, None) for n in self._places.get((kind, month), ())})

    def rarity(self, word: str) -> float:
        """How much a shared word tells, from 0 (every act has it) to 1."""
        return self._rare(self._words[word])

    def rarity_of(self, types: Iterable[str]) -> float:
        """How much it tells that both are of one of these types, from 0 (all acts are) to 1."""
        return self._rare(sum(self._types[kind] for kind in types))

    def _rare(self, count: int) -> float:
        most = max(len(self.acts), LEAST) + 1
        return (math.log(most / max(count, 1)) / math.log(most)) ** 2


def _months(act: Act) -> Sequence[int | None]:
    """The months that a date touches, with a day of tolerance either way; one None for a date too wide or missing."""
    if act.first is None or act.last is None:
        return [None]
    first = act.first.year * 12 + act.first.month - (act.first.day == 1)
    last = act.last.year * 12 + act.last.month + (act.last.day >= 28)
    return [None] if last - first > WIDEST else range(first, last + 1)
