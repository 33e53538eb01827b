"""The Briefing page without a browser: choices go into address and picture; whatever a link says, the page never raises."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


def page(**query: str) -> AppTest:
    """The page as its address opens it."""
    app = AppTest.from_string(
        f"from views import frame, briefing\nfrom pathlib import Path\n"
        f"frame.framed(briefing.show, Path({str(ROOT)!r}), 'Briefing')()",
        default_timeout=60,
    )
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_opened_bare():
    """The page opens with the drafted title, the usual number of events and a button a format."""
    app = page()
    assert not app.exception and not app.error
    print(app)
    assert app.text_area(key="briefing_title").value.startswith("US-China tension is ")
