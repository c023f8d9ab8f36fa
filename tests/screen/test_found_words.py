import pytest

from bot.domain.screen import Found, Sort, confirmed, read_confirmed, spoken_for, without


def find(text: str, *words: str, sort: Sort = Sort.STAFF) -> list[Found]:
    starts = [(text.index(each), each) for each in words]
    return [Found(start=at, end=at + len(w), words=w, sort=sort) for at, w in sorted(starts)]


@pytest.mark.parametrize(
    ("text", "words", "sort", "instead"),
    [
        (
            "Mrs. Alvarez's class ran over",
            "Mrs. Alvarez",
            Sort.TITLED,
            "A teacher's class ran over",
        ),
        ("We saw Castillo.", "Castillo", Sort.STAFF, "We saw a teacher."),
        ("the Castillo class", "Castillo", Sort.STAFF, "the teacher class"),
        ("Done. Jayden spoke.", "Jayden", Sort.STUDENT, "Done. A student spoke."),
        ("a student named jayden left", "jayden", Sort.STUDENT, "A student left"),
        ("spoke with teacher Alvarez", "Alvarez", Sort.STAFF, "spoke with a teacher"),
        ("ask @castillo", "castillo", Sort.STAFF, "ask a teacher"),
        ("- Anna: pacing", "Anna", Sort.STAFF, "- A teacher: pacing"),
        ("off task: J.D. in room 12", "J.D.", Sort.INITIALS, "off task: somebody in room 12"),
        ("Riley said so", "Riley", Sort.SOMEBODY, "Somebody said so"),
        ("write to a@b.example", "a@b.example", Sort.EMAIL, "write to an e-mail address"),
        ("her 914-555-0134", "914-555-0134", Sort.PHONE, "her phone number"),
        ("student ID 48213", "48213", Sort.NUMBER, "student ID number"),
    ],
)
def test_what_was_found_is_replaced_so_that_it_still_reads_well(
    text: str, words: str, sort: Sort, instead: str
) -> None:
    assert without(text, find(text, words, sort=sort)) == instead


def test_several_finds_are_replaced_and_the_rest_stays_as_it_was() -> None:
    text = "Anna, Marcus and  the team\nread it."

    assert without(text, find(text, "Anna", "Marcus")) == (
        "A teacher, a teacher and  the team\nread it."
    )


def test_a_text_in_which_nothing_was_found_stays_as_it_is() -> None:
    assert without("Reasoning 3/5.", []) == confirmed("Reasoning 3/5.", []) == "Reasoning 3/5."


def test_the_marker_is_put_behind_what_was_found_and_its_possessive() -> None:
    text = "Grant's deadline and Dr. King Day"

    assert confirmed(text, find(text, "Grant", "Dr. King Day")) == (
        "Grant's (no person) deadline and Dr. King Day (no person)"
    )


def test_a_confirmed_text_is_read_back_as_it_was_and_speaks_for_what_was_found() -> None:
    text = "Grant's deadline and Dr. King Day, says Castillo"
    found = find(text, "Grant", "Dr. King Day", "Castillo")

    back, words = read_confirmed(confirmed(text, found[:2]))

    assert back == text
    assert spoken_for(found, words) == tuple(found[:2])


def test_a_marker_can_be_typed_in_other_words_and_any_case() -> None:
    assert read_confirmed("The Grant (Not a person) ends") == ("The Grant ends", ("the grant",))


def test_a_marker_does_not_speak_for_longer_or_other_words() -> None:
    text = "Will Grant and the Price"
    _, words = read_confirmed("the grant (no person) and the price (no person)")

    assert [f.words for f in spoken_for(find(text, "Will Grant", "Price"), words)] == ["Price"]


def test_a_text_without_a_marker_speaks_for_nothing() -> None:
    text, words = read_confirmed("The Grant (no rush) ends")

    assert (text, words) == ("The Grant (no rush) ends", ())
