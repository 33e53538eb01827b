"""A proposal as HTML: where it was read, what it is taken for, and what made it so. Every text is escaped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

from pipeline.records import FLAGS, UNREVIEWED
from pipeline.review.evidence import Passage
from pipeline.review.proposals import Proposal
from pipeline.review.tellings import Telling
from pipeline.sources.cells import safe_link
from pipeline.words import day_text
from views.panels import event_link


def article(telling: Telling, passage: Passage) -> str:
    """The passage with its sentence marked, and who published it."""
    before, after = ("… " if passage.cut[0] else ""), (" …" if passage.cut[1] else "")
    text = f"{before}{escape(passage.before)}<mark>{escape(passage.quote)}</mark>{escape(passage.after)}{after}"
    lost = "" if passage.found else '<p class="tl-note">The article is no longer there as it was read; this is its sentence.</p>'
    return f'<p class="tl-told">{_published(telling)}</p><div class="tl-article" tabindex="0">{text}</div>{lost}'


def reasons(proposal: Proposal, title: str, address: Callable[[str], str]) -> str:
    """What it is taken for and why; `title` is that of the event it belongs to."""
    items = [f"Read by the words: {escape('; '.join(proposal.why))}"] if proposal.why else []
    items += [f"Taken for that because: {escape(proposal.because)}"] if proposal.because else []
    items += [f"Rule {escape(proposal.rule)}, confidence {escape(proposal.row['confidence'])} of 1"] if proposal.rule else []
    items += [f"{escape(words)}" for words in _flags(proposal)]
    items += [f"Told by {len(proposal.tellings)} articles"] if len(proposal.tellings) > 1 else []
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<p class="tl-kind">{_kind(proposal, title, address)}</p><ul class="tl-proposal">{listed}</ul>'


def _kind(proposal: Proposal, title: str, address: Callable[[str], str]) -> str:
    if proposal.kind == "new":
        return "A new event"
    known = event_link(address(proposal.into), title or proposal.into)
    return f"A source for an event that is known: {known}" if proposal.kind == "source" else f"What became of: {known}"


def _flags(proposal: Proposal) -> list[str]:
    marks = [flag for flag in proposal.row["flags"].split(";") if flag and flag != UNREVIEWED]
    return [f"{FLAGS.get(flag, flag)[0].upper()}{FLAGS.get(flag, flag)[1:]}" for flag in marks]


def _published(telling: Telling) -> str:
    name = f"<b>{escape(telling.source)}</b>"
    if telling.url and safe_link(telling.url):
        href = escape(telling.url, quote=True)
        name = f'<a class="tl-event" href="{href}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f"{name}, {day_text(date.fromisoformat(telling.published))}" if telling.published else f"{name}, day not known"
