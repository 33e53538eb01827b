"""What one cell may hold, wherever it stands: a date within the limits, sources, a link that may be shown, harmless text."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from pipeline.config.schema import Limits
from pipeline.errors import shown
from pipeline.records import Source

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_date(text: str, limits: Limits | None = None) -> date | str | None:
    """The date of a cell (None: empty), or what is wrong with it."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        return f"found {shown(text)}, expected a date such as 2023-11-15"
    if limits and not limits.earliest <= found <= limits.latest:
        return f"found {found}, allowed: {limits.earliest} to {limits.latest}"
    return found


def read_sources(text: str) -> tuple[tuple[Source, ...], list[str]]:
    """The sources of a cell, one per line, and what is wrong with them."""
    sources, problems = [], []
    for line in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4 or not parts[0]:
            problems.append(f"found {shown(line)}, expected 'name | url | published | seen'")
            continue
        name, url, published, seen = parts
        if url and not safe_link(url):
            problems.append(f"found {shown(url)}, allowed: a plain http or https address")
        for what, day in (("published", published), ("seen", seen)):
            wrong = read_date(day)
            if isinstance(wrong, str):
                problems.append(f"{what}: {wrong}")
        sources.append(Source(name, url, published, seen))
    return tuple(sources), problems


def safe_link(url: str) -> bool:
    """Whether a link may be shown as a link: http(s), a host, no credentials, no spaces or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = url.isprintable() and not any(character in url for character in ' <>"\\^`{}|')
    return clean and len(url) <= 2000 and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def safe_text(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
