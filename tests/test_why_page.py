"""The page "Why it moved", run without a browser: a question asked by its address, answered in a chart and in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


def page(**query: str) -> AppTest:
    """The page as its address opens it."""
    app = AppTest.from_string(
        f"from views import frame, why\nfrom pathlib import Path\nframe.framed(why.show, Path({str(ROOT)!r}), 'Why it moved')()",
        default_timeout=60,
    )
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words(app: AppTest) -> str:
    return app.text_area[0].value


def test_the_last_year_is_asked_first():
    """Opened bare, the page explains the last year and drafts three sentences."""
    app = page()
    assert not app.exception
    assert words(app).count("\n\n") == 2 and "US-China tension" in words(app)


def test_two_days_by_address():
    """A link names its days and its series, and the cut-off of August 2022 is named first."""
    app = page(why="Dates", why_from="2022-07-31", why_to="2022-08-31", series="Security")
    assert "security tension rose" in words(app)
    assert "What moved it that way most: China cancels theater commander talks" in words(app)


@pytest.mark.parametrize("query", [
    {"why": "Dates", "why_from": "2022-08-31", "why_to": "2022-07-31"},
    {"why": "Dates", "why_from": "2022-08-31", "why_to": "2022-08-31"},
])  # fmt: skip
def test_days_in_the_wrong_order(query):
    """Two days that are not in order are said so; nothing breaks."""
    app = page(**query)
    assert not app.exception and "Choose two days" in app.warning[0].value


@pytest.mark.parametrize("query", [{"why": "nonsense"}, {"series": "nonsense"}, {"why": "Dates", "why_from": "yesterday"}])
def test_nonsense_in_the_address(query):
    """What an address does not make sense of falls back to the default."""
    app = page(**query)
    assert not app.exception and len(app.text_area) == 1
