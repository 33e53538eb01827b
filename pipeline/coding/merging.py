"""One event told several times in an article becomes one candidate: its clearest sentence stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.coding.acts import Act, act_of_candidate
from pipeline.coding.candidates import Candidate
from pipeline.coding.same_act import NEAR, kind_conflict, side_conflict
from pipeline.config.schema import Config
from pipeline.records import Sentence

_STOPS = (".", "!", "?", "\u201d", '"', ":")
MONTH = timedelta(days=31)
RECENT = timedelta(days=10)
"""News told without a day may be that of a dated sentence so far off; older acts are others."""
NONE: frozenset[str] = frozenset()
GENERAL = {
    "talks": frozenset(("call", "summit")),
    "retaliation": frozenset(("sanction", "tariff", "export_control", "closure", "expulsion", "suspension")),
}
"""Types that tell an act in general; of one act told twice, what it was in particular stands ("met", later "the call")."""
STEPS = frozenset("sanction tariff export_control retaliation expulsion closure suspension cut_off".split())
"""Steps of which one sentence may tell two: "restricted sales of chips and blacklisted 140 firms"."""
ANSWERED = frozenset(("expulsion", "closure"))
"""Steps that are answered in kind, so that one sentence may tell that of each side."""
LEAD = 2
"""How many sentences after a title tell the same news."""


def merged(config: Config, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with retellings folded in: channels are joined, the most confident sentence stays as evidence."""
    kept: list[Candidate] = []
    acts: list[Act] = []
    for candidate in candidates:
        act = act_of_candidate(candidate, worded=False)
        places = [n for n, other in enumerate(kept) if _same(config, (candidate, act), (other, acts[n]))]
        latest = max(places, key=lambda n: kept[n].first or date.min, default=None)
        place = latest if candidate.told == "retold" else min(places, default=None)
        if place is None:
            kept.append(candidate)
            acts.append(act)
        else:
            kept[place] = _joined(kept[place], candidate)
            acts[place] = act_of_candidate(kept[place], worded=False)
    return kept


def without_title(candidates: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """The candidates without those of a title whose news the sentences right after it tell better."""
    if len(sentences) < 2 or sentences[0].text.rstrip()[-1:] in _STOPS:
        return list(candidates)
    start, lead = sentences[0].start, {sentence.start for sentence in sentences[1 : 1 + LEAD]}
    told = [one for one in candidates if one.evidence.start in lead]
    return [
        one
        for one in candidates
        if one.evidence.start != start or not any(one.direction == other.direction and _roles_meet(one, other) for other in told)
    ]


def _roles_meet(one: Candidate, other: Candidate) -> bool:
    return one.initiator == other.initiator or "both" in (one.initiator, other.initiator)


def _same(config: Config, one: tuple[Candidate, Act], other: tuple[Candidate, Act]) -> bool:
    """In one article nothing has to speak for it: it tells of few acts, and often."""
    (told, act), (known, standing) = one, other
    if told.direction != known.direction or not _dates_meet(told, known):
        return False
    if told.evidence == known.evidence and told.type == known.type:
        if told.type in ANSWERED and side_conflict(act, standing):
            return False
        return told.status == known.status  # one act by two verbs: "cut across its bow, passing within ten feet"
    general = known.type in GENERAL.get(told.type, NONE) or told.type in GENERAL.get(known.type, NONE)
    if told.evidence == known.evidence and not general and {told.type, known.type} <= STEPS:
        return False
    if general:
        act = replace(act, type=known.type)
    return not kind_conflict(config, act, standing)


def _dates_meet(one: Candidate, other: Candidate) -> bool:
    """Whether the dates can be the same; an event without a date may be any, and so may one that a noun points back to."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    if "retold" in (one.told, other.told):
        return True
    if one.told == other.told == "dated" and one.precision == other.precision == "day":
        return one.first == other.first  # "on Tuesday" and "on Wednesday" of one writer are two days
    slack = RECENT if "undated" in (one.told, other.told) else timedelta(days=NEAR)
    if slack == RECENT and max((one.last - one.first), (other.last - other.first)) > MONTH:
        return False  # "since 2021" is no date of today's news
    return one.first <= other.last + slack and other.first <= one.last + slack


def _joined(one: Candidate, other: Candidate) -> Candidate:
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    dated = max((best, rest), key=lambda candidate: (candidate.first is not None, candidate.told == "dated"))
    kind = rest if rest.type in GENERAL.get(best.type, NONE) else best
    return replace(
        best,
        type=kind.type,
        title=kind.title,
        first=dated.first,
        last=dated.last,
        precision=dated.precision,
        channels=tuple(dict.fromkeys((*best.channels, *rest.channels))),
        role=dated.role if dated.told == "dated" else "main" if "main" in (one.role, other.role) else "background",
    )
