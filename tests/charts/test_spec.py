"""What a chart shows is decided once, in the spec, and the same input gives the same chart."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from pipeline import build_index, load_config
from pipeline.charts.badges import BADGE_WIDTH, NARROWEST_PLOT
from pipeline.charts.tension import tension_chart
from pipeline.records import Episode
from pipeline.words import draft_title, event_date_text
from tests.strategies import CONFIG, day, frame, row

START, END = date(2020, 1, 1), date(2021, 12, 31)


def built(rows, **overrides):
    config = load_config(overrides={"data.through": END, **overrides})
    return build_index(config, frame(rows, config))


def busy(number=60):
    """A history with many events on few days."""
    kinds = ["cut_off", "talks", "tariff", "refusal", "resumption"]
    return [row(n, type=kinds[n % 5], channels="dpct", date=day(7 * (n // 3)), severity="5") for n in range(number)]


@pytest.fixture(scope="module")
def spec():
    return tension_chart(built(busy(), **{"chart.badges": 25, "chart.badge_threshold": 0.0}), START, END)


def test_every_number_stands_once_in_the_list(spec):
    """The numbers on the badges are those of the list, each once and in order of date."""
    numbers = [entry.number for badge in spec.badges for entry in badge.entries]
    assert numbers == [entry.number for entry in spec.entries] == list(range(1, 26))
    assert [entry.day for entry in spec.entries] == sorted(entry.day for entry in spec.entries)


def test_badges_stay_apart_on_a_phone(spec):
    """At the narrowest width two badges in one lane do not touch."""
    at = {badge: (badge.day - spec.start).days / len(spec.days) * NARROWEST_PLOT for badge in spec.badges}
    for a, b in combinations(spec.badges, 2):
        assert a.lane != b.lane or abs(at[a] - at[b]) >= BADGE_WIDTH * 0.99


def test_one_badge_a_day(spec):
    """Events of one day share a badge that names its first and last number."""
    assert len({badge.day for badge in spec.badges}) == len(spec.badges)
    assert any("–" in badge.text for badge in spec.badges)


def test_the_largest_moves_are_named_and_the_rest_counted():
    """The events that moved the index most get the numbers, and the chart says how many did not."""
    rows = [row(1), row(2, type="cut_off", channels="dpct;mmca", date=day(50), severity="5"), row(3, date=day(90))]
    spec = tension_chart(built(rows, **{"chart.badges": 1, "chart.badge_threshold": 0.1}), START, END)
    assert [entry.event for entry in spec.entries] == ["e2"]
    assert spec.not_shown == "2 more events of 0.1 points or more are not numbered"


def test_same_input_same_chart():
    """Ties are broken by date and id, so the order of the rows changes nothing."""
    rows = busy()
    one, other = (tension_chart(built(items), START, END) for items in (rows, rows[::-1]))
    assert one.entries == other.entries and one.badges == other.badges


def test_an_event_outside_the_period_gets_no_badge():
    """Only what acted within the period is numbered."""
    spec = tension_chart(built(busy()), date(2020, 2, 1), date(2020, 3, 1))
    assert all(date(2020, 2, 1) <= entry.day <= date(2020, 3, 1) for entry in spec.entries)


def test_plans_and_denials_are_not_numbered():
    """What has not happened does not annotate the past."""
    plan = row(1, type="summit", status="planned", date=day(200), reported=day(5), severity="5")
    rows = [row(0), plan, row(2, type="cut_off", status="denied")]
    spec = tension_chart(built(rows, **{"chart.badge_threshold": 0.0}), START, END)
    assert [entry.event for entry in spec.entries] == ["e0"]


def test_periods_are_cut_to_the_data():
    """A period beyond the data shows what there is."""
    spec = tension_chart(built([row(1)]), date(1900, 1, 1), date(2099, 1, 1))
    assert (spec.start, spec.end) == (START, END)


def test_episodes_are_cut_to_the_period():
    """A shaded episode never runs outside the plot, and one outside the period is left out."""
    episodes = [
        Episode("a", "A", date(2019, 1, 1), date(2020, 3, 1)),
        Episode("b", "B", date(2015, 1, 1), date(2016, 1, 1)),
        Episode("c", "C", date(2021, 6, 1), None),
    ]
    spec = tension_chart(built([row(1)]), START, END, episodes=episodes)
    assert [(band.label, band.start, band.end) for band in spec.episodes] == [
        ("A", START, date(2020, 3, 1)),
        ("C", date(2021, 6, 1), END),
    ]


def test_tracks_keep_their_look():
    """A track is drawn the same whichever others are shown."""
    result = built([row(1)])
    alone = tension_chart(result, START, END, ("economic",)).lines[1]
    together = tension_chart(result, START, END, tuple(CONFIG.tracks)).lines[3]
    assert (alone.slug, alone.place) == (together.slug, together.place) == ("economic", 2)


def test_the_title_says_the_finding():
    """The drafted title has the pair, the word, the number and the change."""
    result = built([row(1), row(2, type="cut_off", channels="military/*", date=day(400), severity="5")])
    title = draft_title(result, START, END)
    assert title.startswith("US-China tension is ") and " points above 1 Jan 2020" in title
    assert draft_title(result, START, date(2020, 6, 1)).startswith("US-China tension was ")


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        ("2022-08-05", "2022-08-05", "day", "5 Aug 2022"),
        ("2024-01-08", "2024-01-09", "span", "8–9 Jan 2024"),
        ("2023-11-29", "2023-12-02", "span", "29 Nov – 2 Dec 2023"),
        ("2023-12-30", "2024-01-02", "span", "30 Dec 2023 – 2 Jan 2024"),
        ("2001-04-01", "2001-04-30", "month", "Apr 2001"),
        ("2001-01-01", "2001-12-31", "year", "2001"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(first, last, precision, text):
    """An event's date is written as precisely as it is known, no more."""
    events = frame([row(1, date=first, date_end=last, precision=precision)])
    assert event_date_text(events.iloc[0]) == text
