"""The worked example of METHODOLOGY.md, recomputed figure by figure."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import build_index, contributions, load_config, load_events
from pipeline.index.flow import decayed_scores
from pipeline.index.uncertainty import uncertainty_of
from pipeline.questions.how_sure import how_sure
from pipeline.questions.robustness import robustness_of
from pipeline.questions.tornado import LABELS, tornado_of
from pipeline.questions.weighing import side_by_side
from pipeline.questions.why import why_moved
from pipeline.words import day_text

PAGE = Path("METHODOLOGY.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([a-zA-Z_ ]+?) \| (.+?) \| (-?\d+\.\d{4}) \|$", PAGE[PAGE.index("## 12.") :], re.MULTILINE)


@pytest.fixture(scope="module")
def computed():
    """The same quantities from a build of the example."""
    config = load_config(overrides={"data.events": "docs/example/events.csv", "data.through": "2030-08-29"})
    result = build_index(config, load_events(config))
    left = decayed_scores(result.scored, result.row_day(-1))
    parts = contributions(result, result.through).set_index(["component", "item"])["points"]
    found = {f"score {event}": score for event, score in zip(result.scored["id"], result.scored["score"], strict=True)}
    found |= {f"left of {event}": value for event, value in zip(result.scored["id"], left, strict=True)}
    found |= {f"value {slug}": result.channels[slug]["value"].iat[-1] for slug in ("dpct", "mmca")}
    found |= {
        "F": result.flow["security"].iat[-1],
        "C": result.dialogue["security"].iat[-1],
        "M": result.burden["security"].iat[-1],
    }
    found |= {name: result.daily[name].iat[-1] for name in result.daily.columns}
    return found | {"part of B in flow": parts["flow", "B"], "part of mmca": parts["channels", "mmca"]}


def test_the_example_has_its_figures():
    """The page holds the whole example, from the scores to the headline."""
    assert {"score B", "F", "C", "M", "security", "tension"} <= {name for name, _, _ in ROWS}
    assert len(ROWS) == 20


@pytest.mark.parametrize(("name", "how", "printed"), ROWS, ids=[name for name, _, _ in ROWS])
def test_figure(computed, name, how, printed):
    """A printed figure of the example equals the computed one to its four decimals."""
    assert f"{computed[name]:.4f}" == printed


@pytest.fixture(scope="module")
def published():
    """What `robustness` finds with its own defaults."""
    config = load_config()
    return robustness_of(config, load_events(config), 0.3, 200, 1, 2005)


def test_the_table_of_missing_events_is_what_the_command_finds(published):
    """Section 14 prints the table of `robustness` row by row, with the events, changes and shares that it finds today."""
    rows = re.findall(
        r"^\| (20\d\d) \| (\d+) \| ([+-][\d.]+) \| (.+?) \| (\d+)% \| (\d+)% \| (\d+)% \| (\d+)% \|$", PAGE, re.MULTILINE
    )
    found = [
        (
            str(year),
            str(row["events"]),
            f"{row['change']:+.1f}",
            f"{row['low']:+.1f} to {row['high']:+.1f}",
            *(f"{row[f'kept_{name}'] * 100:.0f}" for name in ("tension", "security", "political", "economic")),
        )
        for year, row in published.years.to_dict("index").items()
    ]
    assert rows == found


def test_the_table_of_saturated_days_is_what_the_command_finds(published):
    """Section 13 prints the share of saturated days of each cell."""
    rows = re.findall(r"^\| (\w+) \| ([\d.]+)% \| ([\d.]+)% \|$", PAGE, re.MULTILINE)
    tracks = dict.fromkeys(slug for slug, _ in published.saturated)
    assert rows == [(slug, *(f"{published.saturated[slug, part] * 100:.1f}" for part in ("flow", "measures"))) for slug in tracks]


@pytest.fixture(scope="module")
def sure(result):
    """The band of the shipped index."""
    return uncertainty_of(result)


def test_the_table_of_the_band_is_what_the_command_finds(sure):
    """Section 16 prints band, width, bias and what survives of recent changes, for the headline and each track."""
    number, share = r"([+-]?[\d.]+)", r"(\d+)%"
    pattern = rf"^\| (\w+) \| {number} \| (.+?) \| {number} \| {number} \| {number} \| {share} \| {number} \| {share} \|$"
    found = [
        (
            series,
            f"{row['now']:.1f}",
            f"{row['low']:.1f} to {row['high']:.1f}",
            f"{row['width']:.1f}",
            f"{row['bias']:+.2f}",
            *(text for days in (30, 365) for text in (f"{row[f'change_{days}']:+.1f}", f"{row[f'kept_{days}'] * 100:.0f}")),
        )
        for series, row in how_sure(sure).to_dict("index").items()
    ]
    assert re.findall(pattern, PAGE, re.MULTILINE) == found


def test_the_bias_and_the_cut_off_are_those_of_the_band(sure):
    """Section 16 says the headline's bias, its mean size, and how many draws see the rise of August 2022."""
    text = " ".join(PAGE.split())
    bias, lean = re.search(
        r"over all days the headline's is ([+-][\d.]+\d) points, and its mean size is ([\d.]+\d)\.", text
    ).groups()
    assert (bias, lean) == (f"{sure.bias().mean():+.2f}", f"{sure.bias().abs().mean():.2f}")
    days = (date(2022, 7, 31), date(2022, 8, 31))
    rise, kept = re.search(r"the headline rose by ([\d.]+) points, in (\d+)% of the draws", text).groups()
    before, after = (sure.result.tension.loc[str(day)] for day in days)
    assert (rise, kept) == (f"{after - before:.1f}", f"{sure.survival(*days) * 100:.0f}")


def test_the_readme_says_how_wide_the_band_is(sure):
    """README.md gives the mean width of the headline's band."""
    text = " ".join(Path("README.md").read_text("utf-8").split())
    assert re.search(r"The band `p05` to `p95` is ([\d.]+\d) points wide on average", text)[1] == f"{sure.width().mean():.1f}"


def test_the_tornado_is_what_the_command_finds(result):
    """Section 16 prints the total-order indices of the last day in their order, and how far each choice moves it alone."""
    found = tornado_of(result)
    table = [
        (LABELS[group], f"{row['total']:.2f}", f"{row['low']:.1f} to {row['high']:.1f}")
        for group, row in found.groups.to_dict("index").items()
    ]
    assert re.findall(r"^\| ([a-z', -]+) \| (\d\.\d\d) \| ([\d.]+ to [\d.]+) \|$", PAGE, re.MULTILINE) == table
    assert f"Jansen's estimator, {found.evaluations:,} runs" in PAGE


def test_the_laws_are_those_of_the_config(config):
    """Section 16 names for each key of the draws the spread, shape or number that the config has."""
    laws = config.uncertainty.model_dump()
    spreads = {key: float(value) for value, key in re.findall(
        r"^\|.*\| (?:lognormal, |gamma of shape )([\d.]+)\b.*\| `uncertainty\.(\w+)` \|$", PAGE, re.MULTILINE
    )}  # fmt: skip
    assert spreads == {key: laws[key] for key in laws if key not in ("draws", "seed", "drop_events")}
    assert f"So it is drawn {laws['draws']} times" in PAGE


# ---------------------------------------------------------------- why it moved
CASES = (
    ("tension", date(2022, 7, 31), date(2022, 8, 31)),
    ("tension", date(2023, 11, 1), date(2023, 12, 31)),
    ("economic", date(2025, 3, 31), date(2025, 5, 11)),
    ("economic", date(2025, 5, 11), date(2025, 5, 31)),
    ("tension", date(2025, 9, 30), date(2025, 11, 30)),
)
FIRST = (
    "China cancels theater commander talks, DPCT and MMCA after Pelosi visit",
    "Leaders agree to restore military contacts",
    "China raises its tariff on US goods to 125 percent",
    "Geneva joint statement cuts tariffs",
    "Sides settle a one-year trade arrangement at Busan",
)
"""What a reader of the chronology would name first, case by case."""


def case_row(result, series: str, start: date, end: date) -> str:
    """A row of the table of section 18."""
    why = why_moved(result, start, end, series)
    move = why.comparison.move(series)
    events = [cause for cause in why.causes if cause.day][:3]
    named = "; ".join(f"{cause.label} {signed(cause.points)}" for cause in events)
    cells = why.parts.groupby("component")["points"].sum().reindex(["flow", "channels", "measures"], fill_value=0.0)
    split = ", ".join(f"{name} {signed(points)}" for name, points in cells.items())
    period = f"{day_text(start)} to {day_text(end)}"
    return f"| {period} | {series} | {move.before:.1f} to {move.now:.1f} | {split} | {named} |"


def signed(points: float) -> str:
    return f"{'+' if points >= 0 else '-'}{abs(points):.1f}"


@pytest.mark.parametrize(("case", "first"), list(zip(CASES, FIRST, strict=True)), ids=[str(case[2]) for case in CASES])
def test_the_cases_are_what_the_index_says(result, case, first):
    """Section 18 prints what moved the number in four stretches, and names first what a reader would."""
    series, start, end = case
    why = why_moved(result, start, end, series)
    assert next(cause for cause in why.causes if cause.day).label.startswith(first)
    assert case_row(result, *case) in PAGE.splitlines()


def test_the_table_of_other_weights_and_methods_is_what_the_index_gives(result):
    """The page prints, for each named table and method, what it makes of the shipped events today."""
    rows = re.findall(
        r"^\| `(index\.\w+: \w+)` \| ([\d.]+ \w+) \| ([\d.]+) \| ([\d,]+) \| ([+-][\d.]+ on [\d-]+) \|$", PAGE, re.MULTILINE
    )
    found = [
        (
            row["name"].replace(" ", ": "),
            f"{row['last']:.1f} {row['word']}",
            f"{row['correlation']:.2f}",
            f"{row['days']:,}",
            f"{row['largest']:+.1f} on {row['day']}",
        )
        for row in side_by_side(result, Path("config.yaml")).to_dict("records")
    ]
    assert rows == found
