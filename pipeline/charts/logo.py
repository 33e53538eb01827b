"""The logo of a house on its chart files: a PNG, small enough to travel in every one of them."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.config.schema import Export
from pipeline.errors import ExportError

MOST_BYTES = 500_000
MOST_PIXELS = 4_000_000
WIDTH, HEIGHT, GAP = 1.7, 0.5, 0.2
"""Inches that a logo takes at most, and that stay free before it."""
SHARE = 0.15
"""Most of a page's width that a logo takes."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Logo:
    """The bytes of the PNG, and the inches it takes on paper: as large as fits, in its own proportions."""

    content: bytes
    width: float
    height: float


def logo_of(export: Export, page: float = 13.0) -> Logo | None:
    """The logo of the config on a page of this many inches; None where it has none. Raises ExportError for a file that
    cannot be one."""
    if not export.logo:
        return None
    logo = read_logo(Path(export.logo))
    share = min(1.0, SHARE * page / logo.width)
    return replace(logo, width=logo.width * share, height=logo.height * share)


def read_logo(path: Path) -> Logo:
    """A PNG of at most 500 kB and 4 million pixels that can be drawn; raises ExportError."""
    name = f"export.logo: {path}"
    try:
        if not path.is_file():
            raise ExportError(f"{name}: file not found")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ExportError(f"{name}: {size // 1000:,} kB, allowed: at most {MOST_BYTES // 1000} kB")
        content = path.read_bytes()
    except OSError as error:
        raise ExportError(f"{name}: cannot be read ({error.strerror})") from None
    if not content.startswith(_SIGNATURE) or len(content) < 24:
        raise ExportError(f"{name}: not a PNG; save the logo as one")
    wide, tall = struct.unpack(">II", content[16:24])
    if not 0 < wide * tall <= MOST_PIXELS:
        raise ExportError(f"{name}: {wide} by {tall} pixels, allowed: at most {MOST_PIXELS:,} in all")
    _try(name, content)
    share = min(WIDTH / wide, HEIGHT / tall)
    return Logo(content, wide * share, tall * share)


def _try(name: str, content: bytes) -> None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.load()
    except Exception as error:  # a broken picture can fail anywhere in its reader, which promises no type
        raise ExportError(f"{name}: not a PNG that can be read ({error})") from None
