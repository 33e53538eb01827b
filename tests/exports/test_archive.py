"""A replication archive stands on its own: unpacked anywhere it recomputes itself, without this program."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.config import config_hash
from pipeline.exports.archive import archive
from pipeline.exports.tables import index_table, to_csv
from tests.files import STORY, event, run, write_counting, write_project

BARE = """\
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in (*sys.stdlib_module_names, "yaml", "_yaml"):
            raise ImportError(f"{name} is not on a bare machine")
sys.meta_path.insert(0, Refused())
import runpy
sys.argv = ["replicate.py", "--compare", "index.csv"]
runpy.run_path("replicate.py", run_name="__main__")
"""
"""Runs the replicator as on a machine that has the standard library and PyYAML."""


def unpacked(content: bytes, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    return folder


def recomputed(folder):
    return subprocess.run([sys.executable, "-I", "-c", BARE], cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module", params=["events", "candidates"])
def made(request, tmp_path_factory):
    """Two small indices: of events without tones and with a quote, and of events with candidates."""
    folder = tmp_path_factory.mktemp(request.param)
    quoted = event("quoted", "2031-06-01", "statement_positive", tone="", quote="Press text that we praise")
    path = write_project(folder, [*STORY, quoted]) if request.param == "events" else write_counting(folder)
    config = load_config(path, {"event_types.tariff.weight": "-7"})
    return build_index(config, load_events(config))


def test_it_recomputes_itself_on_a_bare_machine(made, tmp_path):
    """In an empty folder, with nothing but Python and PyYAML, every value is found equal."""
    folder = unpacked(archive(made), tmp_path)
    done = recomputed(folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(made.daily)} days and ") and done.stdout.rstrip().endswith(" 0 differences")
    (folder / "config.yaml").write_text(
        (folder / "config.yaml").read_text("utf-8").replace("weight: -7.0", "weight: -7.1"), "utf-8"
    )
    assert recomputed(folder).returncode == 1


def test_the_config_inside_loads_by_itself_to_the_same_index(made, tmp_path):
    """The resolved config, overrides included, gives the same hash and the same series with the files beside it."""
    folder = unpacked(archive(made), tmp_path)
    config = load_config(folder / "config.yaml")
    assert config_hash(config) == config_hash(made.config)
    again = build_index(config, load_events(config))
    assert to_csv(index_table(again)) == (folder / "index.csv").read_bytes()
    assert run("check", "--config", folder / "config.yaml").exit_code == 0


def test_the_sums_are_right(made, tmp_path):
    """SHA256SUMS and the manifest vouch for every file, and `inspect` reads each of them."""
    folder = unpacked(archive(made), tmp_path)
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    names = {path.name for path in folder.iterdir()}
    assert set(sums) == names - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == total for name, total in sums.items())
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["sha256"] == {name: total for name, total in sums.items() if name != "manifest.json"}
    assert run("inspect", folder / "index.csv").exit_code == 0
    readme = (folder / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in names - {"README.md"})


def test_tones_are_told_and_press_text_stays_at_home(made, tmp_path):
    """Every event that counts has the tone that was used, and no quote or telling leaves the house."""
    content = archive(made)
    folder = unpacked(content, tmp_path)
    rows = list(csv.DictReader((folder / "events.csv").open(encoding="utf-8")))
    used = dict(zip(made.scored["id"], made.scored["tone"], strict=True))
    assert {row["id"]: float(row["tone"]) for row in rows}.items() <= {name: float(tone) for name, tone in used.items()}.items()
    assert {row["quote"] for row in rows} == {""}
    assert all(b"Press text" not in path.read_bytes() for path in folder.iterdir())


def test_the_same_run_gives_the_same_bytes(made):
    """No clock time gets into an archive."""
    assert archive(made) == archive(made)


def test_the_command_writes_and_names_it(tmp_path):
    """`export archive` prints the file, named by pair, last day and config, and says nothing else."""
    result = run("export", "archive", "--config", write_project(tmp_path / "pair"), "--out", tmp_path)
    assert result.exit_code == 0
    (path,) = tmp_path.glob("*.zip")
    assert result.stdout == f"{path}\n" and path.name.startswith("us-china-replication_2032-02-01_")
