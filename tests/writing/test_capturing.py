"""What a model finds in somebody's sentences is believed only where the sentences say it."""

from dataclasses import replace

import pytest

from bot.domain.cadence import Makes
from bot.domain.model_use import Called, ModelUse
from bot.ports.model import ModelError
from bot.writing.called import Callings, callings
from bot.writing.capturing import read_finds, request_for_capture
from tests.capturing import found, sentences_of
from tests.fakes import riverbend

TEXT = (
    "Count on me for the agenda by Wednesday. Mei Chen has the form. Nobody can read the tiny font."
)


@pytest.fixture
def people() -> Callings:
    file = riverbend()
    use = ModelUse(consent="yes", capture=True, people=Called.FIRST_NAMES)
    names = {person.key: person.name for person in file.people}
    return callings(replace(file.partnership, model=use), file.people, names)


def finds(people: Callings, *each: object, text: str = TEXT) -> list[tuple[str, str, str | None]]:
    read = read_finds({"finds": list(each)}, text, people)
    return [(one.kind.value, one.text, one.person) for one in read]


def test_the_request_numbers_the_sentences_fences_them_and_names_people_as_agreed(
    people: Callings,
) -> None:
    request = request_for_capture(TEXT, people)

    assert sentences_of(request) == {
        "1": "Count on me for the agenda by Wednesday.",
        "2": "Mei has the form.",
        "3": "Nobody can read the tiny font.",
    }
    assert "data" in request.instructions


def test_what_is_copied_from_a_sentence_is_proposed(people: Callings) -> None:
    first = found(1, "commitment", "the agenda by Wednesday")

    assert finds(people, first, found(3, "blocker", "nobody can read the tiny font")) == [
        ("commitment", "the agenda by Wednesday", None),
        ("blocker", "nobody can read the tiny font", None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        found(1, "commitment", "the agenda by Thursday"),
        found(1, "commitment", "all agendas by Wednesday"),
        found(1, "commitment", "has the form"),
        found(1, "commitment", " "),
        found(1, "commitment", "the agenda by Wednesday", "Boyd"),
        found(9, "commitment", "the agenda by Wednesday"),
        found(0, "commitment", "the agenda by Wednesday"),
        found(1, "secret", "the agenda by Wednesday"),
    ],
)
def test_what_no_sentence_says_is_not_proposed(people: Callings, wrong: object) -> None:
    assert finds(people, wrong) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("commitment", "Can you count on the agenda by Wednesday?"),
        ("commitment", "Please bring the agenda by Wednesday"),
        ("commitment", "Maybe I do the agenda by Wednesday"),
        ("commitment", "I won't do the agenda by Wednesday"),
        ("commitment", "I finished the agenda by Wednesday"),
        ("commitment", "They said “the agenda by Wednesday”"),
        ("blocker", "The tiny font is fixed"),
        ("help", "The tiny font didn't help"),
        ("help", "word " * 100),
    ],
)
def test_a_find_passes_the_same_rules_as_every_proposal(
    people: Callings, kind: str, text: str
) -> None:
    assert finds(people, found(1, kind, text), text=text) == []


def test_where_somebody_is_named_the_writers_own_sentence_is_proposed(people: Callings) -> None:
    find = found(2, "commitment", "Mei has the form", "Mei")

    assert finds(people, find) == [("commitment", "Mei Chen has the form", "Mei Chen")]


def test_what_the_rules_find_is_not_found_twice(people: Callings) -> None:
    text = "I'll bring the agenda by Wednesday. We owe you the form."
    both = (
        found(1, "commitment", "bring the agenda"),
        found(2, "commitment", "We owe you the form"),
    )

    assert finds(people, *both, both[1], text=text) == [("commitment", "We owe you the form", None)]


def test_there_are_three_at_most(people: Callings) -> None:
    text = ". ".join(f"Font {name} is tiny" for name in ("one", "two", "three", "four"))
    four = [found(n, "blocker", text.split(". ")[n - 1]) for n in range(1, 5)]

    assert len(finds(people, *four, text=text)) == 3


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"finds": "none"},
        {"finds": ["text"]},
        {"finds": [{"sentence": 1}]},
        {"finds": [found(1, "help", "x") | {"words": 3}]},
        {"finds": [found(1, "help", "x") | {"sentence": "1"}]},
        {"finds": [found(1, "help", "x") | {"who": None}]},
    ],
)
def test_an_answer_of_another_shape_is_refused(people: Callings, answer: dict[str, object]) -> None:
    with pytest.raises(ModelError) as error:
        read_finds(answer, TEXT, people)

    assert error.value.reason == "malformed"


def test_every_kind_has_its_words_for_what_is_no_such_thing() -> None:
    from bot.domain.proposing_words import UNDONE

    assert set(UNDONE) == set(Makes)
