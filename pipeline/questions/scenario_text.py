"""A scenario in words and as a table: for the command line, a mail, a file."""

from __future__ import annotations

import pandas as pd

from pipeline.questions.causes import Cause
from pipeline.questions.compare import Move
from pipeline.questions.scenario import Scenario, Turn
from pipeline.words import day_text

NOT_A_FORECAST = (
    "A scenario, not the published index and not a forecast: it says what these events would count, not how likely they are."
)


def scenario_filters(found: Scenario) -> str:
    """What an export says of itself, so that nobody takes it for the published series."""
    said = "; ".join(item.text for item in found.what_ifs) or "no event"
    return f"scenario, not the published series: {said}; until {found.until}"


def scenario_title(found: Scenario) -> str:
    """The finding: where the path ends, and how far that is from where it ends when nothing happens."""
    name, last = found.config.pair.name, found.after[-1][1][0]
    where = f"{name} tension {last.now:.0f} ({last.word}) on {day_text(found.until)}"
    if not found.what_ifs:
        return f"Scenario, nothing happens: {where}"
    change = last.now - last.before
    if abs(change) < 0.5:
        return f"Scenario: {where}, much as if nothing happens"
    points = f"{abs(change):.0f} point{'s' if round(abs(change)) != 1 else ''}"
    return f"Scenario: {where}, {'colder' if change > 0 else 'warmer'} by {points}"


def turn_text(turn: Turn, assumed: bool = True) -> str:
    """Tension is guarded; if nothing happens, it stays so; with the events, easing from 3 Dec 2026."""
    told = f"{turn.name} is {turn.was}; if nothing happens, {_until(turn.nothing_day, turn.nothing_word)}"
    if not assumed:
        return told
    if (turn.day, turn.word) == (turn.nothing_day, turn.nothing_word):
        return f"{told}; with the events too"
    return f"{told}; with the events, {_until(turn.day, turn.word)}"


def cause_text(cause: Cause) -> str:
    """-1.25  1 Dec 2026: Resumption: Defense Policy Coordination Talks."""
    return f"{cause.points:+7.2f}  {f'{cause.when}: ' if cause.day else ''}{cause.label}"


def scenario_text(found: Scenario) -> str:
    """The whole answer as plain text."""
    lines = [scenario_title(found), NOT_A_FORECAST, ""]
    lines += [f"  {item.text}" for item in found.what_ifs]
    lines += [""] if found.what_ifs else []
    moved = [move for _, series in found.after for move in series]
    name = max(24, *(len(move.name) + 4 for move in moved))
    value = max(24, *(len(_value(*pair)) + 2 for move in moved for pair in ((move.before, move.was), (move.now, move.word))))
    lines += [f"{'':{name}}{'nothing happens':>{value}}{'with the events':>{value}}"]
    for day, series in found.after:
        lines.append(f"{day_text(day)} (+{(day - found.through).days} days)")
        for move in series:
            before, now = _value(move.before, move.was), _value(move.now, move.word)
            lines.append(f"  {move.name:{name - 2}}{before:>{value}}{now:>{value}}")
    lines += ["", *(f"{turn_text(turn, bool(found.what_ifs))}." for turn in found.turns)]
    if found.causes:
        total = sum(cause.points for cause in found.causes)
        lines += ["", f"What each event moves on {day_text(found.until)}, in points of headline:"]
        lines += [*(cause_text(cause) for cause in found.causes), f"{total:+7.2f}  together"]
    return "\n".join(lines) + "\n"


def scenario_table(found: Scenario) -> pd.DataFrame:
    """Both paths day by day: date, then each series without and with the events, unrounded."""
    table = pd.DataFrame({"date": found.path.index.strftime("%Y-%m-%d")})
    for column in found.path:
        table[f"{column}_nothing_happens"] = found.nothing[column].to_numpy()
        table[f"{column}_scenario"] = found.path[column].to_numpy()
    return table


def change_word(move: Move) -> str:
    """How far the path with the events is from that without."""
    change = move.now - move.before
    return "none" if abs(change) < 0.05 else f"{abs(change):.1f} {'colder' if change > 0 else 'warmer'}"


def _value(value: float, word: str) -> str:
    return f"{value:.1f} {word}"


def _until(day: object, word: str) -> str:
    return f"{word} from {day_text(day)}" if day else "it stays so"  # type: ignore[arg-type]
