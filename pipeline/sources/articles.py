"""Articles from files and folders: txt, md, html, json lines and csv, as people have them.

A file that cannot be read is told in one line and the others go on. Offsets found later count characters of the
decoded text as it stands in the file (of html: of the extracted text), so nothing is tidied here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.errors import DataError, Problem
from pipeline.records import Article
from pipeline.sources.html_text import page_of
from pipeline.sources.manifest import FILE_NAME, Manifest, read_manifest
from pipeline.sources.press_days import day_of
from pipeline.sources.press_tables import Row, csv_rows, json_rows

TEXT = {".txt", ".text", ".md", ".markdown"}
HTML = {".html", ".htm", ".xhtml"}
TABLES = {".csv": csv_rows, ".tsv": csv_rows, ".jsonl": json_rows, ".ndjson": json_rows, ".json": json_rows}
NOT_TEXT = {".pdf", ".doc", ".docx", ".rtf", ".odt", ".epub", ".xls", ".xlsx", ".zip", ".gz", ".7z"}
MAX_BYTES = 64_000_000

_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SAMPLE = 20_000
_BINARY = 0.02
"""Share of control characters from which a file is no text."""


def read_articles(
    paths: Iterable[str | Path],
    published: date | None = None,
    manifest: str | Path | None = None,
    problems: list[Problem] | None = None,
) -> Iterator[Article]:
    """The articles of files and folders, in the order of the paths, a folder's by name.

    A date is taken from the manifest, else from the article's own record, else it is `published`; a folder's own
    manifest.csv is read too. Hidden files, and in folders files of other kinds, are passed over. What could not be
    read is added to `problems`; without such a list it is raised at the end as one DataError. Paths that do not exist
    and bad manifests raise DataError at once.
    """
    given = [Path(path) for path in paths]
    missing = [Problem(str(path), 0, "", "no such file or folder") for path in given if not _exists(path)]
    if missing:
        raise DataError(missing)
    known = Manifest()
    for folder in filter(Path.is_dir, given):
        if (folder / FILE_NAME).is_file():
            known = known.joined(read_manifest(folder / FILE_NAME))
    if manifest:
        known = known.joined(read_manifest(Path(manifest)))
    return _read_all(_files(given, manifest), published, known, problems)


def article_files(paths: Iterable[str | Path]) -> list[Path]:
    """The files that `read_articles` would open, in its order."""
    return _files([Path(path) for path in paths], None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _files(given: list[Path], manifest: str | Path | None) -> list[Path]:
    """Every file once, under the name by which it was met first."""
    left_out = {Path(manifest).resolve()} if manifest else set()
    found: dict[Path, Path] = {}
    for path in given:
        for file in _within(path) if path.is_dir() else [path]:
            real = file.resolve()
            if real not in left_out:
                found.setdefault(real, file)
    return list(found.values())


def _within(folder: Path) -> list[Path]:
    kinds = TEXT | HTML | TABLES.keys() | NOT_TEXT
    files = []
    for file in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in file.relative_to(folder).parts)
        if not hidden and file.suffix.lower() in kinds and file.name != FILE_NAME and file.is_file():
            files.append(file)
    return sorted(files, key=lambda file: file.relative_to(folder).parts)


def _read_all(files: list[Path], published: date | None, known: Manifest, problems: list[Problem] | None) -> Iterator[Article]:
    met: list[Problem] = [] if problems is None else problems
    for file in files:
        try:
            yield from _articles_of(file, published, known, met)
        except DataError as error:
            met.extend(error.problems)
    if problems is None and met:
        raise DataError(met)


def _articles_of(file: Path, published: date | None, known: Manifest, problems: list[Problem]) -> Iterator[Article]:
    """The articles of one file; raises DataError where it cannot be read at all."""
    text, notes = _decoded(file)
    kind = file.suffix.lower()
    if kind in TABLES:
        rows = list(TABLES[kind](text, str(file), problems))
        several = len(rows) > 1 or any(number > 1 for number, _ in rows)
        for number, row in rows:
            yield _of_row(file, number if several else 0, row, published, known, notes)
        return
    entry = known.entry(file)
    article = Article(str(file), text, entry.published or published, "", entry.source, entry.url, entry.title, notes)
    article = replace(article, dated="given" if article.published else "")
    if kind in HTML:
        article = _of_page(article)
    if not article.text.strip():
        raise DataError([Problem(str(file), 0, "", "no text in it")])
    yield article


def _of_row(file: Path, number: int, row: Row, published: date | None, known: Manifest, notes: tuple[str, ...]) -> Article:
    entry = known.entry(file, number)
    day = entry.published or row.published or published
    name = f"{file}#{number}" if number else str(file)
    source, url, title = entry.source or row.source, entry.url or row.url, entry.title or row.title
    return Article(name, row.text, day, "given" if day else "", source, url, title, (*notes, *row.notes))


def _of_page(article: Article) -> Article:
    """An article of html with its extracted text and what its head says, where the user said nothing."""
    page = page_of(article.text)
    day = article.published or day_of(page.published)
    return replace(
        article,
        text=page.text,
        published=day,
        dated=article.dated or ("found" if day else ""),
        source=article.source or page.source,
        url=article.url or page.url,
        title=article.title or page.title,
    )


def _decoded(file: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on what was odd about it; raises DataError."""
    name = str(file)
    if file.suffix.lower() in NOT_TEXT:
        raise DataError([Problem(name, 0, "", f"a {file.suffix.lower()} file; save the article as txt or html")])
    try:
        if not file.is_file():
            raise DataError([Problem(name, 0, "", "not a plain file")])
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise DataError([Problem(name, 0, "", f"{size:,} bytes, allowed: at most {MAX_BYTES:,}")])
        raw = file.read_bytes()
    except (OSError, ValueError) as error:
        raise DataError([Problem(name, 0, "", f"cannot be read ({getattr(error, 'strerror', error)})")]) from None
    if not raw.strip():
        raise DataError([Problem(name, 0, "", "empty file")])
    text, notes = _characters(raw, name)
    return text, (*notes, *_oddities(text))


def _characters(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), ("read as UTF-16",)
    if raw.startswith(_SIGNATURES) or _is_binary(raw[:_SAMPLE]):
        raise DataError([Problem(name, 0, "", "not a text; save the article as UTF-8 text")])
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        note = f"not UTF-8 (byte 0x{raw[error.start]:02x} on line {line}); read as Windows-1252"
        return raw.decode("cp1252", errors="replace"), (note,)


def _is_binary(sample: bytes) -> bool:
    return len(_CONTROLS.findall(sample.decode("latin-1"))) > _BINARY * len(sample)


def _oddities(text: str) -> tuple[str, ...]:
    """Characters that no reader sees; they are kept, for offsets count them."""
    notes = []
    if _CONTROLS.search(text):
        notes.append("contains control characters; they count as spaces")
    if _DIRECTION.search(text):
        notes.append("contains characters that turn the direction of writing")
    return tuple(notes)
