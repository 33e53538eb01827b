"""Writes files whole or not at all.

A file is written beside its place, flushed, and moved over it in one step; a reader sees the old content or the
new, never half. Leftovers of a killed run are swept up by the next write to the same folder. Who reads a file, changes
it and writes it back holds its lock meanwhile. Several files that belong together are written by way of a journal: a run
killed in between is carried to its end by whoever takes the lock next.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import ExportError

_PREFIX = ".thawline-"
_JOURNAL = ".journal"
_STALE_SECONDS = 600
_PATIENCE_SECONDS = 10


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write one file atomically, its rights kept, through a link if it is one; raises ExportError naming the path."""
    path = Path(path).resolve()
    temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}"
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # the move would put a file in its place
            raise ExportError(f"{path}: is a device or a pipe, not a file; nothing was written")
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        try:
            _write_through(temporary, content)
            if path.exists():
                temporary.chmod(path.stat().st_mode)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}); what stood there is unchanged") from None


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_files(folder: str | Path, files: Mapping[str, bytes]) -> None:
    """Write several files to a folder, in the order given, so that the last one can vouch for the others."""
    for name, content in files.items():
        write_bytes(Path(folder) / name, content)


@contextmanager
def locked(path: str | Path) -> Iterator[None]:
    """Keep other writers of this program away from a file; raises ExportError when one holds it too long.

    What a killed run left half done under this lock is finished first. The lock cannot be taken twice.
    """
    path = Path(path)
    lock = FileLock(path.parent / f".{path.name}.lock", timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise ExportError(f"{path}: another program is writing to it; nothing was changed") from None
    except (OSError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or "the file system has no locks"
        raise ExportError(f"{path}: cannot be written ({why}); what stood there is unchanged") from None
    try:
        _roll_forward(_journal_of(path))
        yield
    finally:
        lock.release()


def write_together(held: str | Path, files: Mapping[Path, bytes]) -> None:
    """Write several files so that, whoever dies when, all of them are written in the end or none.

    `held` is the file whose lock the caller holds; its folder keeps the journal meanwhile. Raises ExportError; where a
    file could not be replaced the journal stays, and the next one to take the lock goes on with it.
    """
    home = Path(held).resolve().parent
    entries = [
        {
            "file": path.name if path.resolve().parent == home else str(path.resolve()),
            "before": _hash_of(path),
            "after": sha256(content),
            "content": base64.b64encode(content).decode("ascii"),
        }
        for path, content in files.items()
    ]
    journal = _journal_of(Path(held))
    write_bytes(journal, json.dumps(entries).encode("ascii"))
    _roll_forward(journal)


def finish(folder: str | Path) -> None:
    """Carry to its end what killed runs left half written in a folder; waits for a writer that is still at it.

    Raises ExportError. Not to be called by who holds a lock there.
    """
    for journal in sorted(Path(folder).glob(f".*{_JOURNAL}")):
        with locked(journal.parent / journal.name[1 : -len(_JOURNAL)]):
            pass  # taking the lock has finished it


def _journal_of(path: Path) -> Path:
    """The journal of the writer that holds the lock of a file: one, for only one holds it."""
    return path.parent / f".{path.name}{_JOURNAL}"


def _roll_forward(journal: Path) -> None:
    """Write what a journal holds and remove it; a file that is neither the old nor the new one is somebody's work and stays."""
    if not journal.exists():
        return
    try:
        entries = json.loads(journal.read_bytes())
        if not isinstance(entries, list):
            raise ValueError
        waiting = [(journal.parent / entry["file"], entry, base64.b64decode(entry["content"])) for entry in entries]
        standing = [_hash_of(path) for path, _, _ in waiting]
        foreign = [
            path
            for (path, entry, _), found in zip(waiting, standing, strict=True)
            if found not in (entry["before"], entry["after"])
        ]
    except (OSError, ValueError, TypeError, KeyError):
        raise ExportError(f"{journal}: cannot be read as a journal of unfinished writing; remove it to go on") from None
    if foreign:
        names = ", ".join(str(entry["file"]) for entry in entries)
        raise ExportError(
            f"{foreign[0]}: changed by another program while {names} were being written, and kept as it is; "
            f"look at these files, then remove {journal} to go on"
        )
    for (path, entry, content), found in zip(waiting, standing, strict=True):
        if found != entry["after"]:
            write_bytes(path, content)
    try:
        journal.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(f"{journal}: cannot be removed ({error.strerror})") from None


def _hash_of(path: Path) -> str | None:
    """SHA-256 of a file as it stands; None where there is none. Raises ExportError where it cannot be read."""
    try:
        return sha256(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror}), so it was not written") from None


def sha256(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _sweep(folder: Path) -> None:
    """Remove own temporary files that no living run can still be writing."""
    for leftover in folder.glob(f"{_PREFIX}*"):
        try:
            if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
                leftover.unlink()
        except OSError:  # gone already, or not ours to remove; no reason to write nothing
            continue


def _sync_folder(folder: Path) -> None:
    """Make the move itself durable, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
