"""Weights as tables to edit: what is typed becomes the changes meant, and shares can be brought back to 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.config.own import own_config, weights_in
from pipeline.config.weights import weight_table
from pipeline.questions.weight_tables import (
    METHOD,
    TABLE,
    changes_from,
    scaled_shares,
    sheets,
    twin,
    values_of,
    with_other_table,
)
from tests.files import BASE

PUBLISHED = load_config(BASE)
WEIGHT = "event_types.tariff.weight"


def everything(config, edits=None):
    """The values of all tables after edits {(table, row, field): value}."""
    found = {}
    for name, sheet in sheets(PUBLISHED, config).items():
        frame = sheet.frame.copy()
        for (table, row, field), value in (edits or {}).items():
            if table == name:
                frame.loc[row, field] = value
        found |= values_of(sheet, frame)
    return found


def test_every_number_that_can_be_weighed_stands_in_one_table():
    """The tables hold each weight of the config once, beside its published value."""
    numbers = {path: value for path, value in weights_in(PUBLISHED).items() if path not in (TABLE, METHOD)}
    cells = [path for sheet in sheets(PUBLISHED, PUBLISHED).values() for field in sheet.fields for path in sheet.paths[field]]
    assert sorted(cells) == sorted(numbers)
    assert everything(PUBLISHED) == numbers
    for sheet in sheets(PUBLISHED, PUBLISHED).values():
        assert all((sheet.frame[field] == sheet.frame[twin(field)]).all() for field in sheet.fields)


def test_what_is_typed_is_what_changes():
    """An edited cell is one change; typing the published value again is none; an emptied cell is the published value."""
    edits = {("types", "tariff", "Weight"): -8.0, ("channels", "dpct", "Cadence"): 100.0, ("types", "talks", "Weight"): None}
    found = changes_from(PUBLISHED, PUBLISHED, everything(PUBLISHED, edits), "stock_and_flow")
    assert found == {WEIGHT: -8.0, "channels.dpct.cadence_days": 100.0}
    own = own_config(BASE, found)
    back = {("types", "tariff", "Weight"): -5.0, ("channels", "dpct", "Cadence"): 365.0}
    assert changes_from(PUBLISHED, own, everything(own, back), "stock_and_flow") == {}


def test_table_and_method_are_changes_by_name():
    """A named table is one change; the type weights that it gives are not told one by one."""
    own = own_config(BASE, {TABLE: "plover", "tone.share": 0.2})
    found = changes_from(PUBLISHED, own, everything(own), "pri")
    assert found == {TABLE: "plover", METHOD: "pri", "tone.share": 0.2}


def test_an_edit_beside_a_table_makes_its_weights_ones_own():
    """Typing one weight over a named table keeps all others at that table's figures."""
    own = own_config(BASE, {TABLE: "plover"})
    found = changes_from(PUBLISHED, own, everything(own, {("types", "tariff", "Weight"): -8.0}), "stock_and_flow")
    assert TABLE not in found and found[WEIGHT] == -8.0
    expected = weight_table("plover").weights | {"tariff": -8.0}
    assert {slug: kind.weight for slug, kind in own_config(BASE, found).event_types.items()} == expected


def test_another_table_replaces_all_type_weights():
    """Choosing a table drops own type weights and the former table, and keeps the rest; house is no change."""
    changes = {WEIGHT: -8.0, "tone.share": 0.2}
    assert with_other_table(PUBLISHED, changes, "equal") == {TABLE: "equal", "tone.share": 0.2}
    assert with_other_table(PUBLISHED, {TABLE: "equal", "tone.share": 0.2}, "house") == {"tone.share": 0.2}


@given(
    shares=st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1).map(lambda share: round(share, 3)), min_size=1),
    data=st.data(),
)
def test_scaled_shares_add_up_to_one(shares, data):
    """Whatever was typed, the shares add up to 1 afterwards and none is negative; held ones stay wherever that can be."""
    held = data.draw(st.sets(st.sampled_from(sorted(shares))))
    found = scaled_shares(shares, held)
    assert sum(found.values()) == pytest.approx(1, abs=1e-9) and set(found) == set(shares)
    assert all(0 <= share <= 1 for share in found.values())
    free = [name for name in shares if name not in held]
    if sum(shares[name] for name in held) <= 1 and sum(shares[name] for name in free) > 0:
        assert all(found[name] == shares[name] for name in held)


def test_the_others_keep_their_proportion():
    """Security at 0.5 leaves 0.5 for two tracks that were 2 to 1."""
    assert scaled_shares({"s": 0.5, "p": 0.4, "e": 0.2}, {"s"}) == {
        "s": 0.5,
        "p": pytest.approx(1 / 3, abs=1e-6),
        "e": pytest.approx(1 / 6, abs=1e-6),
    }
