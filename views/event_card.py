"""One event as HTML: what it is, how it scores, what it moves on the last day, what it hangs on and rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from math import isnan

from pipeline.questions.event_list import SIDES
from pipeline.questions.event_story import Story
from pipeline.records import Source
from pipeline.sources.cells import safe_link
from pipeline.words import day_text, direction_sign
from views.panels import event_link


def card(story: Story, address: Callable[[str], str]) -> str:
    """The whole card; `address` gives the link of another event."""
    return (
        f'<article class="tl-story">{_head(story)}{_score(story)}{_today(story)}'
        f"{_related(story, address)}{_sources(story)}{_remarks(story)}</article>"
    )


def _head(story: Story) -> str:
    side = SIDES[story.direction]
    sign = direction_sign(story.direction) if story.direction else "0"
    facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in story.facts)
    mark, remark, note = "", "", ""
    if story.unreviewed:
        mark, remark = " tl-unreviewed", ", unreviewed"
        note = (
            '<p class="tl-note">Read by the coder, not yet reviewed by a person: it counts with its confidence, and until it is '
            "accepted it moves no channel and replaces or relieves nothing.</p>"
        )
    return (
        f'<p class="tl-when"><span class="tl-badge tl-{side}{mark}">{sign}</span> {side}, {escape(story.when)}{remark}</p>{note}'
        f'<h2>{escape(story.title)}</h2><dl class="tl-facts">{facts}</dl>'
    )


def _score(story: Story) -> str:
    """The multiplication, each factor above its name and what it was chosen by."""
    factors = '<span class="tl-times">×</span>'.join(
        f'<span class="tl-factor"><b>{number(factor.value, 6)}</b><small>{factor.name}</small>'
        f"<small>{escape(factor.reason)}</small></span>"
        for factor in story.factors
    )
    held = ""
    if story.clipped:
        held = f'<p class="tl-note">The product is {number(story.product)}; no score goes beyond ±{number(story.limit)}.</p>'
    result = f'<span class="tl-factor tl-result"><b>{number(story.score)}</b><small>score</small></span>'
    return f'<h3>Score</h3><p class="tl-product">{factors}<span class="tl-times">=</span>{result}</p>{held}'


def _today(story: Story) -> str:
    """What it contributes on the last day, and what it still holds."""
    measure = f", measure {points(story.measure)}" if story.measure_why else ""
    share = f"Contributes <b>{points(story.points)}</b> to the headline (+ is colder): flow {points(story.flow)}{measure}."
    lines = [
        "What it contributes cannot be told: the method in use has no exact parts." if isnan(story.points) else share,
        f"Left of its score: {number(story.left, 2)} of {number(story.score)}; {escape(story.left_why)}.",
    ]
    if story.measure_why:
        lines.append(f"As a measure: {escape(story.measure_why)}.")
    for held in story.held:
        lines.append(
            f"Stands behind the state of {escape(held.channel)}: {held.state} since {held.since}"
            f"{'' if isnan(held.points) else f' (this channel: {points(held.points)})'}."
        )
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return f"<h3>On {story.through}</h3><ul>{listed}</ul>"


def _related(story: Story, address: Callable[[str], str]) -> str:
    items = "".join(
        f"<li>{escape(other.relation.capitalize())} {event_link(address(other.event), other.title)} ({escape(other.when)})</li>"
        for other in story.related
    )
    return f"<h3>Related events</h3><ul>{items}</ul>" if items else ""


def _sources(story: Story) -> str:
    items = "".join(f"<li>{_source(source)}</li>" for source in story.sources)
    return f"<h3>Sources</h3><ul>{items}</ul>" if items else "<h3>Sources</h3><p>None is recorded.</p>"


def _source(source: Source) -> str:
    name = escape(source.name)
    if source.url and safe_link(source.url):
        href = escape(source.url, quote=True)
        name = f'<a class="tl-event" href="{href}" target="_blank" rel="noopener noreferrer">{name}</a>'
    dated = (("published", source.published), ("seen", source.seen))
    days = [f"{word} {day_text(date.fromisoformat(day))}" for word, day in dated if day]
    return f"{name} ({', '.join(days)})" if days else name


def _remarks(story: Story) -> str:
    """Flags in words, confidence, the note and the quote."""
    remarks = [f"Confidence {number(story.confidence)} of 1"]
    remarks += list(story.flags)
    listed = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    quote = f"<blockquote>{escape(story.quote)}</blockquote>" if story.quote else ""
    note = f"<p>{escape(story.note)}</p>" if story.note else ""
    return f"<h3>How sure it is</h3><ul>{listed}</ul>{quote}{note}"


def number(value: float, decimals: int = 4) -> str:
    """A figure without trailing zeros, with a real minus."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def points(value: float) -> str:
    """Points of headline in words; colder is plus."""
    text = number(value, 2)
    return f"{'+' if value > 0 and text != '0' else ''}{text} points"
