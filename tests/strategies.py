"""Random but valid histories, shared by the property tests."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from pipeline import load_config
from pipeline.sources.events import events_from_rows

CONFIG = load_config("config.yaml")
FIRST = date(2020, 1, 1)
MEASURES = [slug for slug, kind in CONFIG.event_types.items() if kind.effect == "measure"]


def day(offset: int) -> str:
    return (FIRST + timedelta(days=offset)).isoformat()


def row(number: int = 0, **cells: str) -> dict[str, str]:
    """One valid row; cells given override the defaults."""
    defaults = {
        "id": f"e{number}",
        "date": day(0),
        "title": f"event {number}",
        "type": "talks",
        "status": "happened",
        "domain": "military",
        "tone": "0",
    }
    return defaults | cells


def frame(rows: list[dict], config=CONFIG):
    """Rows as a checked events frame."""
    return events_from_rows(rows, config)


@st.composite
def rows(draw, most: int = 12, plans: bool = True) -> list[dict[str, str]]:
    """Up to `most` rows over three years: days, months, spans, plans, measures with reliefs, replacements."""
    found: list[dict[str, str]] = []
    for number in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, 1000))
        length = draw(st.sampled_from([0, 0, 0, 1, 5, 40]))
        kind = draw(st.sampled_from(list(CONFIG.event_types)))
        status = draw(st.sampled_from(["happened"] * 4 + ["announced", "denied"] + (["planned", "proposed"] if plans else [])))
        cells = {
            "date": day(start),
            "date_end": day(start + length),
            "precision": "span" if length else "day",
            "type": kind,
            "status": status,
            "severity": draw(st.sampled_from("12345")),
            "domain": draw(st.sampled_from(list(CONFIG.domains))),
            "channels": ";".join(draw(st.lists(st.sampled_from([*CONFIG.channels, "military/*"]), max_size=3, unique=True))),
            "tone": f"{draw(st.integers(-10, 10)) / 10}",
            "reported": day(start - draw(st.integers(1, 200)) if status in ("planned", "proposed") else start + length),
        }
        if kind in MEASURES:
            cells["effective"] = draw(st.sampled_from(["", day(start + 30)]))
            cells["until"] = draw(st.sampled_from(["", day(start + 300)]))
        earlier = [other["id"] for other in found]
        if earlier and draw(st.booleans()):
            cells["replaces"] = draw(st.sampled_from(earlier))
        measures = [other["id"] for other in found if other["type"] in MEASURES]
        if measures and draw(st.booleans()):
            cells["ends"] = f"{draw(st.sampled_from(measures))}:{draw(st.sampled_from(['0.25', '0.5', '1']))}"
            cells["until"] = draw(st.sampled_from(["", day(start + length + 100)]))
        found.append(row(number, **cells))
    return found


@st.composite
def histories(draw, most: int = 12):
    """An events frame that can be built into an index."""
    return frame(draw(rows(most=most)))
