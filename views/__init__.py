"""Thin pages: they show what the pipeline computed, and compute nothing."""
