"""A candidate: an event that the coder read in an article, with the sentence it was read in. A person decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Evidence:
    """The slice of the article that a candidate rests on: `quote` is `text[start:end]`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Candidate:
    """One event as read. `first`, `last`: bounds of its date, None where it could not be resolved; `direction`: thaw,
    freeze or neutral; `initiator`, `target`: codes of the sides, or both; `role`: main or background; `confidence`: 0-1;
    `tone`: VADER's compound of the quote; `why`: the words that made it so, for `--explain`; `rule`: the frame that was met.
    `told`: how its sentence tells it: dated (with a day of its own), undated (news of the day), retold ("the suspension", a
    noun that points back).
    """

    id: str
    article: str
    first: date | None
    last: date | None
    precision: str
    type: str
    direction: str
    status: str
    domain: str
    channels: tuple[str, ...]
    initiator: str
    target: str
    role: str
    confidence: float
    flags: tuple[str, ...]
    tone: float
    title: str
    evidence: Evidence
    why: tuple[str, ...] = ()
    rule: str = ""
    told: str = "dated"

    def as_json(self) -> dict[str, Any]:
        """The fields in their published order and names; dates as YYYY-MM-DD or null."""
        return {
            "id": self.id,
            "article": self.article,
            "date": self.first.isoformat() if self.first else None,
            "date_end": self.last.isoformat() if self.last else None,
            "precision": self.precision,
            "type": self.type,
            "direction": self.direction,
            "status": self.status,
            "domain": self.domain,
            "channels": list(self.channels),
            "initiator": self.initiator,
            "target": self.target,
            "role": self.role,
            "confidence": round(self.confidence, 2),
            "flags": list(self.flags),
            "tone": self.tone,
            "title": self.title,
            "evidence": {"start": self.evidence.start, "end": self.evidence.end, "quote": self.evidence.quote},
        }
