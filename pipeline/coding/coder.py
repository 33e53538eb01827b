"""From an article to candidate events: sentence by sentence, each decision explained by the words that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.coding.actors import ArticleActors
from pipeline.coding.boilerplate import Mask, passed_over
from pipeline.coding.candidates import Candidate, Evidence
from pipeline.coding.code_words import code_words, standing, why_nothing
from pipeline.coding.confidence import UNDERSTOOD, confidence_of, share_of
from pipeline.coding.dates import ArticleDates, EventDate, date_of, tense_of
from pipeline.coding.frames import hits_in
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.line_days import Days, LineDays
from pipeline.coding.mentions import Mention
from pipeline.coding.merging import merged, without_title
from pipeline.coding.modality import Outcome
from pipeline.coding.role_outcomes import at_the_top, jointly, received
from pipeline.coding.roles import Roles, acting_in, offices_in, points_back, roles_of, understood
from pipeline.coding.sentences import places_of, split
from pipeline.coding.subjects import channels_of, domain_of, off_topic
from pipeline.coding.tokens import tokens_at, words_in
from pipeline.config.schema import Config
from pipeline.errors import ConfigError, shown
from pipeline.records import Article, Sentence
from pipeline.scoring import vader

BACKGROUND_DAYS = 10
"""An act so much older than the article is told as background."""
MOST_IN_A_SENTENCE = 3
LEAST = 0.36
"""Below it too little is right (measured on the seeds and on the gold that rules may see)."""


@dataclass(frozen=True)
class Coder:
    """What coding needs, built once: the config, the sides looked for, and who may be named."""

    config: Config
    sides: tuple[str, ...]
    gazetteer: Gazetteer

    def code(self, article: Article) -> list[Candidate]:
        """The candidates of one article, in the order of the text; nothing is made up where a sentence fits nothing."""
        return self.read(article)[0]

    def read(self, article: Article) -> tuple[list[Candidate], list[Mask]]:
        """The candidates of one article, and what of it was passed over.

        The words of all sentences are looked at first; actors and dates only as far as some sentence tells an act.
        """
        text = article.text
        places, passed = places_of(text)
        words = [words_in(text[start:end]) for start, end, _ in places]
        hits = [hits_in([word.lower() for word in listed]) for listed in words]
        last = max((number for number, listed in enumerate(hits) if listed), default=-1)
        sentences = [
            Sentence(start, end, (quote := text[start:end]), paragraph, tokens_at(listed, quote, start))
            for (start, end, paragraph), listed in zip(places[: last + 1], words, strict=False)
        ]
        actors = ArticleActors(self.gazetteer, text, article.published)
        lines = LineDays(text, article.published, sentences, ArticleDates(sentences, article.published))
        found: list[Candidate] = []
        named = [actors.read(sentence.tokens) for sentence in sentences]
        about = _codes(mention for mentions in named for mention in mentions).issuperset(self.sides)
        so_far: set[str] = set()
        before: Sequence[Mention] = ()
        for number, (sentence, mentions) in enumerate(zip(sentences, named, strict=True)):
            so_far |= _codes(mentions)
            if hits[number] and not off_topic(sentence.tokens) and not _asks(sentence):
                days = Days(lines, number)
                told = mentions or (understood(sentence.tokens, before, self.sides, days.known) if about else [])
                open_yet = not so_far.issuperset(self.sides)  # the other side is named only later
                guessed = UNDERSTOOD if told and (not mentions or open_yet) else 1.0
                outcomes = standing(code_words(sentence.tokens, hits=hits[number]))[:MOST_IN_A_SENTENCE]
                found += (_weighed(one, guessed) for one in self._of_sentence(article, sentence, outcomes, told, days, about))
            before = mentions or before
        kept = merged(self.config, without_title(found, sentences))
        return finished([one for one in kept if one.confidence >= LEAST]), passed

    def reasons(self, article: Article) -> Iterator[str]:
        """For every sentence what made its events, or what was missing for one."""
        found = self.code(article)
        sentences, passed = split(article)
        yield from passed_over(passed)
        for sentence in sentences:
            own = [candidate for candidate in found if candidate.evidence.start == sentence.start]
            shown = " ".join(sentence.text.split())[:80]
            for candidate in own:
                words = "; ".join(candidate.why)
                yield f"{shown!r}: {candidate.type} ({candidate.status}, {candidate.confidence:.2f}) by the words: {words}"
            if not own:
                yield f"{shown!r}: nothing: {self._missing(sentence)}"

    def _missing(self, sentence: Sentence) -> str:
        matter = off_topic(sentence.tokens)
        if matter:
            return f"a matter of {matter}"
        if not code_words(sentence.tokens):
            return why_nothing(sentence.tokens)
        return f"no act between {' and '.join(self.sides)}, too unsure, or told in another sentence"

    def _of_sentence(
        self,
        article: Article,
        sentence: Sentence,
        outcomes: Sequence[Outcome],
        mentions: Sequence[Mention],
        days: Days,
        about: bool,
    ) -> Iterator[Candidate]:
        told_before = False
        concerns = self.config.pair.concerns if set(self.sides) == set(self.config.pair.sides) else []
        for outcome in outcomes:
            outcome = jointly(outcome, mentions, self.sides, sentence.tokens)
            roles = roles_of(outcome, mentions, self.sides, concerns, about, sentence.tokens)
            if roles:
                share = share_of(outcome, told_before)
                outcome = at_the_top(received(outcome, roles), acting_in(outcome, mentions, sentence.tokens), self.sides)
                candidate = _weighed(self._candidate(article, sentence, mentions, days, outcome, roles), share)
                told_before = True
                if candidate.confidence >= LEAST or candidate.told == "retold":
                    yield candidate

    def _candidate(
        self,
        article: Article,
        sentence: Sentence,
        mentions: Sequence[Mention],
        days: Days,
        outcome: Outcome,
        roles: Roles,
    ) -> Candidate:
        hit = outcome.hit
        start, end = sentence.tokens[hit.first].start, sentence.tokens[hit.last].end
        planned = outcome.status == "planned"
        when = date_of(start, end, days.named, sentence, article.published, tense_of(sentence, start, end), planned)
        first, last, precision, flags = _not_after(when, article.published) if not planned else when
        carried = days.carried if _assumed(when, article.published) and not planned else None
        if carried:
            when = EventDate(carried.first, carried.last, carried.precision, ("date_inferred",))
            first, last, precision, flags = when
        day = first or article.published
        own = [self.gazetteer.tenure_of(mention, day) for mention in mentions]
        marks = {flag for mention in own for flag in mention.flags if flag == "office_mismatch"}
        kinds = self.config.event_types
        channels = channels_of(sentence.tokens, offices_in(acting_in(outcome, own, sentence.tokens), self.sides), self.config)
        if kinds[outcome.type].effect in ("none", "measure", "relief") and outcome.type != "proposal":
            channels = ()
        if outcome.type == "summit" and "leaders" in channels:
            channels = ("leaders",)
        quote = article.text[sentence.start : sentence.end]
        told = _told(outcome, sentence, when, article.published)
        return Candidate(
            id=_name(article, start, outcome.type),
            article=article.id,
            first=first,
            last=last,
            precision=precision,
            type=outcome.type,
            direction=_direction(kinds[outcome.type].weight),
            status=outcome.status,
            domain=domain_of(sentence.tokens, outcome.type, self.config),
            channels=channels,
            initiator=roles.initiator,
            target=roles.target,
            role="background" if _is_past(first, last, article.published) else "main",
            confidence=confidence_of(outcome, roles, told, first is not None, marks),
            flags=tuple(sorted({*flags, *marks})),
            tone=0.0,  # scored when it is known which candidates are kept
            title=self._title(outcome, roles, channels),
            evidence=Evidence(sentence.start, sentence.end, quote),
            why=outcome.words,
            rule=hit.frame_id,
            told=told,
        )

    def _title(self, outcome: Outcome, roles: Roles, channels: Sequence[str]) -> str:
        """A plain title in our own words, for a person to improve."""
        names = {code: side.name for code, side in self.config.pair.sides.items()} | {"both": "Both sides"}
        label = self.config.event_types[outcome.type].label
        lines = ", ".join(self.config.channels[slug].name for slug in channels)
        who = names.get(roles.initiator, roles.initiator)
        return f"{who}: {label}{f' ({outcome.status})' if outcome.status != 'happened' else ''}{f', {lines}' if lines else ''}"


def _codes(mentions: Iterable[Mention]) -> set[str]:
    return {code for mention in mentions for code in mention.codes}


def _weighed(candidate: Candidate, factor: float) -> Candidate:
    return replace(candidate, confidence=round(candidate.confidence * factor, 2))


def _asks(sentence: Sentence) -> bool:
    """A question tells nothing as done."""
    return any(token.text == "?" for token in sentence.tokens[-3:])


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


def _told(outcome: Outcome, sentence: Sentence, when: EventDate, published: date | None) -> str:
    """Whether the sentence gives the act a day, or is of the day of the paper, or only points back with a noun."""
    assumed = _assumed(when, published)
    if assumed and points_back(sentence.tokens, outcome.hit):
        return "retold"
    return "undated" if assumed and when.first else "dated"


def _is_past(first: date | None, last: date | None, published: date | None) -> bool:
    return bool(published and last and last < published - timedelta(days=BACKGROUND_DAYS))


def _name(article: Article, start: int, kind: str) -> str:
    """A name that stays the same whatever the order of articles."""
    stamp = hashlib.sha256(f"{article.text[:200]}|{start}|{kind}".encode()).hexdigest()[:10]
    return f"c-{stamp}"


def build_coder(config: Config, sides: Sequence[str] = ()) -> Coder:
    """A coder for the pair of the config, or for any two ISO codes by the general gazetteer alone; raises ConfigError for
    a code that no country has."""
    from pipeline.sources.actors import load_actors

    own = not sides or set(sides) == set(config.pair.sides)
    actors = load_actors(config) if own and config.data.actors else None
    codes = tuple(sides) or tuple(config.pair.sides)
    gazetteer = Gazetteer.build(config if own else codes, actors)
    for code in codes:
        if code not in gazetteer.names:
            meant = gazetteer.code_of(code)
            hint = f"did you mean {meant}? " if meant else ""
            raise ConfigError(f"sides: found {shown(code)}, {hint}expected an ISO country code of two capital letters such as NO")
    return Coder(config, codes, gazetteer)


def finished(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with their tone, and with names that are unique, should two sentences be the same."""
    seen: dict[str, int] = {}
    result = []
    for candidate in candidates:
        seen[candidate.id] = again = seen.get(candidate.id, 0) + 1
        name = candidate.id if again == 1 else f"{candidate.id}-{again}"
        result.append(replace(candidate, id=name, tone=vader(candidate.evidence.quote)))
    return result
