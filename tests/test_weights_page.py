"""The Weights page without a browser: links, tables, methods and pairs in any order, and it never raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pipeline.config.schema import METHODS, WEIGHT_TABLES
from tests.files import SMALL, STORY, write_config, write_events, write_project


def page_with(*configs: Path) -> AppTest:
    """The Weights page alone; with several configs a widget chooses between them, as on the real page."""

    def script(paths: list[str]) -> None:
        from pathlib import Path

        import streamlit as st

        from views import weights
        from views.loaded import load_or_explain

        chosen = st.selectbox("Pair", range(len(paths)), key="which")
        weights.show(load_or_explain(Path(paths[chosen])))

    return AppTest.from_function(script, args=([str(config) for config in configs],), default_timeout=60)


@pytest.fixture
def project(tmp_path):
    """A small pair of its own."""
    return write_project(tmp_path)


def own(page: AppTest) -> str:
    found = page.query_params.get("w", "")
    return found if isinstance(found, str) else found[0]


def opened(page: AppTest, link: str) -> AppTest:
    page.query_params["w"] = link
    return page.run()


def test_first_run_shows_the_published_index(project):
    """Without own weights both lines are one, nothing stands in the address, and there is nothing to reset."""
    page = page_with(project).run()
    assert not page.exception and not page.error and own(page) == ""
    assert page.get("plotly_chart")
    assert page.button(key="wt_reset").disabled


def test_a_link_fills_tables_and_pickers(project):
    """Table, method and values of a link are what the page shows, and it stays as it was given."""
    link = "index.weights:plover,index.method:decayed_sum,tone.share:0.2"
    page = opened(page_with(project), link)
    assert not page.exception and [picker.value for picker in page.selectbox][1:] == ["plover", "decayed_sum"]
    assert own(page).split(",") == ["index.weights:plover", "index.method:decayed_sum", "tone.share:0.2"]
    assert "3 values differ" in page.info[0].value


def test_pickers_write_the_link_and_reset_empties_it(project):
    """A table and a method chosen stand in the address; reset takes everything back."""
    page = page_with(project).run()
    page.selectbox[1].select("equal").run()
    page.selectbox[2].select("pri").run()
    assert own(page) == "index.weights:equal,index.method:pri"
    page.button(key="wt_reset").click().run()
    assert not page.exception and own(page) == "" and page.selectbox[1].value == "house"


def test_another_table_drops_own_type_weights_alone(project):
    """Choosing a table replaces weights of types and leaves other changes as they are."""
    page = opened(page_with(project), "event_types.tariff.weight:-8,event_types.tariff.half_life_days:60")
    page.selectbox[1].select("copdab").run()
    assert set(own(page).split(",")) == {"index.weights:copdab", "event_types.tariff.half_life_days:60"}


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("nonsense", "expected KEY"),
        ("event_types.tarif.weight:-8", "did you mean 'tariff'?"),
        ("event_types.tariff.weight:8", "needs a weight of 0 or less"),
        ("tracks.security.share:0.9", "must add up to 1"),
        ("x" * 7000, "characters long"),
    ],
)
def test_a_link_that_cannot_be_used_says_why(project, link, message):
    """The page says what is wrong with a link and shows the published index."""
    page = opened(page_with(project), link)
    assert not page.exception
    assert message in page.warning[0].value.replace("\\", "") and own(page) == ""


def test_each_pair_keeps_its_own_weights(tmp_path):
    """Choosing another pair neither takes the weights along nor loses them."""
    events = write_events(tmp_path, STORY).resolve()
    first = write_project(tmp_path / "a")
    second = write_config(
        tmp_path / "b", f"clear: [data.actors, data.episodes]\npair: {{slug: other}}\ndata: {{events: {events}}}\n{SMALL}"
    )
    page = opened(page_with(first, second), "event_types.tariff.weight:-8")
    page.selectbox(key="which").select(1).run()
    assert not page.exception and own(page) == ""
    page.selectbox[2].select("pri").run()
    assert own(page) == "index.method:pri"
    page.selectbox(key="which").select(0).run()
    assert own(page) == "event_types.tariff.weight:-8"


def test_an_address_from_before_the_last_edit_undoes_nothing(project):
    """Who edits faster than the address follows sends an old one along; it is not taken for a link."""
    page = page_with(project).run()
    page.selectbox[2].select("pri").run()
    del page.query_params["w"]
    page.selectbox[1].select("equal").run()
    assert set(own(page).split(",")) == {"index.weights:equal", "index.method:pri"}
    page.query_params["w"] = "index.method:pri"
    page.selectbox[2].select("decayed_sum").run()
    assert set(own(page).split(",")) == {"index.weights:equal", "index.method:decayed_sum"}


def test_a_config_that_breaks_under_the_page_is_told(project):
    """While the file behind the page cannot be read, own weights give a message and the last good line, never a traceback."""
    page = opened(page_with(project), "tone.share:0.2")
    text = project.read_text("utf-8")
    project.write_text(text + "nonsense: 1\n", "utf-8")
    page.selectbox[2].select("pri").run()
    assert not page.exception and page.get("plotly_chart") and page.error
    project.write_text(text, "utf-8")
    assert not page.run().error and not page.exception


def test_two_sessions_do_not_mix(project):
    """What one session weighs is not seen by another."""
    one, other = opened(page_with(project), "index.method:pri"), page_with(project).run()
    assert own(one) == "index.method:pri" and own(other) == "" and other.selectbox[2].value == "stock_and_flow"


def test_readers_of_a_read_only_server_are_told_of_no_file(project, monkeypatch):
    """On a read-only server a message about own weights names no folder of the machine."""
    monkeypatch.setenv("THAWLINE_READ_ONLY", "1")
    page = opened(page_with(project), "event_types.tarif.weight:-8")
    assert not page.exception
    assert str(project.parent) not in " ".join(item.value for item in [*page.warning, *page.error])


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One page for a long walk."""
    return page_with(write_project(tmp_path_factory.mktemp("walk"))).run()


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("table"), st.sampled_from(WEIGHT_TABLES)),
            st.tuples(st.just("method"), st.sampled_from(METHODS)),
            st.tuples(
                st.just("link"), st.sampled_from(["", "tone.share:0.2", "a:b", "channels.leaders.weight:1", "tone.share:7"])
            ),
            st.tuples(st.just("reset"), st.none()),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_sequence_of_steps(shared, steps):
    """No sequence of tables, methods, links and resets makes the page raise or lose its chart."""
    for kind, value in steps:
        if kind == "table":
            shared.selectbox[1].select(value)
        elif kind == "method":
            shared.selectbox[2].select(value)
        elif kind == "link":
            shared.query_params["w"] = value
        elif not shared.button(key="wt_reset").disabled:
            shared.button(key="wt_reset").click()
        shared.run()
        assert not shared.exception and shared.get("plotly_chart")
