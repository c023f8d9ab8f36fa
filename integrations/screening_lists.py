"""The names of a district's own lists in a text, of which only keyed hashes are known."""

from collections.abc import Iterator

from bot.domain.names import PARTICLES, Form, Listed, Marked, hashed
from bot.domain.screen import Sort
from integrations.screening_words import AFTER_COMMA, HYPHENS, Lists, Words

# "Title I", "Algebra I" and "Tier I" end in a numeral.
_NUMBERED = ("title", "algebra", "tier", "type", "part", "phase", "level", "grade", "unit")
_SORTS = {Listed.STAFF: Sort.STAFF, Listed.STUDENTS: Sort.STUDENT}

Kinds = frozenset[tuple[Listed, Form]]
Span = tuple[int, int, Sort]
_NOTHING: Kinds = frozenset()


class Known:
    """What a folded word is on the lists, each word hashed once."""

    def __init__(self, lists: tuple[Marked, ...]) -> None:
        self._lists = lists
        self._seen: dict[str, Kinds] = {}

    def kinds(self, word: str) -> Kinds:
        """On which lists it is, and as what; empty for a word of none."""
        if word not in self._seen:
            self._seen[word] = frozenset(self._look_up(word))
        return self._seen[word]

    def _look_up(self, word: str) -> Iterator[tuple[Listed, Form]]:
        for each in self._lists:
            mark = hashed(word, each.salt)
            yield from ((each.listed, form) for form in Form if form + mark in each.marks)


def is_form(kinds: Kinds, form: Form) -> bool:
    """Whether any list has the word as that."""
    return any(kind[1] is form for kind in kinds)


class ListedNames:
    """Finds the listed names among the words of one text."""

    def __init__(self, words: Words, lists: Lists, known: Known, places: frozenset[str]) -> None:
        self._words, self._lists, self._known, self._places = words, lists, known, places
        self._kinds = [self._kinds_at(at) for at in range(len(words))]
        self._partner: dict[int, int] = {}

    def spans(self) -> Iterator[Span]:
        """First and last word of each name found, and whose it is."""
        taken = self._pairs()
        for at, kinds in enumerate(self._kinds):
            if kinds and at not in taken and self._alone(at):
                taken[at] = _sort(kinds)
        for first, last in self._groups(sorted(taken)):
            sorts = {taken[at] for at in range(first, last + 1) if at in taken}
            sort = Sort.STUDENT if sorts == {Sort.STUDENT} else Sort.STAFF
            yield self._from(first), self._until(last), sort

    def _kinds_at(self, at: int) -> Kinds:
        word = self._words[at].plain
        if kinds := self._known.kinds(word):
            return kinds
        if word in self._lists.common:
            return _NOTHING
        if self._words.handle(at) and len(word) > 2:
            parts = (self._known.kinds(word[1:]), self._known.kinds(word[:-1]))
            return next((kinds for kinds in parts if kinds), _NOTHING)
        # "alvarezs class": the apostrophe that a phone left out.
        shorter = word.removesuffix("s")
        plausible = len(shorter) > 3 and shorter not in self._lists.common
        return self._known.kinds(shorter) if plausible else _NOTHING

    def _pairs(self) -> dict[int, Sort]:
        """Words that are a listed full name together with a neighbour."""
        taken: dict[int, Sort] = {}
        for at, kinds in enumerate(self._kinds):
            other = self._next_part(at) if kinds else None
            if other is None:
                continue
            both = self._known.kinds(self._words[at].plain + self._words[other].plain)
            if is_form(both, Form.FULL) and self._pair(at, other):
                sort = _sort(frozenset(kind for kind in both if kind[1] is Form.FULL))
                taken[at] = taken[other] = sort
                self._partner[at] = other
        return taken

    def _next_part(self, at: int) -> int | None:
        """The next listed word of what can be one name, over initials and particles."""
        comma = AFTER_COMMA.fullmatch(self._words.between(at))
        other = at
        while other + 1 < len(self._words) and other - at < 4:
            if not (self._words.joined(other) or (comma and other == at)):
                return None
            other += 1
            if self._kinds[other]:
                return other
            if not (len(self._words[other].plain) == 1 or self._words[other].plain in PARTICLES):
                return None
        return None

    def _ambiguous(self, at: int) -> bool:
        word = self._words[at].plain
        return word in self._lists.common or len(word) < 3 or word in self._places

    def _pair(self, at: int, other: int) -> bool:
        """Whether a listed full name is meant: not in "they will grant it"."""
        first, second = self._words[at], self._words[other]
        written_as_one = self._words.between(at) in ("_", ".")
        if written_as_one or not (self._ambiguous(at) and self._ambiguous(other)):
            return True
        if first.capital or second.capital or "," in self._words.between(at):
            return first.capital and second.capital
        risky = {first.plain, second.plain} & (self._lists.grammar | self._lists.modals)
        named = self._words.before(at) in self._lists.before_person
        room = self._words.after(other) in ("room", "rm")
        return not risky or named or room or self._owns_class(other)

    def _owns_class(self, at: int) -> bool:
        return self._words.owned(at) in self._lists.class_words

    def _alone(self, at: int) -> bool:
        """Whether a single listed word is meant as a name."""
        if self._words.before(at) in ("named", "called") or self._words.handle(at):
            return True
        if self._ambiguous(at):
            return self._words[at].plain not in self._places and self._meant(at)
        return True

    def _meant(self, at: int) -> bool:
        """Whether an English word that is on a list too is meant as the name."""
        lists, word, before = self._lists, self._words[at], self._words.before(at)
        if self._owns_class(at) and (word.capital or word.plain not in lists.calendar):
            return True
        if not word.capital or self._words.headline(at):
            return False
        if self._behind_initial(at) or self._beside_another(at):
            return True
        if self._words.after(at) in lists.person_verbs:
            return before not in lists.determiners
        if word.plain in lists.calendar:
            return before in lists.before_person_only
        if self._words.begins(at) or before in lists.determiners:
            return False
        return before in lists.before_person_only or not self._in_a_title(at)

    def _beside_another(self, at: int) -> bool:
        """Whether "and" and a name that is nothing else follow: "Max and Noor"."""
        if self._words.after(at) != "and" or at + 2 >= len(self._words):
            return False
        return bool(self._kinds[at + 2]) and not self._ambiguous(at + 2)

    def _behind_initial(self, at: int) -> bool:
        """Whether an initial stands before it; "A" is one inside a sentence or with a full stop."""
        if not (at and self._words[at - 1].initial and self._words.joined(at - 1)):
            return False
        sure = self._words.between(at - 1).startswith(".")
        pronoun = self._words[at - 1].plain in "ai" and self._words.begins(at - 1)
        return sure or not (pronoun or self._words.before(at - 1) in _NUMBERED)

    def _in_a_title(self, at: int) -> bool:
        """Whether another capital is beside it: "Hope Street", "Title I Grant", "MLK Day"."""
        if self._words.before(at):
            before = self._words[at - 1]
            if before.plain in PARTICLES:
                return False
            if before.shouted or (before.capital and not self._words.begins(at - 1)):
                return True
        follows = self._words.after(at)
        return follows in self._lists.never - self._lists.calendar and self._words[at + 1].capital

    def _groups(self, taken: list[int]) -> Iterator[tuple[int, int]]:
        """The words taken that follow each other as one name."""
        if not taken:
            return
        first = last = taken[0]
        for at in taken[1:]:
            if not (self._partner.get(last) == at or self._linked(last, at)):
                yield first, last
                first = at
            last = at
        yield first, last

    def _linked(self, at: int, other: int) -> bool:
        return all(
            self._words.joined(n) and (n == at or not self._lists.common >= {self._words[n].plain})
            for n in range(at, other)
        )

    def _from(self, at: int) -> int:
        """The first word of the name that the word is of: initials, particles, a first name."""
        particles = at
        while particles and self._words[particles - 1].plain in PARTICLES:
            particles -= 1
        for first in range(particles, at):
            whole = "".join(self._words[n].plain for n in range(first, at + 1))
            if is_form(self._known.kinds(whole), Form.LAST):
                at = first
                break
        while at and self._words.joined(at - 1) and self._goes_before(at - 1):
            at -= 1
        return at

    def _goes_before(self, at: int) -> bool:
        word, gap = self._words[at], self._words.between(at)
        if gap in HYPHENS and self._kinds[at]:
            return True
        if self._words.initial(at):
            return gap.startswith(".") or word.plain not in ("a", "i")
        return self._unlisted(at) and gap == " " and not self._words.begins(at)

    def _until(self, at: int) -> int:
        if at + 1 >= len(self._words):
            return at
        word, gap = self._words[at + 1], self._words.between(at)
        if gap in HYPHENS and self._kinds[at + 1]:
            return self._until(at + 1)
        if not is_form(self._kinds[at], Form.FIRST):
            return at
        if self._words.initial(at + 1) and gap.strip() in ("", "_", "."):
            dotted = self._words.between(at + 1).startswith(".")
            return at + 1 if dotted or word.plain not in ("a", "i") else at
        return at + 1 if gap in (" ", "-") and self._unlisted(at + 1) else at

    def _unlisted(self, at: int) -> bool:
        """Whether it looks like the other half of a name, which no list has."""
        word = self._words[at]
        known = word.plain in self._lists.common or word.plain in self._places
        return word.capital and not known and not word.shouted and len(word.plain) > 2


def _sort(kinds: Kinds) -> Sort:
    staff = any(kind[0] is Listed.STAFF for kind in kinds)
    return _SORTS[Listed.STAFF if staff else Listed.STUDENTS]
