"""What stands beside an article is passed over, and nothing that is the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.boilerplate import KINDS, Mask, masked, patterns
from pipeline.coding.boilerplate import passed_over as told
from pipeline.coding.dateline import dateline_of
from pipeline.errors import ConfigError, DataError

NEWS = "The two ministers met in the old town on Friday, the ministry said."


def passed_over(text: str) -> list[tuple[str, str]]:
    return [(mask.reason, text[mask.start : mask.end]) for mask in masked(text)]


@pytest.mark.parametrize("line, reason", [
    ("Sign up for our Asia newsletter, delivered every Friday.", "sign_up"),
    ("SIGN UP HERE", "sign_up"),
    ("Read more:", "link"),
    ("» Read More", "link"),
    ("12 Comments", "link"),
    ("Share this article", "share"),
    ("Advertisement", "advertisement"),
    ("By Anna Roy and John K. Hill", "byline"),
    ("By Anna Roy in Geneva", "byline"),
    ("(Reporting by Anna Roy; Editing by John Hill)", "byline"),
    ("3 min read", "byline"),
    ("© 2024 The Daily Example. All rights reserved.", "copyright"),
    ("Copyright 2024 Example Media", "copyright"),
    ("Published: 3 May 2024", "date"),
    ("(Updates with comments, paragraph 4)", "agency"),
    ("![A hall](hall.png)", "caption"),
    ("FILE PHOTO: Two flags stand in a hall", "caption"),
    ("FILE - A guard stands at the gate, May 2, 2020.", "caption"),
    ("Two flags stand in a hall. Photo: Agency", "caption"),
    ("A guard at the gate. (AP Photo/Anna Roy)", "caption"),
    ("The two shake hands in Bali. Anna Roy/AFP via Getty Images", "caption"),
])  # fmt: skip
def test_lines_that_are_furniture(line, reason):
    """A line of furniture is passed over with its reason, and its neighbours stay."""
    assert passed_over(f"{NEWS}\n{line}\nNothing else was said.") == [(reason, line)]


@pytest.mark.parametrize("line", [
    "By Friday both sides had agreed to talk.",
    "By Land and Sea, Navies Press On",
    "Share prices fell after the ministers met.",
    "More talks are planned for the spring.",
    "Related measures were lifted on Friday.",
    "The ministers recommended a new round.",
    "He shared a photo of the meeting with Reuters.",
    "Sources say the visit was called off.",
    "Published reports say that the envoy left.",
    "The firm was sued over copyright in 2020 and lost.",
    "Close allies joined the drill.",
    "Print was banned, the envoy said, and radio too.",
])  # fmt: skip
def test_news_that_only_looks_like_it(line):
    """Prose that begins with a word of furniture is kept."""
    assert passed_over(f"{NEWS}\n{line}\nNothing else was said.") == []


def test_furniture_stuck_to_the_text():
    """Where lines ran together only the furniture goes."""
    text = f"Stay informed with free updatesSimply sign up to the digest.{NEWS}RecommendedThe navy left." + " It is far." * 40
    assert passed_over(text) == [
        ("sign_up", "Stay informed with free updatesSimply sign up to the digest."), ("link", "Recommended"),
    ]  # fmt: skip


def test_the_end_of_a_line_alone():
    """A credit behind the last sentence goes without it."""
    text = f"{NEWS}Additional reporting by Anna Roy in Geneva"
    assert passed_over(text) == [("byline", "Additional reporting by Anna Roy in Geneva")]


def test_headlines_of_other_articles():
    """After a heading for other pieces their headlines go too, up to the next line of prose."""
    text = f"{NEWS}\nRelated stories\nNavy sails north\nEnvoy calls off trip\n{NEWS[:-1]} again."
    assert [found for _, found in passed_over(text)] == ["Related stories", "Navy sails north", "Envoy calls off trip"]


def test_a_repeated_headline():
    """A longer line that was there before is passed over the second time."""
    title = "Envoys of both countries meet again"
    assert passed_over(f"{title}\n\n{title}\n\n{NEWS}") == [("repeated", title)]


def test_front_matter():
    """The settings at the head of a markdown file are no text."""
    assert passed_over(f"---\ntitle: Talks\ndate: 2024-05-03\n---\n{NEWS}")[0][0] == "front matter"


@pytest.mark.parametrize("line, day", [
    ("WASHINGTON, May 3 (Reuters) - ", (0, 5, 3)),
    ("WASHINGTON/BEIJING, Sept 30 (Reuters) - ", (0, 9, 30)),
    ("BEIJING, May 17, 2024 (Xinhua) -- ", (2024, 5, 17)),
    ("Beijing, 17 May 2024 (AFP) – ", (2024, 5, 17)),
    ("BEIJING (AP) — ", (0, 0, 0)),
    ("(Reuters) - ", (0, 0, 0)),
    ("SAN JOSE, Calif. — ", (0, 0, 0)),
    ("KYIV, Ukraine (AP) — ", (0, 0, 0)),
])  # fmt: skip
def test_datelines(line, day):
    """A dateline is known in the ways of the agencies, and passed over."""
    found = dateline_of(f"{line}{NEWS}")
    assert found == (0, len(line), *day)
    assert passed_over(line + NEWS) == [("dateline", line)]


@pytest.mark.parametrize(
    "line",
    [
        "US - China talks resume",
        "China - the larger one - agreed.",
        "US-China ties",
        "Wang Yi - the minister - left.",
        "May 3 - A day",
        "A - B",
    ],
)
def test_no_dateline(line):
    """A dash after a name is no dateline."""
    assert dateline_of(line) is None


@given(
    st.lists(
        st.sampled_from(
            [line for one in patterns() for line in (one.key, one.key.title())] + [NEWS, "\n", "\n\n", " ", ".", "X"]
        ),
        max_size=25,
    ).map("".join)
    | st.text(max_size=300)
)
def test_masks_are_apart_and_in_order(text):
    """Masks lie within the text, in order, and do not overlap."""
    last = 0
    for mask in masked(text):
        assert last <= mask.start < mask.end <= len(text)
        last = mask.end


def test_what_was_passed_over_is_told():
    """One line a reason, the most first."""
    masks = [Mask(0, 5, "link"), Mask(9, 1209, "not English"), Mask(1300, 1304, "link")]
    assert told(masks) == ("passed over as not English: 1 (1,200 characters)", "passed over as link: 2 (9 characters)")


def test_the_shipped_patterns_all_compile():
    """Every kind has patterns."""
    assert {pattern.kind for pattern in patterns()} == set(KINDS)


@pytest.mark.parametrize("written, message", [
    ("lines:\n  a: [b]\n", ":1: lines: found 'lines', did you mean 'line'?"),
    ("line:\n  a: b\n", ":2: line.a: found 'b', expected a list"),
    ('line:\n  a:\n    - "*"\n', ":3: line.a: found '*', expected some plain words"),
    ('line:\n  a:\n    - good\n    - "x * * *"\n', ":4: line.a: found 'x * * *', expected some plain words and at most 2 stars"),
])  # fmt: skip
def test_bad_patterns_are_told(tmp_path, written, message):
    """A pattern that cannot be used is named with file and line."""
    path = tmp_path / "boilerplate.yaml"
    path.write_text(written, "utf-8")
    with pytest.raises(DataError) as caught:
        patterns(path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_a_missing_file_is_told(tmp_path):
    """Without its data nothing is read."""
    with pytest.raises(ConfigError):
        patterns(tmp_path / "none.yaml")
