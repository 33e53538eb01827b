"""A small pair with made-up proposals on its desk, for the tests of review."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.coding.candidates import Candidate, Evidence
from pipeline.config import load_config
from pipeline.config.schema import Config
from pipeline.records import EVENT_COLUMNS, Article
from pipeline.review.proposals import Proposal
from pipeline.review.queue import queue_bytes
from pipeline.review.tellings import Telling
from pipeline.sources.unreviewed import candidates_file
from tests.files import STORY, event, write_config, write_events

NOW = datetime(2031, 6, 1, 9, 30, tzinfo=UTC)
CONFIG = "clear: [data.actors, data.episodes]\ndata: {events: events.csv, articles: inbox}\n"
SOURCE = "Agency | https://example.org/visit | 2031-01-11 | 2031-01-12"


def full(row: dict[str, str]) -> dict[str, str]:
    """A row with all columns, so that the file has them all."""
    return dict.fromkeys(EVENT_COLUMNS, "") | row


def small_pair(folder: Path, rows: list[dict[str, str]] | None = None) -> Config:
    """A config with its own events, one of which has a source."""
    story = [row | ({"sources": SOURCE} if row["id"] == "visit" else {}) for row in STORY]
    write_events(folder, [full(row) for row in (story if rows is None else rows)])
    return load_config(write_config(folder, CONFIG))


def proposal(name: str, day: str = "2031-02-03", kind: str = "new", into: str = "", **cells: str) -> Proposal:
    """A proposal that would pass every check, told by one article of its own."""
    row = full(event(name, day, "call")) | {
        "date_end": day,
        "precision": "day",
        "reported": day,
        "severity": "3",
        "tone": "",
        "confidence": "0.8",
        "role": "main",
        "flags": "unreviewed",
        "sources": f"Agency | https://example.org/{name} | {day} |",
        "quote": f"They spoke ({name}).",
    }
    telling = Telling(f"{name}.txt", 0, 20, row["quote"], "Agency", f"https://example.org/{name}", day, f"text of {name}", 0)
    return Proposal(name, row | cells, (telling,), kind, into, "" if kind == "new" else "same day", "speak", ("spoke",))


def lay_out(config: Config, *proposals: Proposal) -> None:
    """Put proposals into the queue's file."""
    candidates_file(config).write_bytes(queue_bytes(proposals))


def files(config: Config) -> dict[str, bytes]:
    """What stands in the pair's folder, locks and folders left out."""
    folder = Path(config.data.events).parent
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".lock"}


def candidate(name: str, day: str | None, text: str, quote: str, **fields: object) -> Candidate:
    """A candidate read in a text; `quote` must stand in it."""
    start = text.index(quote)
    first = datetime.fromisoformat(day).date() if day else None
    given = {
        "id": name,
        "article": "",
        "first": first,
        "last": first,
        "precision": "day" if day else "",
        "type": "call",
        "direction": "thaw",
        "status": "happened",
        "domain": "military",
        "channels": ("defence_ministers",),
        "initiator": "both",
        "target": "both",
        "role": "main",
        "confidence": 0.8,
        "flags": (),
        "tone": 0.0,
        "title": "Both sides: call",
        "evidence": Evidence(start, start + len(quote), quote),
        "why": ("spoke",),
        "rule": "speak",
    }
    return Candidate(**(given | fields))


class Reader:
    """A coder that finds in each text what it is told to find."""

    def __init__(self, found: dict[str, list[Candidate]]):
        self.found = found

    def code(self, article: Article) -> list[Candidate]:
        return self.found.get(article.text, [])
