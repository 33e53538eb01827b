"""The commands that read texts: results to standard output or a file, notes to standard error, one message for a mistake."""

from __future__ import annotations

import json

import pytest

from tests.files import run

TEXT = "China on Thursday rejected a U.S. request for a meeting of the defence ministers. The weather thawed in Beijing.\n"
FIELDS = [
    "id", "article", "date", "date_end", "precision", "type", "direction", "status", "domain", "channels", "initiator", "target",
    "role", "confidence", "flags", "tone", "title", "evidence",
]  # fmt: skip


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_code_writes_the_published_fields(article):
    """One object a line, its fields in their order, the quote a slice of the article."""
    result = run("code", article, "--published", "2023-05-26")
    assert result.exit_code == 0
    (found,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(found) == FIELDS
    place = found["evidence"]
    assert TEXT[place["start"] : place["end"]] == place["quote"]
    assert (found["article"], found["date"], found["type"], found["direction"]) == (
        str(article),
        "2023-05-25",
        "refusal",
        "freeze",
    )


def test_code_to_a_file_and_for_other_sides(article, tmp_path):
    """--out writes the same lines; --sides looks for two other countries, and finds none here."""
    out = tmp_path / "out.jsonl"
    assert run("code", article, "--published", "2023-05-26", "--out", out).exit_code == 0
    assert out.read_text("utf-8") == run("code", article, "--published", "2023-05-26").stdout
    assert run("code", article, "--sides", "NO", "NA").stdout == ""


def test_explain_tells_what_was_missing(article):
    """Every sentence is explained: by its words, or by what it lacks."""
    told = run("code", article, "--published", "2023-05-26", "--explain").stderr
    assert "refusal (happened" in told and "nothing: " in told


def test_code_sentences(tmp_path):
    """Any two actors; what fits nothing has the type null; a line that is no JSON is named."""
    path = tmp_path / "lines.jsonl"
    lines = [
        {"id": 1, "text": "Norway condemned the arrest of two Namibian fishermen.", "source": "Norway", "target": "Namibian"},
        {"id": 2, "text": "The sky was blue over Oslo."},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    first, second = (json.loads(line) for line in run("code-sentences", path).stdout.splitlines())
    assert set(first) == {"id", "type", "direction", "status", "plover", "date", "precision"} and first["direction"] == "freeze"
    assert second == {"id": 2, "type": None}
    path.write_text("{not json\n", "utf-8")
    result = run("code-sentences", path)
    assert result.exit_code == 2 and f"{path}:1: not JSON" in result.stderr


def test_evaluate(tmp_path):
    """Gold of one passage gives tables of precision, recall and F1, and the calibration."""
    path = tmp_path / "gold.yaml"
    event = "{type: refusal, direction: freeze, status: happened, first: 2023-05-25, last: 2023-05-25}"
    path.write_text(f"passages:\n- {{id: a, published: 2023-05-26, text: {json.dumps(TEXT)}, events: [{event}]}}\n", "utf-8")
    result = run("evaluate", path)
    assert result.exit_code == 0
    assert "Events in gold: 1, candidates: 1" in result.stdout and "Confidence" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [("code", "no-such-file.txt"), ("code-sentences", "no-such-file"), ("evaluate", "no-such-file")],
    ids=lambda arguments: arguments[0],
)
def test_a_missing_file_is_one_message(arguments):
    """Each command names the file that is not there, with code 2."""
    result = run(*arguments)
    assert result.exit_code == 2 and "no-such-file" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(("side", "hint"), [("Norway", "mean NO?"), ("no", "mean NO?"), ("QQ", "expected an ISO")])
def test_sides_are_country_codes(article, side, hint):
    """A name or a code in small letters is refused with the right code beside it."""
    result = run("code", article, "--sides", side, "NA")
    assert result.exit_code == 2 and result.stdout == "" and hint in result.stderr


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        ("BEIJING, March 4, 2024 (Xinhua) -- ", None, "2024-03-04"),
        ("WASHINGTON, March 4 (Reuters) - ", "Tue, 05 Mar 2024 01:00:00 +0800", "2024-03-04"),
        ("WASHINGTON, March 4 (Reuters) - ", "5 March 2024", "2024-03-04"),
        ("WASHINGTON, March 4 (Reuters) - ", None, None),
    ],
)
def test_a_single_sentence_may_have_a_dateline(tmp_path, dateline, published, day):
    """The dateline's place is no actor; its day counts where it has a year; `published` is read however it is written."""
    path = tmp_path / "lines.jsonl"
    text = f"{dateline}China on Monday rejected a U.S. request for talks."
    path.write_text(json.dumps({"id": 1, "text": text, "source": "China", "target": "U.S.", "published": published}), "utf-8")
    found = json.loads(run("code-sentences", path).stdout)
    assert (found["type"], found["date"]) == ("refusal", day)
    path.write_text('{"id": 1, "text": "x", "published": "3/4/2024"}', "utf-8")
    assert "published: found '3/4/2024', expected a date" in run("code-sentences", path).stderr
