"""The page "Weights" in a real browser: an edited weight draws a second line, a link carries it, and nobody else sees it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from pipeline.exports.stamps import read_provenance

pytestmark = pytest.mark.browser

ROW, FIRST_NUMBER = 35, 155
"""Pixels: height of a row of a table, and where its first column of numbers stands."""
WAIT = 30_000
LEGEND = ".js-plotly-plot .legend .traces"


def opened(page, app, query=""):
    """Go to the page and wait until its chart and its words are drawn."""
    page.goto(f"{app}/weights{query}")
    return settled(page)


def settled(page):
    page.wait_for_selector(LEGEND, state="attached", timeout=WAIT)
    page.get_by_role("heading", name="What changes").first.wait_for(timeout=WAIT)
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=WAIT)
    return page


def edit(page, row: int, value: str, column: int = FIRST_NUMBER) -> None:
    """Type into a cell of the open table, by the pixels of its column; rows count from 1."""
    table = page.get_by_test_id("stDataFrame").locator("visible=true").first
    table.evaluate("table => table.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    for _ in range(10):  # a table that is being drawn anew takes no key
        box = table.bounding_box()
        if box is None:  # it is just being put in its place again
            page.wait_for_timeout(300)
            continue
        page.mouse.click(box["x"] + column, box["y"] + ROW * row + ROW // 2)
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
        if page.locator(".gdg-input").count():
            break
    page.keyboard.press("Control+a")
    page.keyboard.type(value, delay=30)
    page.keyboard.press("Enter")


def own_in(page) -> str:
    """The weights in the page's address."""
    found = re.search(r"[?&]w=([^&]*)", page.url)
    return unquote(found[1]) if found else ""


def wait_for(page, text: str) -> None:
    page.wait_for_function("text => decodeURIComponent(location.search).includes(text)", arg=text, timeout=WAIT)
    settled(page)


def title(page) -> str:
    return page.locator("h2").first.inner_text()


def line(page) -> str:
    """The drawn path of the own line, which lies below the published one."""
    return page.locator(".js-plotly-plot .scatterlayer .trace path.js-line").evaluate_all(
        "paths => paths.map(path => path.getAttribute('d')).filter(d => d.length > 500).join('|')"
    )


def test_opens_with_two_lines_and_fits(watched, app):
    """Chart, tables and words are there, nothing is wider than the screen, no error, no foreign request."""
    page = opened(watched.page, app)
    assert page.locator(LEGEND).count() == 2
    assert page.get_by_role("tab").all_inner_texts() == ["Event types", "Channels", "Tracks", "Factors"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.wait_for_timeout(500)
    assert watched.errors == []
    assert watched.elsewhere == []


def test_an_edited_weight_draws_another_line(watched, app):
    """Typing a weight moves the own line, tells what changes, and writes the key into the address; reset takes it back."""
    page = opened(watched.page, app)
    before = line(page)
    edit(page, 1, "-2")
    wait_for(page, "event_types.cut_off.weight:-2")
    page.get_by_text("1 value differs from the published index").wait_for(timeout=WAIT)
    page.wait_for_timeout(500)
    assert line(page) != before
    assert "published" in title(page)
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("!location.search.includes('w=')", timeout=WAIT)
    settled(page)
    page.wait_for_timeout(500)
    assert line(page) == before
    assert watched.errors == []


def test_a_link_opens_the_same_view_and_two_readers_never_mix(browser, app):
    """A copied link shows the same in another browser; two readers with other weights each keep their own."""
    first, second = (browser.new_context(viewport={"width": 1280, "height": 900}) for _ in range(2))
    try:
        one, other = opened(first.new_page(), app), second.new_page()
        edit(one, 1, "-1")
        wait_for(one, "event_types.cut_off.weight:-1")
        one.wait_for_timeout(500)
        other.goto(one.url)
        settled(other)
        other.wait_for_timeout(500)
        assert (title(other), line(other), own_in(other)) == (title(one), line(one), own_in(one))
        edit(other, 2, "-10")
        wait_for(other, "event_types.suspension.weight:-10")
        one.reload()
        settled(one)
        assert own_in(one) == "event_types.cut_off.weight:-1"
        assert set(own_in(other).split(",")) == {"event_types.cut_off.weight:-1", "event_types.suspension.weight:-10"}
        assert title(opened(second.new_page(), app)).endswith("with own weights")
    finally:
        first.close()
        second.close()


def test_other_pages_show_the_published_index_and_keep_the_weights(browser, app):
    """Own weights change no other page, and are there again on the way back."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(app)
        page.locator(".tl-number").wait_for(timeout=WAIT)
        published = page.locator(".tl-number").inner_text()
        page.get_by_role("link", name="Weights").click()
        settled(page)
        edit(page, 1, "-1")
        wait_for(page, "event_types.cut_off.weight:-1")
        page.get_by_role("link", name="Overview").click()
        page.locator(".tl-number").wait_for(timeout=WAIT)
        assert page.locator(".tl-number").inner_text() == published and "w=" not in page.url
        page.get_by_role("link", name="Weights").click()
        wait_for(page, "event_types.cut_off.weight:-1")
    finally:
        context.close()


def test_the_config_comes_back_as_it_was_taken(watched, app, tmp_path):
    """A downloaded config keeps its comments, and loading it brings the same weights back."""
    page = opened(watched.page, app, "?w=event_types.tariff.weight:-8,index.method:pri")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download this config").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    text = path.read_text("utf-8")
    assert "weight: -8, half_life_days: 120, effect: measure" in text and "# ---- " not in text and "# scores" not in text
    assert text.count("#") > 50
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("!location.search.includes('w=')", timeout=WAIT)
    settled(page)
    page.get_by_role("button", name="Load a config").click()
    page.locator("input[type=file]").set_input_files(path)
    wait_for(page, "event_types.tariff.weight:-8")
    assert set(own_in(page).split(",")) == {"event_types.tariff.weight:-8", "index.method:pri"}
    page.get_by_text(re.compile(r"2 values taken over from")).wait_for(timeout=WAIT)
    assert watched.errors == []


def test_shares_that_do_not_add_up_are_mended(watched, app):
    """A share that breaks the sum is told with the sum, the last line stays, and one click scales the others."""
    page = opened(watched.page, app)
    page.get_by_role("tab", name="Tracks").click()
    page.wait_for_timeout(800)
    edit(page, 1, "0.5", column=240)
    page.get_by_text("The shares of the tracks add up to 1.1").wait_for(timeout=WAIT)
    page.get_by_role("button", name="Scale the others").click()
    wait_for(page, "tracks.security.share:0.5")
    assert set(own_in(page).split(",")) == {
        "tracks.security.share:0.5",
        "tracks.political.share:0.25",
        "tracks.economic.share:0.25",
    }


def test_nonsense_in_a_link_is_told(watched, app):
    """A link that cannot be used says why and shows the published index."""
    page = opened(watched.page, app, "?w=event_types.tarif.weight:-8")
    page.get_by_text("did you mean 'tariff'?").wait_for(timeout=WAIT)
    assert page.get_by_text("differ from the published").count() == 0
    assert watched.errors == []


@pytest.mark.parametrize("fmt", ["PNG", "CSV"])
def test_download(watched, app, tmp_path, fmt):
    """A chart file with own weights is named so, and says which they are."""
    page = opened(watched.page, app, "?w=index.weights:plover")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=fmt, exact=True).click()
    name = waiting.value.suggested_filename
    assert name.startswith("us-china-tension-own-weights_") and name.endswith(fmt.lower())
    waiting.value.save_as(tmp_path / name)
    assert "index.weights plover (published house)" in read_provenance(tmp_path / name)["filters"]
