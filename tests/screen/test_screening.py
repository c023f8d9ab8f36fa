import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.names import Names
from bot.domain.screen import Sort, confirmed, read_confirmed, spoken_for
from integrations.screening import NameScreen
from tests.screen import shapes
from tests.screen.measure import names

SCREEN = NameScreen()
KNOWN, UNKNOWN = names(with_lists=True), names(with_lists=False)


def found(text: str, known: Names = UNKNOWN) -> list[str]:
    return [each.words for each in SCREEN.find(text, known)]


@pytest.mark.parametrize(
    "text",
    [
        "«Mrs. Alvarez»'s class",
        "«mrs alvarez» and «MR OKAFOR»",
        "«Ms. B»'s room, «Mr. T» too",
        "«Dr. Maria De La Cruz» and «Prof. van der Berg»",
        "«Señora Ruiz», «Sra Ruiz», «Coach Reyes», «Mx. Lee-Park»",
        "«J.D.» in room 12",
        "rm 204 («KL»)",
        "a student named «jayden», teacher «Alvarez»",
        "a student, «Jayden», said so",
        "student «J.D.» left",
        "«Alvarez»'s classroom",
        "asked «L. Brandt» to host",
        "write to «a.b@c.example» or «<mailto:x@y.example»",
        "call «(914) 555-0134», her cell is «555-0172»",
        "ID «48213», OSIS «204118837», «#104882», student «48213», «123-45-6789»",
    ],
)
def test_what_names_somebody_is_found_without_any_list(text: str) -> None:
    expected = [part.split("»")[0].removeprefix("<mailto:") for part in text.split("«")[1:]]

    assert found(text.replace("«", "").replace("»", "")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Boyd, T. Boyd, Boyd, Terrence and @boyd said so; Boyd's room.",
        "Dr. Whitfield and Superintendent Dana Whitfield",
        "boyd@riverbend.example has it, BOYD@riverbend.example too",
        "T.B. and T. J. Boyd agreed",
    ],
)
def test_people_of_the_partnership_may_be_named_in_every_form(text: str) -> None:
    assert found(text, KNOWN) == []


def test_the_family_name_of_a_leader_with_another_first_name_is_somebody_else() -> None:
    assert found("Kaitlyn Boyd and Mrs. Anna Rossi", KNOWN) == ["Kaitlyn Boyd", "Mrs. Anna Rossi"]


def test_a_school_is_not_a_person_unless_it_has_a_title() -> None:
    known = Names(lists=KNOWN.lists, places=("Castillo Elementary",))

    assert found("Castillo asked for help; Castillo's room; Mrs. Castillo", known) == [
        "Mrs. Castillo"
    ]


def test_words_said_to_be_nobodys_name_are_left_out() -> None:
    known = Names(nobody=frozenset({"dr king", "914 555 0134"}))

    assert found("Dr. King lab, office 914-555-0134, Dr. Kingsley", known) == ["Dr. Kingsley"]


def test_a_holiday_is_no_person() -> None:
    text = "off on Dr. King Day, Martin Luther King, Jr. Day and Dr. King's birthday; Dr. King came"

    assert found(text, Names()) == ["Dr. King"]


def test_a_mention_as_the_platform_writes_it_is_no_name() -> None:
    assert found("ask <@U123CASTILLO> and <#C1>", KNOWN) == []


@pytest.mark.parametrize("typed", ["<@{}>", "<#{}>", "<!{}>", "<@u1{}>", "<#C1|{}>", "<@U1|{}>"])
def test_nobody_hides_in_what_looks_like_a_mention(typed: str) -> None:
    assert len(found(f"ask {typed.format('castillo')}", KNOWN)) == 1


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u061c", "\ufe0f", "\u00ad"])
def test_signs_of_no_width_hide_nobody(sign: str) -> None:
    assert len(found(f"Cas{sign}tillo", KNOWN)) == len(found(f"Mr.{sign} Quist", KNOWN)) == 1


def test_whose_name_it_is_decides_what_can_stand_instead() -> None:
    sorts = [f.sort for f in SCREEN.find("Jayden, Castillo, Mr. Oduya, a@b.example", KNOWN)]

    assert sorts == [Sort.STUDENT, Sort.STAFF, Sort.TITLED, Sort.EMAIL]


@pytest.mark.parametrize(
    "text", ["Will Grant asked", "asked Grant why", "In Price's class", "May told us"]
)
def test_names_that_are_words_too_are_found_where_they_are_meant_as_names(text: str) -> None:
    assert len(found(text, Names(lists=KNOWN.lists))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Will grant money come? They will grant it in May; the price may hold.",
        "the Grant, our Hope, Title I Grant, Grant Application, Hope Street",
        "WE WILL MARK THE TESTS IN MAY",
        "Mark the date. Young readers wait. Long division again: Stone walls.",
        "in May, by April, since June; with grace and joy",
    ],
)
def test_names_that_are_words_too_are_left_where_they_are_words(text: str) -> None:
    assert found(text, shapes.KNOWN) == []


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["Mr.", "A.", "'s", "Will", " ", "@"])).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_the_finds_are_in_order_apart_and_as_they_stand(text: str) -> None:
    finds = SCREEN.find(text, shapes.KNOWN)

    assert [text[f.start : f.end] for f in finds] == [f.words for f in finds]
    assert all(f.end <= g.start for f, g in pairwise(finds))


def test_everything_that_is_found_can_be_confirmed() -> None:
    for shape in shapes.SHAPES.values():
        for name in shapes.NAMES[::25]:
            finds = SCREEN.find(shape(name), shapes.KNOWN)
            back, words = read_confirmed(confirmed(shape(name), finds))
            assert back == shape(name)
            assert spoken_for(SCREEN.find(back, shapes.KNOWN), words) == finds


@pytest.mark.parametrize(
    "text", ["Students restate the steps but not why. " * 75, "a" * 3000, " " * 3000]
)
def test_a_message_of_3000_characters_takes_a_few_milliseconds(text: str) -> None:
    def took() -> float:
        begun = time.perf_counter()
        SCREEN.find(text, shapes.KNOWN)
        return time.perf_counter() - begun

    assert min(took() for _ in range(5)) < 0.05
