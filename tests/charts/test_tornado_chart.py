"""The tornado: a bar a group, the most telling first, the same on screen, on paper and as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape
from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from pipeline import build_index, load_config
from pipeline.charts import tornado_print
from pipeline.charts.palette import DARK, LIGHT
from pipeline.charts.print_file import lettered
from pipeline.charts.tornado import share_text, tornado_chart
from pipeline.charts.tornado_screen import tornado_figure
from pipeline.errors import ExportError
from pipeline.exports.stamps import read_provenance
from pipeline.exports.tornado import tornado_file, tornado_name
from pipeline.questions.tornado import LABELS, tornado_of
from tests.strategies import day, frame, row

SMALL = {"export.width": 640, "export.height": 480, "export.scale": 1}
ROWS = [row(1, type="cut_off", channels="dpct", severity="5"), row(2, date=day(40), type="tariff", domain="economic")]


def drawn(**overrides):
    config = load_config(overrides={"data.through": day(100), **SMALL, **overrides})
    result = build_index(config, frame(ROWS, config))
    found = tornado_of(result, samples=32)
    return result, found, tornado_chart(result, found)


@pytest.fixture(scope="module")
def shipped():
    """A tornado with the spreads of the shipped config."""
    return drawn()


def test_a_bar_a_group_in_its_order(shipped):
    """Every group has one bar, largest total order first, and the axis holds all of them and the index."""
    _, found, spec = shipped
    assert [bar.group for bar in spec.bars] == list(found.groups.index) and {bar.label for bar in spec.bars} == set(
        LABELS.values()
    )
    assert [bar.total for bar in spec.bars] == sorted((bar.total for bar in spec.bars), reverse=True)
    assert all(spec.low < bar.low <= bar.high < spec.high for bar in spec.bars) and spec.low < spec.point < spec.high


def test_nothing_varied():
    """Where no spread is set, title and bars say so instead of ranking noise."""
    spreads = ("type_weights", "channel_weights", "half_lives", "saturations", "shares", "blends", "cluster_shape")
    off = {f"uncertainty.{name}": 0 for name in spreads}
    _, _, spec = drawn(**off, **{"uncertainty.drop_events": False})
    assert spec.title == "No choice behind US-China tension is varied"
    assert {share_text(bar) for bar in spec.bars} == {"not varied"} and spec.high - spec.low >= 2


def test_one_group_varied():
    """Where one group alone is varied, the title names it."""
    spreads = ("channel_weights", "half_lives", "saturations", "shares", "blends", "cluster_shape")
    _, _, spec = drawn(**{f"uncertainty.{name}": 0 for name in spreads}, **{"uncertainty.drop_events": False})
    assert spec.title == "What moves US-China tension most: weights of event types"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_on_screen(shipped, palette):
    """Bars, the line of the index and every label are drawn, in the palette's colours."""
    spec = shipped[2]
    found = tornado_figure(spec, palette)
    assert list(found.data[0].base) == [bar.low for bar in spec.bars] and found.data[0].marker.color == palette.band
    assert set(found.data[1].x) == {spec.point}
    told = {note.text for note in found.layout.annotations}
    assert {escape(bar.label) for bar in spec.bars} <= told and {f"<b>{share_text(bar)}</b>" for bar in spec.bars} <= told


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf", "csv"])
def test_files(shipped, fmt, tmp_path):
    """Each file is the same twice, is named by its day, and says where it comes from."""
    result, found, spec = shipped
    content = tornado_file(spec, fmt, result.config)
    assert content == tornado_file(spec, fmt, result.config)
    name = tornado_name(found, fmt, result.config)
    assert name == f"us-china-how-sure_{result.through}.{fmt}"
    (tmp_path / name).write_bytes(content)
    assert read_provenance(tmp_path / name)["title"] == spec.title


@pytest.mark.parametrize("size", [(480, 480), (600, 640), (1280, 720)])
def test_words_stand_on_the_page_and_on_no_other(shipped, size):
    """At every size groups and shares lie within the page, one below the other, and the axis above a footer of many lines."""
    result, _, spec = shipped
    spec = replace(spec, footer=f"{spec.footer} {'All rights are reserved. ' * 8}")
    export = result.config.export.model_copy(update={"width": size[0], "height": size[1]})
    with lettered(export):
        fig = tornado_print._figure(spec, export)
        FigureCanvasAgg(fig).draw()
        words = [(text.get_ha(), text.get_window_extent()) for text in fig.axes[0].texts if text.get_ha() != "center"]
        figures = [label.get_window_extent() for label in fig.axes[0].get_xticklabels() if label.get_text()]
        assert min(box.y0 for box in figures) >= max(
            text.get_window_extent().y1 for text in fig.texts if text.get_fontsize() == 8.5
        )
    assert len(words) == 2 * len(spec.bars)
    assert all(box.x0 >= 0 and box.x1 <= fig.bbox.width for _, box in words)
    for side in ("left", "right"):
        column = [box for where, box in words if where == side]
        assert all(upper.y0 >= lower.y1 for upper, lower in pairwise(column))


def test_unknown_format(shipped):
    """A format that is not made is refused in words."""
    with pytest.raises(ExportError, match="--format: found 'gif'"):
        tornado_file(shipped[2], "gif", shipped[0].config)


def test_progress_is_told_from_first_to_last(shipped):
    """The share of the work that is done grows to 1."""
    heard: list[float] = []
    tornado_of(shipped[0], shipped[0].through - timedelta(3), 16, heard.append)
    assert heard == sorted(heard) and heard[0] > 0 and heard[-1] == 1
