"""The waterfall: its steps lead from the first level to the last, and every renderer draws each of them once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline import build_index
from pipeline.charts.waterfall import waterfall_chart
from pipeline.charts.waterfall_screen import points_text, waterfall_figure
from pipeline.exports.stamps import read_provenance
from pipeline.exports.waterfall import waterfall_file, waterfall_name
from pipeline.questions.why import why_moved, why_text
from tests.strategies import CONFIG, day, frame, histories, row

ROWS = [
    row(1, channels="dpct", title="Talks & <b>more</b>"),
    *(row(n, date=day(10 + n), type="sanction", title=f"A sanction {n}") for n in range(2, 20)),
    row(30, date=day(90), title="The last word"),
]


def drawn(rows=ROWS, first: int = 0, last: int = 90, **options):
    why = why_moved(build_index(CONFIG, frame(rows)), date.fromisoformat(day(first)), date.fromisoformat(day(last)))
    return why, waterfall_chart(why, **options)


@given(events=histories(), offset=st.integers(0, 1500), length=st.integers(1, 400), most=st.integers(1, 12))
def test_steps_lead_from_level_to_level(events, offset, length, most):
    """Whatever is drawn by itself or in the common bar, the steps add up to the change, and each begins where the last ended."""
    result = build_index(CONFIG, events)
    days = [result.daily.index[min(place, len(result.daily) - 1)].date() for place in (offset, offset + length)]
    if days[0] == days[1]:
        return
    spec = waterfall_chart(why_moved(result, *days), most=most)
    first, *steps, last = spec.steps
    assert first.points + sum(step.points for step in steps) == pytest.approx(last.points, abs=1e-9)
    level = first.points
    for step in steps:
        assert {round(step.low, 9), round(step.high, 9)} == {round(level, 9), round(level + step.points, 9)}
        level += step.points
    for one, other in pairwise([step.when for step in steps if step.kind == "event"]):
        assert one and other
    assert all(spec.low <= step.high <= spec.high for step in spec.steps)


def test_causes_beyond_the_most_share_a_bar():
    """The largest causes have a bar each, in the order of their days; the others stand together, said how many."""
    why, spec = drawn(most=5)
    kinds = [step.kind for step in spec.steps]
    assert kinds[0] == kinds[-1] == "level" and kinds[-2] == "rest"
    assert spec.steps[-2].label == f"{len(why.causes) - 5} smaller ones"
    assert spec.title.startswith("US-China tension rose from")


@pytest.mark.parametrize(
    "first, last, precision, said",
    [
        ("2020-03-01", "2020-03-31", "month", "Mar 2020"),
        ("2020-01-01", "2020-12-31", "year", "2020"),
        ("2020-03-31", "2020-03-31", "day", "31 Mar 2020"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(first, last, precision, said):
    """An event known to the month or the year is not told as of its last day: in the picture, the table of causes, the text."""
    broken = row(2, type="cut_off", title="They broke it off", date=first, date_end=last, precision=precision)
    why, spec = drawn([row(1), broken, row(3, date=day(380), type="personnel")], 0, 380)
    (step,) = (step for step in spec.steps if step.kind == "event")
    assert step.when == said
    assert f"{said}: They broke it off" in why_text(why) and f"They broke it off ({said}, " in why_text(why)
    assert f"{said}: They broke it off" in spec.alt


@pytest.mark.parametrize(
    "before, now, title",
    [
        (48.6, 49.4, "hardly moved: 49 and 49"),
        (44.4, 44.6, "hardly moved: 44 and 45"),
        (48.4, 49.4, "rose from 48 to 49 (guarded)"),
    ],
)
def test_a_title_never_rises_to_the_same_figure(before, now, title):
    """Where both figures are shown alike, or the change is less than half a point, nothing is said to rise or fall."""
    why, _ = drawn()
    (headline, *others) = why.comparison.moves
    vars(why.comparison)["moves"] = (replace(headline, before=before, now=now), *others)
    assert waterfall_chart(why).title == f"US-China tension {title}"


def test_the_screen_draws_each_step_once_and_escapes_its_words():
    """A bar and a label a step; what stands in data is no HTML."""
    _, spec = drawn([*ROWS, row(40, date=day(50), type="cut_off", title="Cut <img src=x>")])
    figure = waterfall_figure(spec)
    assert len(figure.data[0].y) == len(figure.layout.annotations) == len(spec.steps)
    assert list(figure.data[0].text) == [points_text(step) for step in spec.steps]
    assert not any("<img" in text for text in [*figure.data[0].hovertext, *(a.text for a in figure.layout.annotations)])


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf", "csv"])
def test_a_file_tells_where_it_comes_from(fmt, tmp_path):
    """Each format can be read back, and says title and period; the same question gives the same bytes."""
    why, spec = drawn()
    content = waterfall_file(spec, why, fmt, CONFIG)
    path = tmp_path / waterfall_name(why, fmt, CONFIG)
    path.write_bytes(content)
    told = read_provenance(path)
    assert (told["title"], told["filters"]) == (spec.title, "period 2020-01-01 to 2020-03-31; what moved tension")
    assert content == waterfall_file(spec, why, fmt, CONFIG)
    assert path.name == f"us-china-what-moved-tension_2020-01-01_2020-03-31.{fmt}"


def test_the_picture_has_its_size_and_its_words():
    """The PNG is as large as the config asks, and the SVG holds the causes as text."""
    why, spec = drawn()
    assert Image.open(BytesIO(waterfall_file(spec, why, "png", CONFIG))).size == (2560, 1440)
    text = " ".join(ElementTree.fromstring(waterfall_file(spec, why, "svg", CONFIG)).itertext())
    assert "A sanction 9" in text and spec.footer.split(".")[0] in text
