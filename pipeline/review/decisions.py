"""A person decides: accept, edit, reject, merge, put off, take back. Events, queue and log change together or not at all.

Everything happens under the lock of the events, on files that are read again under it: two reviewers never decide one
proposal twice, and none overwrites the other's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import EVENT_COLUMNS
from pipeline.review.candidate_rows import direction_of
from pipeline.review.changes import carried_out, taken_back
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
from pipeline.review.proposals import Proposal
from pipeline.review.queue import QUEUE_COLUMNS, cells_of, proposal_of, queue_bytes, read_queue, wrong_cells
from pipeline.sources.chronology import Chronology, read_chronology
from pipeline.sources.unreviewed import candidates_file
from pipeline.store import locked, write_together

__all__ = ["ACTIONS", "Decision", "decide", "load_decisions", "read_decisions", "standing", "undo"]


@dataclass(frozen=True)
class Desk:
    """What lies before a reviewer: the events, the undecided and the log, as they stand under the lock."""

    chronology: Chronology
    queue: tuple[Proposal, ...]
    log: bytes
    decisions: tuple[Decision, ...]


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
        written = carried_out(config, desk.chronology, found, action, row, into, moment.date().isoformat())
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
            direction=direction_of(config.event_types[found.row["type"]].weight),
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
        content = taken_back(config, desk.chronology, last)
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
        {**files, candidates_file(config): queue_bytes(queue), decisions_path(config): desk.log + line_of(decision)},
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


def _waiting_again(config: Config, desk: Desk, last: Decision) -> Proposal:
    """The proposal as it waited before a decision; one that was only put off keeps what it gained since."""
    wrong = wrong_cells(last.queued, (), config) if last.queued.keys() == set(QUEUE_COLUMNS) else [("queued", "not a row of it")]
    if wrong:
        problems = [Problem(str(decisions_path(config)), last.n, key, message) for key, message in wrong]
        raise DataError(problems, config.limits.problems_shown)
    before = proposal_of(last.queued)
    now = next((proposal for proposal in desk.queue if proposal.id == last.proposal), None)
    return replace(now, after=before.after) if now and last.action == "later" else before
