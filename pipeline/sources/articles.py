"""Articles from files and folders: txt, md, html, json lines, csv and saved feeds, as people have them.

A file that cannot be read is told in one line and the others go on. Offsets found later count characters of the
decoded text as it stands in the file, so nothing is tidied here; of what is taken out of a file (a page, a row, an item of a
feed, an article of a bundle) they count the text taken out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.errors import DataError, Problem
from pipeline.records import Article
from pipeline.sources.bundles import Part, bundled
from pipeline.sources.feeds import feed_rows
from pipeline.sources.file_text import NOT_TEXT, file_text
from pipeline.sources.html_text import page_of
from pipeline.sources.manifest import FILE_NAME, Manifest, read_manifest
from pipeline.sources.press_days import day_of
from pipeline.sources.press_tables import Row, csv_rows, json_rows

TEXT = {".txt", ".text", ".md", ".markdown"}
HTML = {".html", ".htm", ".xhtml"}
KEPT_TEXTS = ".texts"
"""Ending of a folder of texts that coding kept beside its output: copies, no articles."""
FEEDS = {".xml", ".rss", ".atom"}
TABLES = {
    **{".csv": csv_rows, ".tsv": csv_rows, ".jsonl": json_rows, ".ndjson": json_rows, ".json": json_rows},
    **dict.fromkeys(FEEDS, feed_rows),
}


def read_articles(
    paths: Iterable[str | Path],
    published: date | None = None,
    manifest: str | Path | None = None,
    problems: list[Problem] | None = None,
    left_out: Iterable[Path] = (),
) -> Iterator[Article]:
    """The articles of files and folders, in the order of the paths, a folder's by name.

    A date is taken from the manifest, else from the article's own record, else it is `published`; a folder's own
    manifest.csv is read too. Hidden files, and in folders files of other kinds, are passed over. What could not be
    read is added to `problems`; without such a list it is raised at the end as one DataError. Paths that do not exist
    and bad manifests raise DataError at once. `left_out`: files, such as the output, that are no articles wherever they lie.
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
    return _read_all(article_files(given, [*left_out, *([manifest] if manifest else [])]), published, known, problems)


def article_files(paths: Iterable[str | Path], left_out: Iterable[str | Path] = ()) -> list[Path]:
    """The files that `read_articles` would open, in its order: every file once, under the name by which it was met first."""
    passed = {os.path.realpath(path) for path in left_out}
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        for file in _within(path) if path.is_dir() else [path]:
            real = os.path.realpath(file)  # a link that leads to itself is no error here
            if real not in passed:
                found.setdefault(real, file)
    return list(found.values())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _within(folder: Path) -> list[Path]:
    kinds = TEXT | HTML | TABLES.keys() | NOT_TEXT
    files = []
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
        kept = any(part.endswith(KEPT_TEXTS) for part in parts[:-1])
        if not hidden and not kept and file.suffix.lower() in kinds and file.name != FILE_NAME and _may_be_read(file):
            files.append(file)
    return sorted(files, key=lambda file: file.relative_to(folder).parts)


def _may_be_read(file: Path) -> bool:
    """A file, or what will be told to be none: a link to nothing, what nobody may look at."""
    try:
        return file.is_file() or (file.is_symlink() and not file.exists())
    except OSError:
        return True


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
    kind = file.suffix.lower()
    text, notes = file_text(file, kind in HTML | FEEDS)
    if kind in TABLES:
        rows = list(TABLES[kind](text, str(file), problems))
        several = len(rows) > 1 or any(number > 1 for number, _ in rows)
        for number, row in rows:
            yield _of_row(file, number if several else 0, row, published, known, notes)
        return
    parts = [] if kind in HTML else bundled(text)
    if parts:
        for number, part in enumerate(parts, 1):
            yield _of_part(file, number, part, text, published, known, notes)
        return
    entry = known.entry(file)
    article = Article(_name(file), text, entry.published or published, "", entry.source, entry.url, entry.title, notes)
    article = replace(article, dated="given" if article.published else "")
    if kind in HTML:
        article = _of_page(article)
    if not article.text.strip():
        raise DataError([Problem(str(file), 0, "", "no text in it")])
    yield article


def _name(file: Path) -> str:
    """A path as text that can be written anywhere: names on disk need not be UTF-8."""
    return os.fsencode(file).decode("utf-8", "replace")


def _of_part(
    file: Path, number: int, part: Part, text: str, published: date | None, known: Manifest, notes: tuple[str, ...]
) -> Article:
    """An article of a bundle; the day in its header goes before the one given for all."""
    entry = known.entry(file, number)
    day = entry.published or part.published or published
    dated = "given" if entry.published or (day and not part.published) else "found" if day else ""
    source, title = entry.source or part.source, entry.title or part.title
    body = text[part.start : part.end]
    return Article(f"{_name(file)}#{number}", body, day, dated, source, entry.url, title, notes, extracted=True)


def _of_row(file: Path, number: int, row: Row, published: date | None, known: Manifest, notes: tuple[str, ...]) -> Article:
    entry = known.entry(file, number)
    day = entry.published or row.published or published
    name = f"{_name(file)}#{number}" if number else _name(file)
    source, url, title = entry.source or row.source, entry.url or row.url, entry.title or row.title
    text = row.text.replace("\r\n", "\n").replace("\r", "\n")
    return Article(name, text, day, "given" if day else "", source, url, title, (*notes, *row.notes), extracted=True)


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
        extracted=True,
    )
