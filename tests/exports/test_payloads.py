"""Nothing that stands in data or in a title comes alive in a file: no formula, no script, no link, no reversed text."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from pipeline import build_index, load_config, load_events
from pipeline.charts.tension import tension_chart
from pipeline.errors import DataError
from pipeline.exports.chart import tension_file
from pipeline.exports.formats import FORMATS
from pipeline.exports.stamps import read_provenance
from tests.files import event, write_project

FORMULAS = [
    '=HYPERLINK("https://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0", "{=1+1}",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>",
    "<a href='javascript:alert(4)'>x</a>", "<svg onload=alert(5)>", "]]><x/>", "<!-- <b>", "$\\href{javascript:alert(6)}{x}$",
    "javascript:alert(7)", "data:text/html,<b>", "https://evil.example/?q=1", '" onmouseover="alert(8)', "&lt;b&gt; %s {0}",
]  # fmt: skip
PAYLOADS = [*FORMULAS, *MARKUP]
SOURCES = "＝Gazette | https://good.example/a?b=1 | 2031-01-02 | \n<b>Paper</b> | | |"


def made_of(folder, titles):
    """An index whose events are titled thus, each far enough from the others to earn a badge."""
    rows = [
        event(
            f"e{n}",
            f"2031-{1 + n // 3:02}-{1 + 9 * (n % 3):02}",
            "cut_off",
            title=title,
            severity="5",
            sources=SOURCES,
            channels="dpct",
        )
        for n, title in enumerate(titles)
    ]
    text = "export: {width: 640, height: 480, scale: 1, author: '=1+<b>A'}\nchart: {badge_threshold: 0, badges: 40}\n"
    config = load_config(write_project(folder, rows, text))
    return build_index(config, load_events(config))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_of(tmp_path_factory.mktemp("hostile"), PAYLOADS)


def chart(made, title=None):
    days = made.daily.index
    return tension_chart(made, days[0].date(), days[-1].date(), ("security",), title=title)


def all_files(made, title):
    spec = chart(made, title)
    return spec, {fmt: tension_file(spec, fmt, made) for fmt in FORMATS}


@pytest.fixture(scope="module", params=["=1+1</script><script>alert(0)</script>", "=HYPERLINK(0)"], ids=["script", "formula"])
def written(request, made):
    return all_files(made, request.param)


def test_every_file_reads_back_the_title_as_it_is(written, tmp_path):
    """Whatever the title, each file gives it back unchanged, and opens in a reader that is not ours."""
    spec, files = written
    for fmt, content in files.items():
        path = tmp_path / f"chart.{fmt}"
        path.write_bytes(content)
        assert read_provenance(path) == spec.provenance.fields(), fmt
    assert Image.open(io.BytesIO(files["png"])).info["Title"] == spec.title
    assert PdfReader(io.BytesIO(files["pdf"])).metadata.title == spec.title


def test_a_workbook_holds_no_formula_and_no_foreign_link(written):
    """Every text is text, every number a number; the only links are plain addresses of sources."""
    spec, files = written
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    texts, links = set(), set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate}"
                texts.add(cell.value)
                links |= {cell.hyperlink.target} if cell.hyperlink else set()
    assert set(PAYLOADS) <= texts and spec.title in texts and "＝Gazette" in texts
    assert links == {"https://good.example/a?b=1"}
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as packed:
        for name in packed.namelist():
            root = ElementTree.fromstring(packed.read(name))
            targets = {element.get("Target") for element in root.iter() if element.get("TargetMode") == "External"}
            assert targets <= links
            formulas = [element.text for element in root.iter() if element.tag.endswith(("}f", "}formula", "}definedName"))]
            assert all("!$" in formula for formula in formulas), "a formula that is not the range of a chart"


@pytest.mark.parametrize("fmt", ["csv", "csv-excel"])
def test_a_table_holds_no_formula(written, fmt):
    """No cell of a CSV starts as a formula, its header rows included, whatever separates the cells."""
    _, files = written
    text = files[fmt].decode("utf-8-sig")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            if row and row[0].startswith("#"):
                assert not any(cell.startswith(("=", "+", "@", "＝")) for cell in row)
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row.values())
    assert (files[fmt][:3] == b"\xef\xbb\xbf") == (fmt == "csv-excel")
    assert files["csv"] == files["csv-excel"][3:]


class Elements(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the texts between them."""

    def __init__(self):
        super().__init__()
        self.found, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_a_page_holds_only_its_own_elements(written):
    """Titles are text on the page: no element, attribute or script beyond those that the page is made of."""
    spec, files = written
    page = Elements()
    page.feed(files["html"].decode())
    assert {tag for tag, _ in page.found} <= set(
        "html head meta title style body h1 p main div ol li b span br details summary table thead tbody tr th td script".split()
    )
    allowed = {"lang", "charset", "http-equiv", "content", "name", "id", "class", "role", "aria-label", "scope", "type"}
    assert {name for _, attributes in page.found for name in attributes} <= allowed
    assert sum(tag == "script" for tag, _ in page.found) == 3
    text = "".join(page.texts)
    assert all(payload in text for payload in PAYLOADS) and spec.title in text


def test_a_picture_of_vectors_holds_no_link_and_no_script(written):
    """An SVG has neither scripts, links nor handlers; what looks like them is text."""
    _, files = written
    root = ElementTree.fromstring(files["svg"])
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in ("script", "a", "foreignObject", "image", "iframe", "animate", "set")
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2]
            assert not local.startswith("on")
            assert local != "href" or value.startswith("#")
    texts = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "alert(" in texts


def test_a_pdf_holds_no_action(written):
    """A PDF has no links, no scripts and nothing that opens by itself."""
    _, files = written
    reader = PdfReader(io.BytesIO(files["pdf"]))
    assert not any(page.annotations or "/AA" in page for page in reader.pages)
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.trailer["/Root"].keys())


HIDDEN = ["\u202e", "\u2066", "\x1b", "\x00", "\u2069"]


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_reversed_and_hidden_signs_get_into_no_file(made, tmp_path, sign):
    """An event with a sign that turns the text round is refused by file and line; in a title it becomes a blank."""
    with pytest.raises(DataError):
        made_of(tmp_path, [f"a{sign}b"])
    spec, files = all_files(made, f"a{sign}b {PAYLOADS[0]}") if sign == HIDDEN[0] else (chart(made, f"a{sign}b"), {})
    assert spec.title.startswith("a b") and sign not in spec.alt and sign not in spec.provenance.json()
    for fmt, content in files.items():
        if fmt in ("csv", "csv-excel", "html", "svg"):
            assert "title" in content.decode() and _before_scripts(content.decode()).count(sign) == 0


def _before_scripts(text: str) -> str:
    """A page without plotly.js, which names such signs."""
    return text.split("<script>", 1)[0]
