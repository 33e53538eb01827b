"""The texts that candidates were read in, kept beside the output where no file holds them as they were read.

Offsets of a candidate count characters of the article's text. Of a page of html, a row, an item of a feed or an article of a
bundle nobody else has that text, so `code --out FILE` writes it to `FILE.texts/`, in UTF-8 and with the line breaks as read.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pipeline.sources.articles import KEPT_TEXTS

_UNFIT = re.compile(r'[\x00-\x1f\x7f%/\\\\:*?"<>|]|^\.')
_LONGEST = 180
"""Bytes of a name, ending included; file systems take 255."""


def texts_folder(out: Path) -> Path:
    """Where the texts of an output file stand."""
    return out.with_name(out.name + KEPT_TEXTS)


def text_name(article: str) -> str:
    """The file name for an article's text: its name, with `%2F` for `/` and the like as in addresses.

    A name too long for a file is cut in front and begins with a stamp of the whole.
    """
    name = _UNFIT.sub(lambda found: f"%{ord(found[0]):02X}", article)
    raw = f"{name}.txt".encode("utf-8", "surrogateescape")
    if len(raw) <= _LONGEST:
        return f"{name}.txt"
    stamp = hashlib.sha256(article.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{stamp}-{raw[len(stamp) + 1 - _LONGEST :].decode('utf-8', 'ignore')}"


def keep_text(out: Path, article: str, text: str) -> None:
    """Write one text beside the output file `out`; OSError where that cannot be."""
    folder = texts_folder(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / text_name(article)).write_bytes(text.encode("utf-8", "replace"))
