"""Schools by what people call them."""

import pytest

from bot.domain.people import School
from bot.domain.places import nearest_school, split_school

SCHOOLS = (
    School(key="lincoln", name="Lincoln Elementary", level="elementary"),
    School(key="marsh", name="Marsh Street Elementary", level="elementary"),
    School(key="river-ms", name="River Middle School", level="middle"),
    School(key="river-hs", name="River High School", level="high"),
    School(key="old", name="Old Mill", level="elementary", retired=True),
)


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("lincoln grade 4", "lincoln", "grade 4"),
        ("Lincoln Elementary, grade 4", "lincoln", "grade 4"),
        ("LINCOLN", "lincoln", ""),
        ("marsh  street elementary grade 2", "marsh", "grade 2"),
        ("Marsh Street grade 2", "marsh", "grade 2"),
        ("river middle grade 7", "river-ms", "grade 7"),
        ("river ms reading", "river-ms", "reading"),
        ("river-hs", "river-hs", ""),
        ("River High School 9", "river-hs", "9"),
    ],
)
def test_a_school_is_known_by_key_name_or_unmistakable_word(text: str, key: str, rest: str) -> None:
    school, behind = split_school(SCHOOLS, text)
    assert (school and school.key, behind) == (key, rest)


@pytest.mark.parametrize("text", ["river reading", "old mill", "old", "lincon", "grade 4", ""])
def test_what_names_none_or_several_is_no_school(text: str) -> None:
    assert split_school(SCHOOLS, text) == (None, text)


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("lincon grade 4 math", "lincon", "lincoln"),
        ("marsch stret elementary grade 4", "marsch stret elementary", "marsh"),
        ("river hgh school 9", "river hgh school", "river-hs"),
        ("nowhere at all", "nowhere", None),
        ("", "", None),
    ],
)
def test_the_nearest_school_is_found_for_a_mistyped_one(
    text: str, words: str, key: str | None
) -> None:
    wrong, school = nearest_school(SCHOOLS, text)
    assert (wrong, school.key if school else None) == (words, key)
