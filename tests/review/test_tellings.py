"""An article is known again by its text, and a sentence by its place in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Article
from pipeline.review.tellings import LONGEST_QUOTE, Span, fingerprint, telling_of
from tests.review.desk import candidate

WORDS = st.lists(st.from_regex(r"[a-zé.]{1,6}", fullmatch=True), min_size=3, max_size=12)
GAPS = st.lists(st.sampled_from([" ", "\n", "\r\n\r\n", "\t ", "\u00a0"]), min_size=13, max_size=13)


@given(WORDS, GAPS, GAPS, st.data())
def test_the_same_words_are_the_same_text_and_place(words, one, other, data):
    """However a copy is spaced, its fingerprint and the span of the same sentence are the same."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    spans = []
    for gaps in (one, other):
        starts, text = [], gaps[-1]
        for word, gap in zip(words, gaps, strict=False):
            starts.append(len(text))
            text += word + gap
        quote = text[starts[first] : starts[last] + len(words[last])]
        article = Article("a", text)
        found = candidate("c", None, text, quote)
        found = type(found)(**{**vars(found), "evidence": type(found.evidence)(starts[first], starts[first] + len(quote), quote)})
        spans.append(telling_of(article, found, fingerprint(text)).span)
    assert spans[0] == spans[1]
    spaced = " ".join(words)
    assert spaced[spans[0].start : spans[0].end] == " ".join(words[first : last + 1])


def test_other_words_are_another_text():
    """One letter more makes another text."""
    assert fingerprint("They met.") != fingerprint("They met.s") != fingerprint("Theymet.s")


@given(st.tuples(st.integers(0, 9), st.integers(1, 5)), st.tuples(st.integers(0, 9), st.integers(1, 5)))
def test_spans_meet_where_they_share_a_character(one, other):
    """Meeting is sharing a character of one text, either way round; parts of two texts never meet."""
    first, second = Span("a", one[0], sum(one)), Span("a", other[0], sum(other))
    assert first.meets(second) == second.meets(first) == bool(set(range(one[0], sum(one))) & set(range(other[0], sum(other))))
    assert not first.meets(Span("b", one[0], sum(one)))


def test_a_long_or_odd_quote_is_fit_to_be_kept():
    """A sentence without an end is cut, and what cannot be shown becomes a blank, so that the queue can be read back."""
    text = "A\u202eb\x07c " + "word " * 2000
    telling = telling_of(Article("a", text), candidate("c", None, text, text), fingerprint(text))
    assert len(telling.quote) == LONGEST_QUOTE and telling.quote.startswith("A b c word")
    assert not re.search("[\x07\u202e]", telling.quote) and (telling.start, telling.end) == (0, len(text))
