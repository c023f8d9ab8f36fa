"""A digest worded by a model: what stands, what gives way, and what never fails."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.material import Material
from prompts.digest_formats import as_json, as_markdown, as_message, as_text
from tests import builders
from tests.evidence import rich_week
from tests.fakes import text_of
from tests.openai_server.answers import obeying, well
from tests.writing.answering import (
    HEADLINE,
    Answer,
    answering,
    lines,
    refusing,
    said,
    section,
    worded,
)
from tests.writing.modelling import Counts, FakeModel, a_week, agreed, template, written

NOT_IN_TIME = "Written from the template: the writing service did not answer in time."


# ---- whether a model is asked at all


@pytest.mark.parametrize(
    "material",
    [
        rich_week(Audience.PARTNER),
        agreed(rich_week(Audience.PARTNER), digests=(Audience.LEADERS,)),
        agreed(builders.material()),
    ],
    ids=["nobody agreed", "not for this audience", "a quiet week"],
)
def test_no_model_is_asked_and_nothing_said_of_it(material: Material) -> None:
    model, counts = FakeModel(), Counts()
    assert written(material, model, counts) == template(material)
    assert not model.requests
    assert not counts.digests


def test_the_digest_is_the_models_and_keeps_week_figures_and_titles() -> None:
    week, counts = a_week(), Counts()
    digest, before = written(week, FakeModel(), counts), template(week)
    assert (digest.writer, digest.note, digest.week) == ("openai", "", before.week)
    assert digest.figures == before.figures
    assert [each.title for each in digest.sections] == [each.title for each in before.sections]
    assert counts.digests == {("openai", "worded"): 1}


# ---- what goes wrong


@pytest.mark.parametrize(
    "reason",
    [
        *("timeout", "unreachable", "limited", "server", "request", "off", "refused", "empty"),
        *("cut", "malformed"),
    ],
)
def test_whatever_goes_wrong_the_templates_digest_goes_out_and_says_so(reason: str) -> None:
    week, counts = a_week(), Counts()
    digest = written(week, FakeModel(reason), counts)
    assert digest.note.startswith("Written from the template: ")
    assert replace(digest, note="") == template(week)
    assert counts.digests == {("template", reason): 1}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"digest": "All is well."},
        {"headline": "All is well", "sections": []},
        {"headline": said("x"), "sections": "none"},
        {"headline": said("x"), "sections": [1]},
        {"headline": said("x"), "sections": [{"key": 1, "sentences": []}]},
        {"headline": "All is well", "sections": [{"key": "promises", "sentences": [said("x")]}]},
        answering(HEADLINE, promises=[{**said("x"), "sources": [1]}]),
        answering(HEADLINE),
        answering(HEADLINE, praise=[said("Well done.")]),
        answering(HEADLINE, silence=[said("All is well.")]),
        answering(HEADLINE, promises=[said("  ")]),
        answering(HEADLINE, promises=[said(f"x {n}", "C-9") for n in range(100)]),
    ],
)
def test_an_answer_of_another_shape_is_no_answer(answer: Answer) -> None:
    digest = written(a_week(), FakeModel(lambda _: answer))
    assert digest.writer == "template"
    assert (
        digest.note.startswith("Written from the template: what") or "sent nothing" in digest.note
    )


def test_why_stands_in_the_small_print_and_not_in_the_programs_form() -> None:
    digest = written(a_week(), FakeModel("timeout"))
    assert text_of(as_message(digest, partner="Harbor Center")).endswith(
        f"Harbor Center reads this. {NOT_IN_TIME}"
    )
    assert " ".join(as_text(digest).split()).endswith(NOT_IN_TIME)
    assert as_markdown(digest).endswith(f"_{NOT_IN_TIME}_\n")
    assert as_json(digest) == as_json(template(a_week()))


# ---- sentences that are refused


def test_a_refused_sentence_gives_way_to_the_lines_that_it_names() -> None:
    invented = said("Nobody plans, says nobody", "B-3", replaces=("L11", "L99"))
    made = worded(a_week(), answering(HEADLINE, in_the_way=[invented]), refusing(invented["text"]))
    assert made.digest.sections == template(a_week()).sections
    assert made.refused == ("number",)


def test_one_that_names_none_gives_way_to_those_that_cite_the_same_records() -> None:
    good = said("61 % have visited", "I-9", "I-7", replaces=("L20",))
    bad = said("44 % at Marsh Street", "I-6", "I-7")
    made = worded(a_week(), answering(HEADLINE, measured=[good, bad]), refusing(bad["text"]))
    assert lines(made.digest, "measured") == ["61 % have visited", template_line("I-6")]


def template_line(ref: str) -> str:
    return next(line.text for line in template(a_week()).lines() if line.sources == (ref,))


def test_a_headline_that_is_refused_is_the_templates() -> None:
    answer = answering(HEADLINE, promises=[said("One is late", "C-9")])
    made = worded(a_week(), answer, refusing(HEADLINE["text"]))
    assert made.digest.headline == template(a_week()).headline


def test_a_headline_stands_behind_its_week() -> None:
    made = worded(a_week(), answering(HEADLINE, promises=[said("One is late", "C-9")]))
    assert made.digest.headline.text == "Week of 11 January — Planning time is still in the way"
    assert made.digest.headline.sources == ("B-3",)


def test_a_headline_that_passes_over_what_is_stuck_is_refused() -> None:
    sunny = answering(said("Student talk is up", "A-31"), promises=[said("One is late", "C-9")])
    made = worded(a_week(), sunny)
    assert made.refused == ("one_sided",)
    assert made.digest.headline == template(a_week()).headline


@pytest.mark.parametrize("text", ["x" * 401, "turned \u202e round", "a bell \x07"])
def test_what_is_no_plain_line_of_bounded_length_is_refused(text: str) -> None:
    answer = answering(HEADLINE, helping=[said(text, "H-4")])
    assert worded(a_week(), answer).refused == ("format",)


def test_what_is_said_twice_stands_once() -> None:
    one = said("Ten minutes count", "H-4")
    made = worded(a_week(), answering(HEADLINE, helping=[one, one]))
    assert lines(made.digest, "helping") == ["Ten minutes count"]
    assert made.sentences == 2


def test_line_breaks_become_blanks() -> None:
    answer = answering(HEADLINE, helping=[said("Ten\n minutes\tcount", "H-4")])
    assert lines(worded(a_week(), answer).digest, "helping") == ["Ten minutes count"]


def test_what_the_template_says_word_for_word_stands_with_its_own_sources_alone() -> None:
    (line,) = section(template(a_week()), "helping").lines
    answer = answering(HEADLINE, helping=[said(line.text, "H-4"), said(line.text, "H-4", "A-31")])
    assert worded(a_week(), answer, refusing(line.text)).refused == ("number",)


def test_up_to_a_third_may_be_refused() -> None:
    two = [said("One", "H-4"), said("Two", "H-4")]
    assert worded(a_week(), answering(HEADLINE, helping=two), refusing("Two")).holds
    one = answering(HEADLINE, helping=two[:1])
    assert not worded(a_week(), one, refusing("One")).holds


def test_where_more_is_refused_the_digest_is_the_templates_and_each_reason_counted() -> None:
    week, counts = a_week(), Counts()
    digest = written(week, FakeModel(all_too_long), counts)
    assert replace(digest, note="") == template(week)
    assert digest.note.endswith("could not be traced to records.")
    assert counts.digests == {("template", "unsupported"): 1}
    assert counts.refused["format"] > 3


def all_too_long(data: Answer) -> Answer:
    answer = well(data)
    long = {"text": "word " * 100}
    sections = [
        {**each, "sentences": [{**one, **long} for one in each["sentences"]]}
        for each in answer["sections"]
    ]
    return {**answer, "sections": sections}


def test_few_refused_sentences_are_counted_and_the_digest_stands() -> None:
    def one_too_long(data: Answer) -> Answer:
        answer = well(data)
        return {**answer, "headline": {**answer["headline"], "text": "word " * 100}}

    counts = Counts()
    assert written(a_week(), FakeModel(one_too_long), counts).writer == "openai"
    assert counts.refused == {"format": 1}


# ---- who reads it


@pytest.mark.parametrize("ref", ["B-3", "S-4"])
def test_what_was_said_to_the_partner_alone_stays_marked(ref: str) -> None:
    answer = answering(HEADLINE, in_the_way=[said("Planning time is missing", ref)])
    assert lines(worded(a_week(), answer).digest, "in-the-way")[0].endswith(" · partner only")


def test_what_leaders_read_too_is_not_marked_nor_what_is_worth_asking() -> None:
    answer = answering(
        HEADLINE, helping=[said("Ten minutes", "H-4")], next=[said("Who could clear it?", "B-3")]
    )
    digest = worded(a_week(), answer).digest
    assert lines(digest, "helping") == ["Ten minutes"]
    assert lines(digest, "next") == ["Who could clear it?"]


def test_people_are_shown_as_ever() -> None:
    digest = written(a_week(), FakeModel())
    text = as_text(digest)
    assert "T. Boyd" in text
    assert "the principal of Lincoln" not in text


def test_an_injection_that_the_model_obeys_changes_no_sections_that_may_be_seen() -> None:
    digest = written(a_week(Audience.LEADERS), FakeModel(obeying))
    assert "B-3" not in {ref for line in digest.lines() for ref in line.sources}
