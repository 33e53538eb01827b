"""Small made-up configs and chronologies on disk, shared by the tests that read and write files."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from pipeline.__main__ import app

ROOT = Path(__file__).parents[1]
BASE = ROOT / "config.yaml"
SMALL = "export: {width: 640, height: 480, scale: 1}\nchart: {badge_threshold: 0.1}\n"
"""A small picture is drawn sooner."""


def event(name: str, day: str, kind: str = "talks", **cells: str) -> dict[str, str]:
    """One valid row; cells given override the defaults."""
    row = {"id": name, "date": day, "title": f"What happened in {name}", "type": kind}
    return row | {"status": "happened", "domain": "military", "tone": "0"} | cells


STORY = [
    event("visit", "2031-01-10", "visit", channels="dpct", domain="diplomatic"),
    event("break", "2031-03-02", "cut_off", channels="dpct;mmca", title="=HYPERLINK(0) and a break"),
    event("tariff", "2031-04-01", "tariff", domain="economic", severity="4", title="+25 points of tariff"),
    event("words", "2031-05-01", "statement_negative", domain="taiwan", tone=""),
    event("plan", "2031-08-01", "summit", status="planned", reported="2031-06-01", channels="leaders"),
    event("truce", "2031-09-01", "sanction_relief", domain="economic", ends="tariff:0.5", title="-5 points of tariff"),
    event("summit", "2031-09-20", "summit", channels="leaders", replaces="plan", domain="diplomatic"),
    event("again", "2032-02-01", "resumption", channels="dpct"),
]
"""A year with a plan, a measure, a relief and titles that a spreadsheet would take for formulas."""


def candidate(name: str, day: str, kind: str = "talks", **cells: str) -> dict[str, str]:
    """One valid row of a file of candidates, sure enough to count; cells given override the defaults."""
    return event(name, day, kind, proposal="new", confidence="0.8", flags="unreviewed") | cells


CANDIDATES = [
    candidate("c-break", "2031-11-03", "cut_off", channels="leaders", severity="5", title="Nobody has read this break"),
    candidate("c-curb", "2031-11-20", "export_control", domain="technology", confidence="0.75", proposal="outcome"),
    candidate("c-doubt", "2031-12-01", confidence="0.6"),
    candidate("c-undated", "", "talks"),
    candidate("c-again", "2031-09-20", "summit", proposal="source", into="summit"),
]
"""Two that count (0.8 and 0.75), and one each that is too doubtful, undated, or only a further source."""
COUNTING = SMALL + "review: {count_unreviewed: true}\n"
"""What makes a small project count the candidates beside its events."""


def write_config(folder: Path, text: str = "", name: str = "config.yaml", base: Path | str = BASE) -> Path:
    """A config that extends another; the first line of `text` is line 2 of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"extends: {base}\n{text}", "utf-8")
    return path


def write_events(folder: Path, rows: list[dict[str, str]], name: str = "events.csv") -> Path:
    """An events file with the columns that the rows use."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_project(folder: Path, rows: list[dict[str, str]] | None = None, text: str = SMALL) -> Path:
    """A config with its own events and without office holders and episodes; returns the config's path."""
    write_events(folder, STORY if rows is None else rows)
    return write_config(folder, f"clear: [data.actors, data.episodes]\ndata: {{events: events.csv}}\n{text}")


def write_counting(folder: Path, candidates: list[dict[str, str]] | None = None, text: str = COUNTING) -> Path:
    """The project of the story with candidates beside its events, counted; returns the config's path."""
    write_events(folder, CANDIDATES if candidates is None else candidates, "candidates.csv")
    return write_project(folder, text=text)


def run(*arguments: object) -> Result:
    """The command line in this process; what it raises beyond an exit is raised here."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
