"""Loading a partnership file: what is said about each change and each mistake."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.agenda import Term
from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.calendar import Period, SchoolCalendar
from bot.domain.people import Level, School
from bot.load import FileRefusedError, Mistake, PartnershipFile
from bot.load.words import said
from storage.memory import MemoryStore
from tests.builders import partnership, person
from tests.loaded import (
    COACH,
    OTHER_PLACE,
    SNOW,
    changed,
    the_file,
    weekly,
)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.mark.parametrize(
    ("file", "difference"),
    [
        (
            the_file(person(role="director", school=None), COACH),
            ("person", "boyd", "changed", "role: principal → director; school: lincoln → none"),
        ),
        (
            the_file(cadences=(weekly(at=time(9), remind_after=(timedelta(hours=36),)),)),
            (
                "cadence",
                "leaders-weekly",
                "changed",
                "at: 08:00 → 09:00; remind after: 1 day, 3 days → 36 hours",
            ),
        ),
        (
            the_file(cadences=(weekly(every=2),)),
            ("cadence", "leaders-weekly", "changed", "every: 1 week → 2 weeks"),
        ),
        (
            the_file(cadences=(weekly(levels=(Level.SCHOOL, Level.BOARD)),)),
            (
                "cadence",
                "leaders-weekly",
                "changed",
                "levels: district, school, team → school, board",
            ),
        ),
        (
            the_file(digest=DigestPlan(day=Weekday.THURSDAY, post_to=("leadership", "partner"))),
            ("digest", "weekly", "changed", "day: friday → thursday"),
        ),
        (
            the_file(digest=None),
            ("digest", "weekly", "left", "friday 15:00"),
        ),
        (
            the_file(calendar=SchoolCalendar(holidays=None)),
            ("setting", "calendar.holidays", "changed", "US → none"),
        ),
        (
            the_file(calendar=SNOW),
            ("closed", "Snow", "added", "2027-02-15 to 2027-02-15"),
        ),
        (
            the_file(schools=(School(key="new", name="New", level="k-8"), *partnership().schools)),
            ("school", "new", "added", "New"),
        ),
        (
            the_file(workspaces=(*OTHER_PLACE, partnership().workspaces[1])),
            (
                "workspace",
                "district",
                "changed",
                "platform: sandbox → teams; id: T1 → T9",
            ),
        ),
        (
            the_file(workspaces=partnership().workspaces[:1]),
            ("workspace", "partner", "left", "sandbox T1"),
        ),
        (
            the_file(schools=partnership().schools[::-1]),
            ("setting", "order", "changed", "the same things in another order"),
        ),
    ],
)
async def test_a_change_is_told_in_words(
    store: MemoryStore, file: PartnershipFile, difference: tuple[str, str, str, str]
) -> None:
    assert await changed(store, the_file(), file) == [difference]


async def test_questions_and_terms_are_told_one_by_one(store: MemoryStore) -> None:
    old = partnership()
    asked = old.question_sets[0]
    first, *others = asked.questions
    new = (replace(first, text="Where do you stand?"), *others[1:])
    term = Term(term="pledge", meaning="a promise made at the end of a meeting")

    found = await changed(
        store,
        the_file(),
        the_file(
            question_sets=(replace(asked, questions=new),),
            agenda=replace(old.agenda, terms=(term,)),
        ),
    )

    asking = "text: Where are you in the effort? → Where do you stand?"
    assert found == [
        ("term", "pledge", "added", "a promise made at the end of a meeting"),
        ("question", "leaders/where", "changed", asking),
        ("question", "leaders/in-the-way", "left", "What is getting in the way?"),
    ]


async def test_periods_of_one_name_are_told_apart(store: MemoryStore) -> None:
    days = [date(2027, 1, 20), date(2027, 2, 17), date(2027, 3, 17)]
    early = tuple(Period(first=day, last=day, name="Early release") for day in days)
    moved = replace(early[1], first=days[1] + timedelta(days=1), last=days[1] + timedelta(days=1))

    found = await changed(
        store,
        the_file(calendar=SchoolCalendar(testing=early)),
        the_file(calendar=SchoolCalendar(testing=(early[0], moved, early[2]))),
    )

    detail = "from: 2027-02-17 → 2027-02-18; to: 2027-02-17 → 2027-02-18"
    assert found == [("testing", "Early release (2)", "changed", detail)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (2.50, "2.5"),
        (4, "4"),
        ("", "none"),
        (Level.TEAM, "team"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(weeks=1), "1 week"),
    ],
)
def test_values_are_said_as_a_person_would_write_them(value: object, words: str) -> None:
    assert said(value) == words


def test_a_refused_file_names_every_mistake_in_the_order_of_its_lines() -> None:
    error = FileRefusedError(
        "riverbend.yaml",
        [
            Mistake(line=88, where="cadences[0].at", text='"25:00" is not a time of day.'),
            Mistake(line=31, where="people[5].school", text='there is no school "mars".'),
        ],
    )

    assert str(error) == (
        'riverbend.yaml:31: people[5].school: there is no school "mars".\n'
        'riverbend.yaml:88: cadences[0].at: "25:00" is not a time of day.\n'
        "Nothing was changed. 2 mistakes."
    )


def test_a_refused_file_without_a_line_names_the_file_alone() -> None:
    error = FileRefusedError("no.yaml", [Mistake(line=None, where="", text="there is no file.")])

    assert str(error) == "no.yaml: there is no file.\nNothing was changed. 1 mistake."
