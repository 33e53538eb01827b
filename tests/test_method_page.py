"""The Method page without a browser: it shows the config in use, whatever that is, and never raises."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pipeline import build_index, load_config
from pipeline.config import config_hash
from pipeline.exports.config_file import config_file, config_name
from pipeline.questions import formulas
from tests.files import write_project
from tests.strategies import frame, row
from views import method_tables

SECTIONS = ["Score", "Channels", "Tracks", "Weight in effect", "How sure", "Coverage", "Limits"]


def page_with(config: Path) -> AppTest:
    """The Method page alone, over one config."""

    def script(path: str) -> None:
        from pathlib import Path

        from views import method
        from views.loaded import load_or_explain

        method.show(load_or_explain(Path(path)))

    return AppTest.from_function(script, args=(str(config),), default_timeout=60)


@pytest.fixture(scope="module")
def page():
    """The page over the shipped config, after its first run."""
    return page_with(Path("config.yaml")).run()


def texts(page: AppTest) -> str:
    """All HTML and Markdown of a page."""
    return "\n".join([*(item.proto.body for item in page.get("html")), *(item.value for item in page.markdown)])


def opened(page: AppTest, section: str) -> AppTest:
    page.session_state["method"] = section
    return page.run()


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_built_alone(page, section):
    """Opening a section builds it and no other, without an error."""
    opened(page, section)
    assert not page.exception
    heads = {"Score": "The score of one event", "Channels": "Who is talking?", "Tracks": "What just happened?",
             "Weight in effect": "What has moved the number", "How sure": "How sure is the number?",
             "Limits": "What the number cannot tell"}  # fmt: skip
    shown = {name for name, head in heads.items() if head in [item.value for item in page.header]}
    assert shown == ({section} if section in heads else set())
    assert bool(page.get("plotly_chart")) == (section == "Coverage")


@settings(max_examples=12)
@given(steps=st.lists(st.tuples(st.sampled_from([*SECTIONS, "nonsense", ""]), st.booleans()), min_size=1, max_size=5))
def test_any_sequence_of_widgets(page, steps):
    """No sequence of sections, known or not, with the table open or not, makes the page raise."""
    for section, table in steps:
        page.session_state["coverage_table"] = table
        opened(page, section)
        assert not page.exception


def test_every_type_channel_and_track_stands_there(page, config):
    """Types, channels, domains, levels and tracks of the config are all named."""
    score, channels, tracks = (texts(opened(page, name)) for name in SECTIONS[:3])
    for kind in config.event_types.values():
        assert f">{kind.label}<" in score and f">{kind.plover}<" in score
    for name in [*config.status, *config.levels, *(domain.label for domain in config.domains.values())]:
        assert f">{name}<" in score
    for channel in config.channels.values():
        assert f">{channel.name}<" in channels
    for track in config.tracks.values():
        assert f"{track.label} = 50" in tracks
        for label in track.labels:
            assert f"{label.label} from {label.start:g}" in tracks


def test_the_numbers_are_those_of_the_config_in_use(tmp_path):
    """Another config shows other numbers: nothing on the page is written by hand."""
    text = (
        "index: {score_limit: 7.5, plan_half_life_days: 31, adaptation_days: 1234, state_half_life_days: 321,\n"
        "  known_share_floor: 0.35, channel_values: {suspended: -0.85}}\n"
        "tone: {share: 0.17, statement_scale: 2.75}\nevent_types: {talks: {weight: 3.25, half_life_days: 61}}\n"
        "severity: {4: 1.23}\ntracks: {economic: {saturation: {measures: 77}}}\n"
    )
    page = page_with(write_project(tmp_path, text=text)).run()
    found = "\n".join(texts(opened(page, section)) for section in SECTIONS)
    for number in ("+7.5", "31 days", "/ 1234)", "/ 321)", "0.35 ×", "−0.85", "0.17 ×", "2.75 ×", ">+3.25<", ">61<",
                   ">1.23<", "tanh(M / 77)"):  # fmt: skip
        assert number in found, number
    assert not page.exception


def test_markup_in_the_config_is_text(tmp_path):
    """Names with markup from the config are shown as text."""
    bad = "<img src=x onerror=alert(1)>"
    text = (
        f"event_types: {{talks: {{label: '{bad}'}}}}\nchannels: {{leaders: {{name: '{bad}'}}}}\n"
        f"tracks: {{security: {{label: '{bad}'}}}}\ndomains: {{military: {{label: '{bad}'}}}}\n"
        f"index: {{labels: [{{from: 0, label: '{bad}'}}]}}\n"
    )
    page = page_with(write_project(tmp_path, text=text)).run()
    for section in SECTIONS:
        found = "\n".join(item.proto.body for item in opened(page, section).get("html"))
        assert not page.exception and "<img" not in found
        assert not any("<img" in item.value and item.allow_html for item in page.markdown)


def test_the_page_says_what_is_in_use(page, config, result):
    """Method version, config hash, last day of the data and number of events stand at the top."""
    found = texts(page)
    assert config_hash(config)[:12] in found and f"<b>{len(result.scored):,}</b>" in found


# ---------------------------------------------------------------- the pieces
def test_the_config_in_use_can_be_used_again(tmp_path, config):
    """The downloaded config loads to the same hash, says its hash in its name, and tells no folder of the machine."""
    path = tmp_path / config_name(config)
    path.write_bytes(config_file(config))
    assert config_hash(load_config(path)) == config_hash(config)
    assert path.name == f"us-china-config_{config_hash(config)[:12]}.yaml"
    inherited = load_config(write_project(tmp_path / "deep" / "below"))
    assert str(tmp_path) not in config_file(inherited).decode()


@pytest.mark.parametrize("name", ["NO", "010", "1e5", "null", "a: b # c", "2020-01-01", "“x” & <y>", "~", "'"])
def test_odd_names_survive_the_download(tmp_path, config, name):
    """Names that YAML could take for something else come back as written."""
    kinds = config.event_types | {"talks": config.event_types["talks"].model_copy(update={"label": name})}
    changed = config.model_copy(update={"event_types": kinds})
    path = tmp_path / "config.yaml"
    path.write_bytes(config_file(changed))
    assert load_config(path).event_types["talks"].label == name


def test_formulas_give_the_numbers_of_the_index(result):
    """Whoever works out the printed track and headline formulas gets the published tension."""
    config, values = result.config, {}
    lines = formulas.track_formulas(config).splitlines()
    from math import tanh

    for (slug, track), name, inner in zip(config.tracks.items(), lines[::2], lines[1::2], strict=True):
        raw = {"F": result.flow[slug].iat[-1], "C": result.dialogue[slug].iat[-1], "M": result.burden[slug].iat[-1]}
        plain = inner.split(" = ")[1].replace("×", "*").replace("−", "-")
        b = eval(plain, {"tanh": tanh, **raw})
        values[track.label] = eval(name.split(" = ")[1].replace("×", "*").replace("−", "-"), {"B": b})
        assert values[track.label] == pytest.approx(result.daily[slug].iat[-1])
    headline = formulas.headline_formula(config).splitlines()[0].split(" = ")[1].replace("×", "*")
    assert eval(headline, values) == pytest.approx(result.tension.iat[-1])


def test_a_wound_up_channel_is_called_so():
    """A channel whose time is over is wound up, one that no event has named is unknown."""
    config = load_config(overrides={"data.through": date(2020, 6, 1)})
    result = build_index(config, frame([row(channels="dpct")], config))
    table = method_tables.channels(config, result, "security")
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', table))
    assert rows["Defense Consultative Talks"] == "wound up"
    assert (rows["Defense Policy Coordination Talks"], rows["Joint chiefs"]) == ("open", "unknown")


def test_a_table_scrolls_in_its_own_frame(config):
    """Each table is a named region that can be reached by keyboard and scrolls by itself."""
    assert method_tables.types(config).startswith('<div class="tl-scroll" role="region" aria-label="')
