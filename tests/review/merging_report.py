"""How well tellings find their event: passages told several times, coded and matched; `python -m tests.review.merging_report`.

Twice: as the coder reads them, and with type, status and date as a person coded them, so that what the coder misses is not
laid to the matching. The passages were also looked at while the matching was written: what it reaches on them is no forecast.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from pipeline import load_config
from pipeline.coding.acts import Act, act_of_candidate, telling_words
from pipeline.coding.coder import build_coder
from pipeline.coding.same_act import kinship
from pipeline.coding.subjects import channel_words, channels_of, domain_of
from pipeline.coding.tokens import tokens_of
from pipeline.config.schema import Config
from pipeline.records import Article
from pipeline.review.known import Known
from pipeline.review.matching import Judgement, acts_of_events, grouped, judged
from pipeline.sources.events import load_events

GOLD = Path(__file__).parents[1] / "coding" / "gold_merging.yaml"


@dataclass(frozen=True)
class Passage:
    """A passage, the event it tells, and the acts read in it: `main` is the one that stands for the event."""

    id: str
    event: str
    planned: bool
    text: str
    main: Act | None
    others: tuple[Act, ...]


@dataclass(frozen=True)
class Report:
    """`right`, `silent`, `wrong`: passages by what was proposed for them; `pairs`: precision and recall of grouping."""

    right: list[tuple[str, Judgement]]
    silent: list[tuple[str, Judgement]]
    wrong: list[tuple[str, str, Judgement]]
    unread: list[str]
    precision: float
    recall: float
    false_pairs: list[tuple[str, str]]
    missed_pairs: list[tuple[str, str]]

    @property
    def passages(self) -> int:
        return len(self.right) + len(self.silent) + len(self.wrong) + len(self.unread)


def passages(config: Config, path: Path, known: dict[str, Act], by_person: bool) -> tuple[list[Passage], list[tuple[str, str]]]:
    """All passages of a gold file, and the pairs of passages that tell of two events."""
    gold = yaml.safe_load(path.read_text("utf-8"))
    told = [{**telling, "event": entry["event"]} for entry in gold["events"] for telling in entry["tellings"]]
    told += [passage for pair in gold["different"] for passage in pair]
    coder = build_coder(config)
    return [_passage(config, coder, entry, known, by_person) for entry in told], [
        (one["id"], other["id"]) for one, other in gold["different"]
    ]


def _passage(config, coder, entry, known, by_person):
    article = Article(entry["id"], entry["text"], entry["published"], "given")
    acts = [(act_of_candidate(found, entry["published"]), found.confidence) for found in coder.code(article)]
    event, planned = known[entry["event"]], entry["status"] == "planned"
    kin = kinship().kin(event.type)
    acts.sort(key=lambda pair: (pair[0].planned != planned, pair[0].type not in kin, -pair[1], pair[0].id))
    main = acts[0][0] if acts else None
    if by_person:
        main = _by_person(config, entry, event, main)
    return Passage(entry["id"], event.id, planned, entry["text"], main, tuple(act for act, _ in acts[1:]))


def _by_person(config, entry, event, read):
    """The act as a person coded it: its type, status, day and side; channels and subject by the words of the passage."""
    tokens = tokens_of(entry["text"])
    channels = read.channels if read and read.channels else channels_of(tokens, (), channel_words(config))
    return replace(
        event,
        id=entry["id"],
        status=entry["status"],
        channels=channels,
        domain=domain_of(tokens, event.type, config),
        title=entry["text"][:60],
        reported=entry["published"],
        words=telling_words(entry["text"]),
        replaces=(),
    )


def report(config: Config, path: Path = GOLD, by_person: bool = False) -> Report:
    """Every passage matched against the chronology, and all of them grouped against an empty one."""
    known = Known(acts_of_events(config, load_events(config)))
    events = {act.id: act for act in known.acts}
    told, _ = passages(config, path, events, by_person)
    right, silent, wrong, unread = [], [], [], []
    for passage in told:
        if passage.main is None:
            unread.append(passage.id)
            continue
        judgement = judged(config, passage.main, known)
        found = judgement.match.id if judgement.match else ""
        if not found:
            silent.append((passage.id, judgement))
        elif found in _right_ids(events, passage.event):
            right.append((passage.id, judgement))
        else:
            wrong.append((passage.id, passage.event, judgement))
    precision, recall, false, missed = _pairs(config, told)
    return Report(right, silent, wrong, unread, precision, recall, false, missed)


def _right_ids(events: dict[str, Act], event: str) -> set[str]:
    """The event itself, and the plan that it took the place of."""
    return {event, *events[event].replaces}


def _pairs(config: Config, told: list[Passage]):
    read = [passage for passage in told if passage.main]
    groups = grouped(config, [passage.main for passage in read if passage.main])
    place = {number: n for n, group in enumerate(groups) for number in group}
    hits, false, missed = 0, [], []
    for (a, one), (b, other) in itertools.combinations(enumerate(read), 2):
        same = one.event == other.event and one.planned == other.planned
        if place[a] == place[b]:
            hits += same
            if not same:
                false.append((one.id, other.id))
        elif same:
            missed.append((one.id, other.id))
    return hits / max(hits + len(false), 1), hits / max(hits + len(missed), 1), false, missed


def main() -> None:
    """Print both reports."""
    config = load_config()
    for by_person in (False, True):
        found = report(config, by_person=by_person)
        print(f"{'as a person coded them' if by_person else 'as the coder reads them'}: {found.passages} passages")
        print(f"  right {len(found.right)}, none {len(found.silent)}, wrong {len(found.wrong)}, unread {len(found.unread)}")
        print(f"  grouped: precision {found.precision:.2f}, recall {found.recall:.2f}")
        for name, event, judgement in found.wrong:
            print(f"  wrong: {name} is {event}, taken for {judgement.match.id if judgement.match else ''}: {judgement}")
        for one, other in found.false_pairs:
            print(f"  put together, but two: {one} {other}")


if __name__ == "__main__":
    main()
