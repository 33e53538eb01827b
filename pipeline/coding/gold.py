"""Gold: what a person found in a text, to measure the coder by. Two forms of one thing:

articles in files (`articles: [{file, published, events}]`) and passages in the gold itself (`passages: [{id, published, text,
events}]`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import Article
from pipeline.sources.articles import read_articles

OLDER = {
    "accusation_demand": "accusation",
    "agreement_to_resume": "agreement_to_talk",
    "appointment": "personnel",
    "removal": "personnel",
    "call_held": "call",
    "talks_held": "talks",
    "agreement": "deal",
    "incident": "military_incident",
    "exercise": "military_exercise",
    "proposal_request": "proposal",
    "statement": "statement_positive",
}
"""An older vocabulary of types, by the type that took its place."""
FAMILIES = (
    {"accusation", "protest_demand", "statement_negative", "threat"},
    {"statement_positive", "gesture_positive", "proposal"},
    {"visit", "talks", "call", "summit", "contact_neutral", "resumption", "joint_activity"},
    {"refusal", "cancellation", "postponement"},
    {"cut_off", "suspension", "closure"},
    {"contested_visit", "visit"},
    {"personnel", "election"},
)
"""Types that an older coder did not tell apart; a match within one counts for the type."""


@dataclass(frozen=True)
class GoldEvent:
    """An event as a person coded it; `first` and `last` None where the text leaves the date open."""

    id: str
    type: str
    direction: str
    status: str
    first: date | None
    last: date | None
    role: str
    evidence: str


@dataclass(frozen=True)
class GoldText:
    """A text with its events. `file` is a path, or `text` holds the words."""

    id: str
    published: date | None
    sides: tuple[str, ...]
    file: Path | None
    text: str
    events: tuple[GoldEvent, ...]


def load_gold(path: Path, config: Config) -> list[GoldText]:
    """The texts of a gold file; raises DataError naming the entry that cannot be read."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError([Problem(str(path), 0, "", f"cannot be read ({str(error).splitlines()[0]})")]) from None
    entries = (raw.get("articles") or raw.get("passages")) if isinstance(raw, dict) else raw
    if not isinstance(entries, list):
        raise DataError([Problem(str(path), 0, "articles", "expected a list of texts with their events")])
    return [_text(entry, path, config) for entry in entries]


def _text(entry: Any, path: Path, config: Config) -> GoldText:
    if not isinstance(entry, dict) or not ({"file", "text"} & set(entry)):
        raise DataError([Problem(str(path), 0, "", f"found {shown(entry)}, expected a mapping with file or text")])
    published = entry.get("published")
    if isinstance(published, dict):
        published = published.get("date")
    name = str(entry.get("id") or entry.get("file"))
    return GoldText(
        id=name,
        published=published if isinstance(published, date) else None,
        sides=tuple(entry.get("sides") or config.pair.sides),
        file=path.parent / entry["file"] if "file" in entry else None,
        text=entry.get("text", ""),
        events=tuple(_events(entry.get("events") or [], name, path, config)),
    )


def _events(events: list[Any], name: str, path: Path, config: Config) -> Iterator[GoldEvent]:
    for number, event in enumerate(events, 1):
        kind = OLDER.get(event["type"], event["type"])
        if kind not in config.event_types and kind != "election":
            message = f"found {shown(event['type'])}, {expected(event['type'], config.event_types)}"
            raise DataError([Problem(str(path), 0, f"{name} type", message)])
        if kind == "statement_positive" and event.get("direction") == "freeze":
            kind = "statement_negative"
        first, last = event.get("first") or event.get("date"), event.get("last") or event.get("date")
        if event.get("date_range"):
            first, last = event["date_range"]
        yield GoldEvent(
            id=str(event.get("id", f"{name}-{number}")),
            type=kind,
            direction=event["direction"],
            status={"refused": "happened", "ongoing": "happened"}.get(event["status"], event["status"]),
            first=first if isinstance(first, date) else None,
            last=last if isinstance(last, date) else None,
            role={"news": "main"}.get(event.get("role", "main"), event.get("role", "main")),
            evidence=str(event.get("evidence") or event.get("quote") or ""),
        )


def article_of(text: GoldText) -> Article:
    """The text as the coder gets it; raises DataError where its file is not there."""
    if text.file is None:
        return Article(text.id, text.text, text.published, "given" if text.published else "")
    (article,) = read_articles([text.file], text.published)
    return article
