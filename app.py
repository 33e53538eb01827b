"""The front door: one page list and the frame around it. Start with `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from views import add_event, briefing, events, frame, method, navigation, overview, review, scenarios, state_of_play, weights, why
from views.settings import read_only

HERE = Path(__file__).parent
PAGES = {
    "overview": ("Overview", overview.show),
    "state": ("State of play", state_of_play.show),
    "events": ("Events", events.show),
    "why": ("Why it moved", why.show),
    "scenarios": ("Scenarios", scenarios.show),
    "weights": ("Weights", weights.show),
    "briefing": ("Briefing", briefing.show),
    "method": ("Method", method.show),
}

st.set_page_config(page_title="Thawline", page_icon=str(HERE / "assets" / "favicon.png"), layout="wide")
st.html(HERE / "assets" / "page.css")

pages = {
    name: st.Page(frame.framed(show, HERE, title), title=title, url_path=name, default=name == "overview")
    for name, (title, show) in PAGES.items()
}
if not read_only():
    pages["review"] = st.Page(frame.framed_form(review.show, HERE, "Review"), title="Review", url_path="review")
    pages["add"] = st.Page(frame.framed_form(add_event.show, HERE, "Add event"), title="Add event", url_path="add")
navigation.remember(pages)
st.navigation(list(pages.values()), position="top").run()
