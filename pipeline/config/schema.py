"""Every key that a config may have, with its type and bounds.

Strict: unknown keys, numbers written as text, NaN and infinities are refused. The docstring of each field
(`description`) is the one-line meaning that the editor schema carries; docs/configuration.md says more.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
SideCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Words = Annotated[str, StringConstraints(min_length=2, max_length=80, pattern=r"[A-Za-z0-9]")]
Positive = Annotated[float, Field(gt=0, le=1e6)]
Factor = Annotated[float, Field(ge=0, le=10)]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]
Spread = Annotated[float, Field(ge=0, le=1)]

Effect = Literal["none", "contact", "agree", "strain", "suspend", "measure", "relief"]
Status = Literal["happened", "announced", "planned", "proposed", "denied"]
Severity = Literal["1", "2", "3", "4", "5"]
Plover = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
]
Method = Literal["stock_and_flow", "decayed_sum", "monthly_mean", "pri"]
Weights = Literal["house", "plover", "goldstein", "copdab", "equal"]
METHODS: tuple[str, ...] = get_args(Method)
WEIGHT_TABLES: tuple[str, ...] = get_args(Weights)
Period = Literal["1y", "2y", "5y", "10y", "all"]


def _plain_date(value: object) -> object:
    """Dates arrive as text, because the loader keeps what was written."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("expected a date such as 2023-11-15") from None
    return value


PlainDate = Annotated[date, BeforeValidator(_plain_date)]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True, populate_by_name=True)


class Side(Strict):
    name: Text = Field(description="The side's name as shown to people")


class Pair(Strict):
    slug: Slug = Field(description="Short name, used in file names")
    name: Text = Field(description="Name shown to people")
    sides: dict[SideCode, Side] = Field(description="Exactly two, by ISO country code", min_length=2, max_length=2)
    concerns: list[SideCode] = Field(default=[], description="Third parties whose affairs one side takes as its own")


class Data(Strict):
    events: Text = Field(description="The reviewed chronology, a CSV file")
    actors: Text | None = Field(default=None, description="Who held which office when, a CSV file")
    episodes: Text | None = Field(default=None, description="Named periods shaded on the chart, a YAML file")
    articles: Text | None = Field(default=None, description="Folder of articles to be coded")
    candidates: Text | None = Field(
        default=None, description="The undecided candidates, a CSV file; default: candidates.csv in the folder of `events`"
    )
    decisions: Text | None = Field(
        default=None, description="The log of decisions, JSON lines; default: decisions.jsonl in the folder of `events`"
    )
    through: PlainDate | None = Field(
        default=None, description="Last day of the series; default: the newest `reported` in the events"
    )


class EventType(Strict):
    weight: float = Field(ge=-10, le=10, description="Points; the sign is the direction")
    half_life_days: Positive = Field(description="Days until half of the score has faded")
    effect: Effect = Field(description="What the event does to channels or measures")
    plover: Plover = Field(description="Root class in the PLOVER ontology")
    label: Text = Field(description="Name shown to people")
    by_tone: bool = Field(default=False, description="Weight multiplied by tone.statement_scale * |tone|")
    own_level: bool = Field(default=False, description="The weight holds the level already; it counts 1")


class Domain(Strict):
    factor: Factor = Field(description="Factor on the score")
    label: Text = Field(description="Name shown to people")


class Tone(Strict):
    share: float = Field(ge=0, le=0.25, description="How far wording shades a score")
    statement_scale: Factor = Field(description="Points of a statement at full tone")


class Channel(Strict):
    name: Text = Field(description="Name shown to people")
    track: Slug = Field(description="The track it belongs to")
    level: Slug = Field(description="Key of `levels`")
    weight: Positive = Field(description="How much it counts within its track")
    cadence_days: Positive = Field(description="How often it normally meets")
    founded: PlainDate | None = Field(default=None, alias="from", description="First day it exists")
    until: PlainDate | None = Field(default=None, description="Last day it exists")
    successor: Slug | None = Field(default=None, description="Channel that takes over on the day after `until`")
    words: list[Words] = Field(
        default=[], max_length=200, description="Words by which articles name it, beside those of data/common/channels.yaml"
    )


class Label(Strict):
    start: Points = Field(alias="from", description="Tension from which the word applies")
    label: Text = Field(description="The word")


class Blend(Strict):
    flow: Share = Field(description="Share of flow (a)")
    channels: Share = Field(description="Share of channels (b)")
    measures: Share = Field(description="Share of measures (c)")


class Saturation(Strict):
    flow: Positive = Field(description="Points at which flow reaches tanh(1) = 0.76")
    measures: Positive = Field(description="Points at which measures reach tanh(1) = 0.76")


class Track(Strict):
    label: Text = Field(description="Name shown to people")
    share: Share = Field(description="Share of the headline; all shares add up to 1")
    domains: list[Slug] = Field(min_length=1, description="Domains whose flow and measures land here")
    blend: Blend = Field(description="Weights of the three components")
    saturation: Saturation = Field(description="Scale of the two tanh curves")
    labels: list[Label] = Field(min_length=1, description="Words for this track's tension")


class ChannelValues(Strict):
    agreed: float = Field(ge=-1, le=1, description="Value of a channel agreed to restart, on its first day")
    strained: float = Field(ge=-1, le=1, description="Value of a strained channel, on its first day")
    suspended: float = Field(ge=-1, le=1, description="Value of a suspended channel, as long as it lasts")


class Index(Strict):
    method: Method = Field(description="How events become one number")
    weights: Weights = Field(description="Table of type weights; house = event_types")
    pri_ceiling: Annotated[float, Field(gt=0, le=100)] = Field(
        default=9, description="Method pri: no level goes beyond this, either way"
    )
    pri_gain: Annotated[float, Field(gt=0, le=10)] = Field(
        default=0.12, description="Method pri: how far one point of score moves a level that stands at 0"
    )
    score_limit: Annotated[float, Field(gt=0, le=100)] = Field(description="No score goes beyond this, either way")
    plan_half_life_days: Positive = Field(description="Half-life of planned and proposed events")
    adaptation_days: Positive = Field(description="Half-life of a measure in force")
    state_half_life_days: Positive = Field(description="Half-life of `agreed` and `strained`")
    known_share_floor: Share = Field(description="Least share of a track's channel weight that C is divided by")
    channel_values: ChannelValues = Field(description="Values of the channel states other than open")
    labels: list[Label] = Field(min_length=1, description="Words for the headline")


class Uncertainty(Strict):
    draws: int = Field(ge=0, le=2000, description="How many draws the band rests on; 0 switches it off")
    seed: int = Field(ge=0, le=2**32 - 1, description="The same seed gives the same draws")
    type_weights: Spread = Field(description="Spread of the weight of each event type")
    channel_weights: Spread = Field(description="Spread of the weight of each channel")
    half_lives: Spread = Field(description="Spread of each half-life: types, plans, measures, channel states")
    saturations: Spread = Field(description="Spread of the saturations of flow and measures of each track")
    shares: Spread = Field(description="Spread of the shares of the tracks, before they are brought back to 1")
    blends: Spread = Field(description="Spread of each blend, before a track's three are brought back to their sum")
    cluster_shape: Annotated[float, Field(ge=0, le=1e6)] = Field(
        description="Shape of the gamma factor on the flow of a track's events of one day; 0 switches it off"
    )
    drop_events: bool = Field(description="Leave each event out with the chance that its coding confidence leaves")


class Chart(Strict):
    badges: int = Field(ge=0, le=40, description="Most numbered events on a chart")
    badge_threshold: Points = Field(description="Points an event must move to earn a badge")
    default_period: Period = Field(description="Period the Overview opens with")
    stale_after_days: int = Field(ge=1, le=3650, description="Age of the newest event at which the banner appears")


class Colours(Strict):
    thaw: Colour | None = Field(default=None, description="Badges of events that warm; #RRGGBB, at least 3:1 on white")
    freeze: Colour | None = Field(default=None, description="Badges of events that cool; #RRGGBB, at least 3:1 on white")
    line: Colour | None = Field(default=None, description="The line of the headline; #RRGGBB, at least 3:1 on white")


class Export(Strict):
    author: Text = Field(description="Named in every exported file")
    licence: Text = Field(description="Licence of the exported figures")
    width: int = Field(ge=480, le=4000, description="Pixels at scale 1")
    height: int = Field(ge=480, le=4000, description="Pixels at scale 1")
    scale: int = Field(ge=1, le=4, description="Pixels per pixel in PNG")
    font: Text | None = Field(
        default=None, description="Font of chart files: a font file or an installed family; default: DejaVu Sans"
    )
    logo: Text | None = Field(default=None, description="A PNG of at most 500 kB that stands top right on chart files")
    colours: Colours = Field(default_factory=Colours, description="Colours of chart files; default: those of the dashboard")


class Review(Strict):
    count_unreviewed: bool = Field(
        default=False, description="Whether candidates that nobody has reviewed count, each with its confidence as a factor"
    )
    least_confidence: Share = Field(default=0.7, description="Least confidence of a candidate that counts")


class Limits(Strict):
    csv_mb: Annotated[float, Field(gt=0, le=4096)] = Field(description="A larger data file is refused")
    problems_shown: int = Field(ge=1, le=10000, description="Messages printed before 'and N more'")
    earliest: PlainDate = Field(description="Earlier dates are refused")
    latest: PlainDate = Field(description="Later dates are refused")


class Config(Strict):
    """The whole configuration of one index, resolved: `extends` and overrides already applied."""

    pair: Pair
    data: Data
    event_types: dict[Slug, EventType] = Field(min_length=1)
    status: dict[Status, Factor]
    severity: dict[Severity, Factor]
    levels: dict[Slug, Factor] = Field(min_length=1)
    domains: dict[Slug, Domain] = Field(min_length=1)
    tone: Tone
    channels: dict[Slug, Channel]
    channel_groups: dict[Slug, list[Slug]] = {}
    tracks: dict[Slug, Track] = Field(min_length=1)
    index: Index
    review: Review = Review()
    uncertainty: Uncertainty
    chart: Chart
    export: Export
    limits: Limits
