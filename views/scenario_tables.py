"""A scenario's figures as HTML; every text is escaped."""

from __future__ import annotations

from html import escape

from pipeline.questions.causes import Cause
from pipeline.questions.compare import Move
from pipeline.questions.scenario import Scenario
from pipeline.questions.scenario_text import change_word, turn_text
from pipeline.words import day_text


def days(found: Scenario) -> str:
    """The days of the answer: each series on both paths; on one, where nothing is assumed."""
    heads = ["Series", "If nothing happens", *(["With the events", "Difference"] if found.what_ifs else [])]
    rows = []
    for day, series in found.after:
        ahead = (day - found.through).days
        rows.append(
            f'<tr role="row" class="tl-group"><th role="rowheader" scope="rowgroup" colspan="{len(heads)}">'
            f"{day_text(day)}, {ahead} day{'s' if ahead != 1 else ''} beyond the data</th></tr>"
        )
        rows += [_move(move, heads) for move in series]
    listed = "".join(f'<th role="columnheader" scope="col">{head}</th>' for head in heads)
    return (
        f'<table role="table" class="tl-table tl-added"><thead role="rowgroup"><tr role="row">{listed}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _move(move: Move, heads: list[str]) -> str:
    cells = [f"{move.before:.1f} {escape(move.was)}", f"{move.now:.1f} {escape(move.word)}", change_word(move)]
    shown = "".join(
        f'<td role="cell" data-label="{head}">{cell}</td>' for head, cell in zip(heads[1:], cells[: len(heads) - 1], strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{escape(move.name)}</th>{shown}</tr>'


def turns(found: Scenario) -> str:
    """When each series first has another word than on the last day of the data."""
    return f"<ul>{''.join(f'<li>{escape(turn_text(turn, bool(found.what_ifs)))}.</li>' for turn in found.turns)}</ul>"


def causes(found: Scenario) -> str:
    """What each event moves on the last day, and the sum."""
    total = sum(cause.points for cause in found.causes)
    heads = '<th role="columnheader" scope="col">Event</th><th role="columnheader" scope="col">Points of headline</th>'
    rows = "".join(_row(_told(cause), cause.points) for cause in found.causes) + _row("<b>Together</b>", total)
    return (
        f'<table role="table" class="tl-table tl-causes"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _told(cause: Cause) -> str:
    return f"{f'<b>{cause.when}</b> ' if cause.day else ''}{escape(cause.label)}"


def _row(label: str, points: float) -> str:
    sign = "" if abs(points) < 0.005 else "+" if points > 0 else "−"
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{label}</th>'
        f'<td role="cell" data-label="Points of headline">{sign}{abs(points):.2f}</td></tr>'
    )
