"""Reads persons in a sentence: by full name, by an office and a name, by a surname with its title."""

from __future__ import annotations

from pipeline.coding.mentions import Mention
from pipeline.coding.office_holders import Tenure
from pipeline.coding.sentence_look import DATE_WORDS, STOPS, SentenceLook
from pipeline.coding.tokens import tokens_of

_PARTICLES = frozenset(["al", "bin", "ibn", "bint", "de", "da", "dos", "van", "von", "der", "el", "ben", "abu", "ul", "la", "le"])
_TITLES = frozenset(["mr", "mr.", "dr", "dr.", "ms", "mrs", "gen.", "adm.", "general", "admiral"])
_BESIDE = frozenset(("the", "then", "a", "new", "former", "now", "deputy", "vice", "assistant", "acting"))
_GOES_ON = frozenset(("for", "of", "at", "in", "to"))
_ARTICLES = frozenset(["the", "then", "a", "new", "former", "top", "now", "outgoing"])


class PersonReading(SentenceLook):
    """What belongs to a person: the office before, behind or beside the name, and the tenure on the day."""

    def _tenure(self, name: str, code: str, role: str, flags: list[str]) -> tuple[str, tuple[str, ...]]:
        key = name.lower().replace("\u2019", "'")
        if key not in self.people.names:
            one = self._bearers(key, role, code)
            key = " ".join(_words(one[0].name)) if one else key
        if {"former", "deputy"} & set(flags):
            return "", ()
        return self.people.judged(key, code, role, self.day)

    def _full(self, name: str, code: str) -> str:
        """The name as `actors.csv` writes it, where it knows the person; else as the text does."""
        tenures = [one for one in self.people.names.get(name.lower().replace("\u2019", "'"), ()) if one.side == code]
        return tenures[0].name if tenures else name

    def _name_after(self, last: int, code: str, direct: bool = True) -> tuple[int, str]:
        """The person named after an office: 'minister Dong Jun', 'minister, Dong Jun,'."""
        behind = self._run(last + 1, code) if direct else None
        if behind:
            return behind
        if self.word(last + 1) == ",":
            beside = self._run(last + 2, code)
            if beside and (" " in beside[1]) and (beside[0] + 1 >= len(self.tokens) or self.word(beside[0] + 1) in STOPS):
                return beside
        return last, ""

    def _run(self, place: int, code: str) -> tuple[int, str] | None:
        """A person's name at this token: one of `actors.csv`, else a run of capitalised words."""
        while self.word(place) in _TITLES and self.capital(place):
            place += 2 if self.word(place + 1) == "." else 1
        if place >= len(self.tokens) or not self.capital(place):
            return None
        known = self.match(place)
        if known and known.kind == "person" and known.code == code:
            return place + len(known.words) - 1, " ".join(known.words)
        if known:
            return None
        end, most, words = place, 2 if self.headline else 4, 0
        last_word = -1
        while end < len(self.tokens) and words < most and (end == place or self.near(end)):
            text = self.word(end)
            if text in _PARTICLES and not self.capital(end):
                end += 1
                continue
            if text == "." and end > place and len(self.word(end - 1)) == 1:
                end += 1
                continue
            if text.partition("-")[0] in _PARTICLES and "-" in text and end > place:
                last_word, words, end = end, words + 1, end + 1
                continue
            if not self.capital(end) or not text[0].isalpha() or text in DATE_WORDS or (end > place and self._other(end)):
                break
            last_word, words, end = end, words + 1, end + 1
        return (last_word, self.slice(place, last_word)) if last_word >= place else None

    def _other(self, place: int) -> bool:
        found = self.match(place) if self.word(place) in self.names.starts else None
        return found is not None and found.kind != "person"

    def _name_before(self, first: int, last: int, code: str) -> tuple[int, str]:
        """The person named before an office in apposition: 'Dong Jun, China's defence minister, said'."""
        at = first - 1
        while self.word(at) in _ARTICLES:
            at -= 1
        if self.word(at) != "," or (last + 1 < len(self.tokens) and self.word(last + 1) not in STOPS):
            return first, ""
        if self.found and self.found[-1].last_token == at - 1:
            earlier = self.found[-1]
            if earlier.kind == "person" and earlier.codes == (code,) and self._bare(earlier):
                self.found.pop()
                return earlier.first_token, " ".join(_words(earlier.name))
            return first, ""
        start = at
        while start - 1 >= self._free() and self.capital(start - 1) and self.word(start - 1).isalpha() and at - start < 4:
            start -= 1
        return (start, self.slice(start, at - 1)) if at - start >= 2 else (first, "")

    def _bare(self, mention: Mention) -> bool:
        """Whether a mention is a known name and no more."""
        words = [self.word(place) for place in range(mention.first_token, mention.last_token + 1)]
        return " ".join(words) in self.people.names

    def _person(self, place: int, last: int, code: str) -> int:
        """A full name of `actors.csv`, with the office before it or after a comma ('Wei Fenghe, then minister')."""
        first, role, flags = place, "", []
        head = self.words.ending(self.tokens, place, self._free(), person=True)
        after = last
        if head:
            first = place - len(head.words)
        elif self.word(last + 1) == ",":
            at = last + 2
            while self.word(at) in _BESIDE:
                flags += ["former"] if self.word(at) in self.words.former else []
                flags += ["deputy"] if self.word(at) in self.words.deputy else []
                at += 1
            head = self.words.starting(self.tokens, at)
            if head and head.person and not head.people and self._closes(at + len(head.words)):
                after = at + len(head.words) - 1
            else:
                head, flags = None, []
        if head:
            role = head.role
            flags += ["former"] if self.word(first - 1) in self.words.former else []
            flags += ["deputy"] if self.word(first - 1) in self.words.deputy else []
            role = f"deputy_{role}" if "deputy" in flags else role
        name = " ".join(token.text for token in self.tokens[place : last + 1])
        office, marks = self._tenure(name, code, "" if head and head.people else role, flags)
        role = role if head and not head.people else self.people.role(office) or role
        marks = (*dict.fromkeys(flags), *marks)
        return self._add(first, after, (code,), "person", name=self._full(name, code), role=role, office=office, flags=marks)

    def _closes(self, place: int) -> bool:
        """Whether an apposition may end before this token."""
        return place >= len(self.tokens) or self.word(place) in STOPS or self.word(place) in _GOES_ON

    def _bearers(self, surname: str, role: str, code: str = "") -> list[Tenure]:
        """Who of the known persons may be meant by a surname that day; leaders alone where nothing else is said."""
        found = [one for one in self.people.surnames.get(surname, ()) if not code or one.side == code]
        if role and role not in ("minister", "officer"):
            found = [one for one in found if role in one.roles] or found
        return [one for one in found if one.holds(self.day)] or found

    def _surname(self, place: int) -> int:
        """A surname with its title: 'Mr Xi', 'Secretary Austin'."""
        if not self.capital(place):
            return 0
        word = self.word(place)
        dot = self.word(place - 1) == "."
        title = self.word(place - 1 - dot)
        head = self.words.ending(self.tokens, place, self._free(), person=True)
        if head is None and title not in self.words.titles:
            return 0
        if (
            self.near(place + 1)
            and self.capital(place + 1)
            and self.word(place + 1).isalpha()
            and self.word(place + 1) not in DATE_WORDS
        ):
            return 0
        role = head.role if head else title if title == "minister" else ""
        bearers = self._bearers(word, role)
        sides = {one.side for one in bearers}
        if len(sides) != 1:
            return 0
        names = {one.name for one in bearers}
        first = place - len(head.words) if head else place - 1 - dot
        flags = ("several_persons",) if len(names) > 1 else ()
        code = sides.pop()
        name = bearers[0].name if len(names) == 1 else ""
        known = role if head and not head.people else ""
        office, marks = self.people.judged(" ".join(_words(name)), code, known, self.day) if name else ("", ())
        role = self.people.role(office) or role
        return self._add(first, place, (code,), "person", name=name, role=role, office=office, flags=(*flags, *marks))


def _words(name: str) -> list[str]:
    return [token.text for token in tokens_of(name)]
