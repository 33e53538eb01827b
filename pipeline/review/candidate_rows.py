"""A candidate as a row of the events, and back again as an act that others are compared with."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.coding.candidates import Candidate, Evidence
from pipeline.config.schema import Config
from pipeline.errors import showable
from pipeline.records import EVENT_COLUMNS, UNREVIEWED
from pipeline.review.matching import Act, act_of_candidate

_LONGEST_QUOTE = 10_000


def row_of(read: Sequence[Candidate], name: str, published: str, replaces: str) -> dict[str, str]:
    """The row of one act from its candidates, the clearest first: text by column, sources left empty.

    `published`: the day of the first article, or empty; it stands in for a day that nobody read, flagged as inferred.
    """
    best = read[0]
    dated = next((candidate for candidate in read if candidate.first), best)
    days = _days(dated, published)
    inferred = () if dated.first or not days["date"] else ("date_inferred",)
    return {
        **dict.fromkeys(EVENT_COLUMNS, ""),
        "id": name,
        **days,
        "title": best.title,
        "type": best.type,
        "status": best.status,
        "severity": "3",
        "domain": best.domain,
        "channels": ";".join(dict.fromkeys(slug for candidate in read for slug in candidate.channels)),
        "initiator": best.initiator,
        "target": best.target,
        "replaces": replaces,
        "quote": " ".join(showable(best.evidence.quote).split())[:_LONGEST_QUOTE],
        "confidence": f"{best.confidence:g}",
        "role": "main" if any(candidate.role == "main" for candidate in read) else "background",
        "flags": ";".join(sorted({*best.flags, *dated.flags, *inferred, UNREVIEWED})),
    }


def _days(candidate: Candidate, published: str) -> dict[str, str]:
    """The cells of the date: the candidate's own, else the day, month or year in which the first article appeared."""
    first, last, precision = candidate.first, candidate.last, candidate.precision or "day"
    if first is None and published:
        first = last = date.fromisoformat(published)
        if precision == "month":
            first, last = first.replace(day=1), first.replace(day=calendar.monthrange(first.year, first.month)[1])
        elif precision == "year":
            first, last = date(first.year, 1, 1), date(first.year, 12, 31)
        else:
            precision = "day"
    if first is None:
        return {"date": "", "date_end": "", "precision": ""}
    return {"date": first.isoformat(), "date_end": (last or first).isoformat(), "precision": precision}


def act_of_row(config: Config, row: Mapping[str, str]) -> Act:
    """The act of a waiting proposal, read as a candidate's is."""
    first = day_of(row["date"])
    candidate = Candidate(
        id=row["id"],
        article="",
        first=first,
        last=day_of(row["date_end"]) or first,
        precision=row["precision"],
        type=row["type"],
        direction=direction_of(config.event_types[row["type"]].weight),
        status=row["status"],
        domain=row["domain"],
        channels=tuple(filter(None, row["channels"].split(";"))),
        initiator=row["initiator"],
        target=row["target"],
        role=row["role"],
        confidence=float(row["confidence"] or 0),
        flags=tuple(row["flags"].split(";")),
        tone=0.0,
        title=row["title"],
        evidence=Evidence(0, len(row["quote"]), row["quote"]),
    )
    return act_of_candidate(candidate, day_of(row["reported"]))


def day_of(text: str) -> date | None:
    """The day of a cell that may be empty."""
    return date.fromisoformat(text) if text else None


def direction_of(weight: float) -> str:
    """Which way a type of this weight moves the number."""
    return "thaw" if weight > 0 else "freeze" if weight < 0 else "neutral"
