"""Sentences are slices of the article, part where people would part them, and leave out only what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.sentences import MAX_SENTENCE, _words, sentences_of, split
from pipeline.errors import DataError
from pipeline.records import Article

SEEDS = Path("../shared/seeds")


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(Article("a", text))]


@pytest.mark.parametrize("parts", [
    ["The ministers met.", "They shook hands."],
    ["Gen. Rao met Lt. Col. Hill on Sept. 3.", "Both smiled."],
    ["The U.S. Navy sent No. 2 of its ships.", "It left at 3 p.m. Beijing time."],
    ["The visit was to the U.S.", "But nobody came."],
    ["Acme Corp. of Ohio sued.", "The case goes on."],
    ["J. B. Rao spoke.", "George W. Bush listened."],
    ["“We will wait.”", "“Nothing was said,” she added."],
    ["He called it “a bad day”.", "Then he left."],
    ["Was it refused?", "Nobody knows!", "It was."],
    ["Growth was 3.5 percent.", "In 2021 it was 4."],
    ["He paused ... and went on.", "Nothing followed…", "They left."],
    ["The Ph.D. student was held in Washington, D.C.", "Officials said so."],
    ["The envoy (a general) came.", "[The] ministry said no."],
    ["It rose vs. the yuan.", "Mr. Li agreed with Mrs. Roy."],
    ["Talks ended in Oct.", "The next are due in Nov. 2024."],
])  # fmt: skip
def test_sentences_end_where_people_end_them(parts):
    """Full stops of short forms, initials, numbers and quotes end a sentence only where one does."""
    assert texts(" ".join(parts)) == parts


@pytest.mark.parametrize("text, parts", [
    ("It ended the talks.China said so.", ["It ended the talks.", "China said so."]),
    ("They met in 2021.Michael Roy led.", ["They met in 2021.", "Michael Roy led."]),
    ("It was about the DPCT.But no more.", ["It was about the DPCT.", "But no more."]),
    ("It called it “wrong”.He left.", ["It called it “wrong”.", "He left."]),
    ("It was wrong.“We know,” he said.", ["It was wrong.", "“We know,” he said."]),
    ("It was in the U.S.The envoy left.", ["It was in the U.S.", "The envoy left."]),
])  # fmt: skip
def test_sentences_that_ran_together_part(text, parts):
    """A lost space after a full stop still parts two sentences."""
    assert texts(text) == parts


@pytest.mark.parametrize("text", [
    "See www.example.Com for the list.",
    "Gen.Rao and Mr.Li met in St.Petersburg.",
    "Write to press.Office@example.org today.",
    "The file is at https://example.org/a.Report and there.",
    "J.P.Morgan and Node.Js were named.",
])  # fmt: skip
def test_points_within_names_and_addresses_do_not_part(text):
    """A point inside a name or an address is no end."""
    assert texts(text) == [text]


def test_headings_and_items_stand_alone():
    """Headings and the items of a list are sentences of their own, without their marks."""
    text = "# Talks resume\n\n- The line rang\n- The navy left\n1. A first point\n\nThe end came."
    assert texts(text) == ["Talks resume", "The line rang", "The navy left", "A first point", "The end came."]


def test_wrapped_lines_are_joined():
    """A text wrapped to a width is read by its sentences, not its lines."""
    text = (
        "The defence ministers of the two states met in the capital on\n"
        "Friday and agreed to keep the lines open. They will meet again\n"
        "in the spring, when the budget of the navy is known to all of\n"
        "the parties, the ministry said.\n"
        "\n"
        "A second paragraph follows."
    )
    found = sentences_of(Article("a", text))
    assert [(sentence.paragraph, sentence.text.replace("\n", " ")[-22:]) for sentence in found] == [
        (0, "to keep the lines open."[-22:]), (0, "all of the parties, the ministry said."[-22:]),
        (1, "A second paragraph follows."[-22:]),
    ]  # fmt: skip


def test_headlines_below_one_another_are_not_joined():
    """Lines that each begin with a capital stay apart."""
    assert len(texts("Envoys meet in the old town hall\nNavy sends three ships to sea\nMinister calls off her trip")) == 3


def test_other_languages_are_passed_over_and_told():
    """A paragraph or a sentence that is not English gives no sentence, but a note."""
    text = "The ministers met.\n\nLe ministre a dit que les deux pays ont repris le dialogue dans la ville.\n\nThey left."
    sentences, skipped = split(Article("a", text))
    assert [sentence.text for sentence in sentences] == ["The ministers met.", "They left."]
    assert [(mask.reason, text[mask.start : mask.start + 11]) for mask in skipped] == [("not English", "Le ministre")]
    assert [sentence.paragraph for sentence in sentences] == [0, 1]


def test_a_dateline_is_no_part_of_the_sentence():
    """The sentence begins after the dateline, so that its place is no actor."""
    assert texts("BEIJING, May 3 (Reuters) - The envoy left.") == ["The envoy left."]


def test_tokens_count_from_the_start_of_the_article():
    """Offsets of tokens are places in the article."""
    article = Article("a", "It ended. The envoy left.")
    for sentence in sentences_of(article):
        assert all(article.text[token.start : token.end].lower() == token.text for token in sentence.tokens)


PIECES = st.sampled_from(
    [
        "China",
        "said",
        "U.S.",
        "Gen.",
        "No.",
        "2021",
        ".",
        "!",
        "…",
        "”",
        "“",
        "\n",
        "\n\n",
        " ",
        "- ",
        "\r\n",
        "Recommended",
        "Source link",
        "é",
        "中",
        "مرحبا",
        "\x00",
        "\u202e",
        "😀",
        "Photo: AFP",
        "\u2028",
        "a",
        "A",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=300))
def test_slices_do_not_overlap_and_cover_every_letter(text):
    """Each sentence is its slice, none overlap, and every letter is in one or in what was passed over."""
    sentences, skipped = split(Article("a", text))
    covered = [0] * len(text)
    last = 0
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end] and sentence.start >= last
        assert 0 < len(sentence.text) <= MAX_SENTENCE and sentence.text.strip() == sentence.text
        last = sentence.end
    for start, end in [(one.start, one.end) for one in sentences] + [(one.start, one.end) for one in skipped]:
        for place in range(start, end):
            covered[place] += 1
    assert max(covered, default=0) <= 1
    assert all(times or not letter.isalpha() for times, letter in zip(covered, text, strict=True))
    assert (sentences, skipped) == split(Article("b", text))


@pytest.mark.parametrize(
    "text",
    [
        "." * 300_000,
        "[" * 300_000,
        ". a" * 100_000,
        "\x85 a" * 100_000,
        "\x00" * 300_000,
        "A." * 100_000,
        "[" * 100_000 + ". a. b" * 30_000,
        "said.Recommended" * 20_000,
    ],
)
def test_hostile_lines_end(text):
    """Long lines of marks, brackets and NUL characters are read in time proportional to their length."""
    assert all(len(sentence.text) <= MAX_SENTENCE for sentence in sentences_of(Article("a", text)))


def test_a_list_with_a_wrong_name_is_told(tmp_path):
    """The data file is checked: unknown and missing lists are named with file and line."""
    path = tmp_path / "abbreviations.yaml"
    path.write_text("insides: [Mr]\n", "utf-8")
    with pytest.raises(DataError) as caught:
        _words(path)
    assert str(caught.value).startswith(f"{path}:1: insides: unknown list, did you mean 'inside'?")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_seed_articles_keep_their_news_and_nothing_else():
    """Of the seeds, sign-up lines, the caption, credits and links are passed over, and no sentence is lost."""
    counts = []
    for path in sorted(SEEDS.glob("*.txt")):
        sentences, skipped = split(Article(path.name, path.read_text("utf-8")))
        assert not any(
            word in one.text for one in sentences for word in ("myFT", "Recommended", "Additional reporting", "Ảnh", "©")
        )
        counts.append((len(sentences), len(skipped)))
    assert counts == [(23, 2), (18, 2), (26, 8), (21, 0), (17, 1)]
