"""People as they are called outside: nobody's name goes out, and everybody's comes back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model_use import Called, ModelUse
from bot.domain.people import Level, Person
from bot.writing.called import Callings, callings
from tests.builders import partnership, person
from tests.fakes import riverbend

NAMES = {p.key: p.short_name for p in riverbend().people}


def calling(*people: Person, how: Called = Called.ROLES) -> Callings:
    use = ModelUse(consent="both", people=how)
    shown = {each.key: each.short_name for each in people}
    return callings(replace(partnership(), model=use), people, shown)


BOYD = person()
COACH = person("vance", "Ruth Vance", level=Level.PARTNER, role="partner coach")
OTHER_COACH = person("imai", "Ken Imai", level=Level.PARTNER, role="partner coach")


@pytest.mark.parametrize(
    "form",
    [
        *("Terrence Boyd", "T. Boyd", "T Boyd", "terrence boyd", "Boyd", "BOYD", "Terrence"),
        *("Mr. Boyd", "Principal Boyd", "Boyd, Terrence", "@boyd", "Terrence\n Boyd"),
        *("TerrenceBoyd", "tboyd", "terrence_boyd", "Bo\u00adyd", "Terrence \u200bBoyd"),
    ],
)
def test_every_form_of_a_name_becomes_the_role(form: str) -> None:
    assert (
        calling(BOYD).hide(f"Ask {form}’s team") == "Ask the principal of Lincoln Elementary’s team"
    )


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("José Núñez", "Nunez"),
        ("José Núñez", "Nu\u0301n\u0303ez"),
        ("Jan van der Berg", "Mr. van der Berg"),
        ("Jan van der Berg", "J. van der Berg"),
        ("Anna Smith-Jones", "Ms. Jones"),
        ("Dr. Anna Maria Smith", "Maria"),
        ("Cher", "Cher"),
        ("Shaun O’Neil", "o'neil"),
        ("Shaun O'Neil", "O’Neil"),
        ("Shaun O’Neil", "shaun o\u00b4neil"),
        ("Ann Price", "Prices"),
    ],
)
def test_names_of_every_kind_are_known(name: str, form: str) -> None:
    hidden = calling(person("p", name, role="nurse", school=None)).hide(f"so {form} said")
    assert hidden == "so the nurse said"


def test_a_name_between_signs_of_markup_does_not_go_out() -> None:
    for sign in "_*~`|>":
        hidden = calling(BOYD).hide(f"ask {sign}Boyd{sign} first")
        assert hidden == f"ask {sign}the principal of Lincoln Elementary{sign} first"


def test_in_small_letters_a_word_that_is_a_name_as_well_stays() -> None:
    assert calling(person("p", "Will Price")).hide("the prices will rise") == "the prices will rise"


def test_addresses_and_ids_go_out_for_nobody() -> None:
    text = "boyd@riverbend.example, <@U000000004>, <!channel>, U0004, new@else.example"
    people = calling(replace(BOYD, user="U0004"))
    role = "the principal of Lincoln Elementary"
    assert people.hide(text) == f"somebody, somebody, somebody, {role}, somebody"


def test_two_in_the_same_role_are_told_apart_and_come_back() -> None:
    people = calling(COACH, OTHER_COACH)
    hidden = people.hide("R. Vance asked K. Imai")
    assert hidden == "the partner coach 2 asked the partner coach 1"
    assert people.show(hidden) == "R. Vance asked K. Imai"


def test_two_of_the_same_first_name_are_told_apart_and_come_back() -> None:
    people = calling(person("a", "Ann Lee"), person("b", "Ann Roy"), how=Called.FIRST_NAMES)
    assert people.hide("A. Lee and Ann Roy") == "Ann 1 and Ann 2"
    assert people.show("Ann 1 and Ann 2") == "A. Lee and A. Roy"


def test_a_name_that_several_share_means_somebody() -> None:
    assert (
        calling(person("a", "Ann Lee"), person("b", "Ann Roy")).hide("Ann said") == "somebody said"
    )


def test_where_first_names_are_agreed_no_more_than_that_goes_out() -> None:
    people = calling(BOYD, how=Called.FIRST_NAMES)
    assert people.hide("T. Boyd, that is Mr. Boyd") == "Terrence, that is Terrence"


def test_a_first_name_that_is_a_word_stays_the_word() -> None:
    people = calling(person("g", "Will Grant"), how=Called.FIRST_NAMES)
    assert people.show("Will says it will do") == "W. Grant says it will do"


def test_a_name_that_is_a_word_is_the_word_in_small_letters() -> None:
    people = calling(person("price", "Jordan Price", role="lead", school=None))
    assert people.hide("the price of subs, says Price") == "the price of subs, says the lead"


def test_places_and_days_keep_their_names() -> None:
    people = calling(person("l", "May Marsh", role="lead"))
    assert people.hide("Marsh Street Elementary, 4 May") == "Marsh Street Elementary, 4 May"


def test_a_role_that_names_somebody_is_not_told() -> None:
    aide = person("aide", "Ann Lee", role="aide to Mr. Boyd", school=None, level=Level.DISTRICT)
    assert calling(BOYD, aide).hide("Ann Lee") == "the person at the district"


def test_a_role_at_the_start_of_a_sentence_comes_back_and_a_longer_one_is_no_role() -> None:
    people = calling(person("w", "Dana Whitfield", role="superintendent", school=None))
    assert people.show("The superintendent’s list") == "D. Whitfield’s list"
    assert people.show("the superintendent-elect") == "the superintendent-elect"


def test_letters_that_only_look_alike_break_nothing() -> None:
    people = calling(person("imai", "Ken Imai", role="director in chief", school=None))
    assert people.hide("Ken Ima\u0131") == "somebody"
    assert people.show("The director \u0131n chief") == "The director \u0131n chief"


def test_of_nobody_nothing_is_found() -> None:
    assert calling().show(calling().hide("Boyd said")) == "Boyd said"


@given(
    st.lists(
        st.one_of(
            st.sampled_from([p.name for p in riverbend().people]),
            st.sampled_from([p.short_name for p in riverbend().people]),
            st.sampled_from([p.name.split()[-1].upper() for p in riverbend().people]),
            st.sampled_from([p.name.split()[0] for p in riverbend().people]),
            st.sampled_from([p.email or "" for p in riverbend().people]),
            st.sampled_from([p.user or "" for p in riverbend().people]),
            st.sampled_from(["promised", "’s", ",", "(", "“", "-", "at Lincoln Elementary", "Mr."]),
        )
    ),
    st.sampled_from([" ", "\n", ", ", "; "]),
)
def test_whatever_people_write_no_name_of_theirs_goes_out(words: list[str], gap: str) -> None:
    hidden = callings(riverbend().partnership, riverbend().people, NAMES).hide(gap.join(words))
    for each in riverbend().people:
        for name in (*each.name.split(), each.user, each.email):
            assert not name or name not in hidden
