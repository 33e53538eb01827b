"""One event told whole: how it scores, what is left of it on the last day, what it moved, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.index import IndexResult, contributions
from pipeline.index.flow import decayed_scores
from pipeline.index.measures import Measure
from pipeline.index.methods import EXACT
from pipeline.questions.event_filter import side_names
from pipeline.records import BOTH, FLAGS, PLANS, Source
from pipeline.scoring import FACTORS, NEVER
from pipeline.words import day_text, event_date_text


@dataclass(frozen=True)
class Factor:
    """One factor of a score: its name, its value, and what it was chosen by."""

    name: str
    value: float
    reason: str


@dataclass(frozen=True)
class Related:
    """Another event and how it bears on this one, in words."""

    relation: str
    event: str
    when: str
    title: str


@dataclass(frozen=True)
class Held:
    """A channel whose state on the last day was set by the event; `points` are those of the whole channel."""

    channel: str
    state: str
    since: str
    points: float


@dataclass(frozen=True)
class Story:
    """What is told of one event. Points are points of headline on `through`; colder is plus; NaN for a method that has
    no exact parts."""

    event: str
    title: str
    when: str
    facts: tuple[tuple[str, str], ...]
    direction: int
    factors: tuple[Factor, ...]
    product: float
    score: float
    limit: float
    through: str
    left: float
    left_why: str
    flow: float
    measure: float
    measure_why: str
    held: tuple[Held, ...]
    related: tuple[Related, ...]
    sources: tuple[Source, ...]
    flags: tuple[str, ...]
    unreviewed: bool
    confidence: float
    note: str
    quote: str

    @property
    def points(self) -> float:
        """What the event itself contributes to the headline: its flow, and its measure."""
        return self.flow + self.measure

    @property
    def clipped(self) -> bool:
        return self.product != self.score


def event_story(result: IndexResult, event: str) -> Story | None:
    """The story of an event by its id; None where the index has no such event."""
    scored = result.scored
    found = np.flatnonzero((scored["id"] == event).to_numpy())
    if not len(found):
        return None
    row = int(found[0])
    told = scored.iloc[row]
    exact = result.config.index.method in EXACT
    parts = contributions(result, result.through) if exact else None
    own = parts[parts["item"] == event].groupby("component")["points"].sum() if parts is not None else {}
    nothing = 0.0 if exact else float("nan")
    factors = _factors(result, told)
    return Story(
        event=event,
        title=told["title"],
        when=event_date_text(told),
        facts=_facts(result, told),
        direction=int(told["direction"]),
        factors=factors,
        product=float(scored[list(FACTORS)].iloc[[row]].prod(axis=1).iat[0]),
        score=float(told["score"]),
        limit=result.config.index.score_limit,
        through=day_text(result.through),
        left=float(decayed_scores(scored.iloc[[row]], result.row_day(-1))[0]),
        left_why=_left_why(result, told),
        flow=float(own.get("flow", nothing)),
        measure=float(own.get("measures", nothing)),
        measure_why=_measure_why(result, event),
        held=_held(result, event, parts),
        related=_related(scored, told),
        sources=tuple(told["sources"]),
        flags=tuple(FLAGS[flag] for flag in told["flags"]),
        unreviewed=bool(told["unreviewed"]),
        confidence=float(told["confidence"]),
        note=told["note"],
        quote=told["quote"],
    )


def _facts(result: IndexResult, told: pd.Series) -> tuple[tuple[str, str], ...]:
    """Status, type, sides, domain and track, channels, the day of the report; each with its name."""
    config, names = result.config, side_names(result.config)
    first, second = told["initiator"], told["target"]
    sides = names[BOTH].capitalize() if first == second == BOTH else f"{names[first]} → {names[second]}"
    facts = [
        ("Type", config.event_types[told["type"]].label),
        ("Status", told["status"]),
        ("Sides", sides),
        ("Domain", f"{config.domains[told['domain']].label} ({config.tracks[told['track']].label.lower()} track)"),
        ("Channels", ", ".join(config.channels[slug].name for slug in told["channels"]) or "none"),
    ]
    if not pd.isna(told["reported"]) and told["reported"] != told["date_end"]:
        facts.append(("Reported", day_text(told["reported"].date())))
    if told["role"] == "background":
        facts.append(("Role", "background"))
    return tuple(facts)


def _factors(result: IndexResult, told: pd.Series) -> tuple[Factor, ...]:
    """The factors in the order in which the score is written, with what each stands for; `review` only where it can differ."""
    config = result.config
    kind = config.event_types[told["type"]]
    levels = [config.channels[slug].level for slug in told["channels"]]
    highest = max(levels, key=lambda level: config.levels[level], default="no channel")
    reasons = {
        "weight": kind.label + (f", at tone {_signed(told['tone'])}" if kind.by_tone else ""),
        "status_factor": told["status"],
        "severity_factor": f"{told['severity']} of {max(config.severity)}",
        "level_factor": "held in the weight" if kind.own_level else highest,
        "domain_factor": config.domains[told["domain"]].label,
        "tone_factor": "held in the weight" if kind.by_tone else f"wording {_signed(told['tone'])}",
    }
    if config.review.count_unreviewed:
        reasons["review_factor"] = "unreviewed: its confidence" if told["unreviewed"] else "reviewed"
    names = [name for name in FACTORS if name in reasons]
    return tuple(Factor(name.removesuffix("_factor"), float(told[name]), reasons[name]) for name in names)


def _left_why(result: IndexResult, told: pd.Series) -> str:
    """How the score fades, or on which day and why it stopped counting."""
    stop, last = int(told["flow_stop"]), result.row_day(-1)
    if stop <= last:
        due = told["status"] in PLANS and stop == int(told["date"].to_datetime64().astype("datetime64[D]").astype("int64"))
        return f"its flow stopped on {_day(stop)}, when it {'was due' if due else 'was replaced'}"
    text = f"half of it fades every {told['half_life']:g} days"
    return text if told["flow_to"] == told["flow_from"] else f"{text}; spread evenly over the days it lasted"


def _measure_why(result: IndexResult, event: str) -> str:
    """From when to when it is in force as a measure, and what reliefs leave of it; empty where it is none."""
    measure = next((found for found in result.measures if found.event == event), None)
    if measure is None:
        return ""
    last = result.row_day(-1)
    if last < measure.start:
        return f"in force from {_day(measure.start)}"
    if last >= measure.stop:
        return f"in force from {_day(measure.start)} to {_day(measure.stop - 1)}"
    left = measure.left_on(last)
    if left == 0:
        return f"in force from {_day(measure.start)} to {_day(_relieved_on(measure, last) - 1)}, then ended by relief"
    share = "" if left == 1 else f", reliefs leave {left:.0%} of it"
    until = f" to {_day(measure.stop - 1)}" if measure.stop < NEVER else ""
    size = measure.size_on(last, result.config.index.adaptation_days)
    return f"in force since {_day(measure.start)}{until}{share}; size {size:.2f} of {measure.size:.2f} at its start"


def _relieved_on(measure: Measure, last: int) -> int:
    """The first day of the run without any of it that lasts on the last day."""
    turns = [day for day in (measure.start, *measure.turning_days()) if day <= last]
    return next(day for day in reversed(turns) if day == measure.start or measure.left_on(day - 1) > 0)


def _held(result: IndexResult, event: str, parts: pd.DataFrame | None) -> tuple[Held, ...]:
    """The channels whose state on the last day this event set or renewed last."""
    points = parts[parts["component"] == "channels"].set_index("item")["points"] if parts is not None else {}
    nothing = 0.0 if parts is not None else float("nan")
    held = []
    for slug, daily in result.channels.items():
        today = daily.iloc[-1]
        if today["event"] == event and today["state"] != "unknown":
            name = result.config.channels[slug].name
            held.append(Held(name, today["state"], _day(int(today["since"])), float(points.get(slug, nothing))))
    return tuple(held)


def _related(scored: pd.DataFrame, told: pd.Series) -> tuple[Related, ...]:
    """What it replaces and relieves, and what replaced or relieved it; events outside the run are left out."""
    event, rows = told["id"], {name: row for row, name in enumerate(scored["id"])}
    links = [("replaces", other) for other in told["replaces"]]
    links += [(_taken("takes", relief.share), relief.target) for relief in told["ends"]]
    for other, replaced, ended in zip(scored["id"], scored["replaces"], scored["ends"], strict=True):
        if event in replaced:
            links.append(("replaced by", other))
        links += [(_taken("relieved by", relief.share), other) for relief in ended if relief.target == event]
    found = []
    for relation, other in links:
        if other in rows:
            row = scored.iloc[rows[other]]
            found.append(Related(relation, other, event_date_text(row), row["title"]))
    return tuple(found)


def _taken(verb: str, share: float) -> str:
    if verb == "takes":
        return "ends" if share == 1 else f"takes {share:.0%} off"
    return "ended by" if share == 1 else f"relieved by {share:.0%} by"


def _signed(tone: float) -> str:
    return f"{tone:+g}".replace("-", "−") if tone else "neutral"


def _day(number: int) -> str:
    return day_text(np.datetime64(number, "D").item())
