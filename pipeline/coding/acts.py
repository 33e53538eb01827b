"""An act as it is compared with others: what a candidate and an event of the chronology have in common."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from pipeline.coding.candidates import Candidate
from pipeline.coding.tokens import tokens_of
from pipeline.records import PLANS

_DATA = Path(__file__).parents[2] / "data" / "common"
_YEAR = re.compile(r"(?:19|20)\d\d")
LATE = timedelta(days=2)
"""A report without a day of its own tells what took place on its day or shortly before."""
SOON = timedelta(days=60)
"""A plan without a day lies in the weeks after its report."""


@dataclass(frozen=True)
class Act:
    """One telling of an act. `first`, `last`: bounds of its date, None where unknown; `reported`: day it became public;
    `words`: what its sentence or title names; `replaces`: the acts whose place it took.
    """

    id: str
    type: str
    status: str
    direction: str
    first: date | None
    last: date | None
    channels: tuple[str, ...]
    initiator: str
    target: str
    domain: str
    title: str
    reported: date | None = None
    words: frozenset[str] = field(default=frozenset(), repr=False)
    replaces: tuple[str, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether it lies ahead: a plan, or a step on the table."""
        return self.status in PLANS

    @property
    def days(self) -> int | None:
        """How many days its date leaves open, 1 for a day; None where it has none."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


def act_of_candidate(candidate: Candidate, published: date | None = None, worded: bool = True) -> Act:
    """The act a candidate tells; `published`: the day of its article, where known; `worded`: whether its words will be asked
    for, which are gathered else for nothing."""
    first, last = _bounds(candidate, published)
    return Act(
        id=candidate.id,
        type=candidate.type,
        status=candidate.status,
        direction=candidate.direction,
        first=first,
        last=last,
        channels=candidate.channels,
        initiator=candidate.initiator,
        target=candidate.target,
        domain=candidate.domain,
        title=candidate.title,
        reported=published,
        words=telling_words(candidate.evidence.quote) if worded else frozenset(),
    )


def _bounds(candidate: Candidate, published: date | None) -> tuple[date | None, date | None]:
    """The dates between which the act lies, wider than those of the candidate where no day was read for it."""
    first, last = candidate.first, candidate.last
    if published is None:
        return first, last
    if candidate.status in PLANS:
        return (first, last) if first else (published, published + SOON)
    unread = "date_inferred" in candidate.flags and first == last == published
    return (published - LATE if unread else first), last


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that may tell what it is about: no small words, no dates, plurals as singulars."""
    found = (part for token in tokens_of(text) for part in token.text.split("-"))
    return frozenset(_singular(word) for word in found if len(word) > 1 and word[0].isalnum() and not _empty(word))


def _empty(word: str) -> bool:
    return word in _small_words() or bool(_YEAR.fullmatch(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@cache
def _small_words() -> frozenset[str]:
    listed = yaml.safe_load((_DATA / "small_words.yaml").read_text("utf-8"))["english"]
    days = [name.lower() for name in (*calendar.month_name, *calendar.day_name) if name]
    return frozenset([*listed, *days])
