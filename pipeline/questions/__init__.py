"""Questions asked of the index: each compares two runs, or two days of one run."""
