"""The command line: help for everything, one message for every mistake, nothing half done."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from pipeline import __version__
from pipeline.__main__ import app
from tests.files import BASE, ROOT, STORY, contents, event, run, write_config, write_events, write_project


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A made-up year and its config."""
    return write_project(tmp_path_factory.mktemp("year"))


def command_paths(command, path: tuple[str, ...] = ()):
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from command_paths(below, (*path, name))


COMMANDS = list(command_paths(typer.main.get_command(app)))


# ---------------------------------------------------------------- help
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(path):
    """Every command has a text, and every option of it says what it is for."""
    result = run(*path, "--help")
    assert result.exit_code == 0
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]
    assert command.help and command.help.split(".")[0].strip().replace("\n", " ")[:20] in result.stdout
    for option in command.params:
        assert getattr(option, "help", None), f"{path}: {option.name}"


def test_the_commands_that_exist():
    """The commands are those that the documents speak of."""
    assert {" ".join(path) for path in COMMANDS} == {
        "", "check", "code", "code-sentences", "evaluate", "review", "explain", "weigh", "scenario", "publish",
        "add", "sources", "robustness", "sensitivity", "new-pair", "build", "digest", "inspect", "replicate", "schema",
        "export", "export chart", "export channels", "export cells", "export moved", "export sure", "export deck",
        "export archive",
    }  # fmt: skip


def test_version():
    """--version prints the version of the program and of the method and stops."""
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Thawline {__version__}, method ")


# ---------------------------------------------------------------- mistakes
def test_mistakes_give_one_message_and_no_traceback(tmp_path):
    """A real run with bad input ends with code 2, its message on standard error and nothing on standard output."""
    path = write_config(tmp_path, "index: {score_limit: high}\n")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "build", "--config", str(path), "--out", str(tmp_path / "build")],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{path}:2: index.score_limit: found 'high', expected a number\n"
    assert not (tmp_path / "build").exists()


CHART = ("export", "chart", "--format", "csv")
MISTAKES = [
    (("build", "--config", "none.yaml"), "none.yaml: file not found"),
    (("build", "--set", "event_types.tarif.weight=1"), "did you mean 'tariff'?"),
    (("build", "--set", "no equals sign"), "--set: found 'no equals sign', expected KEY=VALUE"),
    (("build", "--set", "data.events=none.csv"), "none.csv: file not found"),
    (("build", "--as-known-on", "yesterday"), "--as-known-on: found 'yesterday', expected a date such as 2023-11-15"),
    (("build", "--as-known-on", "1999-01-01"), "no events to build an index from as known on 1999-01-01"),
    (("build", "--set", "data.through=1999-01-01"), "the series would end before its first event"),
    (
        (
            "build",
            "--badly",
        ),
        "No such option",
    ),
    (("chek",), "No such command"),
    (("inspect", "none.png"), "none.png: file not found"),
    (("inspect", str(BASE)), "carries no provenance"),
    (("replicate", "--index", "none.csv"), "none.csv"),
    (("check", "--set", "x"), "expected KEY=VALUE"),
    (("export", "chart", "--format", "gif"), "--format: found 'gif', allowed: png, svg, pdf, pptx, csv"),
    (("export", "chart"), "--format"),
    ((*CHART, "--preset", "sqare"), "--preset: found 'sqare', did you mean 'square'? allowed: slide, half, square, a4"),
    ((*CHART, "--scale", "5"), "--scale"),
    ((*CHART, "--pin", "no-such-event"), "pin: 'no-such-event' is no event that counts from "),
    ((*CHART, "--note", "soon They meet"), "note: found 'soon They meet', expected a date and a text"),
    ((*CHART, "--badges", "41"), "badges: found 41, allowed: 0 to 40"),
    (("export", "chart", "--format", "png", "--set", "export.font=No Such Font"), "export.font: found 'No Such Font'"),
    (("export", "chart", "--format", "png", "--set", "export.font=none.ttf"), "none.ttf: file not found"),
    (("export", "archive", "--set", "no.key=1"), "--set: no.key: no key 'no'"),
    ((*CHART, "--tracks", "security,polticial"), "--tracks: found 'polticial', did you mean 'political'?"),
    ((*CHART, "--from", "2031-02-30"), "--from: found '2031-02-30', expected a date"),
    ((*CHART, "--to", "now"), "--to: found 'now', expected a date"),
    (
        (*CHART, "--from", "2031-06-01", "--to", "2031-06-01"),
        "--from: found 2031-06-01, allowed: before --to (2031-06-01)",
    ),
    (
        (*CHART, "--from", "2030-12-01", "--to", "2031-01-10"),
        "--to: found 2031-01-10, allowed: after 2031-01-10, the first day of the data",
    ),
    ((*CHART, "--out", "chart.png"), "--out: found 'chart.png', expected a name that ends in .csv"),
    ((*CHART, "--out", "n" * 300 + ".csv"), "cannot be written (File name too long)"),
    (("export", "archive", "--out", "index.PDF"), "--out: found 'index.PDF', expected a name that ends in .zip"),
    ((*CHART, "--from", "2050-01-01"), "--from: the data run from 2031-01-10 to 2032-02-01"),
    ((*CHART, "--to", "2030-01-01"), "--to: the data run from 2031-01-10 to 2032-02-01"),
    ((*CHART, "--to", "0004-01-01"), "--to: the data run from"),
    ((*CHART, "--title", "two\nlines"), "--title: contains the character U+000A, which cannot be shown"),
    ((*CHART, "--title", "x" * 201), "--title: has 201 characters, allowed: at most 200"),
    ((*CHART, "--title", "  "), "--title: is empty"),
    ((*CHART, "--title", "a\x1b[31m"), "--title: contains the character U+001B, which cannot be shown"),
    ((*CHART, "--title", "a\udcff"), "--title: contains the character U+DCFF, which cannot be shown"),
]


@pytest.mark.parametrize("arguments, message", MISTAKES, ids=[f"{words[0]} {message[:30]}" for words, message in MISTAKES])
def test_mistakes_exit_with_2(tmp_path, monkeypatch, config, arguments, message):
    """Bad usage and bad input end with code 2 and a message that says what was found; nothing is written."""
    monkeypatch.chdir(tmp_path)
    takes_config = arguments[0] in ("build", "check", "export", "replicate") and "--config" not in arguments
    result = run(*arguments, *(("--config", config) if takes_config else ()))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text, rows", [
    ("index: {score_limit: high}\n", STORY),
    ("event_types: {tariff: {weight: .nan}}\n", STORY),
    ("", [*STORY, event("broken", "2031-02-30")]),
    ("", []),
])  # fmt: skip
def test_a_broken_input_leaves_the_build_as_it_was(tmp_path, text, rows):
    """After a mistake in config or events the folder of the last build is byte for byte the same."""
    config, out = write_project(tmp_path), tmp_path / "build"
    assert run("build", "--config", config, "--out", out).exit_code == 0
    before = contents(out)
    write_project(tmp_path, rows or [event("future", "2090-01-01", status="planned")], text)
    assert run("build", "--config", config, "--out", out).exit_code == 2
    assert contents(out) == before


def test_a_file_in_the_place_of_the_folder(tmp_path, config):
    """Where the folder to write to is a file, the path is named and the file kept."""
    (tmp_path / "build").write_bytes(b"mine")
    result = run("build", "--config", config, "--out", tmp_path / "build")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert (tmp_path / "build").read_bytes() == b"mine"


# ---------------------------------------------------------------- check
def test_check_of_a_clean_project(config):
    """A clean project ends with code 0 and is counted."""
    result = run("check", "--config", config)
    assert result.exit_code == 0
    last = result.stdout.splitlines()[-1]
    assert last.startswith("clean: 8 events, ")
    assert last.endswith(" channels, 1 measures, 2031-01-10 to 2032-02-01")


def test_check_names_file_line_and_key(tmp_path):
    """Problems of events, office holders and episodes are told together, one line each, with code 1."""
    config = write_project(tmp_path, [event("a", "2031-01-01", "tarif"), event("b", "2031-02-30")], "")
    path = write_config(tmp_path, "data: {events: events.csv, actors: actors.csv, episodes: episodes.yaml}\n")
    write_events(tmp_path, [{"office": "envoy", "side": "XX", "name": "A", "start": "2020-01-01"}], "actors.csv")
    (tmp_path / "episodes.yaml").write_text("a:\n  label: A\n  from: soon\n", "utf-8")
    assert config == path
    result = run("check", "--config", config)
    assert result.exit_code == 1
    assert [line.split(": ")[:2] for line in result.stdout.splitlines()] == [
        [f"{tmp_path / 'events.csv'}:2", "type"],
        [f"{tmp_path / 'events.csv'}:3", "date"],
        [f"{tmp_path / 'episodes.yaml'}:3", "a.from"],
        [f"{tmp_path / 'actors.csv'}:2", "side"],
    ]
    assert result.stderr == "4 problems\n"


def test_check_of_a_broken_config(tmp_path):
    """A broken config is a problem with its line, and the data are not looked at."""
    path = write_config(tmp_path, "data: {events: none.csv}\ntone: {share: 2}\n")
    result = run("check", "--config", path)
    assert result.exit_code == 1
    assert result.stdout == f"{path}:3: tone.share: found 2, allowed: at most 0.25\n"


def test_check_of_a_font_that_is_not_there(tmp_path):
    """A font that the config names and the machine lacks is a problem before a chart is asked for."""
    result = run("check", "--config", write_project(tmp_path, text="export: {font: No Such Font}\n"))
    assert result.exit_code == 1
    assert "export.font: found 'No Such Font', which is not installed here" in result.stdout


def test_check_of_no_events(tmp_path):
    """A chronology that has not begun is no error: a new pair passes the check, with a note."""
    config = write_project(tmp_path)
    (tmp_path / "events.csv").write_text("id,date,title,type,status,domain\n", "utf-8")
    result = run("check", "--config", config)
    assert result.exit_code == 0
    note = f"note: {tmp_path / 'events.csv'}: no events yet; the first makes the index\n"
    assert result.stdout == f"{note}clean: 0 events, 21 channels\n"


def test_notes_do_not_fail_the_check(tmp_path):
    """What is worth a look is told as a note and leaves the code at 0."""
    source = "Gazette | https://a.example | | "
    rows = [event("a", "2031-01-01", title="one " * 15, sources=source), event("c", "2031-02-01"),
            event("b", "1970-05-05", sources=source, channels="dpct"),
            event("d", "2031-01-15", status="planned", reported="2031-01-02", sources=source),
            event("e", "2031-01-15", status="planned", sources=source)]  # fmt: skip
    result = run("check", "--config", write_project(tmp_path, rows))
    notes = [line.split(": ", 2)[2] for line in result.stdout.splitlines() if line.startswith("note: ")]
    assert result.exit_code == 0
    assert sorted(note.split(": ")[0] for note in notes) == ["channels", "id", "replaces", "reported", "sources", "title"]
