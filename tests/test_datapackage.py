"""data/us-china/datapackage.json describes the data files as they are, in words and constraints that the readers share."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package

from pipeline.errors import DataError
from pipeline.records import BOTH, EVENT_COLUMNS, FLAGS, PRECISIONS, REQUIRED_COLUMNS, ROLES, UNREVIEWED
from pipeline.sources.actors import ACTOR_COLUMNS, REQUIRED
from pipeline.sources.events import load_events

FOLDER = Path("data/us-china")
DESCRIPTOR = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
FIELDS = {name: {field["name"]: field for field in resource["schema"]["fields"]} for name, resource in RESOURCES.items()}
COLUMNS = {"events": (EVENT_COLUMNS, REQUIRED_COLUMNS), "actors": (ACTOR_COLUMNS, REQUIRED)}

ROW = {"id": "a-1", "date": "2023-11-15", "title": "They met", "type": "talks", "status": "happened", "domain": "military"}
BROKEN = {
    "an unknown type": {"type": "meeting"},
    "an unknown flag": {"flags": "weak_source;doubtful"},
    "a row that nobody has reviewed": {"flags": "unreviewed"},
    "a severity of 6": {"severity": "6"},
    "a date with slashes": {"date": "2023/11/15"},
    "a day outside the limits": {"date": "1023-11-15"},
    "an empty title": {"title": ""},
    "an id with a space": {"id": "a 1"},
    "a relief of nothing": {"ends": "a-1:0"},
    "a relief of more than all": {"ends": "a-1:1.5"},
    "a source of three parts": {"sources": "Agency | https://example.org | 2023-11-15"},
    "a source without a name": {"sources": " | https://example.org | 2023-11-15 | "},
    "a tone beyond 1": {"tone": "1.2"},
    "a side that is none": {"initiator": "FR"},
}


def problems(folder: Path) -> list[str]:
    report = Package(str(folder / "datapackage.json")).validate(limit_errors=20)
    return [*(error.message for error in report.errors), *(error.message for task in report.tasks for error in task.errors)]


def constraint(resource: str, field: str, name: str):
    return FIELDS[resource][field].get("constraints", {}).get(name)


def test_the_shipped_files_are_valid():
    """The package and both of its files pass validation."""
    assert problems(FOLDER) == []


@pytest.mark.parametrize("name", COLUMNS)
def test_fields_are_the_columns(name):
    """Fields, their order and descriptions are those of the code, and the header of the file is the same."""
    columns, required = COLUMNS[name]
    assert {field: entry["description"] for field, entry in FIELDS[name].items()} == columns
    assert list(FIELDS[name]) == list(columns)
    with (FOLDER / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(columns)
    assert [field for field in columns if constraint(name, field, "required")] == [key for key in columns if key in required]


def test_enums_are_those_of_the_config(config):
    """What a cell may hold is what the config and the reader name, in their order."""
    sides = [*config.pair.sides, BOTH]
    enums = {
        "type": list(config.event_types),
        "status": list(config.status),
        "domain": list(config.domains),
        "initiator": sides,
        "target": sides,
        "precision": list(PRECISIONS),
        "role": list(ROLES),
    }
    assert {field: constraint("events", field, "enum") for field in EVENT_COLUMNS if constraint("events", field, "enum")} == enums
    assert constraint("actors", "side", "enum") == list(config.pair.sides)
    assert [constraint("events", "severity", bound) for bound in ("minimum", "maximum")] == [
        min(map(int, config.severity)),
        max(map(int, config.severity)),
    ]
    allowed = constraint("events", "flags", "pattern")
    assert {flag for flag in FLAGS if flag in allowed} == set(FLAGS) - {UNREVIEWED}
    dates = [field for field, entry in FIELDS["events"].items() if entry["type"] == "date"]
    for field in dates:
        assert constraint("events", field, "minimum") == config.limits.earliest.isoformat()
        assert constraint("events", field, "maximum") == config.limits.latest.isoformat()


def test_types_keys_and_missing_values():
    """Days are dates, severity a whole number, tone and confidence numbers, the rest text; an id is unique."""
    kinds = dict.fromkeys(("date", "date_end", "reported", "effective", "until", "start", "end"), "date")
    kinds |= {"severity": "integer", "tone": "number", "confidence": "number"}
    for fields in FIELDS.values():
        assert {name: field["type"] for name, field in fields.items()} == {name: kinds.get(name, "string") for name in fields}
    assert RESOURCES["events"]["schema"]["primaryKey"] == "id"
    assert constraint("events", "id", "unique")
    assert all(resource["schema"]["missingValues"] == [""] for resource in RESOURCES.values())


def test_the_package_says_whose_it_is(config):
    """Licence and contributor are those named in every exported file."""
    assert [licence["name"] for licence in DESCRIPTOR["licenses"]] == [config.export.licence.replace(" ", "-")]
    assert [person["title"] for person in DESCRIPTOR["contributors"]] == [config.export.author]
    assert config.pair.slug in DESCRIPTOR["name"]
    assert DESCRIPTOR["profile"] == "tabular-data-package"


def write(folder: Path, *rows: dict[str, str]) -> Path:
    """A copy of the package with these events."""
    for name in ("datapackage.json", "actors.csv"):
        shutil.copy(FOLDER / name, folder / name)
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(EVENT_COLUMNS), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder / "events.csv"


def test_a_plain_row_is_valid(tmp_path, config):
    """A row with only the required cells passes, by the package and by the reader."""
    file = write(tmp_path, ROW)
    assert problems(tmp_path) == []
    assert len(load_events(config, file)) == 1


@pytest.mark.parametrize("cells", BROKEN.values(), ids=BROKEN.keys())
def test_what_the_reader_refuses_the_package_refuses(tmp_path, config, cells):
    """A broken cell is found by the package's constraints as it is by the reader."""
    file = write(tmp_path, ROW | cells)
    with pytest.raises(DataError):
        load_events(config, file)
    assert problems(tmp_path)


def test_an_id_given_twice_is_refused(tmp_path, config):
    """Two rows of one id are refused by the package and by the reader."""
    file = write(tmp_path, ROW, ROW)
    with pytest.raises(DataError):
        load_events(config, file)
    assert problems(tmp_path)
