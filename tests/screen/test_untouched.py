"""What people of the field write about classrooms and teams comes through as they wrote it."""

from itertools import product

import pytest

from bot.domain.names import Names
from bot.domain.screen import without
from integrations.screening import NameScreen
from tests.screen.measure import names
from tests.screen.shapes import KNOWN

SCREEN = NameScreen()

OPENINGS = (
    "/walkthrough lincoln grade 4 math: ",
    "In Marsh Street, grades 3-5, ",
    "Week of 11 January: ",
    "Rm 204 and room 12, 9:15-10:00: ",
    "- ",
    "Boyd and Ruth Vance at Riverbend High School: ",
)
SEEN = (
    "reasoning 3/5, grade-level-task 5/5",
    "students restate the steps but not why; predicted 4 of 5, seen 3 of 5",
    "61% of teachers visited another classroom (target 90%), up from 12.5 in 2026-2027",
    "will grant-funded coaches stay? We hope so; the price is $1,200 and may rise",
    "no common planning time since 2026-11-22; see C-12, B-3, #2 and W-7",
    "ELA, AP, IEP and ELL data came late; PLC on Monday, PD in March, testing in May",
)
ENDINGS = (
    "",
    '; next: plan one "why" question per lesson by 5 Feb',
    "\nKept: the rubric, shared with grade 4 on Friday. In the way: subs.",
    ". @boyd brings the schedule by next Friday #data-teams",
    ". Young readers need a long, rich text; faith and patience help, and so does joy.",
)


@pytest.mark.parametrize(
    "known", [KNOWN, names(with_lists=True), Names()], ids=["500", "60", "none"]
)
def test_texts_of_the_field_without_names_come_back_as_they_were(known: Names) -> None:
    for text in map("".join, product(OPENINGS, SEEN, ENDINGS)):
        assert without(text, SCREEN.find(text, known)) == text
