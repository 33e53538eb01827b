"""What a chart can be taken away as: the same eight files for every chart of the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pipeline.errors import ExportError, expected
from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import to_csv
from pipeline.provenance import Provenance

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": SLIDES,
    "csv": "text/csv",
    "csv-excel": "text/csv",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""MIME type by format."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel takes a CSV for one in the code page of its machine."""


@dataclass(frozen=True)
class Making:
    """How the files of one chart are made, each when it is asked for. `picture` takes png, svg or pdf."""

    provenance: Provenance
    table: Callable[[], pd.DataFrame]
    picture: Callable[[str], bytes]
    slide: Callable[[], bytes]
    page: Callable[[], bytes]
    workbook: Callable[[], bytes]


def file_of(fmt: str, making: Making) -> bytes:
    """The bytes of a chart in one of the `FORMATS`; raises ExportError for any other."""
    if fmt not in FORMATS:
        raise ExportError(f"--format: found {fmt!r}, {expected(fmt, FORMATS)}")
    if fmt in ("csv", "csv-excel"):
        mark = BYTE_ORDER_MARK if fmt == "csv-excel" else b""
        return mark + csv_header(making.provenance) + to_csv(making.table())
    made = {"pptx": making.slide, "html": making.page, "xlsx": making.workbook}
    return made[fmt]() if fmt in made else making.picture(fmt)


def file_name(stem: str, fmt: str) -> str:
    """The name of a file in one of the `FORMATS`."""
    return f"{stem}_excel.csv" if fmt == "csv-excel" else f"{stem}.{fmt}"
