"""On paper no badge and no text lies on another or falls off the page, however many events there are and at every size."""

from __future__ import annotations

import os
from datetime import date, timedelta
from itertools import combinations, pairwise

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from pipeline.charts import print as printing
from pipeline.charts.badge_places import badge_places, spread
from pipeline.charts.fonts import families
from pipeline.charts.print_file import _STYLE
from pipeline.charts.tension import tension_chart
from pipeline.exports.presets import PRESETS, sized
from pipeline.records import Episode
from tests.charts.test_spec import built
from tests.strategies import CONFIG, day, row

START, END = date(2020, 1, 1), date(2021, 12, 31)
KINDS = ("cut_off", "talks", "tariff", "refusal", "resumption", "summit")
WORDS = "Talks Wide MWMWM agreement suspended “quoted” über and-a-rather-long-hyphenated-word ill il 中".split()[:-1]
CHINESE = "中美两军领导人通话 会谈 关税 国防部长 talks 中止！ 恢复对话， MMCA".split()
CHINESE_FONT = "Noto Sans CJK SC"
TOUCH = 0.5
"""Pixels that two boxes may share: rounding."""


def drawn(spec, export):
    """The figure as it goes into a file, and the boxes in pixels of all that is written on it, each with its text."""
    with mpl.rc_context({**_STYLE, "font.family": families(export.font)}):
        fig = printing._figure(spec, export)
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
        found = []
        for text in fig.findobj(Text):
            if text.get_text().strip() and text.get_visible() and not _beyond(fig, text):
                patch = text.get_bbox_patch()
                box = patch.get_window_extent(canvas.get_renderer()) if patch else text.get_window_extent(canvas.get_renderer())
                found.append((text.get_text(), box))
    return fig, found


def _beyond(fig, text) -> bool:
    """Whether it is the label of a tick outside the plot, which is not drawn."""
    (axes,) = fig.axes
    for axis, low, high in ((axes.xaxis, *axes.get_xlim()), (axes.yaxis, *sorted(axes.get_ylim()))):
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if text in (tick.label1, tick.label2):
                return not low <= tick.get_loc() <= high
    return False


def checked(spec, export):
    """Nothing overlaps, nothing is outside, and every number of the badges stands once in the list."""
    fig, boxes = drawn(spec, export)
    width, height = fig.get_size_inches() * fig.dpi
    for text, box in boxes:
        assert box.x0 >= -TOUCH and box.y0 >= -TOUCH and box.x1 <= width + TOUCH and box.y1 <= height + TOUCH, text
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        along = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= TOUCH or along <= TOUCH, f"{one!r} lies on {other!r}"
    listed = [text.get_text() for text in fig.texts if text.get_bbox_patch()]
    assert listed == [str(entry.number) for entry in spec.entries]


@st.composite
def crowds(draw, most: int = 80, words: list[str] = WORDS):
    """Up to 80 events, spread over two years or crowded into few days, with titles short and long."""
    number = draw(st.integers(1, most))
    span = draw(st.sampled_from([1, 20, 120, 700]))
    rows = []
    for n in range(number):
        title = " ".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=14)))
        cells = {"type": draw(st.sampled_from(KINDS)), "date": day(draw(st.integers(0, span))), "title": title}
        rows.append(row(n, channels="dpct", severity="5", **cells))
    return rows


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=10, deadline=None)
@given(rows=crowds(), tracks=st.booleans(), plain=st.booleans())
def test_nothing_overlaps_at_any_preset(name, rows, tracks, plain):
    """1 to 80 events at each preset size: boxes apart, inside the page, and every number once in the list."""
    result = built(rows, **{"chart.badges": 40, "chart.badge_threshold": 0.0})
    lines = tuple(CONFIG.tracks) if tracks else ()
    spec = tension_chart(result, START, END, lines, plain=plain, most=PRESETS[name].badges)
    checked(spec, sized(CONFIG.export, PRESETS[name]))


@settings(max_examples=6, deadline=None)
@given(rows=crowds())
def test_nothing_overlaps_with_the_most_badges(rows):
    """As many numbers as a config may ask for still find room on a page of the usual size."""
    checked(tension_chart(built(rows, **{"chart.badges": 40, "chart.badge_threshold": 0.0}), START, END), CONFIG.export)


def labels(words: list[str]):
    """Up to six shaded periods with a label each, one on another or apart."""
    said = st.lists(st.sampled_from(words), min_size=1, max_size=3).map(" ".join)

    def period(first: int, length: int, label: str) -> Episode:
        return Episode("x", label, START + timedelta(first), START + timedelta(first + length))

    one = st.builds(period, st.integers(0, 700), st.integers(5, 400), said)
    return st.lists(one, max_size=6)


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=6, deadline=None)
@given(rows=crowds(40), episodes=labels(WORDS))
def test_labels_of_periods_keep_clear(name, rows, episodes):
    """Shaded periods with labels, up to six of them at once: nothing lies on another at any preset size."""
    result = built(rows, **{"chart.badges": 40, "chart.badge_threshold": 0.0})
    checked(tension_chart(result, START, END, (), episodes, most=PRESETS[name].badges), sized(CONFIG.export, PRESETS[name]))


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=6, deadline=None)
@given(rows=crowds(40, CHINESE), episodes=labels(CHINESE), title=st.lists(st.sampled_from(CHINESE), min_size=1, max_size=30))
def test_chinese_keeps_clear(name, rows, episodes, title):
    """Chinese between Latin words, in titles, events and labels: nothing lies on another at any preset size."""
    known = {entry.name for entry in fontManager.ttflist}
    if CHINESE_FONT not in known:
        reason = f"{CHINESE_FONT} is not installed (apt-get install fonts-noto-cjk)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    result = built(rows, **{"chart.badges": 40, "chart.badge_threshold": 0.0})
    spec = tension_chart(result, START, END, (), episodes, title=" ".join(title), most=PRESETS[name].badges)
    checked(spec, sized(CONFIG.export.model_copy(update={"font": CHINESE_FONT}), PRESETS[name]))


widths = st.floats(0.1, 2)


@given(st.lists(st.tuples(st.floats(0, 20), widths), min_size=1, max_size=40), st.integers(1, 5))
def test_badges_keep_their_order_and_stay_apart(items, most):
    """In each lane badges keep the order of their days, touch none of the others, and stay over the plot."""
    items.sort()
    at, sizes = [x for x, _ in items], [width for _, width in items]
    places = badge_places(at, sizes, 20.0, most)
    for (a, one), (b, other) in combinations(zip(places, sizes, strict=True), 2):
        assert a[1] != b[1] or b[0] - a[0] >= (one + other) / 2 - 1e-9
    assert all(width / 2 - 1e-9 <= x <= 20 - width / 2 + 1e-9 for (x, _), width in zip(places, sizes, strict=True))


def test_badges_with_room_stand_over_their_days():
    """Where nothing crowds, nothing is moved; where two crowd, both give way by the same."""
    assert spread([2.0, 5.0], [1.0, 1.0], 10.0) == [2.0, 5.0]
    assert spread([5.0, 5.0], [1.0, 1.0], 10.0) == [4.5, 5.5]
    assert badge_places([2.0, 2.5], [1.0, 1.0], 10.0, 2) == [(2.0, 0), (2.5, 1)]


@pytest.mark.parametrize("size", [480, 560, 720])
def test_figures_of_a_low_plot_stand_apart(size):
    """Where a small page leaves the plot little height, fewer figures stand at its axis, none on another, and 0 and 100 stay."""
    rows = [row(number, date=day(20 * number), type=KINDS[number % 6], channels="dpct", severity="5") for number in range(12)]
    spec = tension_chart(built(rows), START, END, tuple(CONFIG.tracks))
    fig, _ = drawn(spec, CONFIG.export.model_copy(update={"width": size, "height": size}))
    labels = [label for label in fig.axes[0].get_yticklabels() if label.get_text()]
    boxes = [label.get_window_extent() for label in labels]
    assert labels[0].get_text() == "0" and labels[-1].get_text() == "100"
    assert all(lower.y1 <= upper.y0 + TOUCH for lower, upper in pairwise(boxes))
