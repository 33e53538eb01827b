"""From an article to candidate events: sentence by sentence, each decision explained by the words that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.coding.actors import ArticleActors
from pipeline.coding.boilerplate import Mask, passed_over
from pipeline.coding.candidates import Candidate
from pipeline.coding.code_words import code_words, standing, why_nothing
from pipeline.coding.confidence import UNDERSTOOD
from pipeline.coding.dates import ArticleDates
from pipeline.coding.frames import ArticleHits
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.line_days import Days, LineDays
from pipeline.coding.mentions import Mention
from pipeline.coding.merging import merged, without_title
from pipeline.coding.parties import parties_of
from pipeline.coding.roles import understood
from pipeline.coding.sentence_acts import LEAST, SentenceActs
from pipeline.coding.sentences import places_of, split
from pipeline.coding.subjects import ChannelWords, channel_words, off_topic
from pipeline.coding.tokens import tokens_at, words_in
from pipeline.config.schema import Config
from pipeline.errors import ConfigError, shown
from pipeline.records import Article, Sentence
from pipeline.scoring import vader

MOST_IN_A_SENTENCE = 3


@dataclass(frozen=True)
class Coder:
    """What coding needs, built once: the config, the sides looked for, and who may be named."""

    config: Config
    sides: tuple[str, ...]
    gazetteer: Gazetteer

    @cached_property
    def concerns(self) -> Sequence[str]:
        """Third parties that stand for one of the sides: those of the config, where it is the config's pair that is coded."""
        return self.config.pair.concerns if set(self.sides) == set(self.config.pair.sides) else ()

    @cached_property
    def channel_words(self) -> ChannelWords:
        """The words that name the channels of the config."""
        return channel_words(self.config)

    def code(self, article: Article) -> list[Candidate]:
        """The candidates of one article, in the order of the text; nothing is made up where a sentence fits nothing."""
        return self.read(article)[0]

    def read(self, article: Article) -> tuple[list[Candidate], list[Mask]]:
        """The candidates of one article, and what of it was passed over.

        Actors are read as far as some sentence tells an act; acts and dates only where the sides can be those who act.
        """
        text = article.text
        places, passed = places_of(text)
        words = [words_in(text[start:end]) for start, end, _ in places]
        hits = ArticleHits([[word.lower() for word in listed] for listed in words])
        sentences = [
            Sentence(start, end, (quote := text[start:end]), paragraph, tokens_at(listed, quote, start))
            for (start, end, paragraph), listed in zip(places[: hits.last() + 1], words, strict=False)
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
            parties = parties_of(mentions, self.sides, self.concerns, about, sentence.tokens)
            may_tell = parties or (about and not mentions)
            if may_tell and hits.of(number) and not off_topic(sentence.tokens) and not _asks(sentence):
                days = Days(lines, number)
                told = mentions or understood(sentence.tokens, before, self.sides, days.known)
                parties = parties or parties_of(told, self.sides, self.concerns, about, sentence.tokens)
                if parties:
                    open_yet = not so_far.issuperset(self.sides)  # the other side is named only later
                    guessed = UNDERSTOOD if not mentions or open_yet else 1.0
                    outcomes = standing(code_words(sentence.tokens, hits=hits.of(number)))[:MOST_IN_A_SENTENCE]
                    found += SentenceActs(self, article, sentence, told, parties, days, guessed).candidates(outcomes)
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


def _codes(mentions: Iterable[Mention]) -> set[str]:
    return {code for mention in mentions for code in mention.codes}


def _asks(sentence: Sentence) -> bool:
    """A question tells nothing as done."""
    return any(token.text == "?" for token in sentence.tokens[-3:])


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
