"""What one key cannot show alone: names that point nowhere, shares that do not add up, borders out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.config.contrast import MARK, darkened, on_white
from pipeline.config.schema import Config, Label
from pipeline.config.yaml_tree import KeyPath
from pipeline.errors import expected, shown

Found = Iterator[tuple[KeyPath, str]]

STATUSES = ("happened", "announced", "planned", "proposed", "denied")
SEVERITIES = ("1", "2", "3", "4", "5")


def cross_checks(config: Config) -> list[tuple[KeyPath, str]]:
    """Every contradiction between keys, as (key path, message)."""
    checks = (
        _complete_tables,
        _event_types,
        _method,
        _channels,
        _words,
        _successors,
        _groups,
        _tracks,
        _labels,
        _limits,
        _colours,
    )
    return [found for check in checks for found in check(config)]


def _colours(config: Config) -> Found:
    """On a printed page every mark is told from the paper, and thaw from freeze."""
    chosen = config.export.colours
    for name, colour in (("thaw", chosen.thaw), ("freeze", chosen.freeze), ("line", chosen.line)):
        if colour and on_white(colour) < MARK:
            message = f"found {shown(colour)}, whose contrast on white is {on_white(colour):.1f}:1, allowed: at least {MARK:g}:1"
            yield ("export", "colours", name), f"{message}; {darkened(colour, MARK)} is the same hue and dark enough"
    if chosen.thaw and chosen.freeze and chosen.thaw.upper() == chosen.freeze.upper():
        yield ("export", "colours", "freeze"), f"found {shown(chosen.freeze)}, which is the colour of thaw too"


def _complete_tables(config: Config) -> Found:
    for table, needed in (("status", STATUSES), ("severity", SEVERITIES)):
        for name in needed:
            if name not in getattr(config, table):
                yield (table,), f"required key {name!r} is missing; needed: {', '.join(needed)}"


def _event_types(config: Config) -> Found:
    for slug, kind in config.event_types.items():
        path = ("event_types", slug, "weight")
        if kind.effect == "measure" and kind.weight > 0:
            yield path, f"found {kind.weight:g}, a type whose effect is measure needs a weight of 0 or less"
        if kind.effect == "relief" and kind.weight < 0:
            yield path, f"found {kind.weight:g}, a type whose effect is relief needs a weight of 0 or more"


def _method(config: Config) -> Found:
    index = config.index
    if index.method == "pri" and index.pri_gain * index.score_limit > index.pri_ceiling:
        largest = index.pri_ceiling / index.score_limit
        yield ("index", "pri_gain"), f"found {index.pri_gain:g}, allowed: at most pri_ceiling / score_limit ({largest:g})"


def _channels(config: Config) -> Found:
    for slug, channel in config.channels.items():
        path = ("channels", slug)
        if channel.track not in config.tracks:
            yield (*path, "track"), f"found {shown(channel.track)}, {expected(channel.track, config.tracks)}"
        if channel.level not in config.levels:
            yield (*path, "level"), f"found {shown(channel.level)}, {expected(channel.level, config.levels)}"
        if channel.founded and channel.until and channel.until < channel.founded:
            yield (*path, "until"), f"found {channel.until}, allowed: not before `from` ({channel.founded})"


def _words(config: Config) -> Found:
    named: dict[str, str] = {}
    for slug, channel in config.channels.items():
        for place, words in enumerate(channel.words):
            before = named.setdefault(" ".join(words.lower().split()), slug)
            if before != slug:
                yield ("channels", slug, "words", str(place)), f"found {shown(words)}, which names {before!r} already"


def _successors(config: Config) -> Found:
    for slug, channel in config.channels.items():
        path = ("channels", slug, "successor")
        if channel.successor is None:
            continue
        if channel.successor not in config.channels:
            yield path, f"found {shown(channel.successor)}, {expected(channel.successor, config.channels)}"
            continue
        if channel.until is None:
            yield path, "a channel with a successor needs an `until`, the day before the successor takes over"
        seen: list[str] = [slug]
        step: str | None = channel.successor
        while step and step in config.channels and step not in seen:
            seen.append(step)
            step = config.channels[step].successor
        if step == slug:
            yield path, f"runs in a circle: {' -> '.join([*seen, slug])}"


def _groups(config: Config) -> Found:
    for group, members in config.channel_groups.items():
        path = ("channel_groups", group)
        if group in config.tracks:
            yield path, f"{group!r} is a track, and every track is a group already; choose another name"
        for place, member in enumerate(members):
            if member not in config.channels:
                yield (*path, str(place)), f"found {shown(member)}, {expected(member, config.channels)}"


def _tracks(config: Config) -> Found:
    for slug, track in config.tracks.items():
        for place, domain in enumerate(track.domains):
            if domain not in config.domains:
                path = ("tracks", slug, "domains", str(place))
                yield path, f"found {shown(domain)}, {expected(domain, config.domains)}"
    homes = Counter(domain for track in config.tracks.values() for domain in track.domains)
    for domain in config.domains:
        if homes[domain] != 1:
            owners = [slug for slug, track in config.tracks.items() if domain in track.domains]
            found = f"in {' and '.join(owners)}" if owners else "in none"
            yield ("domains", domain), f"found {found}; a domain belongs to exactly one of the tracks' `domains`"
    total = sum(track.share for track in config.tracks.values())
    if abs(total - 1) > 1e-9:
        found = " + ".join(f"{track.share:g}" for track in config.tracks.values())
        yield ("tracks",), f"the shares add up to {total:g} ({found}), they must add up to 1"


def _labels(config: Config) -> Found:
    scales: list[tuple[KeyPath, list[Label]]] = [(("index", "labels"), config.index.labels)]
    scales += [(("tracks", slug, "labels"), track.labels) for slug, track in config.tracks.items()]
    for path, labels in scales:
        if labels[0].start != 0:
            yield (*path, "0", "from"), f"found {labels[0].start:g}, the first word starts from 0"
        for place, (lower, upper) in enumerate(pairwise(labels), start=1):
            if upper.start <= lower.start:
                yield (*path, str(place), "from"), f"found {upper.start:g}, allowed: above {lower.start:g}"


def _limits(config: Config) -> Found:
    if config.limits.latest <= config.limits.earliest:
        yield ("limits", "latest"), f"found {config.limits.latest}, allowed: after {config.limits.earliest}"
