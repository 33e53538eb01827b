"""`scenario` and `export chart --as-known-on` on the command line: answers, files, and one clear sentence for a mistake."""

from __future__ import annotations

import csv
import re

import pytest

from pipeline.exports.stamps import read_provenance
from tests.files import STORY, contents, event, run, write_project

PLAN = event("plan2", "2032-05-01", "talks", status="planned", reported="2032-01-20", channels="dpct")


@pytest.fixture
def project(tmp_path):
    """A made-up year with a plan still open."""
    return write_project(tmp_path, [*STORY, PLAN])


def test_text(project):
    """The answer has both paths, the events as they were said, and their sum; nothing is written."""
    before = contents(project.parent)
    result = run("scenario", "--config", project, "--add", "2032-04-01 suspension mmca", "--planned")
    assert result.exit_code == 0 and contents(project.parent) == before
    assert result.stdout.startswith("Scenario: US-China tension ")
    assert "  2032-04-01 suspension mmca\n  held plan2\n" in result.stdout
    assert "Takes place: What happened in plan2" in result.stdout and "together" in result.stdout


def test_long_words_stand_in_columns(tmp_path):
    """However long the names of the tracks and the words of the headline are, the three columns stay apart."""
    word, name = "neither warm nor cold as yet", "Security and the control of arms"
    text = f"index: {{labels: [{{from: 0, label: {word}}}]}}\ntracks: {{security: {{label: {name}}}}}\n"
    lines = run("scenario", "--config", write_project(tmp_path, [*STORY, PLAN], text)).stdout.splitlines()
    (head,) = (line for line in lines if line.endswith("with the events"))
    rows = [line for line in lines if line.startswith(("  Tension ", f"  {name}"))]
    assert len(rows) >= 4 and any(word in row for row in rows)
    assert all(len(row) == len(head) and len(re.split(" {2,}", row.strip())) == 3 for row in rows)


def test_a_plan_that_is_decided_is_not_decided_again(project):
    """--planned leaves alone a plan for which something else is assumed."""
    result = run("scenario", "--config", project, "--add", "cancelled plan2", "--planned")
    assert result.exit_code == 0 and "held plan2" not in result.stdout


def test_csv(project):
    """The table goes to standard output under its header, to the last day asked for."""
    result = run("scenario", "--config", project, "--until", "2032-03-01", "--format", "csv")
    assert result.stdout.startswith("# title: Scenario, nothing happens: ")
    rows = list(csv.DictReader(line for line in result.stdout.splitlines() if not line.startswith("# ")))
    assert (rows[0]["date"], rows[-1]["date"]) == ("2032-02-02", "2032-03-01")
    assert all(row["tension_scenario"] == row["tension_nothing_happens"] for row in rows)


def test_csv_for_excel_holds_the_same(project, tmp_path):
    """csv-excel is the table of csv, with the mark that tells Excel its letters."""
    for fmt in ("csv", "csv-excel"):
        run("scenario", "--config", project, "--add", "held plan2", "--format", fmt, "--out", tmp_path / fmt)
    assert (tmp_path / "csv-excel").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "csv").read_bytes()


@pytest.mark.parametrize("fmt", ["text", "csv", "png", "svg"])
def test_out(project, tmp_path, fmt):
    """--out takes a folder, and the file says that it is a scenario."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("scenario", "--config", project, "--add", "held plan2", "--format", fmt, "--out", folder).exit_code == 0
    (file,) = folder.iterdir()
    assert file.name.startswith("us-china-scenario_2031-01-10_2032-07-30.")
    if fmt == "text":
        assert file.read_text("utf-8").startswith("Scenario: ")
    else:
        assert read_provenance(file)["filters"].startswith("scenario, not the published series: held plan2; until 2032-07-30")


@pytest.mark.parametrize("arguments, told", [
    (("--add", "2032-04-01 suspenson mmca"), "'2032-04-01 suspenson mmca': TYPE: found 'suspenson', did you mean 'suspension'?"),
    (("--add", "2031-04-01 talks mmca"), "DATE: found 2031-04-01, allowed: 2032-02-02 (the data end the day before)"),
    (("--add", "held plan"), "plan: found 'plan', did you mean 'plan2'?"),
    (("--until", "2032-01-01"), "until: found 2032-01-01, allowed: 2032-02-02"),
    (("--until", "soon"), "--until: found 'soon', expected a date"),
    (("--format", "doc"), "--format: found 'doc', "),
])  # fmt: skip
def test_mistakes(project, arguments, told):
    """A mistake is one message with exit code 2."""
    result = run("scenario", "--config", project, *arguments)
    assert result.exit_code == 2 and told in result.stderr and result.stdout == ""


def test_the_chart_as_known_then(project, tmp_path):
    """export chart --as-known-on draws both lines and says so; a day without knowledge is refused."""
    run("export", "chart", "--config", project, "--format", "csv", "--as-known-on", "2031-06-01", "--out", tmp_path / "chart.csv")
    assert read_provenance(tmp_path / "chart.csv")["filters"].split("; ")[1].endswith("as known on 2031-06-01")
    refused = run("export", "chart", "--config", project, "--format", "csv", "--as-known-on", "2030-01-01")
    assert refused.exit_code == 2 and "as known on: found 2030-01-01, allowed: 2031-01-10 to 2032-02-01" in refused.stderr
