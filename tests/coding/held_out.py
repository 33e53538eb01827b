"""Which sentences nobody who writes a rule may read: a third of the peer sentences, set aside before the first rule.

Drawn once, `random.Random(20261121).sample(...)` over the sorted numbers of the sentences; four that stood in a preview
of the file were taken out of the draw first. Figures on the held-out third are the ones that count.
"""

from pathlib import Path

HELD_OUT = frozenset(map(int, Path(__file__).with_suffix(".txt").read_text("ascii").split()))
