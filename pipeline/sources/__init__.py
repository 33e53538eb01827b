"""Reads the outside world into events, office holders and episodes."""
