"""A text as the screen reads it: its words and what is around them; and the lists of words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Self

from bot.domain.names import APOSTROPHES, WIDTHLESS, WORD, fold

# A name goes on over blanks, marks of bold and italic, and what carries no width.
_BLANK = rf"[\s*_~`>\"“”{WIDTHLESS}]"
HYPHENS = ("-", "\u2010", "\u2011")
GOES_ON = re.compile(rf"{_BLANK}{{0,8}}|[{''.join(HYPHENS)}./_]")
AFTER_INITIAL = re.compile(rf"\.?{_BLANK}{{0,4}}")
AFTER_COMMA = re.compile(rf"{_BLANK}{{0,4}},{_BLANK}{{0,4}}")

_WORD = re.compile(WORD)
_SAME_SENTENCE = re.compile(r"[ \t\u00a0*_~@]{1,4}")
_OWN = re.compile(rf"[{APOSTROPHES}][sS]?['’]?")
# The ids of people and channels as Slack writes them, and a holiday, name nobody.
_MASKED = re.compile(
    r"<[@#](?=[A-Z0-9]{0,20}\d)[UWCG][A-Z0-9]{1,20}>"
    r"|\b(?i:(?:Dr\.? |Martin Luther ){1,2}King(?:,? Jr\.?)?(?:['’]s)? (?=Day|Birthday|Holiday))"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•]|\n|^\s*[-–—]|\n\s*[-–—])[\s*_~>\"“”'‘(\[@]*$")
# How many characters of a line to each side tell whether it is a headline.
_NEAR = 80


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists of the TOML file; each holds folded words, but ``acronyms`` as they are written."""

    grammar: frozenset[str]
    determiners: frozenset[str]
    calendar: frozenset[str]
    names_too: frozenset[str]
    plain_words: frozenset[str]
    person_verbs: frozenset[str]
    before_person: frozenset[str]
    before_person_only: frozenset[str]
    modals: frozenset[str]
    class_words: frozenset[str]
    own_class_words: frozenset[str]
    acronyms: frozenset[str]

    @classmethod
    def read(cls) -> Self:
        """The lists that come with the package."""
        text = resources.files("integrations").joinpath("screening_words.toml").read_text("utf-8")
        return cls(**{key: frozenset(words.split()) for key, words in tomllib.loads(text).items()})

    @cached_property
    def common(self) -> frozenset[str]:
        """Every word that is an English word, whether or not it is a name too."""
        return self.grammar | self.calendar | self.names_too | self.plain_words

    @cached_property
    def no_name(self) -> frozenset[str]:
        """Words that are not even a name behind "Mr."."""
        return (self.plain_words | self.person_verbs) - self.names_too

    @cached_property
    def never(self) -> frozenset[str]:
        """Words that are not a name where nobody listed them."""
        return self.grammar | self.calendar | self.plain_words


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the text: where it stands, as it stands there, and folded."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is in capitals throughout, and longer than an initial."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        """Whether it can be the first letter of somebody's name."""
        return len(self.plain) == 1 and self.capital


class Words:
    """The words of a text in their order, and what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        open_text = _MASKED.sub(lambda mask: " " * len(mask[0]), text)
        self.all = [
            Word(start=m.start(), end=m.end(), text=m[0], plain=fold(m[0]))
            for m in _WORD.finditer(open_text)
        ]

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, at: int) -> Word:
        return self.all[at]

    def between(self, at: int) -> str:
        """What stands between a word and the next; a full stop where there is no next."""
        if at + 1 >= len(self.all):
            return "."
        return self.text[self.all[at].end : self.all[at + 1].start]

    def initial(self, at: int) -> bool:
        """Whether it is the first letter of somebody's name; a small one needs its full stop."""
        word = self.all[at]
        dotted = self.between(at).startswith(".") and self.text[word.start - 1 : word.start] != "."
        return word.initial or (len(word.plain) == 1 and dotted)

    def joined(self, at: int) -> bool:
        """Whether the word and the next can be of one name."""
        short = len(self.all[at].plain) == 1 or self.all[at].plain == "st"
        after = AFTER_INITIAL if short else GOES_ON
        return after.fullmatch(self.between(at)) is not None

    def before(self, at: int) -> str:
        """The folded word before, in the same sentence; empty without one."""
        near = at > 0 and _SAME_SENTENCE.fullmatch(self.between(at - 1))
        return self.all[at - 1].plain if near else ""

    def after(self, at: int) -> str:
        """The folded word behind, in the same sentence; empty without one."""
        near = _SAME_SENTENCE.fullmatch(self.between(at))
        return self.all[at + 1].plain if near else ""

    def owned(self, at: int) -> str:
        """What belongs to it: the folded word behind a possessive s; empty without one."""
        mark = _OWN.match(self.text, self.all[at].end)
        behind = at + 2 if mark and mark[0][1:2] in ("s", "S") else at + 1
        return self.all[behind].plain if mark and behind < len(self.all) else ""

    def begins(self, at: int) -> bool:
        """Whether a sentence, a line or a list item begins with it."""
        from_here = max(0, self.all[at].start - 12)
        return _SENTENCE_END.search(self.text, from_here, self.all[at].start) is not None

    def handle(self, at: int) -> bool:
        """Whether an @ stands before it."""
        return self.text[: self.all[at].start].endswith("@")

    def headline(self, at: int) -> bool:
        """Whether what is near it in its line has a capital on nearly every longer word."""
        here = self.all[at].start
        start = max(self.text.rfind("\n", 0, here) + 1, here - _NEAR)
        end = self.text.find("\n", here, here + _NEAR)
        line = _WORD.findall(self.text[start : here + _NEAR if end < 0 else end])
        long = [word for word in line if len(word) > 3]
        return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
