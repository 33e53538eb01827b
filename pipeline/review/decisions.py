"""A person decides: accept, edit, reject, merge, put off, take back. Events, queue and log change together or not at all.

Everything happens under the lock of the events, on files that are read again under it: two reviewers never decide one
proposal twice, and none overwrites the other's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.questions.addition import addition
from pipeline.records import EVENT_COLUMNS, UNREVIEWED
from pipeline.review.decision_log import (
    ACTIONS,
    Decision,
    content_of,
    decisions_of,
    decisions_path,
    line_of,
    load_decisions,
    read_decisions,
    standing,
    told,
)
from pipeline.review.proposals import Proposal, act_of_row
from pipeline.review.queue import QUEUE_COLUMNS, cells_of, proposal_of, queue_bytes, queue_path, read_queue, wrong_cells
from pipeline.review.tellings import distinct, is_among, source_line
from pipeline.sources.cells import read_sources
from pipeline.sources.chronology import (
    Chronology,
    clean_row,
    new_id,
    read_chronology,
    row_text,
    with_row_replaced,
    with_rows,
    with_text_replaced,
    without_row,
)
from pipeline.sources.events import events_from_rows
from pipeline.store import locked, write_together

__all__ = ["ACTIONS", "Decision", "decide", "load_decisions", "read_decisions", "standing", "undo"]


@dataclass(frozen=True)
class Desk:
    """What lies before a reviewer: the events, the undecided and the log, as they stand under the lock."""

    chronology: Chronology
    queue: tuple[Proposal, ...]
    log: bytes
    decisions: tuple[Decision, ...]


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


def decide(
    config: Config,
    proposal: str,
    action: str,
    row: Mapping[str, str] | None = None,
    into: str | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Decision:
    """Decide on a proposal by its id, and write it down.

    `row`: cells to change before it is accepted, by column of the events; `into`: the event to merge into, if not the
    proposed one. Accepting a proposal of the kind source merges it; editing one, even without a change, makes it an
    event of its own. Raises DataError where the proposal has been decided already and where the event would not pass
    `addition`'s checks, ExportError where the files cannot be written; then nothing is changed.
    """
    if action not in ACTIONS or action == "undo":
        raise DataError(f"action: found {shown(action)}, {expected(action, ACTIONS[:-1])}")
    unknown = [column for column in row or {} if column not in EVENT_COLUMNS]
    if unknown:
        raise DataError(f"unknown column {unknown[0]!r}, {expected(unknown[0], EVENT_COLUMNS, most=30)}")
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    with locked(config.data.events):
        desk = _desk(config)
        found = _waiting(desk, proposal)
        written = _carried_out(config, desk, found, action, row, into, moment.date().isoformat())
        queue = [other for other in desk.queue if other.id != proposal]
        if action == "later":
            queue.append(replace(found, after=max(other.after for other in desk.queue) + 1))
        decision = Decision(
            n=len(desk.decisions) + 1,
            time=moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            action=written.action,
            proposal=proposal,
            kind=found.kind,
            into=written.into,
            event=written.event,
            rule=found.rule,
            type=found.row["type"],
            direction=act_of_row(config, found.id, found.row).direction,
            confidence=float(found.row["confidence"] or 0),
            reason=" ".join(reason.split()),
            articles=tuple(telling.span for telling in found.tellings),
            changed=written.changed,
            before=written.before,
            after=written.after,
            text=written.text,
            queued=cells_of(found),
        )
        _write(config, desk, written.content, queue, decision)
    return decision


def undo(config: Config, now: datetime | None = None) -> Decision:
    """Take back the newest decision that still stands: its row leaves the events, and the proposal waits again.

    Raises DataError where there is none, and where its row was changed since by other means.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    with locked(config.data.events):
        desk = _desk(config)
        left = standing(desk.decisions)
        if not left:
            raise DataError("nothing to take back: no decision stands")
        last = left[-1]
        content = _taken_back(config, desk.chronology, last)
        queue = [other for other in desk.queue if other.id != last.proposal]
        queue.append(_waiting_again(config, desk, last))
        decision = replace(
            last,
            n=len(desk.decisions) + 1,
            time=moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            action="undo",
            reason="",
            before=last.after,
            after=last.before,
            text=(last.text[1], last.text[0]),
            changed={},
            undoes=last.n,
        )
        _write(config, desk, content, queue, decision)
    return decision


def _desk(config: Config) -> Desk:
    path = decisions_path(config)
    log = content_of(path)
    return Desk(read_chronology(config), read_queue(config), log, decisions_of(log, path))


def _write(config: Config, desk: Desk, content: bytes, queue: Iterable[Proposal], decision: Decision) -> None:
    """The three files, or none; the events first, for theirs is the lock."""
    files: dict[Path, bytes] = {desk.chronology.path: content} if content != desk.chronology.content else {}
    write_together(
        desk.chronology.path,
        {**files, queue_path(config): queue_bytes(queue), decisions_path(config): desk.log + line_of(decision)},
    )


def _waiting(desk: Desk, name: str) -> Proposal:
    """The proposal of this id, or a word on who was quicker."""
    for proposal in desk.queue:
        if proposal.id == name:
            return proposal
    earlier = [decision for decision in standing(desk.decisions) if decision.proposal == name]
    if earlier:
        raise DataError(f"{name}: already decided by another reviewer: {told(earlier[-1])}")
    raise DataError(f"{name}: no such proposal waits, {expected(name, (proposal.id for proposal in desk.queue), most=5)}")


def _carried_out(
    config: Config, desk: Desk, found: Proposal, action: str, row: Mapping[str, str] | None, into: str | None, today: str
) -> Written:
    """What the events become by a decision."""
    if action in ("reject", "later"):
        return Written(desk.chronology.content, action, found.into)
    target = into or found.into
    cells = {"replaces": target, **(row or {})} if found.kind == "outcome" and into else dict(row or {})
    proposed, accepted = as_event(found, found.row, today), as_event(found, {**found.row, **cells}, today)
    changed = {
        column: [proposed[column], accepted[column]]
        for column in EVENT_COLUMNS
        if column != "id" and accepted[column] != proposed[column]
    }
    if action == "merge" or (action == "accept" and found.kind == "source" and not changed):
        return _merged(config, desk.chronology, found, action, target, today)
    own = bool(changed) or (action == "edit" and found.kind == "source")
    return _added(config, desk.chronology, found, "edit" if own else "accept", accepted, changed, target)


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
        raise DataError([Problem(str(chronology.path), 0, "into", f"found {shown(target)}, {expected(target, by_id, most=0)}")])
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


def _waiting_again(config: Config, desk: Desk, last: Decision) -> Proposal:
    """The proposal as it waited before a decision; one that was only put off keeps what it gained since."""
    wrong = wrong_cells(last.queued, (), config) if last.queued.keys() == set(QUEUE_COLUMNS) else [("queued", "not a row of it")]
    if wrong:
        problems = [Problem(str(decisions_path(config)), last.n, key, message) for key, message in wrong]
        raise DataError(problems, config.limits.problems_shown)
    before = proposal_of(last.queued)
    now = next((proposal for proposal in desk.queue if proposal.id == last.proposal), None)
    return replace(now, after=before.after) if now and last.action == "later" else before


def _taken_back(config: Config, chronology: Chronology, last: Decision) -> bytes:
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
