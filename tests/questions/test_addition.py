"""What one more event would move: the difference of two runs, the errors of the new rows, and nothing saved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pipeline import build_index
from pipeline.errors import DataError
from pipeline.questions.addition import addition, addition_text, move_line, score_text
from pipeline.questions.compare import Move, channel_text, measure_text
from pipeline.questions.event_story import event_story
from tests.strategies import CONFIG, day, frame, row, rows

SOURCE = "Gazette | https://a.example/1 | 2020-01-01 | 2020-01-02"
STANDING = [
    row(1, channels="dpct"),
    row(2, type="tariff", domain="economic", title="A tariff", date=day(5)),
    row(3, type="personnel", date=day(40)),
]


def standing(rows_=STANDING) -> list[dict]:
    """Rows as the reader of files gives them."""
    return [{**cells, "line": line} for line, cells in enumerate(rows_, 2)]


def new(number: int = 9, **cells: str) -> dict[str, str]:
    return row(number, **{"sources": SOURCE, "title": f"Something new {number}", **cells})


def through(last: str):
    """The config with a last day."""
    return CONFIG.model_copy(update={"data": CONFIG.data.model_copy(update={"through": date.fromisoformat(last)})})


def refusal(config, before, rows_) -> list[str]:
    with pytest.raises(DataError) as caught:
        addition(config, before, rows_)
    return str(caught.value).splitlines()


# ---------------------------------------------------------------- the effect
def test_the_effect_is_the_difference_of_two_runs():
    """On the day it acts and on the last day each series has the value of the run without it and of that with it."""
    config = through(day(90))
    found = addition(config, standing(), [new(type="cut_off", channels="dpct", date=day(30), severity="5")])
    without = build_index(config, frame(STANDING))
    with_it = build_index(config, frame([*STANDING, new(type="cut_off", channels="dpct", date=day(30), severity="5")]))
    assert [effect.day for effect in found.effects] == [date(2020, 1, 31), date(2020, 3, 31)]
    for effect, place in zip(found.effects, (30, 90), strict=True):
        for move in effect.moves:
            assert move.before == without.daily[move.slug].iat[place]
            assert move.now == with_it.daily[move.slug].iat[place]
        assert [channel_text(change) for change in effect.channels] == [
            "Defense Policy Coordination Talks: open → suspended (31 Jan 2020)"
        ]
    assert found.effects[0].moves[0].now > found.effects[0].moves[0].before
    assert found.stories == (event_story(with_it, "e9"),)


def test_what_is_without_it_is_carried_on():
    """An event newer than all others lengthens the series; the run without it is faded on to the same last day."""
    found = addition(CONFIG, standing(), [new(date=day(200))])
    without = build_index(through(day(200)), frame(STANDING))
    (effect,) = found.effects
    assert found.through == effect.day == without.through == date(2020, 7, 19)
    assert [move.before for move in effect.moves] == [without.daily[move.slug].iat[-1] for move in effect.moves]
    assert effect.moves[1].now != effect.moves[1].before
    assert effect.moves[3].now == effect.moves[3].before


def test_a_measure_and_a_relief():
    """What a new event does to measures is told on the days on which it does."""
    found = addition(CONFIG, standing(), [new(type="sanction_relief", domain="economic", date=day(20), ends="e2:0.75")])
    assert [[measure_text(change) for change in effect.measures] for effect in found.effects] == [["Eased to 25%: A tariff"]] * 2


def test_several_rows_are_one_step():
    """Rows added at once are compared with the run without any of them; they may refer to one another."""
    more = [new(8, type="sanction", date=day(10)), new(9, type="sanction_relief", date=day(20), ends="e8")]
    found = addition(CONFIG, standing(), more)
    assert [story.event for story in found.stories] == ["e8", "e9"]
    assert [effect.day for effect in found.effects] == [date(2020, 1, 21), date(2020, 2, 10)]
    assert [effect.measures for effect in found.effects] == [(), ()]
    assert [row_["id"] for row_ in found.rows] == ["e8", "e9"]


def test_the_first_event_of_a_chronology():
    """Where there is no index without it, there is nothing to compare with, and the event is told all the same."""
    found = addition(CONFIG, [], [new()])
    assert (found.effects, [story.event for story in found.stories]) == ((), ["e9"])
    assert addition_text(found).endswith("\n\nThere is no index without it to compare with.\n")


def test_before_all_others():
    """Where there is no index without it yet on its day, the last day alone is compared."""
    found = addition(CONFIG, standing(), [new(date="2019-06-01", domain="economic")])
    assert [effect.day for effect in found.effects] == [date(2020, 2, 10)]


def test_a_plan_acts_when_it_is_reported():
    """A plan moves the index from its report on, no channel, and nothing once its day has come."""
    plan = new(type="summit", status="planned", domain="diplomatic", channels="leaders", date=day(35), reported=day(20))
    first, last = addition(CONFIG, standing(), [plan]).effects
    assert first.day == date(2020, 1, 21)
    assert first.moves[2].now < first.moves[2].before and first.channels == last.channels == ()
    assert last.moves[2].now == pytest.approx(last.moves[2].before, abs=1e-9)


@pytest.mark.parametrize("cells, told", [
    ({"date": day(60)}, ["date: e9 is not within the series, so it moves nothing"]),
    ({"date": day(10), "status": "planned"}, [
        "reported: the plan e9 does not count until it says when it was reported",
        "date: e9 is not within the series, so it moves nothing",
    ]),
])  # fmt: skip
def test_an_event_that_is_not_counted(cells, told):
    """An event beyond `data.through`, and a plan nobody has reported, are accepted; it is told that they move nothing."""
    found = addition(through(day(40)), standing(), [new(**cells)])
    assert (found.stories, found.effects, found.notes) == ((), (), tuple(told))
    assert addition_text(found) == "\n".join(["Worth a second look:", *(f"  {line}" for line in told)]) + "\n"


def test_an_event_that_lasts_beyond_the_last_day():
    """What acts only after the last day is compared on the last day."""
    found = addition(through(day(40)), standing(), [new(date=day(30), date_end=day(60), precision="span")])
    assert [effect.day for effect in found.effects] == [date(2020, 2, 10)]


@given(drawn=rows(most=8), added=rows(most=1))
def test_any_history(drawn, added):
    """For any history and any new event, the series end on one day and show the values of the run with it."""
    row_ = {**added[0], "id": "new", "sources": SOURCE}
    found = addition(CONFIG, standing(drawn), [row_])
    after = build_index(CONFIG, frame([*drawn, row_]))
    assert found.through == after.through
    for effect in found.effects:
        assert after.daily.index[0].date() <= effect.day <= after.through
        assert [move.now for move in effect.moves] == [after.daily[move.slug].iat[after.row(effect.day)] for move in effect.moves]


# ---------------------------------------------------------------- what is refused
def test_errors_are_those_of_the_new_event():
    """Everything wrong with a new row is told at once, as that of the new event, for it has no line yet."""
    found = refusal(CONFIG, standing(), [new(type="tarif", date="2020-02-30", sources="", domain="")])
    assert [line.split(": ")[:2] for line in found] == [
        ["the new event", "date"], ["the new event", "type"], ["the new event", "domain"], ["the new event", "sources"],
    ]  # fmt: skip


def test_errors_of_several_rows_name_the_row():
    """Of several new rows each is named by its id."""
    found = refusal(CONFIG, standing(), [new(7, type="tarif"), new(8), new(9, ends="e77")])
    assert [line.split(": ")[:2] for line in found] == [["the new event e7", "type"]]
    assert refusal(CONFIG, standing(), [new(8), new(9, ends="e77")])[0].startswith("the new event e9: ends: no event has the id")


def test_errors_of_standing_rows_keep_their_line():
    """What was wrong before is told with its file and line."""
    found = refusal(CONFIG, standing([*STANDING, row(4, domain="sea")]), [new(severity="6")])
    assert found[0].startswith(f"{CONFIG.data.events}:5: domain: ")
    assert found[1].startswith("the new event: severity: ")


@pytest.mark.parametrize("cells, message", [
    ({"sources": ""}, "the new event: sources: empty, expected 'name | url | published | seen'"),
    ({"sources": " \n "}, "the new event: sources: empty, expected 'name | url | published | seen'"),
    ({"title": "  "}, "the new event: title: empty, expected what happened in a few words"),
    ({"note": "a\x1bb"}, "the new event: note: contains the character U+001B, which cannot be shown"),
    ({"quote": "a\udcffb"}, "the new event: quote: contains the character U+DCFF, which cannot be shown"),
    ({"title": "a\x00b"}, "the new event: title: contains the character U+0000, which cannot be shown"),
    ({"title": "a\nb"}, "the new event: title: contains the character U+000A, which cannot be shown"),
    ({"note": "x" * 100_001}, "the new event: note: found 100001 characters, allowed: at most 100000"),
    ({"id": "e1"}, "the new event: id: duplicate id 'e1', first used on line 2"),
    ({"ends": "e3"}, "the new event: ends: 'e3' is of type personnel, which starts no measure"),
    ({"replaces": "e9"}, "the new event: replaces: runs in a circle: e9 -> e9"),
])  # fmt: skip
def test_what_would_spoil_the_file_is_refused(cells, message):
    """No source, no words, and cells with which the file could not be read again are refused before anything is saved."""
    assert refusal(CONFIG, standing(), [new(**cells)]) == [message]


def test_spaces_around_a_cell_are_no_error():
    """A row is taken as it will be read back."""
    found = addition(CONFIG, standing(), [new(id=" e9 ", title=" New ", date=f" {day(10)}")])
    assert (found.rows[0]["id"], found.rows[0]["title"], found.stories[0].title) == ("e9", "New", "New")


# ---------------------------------------------------------------- notes and words
def test_doubts_are_of_the_new_rows_alone():
    """Notes on standing rows, which have no source here, are left out; those on the new row are kept."""
    found = addition(CONFIG, standing(), [new(severity="4", date=day(5), type="tariff", title="A tariff")])
    assert found.notes == (
        "sources: e9 is of severity 4 and rests on one source; 4 and 5 need two",
        "id: e9 may be the same event as e2: same day and type, and much the same title",
    )


def test_the_text():
    """The text has the event, its score, both days with every series, what stands differently, and the doubts."""
    found = addition(CONFIG, standing(), [new(type="cut_off", channels="dpct", date=day(30), severity="5", tone="0")])
    first, last = ([move_line(move) for move in effect.moves] for effect in found.effects)
    channel = "Defense Policy Coordination Talks: open → suspended (31 Jan 2020)"
    (told,) = found.stories
    assert addition_text(found).splitlines() == [
        "e9",
        "  Something new 9",
        f"  31 Jan 2020: {', '.join(value for _, value in told.facts)}",
        f"  {score_text(told)}",
        "",
        *["Without it → with it, on 31 Jan 2020:", *(f"  {line}" for line in first), f"  {channel}"],
        *["Without it → with it, on 10 Feb 2020:", *(f"  {line}" for line in last), f"  {channel}"],
        "",
        "Worth a second look:",
        "  sources: e9 is of severity 5 and rests on one source; 4 and 5 need two",
    ]


@pytest.mark.parametrize("cells, text", [
    ({"tone": "0"}, "3 × 1 × 1 × 1 × 1 × 1 = +3 points"),
    ({"type": "cut_off", "severity": "5", "channels": "leaders"}, "-9 × 1 × 1.4 × 1.3 × 1 × 1 = -16.38 points, held at -10"),
])  # fmt: skip
def test_the_line_of_a_score(cells, text):
    """A score is written as its factors, their product, and where it is held."""
    (told,) = addition(CONFIG, standing(), [new(**cells)]).stories
    assert score_text(told) == text


@pytest.mark.parametrize("before, now, was, word, text", [
    (48.21, 47.14, "guarded", "guarded", "Tension 48.2 → 47.1 (down 1.1), guarded"),
    (48, 53.5, "guarded", "strained", "Tension 48.0 → 53.5 (up 5.5), guarded → strained"),
    (48.26, 48.28, "guarded", "guarded", "Tension 48.3 → 48.3 (unchanged), guarded"),
])  # fmt: skip
def test_the_line_of_a_move(before, now, was, word, text):
    """A series is told with both values, its change in words, and its word, twice where it differs."""
    assert move_line(Move("tension", "Tension", before, now, was, word)) == text
