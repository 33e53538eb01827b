"""The characters of a file, whatever it was saved as, with a note on all that was odd about it.

UTF-8 comes first. Then what the file itself declares (html, feeds), then what its bytes leave no doubt of; what is left
is read as Windows-1252, in which every byte is something. Nothing is tidied: offsets count what stands in the file.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from pipeline.errors import DataError, Problem

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
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # the longer marks first: that of UTF-32 begins with that of UTF-16
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SAMPLE = 20_000
_BINARY = 0.02
"""Share of control characters from which a file is no text."""
_WIDE, _NARROW = 0.4, 0.02
"""Shares of zero bytes on one side of each pair of bytes, and on the other, in English text of two bytes a character."""

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_:-]{2,30})""", re.I)
_DECLARED_WITHIN = 4000
_KNOWN = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "cp936"), "gb18030"),
    **{name: name for name in ("big5", "big5-hkscs", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "koi8-r", "koi8-u")},
    **{f"windows-125{number}": f"cp125{number}" for number in range(9)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
}
"""Encodings a page may declare. ISO-8859-1 is left out: by the rules of the web it means Windows-1252."""
_BEYOND = re.compile(rb"[\x80-\xff]+")
_FEWEST_PAIRS = 2


def file_text(file: Path, declares: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on what was odd about it; raises DataError where it is none.

    `declares`: whether it is of a kind that names its own encoding.
    """
    name = str(file)
    if file.suffix.lower() in NOT_TEXT:
        raise DataError([Problem(name, 0, "", f"a {file.suffix.lower()} file; save the article as txt or html")])
    try:
        if not file.is_file():
            found = "a link to nothing" if file.is_symlink() and not file.exists() else "not a plain file"
            raise DataError([Problem(name, 0, "", found)])
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise DataError([Problem(name, 0, "", f"{size:,} bytes, allowed: at most {MAX_BYTES:,}")])
        raw = file.read_bytes()
    except (OSError, ValueError) as error:
        raise DataError([Problem(name, 0, "", f"cannot be read ({getattr(error, 'strerror', error)})")]) from None
    if not raw.strip():
        raise DataError([Problem(name, 0, "", "empty file")])
    text, notes = _characters(raw, name, declares)
    return text, (*notes, *_oddities(text))


def _characters(raw: bytes, name: str, declares: bool) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), (f"read as {encoding.upper()}",)
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return raw.decode(wide, errors="replace"), (f"no byte order mark; read as {wide.upper()}",)
    if raw.startswith(_SIGNATURES) or _is_binary(raw[:_SAMPLE]):
        raise DataError([Problem(name, 0, "", "not a text; save the article as UTF-8 text")])
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        place = f"not UTF-8 (byte 0x{raw[error.start]:02x} on line {raw[: error.start].count(10) + 1})"
    declared = _declared(raw) if declares else ""
    if declared:
        return raw.decode(declared, errors="replace"), (f"{place}; read as {declared.upper()}, which it declares",)
    chinese = _chinese(raw)
    if chinese:
        return chinese, (f"{place}; read as GB18030",)
    return raw.decode("cp1252", errors="replace"), (f"{place}; read as Windows-1252",)


def _wide(sample: bytes) -> str:
    """The UTF-16 that a text without a byte order mark is in; empty if it is not, or not English."""
    half = len(sample) // 2
    high, low = sample[: 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    for encoding, zeros, others in (("utf-16-be", high, low), ("utf-16-le", low, high)):
        if zeros > _WIDE * half and others <= _NARROW * half:
            return encoding
    return ""


def _is_binary(sample: bytes) -> bool:
    return len(_CONTROLS.findall(sample.decode("latin-1"))) > _BINARY * len(sample)


def _declared(raw: bytes) -> str:
    found = _DECLARED.search(raw[:_DECLARED_WITHIN])
    return _KNOWN.get(found[1].decode("ascii").lower(), "") if found else ""


def _chinese(raw: bytes) -> str:
    """The text, where all bytes beyond ASCII stand in pairs as GB 2312 has them; single accents never do."""
    runs = 0
    for run in _BEYOND.finditer(raw):
        runs += 1
        if len(run[0]) % 2 or min(run[0]) < 0xA1 or max(run[0]) > 0xFE:
            return ""
    try:
        return raw.decode("gb18030") if runs >= _FEWEST_PAIRS else ""
    except UnicodeDecodeError:
        return ""


def _oddities(text: str) -> tuple[str, ...]:
    """Characters that no reader sees; they are kept, for offsets count them."""
    notes = []
    if _CONTROLS.search(text):
        notes.append("contains control characters; they count as spaces")
    if _DIRECTION.search(text):
        notes.append("contains characters that turn the direction of writing")
    return tuple(notes)
