"""What if: paths beyond the last day of the data, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, overrides, save_file
from pipeline.errors import expected, shown


@guarded
def scenario(
    config: ConfigPath = DEFAULT,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="'DATE TYPE CHANNEL'",
            help="A hypothetical event, e.g. '2026-12-01 resumption dpct'; channels joined by commas, - for none; "
            "severity=4 and domain=military may follow. Or 'held ID' and 'cancelled ID' of a plan. Can be repeated.",
        ),
    ] = None,
    planned: Annotated[bool, typer.Option("--planned", help="Every plan still open takes place on its day.")] = False,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Last day of the paths; default: 180 days beyond the data.")
    ] = None,
    fmt: Annotated[
        str,
        typer.Option("--format", help="text, csv, csv-excel (both paths, daily), or a chart: png, svg, pdf, pptx, html, xlsx."),
    ] = "text",
    out: Annotated[
        Path | None, typer.Option(help="File or folder to write; default: standard output, a chart to its name.")
    ] = None,
    settings: Settings = None,
) -> None:
    """Set the path with hypothetical or planned events beside the path on which nothing happens.

        python -m pipeline scenario --add '2026-12-01 resumption dpct' --add 'held 2026-11-18-shenzhen-apec-meeting-planned'

    Not a forecast: it says what the events would count. The published series does not change.
    """
    from pipeline import build_index, load_config, load_events
    from pipeline.charts.scenario import scenario_chart
    from pipeline.exports.chart import chart_file
    from pipeline.exports.formats import FORMATS
    from pipeline.exports.scenario import paths_csv, scenario_name
    from pipeline.questions.scenario import scenario as paths_of
    from pipeline.questions.scenario_text import scenario_text
    from pipeline.questions.what_if import HELD, open_plans

    formats = ("text", *FORMATS)
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    last = day_option("--until", until)
    loaded = load_config(config, overrides(settings))
    events = load_events(loaded)
    result = build_index(loaded, events)
    texts = list(add or ())
    if planned:
        named = {text.split()[-1] for text in texts if text.split()}
        texts += [f"{HELD} {event}" for event in open_plans(events, result.through)["id"] if event not in named]
    found = paths_of(events, result, texts, last)
    spec = scenario_chart(result, found)
    if fmt == "text":
        content = scenario_text(found).encode()
    else:
        paths = fmt in ("csv", "csv-excel")
        content = paths_csv(found, spec.provenance, fmt) if paths else chart_file(spec, fmt, loaded)
    if out is None and fmt in ("text", "csv"):
        print(content.decode(), end="")
        return
    save_file(content, scenario_name(spec, "txt" if fmt == "text" else fmt, loaded), out)
