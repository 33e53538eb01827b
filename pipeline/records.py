"""The vocabulary of the house: what an event, a source, an office holder and an episode are.

Events travel as a pandas frame, one row an event, in the columns of `EVENT_COLUMNS` plus `line` (where the row
stood in its file). Dates are `datetime64[s]` without time zone: the local date where the thing took place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

EVENT_COLUMNS = {
    "id": "Stable name of the event, unique in the file: letters, digits, hyphens, dots and underscores",
    "date": "First day of what is known about when it happened (planned events: when it is due)",
    "date_end": "Last day of what is known; equal to date for a day",
    "precision": "day, month, year, or span (an event that lasted from date to date_end)",
    "reported": "Day it became public; the index as known on day K uses only events reported by K",
    "title": "What happened, in our own words, at most 14 words",
    "type": "Key of event_types in the config; the type alone decides thaw or freeze",
    "status": "happened, announced, planned, proposed or denied",
    "severity": "1 to 5 within its type; 3 is typical",
    "domain": "Key of domains in the config; decides the track of the event's flow",
    "channels": "Channels or groups it acts on, separated by semicolons",
    "initiator": "Side that acted (ISO code), or both",
    "target": "Side acted upon (ISO code), or both",
    "effective": "First day a measure or a relief is in force, where that is not the day the event acts",
    "until": "Last day a measure or a relief (truce) is in force, where known",
    "ends": "Measures it relieves, as id:share of what is left, separated by semicolons",
    "replaces": "Earlier events it takes the place of (plan, announcement, former step), separated by semicolons",
    "sources": "One per line: name | url | published | seen",
    "quote": "The sentence it rests on; only from texts the user supplied",
    "tone": "VADER compound from -1 to 1; empty: computed from the quote, or from the title",
    "confidence": "0 to 1: how sure the coder is of the fact and its date",
    "role": "main or background",
    "flags": "Marks separated by semicolons: " + "weak_source, date_inferred and others",
    "note": "Why it is coded so, what is uncertain",
}
CANDIDATE_COLUMNS = {
    "proposal": "What is proposed: a new event, one more source for an event, or the outcome of one",
    "into": "The event it would go into or replace",
    "because": "Why it is taken for that, in a sentence",
    "rule": "The coder's rule behind it",
    "why": "The words that made it so",
    "tellings": "Where it was read, as JSON",
    "after": "Its place among those put off for later: a number; empty: never put off",
}
"""What a file of undecided candidates has beyond `EVENT_COLUMNS`."""
PROPOSALS = ("new", "source", "outcome")
REQUIRED_COLUMNS = ("id", "date", "title", "type", "status", "domain")

PRECISIONS = ("day", "month", "year", "span")
ROLES = ("main", "background")
BOTH = "both"
FLAGS = {
    "weak_source": "rests on a source that could not be confirmed",
    "date_inferred": "the day was worked out, not read",
    "single_source_claim": "one side's or one outlet's word",
    "disputed": "the sides tell it differently",
    "third_party": "the act of a third party in which a side had its part",
    "office_mismatch": "the person named did not hold the office that day",
    "needs_review": "a second coder should look",
    "unreviewed": "read by the coder, not yet reviewed by a person",
}
UNREVIEWED = "unreviewed"
"""The flag of candidates; a row of the events has been decided on by a person and may not carry it."""

PLANS = ("planned", "proposed")
CHANNEL_STATES = ("unknown", "open", "agreed", "strained", "suspended")
COMPONENTS = ("flow", "channels", "measures")


class Source(NamedTuple):
    """Where a fact was read. `published` and `seen` are ISO dates or empty."""

    name: str
    url: str
    published: str
    seen: str


class Relief(NamedTuple):
    """What an event takes off a measure: `share` (0-1) of what is left of the measure `target`."""

    target: str
    share: float


@dataclass(frozen=True)
class Episode:
    """A named period, shaded on the chart; `end` None means it lasts."""

    slug: str
    label: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Article:
    """A text to be coded. Offsets of everything found in it count characters of `text`.

    `id`: the path as given, with `#n` for the n-th article of a file that holds several. `dated`: how the day of
    publication is known: given, found, inferred, or empty where it is not. `extracted`: whether the text is not the whole
    file as it stands, but was taken out of one: a page, a row, an item of a feed, an article of a bundle.
    """

    id: str
    text: str
    published: date | None = None
    dated: str = ""
    source: str = ""
    url: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    extracted: bool = False


class Token(NamedTuple):
    """A word, a number or a mark: lower-cased text, and where it stands in the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article: `text` is the article's slice from `start` to `end`; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int
    tokens: tuple[Token, ...]
