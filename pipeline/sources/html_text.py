"""The readable text of a page of html, its title and what its head says of it.

Read in one pass by a scanner that needs no tree: no depth can exhaust it, and no tag may span another `<`, so the
time is in proportion to the size whatever stands in the file. Menus, forms, scripts and captions are left out; where
one of them never ends, or nothing else is there, the page is read again with all but scripts.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?>[^<>"']+|"[^"<]*"|'[^'<]*'|["'])*+)>""")
_MARK = re.compile(r"<[a-zA-Z/!?]")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:-]{1,40})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")

_RAW = {"script", "style", "noscript", "template", "textarea", "iframe", "svg", "object"}
_ASIDE = {"nav", "footer", "aside", "form", "button", "select", "figcaption", "menu", "dialog"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "ol", "option", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
_DATES = ("article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "dc.date.issued",
          "dc.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "sailthru.date", "date")  # fmt: skip
_WITHIN = 0.5
"""Share of a page's text that must stand in its article elements for the rest to be left out."""


@dataclass
class Page:
    """What a page says: `text` one line per block; `published` as the head gives it, unread."""

    text: str = ""
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""


def page_of(markup: str) -> Page:
    """Text and metadata of a page or of a piece of one; never fails, whatever the markup."""
    scan = _Scan(_ASIDE)
    scan.read(markup)
    if scan.unfinished() or not scan.text():
        scan = _Scan(frozenset())
        scan.read(markup)
    meta = scan.meta
    published = next((meta[name] for name in _DATES if meta.get(name)), "") or meta.get("time", "")
    title = meta.get("og:title", "") or scan.title()
    return Page(scan.text(), title, meta.get("og:site_name", ""), meta.get("og:url", ""), published)


@dataclass
class _Scan:
    """One reading: blocks of text (with whether they stand in an article element) and the metadata met."""

    aside: set[str] | frozenset[str]
    blocks: list[tuple[str, bool]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _left_out: dict[str, int] = field(default_factory=dict)
    _article: int = 0
    _title: list[str] = field(default_factory=list)
    _in_title: bool = False

    def read(self, markup: str) -> None:
        place = 0
        while True:
            mark = _MARK.search(markup, place)
            if not mark:
                self._take(markup[place:])
                break
            self._take(markup[place : mark.start()])
            place = self._past(markup, mark.start())
        self._close_block()

    def _past(self, markup: str, start: int) -> int:
        """Where reading goes on after the mark at `start`; what never ends is taken as text or to the end of the page."""
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            return len(markup) if end < 0 else end + 3
        if markup[start + 1] in "!?":
            end = markup.find(">", start)
            return len(markup) if end < 0 else end + 1
        tag = _TAG.match(markup, start)
        if not tag:
            self._take(markup[start])
            return start + 1
        name, closing = tag[2].lower(), bool(tag[1])
        if name in _RAW and not closing:
            return self._past_raw(markup, tag.end(), name, tag[3])
        self._tag(name, closing, tag[3])
        return tag.end()

    def _past_raw(self, markup: str, start: int, name: str, attributes: str) -> int:
        if attributes.endswith("/"):
            return start
        end = re.compile(f"</{name}", re.IGNORECASE).search(markup, start)
        if name == "script" and "ld+json" in attributes:
            self._linked_data(markup[start : end.start() if end else len(markup)])
        close = markup.find(">", end.end()) if end else -1
        return len(markup) if close < 0 else close + 1

    def _tag(self, name: str, closing: bool, attributes: str) -> None:
        if name in _BLOCKS or name in _ASIDE:
            self._close_block()
        if name in self.aside:
            count = self._left_out.get(name, 0) + (-1 if closing else 1)
            self._left_out.pop(name, None) if count <= 0 else self._left_out.update({name: count})
        elif name == "article":
            self._article = max(self._article + (-1 if closing else 1), 0)
        elif name == "title":
            self._in_title = not closing and not self._title
        elif name in ("meta", "time") and not closing:
            self._note(name, attributes)

    def _note(self, name: str, attributes: str) -> None:
        found = {key.lower(): decoded(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes[:4000])}
        if name == "time":
            self.meta.setdefault("time", found.get("datetime", ""))
        else:
            key = found.get("property") or found.get("name") or found.get("itemprop") or ""
            self.meta.setdefault(key.lower(), found.get("content", "").strip())

    def _linked_data(self, text: str) -> None:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        graph = found.get("@graph", found) if isinstance(found, dict) else found
        for item in graph if isinstance(graph, list) else [graph]:
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                self.meta.setdefault("datepublished", item["datePublished"])

    def _take(self, text: str) -> None:
        if not text:
            return
        if self._in_title:
            self._title.append(text)
        elif not self._left_out:
            self._open.append(text)

    def _close_block(self) -> None:
        self._in_title = False
        if self._open:
            text = _SPACES.sub(" ", decoded("".join(self._open))).strip()
            self._open.clear()
            if text:
                self.blocks.append((text, self._article > 0))

    def unfinished(self) -> bool:
        """Whether something that is left out never ended."""
        return bool(self._left_out)

    def title(self) -> str:
        return _SPACES.sub(" ", decoded("".join(self._title))).strip()

    def text(self) -> str:
        """One line per block: the article's own where they are most of the page, else all."""
        inside = [text for text, within in self.blocks if within]
        size = sum(len(text) for text, _ in self.blocks)
        chosen = inside if sum(map(len, inside)) > _WITHIN * size else [text for text, _ in self.blocks]
        return "\n".join(chosen)


def decoded(text: str) -> str:
    """A text with its character references read; numbers too long to be a character stay as they are."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
