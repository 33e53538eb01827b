"""Ways in which the press tells an act, one short sentence each, by the whole coder."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import load_config
from pipeline.coding.coder import build_coder
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.tokens import words_in
from pipeline.records import Article

CONFIG = load_config()
CODER = build_coder(CONFIG)
DAY = date(2024, 6, 14)  # a Friday
KINDS = {
    "talks": [
        "China's vice premier saw the US commerce secretary on Monday.",
        "The US secretary of state was granted an audience with China's president on Monday.",
        "US and Chinese officials had a meeting in Geneva on Monday.",
        "American and Chinese envoys ended two days of talks on Tuesday.",
        "The US treasury secretary told the Chinese premier on Friday that both would gain.",
    ],
    "call": [
        "The US and Chinese defence ministers held a virtual meeting on Monday.",
        "The American and Chinese presidents spoke on June 3.",
    ],
    "visit": ["The US treasury secretary wrapped up a three-day stay in China on Monday."],
    "cancellation": [
        "A Chinese admiral cut short a trip to the United States on Monday.",
        "China declared the science pact with the United States dead on Monday.",
        "The Chinese ministry announced the cancellation of China-U.S. maritime consultations on Monday.",
    ],
    "suspension": ["China stopped sharing weather data with the United States on Monday."],
    "resumption": ["China lifted its freeze on drug talks with the US on Monday."],
    "agreement_to_talk": [
        "China and the United States reached an agreement to reopen the line on Monday.",
        "The United States and China committed to reopening the line on Monday.",
        "China and the US set a date for the climate talks on Monday.",
    ],
    "proposal": [
        "Washington hopes to hold a call with Beijing.",
        "Beijing offered Washington talks on tariffs on Monday.",
    ],
    "refusal": [
        "China has not returned repeated calls from the US general.",
        "China turned back a US delegation on Monday.",
    ],
    "expulsion": ["China revoked the press cards of two American reporters on Monday."],
    "sanction": ["The United States penalised two Chinese banks on Monday."],
    "tariff": ["US tariffs on Chinese toys went up on Monday."],
    "export_control": [
        "The US ordered a chipmaker to stop selling memory chips to China on Monday.",
        "China banned exports of magnets to the United States on Monday.",
    ],
    "sanction_relief": [
        "The White House spared Chinese phones from the duties on Friday.",
        "The US agreed on Saturday to hold off on raising tariffs on China.",
    ],
    "legislation": ["The US Senate voted on Thursday to bar Chinese drones."],
    "threat": [
        "China vowed a resolute response to the US vote on Thursday.",
        "China said the United States would pay a heavy price.",
        "China will arrest any American agent, Beijing said.",
    ],
    "accusation": ["China called the American law discriminatory on Thursday."],
    "protest_demand": [
        "The Chinese ambassador was called to the State Department on Monday, the US said.",
        "China filed a complaint against the US with the World Trade Organization on Monday.",
    ],
    "military_incident": [
        "China drove away a US destroyer near the reef on Monday.",
        "A Chinese jet flew directly in front of an American plane on Monday.",
    ],
    "military_exercise": [
        "China simulated a blockade of Taiwan on Monday, the US said.",
        "Two US carriers entered the South China Sea on Monday, Beijing said.",
    ],
    "arms_sale": ["Washington shipped the first launchers to Taiwan on Monday, Beijing said."],
    "release": [
        "China lifted an exit ban on an American banker on Monday.",
        "An American pastor held in China walked free on Monday.",
    ],
    "gesture_positive": ["The US State Department lowered its travel advisory for China on Monday."],
    "failed_talks": ["US and Chinese negotiators failed to narrow their differences on Monday."],
}
NOTHING = [
    "Shanghai's bars were full of Americans and Chinese.",
    "Relations have moved since the Chinese and American presidents took office.",
    "It called the American manoeuvre unsafe.",
    "A striker capped for China scored against the United States on Monday.",
]


def coded(text: str, published: date = DAY, sides: tuple[str, ...] = ()):
    coder = build_coder(CONFIG, sides) if sides else CODER
    return coder.code(Article("a", text, published, "given"))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_the_kind_of_act(kind, text):
    """The sentence tells an act of this type."""
    assert kind in {found.type for found in coded(text)}


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text):
    """Words that look like an act and are none."""
    assert coded(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In January 2010 China broke off talks with the US. Contacts resumed that autumn.", (2010, 9, 1), (2010, 11, 30)),
        ("China held drills on Monday. Two days before, a US ship crossed the strait near China.", (2024, 6, 8), (2024, 6, 8)),
        (
            "US and Chinese officials met in May. China banned ten US firms in the weeks that followed.",
            (2024, 5, 1),
            (2024, 7, 12),
        ),
        ("China said that it had lodged a protest with Washington.", (2024, 6, 14), (2024, 6, 14)),
        ("China imposed curbs on US drones, announced on Monday, last Wednesday.", (2024, 6, 12), (2024, 6, 12)),
    ],
)
def test_days_told_in_passing(text, first, last):
    """Seasons, weeks and days that count from what was told; a reported pluperfect is today's news."""
    found = coded(text)[-1]
    assert found.first == date(*first)
    assert found.last <= date(*last) or found.last == date(*last)


def test_the_other_side_may_be_named_later():
    """Where an article names the second side only after the act, the act counts, less surely."""
    text = "The ministry of the United States has blacklisted two firms. China protested on Monday."
    assert [found.type for found in coded(text)][:1] == ["sanction"]


def test_two_steps_of_one_sentence_stay_two():
    """Chips restricted and firms listed are two acts; so is an expulsion and its answer."""
    text = "The US restricted sales of chips to China on Monday and blacklisted ten firms."
    assert {found.type for found in coded(text)} == {"export_control", "sanction"}
    found = coded("China is ordering an American consul out in reply to Washington's expulsion of a Chinese consul last week.")
    assert [one.initiator for one in found if one.type == "expulsion"] == ["CN", "US"]


def test_what_was_blamed_is_not_who_blames():
    """Who stands right after "blamed" is the other side, whoever stands nearest before it."""
    (found,) = [
        one for one in coded("Beijing said that American ships came near, and blamed Washington.") if one.type == "accusation"
    ]
    assert (found.initiator, found.target) == ("CN", "US")


def test_measures_dropped_are_announced():
    """A duty that will be halved is announced, not planned; a cancellation is done by announcing it."""
    assert [one.status for one in coded("The US will halve a tariff on China.")] == ["announced"]
    assert [one.status for one in coded("China announced the suspension of talks with the US.")] == ["happened"]


def test_leaders_named_without_their_office():
    """Any pair knows the leaders of the day; a surname stands for one who leads that day and for nobody else."""
    (found,) = coded("Narendra Modi and Xi Jinping held talks in Kazan on Monday.", sides=("IN", "CN"))
    assert found.initiator == "both"
    assert [one.type for one in coded("Biden and Xi held talks in Bali on Monday.")] == ["summit"]
    assert coded("Trump and Xi held talks in Bali on Monday.") == []  # another led that day


def test_a_weekday_before_a_capital_is_no_first_name():
    """ "On Thursday Washington" names the United States; "Denzel Washington" does not."""
    gazetteer = Gazetteer.build(("US", "CN"))
    assert gazetteer.code_of("Washington") == "US"
    assert [one.initiator for one in coded("On Thursday Washington sanctioned a Chinese bank.")] == ["US"]


def test_a_dotted_name_after_a_hyphen_is_one_token():
    """ "China-U.S." is one word, so that no sentence mark stands between an act and its object."""
    assert words_in("China-U.S. talks") == ["China-U.S.", "talks"]
