"""Names that need no list to be known as names: by a title, by "student named", by their class."""

import re
from collections.abc import Iterator

from bot.domain.names import PARTICLES
from bot.domain.screen import Found, Sort
from integrations.screening_words import AFTER_INITIAL, GOES_ON, HYPHENS, Lists, Words

# Behind these only a name can stand; the others are English words or abbreviations too.
_SURE = frozenset(("mr", "mrs", "mx", "mister", "missus"))
_HALF = frozenset(
    ("ms", "miss", "dr", "senor", "senora", "senorita", "srta", "sr", "sra", "prof", "professor")
) | {"coach", "maestra"}
TITLES = _SURE | _HALF
_TEACHERS = frozenset(("teacher", "sub", "para", "paraprofessional", "aide", "colleague", "tutor"))
_STUDENTS = frozenset(("student", "pupil", "kid", "child", "boy", "girl", "scholar", "learner"))
_MOST_WORDS = 5
_SMALL_VERB_OR_PLURAL = re.compile(r"(?:ing|ed|ly|tion|tions|ment|ments|ness|s|able|ful)$")
# Who a sentence can begin with and is not named by it: "Custodians said", "The librarian asked".
_NOUN = re.compile(r"(?:s|ing|ed|ly|ion|ment|ness|ian|er|or|ist|ant|ent|ee|ship|ity|man|body)$")

_INITIALS = r"(?:(?<![\w.])[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|\b[A-Z]{2,3}\b)"
_ROOM = r"\b(?:class|home)?(?:room|rm\.?|portable)\s*#?\s*[A-Z]?-?\d{1,4}[A-Z]?\b"
_WITH_ROOM = (
    re.compile(rf"(?P<it>{_INITIALS})[\s,(:/–-]*(?:(?:in|from|of|at)\s+)?(?:the\s+)?(?i:{_ROOM})"),
    re.compile(rf"(?i:{_ROOM})[\s,(:/–-]*(?:with\s+|is\s+)?(?P<it>{_INITIALS})"),
    re.compile(r"(?P<it>(?<![\w.])[A-Z]\.\s?[A-Z]\.?)(?=['’]s\s+(?:class|room|lesson|work|desk))"),
    re.compile(r"(?i:\b(?:teacher|student|pupil|kid),?\s+)(?P<it>[A-Z]\.\s?[A-Z]\.?)(?![\w])"),
)

Span = tuple[int, int, Sort]


class UnlistedNames:
    """Finds names in the words of one text by what stands around them."""

    def __init__(self, words: Words, lists: Lists, places: frozenset[str]) -> None:
        self._words, self._lists, self._places = words, lists, places
        self._odd = lists.never | places

    def spans(self) -> Iterator[Span]:
        """First and last word of each name found, a title included, and whose it is."""
        for at in range(len(self._words) - 1):
            word = self._words[at].plain
            if word in TITLES:
                yield from self._titled(at)
            elif word in _TEACHERS or word in _STUDENTS:
                yield from self._said_to_be(at)
            elif self._owns_class(at):
                yield self._first(at), at, Sort.STAFF
            elif self._does_what_people_do(at):
                yield self._first(at), at, Sort.SOMEBODY

    def _titled(self, at: int) -> Iterator[Span]:
        gap = self._words.between(at).removeprefix(".")
        if GOES_ON.fullmatch(gap) and self._behind_title(at):
            yield at, self._last(at + 1), Sort.TITLED

    def _behind_title(self, at: int) -> bool:
        title, name = self._words[at], self._words[at + 1]
        dotted = self._words.between(at).startswith(".")
        sure = title.plain in _SURE or (
            title.plain in ("ms", "dr") and (dotted or _named(title.text))
        )
        if len(name.plain) == 1:
            letter = name.capital or self._words.between(at + 1).startswith(".")
            return letter and sure and name.plain != "i"
        if name.plain in PARTICLES and title.capital:
            return any(self._words[n].capital for n in range(at + 2, min(at + 4, len(self._words))))
        if name.capital and not name.shouted:
            titled = sure or title.capital
            return name.plain not in (self._lists.no_name if titled else self._odd)
        if sure:
            return name.plain not in self._lists.no_name | self._lists.grammar
        return self._looks_like_a_name(at + 1)

    def _looks_like_a_name(self, at: int) -> bool:
        """Whether a word that no capital marks can still be nothing else."""
        word = self._words[at].plain
        if word in self._lists.common or _SMALL_VERB_OR_PLURAL.search(word):
            return False
        return len(word) > 2 or word in PARTICLES

    def _last(self, at: int) -> int:
        """The last word of a name that begins there."""
        first, end = self._words[at], min(at + _MOST_WORDS, len(self._words)) - 1
        while at < end and self._goes_on(at, first.capital):
            at += 1
        return at

    def _goes_on(self, at: int, capital: bool) -> bool:
        word, follows, gap = self._words[at], self._words[at + 1], self._words.between(at)
        if word.plain in PARTICLES and GOES_ON.fullmatch(gap):
            return len(follows.plain) > 1
        if len(word.plain) == 1 and AFTER_INITIAL.fullmatch(gap):
            return follows.capital and follows.plain not in self._lists.never
        if gap in HYPHENS:
            return follows.capital or follows.plain not in self._lists.plain_words
        if not (capital and follows.capital and GOES_ON.fullmatch(gap) and "\n\n" not in gap):
            return False
        return follows.initial is False and follows.plain not in self._lists.never

    def _said_to_be(self, at: int) -> Iterator[Span]:
        """A name behind "teacher" or "student": "student named jayden", "teacher Alvarez"."""
        sort = Sort.STUDENT if self._words[at].plain in _STUDENTS else Sort.STAFF
        name = at + 1
        if self._words[name].plain in ("named", "called") and name + 1 < len(self._words):
            if self._words.after(name) and self._can_be_called(name + 1):
                yield name + 1, self._last(name + 1), sort
            return
        gap = self._words.between(at)
        if gap.strip(" *_") in ("", ",", "(", "-", "–", ":") and self._plainly(name):
            yield name, self._last(name), sort

    def _can_be_called(self, at: int) -> bool:
        word = self._words[at]
        if word.capital:
            return word.plain not in self._lists.grammar or word.plain in self._lists.names_too
        return word.plain not in self._lists.common

    def _bare_name(self, at: int) -> bool:
        """A word with a capital, no abbreviation, that is no word of English or of schools."""
        word = self._words[at]
        strange = word.plain not in self._lists.common and word.plain not in self._places
        plain_case = word.capital and not word.text[1:].isupper()
        return plain_case and strange and len(word.plain) > 2

    def _first(self, at: int) -> int:
        """The first word of a name that ends there: initials or a first name before it."""
        if at and self._words.between(at - 1) == " " and self._bare_name(at - 1):
            return at - 1
        while at and self._has_initial(at):
            at -= 1
        return at

    def _has_initial(self, at: int) -> bool:
        """Whether an initial with its full stop stands before it."""
        if not (at and self._words[at - 1].initial and self._words.joined(at - 1)):
            return False
        return self._words.between(at - 1).startswith(".")

    def _does_what_people_do(self, at: int) -> bool:
        """A strange word with a capital that speaks, owns a desk, or has an initial before it."""
        if not self._bare_name(at):
            return False
        if self._has_initial(at):
            return True
        does = self._words.after(at) in self._lists.person_verbs
        owns = self._words.owned(at) in self._lists.class_words
        noun = self._words.begins(at) and _NOUN.search(self._words[at].plain)
        return (does or owns) and not noun and not self._words.headline(at)

    def _owns_class(self, at: int) -> bool:
        return self._words.owned(at) in self._lists.own_class_words and self._plainly(at)

    def _plainly(self, at: int) -> bool:
        return self._bare_name(at) and not self._words.headline(at)


def initials(text: str, acronyms: frozenset[str]) -> Iterator[Found]:
    """Initials beside a room: "J.D. in room 12", "rm 204 (KL)"; "K.L.'s lesson" too."""
    for pattern in _WITH_ROOM:
        for match in pattern.finditer(text):
            if match["it"].replace(".", "").replace(" ", "") not in acronyms:
                start, end = match.span("it")
                yield Found(start=start, end=end, words=match["it"], sort=Sort.INITIALS)


def _named(title: str) -> bool:
    return title[0].isupper() and not title.isupper()
