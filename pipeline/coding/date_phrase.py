"""A date as it is named in an article, and the words of a phrase with what they are read against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipeline.coding.date_spans import Span, period
from pipeline.coding.date_tense import tense_around
from pipeline.coding.date_words import UNITS, DateWords, Word


@dataclass(frozen=True)
class DateMention:
    """A date as it is named in an article: `words` is the slice from `start` to `end`.

    `first` and `last` bound the days (both None: not known). `relative`: means something only beside another day;
    `inferred`: worked out, not read. `anchor`: what it was counted from - "publication", "earlier" (another date of
    the article), or empty. `bound`: since, until or by, where such a word stands before it.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    relative: bool
    inferred: bool
    anchor: str
    words: str
    bound: str = ""


UNKNOWN = "unknown"
Answer = Span | str | None
STEPS = {
    "this": 0,
    "the": 0,
    "last": -1,
    "past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "same": 0,
    "that": 0,
    "following": 1,
}
DETERMINERS = ("this", "last", "past", "next", "coming")


@dataclass
class Phrase:
    """The words from `first` to before `last` that matched a phrase, and what they are read against.

    `named`: the nearest date before it in the sentence, `earlier`: that of the sentences before. `dated`: a date, known or
    not, stands before it in the sentence. `relative` and `anchored` are set by the rules: the answer needed
    the day of publication, or another date.
    """

    words: tuple[Word, ...]
    first: int
    last: int
    lists: DateWords
    published: date | None
    named: Span | None
    earlier: Callable[[], Span | None]
    dated: bool = False
    relative: bool = False
    anchored: bool = False

    @property
    def anchor(self) -> Span | None:
        """The nearest date before the phrase, from which "a day later" counts."""
        return self.named or self.earlier()

    def all(self, *kinds: str) -> list:
        """The values of the matched words of these classes, in order."""
        return [word.value for word in self.words[self.first : self.last] if word.kind in kinds]

    def has(self, *kinds: str) -> bool:
        return any(word.kind in kinds for word in self.words[self.first : self.last])

    def step(self, *among: str) -> int | None:
        """-1, 0 or 1 for last, this, next; None where no such word matched."""
        wanted = among or tuple(STEPS)
        return next((STEPS[word.kind] for word in self.words[self.first : self.last] if word.kind in wanted), None)

    def step_at_end(self) -> int:
        """The step of the word right before the last: "the end of last year" is -1."""
        return STEPS.get(self.words[self.last - 2].kind, 0)

    def unit(self) -> str:
        return next((word.kind for word in self.words[self.first : self.last] if word.kind in UNITS), "day")

    def text(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def before(self, *texts: str, reach: int = 1) -> bool:
        """Whether one of these words stands among the last words before the phrase."""
        return any(self.text(self.first - back) in texts for back in range(1, reach + 1))

    def superlative(self) -> bool:
        """ "The first talks since 2021", "the worst in the past year": the words measure, they do not date."""
        listed = self.lists.lists["superlative"]
        return any(self.text(place) in listed for place in range(max(0, self.first - 14), self.first))

    def today(self) -> date | None:
        self.relative = True
        return self.published

    def future(self) -> bool:
        """Whether the words around say that it is still to come."""
        return self.before("until", "till", "by") or self.tense() in ("future", "ahead")

    def far_ahead(self, behind: date | None, ahead: date | None) -> bool:
        """Whether a day or month without a year is the one to come; "agreed to" and the like leave it to the nearer one."""
        today = self.published
        if today and behind and ahead and self.tense() == "ahead" and not self.before("until", "till", "by"):
            return (ahead - today).days <= (today - behind).days
        return self.future()

    def tense(self) -> str:
        return tense_around(self.words, self.first, self.last, self.lists)

    def contiguous(self) -> bool:
        """Whether the matched words stand without spaces: 2024-05-16."""
        pairs = zip(self.words[self.first :], self.words[self.first + 1 : self.last], strict=False)
        return all(left.end == right.start for left, right in pairs)

    def counted(self) -> tuple[int, int]:
        """The number before the unit, as least and most; "a few", "weeks ago" are vague."""
        if self.has("few"):
            return tuple(self.lists.lists["vague"]["few"])  # type: ignore[return-value]
        found = self.all("num", "big", "count") or self.all("a")
        return (found[0], found[0]) if found else tuple(self.lists.lists["vague"]["few"])

    def year(self) -> int | None:
        """The year that the words name, as a number or as "last year"; None where they name none that is known."""
        if years := self.all("year"):
            return int(years[-1])
        if self.has("yr") and (day := self.today()):
            return day.year + (self.step("last", "this", "next", "the") or 0)
        return None

    def whole(self, unit: str, steps: int) -> Span | None:
        day = self.today()
        return period(day, unit, steps) if day else None
