"""What a person chose for a chart: pins and drops hold, wordings and notes stay text, and a link gives all of it back."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import parse_qs, urlencode

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.charts.choices import (
    LONGEST_WORDING,
    MOST_BADGES,
    Choices,
    Note,
    from_link,
    in_link,
    read_note,
    read_wording,
    within,
)  # fmt: skip
from pipeline.charts.tension import tension_chart
from pipeline.config.contrast import darkened, on_white
from pipeline.errors import ExportError
from pipeline.exports.chart import chart_table, tension_file
from pipeline.exports.embed import frame_html, image_html, image_markdown
from tests.charts.test_spec import END, START, built, busy
from tests.exports.test_payloads import PAYLOADS

IDS = [f"e{number}" for number in range(60)]
MADE = built(busy(60), **{"chart.badges": 12, "chart.badge_threshold": 0.5})
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60).filter(
    lambda text: text.strip() == text
)


@st.composite
def choices(draw):
    """Choices that can be made of the history above."""
    pinned = draw(st.lists(st.sampled_from(IDS), max_size=MOST_BADGES, unique=True))
    dropped = draw(st.lists(st.sampled_from([event for event in IDS if event not in pinned]), max_size=20, unique=True))
    wordings = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(["Short words", "=1+1", "会谈"]), max_size=3))
    notes = draw(st.lists(st.builds(Note, st.dates(START, END), st.just("A note")), max_size=3, unique=True))
    count = draw(st.none() | st.integers(0, MOST_BADGES))
    return Choices(count, tuple(pinned), tuple(dropped), tuple(wordings.items()), tuple(notes))


@settings(max_examples=40, deadline=None)
@given(choices())
def test_pins_drops_and_numbers(made):
    """Pinned events are always in, dropped ones never; numbers run from 1, each once, at most 40, in order of date."""
    spec = tension_chart(MADE, START, END, choices=made)
    shown = [entry.event for entry in spec.entries]
    assert set(made.pinned) <= set(shown) and not set(made.dropped) & set(shown)
    assert [entry.number for entry in spec.entries] == list(range(1, len(shown) + 1)) and len(set(shown)) == len(shown)
    assert len(shown) <= max(12 if made.badges is None else made.badges, len(made.pinned)) <= MOST_BADGES
    assert [entry.day for entry in spec.entries] == sorted(entry.day for entry in spec.entries)
    assert [note.letter for note in spec.notes] == list("ABC")[: len(made.notes)]


@settings(max_examples=20, deadline=None)
@given(choices(), st.randoms())
def test_the_same_choices_give_the_same_chart(made, order):
    """In whatever order choices were made, the chart and what it says of itself are the same, and the line never moves."""
    parts = [list(part) for part in (made.pinned, made.dropped, made.wordings, made.notes)]
    for part in parts:
        order.shuffle(part)
    again = Choices(made.badges, *map(tuple, parts))
    assert again == made
    one, other, plain = (tension_chart(MADE, START, END, choices=chosen) for chosen in (made, again, Choices()))
    assert (one.entries, one.badges, one.provenance, one.footer) == (other.entries, other.badges, other.provenance, other.footer)
    assert list(one.lines[0].values) == list(plain.lines[0].values)
    points = {entry.event: entry.points for entry in plain.entries}
    assert all(entry.points == points.get(entry.event, entry.points) for entry in one.entries)


def test_the_same_choices_give_the_same_file():
    """A picture with pins, wordings and notes has the same bytes whenever it is drawn."""
    made = Choices(8, ("e3",), ("e5",), (("e3", "In short"),), (Note(date(2020, 6, 1), "A note"),))
    small = MADE.config.export.model_copy(update={"width": 640, "height": 480, "scale": 1})
    once, again = (tension_file(tension_chart(MADE, START, END, choices=made), "png", MADE, small) for _ in range(2))
    assert once == again != tension_file(tension_chart(MADE, START, END), "png", MADE, small)


@given(choices(), LINES)
def test_a_link_gives_the_choices_back(made, words):
    """What an address says of choices reads back as the same choices, whatever letters are in the words."""
    made = Choices(made.badges, made.pinned, made.dropped, (*made.wordings, ("e1", words)), made.notes)
    query = {key: values[0] for key, values in parse_qs(urlencode(in_link(made)), strict_parsing=True).items()}
    assert from_link(query) == (made, [])


@given(st.dictionaries(st.sampled_from(["badges", "pin", "drop", "say", "note", "x"]), st.text(max_size=40)))
def test_any_link_is_read(query):
    """Whatever a link says, it gives choices and sentences, and never raises."""
    made, problems = from_link(query)
    assert isinstance(made, Choices) and all(isinstance(problem, str) and problem for problem in problems)


@pytest.mark.parametrize("query", [{"say": "[" * 9000}, {"badges": "9" * 5000}, {"note": '["2020-01-01 a"]' * 2}, {"say": "1"}])
def test_a_broken_link_leaves_the_rest(query):
    """A part that cannot be used is left out, and the rest stands."""
    made, problems = from_link({**query, "pin": "e1"})
    assert made == Choices(pinned=("e1",)) and len(problems) == 1


@pytest.mark.parametrize(("make", "said"), [
    (lambda: Choices(pinned=("a",), dropped=("a",)), "in both"),
    (lambda: Choices(badges=41), "allowed: 0 to 40"),
    (lambda: Choices(pinned=tuple(IDS)), "at most 40"),
    (lambda: Choices(notes=tuple(Note(START, str(n)) for n in range(4))), "at most 3"),
    (lambda: Choices(wordings=(("a", "x" * (LONGEST_WORDING + 1)),)), "at most 160"),
    (lambda: Choices(wordings=(("a", "x\u202ey"),)), "U+202E"),
    (lambda: Choices(notes=(Note(START, "two\nlines"),)), "U+000A"),
    (lambda: Choices(wordings=(("a", " "),)), "is empty"),
    (lambda: read_note("soon They meet"), "expected a date and a text"),
    (lambda: read_note("2023-11-15"), "is empty"),
    (lambda: read_wording("e1"), "is empty"),
])  # fmt: skip
def test_what_is_refused(make, said):
    """What contradicts itself, is too much, or cannot be shown is refused in one sentence."""
    with pytest.raises(ExportError, match=said.replace("+", r"\+")) as refused:
        make()
    assert "\n" not in str(refused.value)


def test_what_a_period_cannot_follow():
    """An unknown event and a note outside the period are told with the nearest id, and left out of what can be drawn."""
    made = Choices(pinned=("e1", "e1x"), notes=(Note(date(2030, 1, 1), "Later"),))
    kept, problems = within(made, IDS, START, END)
    assert kept == Choices(pinned=("e1",)) and len(problems) == 2 and "did you mean 'e1'?" in problems[0]
    with pytest.raises(ExportError, match="no event that counts"):
        tension_chart(MADE, START, END, choices=made)


def test_own_words_are_said_to_be_own():
    """A reworded title keeps its id in the metadata, and footer and filters say whose words it and the notes are."""
    spec = tension_chart(MADE, START, END, choices=Choices(None, ("e0",), (), (("e0", "In short"),), (Note(START, "A note"),)))
    entry = next(entry for entry in spec.entries if entry.event == "e0")
    assert entry.title == "In short" and entry.reworded
    assert spec.footer.endswith(f"In the analyst's own words: event {entry.number} and the note.")
    assert "in the analyst's words e0" in spec.provenance.filters and "2020-01-01: A note" in spec.provenance.filters


@pytest.mark.parametrize("text", PAYLOADS)
def test_words_and_notes_stay_text(text):
    """Nothing that stands in a wording or note becomes a formula, a tag or a link of its own."""
    made = Choices(3, ("e0",), (), (("e0", text),), (Note(date(2020, 3, 1), text),))
    spec = tension_chart(MADE, START, END, choices=made)
    table = chart_table(spec)
    assert not any(cell.startswith(("=", "+", "-", "@")) for column in ("events", "notes") for cell in table[column])
    page = tension_file(spec, "html", MADE).decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<a href='javascript" not in page
    for lines in (image_html(spec, "a.png", text), frame_html(spec, "a.html", text)):
        assert "<script" not in lines and "<svg" not in lines and "onerror=alert(3)>" not in lines.replace("&gt;", "")
    assert "<script" not in image_markdown(spec, "a.png", text).replace("\\<", "")


def test_a_workbook_takes_words_as_text():
    """Wordings and notes that look like formulas are strings in the workbook."""
    made = Choices(3, ("e0",), (), (("e0", "=1+1"),), (Note(date(2020, 3, 1), "=2+2"),))
    book = openpyxl.load_workbook(io.BytesIO(tension_file(tension_chart(MADE, START, END, choices=made), "xlsx", MADE)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any("=2+2" in str(cell.value) for cell in cells)


@given(st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True), st.sampled_from([3.0, 4.5]))
def test_a_darkened_colour_can_be_read(colour, least):
    """A colour made darker reaches the contrast, and one that has it stays."""
    found = darkened(colour, least)
    assert on_white(found) >= least
    assert found.upper() == colour.upper() or on_white(colour) < least


def test_the_contrast_of_known_colours():
    """Black on white is 21 to 1, white on white 1 to 1, the thaw of the dashboard about 5 to 1."""
    assert on_white("#000000") == pytest.approx(21) and on_white("#FFFFFF") == 1
    assert on_white("#0072B2") == pytest.approx(5.2, abs=0.1)
