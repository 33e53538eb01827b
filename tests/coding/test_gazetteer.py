"""Names of countries, bodies and office holders in single sentences."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.country_names import read_country_names
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.institutions import read_institutions
from pipeline.coding.mentions import FLAGS, KINDS
from pipeline.coding.tokens import tokens_of
from pipeline.errors import DataError
from pipeline.sources.actors import load_actors

DAY = date(2024, 4, 17)


@pytest.fixture(scope="module")
def gazetteer(config):
    return Gazetteer.build(config, load_actors(config))


@pytest.fixture(scope="module")
def general():
    return Gazetteer.build()


def named(gazetteer, text, day=DAY):
    """What is found, as pairs of words and codes."""
    return [(one.text_in(text), "/".join(one.codes)) for one in gazetteer.find(tokens_of(text), text, day)]


def only(gazetteer, text, day=DAY):
    """The single mention of a text."""
    found = gazetteer.find(tokens_of(text), text, day)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They told us that the US would leave.", [("US", "US")]),
        ("Envoys from the U.S. stayed.", [("U.S.", "US")]),
        ("The American and the Chinese side", [("American", "US"), ("Chinese side", "CN")]),
        ("Dutch ports and British ships", [("Dutch", "NL"), ("British", "GB")]),
        ("Taiwan and Hong Kong were not named", [("Taiwan", "TW"), ("Hong Kong", "HK")]),
        (
            "The People's Republic of China is not the Republic of China.",
            [("People's Republic of China", "CN"), ("Republic of China", "TW")],
        ),
        ("South Sudan borders Sudan", [("South Sudan", "SS"), ("Sudan", "SD")]),
        (
            "Papua New Guinea, Guinea-Bissau and Equatorial Guinea",
            [("Papua New Guinea", "PG"), ("Guinea-Bissau", "GW"), ("Equatorial Guinea", "GQ")],
        ),
        ("The Democratic Republic of Congo protested to Rwanda", [("Democratic Republic of Congo", "CD"), ("Rwanda", "RW")]),
        ("Dominica met the Dominican ambassador", [("Dominica", "DM"), ("Dominican ambassador", "DO")]),
        ("Türkiye and Turkey are one", [("Türkiye", "TR"), ("Turkey", "TR")]),
        ("North Korea shelled South Korea", [("North Korea", "KP"), ("South Korea", "KR")]),
        ("Nigeria and Niger closed the border", [("Nigeria", "NG"), ("Niger", "NE")]),
        ("Tehran, Kyiv and Ankara objected", [("Tehran", "IR"), ("Kyiv", "UA"), ("Ankara", "TR")]),
        ("Turks, Poles and Spaniards marched", [("Turks", "TR"), ("Poles", "PL"), ("Spaniards", "ES")]),
    ],
)
def test_countries_are_found_by_every_usual_name(gazetteer, text, expected):
    """Names, demonyms, capitals, short forms; the longest name wins."""
    assert named(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Give us time, they said.",
        "He ate turkey on a china plate.",
        "Polish the table with guinea wax: polish it.".replace("Polish", "polish"),
        "Jim Jordan spoke.",
        "We saw Chad Miller there.",
        "In Atlanta, Georgia, voters queued.",
        "China Daily and the Washington Post wrote about it.",
        "The ship crossed the South China Sea and the Taiwan Strait.",
        "Native American tribes and Latin American poets",
        "Guests ate French fries in New England.",
        "New Zealand First lost its seats.",
        "George Washington was a general.",
        "The Chinese-American scientist retired.",
        "The Paris Agreement has rules.",
        "",
        "   ",
    ],
)
def test_what_only_looks_like_a_country_yields_nothing(gazetteer, text):
    """Words written small, persons, newspapers, seas, dishes and treaties are no actors."""
    assert named(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("US-China talks", "US/CN"),
        ("Sino-American ties", "CN/US"),
        ("China-U.S. trade", "CN/US"),
        ("U.S.-China relations", "US/CN"),
        ("the Russia–Ukraine border", "RU/UA"),
        ("Russo-Turkish rivalry", "RU/TR"),
        ("a Biden-Xi summit", "US/CN"),
    ],
)
def test_two_joined_names_are_one_mention_of_both(gazetteer, text, codes):
    """Names joined by a mark give both countries, and the kind both."""
    mention = only(gazetteer, text)
    assert ("/".join(mention.codes), mention.kind, mention.code) == (codes, "both", "both")


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("the Chinese defence ministry", "ministry", "defence_ministry"),
        ("China's Ministry of National Defense", "ministry", "defence_ministry"),
        ("the ministry of defence of China", "ministry", "defence_ministry"),
        ("the Chinese health ministry", "ministry", "health_ministry"),
        ("the PLA Navy", "military", "navy"),
        ("Chinese fighter jets", "military", "air_force"),
        ("the government of China", "government", "government"),
        ("China's parliament", "parliament", "parliament"),
        ("senior Chinese military officials", "military", "military"),
        ("China's foreign minister", "person", "foreign_minister"),
        ("MOFCOM", "ministry", "commerce_ministry"),
        ("Zhongnanhai", "government", "government"),
    ],
)
def test_a_country_and_its_body_are_one_mention(gazetteer, text, kind, role):
    """Body words after, with 's, or before 'of'; proper names need no country."""
    mention = only(gazetteer, text)
    assert (mention.code, mention.kind, mention.role) == ("CN", kind, role)


@pytest.mark.parametrize(
    ("text", "words", "role", "office"),
    [
        ("US Defense Secretary Lloyd Austin spoke.", "US Defense Secretary Lloyd Austin", "defence_minister", "us_secdef"),
        ("Dong Jun, China's defence minister, spoke.", "Dong Jun, China's defence minister", "defence_minister", "cn_mnd"),
        ("China's defence minister, Dong Jun, spoke.", "China's defence minister, Dong Jun", "defence_minister", "cn_mnd"),
        ("President Xi spoke.", "President Xi", "president", "cn_president"),
        ("Mr. Biden spoke.", "Mr. Biden", "president", "us_president"),
        (
            "Janet Yellen, the Treasury secretary, spoke.",
            "Janet Yellen, the Treasury secretary",
            "finance_minister",
            "us_treasury",
        ),
        ("Lloyd Austin spoke.", "Lloyd Austin", "defence_minister", "us_secdef"),
        (
            "The US ambassador to China, Nicholas Burns, spoke.",
            "US ambassador to China, Nicholas Burns",
            "ambassador",
            "us_ambassador",
        ),
    ],
)
def test_a_person_is_one_mention_with_the_office(gazetteer, text, words, role, office):
    """Title, name, apposition on either side; the office by its key of the actors file."""
    mention = only(gazetteer, text)
    assert (mention.text_in(text), mention.kind, mention.role, mention.office) == (words, "person", role, office)
    assert not mention.flags


def test_of_several_offices_the_minister_comes_first(gazetteer):
    """Wang Yi is foreign minister before he is director of a commission, Xi Jinping president before chairman."""
    assert only(gazetteer, "Wang Yi left.").office == "cn_mfa"
    assert only(gazetteer, "Xi Jinping left.").office == "cn_president"


def test_a_person_nobody_knows_is_named_through_country_and_office(gazetteer):
    """Any country's officials are read by pattern, without a list of names."""
    text = "Norwegian Foreign Minister Kari Nordmann received Namibia's president, Paulus Shilongo, in Oslo."
    first, second, place = gazetteer.find(tokens_of(text), text, DAY)
    assert (first.code, first.name, first.role) == ("NO", "Kari Nordmann", "foreign_minister")
    assert (second.code, second.name, second.role) == ("NA", "Paulus Shilongo", "president")
    assert place.flags == ("place",)


def test_a_name_outside_its_tenure_is_marked_and_the_office_kept(gazetteer):
    """Wei Fenghe was not minister in April 2024; on a day in his tenure nothing is marked."""
    text = "Chinese Defense Minister Wei Fenghe spoke."
    wrong, right = only(gazetteer, text, date(2024, 4, 16)), only(gazetteer, text, date(2022, 6, 10))
    assert (wrong.office, wrong.flags) == ("cn_mnd", ("office_mismatch",))
    assert (right.office, right.flags) == ("cn_mnd", ())
    assert gazetteer.tenure_of(wrong, date(2022, 6, 10)).flags == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Wei Fenghe, then defence minister, met him.", "former"),
        ("former Chinese defence minister Wei Fenghe met him.", "former"),
        ("Chinese Vice Foreign Minister Ma Zhaoxu met him.", "deputy"),
        ("Wei Fenghe met him.", "out_of_office"),
        ("talks in Beijing", "place"),
        ("a flight to China", "toward"),
        ("China's exports", "possessive"),
        ("a China-led group", "compound"),
        ("an anti-China bill", "topic"),
        ("Congo recalled its envoy", "ambiguous"),
    ],
)
def test_what_qualifies_a_mention_is_a_flag(gazetteer, text, flag):
    """Each flag in a sentence of its own; none of these is a mismatch."""
    mention = only(gazetteer, text)
    assert flag in mention.flags and "office_mismatch" not in mention.flags


def test_a_surname_needs_a_title_or_its_government(gazetteer):
    """Alone it is nobody; with a title, or before 'administration', it is."""
    assert named(gazetteer, "Austin is a town and Rice a food.") == []
    assert named(gazetteer, "the Trump administration") == [("Trump administration", "US")]
    assert named(gazetteer, "Secretary Austin left") == [("Secretary Austin", "US")]


def test_datelines_say_where_somebody_wrote(gazetteer):
    """The town of a dateline is no actor."""
    assert named(gazetteer, "BEIJING, May 3 (Agency) -- Japan protested.") == [("Japan", "JP")]
    assert named(gazetteer, "WASHINGTON (Agency) - Japan protested.") == [("Japan", "JP")]
    assert named(gazetteer, "LA PAZ, Bolivia -- Peru protested.") == [("Peru", "PE")]


def test_codes_of_names(general):
    """For the sides a user names: codes, names, demonyms, capitals, bodies; None for what is unknown."""
    asked = ("CN", "cn", "china", "Norwegian", "Windhoek", "Pentagon", "Atlantis", "US and China")
    assert [general.code_of(name) for name in asked] == ["CN", "CN", "CN", "NO", "NA", "US", None, None]


def test_every_country_of_the_world_is_found_by_its_name(general):
    """The 193 members of the United Nations and more have a name, a demonym or a capital."""
    names = read_country_names()
    kinds = {}
    for one in names.phrases:
        kinds.setdefault(one.code, set()).add(one.kind)
    assert sum("country" in found for code, found in kinds.items() if code) >= 240
    assert sum(found >= {"country", "demonym", "capital"} for found in kinds.values()) >= 170


def test_no_name_stands_for_two_countries():
    """One code a name: what the library gives twice is mended in countries.yaml."""
    names = read_country_names()
    words = [one.words for one in names.phrases]
    assert len(words) == len(set(words))
    of = {one.text: one.code for one in names.phrases}
    assert [of[name] for name in ("American", "Chinese", "French", "Indian", "Norwegian", "Dominican")] == [
        "US",
        "CN",
        "FR",
        "IN",
        "NO",
        "DO",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("  AE: {names", "  QQ: {names", "QQ"), ("  AE: {names", "  AE: {nams", "names"), ("prefixes:", "prefixs:", "prefixes")],
)
def test_mistakes_in_the_countries_file_are_named(tmp_path, old, new, words):
    """An unknown code or key: file, key and what is allowed."""
    from pipeline.coding.country_names import COUNTRIES

    file = tmp_path / "countries.yaml"
    file.write_text(COUNTRIES.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_country_names(file)
    assert words in str(error.value) and "countries.yaml" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new"), [("Pentagon: defence_ministry", "Pentagon: defense_ministry"), ("kind: parliament", "kind: parlament")]
)
def test_mistakes_in_the_institutions_file_are_named(tmp_path, old, new):
    """A body that does not exist, a kind that does not exist."""
    from pipeline.coding.institutions import INSTITUTIONS

    file = tmp_path / "institutions.yaml"
    file.write_text(INSTITUTIONS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"institutions\.yaml"):
        read_institutions(file)


def test_a_frame_of_another_pair_works(general):
    """Persons come from any actors frame; no name of a pair stands in the code."""
    frame = pd.DataFrame(
        [("no_mfa", "Minister of Foreign Affairs", "NO", "Kari Q. Nordmann", "", date(2020, 1, 1), None)],
        columns=["office", "office_title", "side", "name", "aliases", "start", "end"],
    )
    mention = only(Gazetteer.build(("NO", "NA"), frame), "Minister Nordmann spoke.")
    assert (mention.code, mention.name, mention.office) == ("NO", "Kari Q. Nordmann", "no_mfa")


NAMES = (
    "US us U.S. China China's Chinese Beijing Washington Jordan Georgia Taiwan Congo US-China anti-China U S Sino-American United"
)
PERSONS = (
    "Secretary President Mr. Xi Biden Lloyd Austin Dong Jun Wei Fenghe Kari Nordmann defence minister ambassador former then"
)
OTHERS = (
    "the of and to in , . - – ' ( ) ministry spokesman army government administration people 's Republic said \u202e é 5 10,000"
)
WORDS = st.sampled_from([*NAMES.split(" "), *PERSONS.split(" "), *OTHERS.split(" ")])


@given(
    words=st.lists(WORDS, max_size=25), day=st.sampled_from([None, DAY, date(2001, 1, 1)]), joint=st.sampled_from([" ", "  ", ""])
)
def test_mentions_do_not_overlap_and_are_slices(gazetteer, words, day, joint):
    """For any heap of words: in order, apart, offsets those of their tokens, known kinds and flags only."""
    text = joint.join(words)
    tokens = tokens_of(text)
    found = gazetteer.find(tokens, text, day)
    for one, following in pairwise(found):
        assert one.last_token < following.first_token
    for one in found:
        assert (one.start, one.end) == (tokens[one.first_token].start, tokens[one.last_token].end)
        assert one.text_in(text) == text[one.start : one.end] != ""
        assert one.kind in KINDS and set(one.flags) <= set(FLAGS) and 1 <= len(one.codes) <= 2
    assert found == gazetteer.find(tokens, text, day)


@given(text=st.text(max_size=200))
def test_any_text_is_read_without_error(general, text):
    """Hostile characters make no crash."""
    assert general.find(tokens_of(text), text) is not None
