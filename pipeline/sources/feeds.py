"""Articles in saved feeds: RSS 2.0, RSS 1.0 and Atom. Nothing is fetched: a feed is a file like any other.

A feed comes from a stranger. Its XML is read by defusedxml without a tree, so that no depth exhausts anything, and
document type declarations, with which come entity bombs and references to other files, are refused unread. A reader of
feeds such as feedparser would mend broken XML by guessing and change the html it finds; here a fault is told with its line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from pipeline.errors import Problem, expected, shown
from pipeline.sources.html_text import decoded, page_of
from pipeline.sources.press_days import day_of
from pipeline.sources.press_tables import Row

MAX_CHARACTERS = 16_000_000
ROOTS = ("rss", "RDF", "feed", "entry")
_ITEMS = ("item", "entry")
_HEADS = ("channel", "feed")
_OWN = "own:"
_SPACES_OF_NAMES = {
    "": _OWN,
    "http://www.w3.org/2005/Atom": _OWN,
    "http://purl.org/atom/ns#": _OWN,
    "http://purl.org/rss/1.0/": _OWN,
    "http://my.netscape.com/rdf/simple/0.9/": _OWN,
    "http://backend.userland.com/rss2": _OWN,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
}
"""Short names of the vocabularies that feeds use; fields of any other (pictures, podcasts) are passed over."""
_BODIES = ("content:encoded", "own:content", "own:description", "own:summary")
_DAYS = ("own:pubDate", "own:published", "dc:date", "dc:issued", "own:issued", "own:updated", "own:modified", "dc:modified")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_CHUNK = 1 << 16


@dataclass
class Feed:
    """What the parser tells, field by field: the feed's title, and its items by the short names of their fields.

    Elements within a field are kept as html.
    """

    root: str = ""
    title: str = ""
    items: list[dict[str, str]] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _item: dict[str, str] | None = None
    _item_depth: int = 0
    _field: str = ""
    _field_depth: int = 0
    _pieces: list[tuple[str, bool]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = _short(tag)
        local = name.rpartition(":")[2]
        self.root = self.root or local
        self._path.append(name)
        depth = len(self._path)
        if self._field:
            self._pieces.append((f"<{local}>", True))
        elif self._item is None and name.startswith(_OWN) and local in _ITEMS:
            self._item, self._item_depth = {}, depth
        elif self._item is not None and depth == self._item_depth + 1:
            self._open(name)
            if name == "own:link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
                self._item.setdefault("link", attributes["href"])
        elif self._item is None and name == "own:title" and depth > 1 and self._path[-2] in [_OWN + head for head in _HEADS]:
            self._open(name)

    def data(self, text: str) -> None:
        """Characters between two tags."""
        if self._field:
            self._pieces.append((text, False))

    def end(self, tag: str) -> None:
        """An element closes."""
        depth = len(self._path)
        self._path.pop()
        if self._field and depth > self._field_depth:
            self._pieces.append((f"</{_short(tag).rpartition(':')[2]}>", True))
        elif self._field:
            self._close_field()
        elif self._item is not None and depth == self._item_depth:
            self.items.append(self._item)
            self._item = None

    def _open(self, name: str) -> None:
        self._field, self._field_depth = name, len(self._path)
        self._pieces = []

    def _close_field(self) -> None:
        marked = any(tag for _, tag in self._pieces)
        text = "".join(html.escape(piece, quote=False) if marked and not tag else piece for piece, tag in self._pieces).strip()
        if self._item is None:
            self.title = self.title or text
        elif text:
            self._item.setdefault(self._field, text)
        self._field = ""


def feed_rows(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Every item of a feed with its number from 1; what cannot be read goes to `problems`, and what stands before it is kept."""
    if len(text) > MAX_CHARACTERS:
        problems.append(Problem(name, 0, "", f"a feed of {len(text):,} characters, allowed: at most {MAX_CHARACTERS:,}"))
        return
    feed, problem = _read(text, name)
    if problem:
        problems.append(problem)
    elif feed.root not in ROOTS:
        message = f"no feed in it: found the element {shown(feed.root)}, {expected(feed.root, ROOTS)}"
        problems.append(Problem(name, 0, "", message))
        return
    if not feed.items and not problem:
        problems.append(Problem(name, 0, "", "a feed without an item"))
    source = _plain(feed.title)
    for number, item in enumerate(feed.items, 1):
        row = _row(item, source)
        if row.text:
            yield number, row
        else:
            problems.append(Problem(name, 0, "", f"item {number} is empty; passed over"))


def _read(text: str, name: str) -> tuple[Feed, Problem | None]:
    """The feed as far as it can be read, and what stopped the reading."""
    feed = Feed()
    parser = DefusedXMLParser(target=feed, forbid_dtd=True)
    body = text.lstrip()
    before = text.count("\n", 0, len(text) - len(body))
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException:
        message = "declares a document type (DTD) or entities, which can hide a bomb or other files: not read"
        return Feed(), Problem(name, 0, "", message)
    except ParseError as error:
        return feed, Problem(name, error.position[0] + before, "", f"cannot be read as XML: {ErrorString(error.code)}")
    return feed, None


def _row(item: dict[str, str], source: str) -> Row:
    title, notes = _plain(item.get("own:title", "")), []
    body = next((text for name in _BODIES if (text := _extracted(item.get(name, "")))), "")
    if not body and title:
        notes.append("no body: only the title was read")
    text = body if body.startswith(title) else f"{title}\n\n{body}".strip()
    written = [item[name] for name in _DAYS if name in item]
    published = next((day for day in map(_day, written) if day), None)
    if written and not published:
        notes.append(f"date not understood: {shown(written[0], 30)}")
    links = (item.get(name, "") for name in ("link", "own:link", "own:guid", "own:id"))
    url = next((link for link in links if _ADDRESS.fullmatch(link)), "")
    return Row(text, title, published, _plain(item.get("own:source", "")) or source, url, tuple(notes))


def _extracted(text: str) -> str:
    """A body as plain text; most are html in disguise."""
    return page_of(text).text if _MARKUP.search(text) else decoded(text).strip()


def _plain(text: str) -> str:
    return " ".join(_extracted(text).split())


def _day(written: str) -> date | None:
    """The day as it is written, in the zone of whoever wrote it; years of two digits as mail has them."""
    day = day_of(written)
    if day:
        return day
    parts = parsedate(written[:100])
    try:
        return date(*parts[:3]) if parts else None
    except ValueError:
        return None


def _short(tag: str) -> str:
    """`{namespace}name` as `prefix:name`; of vocabularies that are not known the prefix is `other`."""
    space, _, name = tag.rpartition("}")
    return _SPACES_OF_NAMES.get(space.lstrip("{"), "other:") + name
