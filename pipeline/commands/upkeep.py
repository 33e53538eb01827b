"""What keeps a chronology: check it, add to it, look at its sources, start one for another pair."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, overrides, run_index, say
from pipeline.errors import expected, shown
from pipeline.records import EVENT_COLUMNS


@guarded
def check(config: ConfigPath = DEFAULT, settings: Settings = None) -> None:
    """Validate config and data; one line per problem: file:line: key: found, allowed, did you mean.

    Notes are worth reading but do not fail the check.
    """
    from pipeline.check import check_all

    problems, notes, counted = check_all(config, overrides(settings))
    for note in notes:
        print(f"note: {note}")
    for problem in problems:
        print(problem)
    if problems:
        fail(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}", 1)
    print(f"clean: {counted}")


def _cell(text: str) -> typer.models.OptionInfo:
    return typer.Option(help=text + ".")


@guarded
def add(
    config: ConfigPath = DEFAULT,
    day: Annotated[str, typer.Option("--date", help=EVENT_COLUMNS["date"] + ".")] = "",
    date_end: Annotated[str, _cell(EVENT_COLUMNS["date_end"])] = "",
    precision: Annotated[str, _cell(EVENT_COLUMNS["precision"])] = "",
    reported: Annotated[str, _cell(EVENT_COLUMNS["reported"])] = "",
    title: Annotated[str, _cell(EVENT_COLUMNS["title"])] = "",
    kind: Annotated[str, typer.Option("--type", help=EVENT_COLUMNS["type"] + ".")] = "",
    status: Annotated[str, _cell(EVENT_COLUMNS["status"])] = "happened",
    severity: Annotated[str, _cell(EVENT_COLUMNS["severity"])] = "",
    domain: Annotated[str, _cell(EVENT_COLUMNS["domain"])] = "",
    channels: Annotated[str, _cell(EVENT_COLUMNS["channels"])] = "",
    initiator: Annotated[str, _cell(EVENT_COLUMNS["initiator"])] = "",
    target: Annotated[str, _cell(EVENT_COLUMNS["target"])] = "",
    effective: Annotated[str, _cell(EVENT_COLUMNS["effective"])] = "",
    until: Annotated[str, _cell(EVENT_COLUMNS["until"])] = "",
    ends: Annotated[str, _cell(EVENT_COLUMNS["ends"])] = "",
    replaces: Annotated[str, _cell(EVENT_COLUMNS["replaces"])] = "",
    source: Annotated[
        list[str] | None, typer.Option("--source", help="'name | url | published | seen'. Can be repeated; one is needed.")
    ] = None,
    quote: Annotated[str, _cell(EVENT_COLUMNS["quote"])] = "",
    tone: Annotated[str, _cell(EVENT_COLUMNS["tone"])] = "",
    confidence: Annotated[str, _cell(EVENT_COLUMNS["confidence"])] = "",
    role: Annotated[str, _cell(EVENT_COLUMNS["role"])] = "",
    flags: Annotated[str, _cell(EVENT_COLUMNS["flags"])] = "",
    remark: Annotated[str, typer.Option("--note", help=EVENT_COLUMNS["note"] + ".")] = "",
    name: Annotated[str, typer.Option("--id", help=EVENT_COLUMNS["id"] + "; default: date and title.")] = "",
    rows: Annotated[
        Path | None, typer.Option("--rows", help="Add the rows of a CSV file with the columns of events.csv instead.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and show, save nothing.")] = False,
    settings: Settings = None,
) -> None:
    """Check an event, show which number it moves, and append it to the events file once you agree.

        python -m pipeline add --date 2026-11-20 --type call --domain military --channels defence_ministers \\
            --title "Defence ministers speak by video" --source "Reuters | https://... | 2026-11-20 | 2026-11-21"
    """
    from pipeline.config import load_config
    from pipeline.questions.addition import addition, addition_text
    from pipeline.sources.chronology import new_id, read_chronology, read_new_rows, save

    loaded = load_config(config, overrides(settings))
    standing = read_chronology(loaded)
    if rows and (day or title or kind or source):
        fail("--rows: the file holds the events; leave out --date, --title, --type and --source")
    if rows:
        new = read_new_rows(rows, loaded)
    else:
        given = {
            "date": day, "date_end": date_end, "precision": precision, "reported": reported, "title": title, "type": kind,
            "status": status, "severity": severity, "domain": domain, "channels": channels, "initiator": initiator,
            "target": target, "effective": effective, "until": until, "ends": ends, "replaces": replaces,
            "sources": "\n".join(source or ()), "quote": quote, "tone": tone, "confidence": confidence, "role": role,
            "flags": flags, "note": remark,
        }  # fmt: skip
        new = [{"id": name or new_id(day, title, {row["id"] for row in standing.rows}), **given}]
    print(addition_text(addition(loaded, standing.rows, new)), end="")
    if dry_run:
        return
    if not yes and not typer.confirm(f"Save to {loaded.data.events}?", err=True):
        fail("not saved", 1)
    save(standing, new)
    say(f"saved {len(new)} event{'s' if len(new) != 1 else ''} to {loaded.data.events}")


@guarded
def sources(
    config: ConfigPath = DEFAULT,
    fmt: Annotated[str, typer.Option("--format", help="text or csv.")] = "text",
    settings: Settings = None,
) -> None:
    """Report on the events by year, type and side: how many, on how many sources, and which are weak."""
    from pipeline import load_config
    from pipeline.questions.source_report import report_csv, report_text, source_report
    from pipeline.sources.events import load_reviewed

    formats = {"text": report_text, "csv": report_csv}
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    loaded = load_config(config, overrides(settings))
    print(formats[fmt](source_report(loaded, load_reviewed(loaded))), end="")


@guarded
def robustness(
    config: ConfigPath = DEFAULT,
    share: Annotated[float, typer.Option(min=0.01, max=0.9, help="Share of the events taken out in each draw.")] = 0.3,
    draws: Annotated[int, typer.Option(min=1, max=10_000, help="How often.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    first: Annotated[int, typer.Option("--since", help="First year of the table.")] = 2005,
    settings: Settings = None,
) -> None:
    """Take events out at random and count how often each year's change of the index keeps its sign."""
    from pipeline import load_config, load_events
    from pipeline.questions.robustness import robustness_of, robustness_text

    loaded = load_config(config, overrides(settings))
    found = robustness_of(loaded, load_events(loaded), share, draws, seed, first, say)
    print(robustness_text(found), end="")


@guarded
def sensitivity(
    config: ConfigPath = DEFAULT,
    day: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day in question; default: the last.")] = None,
    samples: Annotated[int, typer.Option(min=16, max=8192, help="Draws for each of the ten parts of the design.")] = 1024,
    settings: Settings = None,
) -> None:
    """Say how sure the index is, which choice moves it most, and what it would be without one channel, domain or source."""
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.how_sure import how_sure_text
    from pipeline.questions.leave_out import left_out, left_out_text
    from pipeline.questions.tornado import tornado_of, tornado_text

    asked = day_option("--on", day)
    result = run_index(config, settings)
    first = result.daily.index[0].date()
    if asked and not first <= asked <= result.through:
        fail(f"--on: found {asked}, the data run from {first} to {result.through}")
    last = asked in (None, result.through)
    if last and (sure := uncertainty_of(result)):
        print(how_sure_text(sure))
    print(tornado_text(tornado_of(result, asked, samples)), end="")
    if last:
        print("\n" + left_out_text(left_out(result)), end="")


@guarded
def new_pair(
    slug: Annotated[str, typer.Argument(help="Folder and short name, e.g. japan-china.")],
    first: Annotated[str, typer.Argument(metavar="AA", help="ISO code of one side, e.g. JP.")],
    second: Annotated[str, typer.Argument(metavar="BB", help="ISO code of the other, e.g. CN.")],
    config: ConfigPath = DEFAULT,
) -> None:
    """Start another pair: data/SLUG with a commented config, an empty events file and no invented facts."""
    from pipeline.config.new_pair import scaffold

    print(scaffold(config, slug, first, second))
