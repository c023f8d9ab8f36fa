"""A model's answer about a digest, read: sentences that nobody has checked yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.digest import Digest
from bot.ports.model import ModelError
from bot.writing.claim import Claim
from bot.writing.prompt import line_ids, to_word

MOST_SENTENCES = 2
"""For each line of the template's digest."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, and the ids of the template's lines that it says anew."""

    claim: Claim
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The sentences of an answer, by key of their section."""

    headline: Sentence
    sections: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)


def read_answer(
    answer: Mapping[str, object], said: Digest, *, text: Callable[[str], str]
) -> Answer:
    """The sentences of an answer; ``text`` turns each as Headway shows it.

    Sections that the digest does not have are left out, and so are sentences without words. Raises
    ModelError for an answer of another shape, for one without any sentence, and for far too many.
    """
    keys = {section.key for section in to_word(said)}
    sections: dict[str, tuple[Sentence, ...]] = {}
    for section in _list(answer.get("sections")):
        key, given = _text(_field(section, "key")), _list(_field(section, "sentences"))
        sentences = tuple(filter(_says, (_sentence(each, text) for each in given)))
        if key in keys and sentences:
            # Said twice, it stands once.
            sections[key] = tuple(dict.fromkeys((*sections.get(key, ()), *sentences)))
    count = sum(map(len, sections.values()))
    if not count:
        raise ModelError("The model wrote no sentence.", reason="empty")
    if count > MOST_SENTENCES * len(line_ids(said)):
        raise _malformed()
    return Answer(headline=_sentence(answer.get("headline"), text), sections=sections)


def _says(sentence: Sentence) -> bool:
    return bool(sentence.claim.text)


def _sentence(value: object, text: Callable[[str], str]) -> Sentence:
    claim = Claim(
        text=text(" ".join(_text(_field(value, "text")).split())),
        sources=_texts(_field(value, "sources")),
        figures=_texts(_field(value, "figures")),
    )
    return Sentence(claim=claim, replaces=_texts(_field(value, "replaces")))


def _field(value: object, name: str) -> object:
    if not isinstance(value, Mapping):
        raise _malformed()
    return value.get(name)


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise _malformed()
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _malformed()
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(each).strip() for each in _list(value)))


def _malformed() -> ModelError:
    return ModelError("The model's answer has another shape.", reason="malformed")
