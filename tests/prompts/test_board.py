"""The board brief: public records alone, in plain words, with nobody named."""

import json
import re
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.blocker import BlockerState
from bot.domain.checkin import Answer, Momentum
from bot.domain.material import Material
from bot.domain.nameless import naming
from bot.domain.pack import pack_of
from bot.domain.people import Person
from bot.domain.revision import Part
from bot.messages import File, plain
from prompts.board import Brief, document, message
from tests import evidence
from tests.builders import blocker, commitment, help_
from tests.quarters import (
    DROPPED,
    JANUARY,
    KEPT,
    MADE_ON,
    MARCH,
    Q1,
    marked,
    quarter,
    rated,
    rich_quarter,
)

PUBLIC = Audience.PUBLIC
FILE = File(id="f", name="board.docx", media_type="x", title="Board brief: Riverbend")


def brief(material: Material) -> Brief:
    return Brief(pack=pack_of(material, Q1), material=material)


def told(material: Material) -> str:
    made = asdict(document(brief(material), made_on=MADE_ON))
    return json.dumps(made, default=str, ensure_ascii=False)


def shared(material: Material) -> Material:
    """Everything in it given to everybody."""
    return marked(material, audience=PUBLIC)


def rated_by_three(*times: tuple[datetime, Momentum]) -> tuple[Answer, ...]:
    """Data teams as three principals see them, each time alike."""
    who = ("boyd", "rossi", "nowak")
    each = ((at, level, by) for at, level in times for by in who)
    return tuple(rated(n, at, level, by) for n, (at, level, by) in enumerate(each, 201))


def test_of_what_is_not_public_nothing_is_in_it() -> None:
    said = told(rich_quarter(PUBLIC))
    assert "Of this quarter nothing may be shared outside yet" in said
    assert "choose “Everybody” under “Who reads it”" in said
    assert not re.search(r"[A-Z]-\d", said)


def test_without_any_agenda_either_it_says_no_more_than_that() -> None:
    bare = replace(evidence.partnership(), agenda=Agenda())
    parts = document(brief(quarter(PUBLIC, partnership=bare)), made_on=MADE_ON).parts
    assert [part.kind for part in parts] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Every student explains their thinking",
        "the district has chosen to work on: Data teams, Student talk and Leaders in classrooms.",
        "Data teams: those who do the work call it steady; it was slow when the quarter began.",
        "Riverbend Public Schools did what it had promised: bring the exit tickets.",
        "Harbor Center did what it had promised: model a lesson.",
        "short visits to classrooms to see how learning goes, never to judge a teacher",
        "Students explain their reasoning: seen in 5 of 9 classrooms; where it was looked for",
        "Teachers who visited another classroom: 61 % (before the quarter 48 %). The aim is 90 %.",
        "In the way for 93 days: no common planning time in grade 5.",
        "It helps: principals sit in for the first ten minutes.",
        "The vision now reads: Every student explains their thinking. Why: the old one named no",
        "By Thursday, 22 Apr, Riverbend Public Schools will have done this: tell the board.",
        "Harbor Center is in the district on Wednesday, 14 Apr: walk grade 5 with the principals.",
        "And 4 more done or owed.",
    ],
)
def test_what_is_public_stands_in_plain_words(line: str) -> None:
    assert line in rich()


@lru_cache
def rich() -> str:
    """The brief of a quarter in which everything is public, put into words once."""
    ratings = rated_by_three((JANUARY, Momentum.SLOW), (MARCH, Momentum.STEADY))
    return told(shared(replace(rich_quarter(PUBLIC), answers=ratings)))


def test_nobody_s_own_rating_can_be_read_off() -> None:
    alone = (rated(1, MARCH, Momentum.STRONG), rated(2, MARCH, Momentum.STRONG, "rossi"))
    before = rated_by_three((JANUARY, Momentum.SLOW))
    assert "strong" not in told(shared(quarter(PUBLIC, answers=alone)))
    assert "call it slow." in told(shared(quarter(PUBLIC, answers=(*before, *alone))))


def test_nobody_is_named_though_everything_is_public() -> None:
    names_somebody = naming(evidence.people())
    for section in brief(shared(rich_quarter(PUBLIC))).sections:
        assert not any(names_somebody(line.text) for line in section.lines)


@settings(max_examples=25, deadline=None)
@given(
    who=st.sampled_from(evidence.people()),
    form=st.sampled_from(["{n}", "@{k}", "{k}", "{s}", "{f}", "{l}", "{n}’s", "({l})", "<@{k}>"]),
    kind=st.sampled_from(("commitments", "blockers", "helps", "site_days", "revisions")),
)
def test_a_text_that_names_somebody_is_left_out_whatever_it_is_in(
    who: Person, form: str, kind: str
) -> None:
    first, last = who.name.split()
    name = form.format(n=who.name, k=who.key, s=who.short_name, f=first, l=last)
    material = shared(rich_quarter(PUBLIC))
    named: Any = [replace(one, text=f"ask {name} first") for one in getattr(material, kind)]
    changes: dict[str, Any] = {kind: tuple(named)}
    after = replace(material, **changes)
    assert name not in told(after)
    assert brief(after).left_out > 0


def test_narrower_audiences_are_not_in_it_in_whatever_kind_of_record() -> None:
    material = rich_quarter(PUBLIC)
    for reads in (Audience.SELF, Audience.PARTNER, Audience.LEADERS):
        assert "narrower" not in told(marked(material, audience=reads, text="narrower"))


def test_how_many_lines_are_left_out_is_said_in_the_page_and_in_the_message() -> None:
    material = quarter(
        PUBLIC,
        commitments=(
            commitment(1, text="call Terrence", audience=PUBLIC, **KEPT),
            commitment(2, text="call the board", audience=PUBLIC, **DROPPED),
            commitment(3, audience=PUBLIC, due=date(2027, 3, 1)),
        ),
    )
    assert "1 line left out, because it names a person." in told(material)
    sent = message(brief(material), FILE)
    said = "\n".join(plain(block.text) for block in sent.blocks)
    assert "nobody named: 2 lines from what its authors gave to everybody." in said
    assert "1 line left out, because it names a person." in said
    assert sent.files == (FILE,)


def test_the_message_of_an_empty_brief_says_how_to_share() -> None:
    said = "\n".join(plain(b.text) for b in message(brief(quarter(PUBLIC)), FILE).blocks)
    assert "Nothing may be shared outside yet, and the page says so." in said
    assert "choose “Everybody”" in said


def test_a_first_rating_a_cleared_blocker_and_a_new_strategy_have_words_too() -> None:
    cleared = {"state": BlockerState.CLEARED, "closed_at": MARCH}
    material = shared(
        quarter(
            PUBLIC,
            answers=rated_by_three((JANUARY, Momentum.SLOW)),
            blockers=(blocker(1, **cleared),),
            helps=(help_(2),),
            revisions=(
                evidence.revision(3, part=Part.STRATEGY, strategy="data-teams", before=""),
                evidence.revision(4, part=Part.SUCCESS, strategy="data-teams", text=""),
            ),
            readings=(evidence.reading(5, value=95, school="marsh"),),
        )
    )
    said = told(material)
    assert "Data teams: those who do the work call it slow." in said
    assert "No longer in the way: no common planning time in grade 5." in said
    assert "New: Every student explains their thinking. Why: the old one" in said
    assert "Data teams, what it looks like when it succeeds, now reads: Every student" in said
    assert "Marsh Street Elementary: 95 %. The aim is 90 %, and it is reached." in said
