"""The front door: one page list and the frame around it. Start with `streamlit run app.py`."""

import os
from pathlib import Path

import streamlit as st

from views import overview
from views.loaded import load_or_explain

HERE = Path(__file__).parent
CONFIG = Path(os.environ.get("THAWLINE_CONFIG", HERE / "config.yaml"))

st.set_page_config(page_title="Thawline", page_icon=str(HERE / "assets" / "favicon.png"), layout="wide")
st.html(HERE / "assets" / "page.css")


def overview_page() -> None:
    overview.show(load_or_explain(CONFIG))


st.navigation([st.Page(overview_page, title="Overview", url_path="overview", default=True)]).run()
