"""The worked example of METHODOLOGY.md, recomputed figure by figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import build_index, contributions, load_config, load_events
from pipeline.index.flow import decayed_scores
from pipeline.questions.robustness import robustness_of
from pipeline.questions.weighing import side_by_side

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
