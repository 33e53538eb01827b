"""The index: flow, channels and measures, combined into tension."""

from pipeline.index.attribution import contributions
from pipeline.index.run import METHOD_VERSION, IndexResult, build_index

__all__ = ["METHOD_VERSION", "IndexResult", "build_index", "contributions"]
