"""A drawn figure as a file: one at a time, in the fonts of the config, stamped, and the same bytes whenever it is drawn."""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.image
from matplotlib.figure import Figure

from pipeline.charts.fonts import families, what_to_do
from pipeline.charts.logo import Logo
from pipeline.charts.palette import LIGHT
from pipeline.config.schema import Export
from pipeline.errors import ExportError, shown
from pipeline.provenance import KEY, Provenance

DPI = 100
"""Pixels to the inch at scale 1."""
_ONE_AT_A_TIME = threading.Lock()
"""Matplotlib's settings are shared by all threads."""
_STYLE: dict[Any, Any] = {
    "font.size": 10,
    "svg.fonttype": "none",
    "svg.hashsalt": "thawline",
    "pdf.fonttype": 42,
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "text.hinting": "none",
}
"""Without hinting letters are as wide in small pictures as they were measured to be."""


@contextmanager
def lettered(export: Export) -> Iterator[None]:
    """Measure texts as the files of these settings will have them; raises ExportError where the font is not there."""
    drawn_in = families(export.font)
    with _ONE_AT_A_TIME, mpl.rc_context({"font.family": drawn_in}):
        yield


def saved(draw: Callable[[], Figure], stamp: Provenance, alt: str, fmt: str, export: Export) -> bytes:
    """A drawn figure as the bytes of a file with its provenance; safe to call from several threads.

    Raises ExportError when a text has characters that the font cannot draw: a box on a slide is worse than a message.
    """
    drawn_in = families(export.font)
    sharp = "antialiased" if fmt == "png" else "none"  # a logo keeps its pixels where the page is scaled later
    style = {**_STYLE, "font.family": drawn_in, "image.interpolation": sharp}
    with _ONE_AT_A_TIME, mpl.rc_context(style), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        fig = draw()
        out = io.BytesIO()
        dpi = DPI * export.scale if fmt == "png" else DPI
        fig.savefig(out, format=fmt, dpi=dpi, facecolor=LIGHT.background, metadata=_metadata(stamp, alt, fmt, export))
    _refuse_missing([str(warning.message) for warning in said], drawn_in)
    return out.getvalue()


def draw_logo(fig: Figure, logo: Logo, width: float, height: float) -> None:
    """The logo in the upper right corner of a page of this many inches."""
    left, bottom = width - 0.2 - logo.width, height - 0.18 - logo.height
    axes = fig.add_axes((left / width, bottom / height, logo.width / width, logo.height / height))
    axes.imshow(mpl.image.imread(io.BytesIO(logo.content), format="png"), aspect="auto")
    axes.set_axis_off()


def _refuse_missing(said: list[str], drawn_in: list[str]) -> None:
    """Raise ExportError naming the letters that Matplotlib says it drew as boxes."""
    codes = [int(found[1]) for text in said if (found := re.match(r"Glyph (\d+) .*missing from font", text))]
    if codes:
        missing = "".join(map(chr, dict.fromkeys(codes)))
        raise ExportError(
            f"the font {' and '.join(drawn_in)} cannot draw {shown(missing)} of the chart's texts: {what_to_do(missing)}"
        )


def _metadata(stamp: Provenance, alt: str, fmt: str, export: Export) -> dict[str, str | None]:
    if fmt == "png":
        return {
            KEY: stamp.json(),
            "Title": stamp.title,
            "Description": alt,
            "Author": export.author,
            "Copyright": stamp.licence,
            "Software": stamp.software,
        }
    if fmt == "svg":
        return {
            "Title": stamp.title,
            "Description": stamp.json(),
            "Creator": export.author,
            "Rights": stamp.licence,
            "Source": stamp.source,
            "Date": None,
        }
    return {
        "Title": stamp.title,
        "Author": export.author,
        "Subject": alt,
        "Keywords": stamp.json(),
        "Creator": stamp.software,
        "Producer": stamp.software,
        "CreationDate": None,
        "ModDate": None,
    }
