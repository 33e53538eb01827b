"""What articles bring to the queue: one proposal an act, nothing twice, and nothing that is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import load_events
from pipeline.records import Article
from pipeline.review import proposals
from pipeline.review.decision_log import load_decisions
from pipeline.review.decisions import decide, undo
from pipeline.review.intake import take_in
from pipeline.review.matching import Judgement, Match
from pipeline.review.proposals import MOST_TELLINGS, proposals_of
from pipeline.review.queue import load_queue
from tests.files import STORY
from tests.review.desk import NOW, Reader, candidate, small_pair

TEXT = "The ministers spoke on Monday.\n\nThey will not meet again, the ministry said."
OTHER = "On Monday there was a call between the two ministers, a spokesman said."
SAID = "The ministers spoke on Monday."


@pytest.fixture
def config(tmp_path):
    return small_pair(tmp_path)


@pytest.fixture(autouse=True)
def plain_matching(monkeypatch):
    """Acts are one where day and type are; how acts are matched is tested elsewhere."""

    def grouped(config, acts):
        groups = {}
        for index, act in enumerate(acts):
            groups.setdefault((act.first, act.type), []).append(index)
        return list(groups.values())

    def judged(config, act, known):
        found = [other for other in known.acts if (other.first, other.type) == (act.first, act.type)]
        kinds = {"planned": "outcome"}
        return Judgement(Match(found[0].id, kinds.get(found[0].status, "same"), "same day and type") if found else None)

    monkeypatch.setattr(proposals, "grouped", grouped)
    monkeypatch.setattr(proposals, "judged", judged)


def article(name: str = "a.txt", text: str = TEXT, day: str | None = "2031-02-04", **fields: str) -> Article:
    return Article(name, text, date.fromisoformat(day) if day else None, "given", **fields)


def reader(*found: tuple[str, list]) -> Reader:
    return Reader(dict(found))


SPOKE = candidate("c-1", "2031-02-03", TEXT, SAID)


def brought(config, coder, *articles):
    """What articles would bring to the queue as it stands."""
    return proposals_of(config, articles, coder, load_events(config), load_queue(config), load_decisions(config))


# ---------------------------------------------------------------- a row
def test_the_row_of_a_proposal(config):
    """Day, kind and sides are the candidate's; public since the article; one source; a flag that nobody has reviewed it."""
    (made,) = brought(config, reader((TEXT, [SPOKE])), article(source="Agency", url="https://example.org/a")).proposals
    cells = {column: cell for column, cell in made.row.items() if cell}
    assert cells == {
        "id": "c-1",
        "date": "2031-02-03",
        "date_end": "2031-02-03",
        "precision": "day",
        "reported": "2031-02-04",
        "title": "Both sides: call",
        "type": "call",
        "status": "happened",
        "severity": "3",
        "domain": "military",
        "channels": "defence_ministers",
        "initiator": "both",
        "target": "both",
        "sources": "Agency | https://example.org/a | 2031-02-04 |",
        "quote": SAID,
        "confidence": "0.8",
        "role": "main",
        "flags": "unreviewed",
    }
    assert (made.id, made.kind, made.into, made.rule, made.why) == ("c-1", "new", "", "speak", ("spoke",))
    (telling,) = made.tellings
    assert TEXT[telling.start : telling.end] == telling.quote == SAID


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("", ("2031-02-04", "2031-02-04", "day")),
        ("month", ("2031-02-01", "2031-02-28", "month")),
        ("year", ("2031-01-01", "2031-12-31", "year")),
    ],
)
def test_an_act_without_a_day_gets_that_of_the_article(config, precision, expected):
    """The day of publication, or its month or year, stands in, flagged as inferred."""
    found = candidate("c-1", None, TEXT, SAID, precision=precision)
    (made,) = brought(config, reader((TEXT, [found])), article()).proposals
    assert (made.row["date"], made.row["date_end"], made.row["precision"]) == expected
    assert made.row["flags"] == "date_inferred;unreviewed"


def test_no_day_at_all_stays_empty(config):
    """Where neither the act nor the article has a day, none is made up."""
    found = candidate("c-1", None, TEXT, SAID)
    (made,) = brought(config, reader((TEXT, [found])), article(day=None)).proposals
    assert [made.row[column] for column in ("date", "date_end", "precision", "reported")] == [""] * 4
    assert made.row["flags"] == "unreviewed"


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"source": "A | B\nC"}, "A / B C |  | 2031-02-04 |"),
        ({"url": "https://www.example.org/x"}, "example.org | https://www.example.org/x | 2031-02-04 |"),
        ({"url": "javascript:alert(1)"}, "a.txt |  | 2031-02-04 |"),
        ({}, "a.txt |  | 2031-02-04 |"),
    ],
)
def test_a_source_has_a_name(config, fields, line):
    """The article's source, else its site, else its file; what the cell cannot hold is left out."""
    (made,) = brought(config, reader((TEXT, [SPOKE])), article("in/a.txt", **fields)).proposals
    assert made.row["sources"] == line


# ---------------------------------------------------------------- several articles, one act
def test_two_articles_make_one_proposal(config):
    """Both are its tellings and sources; it is public since the earlier; the one that is read first stands for it."""
    coder = reader((TEXT, [SPOKE]), (OTHER, [candidate("c-2", "2031-02-03", OTHER, OTHER)]))
    (made,) = brought(config, coder, article(day="2031-02-05"), article("b.txt", OTHER, "2031-02-04")).proposals
    assert [telling.article for telling in made.tellings] == ["a.txt", "b.txt"]
    assert (made.id, made.row["reported"], made.row["sources"].count("\n")) == ("c-1", "2031-02-04", 1)


def test_a_later_article_joins_what_waits(config):
    """A proposal in the queue gains the telling and its source; it keeps its id, and stays one row."""
    coder = reader((TEXT, [SPOKE]), (OTHER, [candidate("c-2", "2031-02-03", OTHER, OTHER)]))
    take_in(config, [article()], coder)
    found = take_in(config, [article("b.txt", OTHER, "2031-02-03")], coder)
    assert [made.id for made in found.proposals] == ["c-1"]
    (waiting,) = load_queue(config)
    assert [telling.article for telling in waiting.tellings] == ["a.txt", "b.txt"]
    assert (
        waiting.row["sources"] == "a.txt |  | 2031-02-04 |\nb.txt |  | 2031-02-03 |" and waiting.row["reported"] == "2031-02-03"
    )


@pytest.mark.parametrize(("tail", "most"), [("word " * 10, MOST_TELLINGS), ('"' * 1500, MOST_TELLINGS - 1)])
def test_an_act_that_everybody_tells_stays_readable(config, tail, most):
    """Beyond some tellings, fewer where they are long, no more are kept, so that the row can always be read back."""
    texts = [f"{SAID} Report {n}. {tail}" for n in range(MOST_TELLINGS + 20)]
    coder = reader(*((text, [candidate(f"c-{n}", "2031-02-03", text, text)]) for n, text in enumerate(texts)))
    long = "https://example.org/" + "x" * (len(tail))
    take_in(config, [article(f"{n}.txt", text, url=f"{long}{n}") for n, text in enumerate(texts)], coder)
    (waiting,) = load_queue(config)
    assert 20 < len(waiting.tellings) <= most


# ---------------------------------------------------------------- nothing twice
COPIES = {
    "the same file": article(),
    "another name": article("copy.txt"),
    "other spaces": article("copy.txt", "  " + TEXT.replace("\n\n", "\r\n \r\n") + "\n"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("action", [None, "accept", "reject", "later"])
def test_nothing_is_proposed_twice(config, action, copy):
    """A text that was taken in, whatever its file and spaces, proposes nothing again, waiting or decided."""
    take_in(config, [article()], reader((TEXT, [SPOKE])))
    if action:
        decide(config, "c-1", action, now=NOW)
    found = take_in(config, [copy], reader((copy.text, [candidate("c-9", "2031-02-03", copy.text, SAID)])))
    assert (found.proposals, found.known, found.before) == ((), (), 1)


def test_a_copy_in_the_same_round(config):
    """Of two copies that come in together, the first counts."""
    coder = reader((TEXT, [SPOKE]))
    (made,) = brought(config, coder, article(), article("copy.txt")).proposals
    assert [telling.article for telling in made.tellings] == ["a.txt"]


def test_another_sentence_or_direction_is_another_act(config):
    """Of a text that was decided on, what is read in another sentence, or the other way, is new."""
    again = [
        SPOKE,
        candidate("c-2", "2031-02-03", TEXT, SAID, direction="freeze", type="refusal"),
        candidate("c-3", "2031-02-04", TEXT, "They will not meet again, the ministry said."),
    ]
    take_in(config, [article()], reader((TEXT, [SPOKE])))
    decide(config, "c-1", "reject", now=NOW)
    assert [made.id for made in brought(config, reader((TEXT, again)), article()).proposals] == ["c-2", "c-3"]


def test_what_was_taken_back_waits_again(config):
    """Undo brings the proposal back to the queue, once, and taking the article in again adds none."""
    coder = reader((TEXT, [SPOKE]))
    take_in(config, [article()], coder)
    decide(config, "c-1", "accept", now=NOW)
    undo(config, NOW)
    take_in(config, [article()], coder)
    assert [waiting.id for waiting in load_queue(config)] == ["c-1"]


def test_an_id_is_never_given_again(config):
    """Where another text gives a candidate the name of one that was decided, the proposal gets its own."""
    coder = reader((TEXT, [SPOKE]), (OTHER, [candidate("c-1", "2031-05-05", OTHER, OTHER)]))
    take_in(config, [article()], coder)
    decide(config, "c-1", "reject", now=NOW)
    assert [made.id for made in brought(config, coder, article("b.txt", OTHER)).proposals] == ["c-1-2"]


# ---------------------------------------------------------------- beside the events
VISIT = candidate("c-1", "2031-01-10", TEXT, SAID, type="visit", channels=())


def test_a_known_act_gains_a_source(config):
    """What the chronology has is proposed as one more source for it, with the reason."""
    (made,) = brought(config, reader((TEXT, [VISIT])), article(url="https://other.example/x")).proposals
    assert (made.kind, made.into, made.because) == ("source", "visit", "same day and type")


@pytest.mark.parametrize(
    "fields",
    [{"url": "https://example.org/visit"}, {"url": "https://www.example.org/visit/"}, {"source": "Agency", "day": "2031-01-11"}],
)
def test_an_act_that_rests_on_the_article_already_is_known(config, fields):
    """The very page, or without an address the same name and day, adds nothing and is not proposed."""
    given = article(**fields)
    if not given.url:
        path = Path(config.data.events)
        path.write_bytes(path.read_bytes().replace(b"https://example.org/visit", b""))
    found = brought(config, reader((TEXT, [VISIT])), given)
    assert found.proposals == ()
    assert [(known.event, known.telling.article) for known in found.known] == [("visit", "a.txt")]


def test_the_outcome_of_a_plan_replaces_it(config):
    """What became of a plan is a row of its own that names the plan."""
    held = candidate("c-1", "2031-08-01", TEXT, SAID, type="summit", channels=("leaders",))
    (made,) = brought(config, reader((TEXT, [held])), article(day="2031-08-02")).proposals
    assert (made.kind, made.into, made.row["replaces"]) == ("outcome", "plan", "plan")


def test_events_that_cannot_be_read_change_nothing(tmp_path):
    """Where the chronology is broken, taking in fails with its message and writes no queue."""
    config = small_pair(tmp_path, [STORY[0] | {"type": "vist"}])
    with pytest.raises(Exception, match="did you mean 'visit'"):
        take_in(config, [article()], reader((TEXT, [SPOKE])))
    assert not (tmp_path / "candidates.csv").exists()


def test_an_empty_chronology_takes_in(tmp_path):
    """A pair without events has a queue too, and its first event may come from there."""
    config = small_pair(tmp_path, [STORY[0]])
    header = (tmp_path / "events.csv").read_bytes().splitlines(True)[0]
    (tmp_path / "events.csv").write_bytes(header)
    take_in(config, [article()], reader((TEXT, [SPOKE])))
    decide(config, "c-1", "accept", now=NOW)
    assert len(load_events(config)) == 1
    undo(config, NOW)
    assert (tmp_path / "events.csv").read_bytes() == header
