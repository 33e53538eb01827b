"""Where the words of a given source or target stand in a sentence: for any two actors, states or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.coding.tokens import tokens_of
from pipeline.records import Token


def side_span(tokens: Sequence[Token], given: str, taken: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Where the given words of an actor stand in a sentence: first and last token, or None.

    Whole words, without regard to case, articles and a closing 's; where not all of them stand together, the longest run that
    holds at least half of them. `taken`: tokens that belong to the other side.
    """
    wanted = [token.text for token in tokens_of(given)]
    while wanted and wanted[0] in ("the", "a", "an"):
        wanted = wanted[1:]
    while wanted and wanted[-1] in (".", ",", "'s", "'"):
        wanted = wanted[:-1]
    words = [token.text for token in tokens]
    if len(wanted) == 1 and wanted[0] not in words:  # UN in UN-brokered
        words = [word.partition("-")[0] for word in words]
    for size in range(len(wanted), (len(wanted) - 1) // 2, -1):
        for offset in range(len(wanted) - size + 1):
            part = wanted[offset : offset + size]
            if size < len(wanted) and not any(len(word) > 3 for word in part):
                continue
            for place in _places(words, part):
                if taken is None or place > taken[1] or place + size - 1 < taken[0]:
                    return place, place + size - 1
    return None


def _places(words: list[str], part: list[str]) -> Iterable[int]:
    size = len(part)
    if size:
        for place in range(len(words) - size + 1):
            if words[place] == part[0] and words[place : place + size] == part:
                yield place
