"""The words that the checks know: ``lexicon.toml``, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

FILE = "lexicon.toml"
STATUSES_OF = frozenset(
    ("kept", "late", "open", "dropped", "moved", "reopened", "due", "new", "cleared", "standing")
) | frozenset(("up", "down", "same", "reached", "short", "supported", "contradicted", "undecided"))
"""All statuses but those of meetings."""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Words in small letters, and what they mean.

    ``verbs`` are forms to their plain form, ``same`` stems' words to the one that stands for them,
    ``roles`` words to what a number beside them is, ``ties`` words to the kind of record that they
    need, ``statuses`` what each status can be called, as words.
    """

    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    verbs: Mapping[str, str]
    same: Mapping[str, str]
    roles: Mapping[str, str]
    ties: Mapping[str, str]
    small: frozenset[str]
    plain: frozenset[str]
    added: frozenset[str]
    undone: frozenset[str]
    coming: frozenset[str]
    missing: frozenset[str]
    exact: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    statuses: Mapping[str, tuple[tuple[str, ...], ...]]
    quantifiers: Mapping[str, str]
    rough: tuple[tuple[str, ...], ...]
    sets: Mapping[str, frozenset[str]]


@lru_cache
def lexicon() -> Lexicon:
    """The words of the file beside this module."""
    read = tomllib.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return Lexicon(
        numbers=read["numbers"],
        ordinals=read["ordinals"],
        months=read["months"],
        weekdays=read["weekdays"],
        **{name: _turned(read[name]) for name in ("verbs", "same", "roles", "ties", "quantifiers")},
        small=frozenset(read["words"]["small"].split()),
        plain=frozenset(read["words"]["plain"].split()),
        undone=frozenset(read["undone"]["words"].split()),
        missing=frozenset(read["missing"]["words"].split()),
        coming=frozenset(read["coming"]["words"].split()),
        exact=frozenset(read["exact"]["words"].split()),
        added=frozenset(read["words"]["added"].split()),
        rough=_split(read["rough"]["before"]),
        sets={name: frozenset(words.split()) for name, words in read["sets"].items()},
        phrases=_split(read["phrases"]["added"]),
        statuses={name: _split(said) for name, said in read["statuses"].items()},
    )


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    """Each word to the key that it stands under."""
    return {word: key for key, words in table.items() for word in words.split()}


def _split(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    """The phrases as words, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))
