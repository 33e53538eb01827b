"""The forms of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.inflect import BASE, GERUND, PARTICIPLE, PAST, THIRD, noun_forms, plural, verb_forms

IRREGULAR = {"meet": ("met", "met"), "break": ("broke", "broken"), "cancel": ("cancelled", "cancelled"), "cut": ("cut", "cut")}


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("suspend", "suspend suspends suspended suspending"),
        ("meet", "meet meets met meeting"),
        ("break", "break breaks broke broken breaking"),
        ("stop", "stop stops stopped stopping"),
        ("deny", "deny denies denied denying"),
        ("delay", "delay delays delayed delaying"),
        ("impose", "impose imposes imposed imposing"),
        ("free", "free frees freed freeing"),
        ("cancel", "cancel cancels cancelled canceled cancelling canceling"),
        ("cut", "cut cuts cutting"),
        ("criticize", "criticize criticizes criticized criticizing criticise criticises criticised criticising"),
        ("release", "release releases released releasing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("tie", "tie ties tied tying"),
    ],
)
def test_forms_of_verbs(base, forms):
    """Regular rules, the irregular list, doubling and both spellings give every form and no other."""
    assert set(verb_forms(base, IRREGULAR)) == set(forms.split())


def test_kinds_of_forms():
    """A form knows what it can be; one form can be several things."""
    forms = verb_forms("cut", IRREGULAR)
    assert forms["cut"] == {BASE, PAST, PARTICIPLE}
    assert forms["cuts"] == {THIRD}
    assert verb_forms("break", IRREGULAR)["broken"] == {PARTICIPLE}
    assert verb_forms("meet", IRREGULAR)["meeting"] == {GERUND}


@pytest.mark.parametrize(("noun", "more"), [("talk", "talks"), ("duty", "duties"), ("envoy", "envoys"), ("clash", "clashes")])
def test_plural(noun, more):
    """Nouns form their plural by rule."""
    assert plural(noun) == more
    assert noun_forms(noun) == {noun, more}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
def test_every_verb_has_all_kinds(base):
    """Whatever the word, each kind of form is there and the base is one of them."""
    forms = verb_forms(base, {})
    assert set().union(*forms.values()) == {BASE, THIRD, PAST, PARTICIPLE, GERUND}
    assert BASE in forms[base]
