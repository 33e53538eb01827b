"""Band and signs on the pages: no page waits for the draws, one computation serves all, and the page then says what they say."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline import build_index, load_config, load_events
from tests.files import SMALL, write_project
from views import drawn
from views.loaded import Loaded, load_or_explain

QUICK = SMALL + "uncertainty: {draws: 30}\n"


def page(config: Path, name: str, **query: str) -> AppTest:
    """One page over one config."""

    def script(path: str, name: str) -> None:
        from importlib import import_module
        from pathlib import Path

        from views.loaded import load_or_explain

        import_module(f"views.{name}").show(load_or_explain(Path(path)))

    app = AppTest.from_function(script, args=(str(config), name), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app


def texts(app: AppTest) -> str:
    """All HTML and Markdown of a page."""
    return "\n".join([*(item.proto.body for item in app.get("html")), *(item.value for item in app.markdown)])


@pytest.fixture
def config(tmp_path):
    """A made-up year with few draws."""
    return write_project(tmp_path, text=QUICK)


@pytest.fixture
def waiting(monkeypatch):
    """Pages wait for the draws."""
    monkeypatch.setenv("THAWLINE_DRAWS", "wait")


@pytest.fixture
def held(monkeypatch):
    """The draws are not finished before the test says so; counts how often they were begun."""
    begun, go, plain = [], threading.Event(), drawn.uncertainty_of

    def slow(result):
        begun.append(result)
        go.wait(30)
        return plain(result)

    monkeypatch.setattr(drawn, "uncertainty_of", slow)
    yield begun, go
    go.set()


def loaded(path: Path, mark: int = 0) -> Loaded:
    config = load_config(path)
    events = load_events(config)
    return Loaded((str(path), mark), build_index(config, events), [], events, path)


# ---------------------------------------------------------------- once for all
def test_the_page_does_not_wait(config, held):
    """The first page has its chart and says that the band is being drawn; the next run has band and signs."""
    _, go = held
    app = page(config, "overview").run()
    assert not app.exception and app.get("plotly_chart")
    assert "band is being drawn" in texts(app) and "sign kept in …" in texts(app)
    go.set()
    drawn.drawn().ask(load_or_explain(config)).result(30)
    app.run()
    assert not app.exception
    assert "band: 5 to 95 % of 30 draws" in texts(app) and "being drawn" not in texts(app) and "…" not in texts(app)


def test_two_sessions_share_one_computation(tmp_path, held):
    """Whoever asks while the draws are being made gets the same ones; another state of the files gets its own."""
    begun, go = held
    path = write_project(tmp_path, text=QUICK)
    store, state = drawn.Drawn(), loaded(path)
    asked: list = []
    threads = [threading.Thread(target=lambda: asked.append(store.ask(state))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 6 and len({id(future) for future in asked}) == 1
    go.set()
    assert asked[0].result(30).draws == 30 and len(begun) == 1
    newer = loaded(path, 1)
    assert store.found(newer) is None and store.ask(newer).result(30) is not None
    assert len(begun) == 2 and store.found(state) is None


def test_only_so_many_pairs_are_held(tmp_path):
    """With one pair more than are held, the one asked for longest ago is dropped."""
    store = drawn.Drawn()
    states = [loaded(write_project(tmp_path / str(place), text=QUICK)) for place in range(drawn.KEPT + 1)]
    for state in [*states[:-1], states[0], states[-1]]:
        store.ask(state).result(30)
    assert store.found(states[1]) is None
    assert all(store.found(state) for state in (states[0], *states[2:]))


def test_draws_that_fail_leave_the_page(config, monkeypatch):
    """When the draws cannot be made the page stands without its band, and does not ask again and again."""

    def broken(_):
        raise MemoryError

    monkeypatch.setattr(drawn, "uncertainty_of", broken)
    monkeypatch.setenv("THAWLINE_DRAWS", "wait")
    app = page(config, "overview").run()
    assert not app.exception and app.get("plotly_chart")
    assert "being drawn" not in texts(app) and "band:" not in texts(app)


# ---------------------------------------------------------------- what the pages say
def test_overview_says_how_sure(config, waiting):
    """Headline, tracks and list of changes say in how many draws the sign is kept, and a help says what that means."""
    app = page(config, "overview").run()
    told = texts(app)
    assert not app.exception
    assert "<small>sign kept in " in told and 'class="tl-help"' in told and "events that nobody recorded" in told
    assert "in 30 days, sign kept in " in told
    assert any("sign kept in " in item.value for item in app.markdown)


def test_no_draws_no_word(tmp_path, waiting):
    """With `uncertainty.draws: 0` no page speaks of bands or signs."""
    config = write_project(tmp_path, text=SMALL + "uncertainty: {draws: 0}\n")
    for name in ("overview", "why"):
        app = page(config, name).run()
        assert not app.exception
        assert not any(word in texts(app) for word in ("sign kept", "band", "tl-help"))
    app = page(config, "method", method="How sure").run()
    assert not app.exception and "`uncertainty.draws` of the config is 0" in texts(app)


def test_why_adds_the_sign_to_an_unedited_draft(config, held):
    """The draft takes up the sign when the draws come; what a reader has edited by then stays."""
    _, go = held
    untouched, edited = page(config, "why").run(), page(config, "why").run()
    assert "sign kept" not in untouched.text_area[0].value
    edited.text_area[0].set_value("My own words").run()
    go.set()
    drawn.drawn().ask(load_or_explain(config)).result(30)
    assert "sign kept in" in untouched.run().text_area[0].value
    assert edited.run().text_area[0].value == "My own words"
    assert "sign kept in" in texts(edited)


def test_method_shows_table_tornado_and_what_is_left(config, waiting):
    """The section has the table of bands at once; tornado and leave-one-out when they are opened."""
    app = page(config, "method", method="How sure").run()
    assert not app.exception
    assert "From 30 draws" in texts(app) and not app.get("plotly_chart")
    app.session_state["sure_tornado"] = True
    app.session_state["sure_left_out"] = True
    app.run()
    assert not app.exception and len(app.get("plotly_chart")) == 1
    told = texts(app)
    assert "Total order" in told and "weights of event types" in told
    assert all(f"Without one {kind}" in told for kind in ("channel", "domain of events"))
