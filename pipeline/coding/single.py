"""Single sentences between two actors that are given: the coder's words without an article around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.coding.code_words import code_words
from pipeline.coding.dates import date_of, find_dates, tense_of
from pipeline.coding.given_sides import side_span
from pipeline.coding.tokens import tokens_of
from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, shown
from pipeline.records import Sentence

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
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError([Problem(name, number, "", f"not JSON ({error.msg})")]) from None
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
    """`{id, type, direction, status, plover, date, precision}`, or `{id, type: null}` where nothing fits."""
    tokens = tokens_of(asked.text)
    source = side_span(tokens, asked.source)
    outcomes = code_words(tokens, source, side_span(tokens, asked.target, source))
    if not outcomes:
        return {"id": asked.id, "type": None}
    best = outcomes[0]
    sentence = Sentence(0, len(asked.text), asked.text, 0, tokens)
    start, end = tokens[best.hit.first].start, tokens[best.hit.last].end
    dates = find_dates(sentence, asked.published, None)
    tense, planned = tense_of(sentence, start, end), best.status == "planned"
    first, _, precision, _ = date_of(start, end, dates, sentence, asked.published, tense, planned)
    return {
        "id": asked.id,
        "type": best.type,
        "direction": best.direction,
        "status": best.status,
        "plover": best.plover,
        "date": first.isoformat() if first else None,
        "precision": precision if first else None,
    }


def _day(entry: dict[str, Any], name: str, number: int) -> date | None:
    if not entry.get("published"):
        return None
    try:
        return date.fromisoformat(str(entry["published"])[:10])
    except ValueError:
        found = shown(entry["published"])
        raise DataError([Problem(name, number, "published", f"found {found}, expected a date such as 2023-11-15")]) from None
