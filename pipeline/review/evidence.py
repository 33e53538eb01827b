"""The sentence a proposal was read in, with what stands around it in its article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ThawlineError
from pipeline.review.tellings import Telling, fingerprint
from pipeline.sources.articles import read_articles

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
    text = _text(telling)
    if text is None:
        return Passage("", telling.quote, "", found=False)
    first = 0 if near is None else max(0, telling.start - near)
    last = len(text) if near is None else min(len(text), telling.end + near)
    return Passage(
        text[first : telling.start], text[telling.start : telling.end], text[telling.end : last], (first > 0, last < len(text))
    )


def _text(telling: Telling) -> str | None:
    """The article's text, if its file still holds the very text that was coded."""
    path = Path(telling.article)
    file = path if path.exists() else Path(telling.article.rpartition("#")[0] or telling.article)
    try:
        if not file.is_file():
            return None
        found = (article.text for article in read_articles([file]) if article.id == telling.article)
        text = next(found, None)
    except (ThawlineError, OSError):
        return None
    return text if text is not None and fingerprint(text) == telling.fingerprint else None
