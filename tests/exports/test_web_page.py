"""The page that works offline: everything is inside, it looks for nothing, and it follows light and dark."""

from __future__ import annotations

import json
import re

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.charts.tension import tension_chart
from pipeline.exports.web_chart import chart_page
from tests.exports.test_payloads import PAYLOADS, made_of
from tests.files import write_counting


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    config = load_config(write_counting(tmp_path_factory.mktemp("page")))
    return build_index(config, load_events(config))


def chart(made, **options):
    return tension_chart(made, made.daily.index[0].date(), made.through, ("security",), **options)


def outside_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.S)


def test_it_tells_what_the_chart_tells(made):
    """Title, subtitle, numbered list, that candidates count, footer and the table of the figures stand on the page."""
    spec = chart(made)
    page = outside_scripts(chart_page(spec, made.config).decode())
    for text in (spec.title, spec.subtitle, spec.footer, "Includes 2 unreviewed candidates"):
        assert text in page
    assert re.findall(r"<b>(\d+)</b>", page) == [str(entry.number) for entry in spec.entries]
    assert page.count("<tr>") == len(spec.days) + 1


def test_plain_drops_the_furniture_and_keeps_the_metadata(made):
    """A plain page has no heading and no footer; where it comes from stays in its head."""
    spec = chart(made, plain=True)
    page = outside_scripts(chart_page(spec, made.config).decode())
    body = page.split("<body>")[1]
    assert "<h1>" not in body and "Source:" not in body and "Includes 2" in body
    assert spec.provenance.config_hash in page.split("<body>")[0]


def test_both_looks_draw_the_same_data(made):
    """Light and dark share their figures; they differ in colours alone."""
    page = chart_page(chart(made), made.config).decode()
    found = json.loads(re.search(r'<script type="application/json" id="chart">(.*?)</script>', page, re.S)[1])
    assert all("y" in trace for trace in found["traces"])
    for look in ("light", "dark"):
        assert all(not {"x", "y", "hovertext"} & trace.keys() for trace in found[look]["traces"])
    assert found["light"]["layout"]["font"] != found["dark"]["layout"]["font"]


def test_the_same_spec_gives_the_same_bytes(made):
    """No random ids and no clock time get into a page."""
    assert chart_page(chart(made), made.config) == chart_page(chart(made), made.config)


@pytest.mark.browser
@pytest.mark.parametrize("scheme, ground", [("light", "rgb(255, 255, 255)"), ("dark", "rgb(14, 17, 23)")])
def test_it_works_offline_and_calls_nobody(browser, tmp_path, scheme, ground):
    """In a browser without a network it draws, follows the colour scheme, asks for nothing and runs nothing from data."""
    made = made_of(tmp_path, PAYLOADS)
    spec = chart(made, title=PAYLOADS[-1] + "<script>alert(9)</script>")
    path = tmp_path / "chart.html"
    path.write_bytes(chart_page(spec, made.config))
    context = browser.new_context(color_scheme=scheme, offline=True)
    page, requests, errors = context.new_page(), [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(path.as_uri())
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached")
    page.locator("#plot .textpoint, #plot .point").first.hover(force=True)
    page.locator("summary").click()
    assert page.locator("tbody tr").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert page.locator("h1").inner_text() == spec.title
    assert page.locator("a, img, iframe, object, [onerror], [onload], [onmouseover]").count() == 0
    assert page.locator("#plot text").filter(has_text="1").count() > 0
    assert requests == [path.as_uri()] and errors == []
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    page.wait_for_timeout(300)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    context.close()


@pytest.mark.browser
def test_a_long_word_breaks(browser, made, tmp_path):
    """A title without a blank takes more lines and does not make the page wider than a phone."""
    path = tmp_path / "chart.html"
    path.write_bytes(chart_page(chart(made, title="x" * 200), made.config))
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
