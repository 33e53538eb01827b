"""From texts to candidate events, and how well that goes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, overrides, say
from pipeline.config.schema import Config
from pipeline.errors import Problem


@guarded
def code(
    paths: Annotated[list[Path], typer.Argument(help="Articles: txt, md, html, json lines, csv or feeds; files or folders.")],
    config: ConfigPath = DEFAULT,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication of all of them.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="CSV with the columns file, published, source, url, title.")] = None,
    sides: Annotated[
        tuple[str, str] | None, typer.Option(metavar="AA BB", help="Two ISO country codes to code for instead of the pair's.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; default: standard output.")] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Say on standard error, sentence by sentence, which words made an event or what was missing."
        ),
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Cores to use.")] = 1,
    settings: Settings = None,
) -> None:
    """Find the events in articles: one JSON object a line, each with the sentence it was read in.

    evidence.start and evidence.end count characters of the article's text. Where that text was taken out of a file (html,
    csv, json lines, feeds, bundles), --out FILE writes it to FILE.texts/, named as the article with %2F for /; without --out it
    is written nowhere.

    With --out a run that was stopped goes on where it was when the same command is given again.
    """
    from pipeline.coding.long_run import Ledger, Progress, coded_articles
    from pipeline.config import load_config
    from pipeline.sources.articles import article_files, read_articles

    loaded = load_config(config, overrides(settings))
    problems: list[Problem] = []
    outputs = [out] if out else []
    articles = read_articles(paths, day_option("--published", published), manifest, problems, outputs)
    ledger = Ledger(out) if out else None
    if ledger and ledger.done:
        say(f"going on: {len(ledger.done)} articles are done")
        articles = (article for article in articles if article.id not in ledger.done)
    progress = Progress(len(article_files(paths, outputs)), say)
    for coded in coded_articles(articles, loaded, sides or (), explain, workers):
        for note in coded.notes:
            say(f"note: {coded.article}: {note}")
        for reason in coded.reasons:
            say(f"{coded.article}: {reason}")
        if ledger:
            ledger.add(coded)
        else:
            print("".join(f"{line}\n" for line in coded.lines), end="")
        progress.add(len(coded.lines))
    for problem in problems:
        say(str(problem))
    if ledger:
        ledger.close()
    texts, found = progress.articles, progress.candidates
    say(f"{texts} article{'s' if texts != 1 else ''}, {found} candidate{'s' if found != 1 else ''}")
    if problems:
        raise typer.Exit(1)


@guarded
def code_sentences(
    file: Annotated[Path, typer.Argument(help="JSON lines of id, text, source, target, published; - for standard input.")],
    config: ConfigPath = DEFAULT,
) -> None:
    """Code single sentences between any two actors named in them: type, direction, status, PLOVER class and date."""
    from pipeline.coding.single import code_sentence, read_sentences
    from pipeline.config import load_config

    loaded = load_config(config)
    if str(file) != "-" and not file.is_file():
        fail(f"{file}: file not found")
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig", errors="replace")
    for sentence in read_sentences(text, str(file)):
        print(json.dumps(code_sentence(sentence, loaded), ensure_ascii=False))


@guarded
def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Gold: articles or passages with their events, as YAML. With --decisions: a log."),
    ] = None,
    config: ConfigPath = DEFAULT,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Set it beside what reviewers decided instead; default: the config's log.")
    ] = False,
    only: Annotated[Path | None, typer.Option(help="A list of ids; only these texts count.")] = None,
    but: Annotated[Path | None, typer.Option("--but", help="A list of ids; these texts do not count.")] = None,
) -> None:
    """Set the coder beside gold: precision, recall and F1 by aspect, and whether confidence keeps its word.

    With --decisions: how often each of its rules was right, by what reviewers accepted, edited, merged and rejected.
    """
    from pipeline.coding.coder import build_coder
    from pipeline.coding.evaluation import evaluate as scores_of
    from pipeline.coding.evaluation import evaluation_text, pairs_of
    from pipeline.coding.gold import article_of, load_gold
    from pipeline.config import load_config

    loaded = load_config(config)
    if decisions:
        _tell_lessons(loaded, gold)
        return
    if gold is None:
        fail("FILE: missing; name the gold, or give --decisions")
    texts = load_gold(gold, loaded)
    if only:
        kept = set(only.read_text("utf-8").split())
        texts = [text for text in texts if text.id in kept]
    if but:
        left = set(but.read_text("utf-8").split())
        texts = [text for text in texts if text.id not in left]
    coders = {sides: build_coder(loaded, sides) for sides in {text.sides for text in texts}}
    pairs = [pair for text in texts for pair in pairs_of(text.id, coders[text.sides].code(article_of(text)), text.events)]
    print(evaluation_text(scores_of(pairs, {text.id: len(text.events) for text in texts})), end="")


def _tell_lessons(loaded: Config, log: Path | None) -> None:
    """Precision by rule from a log of decisions."""
    from pipeline.review.decision_log import load_decisions, read_decisions
    from pipeline.review.lessons import lessons, lessons_text

    if log and not log.is_file():
        fail(f"{log}: file not found")
    print(lessons_text(lessons(read_decisions(log) if log else load_decisions(loaded))), end="")
