"""The tables of the page "State of play" as HTML: channel board, measures in force, what changed of them.

Every text from config or data is escaped; links lead to pages of this dashboard only. Colours and patterns come from
assets/state.css; a word always stands beside them. On a phone each row becomes a card, whence the label of each cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from pipeline.questions.board import ChannelLine, Mention
from pipeline.questions.measures_on import Change, InForce, Total
from pipeline.words import day_text

Address = Callable[[str], str]
"""The address of an event on the Events page."""
NONE = "–"
BLANK = ' class="tl-blank"'
"""Cells without anything to say are left out on a phone."""


def board(lines: tuple[ChannelLine, ...], tracks: dict[str, str], address: Address) -> str:
    """Every channel that exists, grouped by track."""
    heads = ("Channel", "State", "Since", "Last contact", "Overdue", "Next planned contact", "State set by")
    groups = []
    for slug, label in tracks.items():
        rows = "".join(_channel(line, heads, address) for line in lines if line.track == slug)
        if rows:
            groups.append(
                f'<tbody role="rowgroup"><tr role="row" class="tl-group"><th role="rowheader" scope="rowgroup" '
                f'colspan="{len(heads)}">{escape(label)}</th></tr>{rows}</tbody>'
            )
    return _table("tl-board", heads, "".join(groups), "Channels that exist on the day; overdue: days beyond the usual gap")


def _channel(line: ChannelLine, heads: tuple[str, ...], address: Address) -> str:
    look = "overdue" if line.state == "open" and line.overdue else line.state
    state = f'<span class="tl-state"><span class="tl-swatch tl-{look}" aria-hidden="true"></span>{line.state}</span>'
    gap = f"<small>usual gap {line.cadence_days:g} days</small>"
    overdue = f"<b>{days_text(line.overdue)}</b>{gap}" if line.overdue else f"no{gap}" if line.last_contact else NONE
    planned = NONE
    if line.planned:
        planned = f"{escape(line.planned.when)}, {line.planned.status}{_small(line.planned, address)}"
    cause = f"{escape(line.cause.when)}{_small(line.cause, address)}" if line.cause else NONE
    cells = (
        state,
        day_text(line.since) if line.since else NONE,
        day_text(line.last_contact) if line.last_contact else "none on record" if line.state != "unknown" else NONE,
        overdue,
        planned,
        cause,
    )
    return _row(escape(line.name), cells, heads)


def segment(channel: str, words: str, title: str, event: str, address: Address) -> str:
    """A chosen bar of the lanes in words, with the event that began it."""
    began = f' <a href="{escape(address(event), quote=True)}" target="_self">{escape(title)}</a>' if event else ""
    return f'<p class="tl-segment tl-links"><b>{escape(channel)}</b>: {escape(words)}.{began}</p>'


def total(found: Total) -> str:
    """A track's measures together."""
    many = f"{found.count} measure{'s' if found.count != 1 else ''} in force"
    return (
        f'<h3 class="tl-total">{escape(found.label)}<small>{many}, size M {found.burden:.1f}; '
        f"adds {found.points:.1f} points to the track's tension</small></h3>"
    )


def measures(items: Iterable[InForce], address: Address) -> str:
    """Measures in force, the largest first as they come."""
    heads = ("Measure", "Since", "Age", "Size", "Left after relief")
    rows = "".join(_measure(item, heads, address) for item in items)
    return _table("tl-measures", heads, f'<tbody role="rowgroup">{rows}</tbody>', "Size in points on the day")


def _measure(item: InForce, heads: tuple[str, ...], address: Address) -> str:
    left = f"{item.left:.0%}" + "".join(_small(relief, address, f"{relief.when}: ") for relief in item.reliefs)
    cells = (day_text(item.start), age_text(item.age), f"{item.size:.1f}" if item.size >= 0.05 else "under 0.1", left)
    return _row(_link(item.measure, address), cells, heads)


def changes(items: Iterable[Change], tracks: dict[str, str], address: Address) -> str:
    """What ended, was eased or came back, the newest first as they come."""
    heads = ("Day", "What", "Track", "Measure", "By")
    rows = []
    for item in items:
        what = item.what if item.what == "ended" else f"{item.what} to {item.left:.0%}"
        term = "a relief ran out" if item.what == "back" else "its own term"
        by = "".join(_small(cause, address) for cause in item.causes) or term
        rows.append(_row(day_text(item.day), (what, escape(tracks[item.track]), _link(item.measure, address), by), heads))
    return _table("tl-changes-table", heads, f'<tbody role="rowgroup">{"".join(rows)}</tbody>', "Measures that changed")


def days_text(days: int) -> str:
    return f"{days:,} day{'s' if days != 1 else ''}"


def age_text(days: int) -> str:
    """An age as precisely as a briefer needs it."""
    if days < 60:
        return days_text(days)
    return f"{days / 30.4375:.0f} months" if days < 730 else f"{days / 365.25:.1f} years"


def _table(name: str, heads: tuple[str, ...], body: str, caption: str) -> str:
    """Roles are said, because cells that a phone stacks lose them otherwise."""
    head = "".join(f'<th role="columnheader" scope="col">{text}</th>' for text in heads)
    return (
        f'<table role="table" class="tl-table {name}"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>{body}</table>'
    )


def _row(first: str, cells: tuple[str, ...], heads: tuple[str, ...]) -> str:
    rest = "".join(
        f'<td role="cell"{BLANK if cell == NONE else ""} data-label="{label}">{cell}</td>'
        for label, cell in zip(heads[1:], cells, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{first}</th>{rest}</tr>'


def _link(event: Mention, address: Address) -> str:
    return f'<a href="{escape(address(event.event), quote=True)}" target="_self">{escape(event.title)}</a>'


def _small(event: Mention, address: Address, before: str = "") -> str:
    return f"<small>{escape(before)}{_link(event, address)}</small>"
