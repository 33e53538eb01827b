"""Published vintages: a change of history is an alarm until the changelog tells it; what is published stays as it was."""

from __future__ import annotations

import csv
import re

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.history import history_change
from pipeline.sources.vintages import folder_of, read_series, read_vintages
from tests.files import SMALL, STORY, contents, event, run, write_config, write_events, write_project

NAME = "us-china-2032-02-01"
TOLD = f"# Changes\n\n## 0.2.0\n- Data: tariff re-coded; history changed since\n  vintage `{NAME}`.\n\n## 0.1.0\n- First.\n"
HEAVIER = SMALL + "event_types: {cut_off: {weight: -5}}\n"


@pytest.fixture
def project(tmp_path):
    """A made-up year, published once."""
    path = write_project(tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0\n- First vintage us-china-2032-02-01.\n", "utf-8")
    assert run("publish", "--config", path, "--note", "the first").exit_code == 0
    return path


def changed_event(project) -> None:
    """The cut-off of March was no cut-off but a refusal."""
    rows = [row | {"type": "refusal"} if row["id"] == "break" else row for row in STORY]
    write_events(project.parent, rows)


def changed_weight(project) -> None:
    """A cut-off weighs less."""
    write_project(project.parent, STORY, HEAVIER)


CHANGES = pytest.mark.parametrize("change", [changed_event, changed_weight])


def test_publish_writes_series_and_list(project):
    """The vintage holds the headline of every day to two decimals, and the list says where it comes from."""
    config = load_config(project)
    result = build_index(config, load_events(config))
    (vintage,) = read_vintages(config)
    assert (vintage.id, vintage.published, vintage.events, vintage.note) == (NAME, result.through, 8, "the first")
    series = read_series(config, vintage)
    assert series.index.equals(result.tension.index)
    assert (series - result.tension).abs().max() <= 0.005 + 1e-9
    assert history_change(config, result).days == 0 and not history_change(config, result).parts


def test_nothing_new_is_published_once(project):
    """Published again without a change, nothing is written."""
    before = contents(project.parent / "vintages")
    result = run("publish", "--config", project)
    assert result.exit_code == 0 and f"nothing new since vintage {NAME}" in result.stderr
    assert contents(project.parent / "vintages") == before


def test_an_unchanged_history_is_clean(project):
    """New events after the vintage's last day change no history."""
    write_events(project.parent, [*STORY, event("next", "2032-03-01", channels="dpct")])
    result = run("check", "--config", project)
    assert result.exit_code == 0 and "history changed" not in result.stdout


@CHANGES
def test_a_changed_history_is_an_alarm(project, change):
    """A changed event or weight is told with figure, day, and what to write, and fails the check."""
    change(project)
    result = run("check", "--config", project)
    assert result.exit_code == 1
    line = next(line for line in result.stdout.splitlines() if "vintage" in line)
    assert f"vintages/{NAME}.csv: vintage: history changed since it was published: tension differs by more than 0.05" in line
    assert re.search(r"on \d+ days, most by -\d+\.\d\d on 203\d-\d\d-\d\d; say why in the newest section of CHANGELOG.md", line)
    assert f"'history changed since vintage {NAME}'" in line


@CHANGES
def test_told_in_the_changelog_it_is_a_note(project, change):
    """Once the newest section names the vintage, the same change is noted and fails nothing."""
    change(project)
    (project.parent / "CHANGELOG.md").write_text(TOLD, "utf-8")
    result = run("check", "--config", project)
    assert result.exit_code == 0
    assert "note: " in result.stdout and "as CHANGELOG.md says: tension differs by more than 0.05" in result.stdout


@CHANGES
def test_told_in_an_older_section_it_is_not(project, change):
    """What an older section said of the vintage does not cover a change made since."""
    change(project)
    (project.parent / "CHANGELOG.md").write_text(TOLD.replace("# Changes\n", "# Changes\n\n## 0.3.0\n- New pages.\n", 1), "utf-8")
    assert run("check", "--config", project).exit_code == 1


@CHANGES
def test_a_new_vintage_needs_the_changelog_too(project, change):
    """A changed history is published only once it is told; then the check is clean, and the old vintage is as it was."""
    change(project)
    old = contents(project.parent / "vintages")
    refused = run("publish", "--config", project)
    assert refused.exit_code == 2 and "history changed since it was published" in refused.stderr
    assert contents(project.parent / "vintages") == old
    (project.parent / "CHANGELOG.md").write_text(TOLD, "utf-8")
    assert run("publish", "--config", project).exit_code == 0
    assert "history changed" not in run("check", "--config", project).stdout
    assert contents(project.parent / "vintages")[f"{NAME}.csv"] == old[f"{NAME}.csv"]
    names = [row["id"] for row in csv.DictReader((project.parent / "vintages" / "index.csv").open(encoding="utf-8"))]
    assert names == [NAME, f"{NAME}-2"]


def test_parts_may_change_where_the_headline_does_not(project):
    """Where the headline stays and its cells do not, a note says so."""
    write_project(project.parent, STORY, SMALL + "tracks: {political: {blend: {flow: 0.4501}}}\n")
    result = run("check", "--config", project)
    assert result.exit_code == 0
    assert "the headline is the same to two decimals, its tracks or cells are not" in result.stdout


def test_days_that_are_gone(project):
    """A series that ends before the vintage's last day is a changed history."""
    write_config(project.parent, "clear: [data.actors, data.episodes]\ndata: {events: events.csv, through: 2031-12-31}\n" + SMALL)
    result = run("check", "--config", project)
    assert result.exit_code == 1 and "32 days of it no longer in the series" in result.stdout


def test_borrowed_events_have_no_history(project, tmp_path):
    """A config that weighs the events of another folder its own way is free to, and cannot publish."""
    folder = tmp_path / "elsewhere"
    own = write_config(folder, "event_types: {cut_off: {weight: -5}}\n", base=project)
    assert run("check", "--config", own).exit_code == 0
    refused = run("publish", "--config", own)
    assert refused.exit_code == 2 and "no history of its own to publish" in refused.stderr


def test_a_try_of_a_weight_is_no_alarm(project):
    """check --set looks at a config as it might be, which changes no history."""
    assert run("check", "--config", project, "--set", "event_types.cut_off.weight=-5").exit_code == 0


@pytest.mark.parametrize("name, text, told", [
    ("index.csv", "id,published\n", "required column is missing"),
    ("index.csv", "id,published,method,config,events,sha256,note\na,yesterday,1,x,8,y,z\n", "published: found 'yesterday'"),
    (f"{NAME}.csv", "month,1\n", "required column is missing"),
])  # fmt: skip
def test_a_broken_vintage_is_told(project, name, text, told):
    """A vintage that cannot be read is a problem with its file, never a traceback."""
    (project.parent / "vintages" / name).write_text(text, "utf-8")
    result = run("check", "--config", project)
    assert result.exit_code == 1 and f"vintages/{name}:" in result.stdout
    assert told in result.stdout


def test_the_shipped_vintage_is_small_and_holds(config, result):
    """The vintage that ships is below 200 kB and the series of today agrees with it, or the changelog says why not."""
    change = history_change(config, result)
    assert change is not None and (change.days == 0 or change.told)
    assert (folder_of(config) / f"{change.vintage.id}.csv").stat().st_size < 200_000
