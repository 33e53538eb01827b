"""Made-up histories of any size, with the mix of types, channels and measures of the shipped one."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

FIRST = date(1989, 1, 1)
DAYS = 13_700


def write_history(source: Path, number: int, target: Path) -> None:
    """`number` events drawn from a chronology with replacement, on random days; ids unique, no references kept but reliefs."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    draw = random.Random(1)
    made = []
    for count in range(number):
        row = dict(draw.choice(rows))
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        row |= {
            "id": f"m{count}",
            "precision": "day",
            **dict.fromkeys(("date", "date_end", "reported"), day.isoformat()),
            "effective": "",
            "until": "",
            "ends": "",
            "replaces": "",
            "status": "happened",
        }
        measures = made[-1]["id"] if made and made[-1]["type"] in ("tariff", "sanction", "export_control") else ""
        if measures and row["type"] == "sanction_relief":
            row["ends"] = f"{measures}:0.5"
        made.append(row)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
