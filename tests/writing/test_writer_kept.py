"""Words from a model: what they leave out comes back as the template tells it."""

from dataclasses import replace

from bot.domain.checkin import Momentum
from bot.domain.commitment import CommitmentState
from tests import builders
from tests.builders import MONDAY, commitment, help_
from tests.writing.answering import HEADLINE, answering, lines, refusing, said, section, worded
from tests.writing.modelling import FakeModel, a_week, template, written


def test_what_is_late_in_the_way_or_contradicts_comes_back() -> None:
    answer = answering(
        HEADLINE,
        promises=[said("A why question is planned", "C-19", replaces=("L9",))],
        agreement=[said("Student talk is supported", "A-31")],
        in_the_way=[said("Time is short", "A-31", replaces=("L11",))],
    )
    digest = worded(a_week(), answer).digest
    assert lines(digest, "promises")[1].startswith("Late by 3 days")
    assert lines(digest, "agreement")[1].startswith("Data teams: the sources contradict")
    assert lines(digest, "in-the-way")[1].startswith("Not sorted yet, 18 days")


def test_a_promise_that_was_kept_and_plain_detail_may_be_left_out() -> None:
    kept = commitment(77, state=CommitmentState.KEPT, closed_at=MONDAY, text="visit Marsh Street")
    week = replace(a_week(), commitments=(*a_week().commitments, kept))
    late = said("The plan for grade 5 is 3 days late", "C-9", replaces=("L9",))
    answer = answering(HEADLINE, promises=[late], data_teams=[said("Two met", "D-5", "D-6")])
    digest = worded(week, answer).digest
    assert lines(digest, "promises") == [late["text"], lines(template(week), "promises")[-1]]
    assert lines(digest, "data-teams") == ["Two met"]


def test_counts_of_everybody_give_way_only_to_a_sentence_that_counts() -> None:
    plain = said("Some checked in", "A-31", replaces=("L1",))
    counting = {**said("2 of 3 checked in", replaces=("L1",)), "figures": ["asked", "answered"]}
    assert "2 of 3 leaders checked in." in lines(
        worded(a_week(), answering(HEADLINE, where=[plain])).digest, "where"
    )
    assert "2 of 3 leaders checked in." not in lines(
        worded(a_week(), answering(HEADLINE, where=[counting])).digest, "where"
    )


def test_a_strategy_that_went_down_comes_back() -> None:
    down = builders.taps(40, {"student-talk": Momentum.STALLED}, by="rossi")
    week = replace(a_week(), answers=(*a_week().answers, replace(down, by="boyd", number=41)))
    digest = worded(week, answering(HEADLINE, where=[said("Teams are strong", "A-33")])).digest
    assert [line for line in lines(digest, "where") if "down from slow to stalled" in line]


def test_who_was_not_heard_from_is_told_as_the_template_tells_it() -> None:
    digest = written(a_week(), FakeModel())
    assert section(digest, "silence") == section(template(a_week()), "silence")


def test_a_section_that_the_answer_leaves_out_stays_as_it_was() -> None:
    digest = worded(a_week(), answering(HEADLINE, helping=[said("Ten minutes", "H-4")])).digest
    before = template(a_week())
    assert [each for each in digest.sections if each.key != "helping"] == [
        each for each in before.sections if each.key != "helping"
    ]


def test_one_line_stands_once_though_two_refused_sentences_name_it() -> None:
    two = [said("One", "H-4", replaces=("L12",)), said("Two", "H-4", replaces=("L12",))]
    made = worded(a_week(), answering(HEADLINE, helping=two), refusing("One", "Two"))
    assert lines(made.digest, "helping") == lines(template(a_week()), "helping")


def test_a_section_of_which_nothing_stands_is_the_templates() -> None:
    week = replace(a_week(), helps=(help_(4),))
    lost = said("All is well", "A-31")
    made = worded(week, answering(HEADLINE, helping=[lost]), refusing("All is well"))
    assert section(made.digest, "helping") == section(template(week), "helping")
