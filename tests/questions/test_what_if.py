"""Hypothetical events in one line: what is not said takes a default, and what is wrong is told by its part."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.questions.what_if import MOST, open_plans, read_what_ifs, readable, what_if_events
from tests.strategies import CONFIG, day, frame, row

THROUGH, LATEST = date(2021, 1, 1), date(2022, 1, 1)
EVENTS = frame([
    row(1, type="arms_sale", domain="taiwan"),
    row(2, type="summit", status="planned", date="2021-03-01", reported="2020-12-01", channels="leaders", domain="diplomatic"),
    row(3, type="talks", status="planned", date="2020-12-20", date_end="2021-01-20", precision="span", reported="2020-12-01"),
    row(4, type="talks", status="planned", date="2020-11-01", reported="2020-10-01"),
    row(5, type="talks", status="planned", date="2021-02-01", reported="2020-10-01"),
    row(6, type="talks", status="planned", date="2021-02-10", reported="2020-12-10", replaces="e5"),
    row(7, type="talks", status="planned", date="2021-04-01", reported="2021-01-15"),
])  # fmt: skip


def read(*texts: str):
    return read_what_ifs(texts, CONFIG, EVENTS, THROUGH, LATEST)


def test_what_is_not_said_has_a_default():
    """Severity is typical, the domain that of the channel's track or, without a channel, the type's usual one."""
    talks, sale, tariff = read("2021-06-01 talks dpct,leaders", "2021-06-02 arms_sale -", "2021-06-03 tariff -")
    assert (talks.cells["domain"], talks.cells["channels"], talks.cells["severity"]) == ("military", "dpct;leaders", "3")
    assert sale.cells["domain"] == "taiwan"
    assert tariff.cells["domain"] == next(iter(CONFIG.domains))
    assert talks.title == "Talks: Defense Policy Coordination Talks, Leaders"


def test_what_is_said_counts():
    """Severity and domain may be named, and the line says itself again."""
    text = "2021-06-01 tariff - severity=4 domain=economic"
    (found,) = read(f"  {text.replace(' ', '   ')} ")
    assert found.text == text and (found.cells["severity"], found.cells["domain"]) == ("4", "economic")


def test_a_statement_is_half_as_strong_as_words_can_be():
    """A statement without a tone would count nothing."""
    (found,) = read("2021-06-01 statement_negative -")
    assert found.cells["tone"] == "-0.5"


@pytest.mark.parametrize("text, told", [
    ("2021-06-01 resumtion dpct", "TYPE: found 'resumtion', did you mean 'resumption'?"),
    ("2021-06-01 talks dcpt", "CHANNEL: found 'dcpt', did you mean"),
    ("2021-6-1 talks dpct", "DATE: found '2021-6-1', expected a date such as 2023-11-15"),
    ("2021-01-01 talks dpct", "DATE: found 2021-01-01, allowed: 2021-01-02 (the data end the day before) to 2022-01-01"),
    ("2023-01-01 talks dpct", "DATE: found 2023-01-01, allowed: 2021-01-02"),
    ("2021-06-01 talks dct", "CHANNEL: dct existed until 2014-12-31"),
    ("2021-06-01 talks ai_dialogue", "CHANNEL: ai_dialogue exists from 2023-11-15"),
    ("2021-06-01 talks dpct severity=7", "severity: found '7', allowed: 1, 2, 3, 4, 5"),
    ("2021-06-01 talks dpct domain=militry", "domain: found 'militry', did you mean 'military'?"),
    ("2021-06-01 talks dpct loud", "found 'loud', allowed: severity=..., domain=..."),
    ("2021-06-01 talks", "expected DATE TYPE CHANNEL, such as"),
    ("", "expected DATE TYPE CHANNEL, such as"),
    ("held e9", "plan: found 'e9', allowed: e3, e6, e2"),
    ("held", "expected held and the id of a plan; allowed: e3, e6, e2"),
    ("held e4", "plan: found 'e4', allowed: e3, e6, e2"),
])  # fmt: skip
def test_what_cannot_be_read(text, told):
    """The message begins with the line, and names the part, what is allowed and what is near."""
    with pytest.raises(DataError) as raised:
        read("2021-06-01 talks dpct", text)
    assert len(raised.value.problems) == 1
    assert str(raised.value).startswith(f"{' '.join(text.split())!r}: {told}")


@given(text=st.text(max_size=40))
def test_any_text(text):
    """Whatever stands in a line, it is read or refused with a message."""
    good, problems = readable([text, "2021-06-01 talks dpct"], CONFIG, EVENTS, THROUGH, LATEST)
    assert good[-1] == "2021-06-01 talks dpct"
    assert bool(problems) == (len(good) == 1)


def test_too_many_and_twice():
    """A scenario holds twelve events, and a plan is held or cancelled once."""
    with pytest.raises(DataError, match=f"found {MOST + 1} hypothetical events, allowed: at most {MOST}"):
        read(*["2021-06-01 talks dpct"] * (MOST + 1))
    with pytest.raises(DataError, match="e2 is named twice"):
        read("held e2", "cancelled e2")
    good, problems = readable(["held e2", "cancelled e2"], CONFIG, EVENTS, THROUGH, LATEST)
    assert good == ("held e2",) and len(problems) == 1


def test_open_plans():
    """Open is what is still to come, was known, and has not been replaced."""
    assert list(open_plans(EVENTS, THROUGH)["id"]) == ["e3", "e6", "e2"]


def test_a_plan_that_has_begun():
    """Of a plan that runs already only the days to come are added: history stays."""
    held, off = read("held e3")[0], read("cancelled e3")[0]
    assert (held.cells["date"], held.cells["date_end"], held.cells["precision"]) == ("2021-01-02", "2021-01-20", "span")
    assert off.cells["date"] == "2021-01-02" and off.cells["type"] == "cancellation"


def test_ids_of_their_own():
    """No hypothetical event takes the id of a standing one."""
    found = what_if_events(read("2021-06-01 talks dpct", "held e2"), CONFIG, {"what-if-1"})
    assert list(found["id"]) == ["what-if-x-1", "what-if-x-2"]
    assert found["replaces"].tolist() == [(), ("e2",)] and day(0) == "2020-01-01"
