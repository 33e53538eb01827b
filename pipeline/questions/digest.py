"""The changes since a day as a letter: text that can be pasted into a mail, or JSON for a program."""

from __future__ import annotations

import json
from dataclasses import asdict

from pipeline.provenance import Provenance
from pipeline.questions.compare import channel_text, measure_text
from pipeline.questions.since import Changes, NewEvent, move_sentence
from pipeline.sources.cells import safe_link
from pipeline.words import day_text, unreviewed_candidates

NEWEST = 20
"""Events that a letter lists; it says how many more there are."""


def digest_text(found: Changes, provenance: Provenance) -> str:
    """Plain text, one change a line, ending with where the figures come from."""
    included = [f"Includes {unreviewed_candidates(found.unreviewed)}"] if found.unreviewed else []
    parts = [
        [provenance.title, f"Data through {day_text(found.end)}, compared with {day_text(found.start)}", *included],
        [f"{move_sentence(move)}." for move in (found.headline, *found.tracks)],
        _section("Channels", [channel_text(change) for change in found.channels], "No channel changed its state."),
        _section("Measures", [measure_text(change) for change in found.measures], "No measure began, ended or was eased."),
        _events(found),
        [
            f"Source: {provenance.source}. Data through {day_text(found.end)}. Method {provenance.method_version}, "
            f"config {provenance.config_hash}. {provenance.licence}."
        ],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def digest_json(found: Changes, provenance: Provenance) -> str:
    """Every change with its fields, and the provenance; dates as YYYY-MM-DD."""
    values = asdict(found)
    values["events"] = [{**asdict(event), "sources": [source._asdict() for source in event.sources]} for event in found.events]
    return json.dumps({"provenance": provenance.fields(), **values}, indent=2, ensure_ascii=False, default=str) + "\n"


def digest_title(found: Changes) -> str:
    """What the letter is about."""
    return f"{found.pair} tension: what changed since {day_text(found.start)}"


def _section(name: str, lines: list[str], empty: str) -> list[str]:
    return [name, *(f"- {line}" for line in lines)] if lines else [name, empty]


def _events(found: Changes) -> list[str]:
    lines = [_event(event) for event in found.events[:NEWEST]]
    if len(found.events) > NEWEST:
        lines.append(f"and {len(found.events) - NEWEST} more")
    return _section(f"New events ({len(found.events)})" if lines else "New events", lines, "No event was reported.")


def _event(event: NewEvent) -> str:
    """Date, title, kind and the first source that can be linked."""
    marks = [event.status] if event.status != "happened" else []
    marks += ["unreviewed"] if event.unreviewed else []
    kind = ", ".join([event.direction, event.type, *marks])
    linked = next((source for source in event.sources if source.url and safe_link(source.url)), None)
    source = linked or (event.sources[0] if event.sources else None)
    cited = f"\n  {source.name}" + (f", {linked.url}" if linked else "") if source else ""
    return f"{event.when}: {event.title} ({kind}){cited}"
