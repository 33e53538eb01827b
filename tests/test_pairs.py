"""The pairs that ship beside US-China: each by config alone, each with sources, one of them quiet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package

from pipeline import build_index, load_config, load_events
from pipeline.check import check_all
from pipeline.index.tension import label_of
from pipeline.notes import HEAVY, origins, twins

FOLDERS = sorted(path.parent for path in Path("data").glob("*/config.yaml"))
PLACEBO = "norway-namibia"


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def pair(request):
    """Folder, config and index of one pair."""
    config = load_config(request.param / "config.yaml")
    return request.param, config, build_index(config, load_events(config))


@pytest.fixture(scope="module")
def placebo():
    config = load_config(f"data/{PLACEBO}/config.yaml")
    return build_index(config, load_events(config))


def test_three_pairs_ship():
    """There are a thaw, a cold one and a placebo."""
    assert [folder.name for folder in FOLDERS] == ["australia-china", "india-china", PLACEBO]


def test_clean(pair):
    """Config and data pass the check, and no row is doubted."""
    problems, notes, _ = check_all(pair[0] / "config.yaml", {})
    assert (problems, notes) == ([], [])


def test_only_what_differs_is_said(pair):
    """Weights, half-lives, blends and borders are those of the main config."""
    _, config, _ = pair
    main = load_config("config.yaml")
    assert config.event_types == main.event_types and config.index == main.index and config.tone == main.tone
    for slug, track in config.tracks.items():
        assert (track.blend, track.saturation, track.labels) == (
            main.tracks[slug].blend, main.tracks[slug].saturation, main.tracks[slug].labels,
        )  # fmt: skip
    assert not set(config.channels) & {"dpct", "mmca", "jcct", "consulates", "ai_dialogue"}


def test_events_are_sourced(pair):
    """Forty events or more, but for the placebo; each with a page read on a day, heavy ones on two origins, none twice."""
    folder, _, result = pair
    events = result.scored
    assert len(events) >= (12 if folder.name == PLACEBO else 40)
    assert events["sources"].map(lambda named: any(source.url and source.seen for source in named)).all()
    heavy = events[events["severity"].isin(HEAVY)]
    assert heavy["sources"].map(lambda named: len(origins(named)) >= 2).all()
    assert twins(events) == {}
    assert (events["quote"] == "").all() and events["title"].str.split().map(len).max() <= 14
    assert events["id"].tolist() == [event for _, event in sorted(zip(events["date"], events["id"], strict=True))]


def test_data_package(pair):
    """The folder's description fits its files."""
    folder, config, _ = pair
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    report = Package(str(folder / "datapackage.json")).validate(limit_errors=20)
    assert [error.message for task in report.tasks for error in task.errors] == []
    fields = {field["name"]: field for field in descriptor["resources"][0]["schema"]["fields"]}
    assert fields["initiator"]["constraints"]["enum"] == [*config.pair.sides, "both"]


def test_the_placebo_stays_quiet(placebo):
    """Norway and Namibia are warm or easing on all but a handful of days, and no cell ever pulls towards freeze in flow."""
    words = placebo.tension.map(lambda value: label_of(placebo.config.index.labels, value))
    assert (~words.isin(("warm", "easing"))).sum() <= 7
    assert max(placebo.daily[f"{track}_{part}"].max() for track in placebo.config.tracks for part in ("flow", "measures")) <= 0


def test_australia_thaws():
    """Tension with Australia is far above its start in 2021 and back near it in 2024; the trade track led the freeze."""
    config = load_config("data/australia-china/config.yaml")
    daily = build_index(config, load_events(config)).daily
    mean = daily[["tension", "economic", "security"]].resample("YE").mean()
    mean.index = mean.index.year
    assert mean.loc[2021, "tension"] > mean.loc[2017, "tension"] + 15
    assert mean.loc[2024, "tension"] < mean.loc[2021, "tension"] - 15
    assert mean["economic"].idxmax() in (2020, 2021)


def test_india_freezes_and_comes_back():
    """Tension with India is higher in each year from 2021 to 2023 than in 2018 and 2019, and falls with the agreement of 2024."""
    config = load_config("data/india-china/config.yaml")
    result = build_index(config, load_events(config))
    mean = result.daily["tension"].resample("YE").mean()
    mean.index = mean.index.year
    assert mean.loc[2021:2023].min() > mean.loc[2018:2019].max() + 5
    assert mean.loc[2025] < mean.loc[2023] - 10
    board = {slug: channel["state"] for slug, channel in result.channels.items()}
    assert board["patrols"].loc["2020-05-04"] == "open"
    assert (board["patrols"].loc["2020-05-05":"2024-10-20"] == "suspended").all()
    assert board["patrols"].loc["2024-10-21"] == "open"
