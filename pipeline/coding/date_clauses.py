"""A sentence cut into clauses, so that the date of one act is not given to another."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.coding.date_words import DateWords, Word, words_of

_WHEN = frozenset(("on", "in", "last", "this", "earlier"))


class Clauses:
    """A sentence cut into clauses: of each word the number of its clause, and of each clause what it is to the main one."""

    def __init__(self, words: Sequence[Word], lists: DateWords):
        self.words, self.of, self.kinds = words, [], ["main"]
        self.starts, self.ends = [word.start for word in words], [word.end for word in words]
        self.listed = lists.lists
        clause, fenced, opens = 0, False, lists.lists["opens"]
        for place, word in enumerate(words):
            text = word.text
            if text in (";", "—") or (text == "," and fenced):
                clause, fenced = self._open("main"), False
            elif (text in opens or text.endswith("ed")) and (kind := self._kind(place)) is not None:
                # "Even after …, they met": the comma ends what is fronted
                fenced = place <= 1 or "," in (words[place - 1].text, words[place - 2].text)
                clause = self._open(kind)
            self.of.append(clause)

    def _open(self, kind: str) -> int:
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def _kind(self, place: int) -> str | None:
        """The kind of clause that the word at this place opens, if it opens one: before a date it opens none."""
        text = self.words[place].text
        if text.endswith("ed") and place and self.words[place - 1].text == "," and self._dated_after(place):
            return "apart"  # "the curbs, unveiled on Monday"
        follows = self.words[place + 1] if place + 1 < len(self.words) else None
        dated = follows is not None and follows.kind in ("month", "weekday", "year", "num", "iso", "yr", "last")
        if text in ("before", "after") and follows is not None and follows.text == ",":
            return None  # "two days before, ..."
        if text in self.listed["divide"]:
            return "divided"
        if text in self.listed["after"]:
            back = self.words[place - 1] if place else None
            counted = back is not None and back.kind in ("day", "week", "mon", "yr")
            return (
                None if counted or (text == "following" and follows and follows.kind in ("day", "week", "mon", "yr")) else "after"
            )
        if text in self.listed["apart"] and not (dated and text in ("since", "until", "before")):
            return "apart"
        return "together" if text in self.listed["together"] else None

    def _dated_after(self, place: int) -> bool:
        return self.words[place + 1].text in _WHEN if place + 1 < len(self.words) else False

    def at(self, offset: int) -> int:
        """The number of the clause at this offset of the sentence."""
        return self.of[min(bisect_right(self.ends, offset), len(self.of) - 1)] if self.of else 0

    def before(self, offset: int, most: int) -> Sequence[Word]:
        """The last words that end at this offset or before it."""
        end = bisect_right(self.ends, offset)
        return self.words[max(end - most, 0) : end]

    def after(self, offset: int, most: int) -> Sequence[Word]:
        """The first words that begin at this offset or after it."""
        start = bisect_left(self.starts, offset)
        return self.words[start : start + most]

    def between(self, start: int, end: int) -> Sequence[Word]:
        """The words that stand wholly between two offsets."""
        return self.words[bisect_left(self.starts, start) : bisect_right(self.ends, end)]


@functools.lru_cache(maxsize=256)
def clauses_of(text: str) -> Clauses:
    return Clauses(words_of(text), DateWords.shipped())
