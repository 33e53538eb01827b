"""The sentence a proposal was read in, with what stands around it in its article."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.review.originals import original_of
from pipeline.review.tellings import Telling

NEAR = 450
"""Characters shown on either side of the sentence."""


@dataclass(frozen=True)
class Passage:
    """A sentence with its surroundings. `cut`: text was left off before and after; `found`: the article is still there as
    it was coded, else only the quote is known."""

    before: str
    quote: str
    after: str
    cut: tuple[bool, bool] = (False, False)
    found: bool = True


def passage_of(telling: Telling, near: int | None = NEAR) -> Passage:
    """Where a telling stands; `near` None gives the whole article."""
    article = original_of(telling)
    if article is None:
        return Passage("", telling.quote, "", found=False)
    text = article.text
    first = 0 if near is None else max(0, telling.start - near)
    last = len(text) if near is None else min(len(text), telling.end + near)
    return Passage(
        text[first : telling.start], text[telling.start : telling.end], text[telling.end : last], (first > 0, last < len(text))
    )
