"""The commands that keep a chronology: what they show and refuse, and that a file changes only when someone agreed."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.records import EVENT_COLUMNS
from tests.files import BASE, STORY, contents, event, run, write_config, write_events, write_project

SOURCE = "Gazette | https://a.example/1 | 2032-03-01 | 2032-03-02"
CALL = ("--date", "2032-03-01", "--type", "call", "--domain", "military", "--channels", "dpct",
        "--title", "Officials speak", "--tone", "0", "--source", SOURCE)  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A made-up year with sources, and its config."""
    return write_project(tmp_path, [cells | {"sources": SOURCE} for cells in STORY])


def events(config) -> bytes:
    return (config.parent / "events.csv").read_bytes()


def rows(config) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(events(config).decode(), newline="")))


def answer(config, said: str, *arguments: str):
    """`add` with something typed at its question."""
    return CliRunner().invoke(app, ["add", "--config", str(config), *CALL, *arguments], input=said)


# ---------------------------------------------------------------- add: saving
def test_dry_run_shows_and_saves_nothing(project):
    """--dry-run prints what the event moves and asks nothing; the folder stays as it is."""
    before = contents(project.parent)
    result = run("add", "--config", project, *CALL, "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2032-03-01-officials-speak\n  Officials speak\n")
    assert "Without it → with it, on 1 Mar 2032:\n  Tension " in result.stdout
    assert contents(project.parent) == before


@pytest.mark.parametrize("said", ["n\n", "\n", ""], ids=["no", "enter", "end of input"])
def test_without_a_yes_nothing_is_saved(project, said):
    """No, nothing, and the end of input all leave the file as it is and end with code 1; the effect has been shown."""
    before = contents(project.parent)
    result = answer(project, said)
    assert result.exit_code == 1
    assert "Tension " in result.stdout
    assert f"Save to {project.parent / 'events.csv'}? [y/N]" in result.stderr
    assert contents(project.parent) == before


def test_yes_saves_one_row(project):
    """After a yes one row is added, the others stay byte for byte, and the check is clean."""
    before = events(project)
    result = answer(project, "y\n")
    assert result.exit_code == 0
    assert result.stderr.endswith(f"saved 1 event to {project.parent / 'events.csv'}\n")
    assert events(project).startswith(before) and events(project).count(b"\n") == before.count(b"\n") + 1
    assert rows(project)[-1] | {"sources": SOURCE} == dict.fromkeys(rows(project)[0], "") | {
        "id": "2032-03-01-officials-speak", "date": "2032-03-01", "title": "Officials speak", "type": "call",
        "status": "happened", "domain": "military", "channels": "dpct", "tone": "0", "sources": SOURCE,
    }  # fmt: skip
    assert run("check", "--config", project).stdout.splitlines()[-1].startswith("clean: 9 events, ")


def test_yes_as_an_option_asks_nothing(project):
    """--yes saves at once; the same event a second time gets another id and a doubt."""
    for _ in range(2):
        result = run("add", "--config", project, *CALL, "--yes")
        assert result.exit_code == 0 and "?" not in result.stderr
    assert [row["id"] for row in rows(project)[-2:]] == ["2032-03-01-officials-speak", "2032-03-01-officials-speak-2"]
    assert "may be the same event as 2032-03-01-officials-speak:" in result.stdout


def test_every_option_reaches_its_column(tmp_path):
    """Each option fills the column of its name; sources are kept one a line."""
    cells = {
        "date": "2031-12-01", "date_end": "2031-12-03", "precision": "span", "reported": "2031-12-04", "title": "A relief",
        "type": "sanction_relief", "status": "announced", "severity": "2", "domain": "economic", "channels": "trade",
        "initiator": "US", "target": "CN", "effective": "2031-12-10", "until": "2032-06-01", "ends": "tariff:0.5",
        "replaces": "truce", "quote": "a quote", "tone": "0.5", "confidence": "0.9", "role": "background",
        "flags": "disputed", "note": "a note", "id": "relief",
    }  # fmt: skip
    whole = [{column: cells_.get(column, "") for column in EVENT_COLUMNS} for cells_ in STORY]
    config = write_project(tmp_path, whole)
    options = [part for column, text in cells.items() for part in (f"--{column.replace('_', '-')}", text)]
    result = run("add", "--config", config, *options, "--source", SOURCE, "--source", "Radio | | | ", "--yes")
    assert result.exit_code == 0, result.stderr
    (row,) = (row for row in rows(config) if row["id"] == "relief")
    assert row == cells | {"sources": f"{SOURCE}\nRadio | | |"}
    assert set(row) == set(EVENT_COLUMNS)


def test_rows_of_a_file_are_added_together(project):
    """--rows adds all rows of a file, each in its place, and says how many."""
    more = [event("late", "2032-05-01", sources=SOURCE), event("early", "2030-12-01", sources=SOURCE)]
    path = write_events(project.parent, more, "more.csv")
    result = run("add", "--config", project, "--rows", path, "--yes")
    assert result.exit_code == 0
    assert result.stderr == f"saved 2 events to {project.parent / 'events.csv'}\n"
    assert [row["id"] for row in rows(project)] == ["early", *(cells["id"] for cells in STORY), "late"]


def test_the_first_event_of_a_new_pair(tmp_path):
    """A pair that was just started takes its first event, and has an index from then on."""
    made = run("new-pair", "japan-china", "JP", "CN", "--config", write_config(tmp_path)).stdout.strip()
    result = run("add", "--config", made, "--date", "2032-03-01", "--type", "summit", "--domain", "diplomatic",
                 "--channels", "leaders", "--title", "Leaders meet", "--source", SOURCE, "--yes")  # fmt: skip
    assert result.exit_code == 0
    assert "There is no index without it to compare with." in result.stdout
    assert run("check", "--config", made).stdout == "clean: 1 events, 5 channels, 0 measures, 2032-03-01 to 2032-03-01\n"


# ---------------------------------------------------------------- add: mistakes
@pytest.mark.parametrize("arguments, messages", [
    ((), ["the new event: date: empty, required", "the new event: type: empty, required",
          "the new event: domain: empty, required", "the new event: title: empty, expected what happened in a few words",
          "the new event: sources: empty, expected 'name | url | published | seen'"]),
    ((*CALL, "--type", "cal"), ["the new event: type: found 'cal', did you mean 'call'? "]),
    ((*CALL, "--title", " "), ["the new event: title: empty"]),
    ((*CALL, "--date", "tomorrow"), ["the new event: date: found 'tomorrow', expected a date such as"]),
    ((*CALL, "--source", "Radio"), ["the new event: sources: found 'Radio', expected 'name | url | published | seen'"]),
    ((*CALL, "--note", "a\x1b[31m"), ["the new event: note: contains the character U+001B, which cannot be shown"]),
    ((*CALL, "--note", "a\udcff"), ["the new event: note: contains the character U+DCFF, which cannot be shown"]),
    ((*CALL, "--id", "visit"), ["the new event: id: duplicate id 'visit', first used on line 2"]),
    ((*CALL, "--confidence", "0.5"), ["events.csv:1: confidence: 2032-03-01-officials-speak fills it; add the column"]),
    (("--rows", "none.csv"), ["none.csv: file not found"]),
    (("--rows", BASE), ["config.yaml:"]),
    ((*CALL, "--set", "x"), ["expected KEY=VALUE"]),
    ((*CALL, "--when", "now"), ["No such option"]),
], ids=lambda value: str(value[-1])[:30] if value else "nothing")  # fmt: skip
def test_mistakes_of_add(project, arguments, messages):
    """What cannot be an event ends with code 2 and its messages, and the file is as it was."""
    before = events(project)
    result = run("add", "--config", project, *arguments, "--yes")
    assert result.exit_code == 2
    for message in messages:
        assert message in result.stderr
    assert "Traceback" not in result.stderr and "saved" not in result.stderr
    assert events(project) == before


def test_one_bad_row_of_a_file_keeps_out_all(project):
    """Rows of a file are added all or not at all; an empty file is nothing to add."""
    before = events(project)
    more = [event("fine", "2032-05-01", sources=SOURCE), event("bad", "2032-02-30", sources=SOURCE), event("bare", "2032-05-02")]
    for text, message in ((more, "the new event bad: date: found '2032-02-30'"), (more[:1], "")):
        path = write_events(project.parent, text, "more.csv")
        if not message:
            path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
            message = "more.csv: no row to add"
        result = run("add", "--config", project, "--rows", path, "--yes")
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr
        assert events(project) == before


def test_a_file_that_changes_while_the_question_stands(project, monkeypatch):
    """What somebody saved while the question was open stays; the event is not saved, with code 2."""

    def edited(*_, **__):
        write_events(project.parent, STORY[:3])
        return True

    monkeypatch.setattr("typer.confirm", edited)
    result = run("add", "--config", project, *CALL)
    assert result.exit_code == 2
    assert "changed since the event was checked, nothing was saved" in result.stderr
    assert [row["id"] for row in rows(project)] == ["visit", "break", "tariff"]


# ---------------------------------------------------------------- sources, robustness, sensitivity, new-pair
def test_sources_as_text_and_csv(project):
    """The report is printed as text, or as CSV of the same counts; another format is refused."""
    text, table = (run("sources", "--config", project, "--format", fmt).stdout for fmt in ("text", "csv"))
    assert text.startswith("US-China: what the events rest on\n\nBy year\n")
    assert run("sources", "--config", project).stdout == text
    read = list(csv.DictReader(io.StringIO(table)))
    (whole,) = (row for row in read if row["table"] == "in all")
    assert (whole["total"], whole["one_source"], whole["heavy_on_one"]) == ("8", "8", "1")
    refused = run("sources", "--config", project, "--format", "html")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "--format: found 'html', allowed: text, csv\n"


def test_robustness_is_printed_and_repeatable(tmp_path):
    """The same seed prints the same table; --set reaches the runs."""
    config = write_project(tmp_path, [event(f"e{n}", f"{2030 + n}-02-01", kind) for n, kind in
                                      enumerate(("talks", "cut_off", "summit", "call", "visit", "threat"))])  # fmt: skip
    asked = ("robustness", "--config", config, "--draws", "5", "--seed", "3")
    first, again = run(*asked), run(*asked)
    assert (first.exit_code, first.stdout) == (0, again.stdout)
    assert first.stdout.startswith("US-China: 5 draws (seed 3), each without 30% of the events\n")
    assert [line.split()[0] for line in first.stdout.splitlines() if line.startswith("203")] == ["2032", "2033", "2034", "2035"]
    assert run(*asked, "--set", "event_types.summit.weight=1").stdout != first.stdout
    assert run(*asked, "--share", "0.9", "--since", "2035").exit_code == 0


@pytest.mark.parametrize("arguments, message", [
    (("--share", "1"), "--share"), (("--share", "0"), "--share"), (("--draws", "0"), "--draws"), (("--seed", "-1"), "--seed"),
    (("--since", "2040"), "no two years to compare since 2040; the series runs from 2031-01-10"),
    ((), "no two years to compare since 2005"),
])  # fmt: skip
def test_mistakes_of_robustness(project, arguments, message):
    """Shares, draws and seeds that cannot be, and a record without two years, end with code 2 and nothing printed."""
    result = run("robustness", "--config", project, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr and "Traceback" not in result.stderr


def test_sensitivity_is_printed_and_repeatable(project):
    """How sure, what moves it and what is left out stand below one another; an earlier day is asked about the second only."""
    first, again = (run("sensitivity", "--config", project, "--samples", "16") for _ in range(2))
    assert (first.exit_code, first.stdout) == (0, again.stdout)
    heads = [line for line in first.stdout.splitlines() if line.startswith("US-China: ")]
    assert [head.split()[1] for head in heads] == ["500", "what", "the"]
    early = run("sensitivity", "--config", project, "--samples", "16", "--on", "2031-04-01").stdout
    assert early.startswith("US-China: what moves the headline of 1 Apr 2031") and "Without one" not in early
    plain = run("sensitivity", "--config", project, "--samples", "16", "--set", "uncertainty.draws=0")
    assert plain.exit_code == 0 and plain.stdout.startswith("US-China: what moves")


@pytest.mark.parametrize("arguments, message", [
    (("--on", "2030-01-01"), "--on: found 2030-01-01, the data run from 2031-01-10 to 2032-02-01"),
    (("--on", "now"), "--on: found 'now', expected a date"), (("--samples", "1"), "--samples"),
])  # fmt: skip
def test_mistakes_of_sensitivity(project, arguments, message):
    """A day outside the data and too few samples end with code 2 and nothing printed."""
    result = run("sensitivity", "--config", project, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr and "Traceback" not in result.stderr


def test_a_new_pair_from_the_command_line(tmp_path):
    """The path of the new config is printed and passes the check; a second time it is there already."""
    base = write_config(tmp_path)
    result = run("new-pair", "norway-namibia", "NO", "NA", "--config", base)
    path = tmp_path / "data" / "norway-namibia" / "config.yaml"
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{path}\n", "")
    assert run("check", "--config", path).exit_code == 0
    before = contents(path.parent)
    again = run("new-pair", "norway-namibia", "NO", "NA", "--config", base)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == f"{path.parent}: is there already; nothing was written\n"
    assert contents(path.parent) == before


def test_mistakes_of_new_pair(tmp_path):
    """A name for a code, a bad short name and a missing base end with code 2, one message and nothing written."""
    base = write_config(tmp_path)
    for arguments in (("a", "Japan", "CN"), ("a", "JP", "JP"), ("A b", "JP", "CN"), ("a", "JP"), ()):
        result = run("new-pair", *arguments, "--config", base)
        assert (result.exit_code, result.stdout) == (2, "") and result.stderr
    assert run("new-pair", "a", "JP", "CN", "--config", tmp_path / "none.yaml").stderr.endswith("none.yaml: file not found\n")
    assert list(contents(tmp_path)) == ["config.yaml"]


def test_rows_and_an_event_of_ones_own_do_not_mix(project, tmp_path):
    """--rows beside --title would leave one of them out, so it is refused and nothing is saved."""
    before = (project.parent / "events.csv").read_bytes()
    result = run("add", "--config", project, "--rows", tmp_path / "new.csv", "--title", "They meet", "--yes")
    assert result.exit_code == 2 and result.stderr.startswith("--rows: ")
    assert (project.parent / "events.csv").read_bytes() == before
