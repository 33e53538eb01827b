"""The sentences, dates and signs that answers, charts and pages share; every string in one place."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from pipeline.index import IndexResult
from pipeline.index.tension import label_of
from pipeline.records import COMPONENTS

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """5 Aug 2022, in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def direction_sign(direction: int) -> str:
    """The sign that stands beside the colour; + is thaw."""
    return {1: "+", -1: "−"}.get(direction, "±")


def side_name(direction: int) -> str:
    """Thaw, freeze or neutral."""
    return {1: "thaw", -1: "freeze"}.get(direction, "neutral")


def event_date_text(event: pd.Series) -> str:
    """An event's date as precisely as it is known: 5 Aug 2022, 8–9 Jan 2024, Apr 2001, 2020."""
    first, last = event["date"].date(), event["date_end"].date()
    if event["precision"] == "year":
        return str(first.year)
    if event["precision"] == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_text(last)}"
    return f"{day_text(first)} – {day_text(last)}"


def change_text(points: float) -> str:
    """Up or down in words, to one decimal."""
    if abs(points) < 0.05:
        return "unchanged"
    return f"{'up' if points > 0 else 'down'} {abs(points):.1f}"


def kept_text(share: float) -> str:
    """What stands beside a change, everywhere: sign kept in 97 % of draws. Never 100 % where one draw turns it, nor 0 %."""
    percent = round(share * 100)
    if percent == 100 and share < 1:
        return "sign kept in over 99 % of draws"
    if percent == 0 and share > 0:
        return "sign kept in under 1 % of draws"
    return f"sign kept in {percent} % of draws"


def kept_beside(points: float, kept: float | None) -> str:
    """The phrase, or nothing where there are no draws or the change does not show in one decimal."""
    return "" if kept is None or change_text(points) == "unchanged" else kept_text(kept)


KEPT_PENDING = "sign kept in … of draws"
"""Stands where the share will stand, as long as the draws are being made."""


def moved_text(points: float, kept: float | None, span: str = "") -> str:
    """Up 3.2 in 30 days, sign kept in 97 % of draws."""
    text = change_text(points) + (f" {span}" if span else "")
    return f"{text}, {sure}" if (sure := kept_beside(points, kept)) else text


def kept_help(draws: int, bias: float | None) -> str:
    """What the share means, what it leaves out, and where the draws lean: `bias` of the headline on the last day, where known."""
    text = (
        f"The index is drawn {draws} times, each time with other weights, half-lives, saturations, shares and blends, with more "
        "or less said by a day's news, and without some of the doubtful events. The share is of the draws in which the change "
        f"has the same sign. {NOT_COVERED}"
    )
    return text if bias is None else f"{text} {bias_text(bias)}"


def bias_text(bias: float) -> str:
    """By how much the draws lean to one side on the last day."""
    where = f"{abs(bias):.1f} points {'above' if bias > 0 else 'below'} the index" if abs(bias) >= 0.05 else "on the index"
    return f"On the last day the median of the draws lies {where}; draws lose events, and the index keeps them all."


NOT_COVERED = "Not covered are events that nobody recorded, and a bias that all sources share."
"""Stands wherever a band is explained."""


def band_text(draws: int) -> str:
    """What a chart says of its band."""
    return f"band: 5 to 95 % of {draws} draws, within it 25 to 75 %"


UNREVIEWED_MARK = "Unreviewed: "
"""Stands before the title of a candidate that nobody has reviewed."""


def unreviewed_candidates(count: int) -> str:
    """3 unreviewed candidates."""
    return f"{count} unreviewed candidate{'s' if count != 1 else ''}"


def includes_unreviewed(result: IndexResult) -> str:
    """What stands under every chart of a run that counts candidates; empty where it counts none."""
    return f"includes {unreviewed_candidates(result.unreviewed)}" if result.unreviewed else ""


def marked_title(event: pd.Series | dict) -> str:
    """An event's title, marked where nobody has reviewed it."""
    return f"{UNREVIEWED_MARK}{event['title']}" if event["unreviewed"] else str(event["title"])


def draft_title(result: IndexResult, start: date, end: date) -> str:
    """A message title for a period: where it ends, and against what."""
    values = result.tension.iloc[result.row(start) : result.row(end) + 1]
    last, change = values.iloc[-1], values.iloc[-1] - values.iloc[0]
    word = label_of(result.config.index.labels, last)
    now = values.index[-1].date() == result.through
    head = f"{result.config.pair.name} tension {'is' if now else 'was'} {word} at {last:.0f}"
    if not now:
        head += f" on {day_text(values.index[-1].date())}"
    if abs(change) < 1:
        return f"{head}, where it stood on {day_text(values.index[0].date())}"
    direction = "above" if change > 0 else "below"
    return (
        f"{head}, {abs(change):.0f} point{'s' if round(abs(change)) != 1 else ''} {direction} {day_text(values.index[0].date())}"
    )


def in_word_since(result: IndexResult, row: int) -> date:
    """The first day of the unbroken run in which the headline has had the word it has on a row."""
    labels = result.config.index.labels
    word = label_of(labels, result.tension.iat[row])
    while row > 0 and label_of(labels, result.tension.iat[row - 1]) == word:
        row -= 1
    return result.daily.index[row].date()


def change_over(result: IndexResult, days: int, column: str = "tension") -> float | None:
    """Change over the last `days` days; None where the series is shorter."""
    end = result.through
    if result.daily.index[0].date() > end - timedelta(days=days):
        return None
    return float(result.daily[column].iat[-1] - result.daily[column].iat[result.row(end - timedelta(days=days))])


def why_today(result: IndexResult) -> str:
    """The cells that cool and warm the headline most today, in points of headline."""
    cells = [
        (track.share * float(result.daily[f"{slug}_{component}"].iat[-1]), f"{track.label.lower()} {component}")
        for slug, track in result.config.tracks.items()
        for component in COMPONENTS
    ]
    colder = [(points, name) for points, name in sorted(cells, reverse=True) if points >= 0.05][:2]
    warmer = [(points, name) for points, name in sorted(cells) if points <= -0.05][:2]
    parts = []
    for verb, found in (("cools", colder), ("warms", warmer)):
        if found:
            listed = " and ".join(f"{name} ({'+' if points > 0 else '−'}{abs(points):.1f})" for points, name in found)
            parts.append(f"What {verb} it most: {listed}.")
    return " ".join(parts) or "Nothing moves it: no news, no known channel, no measure."


def in_markdown(line: str) -> str:
    """A line that reads the same when it is taken for Markdown."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#$|~:" else character for character in line)
