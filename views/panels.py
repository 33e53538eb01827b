"""Small pieces of the page as HTML: headline, nine cells, numbered list, newest events.

Every text that comes from config or data is escaped, and links are http(s) only. Colours come from assets/page.css;
a sign or a word always stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from html import escape

import pandas as pd

from pipeline.charts.cells import QUESTIONS, CellsSpec, Heat
from pipeline.charts.spec import ChartSpec, Entry
from pipeline.index import IndexResult
from pipeline.index.tension import label_of
from pipeline.index.uncertainty import SERIES, Uncertainty
from pipeline.records import COMPONENTS
from pipeline.sources.events import safe_link
from pipeline.words import (
    KEPT_PENDING,
    change_over,
    change_text,
    day_text,
    direction_sign,
    event_date_text,
    in_word_since,
    kept_beside,
    kept_help,
    moved_text,
    unreviewed_candidates,
    why_today,
)

SIDE = {1: "thaw", -1: "freeze", 0: "neutral"}


def note(text: str) -> str:
    """A line of small print."""
    return f'<p class="tl-note">{escape(text)}</p>'


def kept_note(result: IndexResult, sure: Uncertainty | None) -> str:
    """A question mark that opens what "sign kept" means; nothing where the config asks for no draws."""
    draws = result.config.uncertainty.draws
    if not draws:
        return ""
    bias = float(sure.bias().iat[-1]) if sure else None
    return (
        '<details class="tl-help"><summary aria-label="What “sign kept” means" title="What “sign kept” means">?</summary>'
        f"<p>{escape(kept_help(draws, bias))}</p></details>"
    )


def _kept(sure: Uncertainty | None, days: int, series: str = SERIES) -> float | None:
    """The share of draws that keep the sign of the change over the last days."""
    if sure is None:
        return None
    through = sure.result.through
    return float(sure.survival(through - timedelta(days), through, series))


def headline(result: IndexResult, sure: Uncertainty | None = None, coming: bool = False) -> str:
    """The number, its word, since when, how it changed, and how sure the change is; `coming` keeps the room for that."""
    value = float(result.tension.iat[-1])
    word = label_of(result.config.index.labels, value)
    since = day_text(in_word_since(result, len(result.daily) - 1))
    changes = []
    for days, name in ((30, "in 30 days"), (365, "in a year")):
        change = change_over(result, days)
        if change is not None:
            beside = KEPT_PENDING if coming else kept_beside(change, _kept(sure, days))
            small = f"<small>{beside}</small>" if beside else ""
            changes.append(f'<span class="tl-change">{change_text(change)} {name}{small}</span>')
    if changes:
        changes.append(kept_note(result, sure))
    return (
        '<div class="tl-headline">'
        f'<div class="tl-number">{value:.0f}</div>'
        f'<div><div class="tl-word">{escape(word)}</div>'
        f'<div class="tl-since">since {since}</div>'
        f'<div class="tl-changes{" tl-sure" if result.config.uncertainty.draws else ""}">{"".join(changes)}</div></div></div>'
        f'<p class="tl-why">{escape(why_today(result))}</p>'
        f'<p class="tl-note">Tension from 0 (warm) to 100 (frozen) on {day_text(result.through)}. '
        f"50 is not neutral: it is no news, no known channel, no measure.</p>{unreviewed(result)}"
    )


def unreviewed(result: IndexResult) -> str:
    """That candidates count which nobody has reviewed, and how; nothing where none do."""
    if not result.unreviewed:
        return ""
    many = escape(unreviewed_candidates(result.unreviewed))
    return (
        f'<p class="tl-note tl-unreviewed-note"><b>Includes {many}</b>, read by the coder and not yet reviewed by a person: each '
        "counts with its confidence, and none opens or closes a channel.</p>"
    )


def nine_cells(spec: CellsSpec, result: IndexResult, sure: Uncertainty | None = None) -> str:
    """Tracks by components on the last day, in points added to or taken from each track's tension."""
    changes = {slug: change_over(result, 30, slug) for slug in result.config.tracks}
    tips = {
        slug: moved_text(change, _kept(sure, 30, slug), "in 30 days") for slug, change in changes.items() if change is not None
    }
    caption = "Where the tension sits: each track is 50 plus its three cells, in points (+ colder, − warmer)"
    return cells_table(spec, caption, tips)


def cells_table(spec: CellsSpec, caption: str, tips: Mapping[str, str] | None = None) -> str:
    """The nine cells of a day; `tips` say more of a track."""
    head = "".join(f'<th scope="col">{name.title()}<small>{QUESTIONS[name]}</small></th>' for name in COMPONENTS)
    rows = []
    for row in spec.rows:
        tip = escape((tips or {}).get(row.slug, ""), quote=True)
        rows.append(
            f'<tr><th scope="row">{escape(row.label)}</th>'
            f'<td class="tl-track" title="{tip}"><b>{row.tension:.0f}</b> {escape(row.word)}</td>'
            f"{''.join(map(_cell, row.cells))}</tr>"
        )
    return (
        f'<table class="tl-cells"><caption>{escape(caption)}</caption>'
        f'<thead><tr><td></td><th scope="col">Tension</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(cell: Heat) -> str:
    ground = f'style="--strength:{cell.strength:.2f}"'
    return f'<td class="tl-cell tl-{cell.side}" {ground}>{cell.text}<small>{cell.side}</small></td>'


def numbered_list(spec: ChartSpec, address: Callable[[str], str]) -> str:
    """The events behind the badges, each a link to its page; `address` gives an event's link."""
    items = "".join(
        f'<li><span class="{_badge(SIDE[entry.direction], entry.unreviewed, entry.what_if)}">{entry.number}</span><div>'
        f'<b>{entry.when}</b> <span class="tl-points">{_points(entry)}</span><br>'
        f"{escape(entry.title) if entry.what_if else event_link(address(entry.event), entry.title)}</div></li>"
        for entry in spec.entries
    )
    more = f'<p class="tl-note">{escape(spec.not_shown)}</p>' if spec.not_shown else ""
    empty = '<p class="tl-note">No event in this period moved the index enough to be numbered.</p>'
    return f'<ol class="tl-list">{items}</ol>{more}' if items else empty


def event_link(href: str, title: str) -> str:
    """An event's title as a link within the app."""
    return f'<a class="tl-event" href="{escape(href, quote=True)}" target="_self">{escape(title)}</a>'


def _badge(side: str, unreviewed: bool, what_if: bool = False) -> str:
    """The classes of a badge; what nobody has reviewed is a dashed ring, what has not happened a plain one."""
    return f"tl-badge tl-{side}{' tl-unreviewed' if unreviewed else ''}{' tl-hollow' if what_if else ''}"


def _points(entry: Entry) -> str:
    """How far the event moved the tension that day; colder is plus."""
    return f"{'+' if entry.points > 0 else '−'}{abs(entry.points):.1f} {SIDE[entry.direction]}"


def event_list(events: pd.DataFrame, address: Callable[[str], str]) -> str:
    """Events with their date, direction, title (a link to its page) and first linked source."""
    items = []
    for event in events.to_dict("records"):
        side = SIDE[int(event["direction"])]
        sign = direction_sign(int(event["direction"])) if event["direction"] else "0"
        weak = ' <span class="tl-points">weak source</span>' if "weak_source" in event["flags"] else ""
        weak += ' <span class="tl-points">unreviewed</span>' if event["unreviewed"] else ""
        plan = f' <span class="tl-points">{escape(event["status"])}</span>' if event["status"] != "happened" else ""
        items.append(
            f'<li><span class="{_badge(side, event["unreviewed"])}" title="{side}">{sign}</span><div>'
            f"<b>{event_date_text(pd.Series(event))}</b>"
            f"{plan}{weak}<br>{event_link(address(event['id']), event['title'])} {_source(event['sources'])}</div></li>"
        )
    return f'<ol class="tl-list">{"".join(items)}</ol>'


def _source(sources: tuple) -> str:
    """The first source that can be linked, else the first name."""
    linked = next((source for source in sources if source.url and safe_link(source.url)), None)
    if linked:
        href = escape(linked.url, quote=True)
        return f'<a class="tl-source" href="{href}" target="_blank" rel="noopener noreferrer">{escape(linked.name)}</a>'
    return f'<span class="tl-source">{escape(sources[0].name)}</span>' if sources else ""
