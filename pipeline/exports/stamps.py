"""How provenance gets into a file, and out of it again.

PNG carries them in text chunks, SVG in its metadata, PDF in its document information, CSV in header rows
that begin with '#', HTML in a meta entry of its head, an office file in the description among its properties, a build and an
archive in the manifest. Each carrier holds the same JSON, so that one reader does for all.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from pipeline.errors import ExportError, unshowable
from pipeline.provenance import KEY, Provenance

_MAX_BYTES = 64_000_000
_MAX_TEXT = 1_000_000
_HTML_START = 200
_HTML_HEAD = 200_000
"""Bytes at the start of a page within which its provenance stands."""
_CELL_START = re.compile(r"([,;\t])(?=[=+\-@＝＋－＠])")
_MARKED_CELL = re.compile(r"([,;\t])'(?=[=+\-@＝＋－＠])")


def csv_header(provenance: Provenance) -> bytes:
    """Header rows for a CSV: '# key: value', in the order of the fields, one line each.

    A spreadsheet splits these rows at separators too, so what it would then run as a formula gets an apostrophe.
    """
    lines = {key: _CELL_START.sub(r"\1'", " ".join(value.splitlines())) for key, value in provenance.fields().items()}
    return "".join(f"# {key}: {value}\n" for key, value in lines.items()).encode()


def read_provenance(path: str | Path) -> dict[str, str]:
    """The provenance of any exported file; raises ExportError when the file carries none."""
    path = Path(path)
    try:
        if not path.is_file():
            raise ExportError(f"{path}: {'not a file' if path.exists() else 'file not found'}")
        if path.stat().st_size > _MAX_BYTES:
            raise ExportError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB, not an exported file")
        raw = path.read_bytes()
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror})") from None
    found = _read(path, raw)
    if not found:
        raise ExportError(f"{path}: carries no provenance; was it exported by this program, and not edited since?")
    return found


def _read(path: Path, raw: bytes) -> dict[str, str]:
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return _parsed(_png_text(raw).get(KEY, ""))
    if raw.startswith(b"%PDF"):
        return _parsed(_pdf_text(path))
    if path.suffix.lower() == ".svg" or raw.lstrip().startswith((b"<?xml", b"<svg")):
        return _parsed(_svg_text(raw, path))
    if raw.startswith(b"PK\x03\x04"):
        return _parsed(_packed_text(raw, path))
    if raw[:_HTML_START].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return _parsed(_html_text(raw))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.startswith(b"#"):
        lines = raw.decode("utf-8", "replace").splitlines()
        pairs = (line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
        return _known({key: _MARKED_CELL.sub(r"\1", value) for key, value in pairs})
    manifest = path if path.suffix == ".json" else path.with_name("manifest.json")
    if manifest.is_file() and manifest.stat().st_size <= _MAX_BYTES:
        content = _object(manifest.read_text("utf-8", "replace"))
        return _known(content) if path == manifest or _listed(content, path.name, raw) else {}
    return {}


def _listed(manifest: dict, name: str, raw: bytes) -> bool:
    """Whether a manifest vouches for these very bytes under this name."""
    from pipeline.store import sha256

    sums = manifest.get("sha256")
    return isinstance(sums, dict) and sums.get(name) == sha256(raw)


def _parsed(text: str) -> dict[str, str]:
    return _known(_object(text))


def _object(text: str) -> dict:
    """A JSON object; empty where there is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _known(found: dict) -> dict[str, str]:
    """The fields of a provenance, if all are there as text that can be printed."""
    names = Provenance.__dataclass_fields__
    texts = {name: found[name] for name in names if isinstance(found.get(name), str) and not unshowable(found[name])}
    return texts if len(texts) == len(names) else {}


def _png_text(raw: bytes) -> dict[str, str]:
    """The text chunks (tEXt, iTXt) of a PNG."""
    texts, at = {}, 8
    while at + 8 <= len(raw):
        length, kind = struct.unpack(">I4s", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + length]
        keyword, _, rest = body.partition(b"\0")
        if kind == b"tEXt":
            texts[keyword.decode("latin-1")] = rest.decode("latin-1")
        elif kind == b"iTXt" and len(rest) > 2:
            text = rest[2:].split(b"\0", 2)[-1]
            texts[keyword.decode("latin-1")] = (_inflated(text) if rest[0] else text).decode("utf-8", "replace")
        at += 12 + length
    return texts


def _inflated(packed: bytes) -> bytes:
    """Unpacked text; nothing where it is broken, cut where it is absurdly long."""
    try:
        return zlib.decompressobj().decompress(packed, _MAX_TEXT)
    except zlib.error:
        return b""


def _pdf_text(path: Path) -> str:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on broken files are not for our users
    try:
        metadata = PdfReader(path).metadata
        return str(metadata.get("/Keywords", "")) if metadata else ""
    except Exception as error:  # a broken PDF can fail anywhere in its reader, which promises no type
        raise ExportError(f"{path}: not a readable PDF ({error})") from None


class _Meta(HTMLParser):
    """The content of the first meta entry under our name."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and named.get("name") == KEY and not self.found:
            self.found = named.get("content") or ""


def _html_text(raw: bytes) -> str:
    reader = _Meta()
    reader.feed(raw[:_HTML_HEAD].decode("utf-8", "replace"))
    return reader.found


_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError, struct.error)


def _packed_text(raw: bytes, path: Path) -> str:
    """Of an office file, which is a zip, the description in its core properties; of an archive the manifest."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = set(packed.namelist())
            if "docProps/core.xml" in names:
                return _described(_member(packed, "docProps/core.xml"), path, "Office file")
            return _member(packed, "manifest.json").decode("utf-8", "replace") if "manifest.json" in names else ""
    except _BROKEN_ZIP as error:
        raise ExportError(f"{path}: not a readable Office file or archive ({error})") from None


def _member(packed: zipfile.ZipFile, name: str) -> bytes:
    """One file of a zip, cut where it is absurdly long, whatever its directory says of its size."""
    with packed.open(name) as file:
        return file.read(_MAX_TEXT)


def _svg_text(raw: bytes, path: Path) -> str:
    return _described(raw, path, "SVG")


def _described(raw: bytes, path: Path, kind: str) -> str:
    """The text of the first dc:description of an XML."""
    if b"<!ENTITY" in raw or b"\0" in raw:  # UTF-16 would hide the declarations
        raise ExportError(f"{path}: an {kind} with entity declarations or in UTF-16 is not read")
    try:
        root = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ExportError(f"{path}: not a readable {kind} ({error})") from None
    description = root.find(".//{http://purl.org/dc/elements/1.1/}description")
    return (description.text or "") if description is not None else ""
