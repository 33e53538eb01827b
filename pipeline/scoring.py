"""Event -> scored event: one multiplication a row, every factor kept.

    score = weight * status * severity * level * domain * tone * review, held within +-score_limit

The orientation is that of the Goldstein and PLOVER scales: -10 freeze, +10 thaw. The type alone decides the
sign. Tone is VADER's compound of the quote, or of the title where no quote is kept; it shades a score by at most
`tone.share` and never flips it. Statements are the exception: their weight *is* their tone. The factor `review` is
1, and for a candidate that nobody has reviewed its confidence.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.records import PLANS, UNREVIEWED

FACTORS = ("weight", "status_factor", "severity_factor", "level_factor", "domain_factor", "tone_factor", "review_factor")
NEVER = np.iinfo(np.int64).max // 4
"""A day that does not come (days are counted from 1970-01-01)."""


def score_events(config: Config, events: pd.DataFrame) -> pd.DataFrame:
    """The events with their factors, `score`, `direction`, `track` and the days on which they act.

    Added columns: the seven `FACTORS`; `tone` filled; `score` in points; `direction` (-1, 0, 1); `track`; `unreviewed`;
    `half_life` in days; whole days since 1970-01-01: `acts_on` (channels, measures, replacement), `flow_from`,
    `flow_to` (the score is spread evenly over these days) and `flow_stop` (first day it no longer counts).
    """
    scored = events.copy()
    scored["tone"] = _tones(events)
    scored["unreviewed"] = events["flags"].map(lambda flags: UNREVIEWED in flags).astype(bool)
    _add_factors(config, scored)
    limit = config.index.score_limit
    scored["score"] = scored[list(FACTORS)].prod(axis=1).clip(-limit, limit)
    scored["direction"] = np.sign(scored["weight"]).astype("int64")
    tracks = {domain: slug for slug, track in config.tracks.items() for domain in track.domains}
    scored["track"] = scored["domain"].map(tracks)
    _add_days(config, scored)
    return scored


def day_numbers(dates: pd.Series, missing: int = NEVER) -> np.ndarray:
    """Dates as whole days since 1970-01-01; missing dates become `missing`."""
    days = dates.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype("int64"))


def _add_factors(config: Config, scored: pd.DataFrame) -> None:
    kinds = config.event_types
    by_tone = scored["type"].map({slug: kind.by_tone for slug, kind in kinds.items()}).to_numpy(dtype=bool)
    weight = scored["type"].map({slug: kind.weight for slug, kind in kinds.items()}).to_numpy(dtype="float64")
    tone = scored["tone"].to_numpy()
    scored["weight"] = np.where(by_tone, weight * config.tone.statement_scale * np.abs(tone), weight)
    scored["status_factor"] = scored["status"].map(config.status).astype("float64")
    scored["severity_factor"] = scored["severity"].map(config.severity).astype("float64")
    scored["level_factor"] = _level_factors(config, scored)
    domains = {slug: domain.factor for slug, domain in config.domains.items()}
    scored["domain_factor"] = scored["domain"].map(domains).astype("float64")
    shade = 1 + config.tone.share * tone * np.sign(weight)
    scored["tone_factor"] = np.where(by_tone, 1.0, shade)
    scored["review_factor"] = np.where(scored["unreviewed"], scored["confidence"], 1.0)


def _level_factors(config: Config, scored: pd.DataFrame) -> list[float]:
    """The highest level factor among an event's channels; 1 without a channel or where the type has its own."""
    level = {slug: config.levels[channel.level] for slug, channel in config.channels.items()}
    own = {slug for slug, kind in config.event_types.items() if kind.own_level}
    return [
        max((level[channel] for channel in channels), default=1.0) if kind not in own else 1.0
        for kind, channels in zip(scored["type"], scored["channels"], strict=True)
    ]


def _tones(events: pd.DataFrame) -> np.ndarray:
    """The given tone, else VADER's compound of the quote or the title."""
    given = events["tone"].to_numpy(dtype="float64")
    texts = events["quote"].where(events["quote"] != "", events["title"])
    return np.array([vader(text) if np.isnan(tone) else tone for tone, text in zip(given, texts, strict=True)])


@cache
def _analyzer():  # noqa: ANN202 (vaderSentiment carries no types)
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@cache
def vader(text: str) -> float:
    """VADER's compound score of one text, -1 to 1 with four decimals (Hutto and Gilbert 2014)."""
    return float(_analyzer().polarity_scores(text)["compound"])


def _add_days(config: Config, scored: pd.DataFrame) -> None:
    first, last = day_numbers(scored["date"]), day_numbers(scored["date_end"])
    reported = day_numbers(scored["reported"])
    plan = scored["status"].isin(PLANS).to_numpy()
    half_lives = {slug: kind.half_life_days for slug, kind in config.event_types.items()}
    half_life = scored["type"].map(half_lives).to_numpy(dtype="float64")
    scored["half_life"] = np.where(plan, config.index.plan_half_life_days, half_life)
    scored["acts_on"] = np.where(plan, reported, last)
    scored["flow_from"] = np.where(plan, reported, first)
    scored["flow_to"] = np.where(plan, reported, last)
    due = np.where(plan, first, NEVER)
    scored["flow_stop"] = np.minimum(due, _replaced_on(scored))


def _replaced_on(scored: pd.DataFrame) -> np.ndarray:
    """The first day on which another event takes an event's place."""
    place = {event: row for row, event in enumerate(scored["id"])}
    day = np.full(len(scored), NEVER)
    for replaced, acts_on in zip(scored["replaces"], scored["acts_on"], strict=True):
        for event in replaced:
            if event in place:
                day[place[event]] = min(day[place[event]], acts_on)
    return day
