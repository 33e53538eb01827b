"""Between coding and the chronology: what the coder read waits here until a person decides."""
