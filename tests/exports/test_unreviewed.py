"""Every file of a run that counts candidates says how many there are, and which."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.charts.swim import swim_chart
from pipeline.charts.tension import tension_chart
from pipeline.exports.chart import chart_file
from pipeline.exports.config_file import config_file
from pipeline.exports.events import events_file
from pipeline.exports.formats import FORMATS
from pipeline.exports.stamps import read_provenance
from pipeline.exports.swim import swim_file
from pipeline.exports.tables import published_files
from pipeline.provenance import provenance_of
from tests.files import CANDIDATES, COUNTING, SMALL, STORY, run, write_counting

SAID = f"from {len(STORY)} sourced events and 2 unreviewed candidates"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small index with two candidates among its events."""
    config = load_config(write_counting(tmp_path_factory.mktemp("counting")))
    return build_index(config, load_events(config))


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_chart_file_says_it(made, tmp_path, fmt):
    """The provenance of a chart and of the lanes tells events and candidates apart, in every format."""
    days = made.daily.index[0].date(), made.through
    contents = {
        "chart": chart_file(tension_chart(made, *days), fmt, made.config),
        "lanes": swim_file(swim_chart(made, *days), fmt, made.config),
    }
    for name, content in contents.items():
        path = tmp_path / f"{name}.{fmt}"
        path.write_bytes(content)
        assert SAID in read_provenance(path)["source"]


def test_the_table_of_a_chart_marks_them(made):
    """The numbered events of a chart's CSV say which are unreviewed."""
    days = made.daily.index[0].date(), made.through
    text = chart_file(tension_chart(made, *days), "csv", made.config).decode()
    assert "Unreviewed: Nobody has read this break" in text


def tables(made):
    files = published_files(made, provenance_of(made, "An index"))
    return {
        name: list(csv.DictReader(io.StringIO(content.decode()))) for name, content in files.items() if name.endswith("csv")
    }, (json.loads(files["manifest.json"]))


def test_a_build_marks_them(made):
    """Of a build, events and measures say whether each was reviewed, and the manifest how many were not."""
    found, manifest = tables(made)
    assert manifest["unreviewed"] == 2 and SAID in manifest["source"]
    events = {row["id"]: (row["review"], row["review_factor"]) for row in found["events.csv"]}
    assert events["c-break"] == ("unreviewed", "0.8000") and events["c-curb"] == ("unreviewed", "0.7500")
    assert {entry for event, entry in events.items() if not event.startswith("c-")} == {("reviewed", "1.0000")}
    assert {row["measure"]: row["review"] for row in found["measures.csv"]} == {"tariff": "reviewed", "c-curb": "unreviewed"}


def test_scores_of_a_build_are_their_factors(made):
    """The product of a row's factors is its score, candidates included, held within the limit."""
    factors = ("weight", "status_factor", "severity_factor", "level_factor", "domain_factor", "tone_factor", "review_factor")
    for row in tables(made)[0]["events.csv"]:
        product = 1.0
        for name in factors:
            product *= float(row[name])
        assert float(row["score"]) == pytest.approx(max(-10, min(10, product)), abs=1e-3)


def test_chosen_events_carry_the_flag(made):
    """The CSV of the Events page has flag, word and provenance."""
    text = events_file(made, made.scored).decode()
    assert SAID in text
    rows = csv.DictReader(io.StringIO("".join(line for line in text.splitlines(True) if not line.startswith("#"))))
    assert {row["id"] for row in rows if "unreviewed" in row["flags"] and row["review"] == "unreviewed"} == {"c-break", "c-curb"}


def test_the_config_in_use_says_it(made, tmp_path):
    """The config that travels has the switch, and of the candidates' file only its name."""
    text = config_file(load_config(write_counting(tmp_path, text=COUNTING), {"data.candidates": "deep/in/queue.csv"})).decode()
    assert "count_unreviewed: true" in text and "candidates: queue.csv" in text


def test_without_the_switch_files_speak_of_events_alone(tmp_path):
    """Nothing of an off switch gets into a stamp, and the manifest counts none."""
    config = load_config(write_counting(tmp_path, text=SMALL))
    _, manifest = tables(build_index(config, load_events(config)))
    assert manifest["unreviewed"] == 0 and manifest["source"].endswith(f"from {len(STORY)} sourced events")


def test_commands_say_it(tmp_path):
    """Check, digest and build tell people of the candidates."""
    path = write_counting(tmp_path)
    assert f"{len(STORY)} events, 2 unreviewed candidates" in run("check", "--config", path).stdout
    letter = run("digest", "--since", "2031-10-01", "--config", path).stdout
    assert "Includes 2 unreviewed candidates" in letter
    assert "Nobody has read this break (freeze, cut-off, unreviewed)" in letter
    assert "In force: Unreviewed: What happened in c-curb" in letter
    found = json.loads(run("digest", "--since", "2031-10-01", "--format", "json", "--config", path).stdout)
    assert found["unreviewed"] == 2
    assert {event["event"]: event["unreviewed"] for event in found["events"]}["c-break"] is True
    built = run("build", "--config", path, "--out", tmp_path / "out")
    assert f"{len(STORY)} events and 2 unreviewed candidates" in built.stderr


def test_a_broken_file_is_told_by_check(tmp_path):
    """`check` names file and line of what is wrong with a candidate."""
    path = write_counting(tmp_path, [{**CANDIDATES[0], "type": "tarif"}])
    checked = run("check", "--config", path)
    assert checked.exit_code != 0
    assert "candidates.csv:2: type: found 'tarif', did you mean 'tariff'?" in checked.output
