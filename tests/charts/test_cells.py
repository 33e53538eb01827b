"""Tracks and cells as a chart: page, picture, slide and table say the same, as the index has it, in words that hold."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from pptx.util import Inches
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from pipeline import build_index, load_config
from pipeline.charts.cells import CellsSpec, Heat, TrackRow, cells_chart
from pipeline.charts.cells_grid import cells_grid
from pipeline.charts.cells_print import cells_figure
from pipeline.charts.fonts import families
from pipeline.charts.palette import FREEZE, HOUSE, LIGHT, THAW, Looks, heat
from pipeline.charts.print_file import _STYLE
from pipeline.charts.slide_cells import render_cells_slide
from pipeline.charts.text_box import LEADING, Box, lines_of
from pipeline.config.contrast import TEXT, luminance
from pipeline.errors import ExportError
from pipeline.exports.cells import cells_file, cells_name, cells_table
from pipeline.exports.formats import FORMATS, file_name
from pipeline.exports.presets import PRESETS
from pipeline.exports.stamps import read_provenance
from pipeline.questions.vintage import known_then
from pipeline.records import COMPONENTS
from tests.charts.slide_drawing import drawn_slides
from tests.charts.slide_reading import charts, links, misplaced, opened, tables, texts
from tests.charts.test_slides import LONGEST, PAYLOADS, harmless
from tests.files import SMALL, write_project
from tests.strategies import CONFIG, day, frame, histories, row
from views.panels import cells_table as page_table

ROWS = [
    row(1, type="cut_off", channels="dpct", severity="5"),
    row(2, date=day(40), type="tariff", domain="economic", severity="4"),
    row(3, date=day(60), type="talks", channels="mmca"),
]
QUICK = load_config(overrides={"export.width": 640, "export.height": 480, "export.scale": 1, "data.through": day(100)})
TOUCH = 0.02
"""Inches by which a letter may stand out: the curve of a letter, rounding."""


@pytest.fixture(scope="module")
def made():
    return build_index(QUICK, frame(ROWS, QUICK))


@pytest.fixture(scope="module")
def spec(made):
    return cells_chart(made)


@pytest.fixture(scope="module")
def files(spec):
    return {fmt: cells_file(spec, fmt, QUICK) for fmt in FORMATS}


def standing(made, **cells: float):
    """The index with other cells on its last day: those that are given, by column, and 0 for all others."""
    daily = made.daily.copy()
    for slug in made.config.tracks:
        values = {f"{slug}_{name}": cells.get(f"{slug}_{name}", 0.0) for name in COMPONENTS}
        daily.loc[daily.index[-1], list(values)] = list(values.values())
        daily.loc[daily.index[-1], slug] = 50 + sum(values.values())
    return replace(made, daily=daily)


def many(spec: CellsSpec, number: int, label: str = "Track") -> CellsSpec:
    """The spec with a number of tracks of a name."""
    cells = tuple(Heat(name, points) for name, points in zip(COMPONENTS, (-22.5, 0.0, 22.5), strict=True))
    rows = tuple(TrackRow(f"t{place}", f"{label} {place}", 100.0 - place, "strained", cells) for place in range(number))
    return replace(spec, rows=rows)


# ---------------------------------------------------------------- what it says
@settings(max_examples=30)
@given(events=histories(), offset=st.integers(0, 1500))
def test_figures_are_those_of_the_daily_table(events, offset):
    """On any day every tension and every cell is the index's own, and a track is 50 plus its cells."""
    result = build_index(CONFIG, events)
    asked = result.daily.index[min(offset, len(result.daily) - 1)].date()
    spec = cells_chart(result, asked)
    daily = result.daily.loc[pd.Timestamp(asked)]
    assert spec.day == asked and [row.slug for row in spec.rows] == list(CONFIG.tracks)
    for found in spec.rows:
        assert found.tension == daily[found.slug] == pytest.approx(50 + sum(cell.points for cell in found.cells))
        assert [cell.points for cell in found.cells] == [daily[f"{found.slug}_{name}"] for name in COMPONENTS]


@given(points=st.floats(-60, 60))
def test_sign_word_and_strength_say_one_thing(points):
    """Colder is plus, warmer is minus; what shows as 0.0 is even and has no sign; a stronger ground is never a smaller figure."""
    cell = Heat("flow", points)
    shown = float(cell.text.replace("−", "-"))
    assert shown == pytest.approx(points, abs=0.0501)
    assert cell.side == ("even" if shown == 0 else "colder" if shown > 0 else "warmer")
    assert cell.text[0] == {"even": "0", "colder": "+", "warmer": "−"}[cell.side]
    assert 0 <= cell.strength <= Heat("flow", points * 1.1).strength <= 1


TITLES = [
    ({}, "Nothing warms or cools US-China relations: every cell is even"),
    ({"security_flow": 0.04, "economic_flow": -0.04}, "Nothing warms or cools US-China relations: every cell is even"),
    ({"economic_measures": 19.2}, "US-China relations are coldest in economic measures (+19.2); nothing warms them"),
    ({"security_channels": -3.1}, "US-China relations are warmest in security channels (−3.1); nothing cools them"),
    (
        {"economic_measures": 19.2, "security_measures": 3, "political_flow": -4.0, "security_channels": -3.1},
        "US-China relations are coldest in economic measures (+19.2), warmest in the flow of political events (−4.0)",
    ),
    (
        {"economic_measures": 5.01, "security_measures": 5.04, "political_channels": -1},
        "US-China relations are coldest in security measures and economic measures (+5.0 each), "
        "warmest in political channels (−1.0)",
    ),
    (
        {f"{track}_channels": 22.5 for track in ("security", "political", "economic")},
        "US-China relations are coldest in 3 cells alike (+22.5 each); nothing warms them",
    ),
]


@pytest.mark.parametrize(("cells", "title"), TITLES, ids=range(len(TITLES)))
def test_the_title_is_the_finding(made, cells, title):
    """The title names the coldest and the warmest cell with their figures; both of two alike, none where all are even."""
    assert cells_chart(standing(made, **cells)).title == title


@pytest.mark.parametrize("method", ["decayed_sum", "monthly_mean", "pri"])
def test_a_method_of_events_alone_says_so(method):
    """Where channels and measures do not count, their cells of 0 are not told as a finding about them."""
    config = load_config("config.yaml", {"index.method": method})
    spec = cells_chart(build_index(config, frame([row(1), row(2, type="tariff", domain="economic")], config)))
    assert f"the method {method} counts no channels and no measures" in spec.subtitle
    assert spec.footer.count(f"Method 1.0 ({method}), config") == 1


def test_a_past_day_is_told_as_past(made):
    """A past day is told in the past with its date; a day beyond the data is the last one; a title of one's own is kept."""
    asked = made.through - timedelta(30)
    spec = cells_chart(made, asked)
    assert spec.title.startswith(f"On {asked.day} Mar 2020 US-China relations were coldest in ") and spec.day == asked
    assert "on 11 Mar 2020" in spec.subtitle and str(asked) in spec.provenance.filters
    assert cells_chart(made, date(2999, 1, 1)) == cells_chart(made)
    assert cells_chart(made, title="a\u202eb").title == "a b"


def test_a_day_as_known_then_says_so():
    """What was reported later is left out, and title, subtitle, provenance and file name say as known when."""
    rows = [*ROWS, row(4, date=day(50), type="cut_off", channels="mmca", severity="5", reported=day(80))]
    result = build_index(QUICK, frame(rows, QUICK))
    found = known_then(result, date.fromisoformat(day(70)))
    spec = cells_chart(result, found.day, known=found.then)
    assert [row.tension for row in spec.rows] == [found.then[slug] for slug in QUICK.tracks]
    assert spec.rows != cells_chart(result, found.day).rows
    assert spec.title.startswith("As known on 11 Mar 2020, US-China relations were") and "as known on" in spec.subtitle
    assert "as known on that day" in spec.provenance.filters
    assert cells_name(spec, "png", QUICK) == "us-china-cells-as-known_2020-03-11.png"


def test_the_alternative_text_holds_every_figure(spec):
    """Whoever cannot see the picture is told each track, its word and each of its cells."""
    for found in spec.rows:
        assert f"{found.label} {found.tension:.0f} ({found.word})" in spec.alt
        assert all(f"{cell.component} {cell.text}" in spec.alt for cell in found.cells)


# ---------------------------------------------------------------- colours
def test_grounds_are_those_of_the_page():
    """The colours and their strength are what the page's own sheet mixes."""
    sheet = Path("assets/page.css").read_text("utf-8")
    for side, colour, points in (("colder", FREEZE, 11.25), ("warmer", THAW, -11.25)):
        found = re.search(rf"tl-{side} {{ background: rgba\((.*?), calc\(([\d.]+) \+ ([\d.]+) \* var", sheet)
        red, green, blue = map(int, found[1].split(","))
        assert colour == f"#{red:02X}{green:02X}{blue:02X}"
        share = float(found[2]) + float(found[3]) * 0.5
        mixed = "#" + "".join(f"{round(255 + (part - 255) * share):02X}" for part in (red, green, blue))
        assert Heat("flow", points).ground(HOUSE) == mixed


@given(colour=st.integers(0, 0xFFFFFF), strength=st.floats(0, 1))
def test_ink_is_read_on_every_ground(colour, strength):
    """Whatever colours a house chooses, text on a cell has the contrast of small text."""
    ground = heat(f"#{colour:06X}", strength)
    assert (luminance(ground) + 0.05) / (luminance(LIGHT.ink) + 0.05) >= TEXT


def test_a_house_s_colours_are_used(spec):
    """Files are drawn in the colours of the config."""
    looks = Looks(thaw="#006600", freeze="#660066")
    assert Heat("flow", 22.5).ground(looks) == heat("#660066", 1.0)
    deck = opened(render_cells_slide(replace(spec, looks=looks), QUICK.export))
    shown = {str(cell.fill.fore_color.rgb) for cell in tables(deck.slides[0])[0].iter_cells() if cell.fill.type is not None}
    assert shown == {cell.ground(looks)[1:] for found in spec.rows for cell in found.cells}


# ---------------------------------------------------------------- the page
def test_the_page_says_what_the_files_say(made, spec):
    """The table of the page has the spec's figures, words, sides and strengths, and escapes its texts."""
    html = page_table(replace(spec, rows=(replace(spec.rows[0], label="<b>S"), *spec.rows[1:])), "a caption & more")
    assert "<b>S" not in html and "&lt;b&gt;S" in html and "a caption &amp; more" in html
    cells = re.findall(r'tl-cell tl-(\w+)" style="--strength:([\d.]+)">([^<]+)<small>(\w+)<', html)
    told = [(cell.side, f"{cell.strength:.2f}", cell.text, cell.side) for found in spec.rows for cell in found.cells]
    assert cells == told
    assert re.findall(r"<b>(\d+)</b> (\w+)", html) == [(f"{found.tension:.0f}", found.word) for found in spec.rows]


def overview(config: Path, **query: str) -> AppTest:
    def script(path: str) -> None:
        from pathlib import Path

        from views import overview
        from views.loaded import load_or_explain

        overview.show(load_or_explain(Path(path)))

    app = AppTest.from_function(script, args=(str(config),), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_the_overview_shows_the_cells_and_hands_them_out(tmp_path):
    """Today and as known then the Overview shows the cells, and offers them in each format, with a button's own key."""
    config = write_project(tmp_path, text=SMALL + "uncertainty: {draws: 0}\n")
    for query in ({}, {"known": "2031-02-20"}):
        app = overview(config, **query)
        assert not app.exception
        (html,) = [item.proto.body for item in app.get("html") if "tl-cells" in item.proto.body]
        assert html.count("tl-cell ") == 9 and ("As known on" in html) == bool(query)
        buttons = [button.proto.id for button in app.get("download_button")]
        assert all(any(f"cells_{fmt}" in name for name in buttons) for fmt in FORMATS if fmt != "csv-excel")
        assert len(set(buttons)) == len(buttons)


# ---------------------------------------------------------------- files
def test_each_file_reads_back_and_is_the_same_twice(spec, files, tmp_path):
    """Each format says where it comes from, is named by its day, and is the same bytes for the same question."""
    for fmt, content in files.items():
        path = tmp_path / cells_name(spec, fmt, QUICK)
        path.write_bytes(content)
        assert path.name == file_name(f"us-china-cells_{spec.day}", fmt)
        assert read_provenance(path) == spec.provenance.fields(), fmt
        assert content == cells_file(spec, fmt, QUICK), fmt
    with pytest.raises(ExportError, match="--format: found 'gif'"):
        cells_file(spec, "gif", QUICK)


def test_the_table_has_a_row_a_track_and_component(spec, made, files):
    """The CSV holds every cell and every tension to four decimals."""
    rows = list(csv.DictReader(line for line in files["csv"].decode().splitlines() if not line.startswith("#")))
    assert [(found["track"], found["component"]) for found in rows] == [(t, c) for t in QUICK.tracks for c in COMPONENTS]
    last = made.daily.iloc[-1]
    for found in rows:
        assert float(found["points"]) == pytest.approx(last[f"{found['track']}_{found['component']}"], abs=5.1e-5)
        assert float(found["tension"]) == pytest.approx(last[found["track"]], abs=5.1e-5)
    assert len(cells_table(spec)) == 9


def test_the_pictures_hold_the_figures(spec, files):
    """The PNG has its size; SVG and PDF hold every figure, side, label, word and the title as text."""
    assert Image.open(io.BytesIO(files["png"])).size == (640, 480)
    drawn = " ".join(ElementTree.fromstring(files["svg"]).itertext())
    printed = PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    for found in spec.rows:
        for text in (found.label, f"{found.tension:.0f}", found.word, *(cell.text for cell in found.cells)):
            assert text in drawn and text in printed
    assert spec.footer.split(".")[0] in drawn and spec.title.split(" in ")[0] in drawn


def test_plain_drops_the_furniture(spec):
    """A plain picture or slide has the cells, and neither title nor source; the provenance stays inside."""
    bare = replace(spec, plain=True)
    root = ElementTree.fromstring(cells_file(bare, "svg", QUICK))
    written = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert spec.rows[0].cells[0].text in written and not any("Source:" in text or "relations" in text for text in written)
    deck = opened(render_cells_slide(bare, QUICK.export))
    assert spec.title not in texts(deck) and "Source:" not in texts(deck)
    assert tables(deck.slides[0]) and not misplaced(deck)


# ---------------------------------------------------------------- on paper
def boxes_of(spec: CellsSpec, export) -> tuple[list[tuple[str, Box]], Box]:
    """Every text of the cells as drawn, with its box in inches from the upper left; and the whole page."""
    with mpl.rc_context({**_STYLE, "font.family": families(None)}):
        fig = cells_figure(spec, export)
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
        height = fig.get_size_inches()[1]
        found = []
        for text in fig.axes[0].texts:
            box = text.get_window_extent(canvas.get_renderer())
            found.append((text.get_text(), Box(box.x0 / 100, height - box.y1 / 100, box.width / 100, box.height / 100)))
        places = [Box(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in fig.axes[0].patches]
    return found, places


def inside(text: Box, place: Box) -> bool:
    return (
        place.left - TOUCH <= text.left
        and text.left + text.width <= place.left + place.width + TOUCH
        and place.top - TOUCH <= text.top
        and text.top + text.height <= place.top + place.height + TOUCH
    )


@pytest.mark.parametrize("size", [(480, 480), *[(p.width, p.height) for p in PRESETS.values()]], ids=str)
@pytest.mark.parametrize("number", [1, 3, 6])
def test_every_text_on_paper_stands_in_its_box(spec, size, number):
    """At every size of picture, with few tracks or many and long names: figures stand in their tiles, and no text on another."""
    export = QUICK.export.model_copy(update={"width": size[0], "height": size[1]})
    wide = many(spec, number, "An Unusually Long Name of a Track")
    found, places = boxes_of(wide, export)
    assert len(places) == 3 * number
    for tile in places:
        held = [text for text, box in found if inside(box, tile)]
        assert len(held) == 2, (held, tile)
    for place, (one, a) in enumerate(found):
        for other, b in found[place + 1 :]:
            apart = a.left + a.width <= b.left + TOUCH or b.left + b.width <= a.left + TOUCH
            apart = apart or a.top + a.height <= b.top + 0.06 or b.top + b.height <= a.top + 0.06
            assert apart, (one, other)
        assert a.left >= 0 and a.left + a.width <= size[0] / 100 and a.top + a.height <= size[1] / 100, one


def test_tiles_and_words_are_those_of_the_grid(spec):
    """Grid and picture agree: a row a track after the headings, in the colours of the cells."""
    grid = cells_grid(spec, Box(0, 0, 12.0, 5.0))
    assert len(grid) == 1 + len(spec.rows)
    for found, cells in zip(spec.rows, grid[1:], strict=True):
        assert [run.text for cell in cells for run, _ in cell.lines] == [
            found.label,
            f"{found.tension:.0f}",
            found.word,
            *(text for cell in found.cells for text in (cell.text, cell.side)),
        ]
        assert [cell.ground for cell in cells] == ["", "", *(cell.ground(spec.looks) for cell in found.cells)]


# ---------------------------------------------------------------- on a slide
def test_the_slide_is_a_native_table(spec, files):
    """Headings and a row a track, in the words of the spec, filled in its colours; no picture, no link; a shape has its text."""
    deck = opened(files["pptx"])
    (slide,) = deck.slides
    (table,) = tables(slide)
    rows = [[cell.text_frame.text.split("\n") for cell in row.cells] for row in table.rows]
    assert [cell[0] for cell in rows[0]] == ["Track", "Tension", "Flow", "Channels", "Measures"]
    for found, shown in zip(spec.rows, rows[1:], strict=True):
        assert shown[:2] == [[found.label], [f"{found.tension:.0f}", found.word]]
        assert shown[2:] == [[cell.text, cell.side] for cell in found.cells]
    fills = [str(table.cell(1 + r, 2 + c).fill.fore_color.rgb) for r in range(3) for c in range(3)]
    assert fills == [cell.ground(spec.looks)[1:] for found in spec.rows for cell in found.cells]
    assert table.first_row and table.first_col and charts(deck) == [] and links(files["pptx"]) == []
    assert not any("pic" in shape._element.tag.split("}")[1] for shape in slide.shapes)
    assert all(shape._element._nvXxPr.cNvPr.get("descr") for shape in slide.shapes)
    assert slide.shapes.title.text_frame.text == spec.title and spec.subtitle in texts(deck) and spec.footer in texts(deck)
    assert all(value in slide.notes_slide.notes_text_frame.text for value in spec.provenance.fields().values())


@pytest.mark.parametrize("number", [1, 3, 6, 10])
def test_every_text_on_a_slide_stands_in_its_cell(spec, number):
    """However many tracks and however long their names: no cell grows, no shape leaves the slide or covers another."""
    long = replace(many(spec, number, "An Unusually Long Name of a Track"), title=LONGEST, footer=LONGEST * 2)
    deck = opened(render_cells_slide(long, QUICK.export))
    assert misplaced(deck) == []
    (table,) = tables(deck.slides[0])
    for row_ in table.rows:
        for column, cell in zip(table.columns, row_.cells, strict=True):
            width = (column.width - cell.margin_left - cell.margin_right) / Inches(1)
            tall = 0.0
            for paragraph in cell.text_frame.paragraphs:
                (run,) = paragraph.runs
                size = run.font.size.pt
                tall += len(lines_of(run.text, size, width, bool(run.font.bold))) * size * LEADING / 72
            assert tall <= (row_.height - cell.margin_top - cell.margin_bottom) / Inches(1) + 0.005, cell.text_frame.text


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_texts_cannot_do_anything(spec, payload):
    """A track, word or title called like a formula, a script or a link stays text on the slide and in the table."""
    rows = tuple(replace(found, label=payload, word=payload) for found in spec.rows)
    bad = replace(spec, rows=rows, title=payload, subtitle=payload, footer=payload, alt=payload)
    content = cells_file(bad, "pptx", QUICK)
    harmless(opened(content), content)
    assert not cells_table(bad)[["label", "word"]].map(lambda text: text.startswith(("=", "+", "-", "@", "＝"))).any().any()


@pytest.mark.parametrize("title", ["=1+1</script><script>alert(0)</script>", '=HYPERLINK("https://evil.example","x")', "+1, @x"])
def test_a_title_comes_back_as_it_is_and_runs_nowhere(made, title, tmp_path):
    """Whatever the title, each file gives it back unchanged; no cell of the CSV, its header rows included, is a formula."""
    spec = cells_chart(made, title=title)
    for fmt in FORMATS:
        path = tmp_path / f"cells.{fmt}"
        path.write_bytes(cells_file(spec, fmt, QUICK))
        assert read_provenance(path)["title"] == title, fmt
    for separator in ",;\t":
        for cells in csv.reader(io.StringIO((tmp_path / "cells.csv").read_text("utf-8")), delimiter=separator):
            if cells[0].startswith("#"):
                assert not any(cell.startswith(("=", "+", "@", "＝")) for cell in cells)
    opened_deck = opened((tmp_path / "cells.pptx").read_bytes())
    harmless(opened_deck, (tmp_path / "cells.pptx").read_bytes())


def test_the_parts_of_a_tile_stand_in_the_order_of_the_schema(files):
    """A tile's four edges come before its ground, as PowerPoint insists."""
    (table,) = tables(opened(files["pptx"]).slides[0])
    order = [child.tag.split("}")[1] for child in table.cell(1, 2)._tc.tcPr]
    assert order == ["lnL", "lnR", "lnT", "lnB", "solidFill"]


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '=HYPERLINK("https://evil.example","x")', "]]><x/>", "$x^2$"])
def test_pictures_hold_no_script_and_no_link(spec, payload):
    """In SVG and PDF such names are text: no element, handler, link or action comes of them."""
    rows = tuple(replace(found, label=payload, word=payload) for found in spec.rows)
    bad = replace(spec, rows=rows, title=payload, subtitle=payload, footer=payload, alt=payload)
    root = ElementTree.fromstring(cells_file(bad, "svg", QUICK))
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in ("script", "a", "foreignObject", "image", "x")
        for name, value in element.attrib.items():
            assert not name.rpartition("}")[2].startswith("on")
            assert name.rpartition("}")[2] != "href" or value.startswith("#")
    reader = PdfReader(io.BytesIO(cells_file(bad, "pdf", QUICK)))
    assert not any(page.annotations or "/AA" in page for page in reader.pages)
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.trailer["/Root"].keys())


def test_libreoffice_draws_the_tiles(spec, files, tmp_path):
    """Another program fills the cells in their colours."""
    (picture,) = drawn_slides(tmp_path, {"cells": files["pptx"]})["cells"]
    pixels = np.asarray(picture).astype(int)
    for ground in {cell.ground(spec.looks) for found in spec.rows for cell in found.cells}:
        wanted = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
        assert (np.abs(pixels - wanted).max(axis=2) < 4).sum() > 500, ground
