"""Every chart of the app in every format: said whole, safe, the same each time, and with native charts in workbooks."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation

from pipeline.charts.cells import cells_chart
from pipeline.charts.slide_tornado import tornado_series
from pipeline.charts.slide_waterfall import FIGURE, waterfall_series
from pipeline.charts.swim import swim_chart
from pipeline.charts.swim_columns import swim_series
from pipeline.charts.tension import tension_chart
from pipeline.charts.tornado import tornado_chart
from pipeline.charts.waterfall import waterfall_chart
from pipeline.exports.cells import cells_file
from pipeline.exports.chart import tension_file
from pipeline.exports.formats import FORMATS
from pipeline.exports.presets import PRESETS, sized
from pipeline.exports.stamps import read_provenance
from pipeline.exports.swim import swim_file
from pipeline.exports.tornado import tornado_file
from pipeline.exports.waterfall import waterfall_file
from pipeline.questions.tornado import tornado_of
from pipeline.questions.why import why_moved
from tests.exports.test_payloads import PAYLOADS, Elements, made_of
from tests.files import run

TITLE = "=1+1</script><script>alert(0)</script>"
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = ("tension", "channels", "cells", "moved", "sure")
BARS = ("channels", "cells", "moved", "sure")


def files_of(made, plain: bool):
    """Each chart of a run by name: its spec, and what makes its files."""
    config, days = made.config, (made.daily.index[0].date(), made.through)
    why = why_moved(made, *days)
    tension = tension_chart(made, *days, title=TITLE, plain=plain)
    lanes, cells = swim_chart(made, *days, title=TITLE, plain=plain), cells_chart(made, title=TITLE, plain=plain)
    moved, sure = waterfall_chart(why, TITLE, plain, 40), tornado_chart(made, tornado_of(made, samples=16), TITLE, plain)
    return {
        "tension": (tension, lambda fmt, size=None: tension_file(tension, fmt, made, size)),
        "channels": (lanes, lambda fmt, size=None: swim_file(lanes, fmt, config, size)),
        "cells": (cells, lambda fmt, size=None: cells_file(cells, fmt, config, size)),
        "moved": (moved, lambda fmt, size=None: waterfall_file(moved, why, fmt, config, size)),
        "sure": (sure, lambda fmt, size=None: tornado_file(sure, fmt, config, size)),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An index whose titles are hostile."""
    return made_of(tmp_path_factory.mktemp("every"), PAYLOADS)


@pytest.fixture(scope="module")
def specs(made):
    return files_of(made, plain=False)


@pytest.fixture(scope="module")
def bare(made):
    return files_of(made, plain=True)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_file_says_where_it_comes_from_and_is_the_same_again(specs, tmp_path, chart, fmt):
    """Each format of each chart carries the chart's own provenance, and a second one has the same bytes."""
    spec, file = specs[chart]
    path = tmp_path / f"chart.{fmt}"
    path.write_bytes(file(fmt))
    assert read_provenance(path) == spec.provenance.fields()
    assert file(fmt) == path.read_bytes()


@pytest.mark.parametrize("chart", CHARTS)
def test_a_page_holds_only_its_own_elements(specs, chart):
    """Whatever titles say, a page has no element or attribute beyond its own, and shows each title as text."""
    spec, file = specs[chart]
    page = Elements()
    page.feed(file("html").decode())
    assert {tag for tag, _ in page.found} <= set(
        "html head meta title style body h1 p main div ol li b span br details summary table thead tbody tr th td script".split()
    )
    allowed = {"lang", "charset", "http-equiv", "content", "name", "id", "class", "role", "aria-label", "scope", "type"}
    assert {name for _, attributes in page.found for name in attributes} <= allowed
    assert sum(tag == "script" for tag, _ in page.found) == 3
    assert spec.title in "".join(page.texts) and spec.footer in "".join(page.texts)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_workbook_has_a_native_chart_and_no_formula(specs, chart):
    """A workbook holds a chart fed by its cells, no picture, no formula, and no link but those of sources."""
    _, file = specs[chart]
    content = file("xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        assert "xl/charts/chart1.xml" in names and not any(name.startswith("xl/media") for name in names)
        for name in names:
            root = ElementTree.fromstring(packed.read(name))
            formulas = [element.text for element in root.iter() if element.tag.endswith(("}f", "}formula", "}definedName"))]
            assert all("!$" in formula for formula in formulas), "a formula that is not the range of a chart"
            targets = {element.get("Target") for element in root.iter() if element.get("TargetMode") == "External"}
            assert targets <= {"https://good.example/a?b=1"}


@pytest.mark.parametrize("chart", CHARTS)
def test_a_plain_chart_says_nothing_round_itself_and_keeps_its_stamp(bare, tmp_path, chart):
    """Plain, a chart has neither title nor footer as SVG, page and slide; where it comes from stays in the file."""
    spec, file = bare[chart]
    for fmt in ("svg", "html", "pptx"):
        path = tmp_path / f"chart.{fmt}"
        path.write_bytes(file(fmt))
        assert read_provenance(path) == spec.provenance.fields()
    shown = " ".join(element.text or "" for element in ElementTree.fromstring(file("svg")).iter(f"{SVG}text"))
    page = file("html").decode().split("<body>")[1]
    slide = Presentation(io.BytesIO(file("pptx"))).slides[0]
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for text in (shown, page, said):
        assert "Source: Thawline" not in text and TITLE not in text


def drawn_bars(content):
    """The series of the sheet from which the bars are drawn, by name."""
    heads, *rows = openpyxl.load_workbook(io.BytesIO(content))["Chart"].iter_rows(values_only=True)
    return {name: [row[place] for row in rows] for place, name in enumerate(heads) if place and name}


def test_bars_have_the_figures_of_the_chart(specs):
    """The cells behind the bars of a workbook are the figures of the chart, as on the slide."""
    books = {chart: drawn_bars(specs[chart][1]("xlsx")) for chart in BARS}
    moved = [(name, values) for name, values in waterfall_series(specs["moved"][0]) if name != FIGURE]
    assert books["moved"] == dict(moved)
    assert books["sure"] == dict(tornado_series(specs["sure"][0]))
    (begins, _), *states = swim_series(specs["channels"][0])
    firsts = [lane.segments[0].start if lane else None for _, lane in specs["channels"][0].rows]
    told = [value.date() if value else None for value in books["channels"].pop(begins)]
    assert told == firsts and books["channels"] == dict(states)
    rows = specs["cells"][0].rows
    assert [sum(points) for points in zip(*books["cells"].values(), strict=True)] == [
        pytest.approx(row.tension - 50, abs=1e-3) for row in rows
    ]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_takes_a_preset(made, specs, chart, preset):
    """A picture of any chart has the size of the preset asked for."""
    size = sized(made.config.export, PRESETS[preset], 1)
    picture = Image.open(io.BytesIO(specs[chart][1]("png", size)))
    assert picture.size == (PRESETS[preset].width, PRESETS[preset].height)


@pytest.mark.parametrize(
    "command",
    [
        ("channels", "--from", "2023-01-01", "--mark", "2023-06-01"),
        ("cells", "--day", "2022-08-31"),
        ("moved", "--from", "2022-07-31", "--to", "2022-08-31", "--track", "security"),
        ("sure",),
    ],
    ids=lambda command: command[0],
)
def test_the_command_line_writes_every_chart(tmp_path, command):
    """Each chart has a command, which names its file by what it shows and says where that is."""
    result = run("export", *command, "--format", "csv", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.iterdir()
    assert str(file) in result.output and read_provenance(file)["source"].startswith("Thawline, US-China")


@pytest.mark.parametrize(
    "command, said",
    [
        (("channels", "--format", "gif"), "--format: found 'gif', allowed: png, svg, pdf, pptx, csv, csv-excel, html, xlsx"),
        (("channels", "--format", "csv", "--mark", "1990-01-01"), "--mark: found 1990-01-01, allowed: 2021-09-27 to 2026-09-27"),
        (("cells", "--format", "csv", "--day", "1970-01-01"), "--day: found 1970-01-01, the data run from 1989-02-25 to 2026"),
        (("cells", "--format", "csv", "--preset", "poster"), "--preset: found 'poster', allowed: slide, half, square, a4"),
        (("moved", "--format", "csv", "--from", "2022-07-31", "--track", "militray"), "militray"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path, monkeypatch, command, said):
    """What cannot be made is refused in one sentence that says what is allowed, and nothing is written."""
    result = run("export", *command, "--out", tmp_path)
    assert result.exit_code == 2 and said in result.output.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []
