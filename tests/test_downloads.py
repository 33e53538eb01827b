"""A file made at a click is there until the browser has fetched it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from views import downloads


@pytest.fixture
def files(monkeypatch):
    """The store of a server's files, as the app meets it."""
    store = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(downloads.runtime, "exists", lambda: True)
    monkeypatch.setattr(downloads.runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=store))
    return store


def made(files, data: bytes) -> str:
    """The file's id, after it was made as a click on its button makes it."""
    held = lambda: downloads._held(data, "text/csv", "chart.csv")  # noqa: E731
    place = files.add_deferred(held, "text/csv", "1.2", "chart.csv")
    return files.execute_deferred(place).split("/")[-1].split(".")[0]


def is_there(files, file: str) -> bool:
    return files.read_file(file) is not None


def test_a_file_outlives_the_runs_of_other_sessions(files):
    """However many script runs end before it is fetched, a file that was asked for stays."""
    file = made(files, b"date,tension\n")
    for _ in range(5):
        files.remove_orphaned_files()
    assert is_there(files, file)


def test_old_files_make_room(files):
    """No more files are held than said: the oldest goes."""
    first, *others = [made(files, b"%d" % number) for number in range(downloads.KEPT + 1)]
    for _ in range(2):
        files.remove_orphaned_files()
    assert not is_there(files, first) and all(is_there(files, file) for file in others)
