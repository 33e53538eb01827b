"""Reads one sentence for actors: a country with its body or office, names joined by hyphens, and the names that mislead."""

from __future__ import annotations

from pipeline.coding.country_names import Phrase
from pipeline.coding.institutions import Head
from pipeline.coding.mentions import Mention
from pipeline.coding.office_holders import LEADERS
from pipeline.coding.person_reading import PersonReading
from pipeline.coding.sentence_look import DATE_WORDS

MOST_WORDS = 8  # between a country and the last word of its body
_COUNTRY = ("country", "demonym", "capital")
_PLACE = frozenset(["in", "at", "near", "outside", "around", "inside", "across", "within", "throughout"])
_TOWARD = frozenset(["to", "from", "via"])
_BODIES_IN = frozenset(["government", "foreign_ministry", "defence_ministry", "officials"])


class SentenceReading(PersonReading):
    """Takes a sentence name by name, each with all that belongs to it."""

    def mentions(self) -> list[Mention]:
        """All mentions in order. Each step reads one name with all that belongs to it."""
        leads, surnames = self.names.leads, self.people.surnames
        places = [place for place, text in enumerate(self.texts) if text in leads or "-" in text]
        if not places:
            return self.found
        starts, free = self.names.starts, self._after_dateline()
        for place in places:
            if place < free:
                continue
            word = self.texts[place]
            after = 0
            if word in starts:
                after = self._name(place)
            if not after and "-" in word and len(word) > 2:
                after = self._compound(place)
            if not after and word in surnames:
                after = self._government_of(place) or self._surname(place)
            free = after or place + 1
        return self.found

    # -- names

    def _name(self, place: int) -> int:
        found = self.match(place)
        if found is None:
            return 0
        last = place + len(found.words) - 1
        if found.kind == "none":
            return last + 1
        if found.kind == "person":
            return self._person(place, last, found.code)
        if found.kind in _COUNTRY:
            if self._misleading(found, place, last):
                return 0
            return self._country(found, place, last)
        return self._with_body(
            place, last, found.code, Head(found.words, found.role, found.kind, found.role in self.words.offices, False)
        )

    def _misleading(self, found: Phrase, place: int, last: int) -> bool:
        """A person's name, a namesake, or the wrong company (Georgia with Atlanta)."""
        name = found.low
        company = self.names.countries.unless_with.get(name)
        if company and company & self.all_words:
            return True
        if name not in self.names.countries.also_a_name or self.headline:
            return False
        before, after = self.word(place - 1), self.word(last + 1)
        if (
            place > 1
            and self.near(place)
            and self.capital(place - 1)
            and before.isalpha()
            and before not in DATE_WORDS
            and not self._known(before)
        ):
            return True
        follows = self.near(last + 1) and self.capital(last + 1) and after.isalpha() and after not in DATE_WORDS
        return follows and not self._known(after)

    def _known(self, word: str) -> bool:
        words = self.words
        return (
            word in words.heads
            or word in words.modifiers
            or word in words.portfolios
            or word in words.titles
            or word in self.names.singles
        )

    def _country(self, found: Phrase, place: int, last: int) -> int:
        joined = self._joined(found, place, last)
        if joined:
            return joined
        after = self._with_body(place, last, found.code, None)
        if after:
            return after
        before = self._body_before(place, found)
        first = before[0] if before else place
        flags: list[str] = []
        if found.low in self.names.countries.ambiguous:
            flags.append("ambiguous")
        if before:
            return self._office_of(first, last, found.code, before[1], flags, direct=False)
        if self.word(last + 1) == "'s" or (self.word(last + 1) == "'" and self.word(last).endswith("s")):
            flags.append("possessive")
        elif found.kind != "demonym":
            previous = self.word(place - 1) if self.word(place - 1) != "the" else self.word(place - 2)
            flags += ["place"] if previous in _PLACE else ["toward"] if previous in _TOWARD else []
        if self.word(last + 1) == "," and found.kind == "capital" and last + 2 < len(self.tokens):  # Beijing, China
            own = self.match(last + 2)
            if own and own.code == found.code and own.kind == "country":
                last += 1 + len(own.words)
        return self._add(first, last, (found.code,), found.kind, name=self.names.names[found.code], flags=tuple(flags))

    def _joined(self, found: Phrase, place: int, last: int) -> int:
        """'U.S.-China', 'US/China', 'U.S.-led': marks between names without a space."""
        if self.word(last + 1) not in ("-", "–", "/", "\u2010", "\u2011") or last + 2 >= len(self.tokens):
            return 0
        if self.tokens[last + 2].start - self.tokens[last].end != 1:
            return 0
        other = self.match(last + 2)
        if other and other.kind in _COUNTRY and other.code != found.code:
            return self._add(place, last + 1 + len(other.words), (found.code, other.code), "both")
        if other or self.capital(last + 2):
            return 0
        return self._add(place, last + 2, (found.code,), "demonym", name=self.names.names[found.code], flags=("compound",))

    def _compound(self, place: int) -> int:
        """A hyphenated token: 'US-China', 'Sino-American', 'US-led', 'anti-China', 'Biden-Xi'."""
        parts = self.tokens[place].text.split("-")
        written = self.slice(place, place).split("-")
        last = place
        if parts[-1] == "u" and self.word(place + 1) == "." and self.word(place + 2) == "s":  # China-U.S.
            parts[-1], written[-1] = "us", "US"
            last = (
                place + 3 if self.word(place + 3) == "." and self.near(place + 3) and place + 4 < len(self.tokens) else place + 2
            )
        codes = [self._part(part, own) for part, own in zip(parts, written, strict=True)]
        if parts[0] in self.names.countries.prefixes and all(codes[1:]):
            codes[0] = self.names.countries.prefixes[parts[0]]
        known = tuple(dict.fromkeys(code for code in codes if code))
        if all(codes) and len(known) == 2:
            hyphenated = parts[-1] in ("american", "americans") and parts[0] not in ("us", *self.names.countries.prefixes)
            return last + 1 if hyphenated else self._add(place, last, known, "both")  # Chinese-American: a citizen
        if len(known) == 1 and codes[0] and len(parts) > 1:
            return self._add(place, last, known, "demonym", name=self.names.names[known[0]], flags=("compound",))
        if len(known) == 1 and parts[0] in self.names.countries.topic_prefixes:
            return self._add(place, last, known, "demonym", name=self.names.names[known[0]], flags=("topic",))
        sides = [
            {one.side for one in self._bearers(part, "")} if own[:1].isupper() else set()
            for part, own in zip(parts, written, strict=True)
        ]
        if len(parts) == 2 and all(len(side) == 1 for side in sides) and sides[0] != sides[1]:
            return self._add(place, last, (*sides[0], *sides[1]), "both", name=self.slice(place, last), role="person")
        return 0

    def _part(self, part: str, own: str) -> str:
        found = self.names.singles.get(part)
        return found.code if found and found.fits([own]) else ""

    # -- bodies and offices

    def _government_of(self, place: int) -> int:
        """'the Biden administration': a leader's surname before a word for government."""
        if not self.capital(place) or self.word(place + 1) not in ("administration", "government", "cabinet"):
            return 0
        leaders = {one.side for one in self.people.surnames[self.word(place)] if set(one.roles) & set(LEADERS)}
        return self._with_body(place, place, leaders.pop(), None) if len(leaders) == 1 else 0

    def _with_body(self, first: int, last: int, code: str, own: Head | None) -> int:
        """What follows a country or a body's own name: 'Chinese defence ministry spokesman Wu Qian'; 0 if nothing does."""
        tokens, words, head, end = self.tokens, self.words, own, last
        place, flags, portfolio = last + 1, [], ""
        limit = min(len(tokens), last + 1 + MOST_WORDS)
        while place < limit and not (head and head.person and not head.people):
            text = tokens[place].text
            step = words.starting(tokens, place)
            if step:
                flags += ["deputy"] if self.word(place - 1) in words.deputy and step.person else []
                if head is None or not step.people:
                    head = (
                        step._replace(role=f"{portfolio}_{step.role}")
                        if portfolio and step.role in ("ministry", "minister")
                        else step
                    )
                else:
                    head = head._replace(person=head.person or step.person, people=True)
                place += len(step.words)
                end = place - 1
            elif text in words.portfolios or text in words.modifiers:
                flags += ["former"] if text in words.former else []
                portfolio = text if text in words.portfolios else portfolio
                place += 1
            else:
                break
        if head is None:
            return 0
        before = self.word(first - 1)
        if before in words.former or (before == "-" and self.word(first - 2) == "ex"):
            flags.append("former")
        return self._office_of(first, end, code, head, flags)

    def _body_before(self, place: int, found: Phrase) -> tuple[int, Head] | None:
        """'the defence ministry of China', 'the government in Kabul'."""
        at = place - 1
        at -= self.word(at) == "the"
        link = self.word(at)
        if link not in ("of", "in") or found.kind == "demonym" or at < 1:
            return None
        head = self.words.ending(self.tokens, at, self._free())
        if head is None or (link == "in" and head.role not in _BODIES_IN):
            return None
        return at - len(head.words), head

    def _office_of(self, first: int, last: int, code: str, head: Head, flags: list[str], direct: bool = True) -> int:
        """Close a mention of a body or an office: with the person behind it, named after it, before it or beside it.

        `direct`: a name may follow without a comma.
        """
        name, side_name = "", ""
        if head.role in ("ambassador", "climate_envoy") and self.word(last + 1) == "to":
            last = self._accredited(last)
        if head.person:
            last, name = self._name_after(last, code, direct)
            if not name:
                first, name = self._name_before(first, last, code)
            side_name = name
        kind = "person" if side_name or (head.person and not head.people) else head.kind
        role = f"deputy_{head.role}" if "deputy" in flags and head.person else head.role
        office = self.people.office(code, role)
        if name:
            office, marks = self._tenure(name, code, "" if head.people else role, flags)
            flags = [*flags, *marks]
            role = (self.people.role(office) or role) if head.people else role
        shown = self._full(name, code) if name else self.names.names.get(code, "")
        return self._add(first, last, (code,), kind, name=shown, role=role, office=office, flags=tuple(dict.fromkeys(flags)))

    def _accredited(self, last: int) -> int:
        """'US ambassador to China': where to belongs to the office."""
        place = last + 2 + (self.word(last + 2) == "the")
        found = self.match(place) if place < len(self.tokens) else None
        return place + len(found.words) - 1 if found and found.kind in _COUNTRY else last
