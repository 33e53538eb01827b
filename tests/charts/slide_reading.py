"""Reads a PPTX back as its user would: slides, native charts with their workbooks, tables, links, boxes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from datetime import date, timedelta
from itertools import combinations

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation

EMU = 914400


def opened(content: bytes):
    """The presentation, after every XML part of the file has been parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name))
    return Presentation(io.BytesIO(content))


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def tables(slide):
    return [shape.table for shape in slide.shapes if shape.has_table]


def plotted(chart) -> dict[str, list[float | None]]:
    """Every series by name, as the chart's own XML has it."""
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


def workbook(chart):
    """The sheet behind a chart, formulas as they stand."""
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def in_workbook(chart) -> dict[str, list[float | None]]:
    """Every series by name, as the workbook has it."""
    heads, *rows = workbook(chart).iter_rows(values_only=True)
    return {name: [row[place] for row in rows] for place, name in enumerate(heads) if place}


def chart_days(chart) -> list[date]:
    """The days of the date axis, from the chart's XML."""
    return [date(1899, 12, 30) + timedelta(days=int(float(label))) for label in chart.plots[0].categories]


def texts(deck) -> str:
    """All text of the slides, tables included."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def links(content: bytes) -> list[str]:
    """Every target outside the file, wherever in it."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith(".rels"):
                found += [r.get("Target") for r in etree.fromstring(packed.read(name)) if r.get("TargetMode") == "External"]
            elif name.endswith(".xlsx"):
                found += links(packed.read(name))
    return found


def misplaced(deck) -> list[str]:
    """Shapes that leave their slide, or cover one another."""
    found = []
    for number, slide in enumerate(deck.slides, start=1):
        boxes = {}
        for shape in slide.shapes:
            low = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            boxes[shape.name] = (shape.left, shape.top, shape.left + shape.width, shape.top + low)
        assert len(boxes) == len(slide.shapes), "two shapes of one name"
        for name, (left, top, right, bottom) in boxes.items():
            if left < 0 or top < 0 or right > deck.slide_width or bottom > deck.slide_height:
                found.append(f"slide {number}: {name} leaves the slide")
        for (a, one), (b, other) in combinations(boxes.items(), 2):
            slack = EMU // 200
            apart = one[2] <= other[0] + slack or other[2] <= one[0] + slack
            apart = apart or one[3] <= other[1] + slack or other[3] <= one[1] + slack
            if not apart:
                found.append(f"slide {number}: {a} covers {b}")
    return found


def drawn(folder, contents: dict[str, bytes], dots: int = 40) -> dict[str, list[Image.Image]]:
    """Every slide of some files as LibreOffice draws it, by name; skips where it is not installed, but fails on a CI server."""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        reason = f"{' and '.join(missing)} not found: install libreoffice-impress, libreoffice-calc and poppler-utils"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    for name, content in contents.items():
        (folder / f"{name}.pptx").write_bytes(content)
    profile, files = f"-env:UserInstallation=file://{folder}/office", [str(folder / f"{name}.pptx") for name in contents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    for name in contents:
        subprocess.run(["pdftoppm", "-r", str(dots), "-png", str(folder / f"{name}.pdf"), str(folder / name)], check=True)
    return {name: [Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{name}-*.png"))] for name in contents}
