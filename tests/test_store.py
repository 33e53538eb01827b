"""A file is the old one or the new one, never half of either, whoever dies while writing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time

import pytest

from pipeline.errors import ExportError
from pipeline.store import finish, locked, sha256, write_bytes, write_files, write_together
from tests.files import ROOT, contents

PREFIX = ".thawline-"


def leftover(folder, age: float, name: str = "of-a-killed-run"):
    """A temporary file of an earlier run, `age` seconds old."""
    path = folder / f"{PREFIX}{name}"
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_written_and_replaced(tmp_path):
    """A file is written into folders that did not exist, then replaced; nothing else stays behind."""
    path = tmp_path / "new" / "deep" / "index.csv"
    write_bytes(path, b"old")
    write_bytes(path, b"new")
    assert contents(path.parent) == {"index.csv": b"new"}


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_old_content_stays_when_a_step_fails(tmp_path, monkeypatch, step):
    """A full disk at any step leaves the old file and no temporary one, and the message names the path."""
    path = tmp_path / "index.csv"
    write_bytes(path, b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(ExportError) as caught:
        write_bytes(path, b"new")
    assert str(caught.value) == f"{path}: cannot be written (No space left on device); what stood there is unchanged"
    assert contents(tmp_path) == {"index.csv": b"old"}


def test_a_folder_in_the_place_of_a_file(tmp_path):
    """Where a folder stands in the place of the file, or a file in the place of the folder, the path is named."""
    (tmp_path / "index.csv" / "inside").mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"old")
    for path in (tmp_path / "index.csv", tmp_path / "file" / "index.csv"):
        with pytest.raises(ExportError) as caught:
            write_bytes(path, b"new")
        assert str(path) in str(caught.value)
    assert (tmp_path / "index.csv" / "inside").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "index.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_replaced(tmp_path):
    """What is no file, such as a pipe or a device, stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="is a device or a pipe, not a file; nothing was written"):
        write_bytes(pipe, b"new")
    assert pipe.is_fifo() and [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_an_unwritable_folder(tmp_path):
    """A folder that may not be written to keeps its files, and the message names the path."""
    path = tmp_path / "index.csv"
    write_bytes(path, b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportError, match="cannot be written"):
            write_bytes(path, b"new")
    finally:
        tmp_path.chmod(0o700)
    assert contents(tmp_path) == {"index.csv": b"old"}


def test_leftovers_are_swept(tmp_path):
    """The next write removes old temporary files of killed runs, and nothing else."""
    old, young = leftover(tmp_path, 3600, "old"), leftover(tmp_path, 1, "young")
    other = tmp_path / ".thawlines"
    other.write_bytes(b"somebody's")
    os.utime(other, (0, 0))
    write_bytes(tmp_path / "index.csv", b"new")
    assert not old.exists()
    assert young.exists() and other.exists()


def test_a_leftover_that_cannot_be_removed(tmp_path):
    """What cannot be swept is no reason to write nothing."""
    stubborn = tmp_path / f"{PREFIX}folder"
    stubborn.mkdir()
    os.utime(stubborn, (0, 0))
    write_bytes(tmp_path / "index.csv", b"new")
    assert (tmp_path / "index.csv").read_bytes() == b"new"
    assert stubborn.is_dir()


def test_several_files_keep_their_order(tmp_path, monkeypatch):
    """Files are written in the order given; after a failure the later ones are untouched."""
    write_files(tmp_path, {"index.csv": b"1", "events.csv": b"1", "manifest.json": b"1"})
    move, moved = os.replace, []

    def breaks_at_the_second(source, target):
        moved.append(target.name)
        if len(moved) == 2:
            raise OSError(5, "Input/output error")
        move(source, target)

    monkeypatch.setattr(os, "replace", breaks_at_the_second)
    with pytest.raises(ExportError, match=r"events\.csv: cannot be written"):
        write_files(tmp_path, {"index.csv": b"2", "events.csv": b"2", "manifest.json": b"2"})
    assert moved == ["index.csv", "events.csv"]
    assert contents(tmp_path) == {"events.csv": b"1", "index.csv": b"2", "manifest.json": b"1"}


SIZE = 2_000_000
WRITER = """
import sys, types
package = types.ModuleType("pipeline")  # the module alone, without what the package loads
package.__path__ = [sys.argv[1]]
sys.modules["pipeline"] = package
from pipeline.store import write_bytes
print("ready", flush=True)
while True:
    for letter in b"abcdefgh":
        write_bytes(sys.argv[2], bytes([letter]) * int(sys.argv[3]))
"""


def test_killed_writers_never_tear_a_file(tmp_path):
    """Twenty writers killed at any moment leave one whole version each time; what they left is swept later."""
    path = tmp_path / "index.csv"
    write_bytes(path, b"z" * SIZE)
    moment = random.Random(7)
    seen = set()
    for _ in range(20):
        command = [sys.executable, "-c", WRITER, str(ROOT / "pipeline"), str(path), str(SIZE)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(moment.uniform(0.001, 0.06))
            writer.kill()
        content = path.read_bytes()
        assert len(content) == SIZE
        assert len(set(content)) == 1
        seen.add(content[:1])
    assert len(seen) > 1, "no writer got as far as writing"
    left = list(tmp_path.glob(f"{PREFIX}*"))
    assert left, "no writer was killed in the middle of a file"
    for file in left:
        os.utime(file, (0, 0))
    write_bytes(path, b"done")
    assert contents(tmp_path) == {"index.csv": b"done"}


def test_checksum():
    """The checksum is that of the well-known function."""
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


# ---------------------------------------------------------------- one writer at a time
HOLDER = """
import sys, types
package = types.ModuleType("pipeline")
package.__path__ = [sys.argv[1]]
sys.modules["pipeline"] = package
from pipeline.store import locked
with locked(sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_threads_take_turns(tmp_path):
    """Threads that read, wait, and write under the lock lose nothing: never are two of them inside."""
    path, inside, most = tmp_path / "count", [], []
    path.write_text("0", "utf-8")

    def add_ten():
        for _ in range(10):
            with locked(path):
                inside.append(1)
                most.append(len(inside))
                count = int(path.read_text("utf-8"))
                time.sleep(0.001)  # lets another thread in, if the lock does
                path.write_text(str(count + 1), "utf-8")
                inside.pop()

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text("utf-8") == "40"
    assert max(most) == 1


def test_a_file_held_by_another_program(tmp_path, monkeypatch):
    """While another process holds a file it is not entered, and the message names it; once that one dies it is."""
    monkeypatch.setattr("pipeline.store._PATIENCE_SECONDS", 0.05)
    path = tmp_path / "events.csv"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", HOLDER, str(ROOT / "pipeline"), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ExportError) as caught, locked(path):
            pytest.fail("two hold it")
        assert str(caught.value) == f"{path}: another program is writing to it; nothing was changed"
        with locked(tmp_path / "other.csv"):
            holder.kill()
    with locked(path):
        assert path.read_bytes() == b"old"


def test_a_failure_inside_gives_the_file_back(tmp_path, monkeypatch):
    """Whoever fails while holding a file lets go of it, and the failure is told as it was."""
    monkeypatch.setattr("pipeline.store._PATIENCE_SECONDS", 0.05)
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "events.csv"):
        raise ZeroDivisionError
    with locked(tmp_path / "events.csv"):
        pass


def test_a_place_that_cannot_hold_a_lock(tmp_path):
    """Where a file stands in the place of the folder, the path is named."""
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(ExportError, match=r"events\.csv: cannot be written"), locked(tmp_path / "file" / "events.csv"):
        pytest.fail("entered")


def test_a_link_stays_a_link_and_rights_stay(tmp_path):
    """Writing through a link changes the file it leads to, whose rights are kept."""
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


# ---------------------------------------------------------------- several files or none
def broken_after(monkeypatch, moves: int):
    """The disk fails after this many files were moved to their places."""
    move, moved = os.replace, []

    def breaks(source, target):
        if len(moved) == moves:
            raise OSError(5, "Input/output error")
        moved.append(target)
        move(source, target)

    monkeypatch.setattr(os, "replace", breaks)


def visible(folder):
    """The files of a folder without locks."""
    return {name: content for name, content in contents(folder).items() if not name.endswith(".lock")}


NEW = {"events.csv": b"e2", "queue.csv": b"q2", "log.jsonl": b"l2"}


def begun(folder, monkeypatch, moves: int):
    """Three files, the second of them new, whose writing stopped after so many moves; the journal is the first."""
    (folder / "events.csv").write_bytes(b"e1")
    (folder / "log.jsonl").write_bytes(b"l1")
    with monkeypatch.context() as patched:
        broken_after(patched, moves)
        with pytest.raises(ExportError, match="cannot be written"), locked(folder / "events.csv"):
            write_together(folder / "events.csv", {folder / name: content for name, content in NEW.items()})


def test_several_files_are_written_together(tmp_path):
    """All are as given, also one in another folder, and no journal stays."""
    home, away = tmp_path / "home", tmp_path / "away" / "queue.csv"
    home.mkdir()
    write_together(home / "events.csv", {home / "events.csv": b"e", away: b"q"})
    assert visible(home) == {"events.csv": b"e"} and away.read_bytes() == b"q"


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
def test_what_was_begun_is_finished(tmp_path, monkeypatch, moves):
    """A writer that dies before its journal stands changes nothing; after that, the next to look finds all files new."""
    begun(tmp_path, monkeypatch, moves)
    finish(tmp_path)
    assert visible(tmp_path) == (NEW if moves else {"events.csv": b"e1", "log.jsonl": b"l1"})


def test_taking_the_lock_finishes_first(tmp_path, monkeypatch):
    """Who takes the lock finds all files new; who takes that of another file of the folder finds them as they are."""
    begun(tmp_path, monkeypatch, 2)
    with locked(tmp_path / "other.csv"):
        assert (tmp_path / "log.jsonl").read_bytes() == b"l1"
    with locked(tmp_path / "events.csv"):
        assert visible(tmp_path) == NEW


def test_a_journal_is_never_swept(tmp_path, monkeypatch):
    """However old a journal is, another write to the folder leaves it alone."""
    begun(tmp_path, monkeypatch, 1)
    os.utime(tmp_path / ".events.csv.journal", (0, 0))
    write_bytes(tmp_path / "other.csv", b"o")
    finish(tmp_path)
    assert visible(tmp_path) == NEW | {"other.csv": b"o"}


def test_a_file_changed_meanwhile_is_kept(tmp_path, monkeypatch):
    """Somebody's change to a file that was still to be written stays, and file and journal are named until it is removed."""
    begun(tmp_path, monkeypatch, 2)
    (tmp_path / "log.jsonl").write_bytes(b"by hand")
    before = visible(tmp_path)
    for _ in range(2):
        with pytest.raises(ExportError) as caught:
            finish(tmp_path)
        assert str(caught.value).startswith(f"{tmp_path / 'log.jsonl'}: changed by another program")
        assert str(tmp_path / ".events.csv.journal") in str(caught.value)
    assert visible(tmp_path) == before
    (tmp_path / ".events.csv.journal").unlink()
    finish(tmp_path)
    assert visible(tmp_path) == {"events.csv": b"e2", "log.jsonl": b"by hand"}


def test_a_file_that_cannot_be_read_is_not_written(tmp_path):
    """A folder in the place of one of the files is named, and the others stay as they are."""
    (tmp_path / "events.csv").write_bytes(b"e1")
    (tmp_path / "queue.csv").mkdir()
    with pytest.raises(ExportError, match=r"queue\.csv: cannot be read"):
        write_together(tmp_path / "events.csv", {tmp_path / "events.csv": b"e2", tmp_path / "queue.csv": b"q2"})
    assert (tmp_path / "events.csv").read_bytes() == b"e1" and not list(tmp_path.glob(".*.journal"))


@pytest.mark.parametrize("content", [b"", b"{", b"[{}]", b"[1]", b"{}"])
def test_a_journal_that_is_none(tmp_path, content):
    """A journal that cannot be read is named, and nothing is written by it."""
    (tmp_path / ".events.csv.journal").write_bytes(content)
    with pytest.raises(ExportError, match=r"events\.csv\.journal: cannot be read as a journal"):
        finish(tmp_path)
