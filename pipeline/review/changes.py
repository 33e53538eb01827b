"""What a decision does to the events: a row more, a source more, or nothing; and how that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected
from pipeline.questions.addition import addition
from pipeline.records import EVENT_COLUMNS, UNREVIEWED
from pipeline.review.decision_log import Decision
from pipeline.review.proposals import Proposal
from pipeline.review.tellings import distinct, is_among, source_line
from pipeline.sources.cells import read_sources
from pipeline.sources.chronology import (
    Chronology,
    clean_row,
    new_id,
    row_text,
    with_row_replaced,
    with_rows,
    with_text_replaced,
    without_row,
)
from pipeline.sources.events import events_from_rows


@dataclass(frozen=True)
class Written:
    """What a decision does to the events; the fields are those of Decision."""

    content: bytes
    action: str
    into: str = ""
    event: str = ""
    changed: Mapping[str, list[str]] = field(default_factory=dict)
    before: Mapping[str, str] | None = None
    after: Mapping[str, str] | None = None
    text: tuple[str, str] = ("", "")


def carried_out(
    config: Config,
    chronology: Chronology,
    found: Proposal,
    action: str,
    row: Mapping[str, str] | None,
    into: str | None,
    today: str,
) -> Written:
    """What the events become by a decision."""
    if action in ("reject", "later"):
        return Written(chronology.content, action, found.into)
    target = into or found.into
    cells = {"replaces": target, **(row or {})} if found.kind == "outcome" and into else dict(row or {})
    proposed, accepted = as_event(found, found.row, today), as_event(found, {**found.row, **cells}, today)
    changed = {
        column: [proposed[column], accepted[column]]
        for column in EVENT_COLUMNS
        if column != "id" and accepted[column] != proposed[column]
    }
    if action == "merge" or (action == "accept" and found.kind == "source" and not changed):
        return _merged(config, chronology, found, action, target, today)
    own = bool(changed) or (action == "edit" and found.kind == "source")
    return _added(config, chronology, found, "edit" if own else "accept", accepted, changed, target)


def as_event(found: Proposal, row: Mapping[str, str], today: str) -> dict[str, str]:
    """A row as an event: reviewed, and its sources seen today."""
    seen = {source_line(telling): source_line(telling, today) for telling in found.tellings}
    settled = clean_row(row)
    settled["sources"] = "\n".join(seen.get(line.strip(), line) for line in settled["sources"].splitlines())
    settled["flags"] = ";".join(flag for flag in map(str.strip, settled["flags"].split(";")) if flag and flag != UNREVIEWED)
    return settled


def _added(
    config: Config,
    chronology: Chronology,
    found: Proposal,
    action: str,
    row: dict[str, str],
    changed: Mapping[str, list[str]],
    target: str,
) -> Written:
    """The events with a proposal as a row of its own, once it has passed the checks of any new event."""
    if row["id"] in ("", found.id):
        row["id"] = new_id(row["date"], row["title"], {other["id"] for other in chronology.rows})
    addition(config, chronology.rows, [row])
    content = with_rows(chronology, [row])
    text = row_text(replace(chronology, content=content), row["id"])
    more = len(content) - len(chronology.content) - len(text.encode("utf-8"))  # the last line before it had no end
    text = ("\r\n" if text.endswith("\r\n") else "\n") + text if more else text
    into = target if found.kind == "outcome" else ""
    return Written(content, action, into, row["id"], changed, None, row, ("", text))


def _merged(config: Config, chronology: Chronology, found: Proposal, action: str, target: str, today: str) -> Written:
    """The events with the missing sources of a proposal added to an event; every other cell stays."""
    if not target:
        raise DataError(f"{found.id}: merge needs the event to merge into")
    by_id = {row["id"]: row for row in chronology.rows}
    if target not in by_id:
        hint = expected(target, by_id, most=0).split("allowed:")[0].strip() or "an id of this file is needed"
        raise DataError([Problem(str(chronology.path), 0, "into", f"no event has the id {target!r}; {hint}")])
    before = clean_row(by_id[target])
    sources, _ = read_sources(before["sources"])
    lines = [source_line(telling, today) for telling in distinct(found.tellings) if not is_among(telling, sources)]
    end = "\r\n" if "\r\n" in before["sources"] else "\n"
    after = {**before, "sources": end.join(filter(None, [before["sources"], *lines]))}
    if after == before:
        text = row_text(chronology, target)
        return Written(chronology.content, action, target, target, {}, before, after, (text, text))
    events_from_rows([{**row, **(after if row["id"] == target else {})} for row in chronology.rows], config, str(chronology.path))
    content = with_row_replaced(chronology, target, after)
    texts = row_text(chronology, target), row_text(replace(chronology, content=content), target)
    return Written(content, action, target, target, {}, before, after, texts)


def taken_back(config: Config, chronology: Chronology, last: Decision) -> bytes:
    """The events as they were before a decision, other rows as they are now."""
    if last.after is None:
        return chronology.content
    standing_row = next((row for row in chronology.rows if row["id"] == last.event), None)
    if standing_row is None or clean_row(standing_row) != dict(last.after):
        what = "is gone" if standing_row is None else "was changed since"
        raise DataError([Problem(str(chronology.path), 0, last.event, f"{what} by other means; it cannot be taken back")])
    if last.before is not None:
        return with_text_replaced(chronology, last.event, last.text[0])
    rest = [row for row in chronology.rows if row["id"] != last.event]
    events_from_rows(rest, config, str(chronology.path))  # nothing may point to the row that goes
    content = without_row(chronology, last.event)
    own = row_text(chronology, last.event)
    lead = last.text[1].removesuffix(own)  # a line end that the row needed before it
    at_end = chronology.content.endswith(own.encode("utf-8"))
    return content.removesuffix(lead.encode("utf-8")) if lead and lead != last.text[1] and at_end else content
