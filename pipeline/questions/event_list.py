"""The chronology as a list: newest first, what each event adds to the headline on the last day, and who comes next."""

from __future__ import annotations

import pandas as pd

from pipeline.index import IndexResult
from pipeline.sources.cells import safe_text
from pipeline.words import direction_sign, event_date_text, marked_title

SIDES = {1: "thaw", -1: "freeze", 0: "neutral"}


def newest_first(events: pd.DataFrame) -> pd.DataFrame:
    """Events from the last day known of each backwards; those of one day by id."""
    return events.sort_values(["date_end", "id"], ascending=False, kind="stable")


def event_rows(result: IndexResult, events: pd.DataFrame, points: dict[str, float] | None) -> pd.DataFrame:
    """What a list shows of each event, in the order given; text that a spreadsheet would run is made safe.

    `points`: of headline today, by event; None leaves them out, as for a method without exact parts.
    """
    kinds = {slug: kind.label for slug, kind in result.config.event_types.items()}
    names = {slug: channel.name for slug, channel in result.config.channels.items()}
    return pd.DataFrame(
        {
            "Date": [event_date_text(event) for _, event in events[["date", "date_end", "precision"]].iterrows()],
            "Direction": [f"{SIDES[way]} {direction_sign(way)}" for way in events["direction"]],
            "Title": [safe_text(marked_title(event)) for event in events[["title", "unreviewed"]].to_dict("records")],
            "Type": [
                kinds[kind] if status == "happened" else f"{kinds[kind]} ({status})"
                for kind, status in zip(events["type"], events["status"], strict=True)
            ],
            "Channels": [safe_text(", ".join(names[slug] for slug in channels)) for channels in events["channels"]],
            "Score": events["score"].to_numpy().round(2),
            "Points today": None if points is None else [round(points.get(event, 0.0), 2) + 0.0 for event in events["id"]],
        }
    )


def neighbours(events: pd.DataFrame, event: str) -> tuple[str | None, str | None]:
    """The events before and after one in time; None at an end, and for an event that is not among them."""
    order = newest_first(events)["id"].tolist()
    if event not in order:
        return None, None
    place = order.index(event)
    return (order[place + 1] if place + 1 < len(order) else None), (order[place - 1] if place else None)
