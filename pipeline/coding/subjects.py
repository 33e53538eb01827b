"""What an act is about: the channels it touches and its domain, by the words of its sentence (data/common)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from pipeline.coding.tokens import tokens_of
from pipeline.config.schema import Config
from pipeline.records import Token

_DATA = Path(__file__).parents[2] / "data" / "common"
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases as words, with their values, by the first word."""


@dataclass(frozen=True)
class Subjects:
    """`channels`: phrase -> channel; `offices`: office -> channels; `domains`: phrase (as words) -> domain."""

    channels: dict[str, str]
    offices: dict[str, tuple[str, ...]]
    domains: Phrases
    by_type: dict[str, str]
    default: str
    off_topic: Phrases


@cache
def subjects() -> Subjects:
    """The word lists, read once."""
    lines = yaml.safe_load((_DATA / "channels.yaml").read_text("utf-8"))
    domains = yaml.safe_load((_DATA / "domains.yaml").read_text("utf-8"))
    off_topic = yaml.safe_load((_DATA / "off_topic.yaml").read_text("utf-8"))
    offices: dict[str, tuple[str, ...]] = {}
    for slug, entry in lines.items():
        for office in entry.get("offices", ()):
            offices[office] = (*offices.get(office, ()), slug)
    return Subjects(
        {phrase: slug for slug, entry in lines.items() for phrase in entry["words"]},
        offices,
        _table((phrase, slug) for slug, phrases in domains["words"].items() for phrase in phrases),
        domains["types"],
        domains["default"],
        _table((phrase, matter) for matter, phrases in off_topic.items() for phrase in phrases),
    )


class ChannelWords(NamedTuple):
    """The channels of a config, and the phrases that name them."""

    slugs: frozenset[str]
    phrases: Phrases


def channel_words(config: Config) -> ChannelWords:
    """The words of a pair's channels: its own go before the common ones, and those of channels it does not have are left out."""
    own = {phrase: slug for slug, channel in config.channels.items() for phrase in channel.words}
    common = [(phrase, slug) for phrase, slug in subjects().channels.items() if slug in config.channels]
    return ChannelWords(frozenset(config.channels), _table([*own.items(), *common]))


def channels_of(tokens: Sequence[Token], offices: Iterable[str], words: ChannelWords) -> tuple[str, ...]:
    """The channels that a sentence names: by its own words, else by the offices of those who act in it (not looked at before)."""
    found = list(_phrases(tokens, words.phrases))
    if not found:
        found = [line for office in offices for line in subjects().offices.get(office, ()) if line in words.slugs]
    return tuple(dict.fromkeys(found))


def domain_of(tokens: Sequence[Token], kind: str, config: Config) -> str:
    """The domain with the most words in the sentence, else that of the type, else the default."""
    known = subjects()
    counts: dict[str, int] = {}
    for slug in _phrases(tokens, known.domains):
        if slug in config.domains:
            counts[slug] = counts.get(slug, 0) + 1
    own = known.by_type.get(kind, known.default)
    fallback = own if own in config.domains else next(iter(config.domains))
    if not counts:
        return fallback
    best = max(counts.values())
    return fallback if counts.get(fallback) == best else next(slug for slug, count in counts.items() if count == best)


def off_topic(tokens: Sequence[Token]) -> str:
    """The matter that takes a sentence out of the coder's field: sport, culture, business, nature; empty if none."""
    return next(iter(_phrases(tokens, subjects().off_topic)), "")


def _phrases(tokens: Sequence[Token], table: Phrases) -> Iterator[str]:
    """Values of all phrases that occur, longest first at each place, in the order of the text."""
    texts = [token[0] for token in tokens]
    reach = 0
    for place in [place for place, text in enumerate(texts) if text in table]:
        if place < reach:
            continue
        for words, value in table[texts[place]]:
            if words == tuple(texts[place : place + len(words)]):
                yield value
                reach = place + len(words)
                break


def _table(phrases: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases by their first word, the longest first."""
    found: Phrases = {}
    for phrase, value in phrases:
        words = _words(phrase)
        found.setdefault(words[0], []).append((words, value))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(phrase))
