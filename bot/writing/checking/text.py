"""A text as tokens: words with their stems, numbers, and the marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.writing.checking.lexicon import lexicon

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}"  # a date
    r"|\d{1,2}:\d{2}"  # a time of day
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?(?![A-Za-z])"
    r"|[^\W\d_]\.(?=\s?[^\W\d_])(?:[^\W\d_]\.)*"  # an initial
    r"|[^\W_]+(?:['’][^\W\d_]+)*"
    r"|[%/\u2044]|[.,;:!?()—–…\"“”-]"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_VOWEL = re.compile(r"[aeiouy]")
BREAKS = frozenset('.;:!?()—–…,"“”')
ENDS = frozenset('.!?:“"')


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. ``low`` is without capitals and possessive s.

    ``stem`` is empty for marks. ``begins`` tells the first word of a sentence.
    """

    text: str
    low: str
    stem: str
    begins: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return bool(self.stem)

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text; words with a hyphen are several."""
    found: list[Token] = []
    begins = True
    for match in _TOKEN.finditer(text):
        word = match[0]
        low = _POSSESSIVE.sub("", word.casefold().replace("’", "'"))
        is_word = word[0].isalnum()
        found.append(Token(word, low, stem(low) if is_word else "", begins and is_word))
        if is_word:
            begins = False
        elif word in ENDS:
            begins = True
    return tuple(found)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What a word has in common with its other forms, and with words that may stand for it."""
    known = lexicon()
    plain = known.verbs.get(word) or known.same.get(word) or word
    cut = _cut(known.same.get(plain, plain))
    return _synonyms().get(cut, cut)


@lru_cache
def _synonyms() -> dict[str, str]:
    return {_cut(word): _cut(one) for word, one in lexicon().same.items()}


def _cut(word: str) -> str:
    """The word without the endings of English."""
    if not word.isalpha() or len(word) < 4:
        return word
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "ly", "ion"):
        head = word[: -len(ending)]
        if word.endswith(ending) and len(head) > 2 and _VOWEL.search(head):
            word = _single(head)
            break
    word = f"{word[:-1]}y" if word.endswith("i") else word
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _single(head: str) -> str:
    """Without the last letter where the ending had doubled it: "sitt" is "sit"."""
    doubled = len(head) > 3 and head[-1] == head[-2] and head[-1] not in "lsz"
    return head[:-1] if doubled else head


def phrase_at(words: Sequence[Token], start: int, phrase: tuple[str, ...]) -> bool:
    """Whether these words stand at this place."""
    if start >= len(words) or words[start].low != phrase[0]:
        return False
    return tuple(token.low for token in words[start : start + len(phrase)]) == phrase


def places_of(words: Sequence[Token], phrase: tuple[str, ...]) -> list[int]:
    """Where these words begin."""
    return [n for n in range(len(words)) if phrase_at(words, n, phrase)]
