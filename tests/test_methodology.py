"""The worked example of METHODOLOGY.md, recomputed figure by figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import build_index, contributions, load_config, load_events
from pipeline.index.flow import decayed_scores

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
