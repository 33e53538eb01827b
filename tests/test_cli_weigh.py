"""`weigh` on the command line: the comparison in words and figures, and one message for what cannot be."""

from __future__ import annotations

import csv

import pytest

from pipeline.exports.stamps import read_provenance
from tests.files import run, write_project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small pair of its own."""
    return write_project(tmp_path_factory.mktemp("weigh"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--set", "event_types.tariff.weight=-8"),
        ("--weights", "plover"),
        ("--method", "pri"),
        ("--weights", "equal", "--method", "monthly_mean", "--set", "tone.share=0.2"),
    ],
)
def test_says_what_changes(project, arguments):
    """Changes, today's number and word, days and the table of words are printed; nothing but progress goes elsewhere."""
    done = run("weigh", "--config", project, *arguments)
    assert done.exit_code == 0
    assert done.stdout.startswith("Changed:\n") and "Days in each word:" in done.stdout and "published" in done.stdout


def test_csv_to_a_file(project, tmp_path):
    """With --out both daily series are written, and the path is printed."""
    out = tmp_path / "weighed.csv"
    done = run("weigh", "--config", project, "--weights", "goldstein", "--format", "csv", "--out", out)
    assert done.stdout == f"{out}\n"
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"date", "published", "own", "difference"} <= set(rows[0]) and len(rows) > 300


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing is weighed differently"),
        (("--weights", "plovr"), "did you mean 'plover'?"),
        (("--method", "sum"), "--method: found 'sum', allowed: stock_and_flow"),
        (("--format", "xml", "--method", "pri"), "--format: found 'xml'"),
        (("--set", "event_types.tarif.weight=-8"), "did you mean 'tariff'?"),
        (("--set", "tariff"), "expected KEY=VALUE"),
        (("--weights", "equal", "--set", "event_types.tariff.weight=-8"), "the table 'equal' gives the weights"),
    ],
)
def test_a_mistake_is_one_message(project, arguments, message):
    """What cannot be weighed ends with one sentence and exit code 2."""
    done = run("weigh", "--config", project, *arguments)
    assert done.exit_code == 2 and message in done.stderr and done.stdout == ""


@pytest.mark.parametrize(("key", "value"), [("method", "pri"), ("weights", "plover")])
def test_replicate_says_what_it_covers(tmp_path, key, value):
    """The separate implementation knows one method with the house weights, and says so in one sentence."""
    project = write_project(tmp_path, text=f"index: {{{key}: {value}}}\n")
    done = run("replicate", "--config", project)
    assert done.exit_code == 2 and done.stderr.count("\n") == 1
    assert "replicate covers index.method stock_and_flow with index.weights house alone" in done.stderr


@pytest.mark.parametrize("method", ["decayed_sum", "monthly_mean", "pri"])
def test_other_methods_can_be_built_and_digested(tmp_path, method):
    """`build` and `digest` work with every method; `explain` says where there are no parts to explain."""
    project = write_project(tmp_path, text=f"index: {{method: {method}}}\n")
    assert run("build", "--config", project, "--out", tmp_path / "out").exit_code == 0
    assert run("digest", "--config", project, "--since", "2031-06-01").exit_code == 0
    done = run("explain", "2031-03-01", "2031-10-01", "--config", project)
    assert (done.exit_code, "no parts that add up" in done.stderr) == ((0, False) if method == "decayed_sum" else (2, True))


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf", "pptx", "html", "xlsx", "csv-excel"])
def test_both_lines_are_a_chart(project, tmp_path, fmt):
    """As a chart the comparison is a file that says whose weights it shows, and which."""
    done = run("weigh", "--config", project, "--set", "event_types.tariff.weight=-8", "--format", fmt, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    (file,) = tmp_path.iterdir()
    assert "own-weights" in file.name and str(file) in done.output
    assert "event_types.tariff.weight" in read_provenance(file)["filters"]
