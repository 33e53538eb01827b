"""What the coder read, ready to be decided on: one proposal an act, whoever told it, set beside what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.coding.candidates import Candidate
from pipeline.coding.coder import Coder
from pipeline.config.schema import Config
from pipeline.records import Article, Source
from pipeline.review.candidate_rows import act_of_row, day_of, direction_of, row_of
from pipeline.review.decision_log import Decision, standing
from pipeline.review.matching import Act, Judgement, Known, act_of_candidate, acts_of_events, grouped, joined, judged
from pipeline.review.tellings import Span, Telling, distinct, fingerprint, is_among, source_line, telling_of
from pipeline.sources.csv_rows import MAX_CELL

MOST_TELLINGS = 40
"""An act that more articles tell needs no more of them to be decided on; a cell holds so many."""
KINDS = {"same": "source", "plan": "source", "outcome": "outcome"}


@dataclass(frozen=True)
class Proposal:
    """An act to be decided on. `row`: text by column of the events, its id that of the proposal; `kind`: new, source (the event
    `into` gains a source) or outcome (it replaces the event `into`); `because`: why it is taken for that, of a new one why a
    near event is not taken for it; `why`: the words that made it so; `after`: its place among those put off (0: it was not).
    """

    id: str
    row: Mapping[str, str]
    tellings: tuple[Telling, ...]
    kind: str = "new"
    into: str = ""
    because: str = ""
    rule: str = ""
    why: tuple[str, ...] = ()
    after: int = 0


@dataclass(frozen=True)
class Retold:
    """A telling that adds nothing: the event it tells rests on the very article already, or needs no more of them."""

    telling: Telling
    event: str
    because: str


@dataclass(frozen=True)
class Intake:
    """What new articles bring. `proposals`: new ones, and waiting ones that gained a telling; `notes`: what was odd about an
    article; `known`: tellings with nothing new; `articles`, `candidates`, `before`: how many were read and found, and
    how many of these had been decided or were waiting.
    """

    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]
    known: tuple[Retold, ...]
    articles: int = 0
    candidates: int = 0
    before: int = 0


@dataclass(frozen=True)
class Reading:
    """A candidate with where it was read."""

    candidate: Candidate
    telling: Telling


@dataclass(frozen=True)
class Readings:
    """All that the coder found in articles; `notes` as in Intake."""

    found: tuple[Reading, ...]
    articles: int
    notes: tuple[str, ...]


def proposals_of(
    config: Config,
    articles: Iterable[Article],
    coder: Coder,
    events: pd.DataFrame,
    queue: Sequence[Proposal],
    decisions: Sequence[Decision],
) -> Intake:
    """What articles bring to a queue: coded, and set beside events, queue and decisions; nothing is written."""
    return intake_of(config, readings(articles, coder), events, queue, decisions)


def readings(articles: Iterable[Article], coder: Coder) -> Readings:
    """The candidates of articles; the slow part, which needs neither queue nor events."""
    found: list[Reading] = []
    notes: list[str] = []
    count = 0
    for article in articles:
        count += 1
        notes += [f"{article.id}: {note}" for note in article.notes]
        candidates = coder.code(article)
        stamp = fingerprint(article.text) if candidates else ""
        found += [Reading(candidate, telling_of(article, candidate, stamp)) for candidate in candidates]
    return Readings(tuple(found), count, tuple(notes))


def intake_of(
    config: Config, read: Readings, events: pd.DataFrame, queue: Sequence[Proposal], decisions: Sequence[Decision]
) -> Intake:
    """Readings set beside events, queue and decisions."""
    fresh = _fresh(config, read.found, queue, decisions)
    acts = [act_of_row(config, proposal.row) for proposal in queue]
    acts += [act_of_candidate(reading.candidate, day_of(reading.telling.published)) for reading in fresh]
    events_known = Known(acts_of_events(config, events))
    sources: dict[str, tuple[Source, ...]] = dict(zip(events["id"], events["sources"], strict=True))
    taken = {proposal.id for proposal in queue} | {decision.proposal for decision in decisions}
    made: list[Proposal] = []
    known: list[Retold] = []
    for group in grouped(config, acts):
        new = [fresh[index - len(queue)] for index in group if index >= len(queue)]
        waiting = next((queue[index] for index in sorted(group) if index < len(queue)), None)
        if not new:
            continue
        if waiting:
            tellings, lost = _told_anew([reading.telling for reading in new], waiting.into, waiting.kind, sources)
            known += [Retold(telling, waiting.into, waiting.because) for telling in lost]
            more = _with_tellings(waiting, tellings)
            made += [more] if more.tellings != waiting.tellings else []
            continue
        found = _judged(config, [acts[index] for index in group], events_known)
        kind, into = (KINDS[found.match.kind], found.match.id) if found.match else ("new", "")
        because = found.match.why if found.match else found.note
        tellings, lost = _told_anew([reading.telling for reading in new], into, kind, sources)
        known += [Retold(telling, into, because) for telling in lost]
        if tellings:
            name = _unique(new[0].candidate.id, taken)
            made.append(_proposal(name, new, tellings, kind, into, because))
    return Intake(tuple(made), read.notes, tuple(known), read.articles, len(read.found), len(read.found) - len(fresh))


def _fresh(config: Config, found: Sequence[Reading], queue: Sequence[Proposal], decisions: Sequence[Decision]) -> list[Reading]:
    """Readings that are neither decided nor waiting, each article's once, whatever its files are called."""
    met: dict[tuple[str, str], list[Span]] = {}
    for decision in standing(decisions):
        if decision.action != "later":
            for span in decision.articles:
                met.setdefault((span.fingerprint, decision.direction), []).append(span)
    for proposal in queue:
        direction = direction_of(config.event_types[proposal.row["type"]].weight)
        for telling in proposal.tellings:
            met.setdefault((telling.fingerprint, direction), []).append(telling.span)
    fresh: list[Reading] = []
    copies: dict[str, str] = {}  # fingerprint -> the first file that holds the text
    for reading in found:
        telling = reading.telling
        spans = met.get((telling.fingerprint, reading.candidate.direction), ())
        first = copies.setdefault(telling.fingerprint, telling.article)
        if first == telling.article and not any(telling.span.meets(span) for span in spans):
            fresh.append(reading)
    return fresh


def _judged(config: Config, acts: Sequence[Act], known: Known) -> Judgement:
    """What all tellings together tell of the known acts, else the clearest that tells one; where none does, what was near."""
    found = [judged(config, act, known) for act in ([joined(acts), *acts] if len(acts) > 1 else acts)]
    return next((judgement for judgement in found if judgement.match), found[0])


def _told_anew(
    tellings: Sequence[Telling], into: str, kind: str, sources: Mapping[str, tuple[Source, ...]]
) -> tuple[list[Telling], list[Telling]]:
    """Tellings that add a source, and those that do not, to the event they tell. What became of a plan is another event,
    but an article that the plan rests on does not tell it."""
    lost = [telling for telling in tellings if is_among(telling, sources.get(into, ()))] if kind != "new" else []
    return [telling for telling in tellings if telling not in lost], lost


def _proposal(name: str, read: Sequence[Reading], tellings: Sequence[Telling], kind: str, into: str, because: str) -> Proposal:
    candidates = [reading.candidate for reading in read]
    published = min((telling.published for telling in tellings if telling.published), default="")
    row = row_of(candidates, name, published, into if kind == "outcome" else "")
    bare = Proposal(name, row, (), kind, into, because, candidates[0].rule, candidates[0].why)
    return _with_tellings(bare, tellings)


def _with_tellings(proposal: Proposal, tellings: Sequence[Telling]) -> Proposal:
    """A proposal with more tellings: a source for each article, public since the earliest of them."""
    told = [*proposal.tellings]
    for telling in tellings:
        again = any(telling.span.meets(other.span) for other in told)
        room = len(told) < MOST_TELLINGS and sum(map(_room_of, (*told, telling))) < MAX_CELL
        if not again and (room or not told):
            told.append(telling)
    row = {
        **proposal.row,
        "reported": min((telling.published for telling in told if telling.published), default=""),
        "sources": "\n".join(source_line(telling) for telling in distinct(told)),
    }
    return replace(proposal, row=row, tellings=tuple(told))


def _room_of(telling: Telling) -> int:
    """How many characters a telling takes in its cell at most; JSON writes some of them as two."""
    return 2 * (len(telling.quote) + len(telling.article) + len(telling.source)) + len(telling.url) + 400


def _unique(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found
