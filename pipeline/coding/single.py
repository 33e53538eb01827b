"""Single sentences between two actors that are given: the coder's words without an article around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.coding.code_words import code_words
from pipeline.coding.dateline import dateline_of
from pipeline.coding.dates import date_of, find_dates, tense_of
from pipeline.coding.given_sides import side_span
from pipeline.coding.published import dateline_day
from pipeline.coding.tokens import tokens_of
from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, shown
from pipeline.records import Sentence
from pipeline.sources.press_days import day_of

NEEDED = ("id", "text")


@dataclass(frozen=True)
class Asked:
    """A sentence with the two actors that are asked for, by the words that name them in it."""

    id: Any
    text: str
    source: str
    target: str
    published: date | None


def read_sentences(text: str, name: str) -> Iterator[Asked]:
    """The sentences of JSON lines; raises DataError naming the line that cannot be read."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError([Problem(name, number, "", f"not JSON ({str(error)[:80]})")]) from None
        if not isinstance(entry, dict) or any(key not in entry for key in NEEDED):
            raise DataError([Problem(name, number, "", f"found {shown(entry)}, expected an object with id and text")])
        yield Asked(
            entry["id"],
            str(entry["text"]),
            str(entry.get("source") or ""),
            str(entry.get("target") or ""),
            _day(entry, name, number),
        )


def code_sentence(asked: Asked, config: Config) -> dict[str, Any]:
    """`{id, type, direction, status, plover, date, precision}`, or `{id, type: null}` where nothing fits.

    A dateline before the sentence is no part of it; its day, where it has a year, is the day of publication unless one is
    given.
    """
    line = dateline_of(asked.text)
    first = line.end if line else 0
    text = asked.text[first:]
    published = asked.published or dateline_day(asked.text)
    tokens = tokens_of(text, first)
    source = side_span(tokens, asked.source)
    outcomes = code_words(tokens, source, side_span(tokens, asked.target, source))
    if not outcomes:
        return {"id": asked.id, "type": None}
    best = outcomes[0]
    sentence = Sentence(first, len(asked.text), text, 0, tokens)
    start, end = tokens[best.hit.first].start, tokens[best.hit.last].end
    dates = find_dates(sentence, published, None)
    tense, planned = tense_of(sentence, start, end), best.status == "planned"
    day, _, precision, _ = date_of(start, end, dates, sentence, published, tense, planned)
    return {
        "id": asked.id,
        "type": best.type,
        "direction": best.direction,
        "status": best.status,
        "plover": best.plover,
        "date": day.isoformat() if day else None,
        "precision": precision if day else None,
    }


def _day(entry: dict[str, Any], name: str, number: int) -> date | None:
    written = entry.get("published")
    if not written:
        return None
    day = day_of(str(written))
    if not day:
        message = f"found {shown(written)}, expected a date such as 2023-11-15"
        raise DataError([Problem(name, number, "published", message)])
    return day
