"""How many sentences a second the coder reads on one and on two cores, beside a bare vaderSentiment pass over the same text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.timing import best_of
from pipeline import load_config
from pipeline.coding.coder import build_coder
from pipeline.coding.long_run import coded_articles
from pipeline.coding.sentences import sentences_of
from pipeline.records import Article

PASSAGES = Path("tests/coding/gold.yaml")


def run(short: bool) -> list[str]:
    config = load_config("config.yaml")
    passages = [entry["text"] for entry in yaml.safe_load(PASSAGES.read_text("utf-8"))["passages"]]
    copies = 4 if short else 20
    # An article of ten passages; the copies differ, so that nothing can be remembered from one to the next.
    texts = [
        "\n\n".join(f"{text} ({copy})" for text in passages[at : at + 10])
        for copy in range(copies)
        for at in range(0, len(passages), 10)
    ]
    articles = [Article(f"a{number}", text, date(2024, 5, 17), "given") for number, text in enumerate(texts)]
    sentences = [sentence.text for article in articles for sentence in sentences_of(article)]
    coder, vader = build_coder(config), SentimentIntensityAnalyzer()
    times = best_of(
        1 if short else 3,
        coder=lambda: [coder.code(article) for article in articles],
        vader=lambda: [vader.polarity_scores(sentence) for sentence in sentences],
        two=lambda: list(coded_articles(articles, config, (), False, 2)),
    )
    per_second = {name: len(sentences) / seconds for name, seconds in times.items()}
    ratio = times["vader"] / times["coder"]
    return [
        f"{len(sentences):,} sentences in {len(articles):,} articles",
        f"coder, one core: {per_second['coder']:,.0f} sentences a second, {ratio:.2f} times vaderSentiment",
        f"coder, two cores (start of the processes included): {per_second['two']:,.0f} sentences a second",
        f"vaderSentiment alone: {per_second['vader']:,.0f} sentences a second",
    ]
