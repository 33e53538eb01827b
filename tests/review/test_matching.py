"""A candidate and the chronology: the act it tells again, the plan it fulfils or ends, and where nothing is proposed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.coding.acts import telling_words
from pipeline.review.matching import Act, Known, acts_of_events, best_match, judged


def act(name: str, kind: str, day: date, title: str = "", **more) -> Act:
    """An act of one day; its words are those of its title."""
    cells = {
        "status": "happened", "direction": "thaw", "last": day, "channels": (), "initiator": "both", "target": "both",
        "domain": "military", "reported": day,
    }  # fmt: skip
    return Act(**{**cells, "id": name, "type": kind, "first": day, "title": title, "words": telling_words(title), **more})


NOVEMBER = {"first": date(2023, 11, 1), "last": date(2023, 11, 30)}
SUMMIT = act("summit", "summit", date(2023, 11, 15), "Biden and Xi meet at Woodside", channels=("leaders",), domain="diplomatic")
AGREED = act(
    "agreed", "agreement_to_talk", date(2023, 11, 15), "Leaders restore military contacts", channels=("dpct", "mmca"),
)  # fmt: skip
FIRST_CALL = act("first", "call", date(2024, 3, 5), "Austin and Dong speak", channels=("defence_ministers",))
SECOND_CALL = act("second", "call", date(2024, 3, 26), "Austin and Dong speak again", channels=("defence_ministers",))
KNOWN = [SUMMIT, AGREED, FIRST_CALL, SECOND_CALL]


@pytest.fixture(scope="module")
def acts(config, events):
    """The shipped chronology as acts."""
    return acts_of_events(config, events)


def test_a_month_finds_the_day(config):
    """A report that says November finds the summit of the fifteenth, and says why in a sentence."""
    told = act("x", "talks", date(2023, 11, 1), "Biden met Xi", channels=("leaders",), **{"last": NOVEMBER["last"]})
    match = best_match(config, told, KNOWN)
    assert match and (match.id, match.kind) == ("summit", "same")
    assert "same channel (Leaders)" in match.why and "both are contacts" in match.why and "dates overlap" in match.why


def test_two_acts_of_one_day_are_kept_apart(config):
    """A summit and what was agreed there are two events: each telling finds its own."""
    told = replace(AGREED, id="x", channels=("leaders", "dpct"), **NOVEMBER)
    assert best_match(config, told, KNOWN).id == "agreed"
    assert best_match(config, replace(SUMMIT, id="y"), KNOWN).id == "summit"


def test_two_calls_of_one_month(config):
    """A call with its day finds the call of that day; one known to the month fits both, so none is proposed, with a note."""
    for call in (FIRST_CALL, SECOND_CALL):
        assert best_match(config, replace(call, id="x", words=frozenset()), KNOWN).id == call.id
    vague = replace(FIRST_CALL, id="x", first=date(2024, 3, 1), last=date(2024, 3, 31), words=frozenset())
    found = judged(config, vague, KNOWN)
    assert found.match is None and "fits 2 known events alike" in found.note
    assert best_match(config, vague, [SUMMIT, FIRST_CALL]).id == "first"


def test_the_nearest_day_goes_first(config):
    """Of two acts a day apart the one of the very day is proposed, whatever the order they are known in."""
    next_day = replace(SECOND_CALL, id="next", first=date(2024, 3, 6), last=date(2024, 3, 6))
    for known in ([FIRST_CALL, next_day], [next_day, FIRST_CALL]):
        assert best_match(config, replace(FIRST_CALL, id="x"), known).id == "first"
        assert best_match(config, replace(FIRST_CALL, id="x", first=date(2024, 3, 4), last=date(2024, 3, 4)), known).id == "first"


def test_without_a_date(config):
    """What has no date finds an act of the same type and channel that was published within days, and no other."""
    undated = replace(FIRST_CALL, id="x", first=None, last=None, reported=date(2024, 3, 7))
    assert best_match(config, undated, KNOWN).id == "first"
    for other in ({"type": "talks"}, {"channels": ()}, {"reported": date(2024, 5, 7)}, {"reported": None}):
        assert best_match(config, replace(undated, **other), KNOWN) is None


def test_a_day_alone_is_not_enough(config):
    """Two sanctions of one side on one day over other matters, with no word in common, are two."""
    firms = act("firms", "sanction", date(2020, 12, 3), "Pentagon lists chipmaker", initiator="US", domain="technology")
    visas = act("visas", "sanction", date(2020, 12, 3), "Party members lose visas", initiator="US", domain="people")
    assert best_match(config, firms, [visas]) is None
    assert best_match(config, replace(firms, id="x", domain="people"), [visas, firms]).id == "firms"


def test_other_figures_are_another_tariff(config):
    """A tariff raised to 84 percent is not the one raised to 125 percent a day later."""
    first = act("a", "tariff", date(2025, 4, 8), "US raises reciprocal tariff to 84 percent", initiator="US", domain="economic")
    second = act("b", "tariff", date(2025, 4, 9), "US raises reciprocal tariff to 125 percent", initiator="US", domain="economic")
    third = act("c", "tariff", date(2025, 4, 10), "US raises reciprocal tariff to 145 percent", initiator="US", domain="economic")
    assert best_match(config, replace(first, id="x"), [first, second, third]).id == "a"
    assert best_match(config, second, [first, third]) is None


PLAN = act(
    "plan", "talks", date(2024, 5, 31), "Austin and Dong plan to meet in Singapore", channels=("defence_ministers",),
    status="planned", reported=date(2024, 5, 17),
)  # fmt: skip
HELD = act("held", "talks", date(2024, 5, 31), "Austin and Dong meet in Singapore", channels=("defence_ministers",))


@pytest.mark.parametrize(
    ("kind", "day", "channels"),
    [
        ("talks", date(2024, 5, 31), ("defence_ministers",)),
        ("talks", date(2024, 6, 2), ("defence_ministers",)),
        ("cancellation", date(2024, 5, 28), ("defence_ministers",)),
        ("postponement", date(2024, 5, 28), ("defence_ministers",)),
    ],
)
def test_what_became_of_a_plan(config, kind, day, channels):
    """The meeting that was held, a little late or on its day, and its calling off are the outcome of the plan."""
    match = best_match(config, act("x", kind, day, "Austin and Dong in Singapore", channels=channels), [PLAN, SUMMIT])
    assert match and (match.id, match.kind) == ("plan", "outcome")


def test_what_is_no_outcome(config):
    """Another channel, a meeting before the plan was told, or one long after it have nothing to do with the plan."""
    for day, lines in ((date(2024, 5, 31), ("trade",)), (date(2024, 4, 30), PLAN.channels), (date(2024, 9, 1), PLAN.channels)):
        assert best_match(config, act("x", "talks", day, "A meeting", channels=lines), [PLAN]) is None


def test_a_plan_is_told_again(config):
    """Before it is fulfilled it is the same plan; after, the plan of what took place, whether the plan is known or not."""
    again = replace(PLAN, id="x", first=date(2024, 5, 17), reported=date(2024, 5, 18))
    fulfilled = replace(HELD, replaces=("plan",))
    assert best_match(config, again, [PLAN]).kind == "same"
    match = best_match(config, again, [PLAN, fulfilled])
    assert match and (match.id, match.kind) == ("plan", "plan") and "ended with" in match.why
    match = best_match(config, again, [HELD])
    assert match and (match.id, match.kind) == ("held", "plan")
    off = act("off", "cancellation", date(2024, 5, 25), "China calls off the meeting", channels=PLAN.channels, initiator="CN")
    match = best_match(config, again, [off])
    assert match and (match.id, match.kind) == ("off", "plan")


def test_a_fulfilled_plan_has_no_second_outcome(config):
    """Where the meeting is known as the plan's outcome, its retelling is a source of the meeting."""
    match = best_match(config, replace(HELD, id="x"), [PLAN, replace(HELD, replaces=("plan",))])
    assert match and (match.id, match.kind) == ("held", "same")


def test_an_offer_is_answered(config):
    """A refusal by the other side answers an offer on the same channel; one by the side that offered does not."""
    offer = act("offer", "proposal", date(2023, 5, 1), "Pentagon asks for talks", channels=PLAN.channels, initiator="US")
    refusal = act("x", "refusal", date(2023, 5, 29), "China declines", channels=PLAN.channels, initiator="CN")
    match = best_match(config, refusal, [offer])
    assert match and (match.id, match.kind) == ("offer", "outcome")
    assert best_match(config, replace(refusal, initiator="US"), [offer]) is None


def test_an_announcement_is_carried_out(config):
    """A tariff in force is the outcome of its announcement by the same side over the same goods."""
    said = act("said", "tariff", date(2019, 8, 23), "China announces tariffs on $75 billion of goods", status="announced")
    said = replace(said, initiator="CN", domain="economic")
    done = act("x", "tariff", date(2019, 9, 1), "China puts tariffs on first part of $75 billion of goods", initiator="CN")
    match = best_match(config, done, [said])
    assert match and (match.id, match.kind) == ("said", "outcome")
    assert best_match(config, replace(done, initiator="US"), [said]) is None


def test_every_event_finds_itself(config, acts):
    """Told again under another name, each of the shipped events finds its twin and nothing else."""
    known = Known(acts)
    for one in acts:
        match = best_match(config, replace(one, id="again"), known)
        assert match and match.id == one.id and match.kind in ("same", "plan"), one.id


def test_what_is_not_known_seldom_finds_another(config, acts):
    """An event that the others are compared with is taken for one of them in seven cases of a thousand at most."""
    known = Known(acts)
    taken = [one.id for one in acts if (match := best_match(config, one, known)) and match.kind == "same"]
    assert len(taken) <= 0.007 * len(acts), taken


def vaguely(one: Act, by_month: bool, channels: bool, words: int) -> Act:
    """A telling that leaves out the day or the channels, and all but some words of the title."""
    first, last = one.first, one.last
    if by_month:
        first, last = first.replace(day=1), max(last, first.replace(day=monthrange(first.year, first.month)[1]))
    kept = frozenset(sorted(one.words, key=lambda word: word[::-1])[:words])
    return replace(one, first=first, last=last, channels=one.channels if channels else (), words=kept)


@pytest.mark.parametrize(
    ("by_month", "channels", "words", "floor"),
    [(False, True, 2, 0.95), (False, False, 5, 0.95), (True, True, 3, 0.85), (True, False, 6, 0.9)],
)
def test_told_vaguely(config, acts, by_month, channels, words, floor):
    """With day or channels left out six of seven events are still found, hardly one is taken for another, known or not."""
    known = Known(acts)
    told = [vaguely(one, by_month, channels, words) for one in acts if one.status == "happened"]
    found = [(one.id, best_match(config, replace(one, id="again"), known)) for one in told]
    assert sum(match is not None and match.id == name for name, match in found) >= floor * len(found)
    assert sum(match is not None and match.id != name for name, match in found) <= 0.005 * len(found)
    others = [best_match(config, one, known) for one in told]
    assert sum(match is not None and match.kind == "same" for match in others) <= 0.04 * len(told)


def test_plans_of_the_chronology_find_their_outcomes(config, acts):
    """With the links taken away, what took the place of a plan, an offer or an announcement is linked to it again."""
    by_id = {one.id: one for one in acts}
    linked = [
        (one, before)
        for one in acts
        for before in one.replaces
        if one.status == "happened" and (by_id[before].planned or by_id[before].status == "announced")
    ]
    known = Known([replace(one, replaces=()) for one in acts])
    found = sum((match := best_match(config, one, known)) is not None and match.id == before for one, before in linked)
    assert found >= 0.7 * len(linked)


def test_a_list_and_an_index_answer_alike(config, acts):
    """Known acts may be handed over as a list."""
    told = replace(acts[100], id="again", words=frozenset())
    assert judged(config, told, acts) == judged(config, told, Known(acts))


def test_far_away_acts_do_not_matter(config):
    """Thousands of acts of other years change nothing."""
    others = [replace(SUMMIT, id=f"o{n}", first=day, last=day) for n in range(3000) for day in [date(1950, 1, 1) + timedelta(n)]]
    assert best_match(config, replace(SUMMIT, id="x"), [*others, *KNOWN]).id == "summit"
