"""Thawline: from sourced events to a daily index of tension between two countries.

from pipeline import load_config, load_events, build_index
config = load_config("config.yaml")
index = build_index(config, load_events(config))
index.tension  # a pandas Series, 0 to 100, daily
"""

__version__ = "0.3.0"

from pipeline.coding.articles import code_articles
from pipeline.config import load_config
from pipeline.index import build_index, contributions
from pipeline.sources.events import load_events

__all__ = ["__version__", "build_index", "code_articles", "contributions", "load_config", "load_events"]
