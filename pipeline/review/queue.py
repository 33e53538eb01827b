"""The undecided: a CSV file beside the events, a row a proposal, written the same whoever writes it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import CANDIDATE_COLUMNS, EVENT_COLUMNS, PROPOSALS, UNREVIEWED
from pipeline.review.proposals import Proposal
from pipeline.review.tellings import Telling
from pipeline.sources.cells import read_date
from pipeline.sources.csv_rows import read_rows
from pipeline.sources.unreviewed import candidates_file
from pipeline.store import finish

QUEUE_COLUMNS = (*EVENT_COLUMNS, *CANDIDATE_COLUMNS)
_TELLING = {"article": str, "start": int, "end": int, "quote": str, "source": str, "url": str, "published": str,
            "fingerprint": str, "place": int}  # fmt: skip


def load_queue(config: Config) -> tuple[Proposal, ...]:
    """The undecided in the order in which they are to be decided; none where there is no file. Raises DataError.

    Unfinished writing of a killed run is finished first; not for who holds the lock of the events (`read_queue` is).
    """
    finish(Path(config.data.events).parent)
    return read_queue(config)


def read_queue(config: Config) -> tuple[Proposal, ...]:
    """The same of the file as it stands."""
    path = candidates_file(config)
    if not path.exists():
        return ()
    rows = read_rows(path, QUEUE_COLUMNS, QUEUE_COLUMNS, config.limits.csv_mb)
    problems: list[Problem] = []
    found: dict[str, Proposal] = {}
    for row in rows:
        wrong = wrong_cells(row, found, config)
        problems += [Problem(str(path), row["line"], key, message) for key, message in wrong]
        if not wrong:
            found[row["id"]] = proposal_of(row)
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    return in_turn(found.values())


def in_turn(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The news first, then what it told of earlier days, each by day; those put off come last, in their order."""
    return tuple(sorted(proposals, key=_turn))


def _turn(proposal: Proposal) -> tuple:
    return proposal.after, proposal.row["role"] == "background", proposal.row["date"] or "9", proposal.id


def queue_bytes(proposals: Iterable[Proposal]) -> bytes:
    """The file that holds proposals, in the order of date and id."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(QUEUE_COLUMNS)
    for proposal in sorted(proposals, key=lambda proposal: (proposal.row["date"], proposal.id)):
        cells = cells_of(proposal)
        writer.writerow([cells[column] for column in QUEUE_COLUMNS])
    return text.getvalue().encode("utf-8")


def cells_of(proposal: Proposal) -> dict[str, str]:
    """The row of a proposal in the queue, as text by column."""
    return {
        **{column: proposal.row.get(column, "") for column in EVENT_COLUMNS},
        "id": proposal.id,
        "proposal": proposal.kind,
        "into": proposal.into,
        "because": proposal.because,
        "rule": proposal.rule,
        "why": json.dumps(proposal.why, ensure_ascii=False),
        "tellings": json.dumps([asdict(telling) for telling in proposal.tellings], ensure_ascii=False),
        "after": str(proposal.after or ""),
    }


def proposal_of(cells: Mapping[str, Any]) -> Proposal:
    """A proposal from a row of the queue that is known to be right."""
    return Proposal(
        id=cells["id"],
        row={column: cells[column] for column in EVENT_COLUMNS},
        tellings=tuple(Telling(**telling) for telling in json.loads(cells["tellings"])),
        kind=cells["proposal"],
        into=cells["into"],
        because=cells["because"],
        rule=cells["rule"],
        why=tuple(json.loads(cells["why"])),
        after=int(cells["after"] or 0),
    )


def wrong_cells(row: Mapping[str, Any], earlier: Collection[str], config: Config) -> list[tuple[str, str]]:
    """What is wrong with a row of the queue, by column; what an event needs is asked when it becomes one."""
    found = []
    if not row["id"] or row["id"] in earlier:
        found.append(("id", f"found {shown(row['id'])} a second time" if row["id"] else "empty, required"))
    if row["proposal"] not in PROPOSALS:
        found.append(("proposal", f"found {shown(row['proposal'])}, {expected(row['proposal'], PROPOSALS)}"))
    elif bool(row["into"]) != (row["proposal"] != "new"):
        found.append(("into", f"found {shown(row['into'])}, expected an event where the proposal is source or outcome"))
    if UNREVIEWED not in [flag.strip() for flag in row["flags"].split(";")]:
        found.append(("flags", f"found {shown(row['flags'])}, every undecided row carries {UNREVIEWED}"))
    if row["type"] not in config.event_types:
        found.append(("type", f"found {shown(row['type'])}, {expected(row['type'], config.event_types)}"))
    for column in ("date", "date_end"):
        day = read_date(row[column])
        if isinstance(day, str):
            found.append((column, day))
    if row["after"] and not (row["after"].isascii() and row["after"].isdigit()):
        found.append(("after", f"found {shown(row['after'])}, expected a whole number"))
    if not _strings(row["why"]):
        found.append(("why", f"found {shown(row['why'])}, expected a JSON list of texts"))
    if not _tellings(row["tellings"]):
        found.append(("tellings", f"found {shown(row['tellings'])}, expected a JSON list of tellings"))
    return found


def _strings(text: str) -> bool:
    found = _json(text)
    return isinstance(found, list) and all(isinstance(item, str) for item in found)


def _tellings(text: str) -> bool:
    """Whether a cell holds at least one telling, each with its fields and no other."""
    found = _json(text)
    return (
        isinstance(found, list)
        and bool(found)
        and all(
            isinstance(item, dict) and item.keys() == _TELLING.keys() and all(type(item[key]) is _TELLING[key] for key in item)
            for item in found
        )
    )


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
