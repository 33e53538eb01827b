"""What changed between a day and the last: numbers, words, channel states, measures; in plain sentences."""

from __future__ import annotations

from datetime import date

from pipeline.charts.words import day_text
from pipeline.index import IndexResult
from pipeline.index.tension import label_of


def changes_since(result: IndexResult, day: date) -> list[str]:
    """One sentence a change, the headline first; Markdown characters from data are escaped."""
    then = result.row(day)
    lines = [_number(result, "Tension", "tension", result.config.index.labels, then)]
    for slug, track in result.config.tracks.items():
        lines.append(_number(result, track.label, slug, track.labels, then))
    lines += _channel_changes(result, then)
    lines += _measure_changes(result, then)
    return [_plain(line) for line in lines]


def _number(result: IndexResult, name: str, column: str, labels: list, then: int) -> str:
    before, now = float(result.daily[column].iat[then]), float(result.daily[column].iat[-1])
    was, is_ = label_of(labels, before), label_of(labels, now)
    words = f"still {is_}" if was == is_ else f"from {was} to {is_}"
    return f"{name} from {before:.0f} to {now:.0f}, {words}"


def _channel_changes(result: IndexResult, then: int) -> list[str]:
    lines = []
    for slug, daily in result.channels.items():
        was, now = daily["state"].iat[then], daily["state"].iat[-1]
        if was != now and now != "unknown":
            since = daily.index[int(daily["since"].iat[-1]) - result.start].date()
            lines.append(f"{result.config.channels[slug].name}: {was} → {now} ({day_text(since)})")
    return lines or ["No channel changed its state"]


def _measure_changes(result: IndexResult, then: int) -> list[str]:
    first, last = result.row_day(then), result.row_day(-1)
    titles = dict(zip(result.scored["id"], result.scored["title"], strict=True))
    lines = []
    for measure in result.measures:
        before = measure.left_on(first) if measure.start <= first < measure.stop else 0.0
        now = measure.left_on(last) if measure.start <= last < measure.stop else 0.0
        title = titles[measure.event]
        if before == 0 and now > 0:
            lines.append(f"In force: {title}")
        elif before > 0 and now == 0:
            lines.append(f"Ended: {title}")
        elif now < before:
            lines.append(f"Eased to {now:.0%}: {title}")
        elif now > before:
            lines.append(f"Back to {now:.0%}: {title}")
    return lines


def _plain(line: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#$|~:" else character for character in line)
