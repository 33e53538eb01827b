"""Two implementations that share nothing agree on every published digit."""

from __future__ import annotations

import ast
import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import build_index, load_config, load_events
from pipeline.errors import DataError
from pipeline.exports.tables import index_table
from pipeline.index.uncertainty import BAND
from pipeline.replicating import REPLICATOR, compare_with_replication, load_replicator
from pipeline.sources.events import events_from_rows
from tests.files import write_counting
from tests.strategies import rows

ROOT = Path(__file__).parents[1]


def test_the_replicator_imports_nothing_of_ours():
    """Its imports are the standard library, PyYAML and vaderSentiment; nothing is loaded by name behind their back."""
    tree = ast.parse(REPLICATOR.read_text("utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.split(".")[0] for name in found}
    assert roots <= set(sys.stdlib_module_names) | {"yaml", "vaderSentiment"}
    assert not roots & {"importlib", "runpy", "subprocess"}
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"exec", "eval", "__import__", "compile"}


def test_the_replicator_runs_where_the_pipeline_is_not(tmp_path):
    """Copied alone to another folder, the file recomputes the index."""
    script = tmp_path / "replicate.py"
    script.write_bytes(REPLICATOR.read_bytes())
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            str(script),
            "--config",
            str(ROOT / "config.yaml"),
            "--events",
            str(ROOT / "docs/example/events.csv"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("date,tension,p05")


def agree(config_path, events=None):
    differing, days, values = compare_with_replication(Path(config_path), None, events, lambda _: None)
    assert differing == []
    return days, values


def test_shipped_data_agree(result):
    """On the shipped data every value of every day is equal as printed."""
    days, values = agree(ROOT / "config.yaml")
    assert days == len(result.daily)
    assert values == days * len(index_table(result).columns.drop(["date", *BAND]))


CHANGES = """\
extends: {base}
event_types:
  tariff: {{weight: -8.25}}
  talks: {{half_life_days: 7.5}}
  statement_negative: {{weight: -0.5}}
  summit: {{own_level: false}}
status: {{announced: 0.5, planned: 0.9}}
levels: {{leaders: 2}}
domains: {{taiwan: {{factor: 1.5}}}}
tone: {{share: 0.25, statement_scale: 5}}
clear: [channels.attaches, channel_groups]
channels: {{dpct: {{weight: 5, cadence_days: 30}}, sed: {{successor: nsa_fm}}}}
channel_groups: {{military: [defence_ministers, dpct, dct, mmca]}}
tracks:
  security: {{share: 0.5, blend: {{flow: 0.9, channels: 0.9}}, saturation: {{flow: 3}}}}
  political: {{share: 0.2}}
index: {{adaptation_days: 200, known_share_floor: 0.9, channel_values: {{agreed: -0.1, suspended: -0.9}}, score_limit: 4}}
"""


def test_changed_weights_agree(tmp_path, events):
    """With changed weights, half-lives, channels and blends - clipping included - the two still agree."""
    cleared = events[~events["channels"].map(lambda channels: "attaches" in channels)]
    config = tmp_path / "config.yaml"
    config.write_text(CHANGES.format(base=ROOT / "config.yaml"), "utf-8")
    kept = set(cleared["id"])
    with (ROOT / "data/us-china/events.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["id"] in kept]
    for row in found:
        row["ends"] = ";".join(item for item in row["ends"].split(";") if item.split(":")[0] in kept)
        row["replaces"] = ";".join(item for item in row["replaces"].split(";") if item in kept)
    written = tmp_path / "events.csv"
    write(written, found)
    agree(config, written)
    result = build_index(load_config(config), events_from_rows(found, load_config(config)))
    assert result.daily["clipped"].sum() > 0


def write(path, found):
    columns = list(dict.fromkeys(name for row in found for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(found)


@settings(max_examples=60)
@given(found=rows(most=14), as_of=st.one_of(st.none(), st.dates()))
def test_random_histories_agree(tmp_path_factory, found, as_of):
    """For random histories of plans, spans, measures, truces and replacements the two agree on every cell."""
    path = tmp_path_factory.mktemp("history") / "events.csv"
    write(path, found)
    config = load_config(ROOT / "config.yaml")
    events = events_from_rows(found, config)
    if as_of is not None:
        as_of = sorted(events["reported"].dropna())[as_of.toordinal() % len(events)].date()
    ours = index_table(build_index(config, events, as_of))
    header, theirs = load_replicator().recompute(ROOT / "config.yaml", path, as_of.isoformat() if as_of else None)
    assert header == list(ours.columns)
    assert theirs == ours.to_numpy().tolist()


def test_unreviewed_candidates_agree(tmp_path):
    """Of a pair that counts candidates, with all that may keep one from counting, every value agrees."""
    path = write_counting(tmp_path)
    agree(path)
    recomputed = load_replicator().recompute(path)
    write_counting(tmp_path, [])
    assert load_replicator().recompute(path) != recomputed


@settings(max_examples=30)
@given(found=rows(most=8), queued=rows(most=8), data=st.data())
def test_random_candidates_agree(tmp_path_factory, found, queued, data):
    """For random events and candidates, some in doubt, undated or mere sources, the two agree on every cell."""
    folder = tmp_path_factory.mktemp("queue")
    for row in queued:
        row["id"] = f"c-{row['id']}"
        row["proposal"] = data.draw(st.sampled_from(["new", "new", "outcome", "source"]))
        row["confidence"] = data.draw(st.sampled_from(["", "0.4", "0.7", "0.85", "1"]))
        row["date"] = data.draw(st.sampled_from([row["date"], row["date"], ""]))
    write(folder / "candidates.csv", queued)
    write(folder / "events.csv", found)
    path = folder / "config.yaml"
    text = f"extends: {ROOT / 'config.yaml'}\ndata: {{events: events.csv}}\nreview: {{count_unreviewed: true}}\n"
    path.write_text(text, "utf-8")
    config = load_config(path)
    ours = index_table(build_index(config, load_events(config)))
    assert load_replicator().recompute(path)[1] == ours.to_numpy().tolist()


def test_an_edited_index_is_caught(tmp_path):
    """One changed digit in a published index is found and named."""
    config = load_config(ROOT / "config.yaml", {"data.events": str(ROOT / "docs/example/events.csv")})
    text = index_table(build_index(config, load_events(config))).to_csv(index=False, lineterminator="\n")
    index = tmp_path / "index.csv"
    lines = text.splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[1], "99.9999", 1)
    index.write_text("\n".join(lines) + "\n", "utf-8")
    differing, _, _ = compare_with_replication(ROOT / "config.yaml", index, ROOT / "docs/example/events.csv", lambda _: None)
    assert len(differing) == 1 and "tension: published 99.9999" in differing[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty file"),
        ("date,tension\n2020-01-01\n", ":2: found 1 cells, expected 2"),
        ("date,tension\n2020-01-01,50\n2020-01-01,50\n", ":3: date: 2020-01-01 stands on line 2 already"),
        ("date,tension\n2020-01-01,50\n", "the columns differ"),
    ],
)
def test_a_file_that_is_no_index_is_said_plainly(tmp_path, text, message):
    """An empty, ragged, doubled or foreign index file gets one clear message."""
    index = tmp_path / "index.csv"
    index.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        compare_with_replication(ROOT / "config.yaml", index, ROOT / "docs/example/events.csv", lambda _: None)


@pytest.mark.parametrize("timezone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_clock_plays_no_part(tmp_path, timezone):
    """The replicator gives the same index in any time zone."""
    command = [sys.executable, str(REPLICATOR), "--config", "config.yaml", "--events", "docs/example/events.csv"]
    here = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    there = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env={"TZ": timezone, "PATH": ""}).stdout
    assert here == there
