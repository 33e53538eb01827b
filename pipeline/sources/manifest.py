"""What the user knows of a file of articles and the file does not say: a CSV of file, published, source, url, title."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.errors import DataError, Problem
from pipeline.sources.cells import read_date
from pipeline.sources.csv_rows import read_rows

MANIFEST_COLUMNS = {
    "file": "Path of the article, from the manifest's own folder; with #n for the n-th article of a file",
    "published": "Day of publication, such as 2024-05-17; empty: to be looked for in the text",
    "source": "Who published it",
    "url": "Where it stands",
    "title": "Its headline",
}
FILE_NAME = "manifest.csv"
"""A file of this name in a folder of articles is its manifest, never an article."""
_MAX_MB = 64


@dataclass(frozen=True)
class Entry:
    """One row of a manifest; empty text and None mean that it does not say."""

    published: date | None = None
    source: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True)
class Manifest:
    """The entries of one or several manifests, by resolved path (and `#n`)."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, path: Path, number: int = 0) -> Entry:
        """What is known of the `number`-th article of a file; 0: of a file that holds one."""
        name = str(path.resolve())
        return self.entries.get(f"{name}#{number}") or self.entries.get(name) or Entry()

    def joined(self, other: Manifest) -> Manifest:
        """Both; where both name a file, the other's word counts."""
        return Manifest({**self.entries, **other.entries})


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; raises DataError naming every bad line."""
    rows = read_rows(path, MANIFEST_COLUMNS, ("file",), _MAX_MB)
    entries: dict[str, Entry] = {}
    problems = []
    for row in rows:
        published = read_date(row["published"])
        file, mark, number = row["file"].partition("#")
        if isinstance(published, str):
            problems.append(Problem(str(path), row["line"], "published", published))
        elif not file:
            problems.append(Problem(str(path), row["line"], "file", "empty, required"))
        else:
            name = _located(path, file) + mark + number
            if name in entries:
                problems.append(Problem(str(path), row["line"], "file", f"found {row['file']!r} a second time"))
            entries[name] = Entry(published, row["source"], row["url"], row["title"])
    if problems:
        raise DataError(problems)
    return Manifest(entries)


def with_entry(content: bytes, file: str, entry: Entry, path: Path) -> bytes:
    """The bytes of a manifest with one more row at its end, all others as they stand; no bytes: a new manifest.

    Raises DataError where the row fills a column that the manifest, which `path` names, does not have.
    """
    cells = {
        "file": file,
        "published": str(entry.published or ""),
        "source": entry.source,
        "url": entry.url,
        "title": entry.title,
    }
    text = content.decode("utf-8-sig") if content.strip() else ",".join(MANIFEST_COLUMNS) + "\n"
    header = [cell.strip() for cell in next(filter(None, csv.reader(io.StringIO(text, newline=""))))]
    for column, cell in cells.items():
        if cell and column not in header:
            raise DataError([Problem(str(path), 1, column, f"{file} fills it; add the column to the manifest's first line")])
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\n").writerow([cells.get(column, "") for column in header])
    start = content if content.strip() else text.encode("utf-8")
    return start + (b"" if start.endswith(b"\n") else b"\n") + row.getvalue().encode("utf-8")


def _located(manifest: Path, file: str) -> str:
    """The resolved path of a file named in a manifest: from its own folder, else from where the command runs."""
    own = manifest.parent / file
    try:
        return str((own if own.exists() or not Path(file).exists() else Path(file)).resolve())
    except (OSError, ValueError):
        return str(own)
