"""What the commands make: builds, comparisons, provenance and charts."""

from __future__ import annotations

import csv
import json

import pytest

from tests.files import contents, run, write_project

CHART = ("export", "chart", "--format", "csv")


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A made-up year and its config."""
    return write_project(tmp_path_factory.mktemp("year"))


# ---------------------------------------------------------------- build, replicate, inspect
def test_build_writes_five_files_and_says_where(tmp_path, config):
    """A build writes its files, prints the path of the index and nothing else on standard output."""
    result = run("build", "--config", config, "--out", tmp_path / "new" / "build")
    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path / 'new' / 'build' / 'index.csv'}\n"
    assert list(contents(tmp_path / "new" / "build")) == [
        "channels.csv", "events.csv", "index.csv", "manifest.json", "measures.csv",
    ]  # fmt: skip


def test_set_changes_one_run(tmp_path, config):
    """--set changes the index and the config hash of this run and leaves the config file alone."""
    before = config.read_bytes()
    run("build", "--config", config, "--out", tmp_path / "plain")
    result = run("build", "--config", config, "--set", "event_types.tariff.weight=-10",
                 "--set", "index.adaptation_days=100", "--out", tmp_path / "set")  # fmt: skip
    assert result.exit_code == 0
    plain, changed = contents(tmp_path / "plain"), contents(tmp_path / "set")
    assert plain["index.csv"] != changed["index.csv"]
    hashes = [json.loads(files["manifest.json"])["config_hash_full"] for files in (plain, changed)]
    assert hashes[0] != hashes[1]
    assert config.read_bytes() == before


def test_replicate_agrees(tmp_path, config):
    """A build that nobody touched is recomputed to the digit, with code 0."""
    run("build", "--config", config, "--out", tmp_path)
    result = run("replicate", "--config", config, "--index", tmp_path / "index.csv")
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(" 0 differ")


def test_replicate_finds_an_edited_index(tmp_path, config):
    """One edited cell ends with code 1 and is named by day and column."""
    run("build", "--config", config, "--out", tmp_path)
    rows = list(csv.reader((tmp_path / "index.csv").read_text("utf-8").splitlines()))
    rows[5][1] = "0.0001"
    (tmp_path / "index.csv").write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    result = run("replicate", "--config", config, "--index", tmp_path / "index.csv")
    assert result.exit_code == 1
    assert f"{rows[5][0]} tension: published 0.0001, recomputed " in result.stdout
    assert "1 differ" in result.stdout


def test_inspect_prints_the_provenance(tmp_path, config):
    """inspect prints the eight fields of a build as JSON."""
    run("build", "--config", config, "--out", tmp_path)
    found = json.loads(run("inspect", tmp_path / "index.csv").stdout)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert len(found) == 8
    assert all(manifest[key] == value for key, value in found.items())


# ---------------------------------------------------------------- export chart
STARTS = {
    "png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "csv": b"# title: ", "csv-excel": b"\xef\xbb\xbf# title: ",
    "html": b"<!DOCTYPE html>", "xlsx": b"PK",
}  # fmt: skip


@pytest.mark.parametrize("fmt", STARTS)
def test_export_chart(tmp_path, config, fmt):
    """A chart of any format has the title, period and tracks asked for, and says so when inspected."""
    path = tmp_path / f"chart.{fmt}"
    result = run("export", "chart", "--format", fmt, "--config", config, "--from", "2031-02-01", "--to", "2031-10-01",
                 "--tracks", "political, security", "--title", "A “title”", "--out", path)  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == f"{path}\n"
    assert path.read_bytes().startswith(STARTS[fmt])
    found = json.loads(run("inspect", path).stdout)
    assert found["title"] == "A “title”"
    drawn = "period 2031-02-01 to 2031-10-01; lines: tension, security, political"
    assert found["filters"] == f"{drawn}; band: 5 to 95 % of 500 draws, within it 25 to 75 %"


@pytest.mark.parametrize(("flag", "columns"), [((), "date,tension,p05,p95,events"), (("--no-band",), "date,tension,events")])
def test_export_chart_with_its_band(tmp_path, config, flag, columns):
    """The band is drawn unless it is said not to; the table then has its edges."""
    path = tmp_path / "chart.csv"
    assert run("export", "chart", "--format", "csv", "--config", config, "--out", path, *flag).exit_code == 0
    assert columns in path.read_text("utf-8").splitlines()
    assert ("band" in json.loads(run("inspect", path).stdout)["filters"]) == (not flag)


@pytest.mark.parametrize("fmt", STARTS)
def test_plain_keeps_the_provenance(tmp_path, config, fmt):
    """--plain takes the words off the picture and leaves the provenance in the file."""
    for name, options in (("full", ()), ("plain", ("--plain",))):
        run("export", "chart", "--format", fmt, "--config", config, "--out", tmp_path / name, *options)
    assert json.loads(run("inspect", tmp_path / "plain").stdout) == json.loads(run("inspect", tmp_path / "full").stdout)
    files = contents(tmp_path)
    assert (files["plain"] == files["full"]) is fmt.startswith("csv")
    if fmt == "svg":
        assert b"Source: " in files["full"] and b"Source: " not in files["plain"].partition(b"</metadata>")[2]


def test_a_chart_names_itself(tmp_path, monkeypatch, config):
    """Without --out, or with a folder, the file name says pair and period; all tracks can be asked for at once."""
    monkeypatch.chdir(tmp_path)
    result = run(*CHART, "--config", config, "--tracks", "all")
    assert result.stdout == "us-china-tension_2031-01-10_2032-02-01.csv\n"
    header = next(line for line in (tmp_path / result.stdout.strip()).read_text("utf-8").splitlines() if line[0] != "#")
    assert header == "date,tension,p05,p95,security,political,economic,events"
    (tmp_path / "folder").mkdir()
    run(*CHART, "--config", config, "--from", "2020-01-01", "--to", "2099-01-01", "--out", "folder")
    assert list(contents(tmp_path / "folder")) == ["us-china-tension_2031-01-10_2032-02-01.csv"]


@pytest.mark.parametrize("fmt, name", [("csv-excel", "_excel.csv"), ("html", ".html"), ("xlsx", ".xlsx")])
def test_each_format_has_its_ending(tmp_path, monkeypatch, config, fmt, name):
    """A file ends as the programs that open it expect, and the two CSVs do not overwrite each other."""
    monkeypatch.chdir(tmp_path)
    result = run("export", "chart", "--format", fmt, "--config", config)
    assert result.stdout == f"us-china-tension_2031-01-10_2032-02-01{name}\n"


def test_preset_and_scale_set_the_size(tmp_path, config):
    """--preset sets the size on paper, --scale the pixels to it."""
    path = tmp_path / "a.png"
    result = run("export", "chart", "--format", "png", "--config", config, "--preset", "square", "--scale", "3", "--out", path)
    assert result.exit_code == 0
    assert [int.from_bytes(path.read_bytes()[at : at + 4], "big") for at in (16, 20)] == [2160, 2160]


def test_export_obeys_set(tmp_path, config):
    """--set reaches the size of a picture."""
    path = tmp_path / "a.png"
    result = run("export", "chart", "--format", "png", "--config", config, "--set", "export.width=500", "--out", path)
    assert result.exit_code == 0
    assert int.from_bytes(path.read_bytes()[16:20], "big") == 500
