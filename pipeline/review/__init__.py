"""Between the coder and the chronology: what is suggested, what it belongs to, and what a person decides on it."""
