"""Recompute the whole published index from `config.yaml` and `events.csv` alone (and `candidates.csv`, where they count).

What it is for: anyone who doubts a figure can compute them all a second time and compare them with `index.csv`, digit
by digit. It was written from METHODOLOGY.md without sight of the code that makes the index, and shares nothing with it:
an error in a common helper would be the same error twice, and unseen. It needs PyYAML, and vaderSentiment where an
event has no tone of its own. From METHODOLOGY.md it takes every rule (the sections are named where they are followed),
from the config every number. The exact parts (section 10) are not in index.csv and not computed here.

    python replicate.py [--config config.yaml] [--events FILE] [--out FILE]
    python replicate.py --compare INDEX_CSV          exits 0: all equal, 1: differences, 2: unreadable input
"""

from __future__ import annotations

import argparse
import calendar
import csv
import functools
import math
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

Config = dict[str, Any]
EPOCH = date(1970, 1, 1)
NEVER, ALWAYS = -(10**9), 10**9  # a day before and a day after all others
PLANS = ("planned", "proposed")
EFFECTS = ("contact", "agree", "strain", "suspend")  # the order of several on one day (section 5)
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, ImportError, yaml.YAMLError, csv.Error)


def day_of(text: str) -> int:
    """A date as a whole number, days since 1970-01-01 (section 1)."""
    return (date.fromisoformat(text) - EPOCH).days


def read_config(path: Path, below: tuple[Path, ...] = ()) -> Config:
    """The config with what it extends: first the other file, then `clear`, then the merge (section 11)."""
    path = path.resolve()
    own = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    if not isinstance(own, dict) or path in below:
        raise ValueError(f"{path}: not a config, or one that extends itself")
    for key in ("events", "candidates"):
        if own.get("data") and own["data"].get(key):
            own["data"][key] = str(path.parent / own["data"][key])
    other, cleared = own.pop("extends", ""), own.pop("clear", "")
    if not other:
        return own
    inherited = read_config(path.parent / other, (*below, path))
    for dotted in cleared:
        *parents, key = dotted.split(".")
        place: Any = functools.reduce(lambda at, parent: at.get(parent, {}), parents, inherited)
        place.pop(key, None)
    return merged(inherited, own)


def merged(inherited: Any, own: Any) -> Any:
    """Mappings key by key, everything else replaced (section 11)."""
    if not (isinstance(inherited, dict) and isinstance(own, dict)):
        return own
    return inherited | {key: merged(inherited.get(key), value) for key, value in own.items()}


@dataclass
class Event:
    """One event with its days and scores (sections 2 and 3)."""

    id: str
    status: str
    effect: str
    track: str  # whose domains hold the event's domain (section 4)
    channels: list[str]  # groups resolved (section 2)
    date: int
    reported: int
    spread: tuple[int, int]  # first and last day the score is spread over
    acts: int
    in_force: int | None  # the day from which it is in force, if ever (section 6)
    until: int
    half_life: float
    score: float
    size: float  # absolute score with the status factor of happened (section 6)
    ends: list[tuple[str, float]]
    replaces: list[str]
    stop: int = ALWAYS  # the first day on which its flow no longer counts (section 3)
    force: range = range(0)  # the days it is in force as a measure or a relief (section 6)
    reviewed: bool = True  # candidates are not, and move no channel (section 17)


def read_events(config: Config, path: Path) -> list[Event]:
    """The events of a file, without the plans that do not say when they were reported (sections 3 and 11)."""
    return [event for row in read_rows(path) for event in told(config, path, row)]


def read_candidates(config: Config, default: Path) -> list[Event]:
    """The candidates that count though nobody has reviewed them, as events (section 17)."""
    review = config.get("review") or {}
    path = Path(config["data"].get("candidates") or default)
    if review.get("count_unreviewed") != "true" or not path.exists():
        return []
    least, events = float(review.get("least_confidence", 0.7)), []
    for row in read_rows(path):
        if row["proposal"] in ("new", "outcome") and row["date"] and row["confidence"] and float(row["confidence"]) >= least:
            row["ends"] = row["replaces"] = ""
            sure = float(row["confidence"])
            events += [replace(event, reviewed=False) for event in told(config, path, row, sure)]
    return events


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; a column that is not there reads as empty (section 11)."""
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, restval=""))
    return [defaultdict(str, {name.strip(): cell.strip() for name, cell in line.items() if name}) for line in lines]


def told(config: Config, path: Path, row: dict[str, str], review: float = 1.0) -> list[Event]:
    """The event of a row; none for a plan that does not say when it was reported (section 3)."""
    try:
        return [event_of(config, row, review)] if row["status"] not in PLANS or row["reported"] else []
    except (LookupError, ValueError) as error:
        raise ValueError(f"{path}, event {row['id']}: {error}") from error


def event_of(config: Config, row: dict[str, str], review: float) -> Event:
    """One row of events.csv as an event (sections 2, 3 and 6); `review` is the last factor of its score (section 17)."""
    kind, status, start = config["event_types"][row["type"]], row["status"], day_of(row["date"])
    end = day_of(row["date_end"]) if row["date_end"] else period_end(start, row["precision"])
    reported = day_of(row["reported"]) if row["reported"] else end
    planned = status in PLANS
    acts = reported if planned else end
    effective = day_of(row["effective"]) if row["effective"] else None
    starts = status == "happened" or (status == "announced" and effective is not None)
    channels = channels_named(config, listed(row["channels"]), start)
    ends = [item.partition(":") for item in listed(row["ends"])]
    return Event(
        id=row["id"],
        status=status,
        effect=kind["effect"],
        track=next((name for name, track in config["tracks"].items() if row["domain"] in track["domains"]), ""),
        channels=channels,
        date=start,
        reported=reported,
        spread=(reported, reported) if planned else (start, end),
        acts=acts,
        in_force=(acts if effective is None else effective) if starts else None,
        until=day_of(row["until"]) if row["until"] else ALWAYS,
        half_life=float(config["index"]["plan_half_life_days"] if planned else kind["half_life_days"]),
        score=score_of(config, row, channels, status, review),
        size=abs(score_of(config, row, channels, "happened", review)),
        ends=[(name.strip(), float(share) if share.strip() else 1.0) for name, _, share in ends],
        replaces=listed(row["replaces"]),
    )


def listed(cell: str) -> list[str]:
    """The items of a list cell (section 11)."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def period_end(start: int, precision: str) -> int:
    """The last day of the period that `precision` names, else the day itself (section 3)."""
    day = EPOCH + timedelta(days=start)
    month = {"month": day.month, "year": 12}.get(precision)
    if month is None:
        return start
    return (date(day.year, month, calendar.monthrange(day.year, month)[1]) - EPOCH).days


def lifetime(channel: Config) -> tuple[int, int]:
    """The first and last day on which a channel exists (section 5)."""
    start, end = channel.get("from"), channel.get("until")
    return day_of(start) if start else NEVER, day_of(end) if end else ALWAYS


def channels_named(config: Config, items: list[str], day: int) -> list[str]:
    """The channels an event names; a group stands for its members that exist on the day (section 2)."""
    channels, groups = config.get("channels") or {}, config.get("channel_groups") or {}
    names: list[str] = []
    for item in items:
        group = item.removesuffix("/*")
        if group == item:
            names.append(item)
            continue
        if group not in groups and group not in config["tracks"]:
            raise ValueError(f"no channel group {group}")
        members = groups[group] if group in groups else [n for n, c in channels.items() if c["track"] == group]
        alive = {name for name in members if lifetime(channels[name])[0] <= day <= lifetime(channels[name])[1]}
        names += [name for name in members if name in alive]
    return list(dict.fromkeys(names))


@functools.cache
def analyser() -> Any:
    """vaderSentiment, imported only where some event has no tone of its own (section 2)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def score_of(config: Config, row: dict[str, str], channels: list[str], status: str, review: float) -> float:
    """The score of one event, with the factor of the given status (section 2)."""
    kind, tone = config["event_types"][row["type"]], config["tone"]
    v = float(row["tone"] or analyser().polarity_scores(row["quote"] or row["title"])["compound"])
    weight = float(kind["weight"])
    sign = (weight > 0) - (weight < 0)
    if kind.get("by_tone") == "true":
        weight, shade = weight * float(tone["statement_scale"]) * abs(v), 1.0
    else:
        shade = 1 + float(tone["share"]) * v * sign
    level = 1.0
    if channels and kind.get("own_level") != "true":
        level = max(float(config["levels"][config["channels"][name]["level"]]) for name in channels)
    severity = float(config["severity"][row["severity"] or "3"])
    domain = float(config["domains"][row["domain"]]["factor"])
    limit = float(config["index"]["score_limit"])
    score = weight * float(config["status"][status]) * severity * level * domain * shade * review
    return max(-limit, min(limit, score))


def end_replaced(events: list[Event]) -> None:
    """Give every event its stop (section 3) and the days it is in force (section 6)."""
    replacers = defaultdict(list)
    for event in events:
        for name in event.replaces:
            replacers[name].append(event)
    for event in events:
        others = [other for other in replacers[event.id] if other is not event]
        due = event.date if event.status in PLANS else ALWAYS
        event.stop = min([due, *(other.acts for other in others)])
        if event.in_force is not None:
            later = [other.in_force for other in others if other.in_force is not None]
            event.force = range(event.in_force, min([event.until + 1, *later]))


def flow(events: list[Event], first: int, last: int) -> list[float]:
    """F on every day (section 4): each day an event's flow fades by one step and gains the part of that day."""
    total = [0.0] * (last - first + 1)
    for event in events:
        start, end = event.spread
        part, fading, value = event.score / (end - start + 1), 2 ** (-1 / event.half_life), 0.0
        for day in range(start, min(event.stop, last + 1)):
            value = value * fading + (part if day <= end else 0.0)
            total[day - first] += value
    return total


@dataclass
class History:
    """Where a channel stands: state, the day that set or last renewed it, memory, last contact (section 5)."""

    state: str = "unknown"
    since: int = NEVER
    from_suspended: bool = False
    last_contact: int = NEVER

    def move(self, effect: str, day: int) -> None:
        """One line of the table of effects (section 5)."""
        before = self.state
        if effect == "contact":
            after, self.last_contact = "open", day
        elif effect == "agree" and before in ("unknown", "strained", "suspended"):
            after = "agreed"
        elif effect == "strain" and before != "suspended":
            after = "suspended" if before == "agreed" and self.from_suspended else "strained"
        elif effect == "suspend" and before != "suspended":
            after = "suspended"
        else:
            return
        self.state, self.since, self.from_suspended = after, day, after == "agreed" and before == "suspended"

    def inherit(self, other: History) -> None:
        """Take over from a channel that was wound up, as that stood the evening before (section 5)."""
        if other.since > self.since:
            self.state, self.since, self.from_suspended = other.state, other.since, other.from_suspended
        self.last_contact = max(self.last_contact, other.last_contact)

    def value(self, day: int, cadence: float, index: Config) -> float:
        """The value of a known channel (section 5)."""
        if self.state == "open":
            return 2 ** (-max(0.0, day - self.last_contact - cadence) / cadence)
        value = float(index["channel_values"][self.state])
        age = 0 if self.state == "suspended" else day - self.since
        return value * 2 ** (-age / float(index["state_half_life_days"]))


def follow_channels(channels: Config, events: list[Event], first: int, last: int) -> list[dict[str, History]]:
    """Every channel's history as it stands in the evening of each day, existing or not (section 5)."""
    acting, wound_up = defaultdict(list), defaultdict(list)
    for event in events:
        if event.effect in EFFECTS and event.status in ("happened", "announced") and event.reviewed:
            acting[event.acts].append(event)
    for name, channel in channels.items():
        if channel.get("until") and channel.get("successor"):
            wound_up[day_of(channel["until"]) + 1].append((name, channel["successor"]))
    evenings, now = [], {name: History() for name in channels}
    for day in range(min([first, *acting]), last + 1):
        before = now
        if day in wound_up or day in acting:
            now = {name: replace(history) for name, history in before.items()}
        for name, successor in wound_up.get(day, []):
            now[successor].inherit(before[name])
        for event in sorted(acting.get(day, []), key=lambda event: (EFFECTS.index(event.effect), event.id)):
            for name in event.channels:
                now[name].move(event.effect, day)
        if day >= first:
            evenings.append(now)
    return evenings


def channel_balance(channels: Config, index: Config, evenings: list[dict[str, History]], first: int) -> list[float]:
    """C on every day, over the channels of one track (section 5)."""
    members = [(name, float(c["weight"]), float(c["cadence_days"]), *lifetime(c)) for name, c in channels.items()]
    balance = []
    for day, evening in enumerate(evenings, first):
        total = known = existing = 0.0
        for name, weight, cadence, start, end in members:
            if start <= day <= end:
                existing += weight
                if evening[name].state != "unknown":
                    known += weight
                    total += weight * evening[name].value(day, cadence, index)
        divisor = max(known, float(index["known_share_floor"]) * existing)
        balance.append(total / divisor if divisor else 0.0)
    return balance


def measures(own: list[Event], events: list[Event], adaptation: float, first: int, last: int) -> list[float]:
    """M on every day over a track's own events; any event may relieve a measure (section 6)."""
    total = [0.0] * (last - first + 1)
    for event in own:
        if event.effect == "measure":
            reliefs = [(other.force, 1 - share) for other in events for name, share in other.ends if name == event.id]
            start = event.force.start
            for day in range(start, min(event.force.stop, last + 1)):
                left = math.prod(rest for days, rest in reliefs if day in days)
                total[day - first] += event.size * left * 2 ** (-(day - start) / adaptation)
    return total


def printed(figure: float) -> str:
    """Four decimals, to nearest, a zero without a sign (section 8)."""
    text = f"{figure:.4f}"
    return "0.0000" if text == "-0.0000" else text


def track_figures(track: Config, f: float, c: float, m: float) -> list[float]:
    """The tension of a track and its three cells (section 7)."""
    blend, saturation = track["blend"], track["saturation"]
    flow_cell = -50 * float(blend["flow"]) * math.tanh(f / float(saturation["flow"]))
    channels_cell = -50 * float(blend["channels"]) * c
    measures_cell = 50 * float(blend["measures"]) * math.tanh(m / float(saturation["measures"]))
    return [50 + flow_cell + channels_cell + measures_cell, flow_cell, channels_cell, measures_cell]


def series(config: Config, events: list[Event], last: int) -> list[list[str]]:
    """The rows of index.csv up to the last day (sections 7 and 8)."""
    index, channels = config["index"], config.get("channels") or {}
    events = [event for event in events if event.spread[0] <= last]
    end_replaced(events)
    starts = [event.spread[0] for event in events if event.spread[0] < event.stop]
    starts += [event.force.start for event in events if event.effect == "measure" and event.force]
    if not starts:
        return []
    first = min(starts)
    evenings = follow_channels(channels, events, first, last)
    components = {}
    for name in config["tracks"]:
        own = [event for event in events if event.track == name]
        members = {key: channel for key, channel in channels.items() if channel["track"] == name}
        balance = channel_balance(members, index, evenings, first)
        sizes = measures(own, events, float(index["adaptation_days"]), first, last)
        components[name] = list(zip(flow(own, first, last), balance, sizes, strict=True))
    begun = [event.date for event in events if event.status in ("happened", "announced")]
    rows = []
    for day in range(first, last + 1):
        figures = {name: track_figures(config["tracks"][name], *components[name][day - first]) for name in components}
        tension = sum(float(config["tracks"][name]["share"]) * figures[name][0] for name in figures)
        held = max(0.0, min(100.0, tension))
        cells = [printed(figure) for name in figures for figure in figures[name]]
        count = sum(day - 365 < start <= day for start in begun)
        head = [(EPOCH + timedelta(days=day)).isoformat(), printed(held), "", "", "", ""]
        rows.append([*head, *cells, str(count), str(int(held != tension))])
    return rows


def recompute(
    config_path: str | Path, events_path: str | Path | None = None, as_of: str | None = None
) -> tuple[list[str], list[list[str]]]:
    """The header and rows of index.csv, all cells as printed; `as_of`: as known on that day (section 8)."""
    config = read_config(Path(config_path))
    if (config["index"].get("method"), config["index"].get("weights")) != ("stock_and_flow", "house"):
        raise ValueError("METHODOLOGY.md describes only the method stock_and_flow with the weights house")
    events = read_events(config, Path(events_path or config["data"]["events"]))
    events += read_candidates(config, Path(config["data"]["events"]).with_name("candidates.csv"))
    known = day_of(str(as_of)) if as_of else ALWAYS
    events = [event for event in events if event.reported <= known]
    through = (config.get("data") or {}).get("through")
    last = day_of(through) if through else max((event.reported for event in events), default=NEVER)
    tracks = [f"{name}{cell}" for name in config["tracks"] for cell in ("", "_flow", "_channels", "_measures")]
    header = ["date", "tension", "p05", "p25", "p75", "p95", *tracks, "events", "clipped"]
    return header, series(config, events, min(last, known))


def compare(header: list[str], rows: list[list[str]], published: Path, shown: int = 20) -> int:
    """Print how many days and values were compared and the first differences; returns their number."""
    with published.open(encoding="utf-8-sig", newline="") as file:
        their_rows = list(csv.DictReader(file))
    theirs, ours = (
        {row["date"]: row for row in their_rows},
        {row[0]: dict(zip(header, row, strict=True)) for row in rows},
    )
    if len(theirs) < len(their_rows):
        raise ValueError(f"{published}: a day stands there twice")
    both = [day for day in ours if day in theirs]
    columns = list(dict.fromkeys([*header, *(name for row in list(theirs.values())[:1] for name in row)]))[1:]
    differences = [f"{day}: only {'published' if day in theirs else 'here'}" for day in sorted({*ours} ^ {*theirs})]
    for day in both:
        for name in columns:
            here, there = ours[day].get(name, "no such column"), theirs[day].get(name, "no such column")
            if here != there:
                differences.append(f"{day} {name}: {there} published, {here} here")
    print(f"{len(both)} days and {len(both) * len(columns)} values compared, {len(differences)} differences")
    print(*differences[:shown], sep="\n", end="\n" if differences else "")
    return len(differences)


def main() -> int:
    """The command line: print the index, write it, or compare it with a published one."""
    parser = argparse.ArgumentParser(description="Recompute the index from METHODOLOGY.md alone.")
    parser.add_argument("--config", default="config.yaml", help="any config file")
    parser.add_argument("--events", help="default: data.events of the config")
    parser.add_argument("--out", help="write index.csv here instead of printing it")
    parser.add_argument("--compare", metavar="INDEX_CSV", help="compare every cell with a published index.csv")
    options = parser.parse_args()
    try:
        header, rows = recompute(options.config, options.events)
        text = "".join(",".join(row) + "\n" for row in [header, *rows])
        if options.out:
            Path(options.out).write_text(text, encoding="utf-8", newline="")
        elif not options.compare:
            sys.stdout.write(text)
        return 1 if options.compare and compare(header, rows, Path(options.compare)) else 0
    except UNREADABLE as error:
        print(f"cannot read: {type(error).__name__}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
