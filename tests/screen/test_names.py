import pytest

from bot.domain.names import Form, fold, hashed, marks_of, name_parts, plain


@pytest.mark.parametrize(
    ("name", "firsts", "lasts"),
    [
        ("Anna Castillo", "anna", "castillo"),
        ("Castillo, Anna", "anna", "castillo"),
        ("Ms. Anna Castillo", "anna", "castillo"),
        ("José Núñez Jr.", "jose", "nunez"),
        ("Siobhán O’Neil", "siobhan", "oneil"),
        ("Jan van der Berg", "jan", "berg vanderberg"),
        ("Carmen Castillo-Reyes", "carmen", "castillo castilloreyes reyes"),
        ("Anna Maria Soto", "anna annamaria maria", "maria mariasoto soto"),
        ("Jo Le", "jo", "le"),
        ("Łukasz Đặng", "lukasz", "dang"),
        ("Cher", "cher", "cher"),
        ("Vance,", "vance", "vance"),
        ("", "", ""),
    ],
)
def test_a_full_name_is_taken_apart(name: str, firsts: str, lasts: str) -> None:
    assert [" ".join(sorted(part)) for part in name_parts(name)] == [firsts, lasts]


def test_marks_stand_for_first_and_family_name_and_for_both_in_either_order() -> None:
    words = {"f": ["anna"], "l": ["castillo"], "n": ["annacastillo", "castilloanna"]}
    expected = {kind + hashed(word, "salt") for kind, of in words.items() for word in of}

    assert set(marks_of(["Anna Castillo"], "salt")) == expected


def test_marks_are_the_same_however_the_list_was_written() -> None:
    assert marks_of(["José Núñez", "José Núñez"], "salt") == marks_of(["NUNEZ, Jose"], "salt")


def test_no_name_can_be_read_in_the_marks_and_another_salt_makes_others() -> None:
    marks = marks_of(["Anna Castillo"], "salt")

    assert not any("anna" in mark or "castillo" in mark for mark in marks)
    assert not set(marks) & set(marks_of(["Anna Castillo"], "pepper"))


def test_a_letter_alone_is_never_marked_as_a_name() -> None:
    assert Form.FIRST + hashed("t", "salt") not in marks_of(["T Boyd"], "salt")


def test_words_are_compared_without_case_accents_apostrophes_and_what_has_no_width() -> None:
    assert [fold(word) for word in ("O'NEIL", "Nu\u0301n\u0303ez", "Cas\u200btillo")] == [
        "oneil",
        "nunez",
        "castillo",
    ]


def test_words_that_are_nobodys_name_are_kept_without_marks_and_possessive() -> None:
    assert plain("*Dr. King*’s  Day, (914) 555") == "dr king day 914 555"
