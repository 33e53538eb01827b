"""The history that everyone knows, asserted by sign and rough size, never by a tuned number."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.index.tension import label_of
from pipeline.questions.effective import saturated_share


@pytest.fixture(scope="module")
def daily(result):
    return result.daily


@pytest.fixture(scope="module")
def july(daily):
    """31 July 2022, the eve of the cut-off."""
    return daily.loc["2022-07-31"]


def test_security_jumps_in_august_2022(daily, july):
    """The cut-off of August 2022 raises the security track by 20 points or more."""
    assert daily.loc["2022-08-31", "security"] - july["security"] >= 20


def test_security_stays_high_while_the_lines_are_dead(daily, july):
    """Until the end of October 2023 the security track stays at least 20 points above its July level."""
    assert (daily.loc["2022-08-06":"2023-10-31", "security"] - july["security"]).min() >= 20


def test_security_is_back_by_the_middle_of_2024(daily, july):
    """Once the channels meet again, the security track falls below its July 2022 level by mid-2024."""
    assert daily.loc["2024-01-01":"2024-06-30", "security"].min() < july["security"]


def test_dead_channels_keep_counting(daily, july):
    """From September 2022 to October 2023 the channels' part is at least 15 points higher than before the cut-off."""
    assert (daily.loc["2022-09-01":"2023-10-31", "security_channels"] - july["security_channels"]).min() >= 15


@pytest.mark.parametrize("month", ["2019-09", "2025-04"])
def test_tariff_wars_are_high_in_the_economic_track(daily, month):
    """In autumn 2019 and April 2025 the economic track stands among its highest tenth and above 55."""
    level = daily.loc[month, "economic"].mean()
    assert level > daily["economic"].quantile(0.9)
    assert level > 55


@pytest.mark.parametrize(("since", "peak", "until"), [("1997-06", "1999-05", "2001-03"), ("2000-02", "2001-0[45]", "2003-06")])
def test_crises_are_peaks_of_their_time(daily, since, peak, until):
    """The embassy bombing of May 1999 and the collision of April 2001 are the security peaks of their years."""
    assert daily.loc[since:until, "security"].idxmax().strftime("%Y-%m") in {
        peak,
        peak.replace("[45]", "4"),
        peak.replace("[45]", "5"),
    }


def test_tiananmen_freezes_security(daily):
    """After June 1989 the security track stands above 60."""
    assert daily.loc["1989-06-30", "security"] > 60


WORDS = [
    ("tension", "1989-06-30", "frozen"),
    ("tension", "1999-05-15", "strained"),
    ("tension", "2014-11-15", "warm"),
    ("tension", "2022-07-31", "guarded"),
    ("tension", "2023-06-15", "frozen"),
    ("tension", "2024-06-15", "easing"),
    ("tension", "2025-04-15", "strained"),
    ("security", "2014-11-15", "warm"),
    ("security", "2022-07-31", "easing"),
    ("security", "2023-06-15", "frozen"),
]


@pytest.mark.parametrize(("series", "day", "word"), WORDS, ids=[f"{series} {day}" for series, day, _ in WORDS])
def test_words_fit_the_dates_of_the_page(result, series, day, word):
    """Headline and security carry the words on the dates that METHODOLOGY names for the borders."""
    labels = result.config.index.labels if series == "tension" else result.config.tracks[series].labels
    assert label_of(labels, result.daily.loc[day, series]) == word


def test_no_cell_stands_at_its_ceiling_for_long(result):
    """Since 2005 no cell of flow or measures is saturated on more than one day in ten: what the saturations follow."""
    first = result.row(date(2005, 1, 1))
    for slug in result.config.tracks:
        for component in ("flow", "measures"):
            assert saturated_share(result, slug, component, first) <= 0.1, f"{slug} {component}"
