"""The published tables: the columns of the contract, no formulas, no clock, the same bytes anywhere."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.charts.tension import tension_chart
from pipeline.exports.chart import chart_file, chart_table
from pipeline.exports.tables import decimals, published_files
from pipeline.index.uncertainty import BAND
from pipeline.provenance import provenance_of
from pipeline.sources.cells import safe_text
from pipeline.store import sha256
from tests.files import ROOT, STORY, contents, event, run, write_project

TABLES = ["index.csv", "events.csv", "channels.csv", "measures.csv"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def published(folder, rows=None, **project) -> dict[str, bytes]:
    config = load_config(write_project(folder, rows, **project))
    result = build_index(config, load_events(config))
    return published_files(result, provenance_of(result, "The build"))


def table(content: bytes) -> list[dict[str, str]]:
    lines = [line for line in content.decode().split("\n") if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """One build of the made-up year."""
    return published(tmp_path_factory.mktemp("year"))


# ---------------------------------------------------------------- the contract
def test_columns_of_the_index(files):
    """index.csv has the columns of the method, in order: headline, band, tracks with cells, counts."""
    tracks = ("security", "political", "economic")
    cells = [f"{track}{part}" for track in tracks for part in ("", "_flow", "_channels", "_measures")]
    rows = table(files["index.csv"])
    assert list(rows[0]) == ["date", "tension", *BAND, *cells, "events", "clipped"]


def test_the_band_of_the_index(files):
    """On every day the four percentiles are in order, and somewhere apart."""
    rows = [[float(row[name]) for name in BAND] for row in table(files["index.csv"])]
    assert all(row == sorted(row) for row in rows)
    assert any(row[0] < row[-1] for row in rows)


def test_no_draws_no_band(tmp_path):
    """With no draws the four columns stay, empty, and nothing else changes."""
    drawn, plain = published(tmp_path / "drawn"), published(tmp_path / "plain", text="uncertainty: {draws: 0}\n")
    assert {row[name] for row in table(plain["index.csv"]) for name in BAND} == {""}
    rest = [{name: row[name] for name in row if name not in BAND} for row in table(drawn["index.csv"])]
    assert rest == [{name: row[name] for name in row if name not in BAND} for row in table(plain["index.csv"])]


def test_form_of_the_index(files):
    """Every day is there once, in order; figures have four decimals and a zero has no sign."""
    rows = table(files["index.csv"])
    first = date.fromisoformat(rows[0]["date"])
    assert [row["date"] for row in rows] == [(first + timedelta(days=n)).isoformat() for n in range(len(rows))]
    figures = [value for row in rows for name, value in row.items() if name not in ("date", "events", "clipped")]
    assert all(re.fullmatch(r"-?\d+\.\d{4}", figure) for figure in figures)
    assert "-0.0000" not in figures
    assert {row["clipped"] for row in rows} <= {"0", "1"}


def test_form_of_every_file(files):
    """Tables are UTF-8 without a byte order mark and with one kind of line end; the manifest comes last."""
    assert list(files) == [*TABLES, "manifest.json"]
    for content in files.values():
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content and content.endswith(b"\n")


def test_manifest_describes_the_tables(files):
    """The manifest counts the rows, names the columns and holds the checksum of every table."""
    manifest = json.loads(files["manifest.json"])
    for name in TABLES:
        rows = table(files[name])
        assert manifest["rows"][name] == len(rows)
        assert manifest["columns"][name] == list(rows[0])
        assert manifest["sha256"][name] == sha256(files[name])


def test_no_clock_time_in_the_manifest(files):
    """The only days in the manifest are those of the data, and no time of day stands in it."""
    text = files["manifest.json"].decode()
    manifest = json.loads(text)
    assert set(re.findall(r"\d{4}-\d\d-\d\d", text)) == {manifest["first_day"], manifest["data_through"]}
    assert not re.search(r"\d:\d\d", text)


# ---------------------------------------------------------------- formulas
def test_titles_cannot_be_run_as_formulas(files):
    """A title that a spreadsheet would run gets an apostrophe, in the events and in the measures."""
    titles = {row["id"]: row["title"] for row in table(files["events.csv"])}
    assert titles["break"] == "'=HYPERLINK(0) and a break"
    assert titles["truce"] == "'-5 points of tariff"
    assert titles["again"] == "What happened in again"
    assert {row["measure"]: row["title"] for row in table(files["measures.csv"])} == {"tariff": "'+25 points of tariff"}


def test_negative_numbers_stay_numbers(files):
    """Scores below zero are printed as numbers; every other cell starts with nothing that runs."""
    rows = table(files["events.csv"])
    assert float(next(row["score"] for row in rows if row["id"] == "break")) < 0
    for name in TABLES:
        for row in table(files[name]):
            starting = [value for value in row.values() if value.startswith(FORMULA)]
            assert all(re.fullmatch(r"-\d+\.\d{4}", value) for value in starting), starting


@pytest.mark.parametrize("start", [*FORMULA, "＝", "＋", "－", "＠"])
def test_what_counts_as_a_formula(start):
    """The signs that a spreadsheet takes for a formula, wide ones too, are disarmed; other text is left alone."""
    assert safe_text(f"{start}1+1") == f"'{start}1+1"
    assert safe_text(f"a{start}1") == f"a{start}1"


def test_chart_table_holds_no_formula(tmp_path):
    """In a chart's CSV neither the numbered events nor a title in the header rows can be run."""
    config = load_config(write_project(tmp_path))
    result = build_index(config, load_events(config))
    spec = tension_chart(result, result.daily.index[0].date(), result.through, ("security",), title="a,=1+1")
    shown = chart_table(spec)
    assert list(shown.columns) == ["date", "tension", "security", "events"]
    assert shown["events"].str.contains("=HYPERLINK").any()
    assert not shown["events"].str.startswith(FORMULA).any()
    for line in csv.reader(io.StringIO(chart_file(spec, "csv", config).decode())):
        assert not any(re.match(r"[=+@]|-[^0-9]", cell) for cell in line), line


def test_decimals():
    """Four decimals, to nearest, a zero without a sign."""
    assert list(decimals([0.0, -0.0, -0.00004, -0.00006, 1.00005, -2])) == [
        "0.0000", "0.0000", "0.0000", "-0.0001", f"{1.00005:.4f}", "-2.0000",
    ]  # fmt: skip


# ---------------------------------------------------------------- the same bytes
EXPORT_ALL = """
import sys
from pipeline.__main__ import app
config, out = sys.argv[1:]
app(["build", "--config", config, "--out", out], standalone_mode=False)
for fmt in ("csv", "svg", "pdf", "png"):
    chart = ["export", "chart", "--format", fmt, "--tracks", "all"]
    app([*chart, "--config", config, "--out", out], standalone_mode=False)
"""


def test_the_same_bytes_in_every_time_zone(tmp_path):
    """Tables and charts are the same to the byte, run after run and on both sides of the date line."""
    config = write_project(tmp_path)
    made = []
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        out = tmp_path / zone.replace("/", "-")
        environment = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(len(made))}
        command = [sys.executable, "-c", EXPORT_ALL, str(config), str(out)]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
        made.append(contents(out))
    assert len(made[0]) == 9
    for name, content in made[0].items():
        assert content == made[1][name], name


def test_the_order_of_rows_does_not_matter(tmp_path, files):
    """The same events in another order give the same index, channels and measures."""
    turned = published(tmp_path, STORY[::-1])
    for name in ("index.csv", "channels.csv", "measures.csv", "events.csv"):
        assert turned[name] == files[name], name


# ---------------------------------------------------------------- as known on a day
LATE = [
    *STORY,
    event("learnt-later", "2031-02-01", "military_incident", reported="2031-07-15"),
    event("never-reported", "2031-08-10", "visit", status="planned"),
]


@pytest.mark.parametrize("day", ["2031-04-15", "2031-07-14", "2031-07-15", "2031-09-01"])
def test_as_known_on_uses_only_what_was_reported(tmp_path, day):
    """The index as known on a day equals one built from only the rows reported by then."""
    known = [row for row in LATE if (row.get("reported") or (row["date"] if row["status"] == "happened" else "9")) <= day]
    assert 0 < len(known) < len(LATE)
    write_project(tmp_path / "all", LATE)
    write_project(tmp_path / "then", known)
    run("build", "--config", tmp_path / "all" / "config.yaml", "--as-known-on", day, "--out", tmp_path / "a")
    run("build", "--config", tmp_path / "then" / "config.yaml", "--out", tmp_path / "b")
    then, built = contents(tmp_path / "a"), contents(tmp_path / "b")
    for name in TABLES:
        assert then[name] == built[name], name
    manifest = json.loads(then["manifest.json"])
    assert manifest["as_known_on"] == day
    assert manifest["filters"] == f"as known on {day}"
    assert json.loads(built["manifest.json"])["as_known_on"] is None


def test_the_day_of_knowledge_ends_the_series(tmp_path):
    """The index as known on a day ends there at the latest, even where the config names a later last day."""
    config = write_project(tmp_path, text="")
    options = ("--set", "data.through=2031-12-31", "--as-known-on", "2031-06-01")
    run("build", "--config", config, "--out", tmp_path / "build", *options)
    assert table((tmp_path / "build" / "index.csv").read_bytes())[-1]["date"] == "2031-06-01"


def test_a_year_without_measures(tmp_path):
    """Where no measure started, the table has its columns and no rows."""
    made = published(tmp_path, [event("a", "2031-01-01"), event("b", "2031-02-01")])
    assert made["measures.csv"] == b"measure,title,track,start,end,in_force,size,left,size_today,relieved_by,review\n"


def test_a_year_without_channels(tmp_path):
    """Where no event names a channel, the table of channels has its columns and no rows."""
    made = published(tmp_path, [event("a", "2031-01-01"), event("b", "2031-02-01")])
    assert made["channels.csv"] == b"date,channel,state,value,since,last_contact,event\n"
