"""The period of a chart: years up to the last day, all of them, or two days of the reader's own; kept in the URL."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pipeline.index import IndexResult
from pipeline.words import day_text

PERIODS = {"1y": "1 year", "2y": "2 years", "5y": "5 years", "10y": "10 years", "all": "All"}
OWN = {"custom": "Dates"}


def period(result: IndexResult, key: str, default: str, days: tuple[str, str] | None = None) -> tuple[date, date]:
    """First and last day. `days`: the keys of two fields for days of one's own; nonsense in the URL falls back to the default."""
    first, last = result.daily.index[0].date(), result.through
    options = PERIODS | (OWN if days else {})
    choice = st.segmented_control(
        "Period of the chart",
        list(options),
        format_func=options.get,
        default=default,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    if days and choice in OWN:
        return _own(first, last, *days)
    years = 0 if choice == "all" else int((choice or default)[:-1])
    return (max(first, last - timedelta(days=round(365.25 * years))) if years else first), last


def _own(first: date, last: date, start_key: str, end_key: str) -> tuple[date, date]:
    left, right, _ = st.columns([1, 1, 3])
    early = max(first, last - timedelta(days=730))
    start = left.date_input("From", early, first, last, key=start_key, bind="query-params", format="YYYY-MM-DD") or early
    end = right.date_input("To", last, first, last, key=end_key, bind="query-params", format="YYYY-MM-DD") or last
    if start < end:
        return start, end
    st.warning(f"The period starts on {day_text(start)} and ends on {day_text(end)}; shown is the whole series.")
    return first, last
