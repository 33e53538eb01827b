"""How many sentences a second the coder reads, on one core and on two, beside a bare vaderSentiment pass over the very same.

Two texts are read: the passages of the gold as they stand, nearly all of them about acts between states (articles about a
pair are as dense with events), and the same passages thinned with those that hold nothing for the pair, to the density of a
stream of general news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random

import yaml
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.timing import best_of
from pipeline import load_config
from pipeline.coding.coder import Coder, build_coder
from pipeline.coding.long_run import coded_articles
from pipeline.coding.sentences import sentences_of
from pipeline.records import Article
from pipeline.scoring import vader

PASSAGES = Path("tests/coding/gold.yaml")
GENERAL = 0.1
"""Share of sentences with an event of the pair in a stream of general news."""
IN_AN_ARTICLE = 10
DAY = date(2024, 5, 17)
_CLOSE = re.compile(r"(?=[.!?][\"\u201d')]*$)")


def run(short: bool) -> list[str]:
    config = load_config("config.yaml")
    coder = build_coder(config)
    passages = [entry["text"] for entry in yaml.safe_load(PASSAGES.read_text("utf-8"))["passages"]]
    told: list[str] = []
    for name, mixed in (("the gold passages", passages), ("general news", _thinned(passages, coder))):
        articles = _articles(mixed, 2_000 if short else 40_000)
        told += [f"{name}: {line}" for line in _measured(articles, coder, 1 if short else 3)]
    return told


def _measured(articles: Sequence[Article], coder: Coder, rounds: int) -> list[str]:
    bare = SentimentIntensityAnalyzer()
    sentences = [sentence.text for article in articles for sentence in sentences_of(article)]
    starts = {(one.article, one.evidence.start) for article in articles for one in coder.code(article)}

    def one_core() -> None:
        vader.cache_clear()  # no quote may be remembered from the round before
        for article in articles:
            coder.code(article)

    seconds = best_of(
        rounds,
        coder=one_core,
        vader=lambda: [bare.polarity_scores(sentence) for sentence in sentences],
        two=lambda: list(coded_articles(articles, coder.config, (), False, 2)),
    )
    pace = {name: len(sentences) / took for name, took in seconds.items()}
    return [
        f"{len(sentences):,} sentences in {len(articles):,} articles, {len(starts) / len(sentences):.0%} with a candidate",
        f"coder, one core: {pace['coder']:,.0f} sentences a second, {pace['coder'] / pace['vader']:.2f} times vaderSentiment",
        f"coder, two cores, their start included: {pace['two']:,.0f} sentences a second, {pace['two'] / pace['vader']:.2f} times",
        f"vaderSentiment alone, one core: {pace['vader']:,.0f} sentences a second",
    ]


def _thinned(passages: Sequence[str], coder: Coder) -> list[str]:
    """The passages with those that hold nothing repeated until `GENERAL` of the sentences have a candidate, shuffled."""
    found = [{one.evidence.start for one in coder.code(Article("", text, DAY))} for text in passages]
    sizes = [len(sentences_of(Article("", text, DAY))) for text in passages]
    empty = [place for place, starts in enumerate(found) if not starts]
    wanted, size = sum(map(len, found)) / GENERAL, sum(sizes)
    mixed = list(passages)
    for place in cycle(empty):
        if size >= wanted:
            break
        mixed.append(passages[place])
        size += sizes[place]
    Random(1).shuffle(mixed)
    return mixed


def _articles(passages: Sequence[str], wanted: int) -> list[Article]:
    """At least so many sentences, in articles of ten passages. Every sentence gets a made-up word at its end, so that none is
    like another and nothing can be remembered from one to the next."""
    articles: list[Article] = []
    text: list[str] = []
    count = 0
    for place, passage in enumerate(cycle(passages)):
        marked = []
        for sentence in sentences_of(Article("", passage, DAY)):
            marked.append(_CLOSE.sub(f" {_word(count)}", sentence.text))
            count += 1
        text.append(" ".join(marked))
        if len(text) == IN_AN_ARTICLE or count >= wanted:
            articles.append(Article(f"a{place}", "\n\n".join(text), DAY, "given"))
            text = []
        if count >= wanted:
            return articles
    return articles


def _word(number: int) -> str:
    """A word of no language for a number: z, then its digits as letters."""
    return "z" + "".join("bcdfghjklm"[int(digit)] for digit in str(number))
