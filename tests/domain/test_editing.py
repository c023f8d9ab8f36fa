"""Editing a digest by hand: what stays keeps its sources, what changes gets the nearest ones."""

from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section
from bot.domain.editing import texts_of, with_edits

MET = Line(text="Grade 4 met twice", sources=("A-1",))
WAITS = Line(text="Marsh waits\nfor its schedule", sources=("B-2", "C-3"))
DIGEST = Digest(
    partnership="riverbend",
    week="2027-W02",
    audience=Audience.LEADERS,
    writer="openai",
    headline=Line(text="A good week", sources=("A-1",)),
    sections=(
        Section(key="where", title="Where we are", lines=(MET, WAITS)),
        Section(key="next", title="Next week", lines=(Line(text="- 5 promises fall due"),)),
    ),
    figures={"asked": 2},
)


def edited(text: str) -> tuple[Line, ...]:
    """The lines of the first section with this text in its field."""
    return with_edits(DIGEST, texts_of(DIGEST) | {"where": text}, by="R. Vance").sections[0].lines


def test_sent_as_it_stands_a_digest_stays_the_same() -> None:
    assert with_edits(DIGEST, texts_of(DIGEST), by="R. Vance") == DIGEST


def test_a_sentence_stands_on_one_line() -> None:
    assert texts_of(DIGEST)["where"].splitlines()[1] == "Marsh waits for its schedule"


def test_a_changed_sentence_has_the_sources_of_the_nearest() -> None:
    assert edited("Marsh still waits for a schedule") == (
        Line(text="Marsh still waits for a schedule", sources=("B-2", "C-3"), edited_by="R. Vance"),
    )


def test_sentences_may_change_places_and_get_bullets() -> None:
    assert edited("• Marsh waits for its schedule\n\n- Grade 4 met twice") == (WAITS, MET)


def test_sentences_that_read_alike_keep_each_its_own_sources() -> None:
    other = Line(text=MET.text, sources=("A-9",))
    section = Section(key="where", title="Where we are", lines=(MET, other))
    digest = Digest(**{**vars(DIGEST), "sections": (section,)})

    assert with_edits(digest, texts_of(digest), by="R. Vance") == digest


def test_a_part_without_sentences_is_left_out() -> None:
    after = with_edits(DIGEST, texts_of(DIGEST) | {"where": " \n-"}, by="R. Vance")

    assert [section.key for section in after.sections] == ["next"]


def test_what_no_text_is_given_for_stays() -> None:
    assert with_edits(DIGEST, {}, by="R. Vance") == DIGEST


def test_a_count_of_few_classrooms_that_the_router_took_out_is_no_edit() -> None:
    few = Line(text="Seen in 1 of 2 classrooms", sources=("W-1",))
    section = Section(key="seen", title="Seen", lines=(few,))
    digest = Digest(**{**vars(DIGEST), "sections": (section,)})

    after = with_edits(digest, {"seen": "Seen in a few classrooms"}, by="R. Vance")

    assert after.sections == (section,)
