"""The acts of one sentence as candidates: who did it, when it was, how sure that is, and what the words say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.coding.candidates import Candidate, Evidence
from pipeline.coding.confidence import confidence_of, share_of
from pipeline.coding.dates import EventDate, date_of, tense_of
from pipeline.coding.line_days import Days
from pipeline.coding.mentions import Mention
from pipeline.coding.modality import Outcome
from pipeline.coding.parties import Parties
from pipeline.coding.role_outcomes import at_the_top, jointly, received
from pipeline.coding.roles import Roles, offices_in, points_back, roles_of
from pipeline.coding.subjects import channels_of, domain_of
from pipeline.records import Article, Sentence

if TYPE_CHECKING:
    from pipeline.coding.coder import Coder

BACKGROUND_DAYS = 10
"""An act so much older than the article is told as background."""
LEAST = 0.36
"""Below it too little is right (measured on the seeds and on the gold that rules may see)."""


@dataclass(frozen=True)
class SentenceActs:
    """A sentence of an article that tells acts, with who is named in it and when; `guessed`: what it is worth where who acts
    was taken from elsewhere."""

    coder: Coder
    article: Article
    sentence: Sentence
    mentions: Sequence[Mention]
    parties: Parties
    days: Days
    guessed: float

    def candidates(self, outcomes: Sequence[Outcome]) -> Iterator[Candidate]:
        """The acts between the two sides that are sure enough, or may be the retelling of one that is."""
        told_before = False
        sides, tokens = self.coder.sides, self.sentence.tokens
        for outcome in outcomes:
            outcome = jointly(outcome, self.mentions, sides, tokens)
            roles = roles_of(outcome, self.parties, sides, tokens)
            if roles:
                outcome = at_the_top(received(outcome, roles), self.mentions, sides, tokens)
                named = self._named_day(outcome)
                told = self._told(outcome, named)
                when = named if outcome.status == "planned" else _not_after(named, self.article.published)
                marks = self._marks(when.first or self.article.published)
                confidence = confidence_of(outcome, roles, told, when.first is not None, marks)
                confidence = round(confidence * share_of(outcome, told_before), 2)
                told_before = True
                if confidence >= LEAST or told == "retold":
                    yield self._candidate(outcome, roles, when, told, marks, round(confidence * self.guessed, 2))

    def _named_day(self, outcome: Outcome) -> EventDate:
        """The day that the words give an act: its own, else, for what is done, one shared with the sentences before."""
        published, sentence, planned = self.article.published, self.sentence, outcome.status == "planned"
        start, end = sentence.tokens[outcome.hit.first].start, sentence.tokens[outcome.hit.last].end
        when = date_of(start, end, self.days.named, sentence, published, tense_of(sentence, start, end), planned)
        carried = self.days.carried if not planned and _assumed(when, published) else None
        return EventDate(carried.first, carried.last, carried.precision, ("date_inferred",)) if carried else when

    def _told(self, outcome: Outcome, when: EventDate) -> str:
        """Whether the sentence gives the act a day, or is of the day of the paper, or only points back with a noun."""
        assumed = _assumed(when, self.article.published)
        if assumed and points_back(self.sentence.tokens, outcome.hit):
            return "retold"
        return "undated" if assumed and when.first else "dated"

    def _marks(self, day: date | None) -> set[str]:
        """What speaks against the persons named, as of the day of the act."""
        own = (self.coder.gazetteer.tenure_of(mention, day) for mention in self.mentions)
        return {flag for mention in own for flag in mention.flags if flag == "office_mismatch"}

    def _candidate(
        self, outcome: Outcome, roles: Roles, when: EventDate, told: str, marks: set[str], confidence: float
    ) -> Candidate:
        config, sentence, article = self.coder.config, self.sentence, self.article
        channels = self._channels(outcome)
        return Candidate(
            id=_name(article, sentence.tokens[outcome.hit.first].start, outcome.type),
            article=article.id,
            first=when.first,
            last=when.last,
            precision=when.precision,
            type=outcome.type,
            direction=_direction(config.event_types[outcome.type].weight),
            status=outcome.status,
            domain=domain_of(sentence.tokens, outcome.type, config),
            channels=channels,
            initiator=roles.initiator,
            target=roles.target,
            role="background" if _is_past(when, article.published) else "main",
            confidence=confidence,
            flags=tuple(sorted({*when.flags, *marks})),
            tone=0.0,  # scored when it is known which candidates are kept
            title=self._title(outcome, roles, channels),
            evidence=Evidence(sentence.start, sentence.end, article.text[sentence.start : sentence.end]),
            why=outcome.words,
            rule=outcome.hit.frame_id,
            told=told,
        )

    def _channels(self, outcome: Outcome) -> tuple[str, ...]:
        """The channels an act is about; what is no contact has none."""
        if self.coder.config.event_types[outcome.type].effect in ("none", "measure", "relief") and outcome.type != "proposal":
            return ()
        tokens = self.sentence.tokens
        channels = channels_of(tokens, offices_in(outcome, self.mentions, self.coder.sides, tokens), self.coder.channel_words)
        return ("leaders",) if outcome.type == "summit" and "leaders" in channels else channels

    def _title(self, outcome: Outcome, roles: Roles, channels: Sequence[str]) -> str:
        """A plain title in our own words, for a person to improve."""
        config = self.coder.config
        names = {code: side.name for code, side in config.pair.sides.items()} | {"both": "Both sides"}
        label = config.event_types[outcome.type].label
        lines = ", ".join(config.channels[slug].name for slug in channels)
        who = names.get(roles.initiator, roles.initiator)
        return f"{who}: {label}{f' ({outcome.status})' if outcome.status != 'happened' else ''}{f', {lines}' if lines else ''}"


def _direction(weight: float) -> str:
    return "thaw" if weight > 0 else "freeze" if weight < 0 else "neutral"


def _not_after(when: EventDate, published: date | None) -> EventDate:
    """What has happened or been declared lies not after the report: a later date in the sentence is that of its object."""
    if published is None or when.first is None or when.first <= published:
        return when
    return EventDate(published, published, "day", tuple(dict.fromkeys((*when.flags, "date_inferred"))))


def _assumed(when: EventDate, published: date | None) -> bool:
    """Whether nothing gave the act its day, so that it is none or that of the paper."""
    return when.first is None or ("date_inferred" in when.flags and when.first == when.last == published)


def _is_past(when: EventDate, published: date | None) -> bool:
    return bool(published and when.last and when.last < published - timedelta(days=BACKGROUND_DAYS))


def _name(article: Article, start: int, kind: str) -> str:
    """A name that stays the same whatever the order of articles."""
    stamp = hashlib.sha256(f"{article.text[:200]}|{start}|{kind}".encode()).hexdigest()[:10]
    return f"c-{stamp}"
