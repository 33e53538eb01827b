"""An article that a person pastes becomes a file of the inbox, with its line in the manifest, once however often it is pasted."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, shown, unshowable
from pipeline.review.tellings import fingerprint
from pipeline.sources.cells import safe_link
from pipeline.sources.manifest import FILE_NAME, Entry, read_manifest, with_entry
from pipeline.store import locked, sha256, write_bytes, write_together

_STAMP = 16


def add_article(
    config: Config, text: str, published: date | None = None, source: str = "", url: str = "", title: str = ""
) -> Path:
    """Save a pasted text to `data.articles` and what is known of it to the manifest there; returns the file.

    The same text again, spaced as it may be, changes nothing. Raises DataError for a text without words, for cells that a
    manifest cannot hold, and where the config has no folder for articles.
    """
    if not config.data.articles:
        raise DataError("data.articles: not set; the config names no folder for articles")
    entry = Entry(published, source.strip(), url.strip(), title.strip())
    _check(config, text, entry)
    folder = Path(config.data.articles)
    folder.mkdir(parents=True, exist_ok=True)
    path, manifest = folder / f"pasted-{fingerprint(text)[:_STAMP]}.txt", folder / FILE_NAME
    with locked(manifest):
        if not path.exists():
            read = manifest.exists() and read_manifest(manifest)
            before = manifest.read_bytes() if read else b""
            body = text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
            contents = {path: body.encode("utf-8", "replace"), manifest: with_entry(before, path.name, entry, manifest)}
            write_together(manifest, contents)
    return path


def _check(config: Config, text: str, entry: Entry) -> None:
    problems = []
    if not text.strip():
        problems.append(("text", "empty, expected the article"))
    if "\0" in text:
        problems.append(("text", "contains the character U+0000; paste plain text"))
    if entry.url and not safe_link(entry.url):
        problems.append(("url", f"found {shown(entry.url)}, allowed: a plain http or https address"))
    for key, cell in (("source", entry.source), ("title", entry.title)):
        refused = unshowable(cell, one_line=True)
        if refused:
            problems.append((key, refused[1]))
    limits = config.limits
    if entry.published and not limits.earliest <= entry.published <= limits.latest:
        problems.append(("published", f"found {entry.published}, allowed: {limits.earliest} to {limits.latest}"))
    if problems:
        raise DataError([Problem("the article", 0, key, message) for key, message in problems])


def add_file(config: Config, name: str, content: bytes) -> Path:
    """Save an uploaded file to `data.articles` under its own name and the stamp of its bytes; returns it. The same file again
    changes nothing."""
    if not config.data.articles:
        raise DataError("data.articles: not set; the config names no folder for articles")
    plain = Path(name.replace("\\", "/")).name
    stem = re.sub(r"[^\w.-]+", "-", Path(plain).stem, flags=re.ASCII).strip("-.")[:60] or "article"
    path = Path(config.data.articles) / f"{stem}-{sha256(content)[:_STAMP]}{Path(plain).suffix.lower()}"
    if not path.exists():
        write_bytes(path, content)
    return path
