"""The briefing deck: what it tells, in which formats, in whose template; and what a slide looks like when it is drawn."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import numpy as np
import pytest
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from pipeline.charts.deck import NEWEST, briefing_deck
from pipeline.charts.waterfall import waterfall_chart
from pipeline.config import config_hash
from pipeline.errors import DataError, ExportError
from pipeline.exports.deck import FORMATS, deck_file, deck_name
from pipeline.exports.stamps import read_provenance
from pipeline.exports.waterfall import waterfall_file
from pipeline.questions.board import board_on
from pipeline.questions.why import why_moved
from pipeline.words import day_text
from tests.charts.slide_drawing import drawn_slides
from tests.charts.slide_reading import charts, links, misplaced, opened, plotted, tables, texts
from tests.files import STORY, event, run, write_project

START, END = date(2031, 3, 1), date(2031, 10, 1)
URL = "https://news.example/a?b=1&c=2"
SOURCES = f"Reuters | {URL} | 2031-09-20 | 2031-09-21\nA paper | | 2031-09-21 | "
EVENTS = [
    *STORY,
    event("read", "2031-09-25", "talks", channels="dpct", title="=SUM(A1) they say", sources=SOURCES),
    *(event(f"more{n}", f"2031-08-{n:02}", "talks", channels="mmca") for n in range(1, 12)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("deck")


@pytest.fixture(scope="module")
def made(folder):
    """A small index with sources."""
    from pipeline import build_index, load_config, load_events

    config = load_config(write_project(folder / "project", EVENTS))
    return build_index(config, load_events(config))


@pytest.fixture(scope="module")
def spec(made):
    return briefing_deck(made, START, END)


@pytest.fixture(scope="module")
def contents(made, spec):
    return {fmt: deck_file(spec, fmt, made.config) for fmt in FORMATS}


def test_the_deck_tells_five_things_in_order(made, spec, contents):
    """Headline and chart, who talks, what moved it, newest events, method: as native charts and tables."""
    deck = opened(contents["pptx"])
    assert len(charts(deck)) == 2
    line = plotted(charts(deck)[0])["Tension"]
    np.testing.assert_allclose(line, made.tension.loc[str(START) : str(END)], rtol=0, atol=1e-6)
    named = [[shape.name for shape in slide.shapes if shape.has_table or shape.has_chart] for slide in deck.slides]
    assert named == [["Events", "Chart"], ["State of play"], ["Chart"], ["Newest events"], ["Method"]]
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        spec.chart.title, spec.board.title, spec.waterfall.title, spec.events.title, spec.method.title,
    ]  # fmt: skip
    assert misplaced(deck) == []
    assert all(shape._element._nvXxPr.cNvPr.get("descr") for slide in deck.slides for shape in slide.shapes)


def test_the_board_of_the_deck_is_that_of_its_last_day(made, contents):
    """Each channel that exists stands in the table with its state, since when, and its last contact."""
    (table,) = tables(opened(contents["pptx"]).slides[1])
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows][1:]
    for row, line in zip(rows, board_on(made, END), strict=True):
        assert row[0] == line.name and row[1].startswith(line.state)
        assert row[2] == (day_text(line.since) if line.since else "–")
        if line.last_contact:
            assert row[3] == day_text(line.last_contact)


def test_the_newest_events_are_those_known_on_the_last_day(contents):
    """Newest first, no plan, nothing that came later, and each source that has an address as a live link."""
    (table,) = tables(opened(contents["pptx"]).slides[3])
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows][1:]
    assert len(rows) == NEWEST
    assert rows[0][0] == "25 Sep 2031" and rows[0][2] == "=SUM(A1) they say" and rows[0][3] == "Reuters\nA paper"
    assert "What happened in again" not in str(rows) and "What happened in plan" not in str(rows)
    assert links(contents["pptx"]) == [URL]


def test_the_method_names_the_config(made, contents):
    """The last slide tells method, the whole config hash, caveats, and how to make the deck again."""
    said = texts(opened(contents["pptx"]))
    assert config_hash(made.config) in said and "cannot tell" in said
    assert f"export deck --format pptx --from {START} --to {END} --config FILE" in said


def test_the_method_is_that_of_the_run(folder):
    """A deck by another method says which, and does not claim that channels and measures count; one event is told as one."""
    from pipeline import build_index, load_config, load_events

    path = write_project(folder / "one", [event("only", "2031-09-25", "talks", channels="dpct")])
    config = load_config(path, {"index.method": "decayed_sum", "data.through": "2031-12-01"})
    spec = briefing_deck(build_index(config, load_events(config)), date(2031, 9, 25), date(2031, 12, 1))
    said = texts(opened(deck_file(spec, "pptx", config)))
    assert "Method 1.0 (decayed_sum), config" in said and "Method 1.0 (decayed_sum), config" in spec.footer
    assert "Channels and measures do not count in the method decayed_sum." in said and "keep their state" not in said
    assert "The newest event: 1 thaw" in said
    assert "from 1 sourced event. Words" in said and "from 1 sourced event. Data" in spec.footer


def test_the_pdf_tells_the_same(spec, contents):
    """The PDF has a page for each slide, the same words, embedded fonts and live links."""
    reader = PdfReader(io.BytesIO(contents["pdf"]))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) == 5
    for page, title in zip(pages, (spec.chart.title, spec.board.title, spec.waterfall.title, spec.events.title), strict=False):
        assert title in page
    found = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots") or []]
    assert set(found) == {URL}
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].values()
        below = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
        assert below and all("/FontFile2" in font["/FontDescriptor"] for font in below)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_deck_says_where_it_comes_from_and_is_the_same_twice(folder, made, spec, contents, fmt):
    """What was stamped is read back; the same question gives the same bytes."""
    path = folder / deck_name(spec, fmt, made.config)
    path.write_bytes(contents[fmt])
    assert read_provenance(path) == spec.provenance.fields()
    assert deck_file(spec, fmt, made.config) == contents[fmt]
    assert path.name == f"us-china-deck_2031-03-01_2031-10-01.{fmt}"


def test_a_waterfall_s_slide_says_where_it_comes_from(folder, made):
    """The button on the page about why it moved gives a slide that can be read back."""
    why = why_moved(made, START, END)
    spec = waterfall_chart(why)
    path = folder / "why.pptx"
    path.write_bytes(waterfall_file(spec, why, "pptx", made.config))
    assert read_provenance(path) == spec.provenance.fields()


def test_a_deck_needs_two_days_in_their_order(made):
    """A period that ends before it starts is refused."""
    with pytest.raises(DataError, match="before TO"):
        briefing_deck(made, END, START)


# ---------------------------------------------------------------- templates
def template(folder, name="own.pptx", width=13.333, height=7.5):
    """A template as offices have them: a slide of its own, and a layout whose title stands elsewhere."""
    own = Presentation()
    own.slide_width, own.slide_height = Inches(width), Inches(height)
    title = own.slide_layouts[5].placeholders[0]
    title.left, title.top, title.width, title.height = Inches(1), Inches(0.6), Inches(width - 2), Inches(0.9)
    own.slide_layouts[5].shapes[0].name = "The office's own"
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Old slide"
    own.save(folder / name)
    return folder / name


@pytest.mark.parametrize("size", [(13.333, 7.5), (10, 7.5), (8.5, 5.5)])
def test_a_template_gives_master_and_layouts(folder, made, spec, size):
    """The template's size, layouts and title place are kept, its own slides are not, and everything finds its room."""
    content = deck_file(spec, "pptx", made.config, template(folder, "own.pptx", *size))
    deck = opened(content)
    assert deck.slide_width == Inches(size[0])
    assert {slide.slide_layout.name for slide in deck.slides} == {"Title Only"}
    assert deck.slides[0].shapes.title.left == Inches(1) and deck.slides[0].shapes.title.top == Inches(0.6)
    assert "Old slide" not in texts(deck)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not any(b"Old slide" in packed.read(name) for name in packed.namelist())
    assert misplaced(deck) == []
    assert deck_file(spec, "pptx", made.config, folder / "own.pptx") == content


@pytest.mark.parametrize("name, content, message", [
    ("none.pptx", None, "none.pptx: cannot be read"),
    ("text.pptx", b"no zip at all", "text.pptx: not a readable .pptx"),
    ("cut.pptx", b"PK\x03\x04cut", "cut.pptx: not a readable .pptx"),
    ("layout.potx", b"", "found layout.potx, expected a .pptx"),
])  # fmt: skip
def test_a_broken_template_is_refused_in_words(folder, made, spec, name, content, message):
    """A template that is missing, broken or of another kind is refused in one sentence that names it."""
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(ExportError, match=message):
        deck_file(spec, "pptx", made.config, folder / name)


def test_a_template_must_be_of_use(folder, made, spec):
    """Slides too small to read, layouts without any title, and a template for a PDF are refused."""
    with pytest.raises(ExportError, match=r"4\.0 by 3\.0 inches"):
        deck_file(spec, "pptx", made.config, template(folder, "small.pptx", 4, 3))
    bare = Presentation()
    for layout in bare.slide_layouts:
        for place in list(layout.placeholders):
            place._element.getparent().remove(place._element)
    bare.save(folder / "bare.pptx")
    with pytest.raises(ExportError, match="none of its layouts has a title"):
        deck_file(spec, "pptx", made.config, folder / "bare.pptx")
    with pytest.raises(ExportError, match="belongs to --format pptx"):
        deck_file(spec, "pdf", made.config, folder / "bare.pptx")


# ---------------------------------------------------------------- command line
def test_the_command_writes_a_deck(folder, made):
    """`export deck` writes the file, names it, and clips the period to the data; a wrong format or period is told."""
    config = folder / "project" / "config.yaml"
    result = run("export", "deck", "--config", str(config), "--out", str(folder), "--to", "2040-01-01")
    assert result.exit_code == 0, result.stderr
    assert (folder / f"us-china-deck_2031-02-01_{made.through}.pptx").is_file() and str(made.through) in result.stdout
    for arguments, message in (
        (("--format", "ppt"), "did you mean 'pptx'?"),
        (("--from", "2031-09-01", "--to", "2031-08-01"), "--from: found 2031-09-01"),
        (("--template", str(folder / "none.pptx")), "cannot be read"),
    ):
        result = run("export", "deck", "--config", str(config), "--out", str(folder), *arguments)
        assert result.exit_code == 2 and message in result.stderr


# ---------------------------------------------------------------- drawn
def test_libreoffice_draws_the_deck(folder, contents):
    """Another program opens the deck, draws every slide, and draws the line where the values are when they are edited."""
    edited = Presentation(io.BytesIO(contents["pptx"]))
    for value in charts(edited)[0]._chartSpace.xpath(".//c:lineChart/c:ser[1]/c:val//c:v"):
        value.text = "95"
    saved = io.BytesIO()
    edited.save(saved)
    found = drawn_slides(folder, {"deck": contents["pptx"], "edited": saved.getvalue()})
    assert len(found["deck"]) == 5
    assert all(len(picture.getcolors(1_000_000)) > 30 for picture in found["deck"])
    dark = [np.argwhere(np.asarray(found[name][0])[80:240, 40:320].max(axis=2) < 90) for name in ("deck", "edited")]
    assert dark[1][:, 0].mean() < dark[0][:, 0].mean()
