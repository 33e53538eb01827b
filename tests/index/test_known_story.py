"""The history that everyone knows, asserted by sign and rough size, never by a tuned number."""

from __future__ import annotations

import pytest


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


def test_words_fit_the_dates_they_were_chosen_for(result):
    """Security is frozen in June 2023 and warm in June 2024, as METHODOLOGY says of the borders."""
    from pipeline.index.tension import label_of

    labels = result.config.tracks["security"].labels
    assert label_of(labels, result.daily.loc["2023-06-15", "security"]) == "frozen"
    assert label_of(labels, result.daily.loc["2024-06-15", "security"]) == "warm"
