"""Writes files whole or not at all.

A file is written beside its place, flushed, and moved over it in one step; a reader sees the old content or the
new, never half. Leftovers of a killed run are swept up by the next write to the same folder. Who reads a file, changes
it and writes it back holds its lock meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import ExportError

_PREFIX = ".thawline-"
_STALE_SECONDS = 600
_PATIENCE_SECONDS = 10


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write one file atomically, its rights kept, through a link if it is one; raises ExportError naming the path."""
    path = Path(path).resolve()
    temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}"
    try:
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
    """Keep other writers of this program away from a file; raises ExportError when one holds it too long."""
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
        yield
    finally:
        lock.release()


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
