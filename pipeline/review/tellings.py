"""Where a candidate was read: one article's sentence, known again by the text itself, whatever its file is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.coding.candidates import Candidate
from pipeline.errors import showable
from pipeline.records import Article, Source
from pipeline.sources.cells import safe_link

LONGEST_QUOTE = 1_000
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Telling:
    """One article that tells an act. `start`, `end`: the sentence among the characters of the article's text; `quote`: that
    sentence, cut where it is very long; `published`: ISO date or empty. `fingerprint`: of the whole text; `place`: where
    the sentence begins in the text with single spaces, by which the same sentence is met in a copy spaced otherwise.
    """

    article: str
    start: int
    end: int
    quote: str
    source: str
    url: str
    published: str
    fingerprint: str
    place: int

    @property
    def span(self) -> Span:
        """Where it was read, as a decision remembers it."""
        return Span(self.fingerprint, self.place, self.place + max(len(_spaced(self.quote)), 1))


@dataclass(frozen=True)
class Span:
    """A part of a text that is known by its fingerprint; offsets count characters of the text with single spaces."""

    fingerprint: str
    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether both share a character of one text."""
        return self.fingerprint == other.fingerprint and self.start < other.end and other.start < self.end


def fingerprint(text: str) -> str:
    """SHA-256 of a text with single spaces: the same for every copy of an article."""
    return hashlib.sha256(_spaced(text).encode("utf-8", "replace")).hexdigest()


def telling_of(article: Article, candidate: Candidate, stamp: str) -> Telling:
    """Where a candidate was read; `stamp` is the fingerprint of the article."""
    place = candidate.evidence
    before = article.text[: place.start]
    quote = showable(place.quote)
    return Telling(
        article=article.id,
        start=place.start,
        end=place.end,
        quote=quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…",
        source=_name(article),
        url=article.url if safe_link(article.url) else "",
        published=article.published.isoformat() if article.published else "",
        fingerprint=stamp,
        place=len(_spaced(before)) + bool(before[-1:].isspace() and before.strip()),
    )


def source_line(telling: Telling, seen: str = "") -> str:
    """The line of a telling in the cell `sources`; `seen` is the day on which a person decided, not known before."""
    return f"{telling.source} | {telling.url} | {telling.published} | {seen}".rstrip()


def is_among(telling: Telling, sources: Iterable[Source]) -> bool:
    """Whether an event rests on this article already: by its address, or where it has none by name and day."""
    if telling.url:
        return any(source.url and _address(source.url) == _address(telling.url) for source in sources)
    return any((source.name, source.published) == (telling.source, telling.published) for source in sources)


def distinct(tellings: Iterable[Telling]) -> list[Telling]:
    """The first telling of each article."""
    found: list[Telling] = []
    for telling in tellings:
        if not any(telling.fingerprint == other.fingerprint or _same_page(telling, other) for other in found):
            found.append(telling)
    return found


def _same_page(one: Telling, other: Telling) -> bool:
    return bool(one.url) and bool(other.url) and _address(one.url) == _address(other.url)


def _address(url: str) -> tuple[str, str, str]:
    """What of a link says which page it is."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _name(article: Article) -> str:
    """Who published an article: as it says, else the site, else the name of the file."""
    host = urlsplit(article.url).hostname if safe_link(article.url) else ""
    name = article.source or (host or "").removeprefix("www.") or Path(article.id).name
    return _spaced(showable(name).replace("|", "/"))[:_LONGEST_NAME].strip() or "article"


def _spaced(text: str) -> str:
    return " ".join(text.split())
