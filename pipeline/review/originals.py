"""The article that a telling was read in, as it stands today, for whoever decides on it."""

from __future__ import annotations

import re

from pipeline.errors import DataError, Problem, showable
from pipeline.records import Article
from pipeline.review.tellings import Telling, fingerprint
from pipeline.sources.articles import read_articles

_NUMBERED = re.compile(r"#\d+$")


def original_of(telling: Telling) -> Article | None:
    """The article with the very text that was coded, so that `start` and `end` hold; None where its file is gone or changed."""
    problems: list[Problem] = []
    for path in dict.fromkeys((telling.article, _NUMBERED.sub("", telling.article))):
        try:
            for article in read_articles([path], problems=problems):
                if article.id == telling.article and _holds(article, telling):
                    return article
        except DataError:
            continue
    return None


def _holds(article: Article, telling: Telling) -> bool:
    """Whether it is the same text, with the sentence in the same place; other spaces alone would move it."""
    quote = telling.quote[:-1]  # a quote that was cut ends with a mark of its own
    place = showable(article.text[telling.start : telling.end])
    return fingerprint(article.text) == telling.fingerprint and place.startswith(quote)
