"""Questions asked of the index on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import (
    DEFAULT,
    ConfigPath,
    First,
    Last,
    Settings,
    day_option,
    fail,
    guarded,
    overrides,
    period_of,
    run_index,
    save_file,
    say,
)
from pipeline.config.schema import METHODS, WEIGHT_TABLES
from pipeline.errors import expected, shown

if TYPE_CHECKING:
    from pipeline.questions.weighing import Weighing


@guarded
def explain(
    start: Annotated[str, typer.Argument(metavar="FROM", help="First day, such as 2022-07-31.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Last day.")],
    config: ConfigPath = DEFAULT,
    track: Annotated[str | None, typer.Option(help="A track instead of the headline.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="table or csv.")] = "table",
    settings: Settings = None,
) -> None:
    """Say what moved the index between two days: parts that add up exactly."""
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.compare_runs import HEADLINE
    from pipeline.questions.how_sure import survival_text
    from pipeline.questions.why import why_csv, why_moved, why_text

    formats = {"table": why_text, "csv": why_csv}
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    first, last = day_option("FROM", start), day_option("TO", end)
    if first is None or last is None:
        fail(f"{'FROM' if first is None else 'TO'}: empty, expected a date such as 2022-07-31")
    result = run_index(config, settings)
    sure = uncertainty_of(result)
    why = why_moved(result, first, last, track or HEADLINE, sure)
    kept = survival_text(sure, first, last, why.series)
    print(formats[fmt](why), end="")
    if kept:
        print(kept) if fmt == "table" else say(kept)


@guarded
def weigh(
    config: ConfigPath = DEFAULT,
    settings: Settings = None,
    weights: Annotated[str | None, typer.Option(help=f"A table of type weights: {', '.join(WEIGHT_TABLES)}.")] = None,
    method: Annotated[str | None, typer.Option(help=f"How events become one number: {', '.join(METHODS)}.")] = None,
    fmt: Annotated[
        str,
        typer.Option(
            "--format", help="text, csv (both series, daily), or a chart: png, svg, pdf, pptx, html, xlsx or csv-excel."
        ),
    ] = "text",
    start: First = None,
    end: Last = None,
    out: Annotated[
        Path | None, typer.Option(help="File or folder to write; default: standard output, a chart to its name.")
    ] = None,
) -> None:
    """Set the published index beside one with other weights, another table or another method.

    python -m pipeline weigh --set event_types.tariff.weight=-8 --weights house --method decayed_sum
    """
    from pipeline.config import load_config
    from pipeline.exports.formats import FORMATS
    from pipeline.questions.weighing import weighed, weighing_csv, weighing_text
    from pipeline.store import write_bytes

    texts = {"text": weighing_text, "csv": weighing_csv}
    if fmt not in (*texts, *FORMATS):
        fail(f"--format: found {shown(fmt)}, {expected(fmt, dict.fromkeys((*texts, *FORMATS)))}")
    days = day_option("--from", start), day_option("--to", end)
    changes = overrides(settings)
    for name, value, allowed in (("weights", weights, WEIGHT_TABLES), ("method", method, METHODS)):
        if value is not None:
            if value not in allowed:
                fail(f"--{name}: found {shown(value)}, {expected(value, allowed)}")
            changes[f"index.{name}"] = value
    if not changes:
        fail("weigh: nothing is weighed differently; expected --set KEY=VALUE, --weights or --method")
    own = load_config(config, changes)
    found = weighed(run_index(config), own, changes)
    if fmt not in texts:
        _save_comparison(found, fmt, *period_of(found.published, *days, years=5), out)
    elif out:
        path = out / f"{own.pair.slug}-weighed.{'txt' if fmt == 'text' else fmt}" if out.is_dir() else out
        write_bytes(path, texts[fmt](found).encode())
        print(path)
    else:
        print(texts[fmt](found), end="")


def _save_comparison(found: Weighing, fmt: str, first: date, last: date, out: Path | None) -> None:
    """Both lines as a chart file."""
    from pipeline.charts.tension import tension_chart
    from pipeline.charts.two_runs import two_run_chart
    from pipeline.exports.chart import chart_file, chart_name
    from pipeline.sources.episodes import load_episodes

    published = tension_chart(found.published, first, last, (), load_episodes(found.config))
    spec = two_run_chart(found, published)
    save_file(chart_file(spec, fmt, found.config), chart_name(spec, fmt, found.config), out)
